"""What people type leads to the place they mean; grammar; what lies in Denmark."""

from __future__ import annotations

from pathlib import Path

import pytest
from lists import PLACES

from rygrad.directory.clinic import folded
from rygrad.directory.denmark import denmark, in_denmark, kilometres
from rygrad.directory.places import read_places
from rygrad.kb.problem import Refusal

ABROAD = {
    "Malmö": (55.605, 13.0),
    "Helsingborg": (56.046, 12.694),
    "Landskrona": (55.87, 12.83),
    "Ven": (55.905, 12.70),
    "Höganäs": (56.2, 12.556),
    "Göteborg": (57.707, 11.967),
    "Simrishamn": (55.556, 14.35),
    "Flensborg": (54.784, 9.437),
    "Niebüll": (54.786, 8.829),
    "Westerland": (54.91, 8.307),
    "Puttgarden": (54.50, 11.21),
    "nowhere": (0.0, 0.0),
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kbh", "København"),
        ("Kobenhavn", "København"),
        ("KØBENHAVN", "København"),
        ("Copenhagen", "København"),
        ("København NV", "København"),
        ("Århus", "Aarhus"),
        ("arhus", "Aarhus"),
        ("Aarhus C", "Aarhus"),
        ("Ålborg", "Aalborg"),
        ("Fåborg", "Faaborg"),
        ("sonderborg", "Sønderborg"),
        ("Nykobing F", "Nykøbing Falster"),
        ("i Odense", "Odense"),
        ("  odense ", "Odense"),
        ("Odnese", "Odense"),
        ("Svendbrog", "Svendborg"),
        ("Ry", "Ry"),
        ("på Bornholm", "Bornholm"),
        ("danmark", "Danmark"),
        ("8000", "8000 Aarhus C"),
        ("DK-8000 Aarhus C", "8000 Aarhus C"),
    ],
)
def test_what_is_typed_leads_to_one_place(typed: str, meant: str) -> None:
    found = PLACES.find(typed, {"8000": ("Aarhus C", 56.15, 10.2)}.get)
    assert [place.name for place in found] == [meant]


def test_namesakes_are_listed_and_told_apart_and_their_labels_lead_back() -> None:
    found = PLACES.find("Viby")
    assert [p.label for p in found] == ["Viby (ved Aarhus)", "Viby (ved Tune)"]
    for place in found:
        assert PLACES.find(place.label) == (place,)
    assert {p.name for p in PLACES.find("Nykøbing")} == {
        "Nykøbing Falster",
        "Nykøbing Mors",
        "Nykøbing Sjælland",
    }


def test_a_far_larger_namesake_is_meant() -> None:
    assert [p.label for p in PLACES.find("Frederiksberg")] == ["Frederiksberg (ved København)"]


@pytest.mark.parametrize("typed", ["", "   ", "xyzzyx", "q", "5000", "!!!", "æ" * 5000])
def test_nothing_is_made_up(typed: str) -> None:
    assert PLACES.find(typed) == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Odense", "i Odense"), ("bornholm", "på Bornholm"), ("fyn", "på Fyn"), ("jylland", "i Jylland")],
)
def test_the_grammar_is_right(typed: str, said: str) -> None:
    assert PLACES.find(typed)[0].with_word == said


def test_every_town_of_a_land_and_every_short_name_is_there() -> None:
    names = {town.name for town in PLACES.towns}
    lands = denmark().lands
    assert {town for land in lands.values() for town in land.towns} <= names
    assert set(denmark().on) <= names
    assert set(denmark().short.values()) <= {folded(name) for name in (*names, *lands)}


def test_every_place_finds_itself_and_lies_in_denmark() -> None:
    assert len(PLACES.towns) == 505
    for town in PLACES.towns:
        assert in_denmark(town.lat, town.lon), town
        assert town in PLACES.exactly(town.name)


@pytest.mark.parametrize("where", ABROAD)
def test_the_neighbours_are_not_in_denmark(where: str) -> None:
    assert not in_denmark(*ABROAD[where])


def test_distances() -> None:
    assert kilometres(55.67594, 12.56553, 55.39594, 10.38831) == pytest.approx(141, abs=2)
    assert kilometres(55, 10, 55, 10) == 0


@pytest.mark.parametrize("content", [None, b"name,lat\nOdense,55\n", b"\xff\xfe\xff"])
def test_a_folder_without_good_places_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "places").mkdir()
        (tmp_path / "places" / "denmark.csv").write_bytes(content)
    with pytest.raises(Refusal):
        read_places(tmp_path)
