"""What a new list changes, possible duplicates, and lists written so that they may be read again."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from lists import TODAY, clinic, read

from rygrad.directory.changes import changes, possible_duplicates
from rygrad.directory.clinic import Specialty, folded, id_of
from rygrad.directory.writing import as_csv, as_geojson, as_object, harmless


def test_added_changed_unchanged_removed_reopened_spared() -> None:
    kept = {i: clinic(id=i) for i in ("same", "moved", "gone", "kept")}
    new = [clinic(id="same"), clinic(id="moved", phone="+4565123456"), clinic(id="new"), clinic(id="back")]
    made = changes(kept, {"back"}, new, {"kept"})
    assert [c.id for c in made.added] == ["new"]
    assert [c.id for c in made.reopened] == ["back"]
    assert [(c.after.id, c.fields) for c in made.changed] == [("moved", ("phone",))]
    assert [c.id for c in made.removed] == ["gone"]
    assert [c.id for c in made.spared] == ["kept"]
    assert made.unchanged == 1


def test_an_unknown_that_becomes_no_is_a_change() -> None:
    made = changes({"a": clinic()}, (), [clinic(wheelchair=False)])
    assert made.changed[0].fields == ("wheelchair",)


@pytest.mark.parametrize(
    ("one", "other", "by"),
    [
        ({"phone": "+4565123456"}, {"phone": "+4565123456", "name": "Noget helt andet"}, "phone"),
        (
            {"name": "Fysioterapi Vest", "address": "Vestergade 12", "postcode": "5000"},
            {"name": "Vest Fysioterapi", "address": "Vestergade 12, 1.", "postcode": "5000"},
            "name and address",
        ),
        ({"name": "Ryghuset"}, {"name": "Ryghuset "[:8], "lat": 55.39601}, "name and address"),
        (
            {"name": "Fysioterapi Vest", "address": "Vestergade 12", "postcode": "5000"},
            {"name": "Fysioterapi Vest", "address": "Vestergade 14", "postcode": "5000"},
            None,
        ),
        (
            {"name": "Fysioterapi Vest", "address": "Vestergade 12", "postcode": "5000"},
            {"name": "Fysioterapi Vest", "address": "Vestergade 12", "postcode": "8000"},
            None,
        ),
        ({"name": "Fysioterapi Vest"}, {"name": "Kiropraktor Øst"}, None),
        ({"name": "Fysio", "approximate": True}, {"name": "Fysio", "approximate": True}, None),
    ],
)
def test_possible_duplicates_are_listed(
    one: dict[str, object], other: dict[str, object], by: str | None
) -> None:
    found = possible_duplicates([clinic(id="one", **one), clinic(id="other", **other)])
    assert [(a.one.id, a.other.id, a.by) for a in found] == ([("one", "other", by)] if by else [])


def test_many_at_one_phone_do_not_take_for_ever() -> None:
    found = possible_duplicates(clinic(id=f"k{at}", phone="+4565123456") for at in range(3_000))
    assert 1_000 < len(found) < 2_000


FULL = [
    clinic(
        id="full",
        name='Fysio "Æ", ø; å',
        address="Vestergade 1",
        postcode="0999",
        town="Odense C",
        phone="+4565123456",
        mail="a@example.com",
        web="https://example.com/?a=1",
        booking="https://example.com/b",
        specialties=(Specialty.RYG, Specialty.KRONISKE_SMERTER),
        other_specialties=("knæ",),
        ydernummer=True,
        wheelchair=False,
        opening_hours="man 8-16, tir 8-16",
        price_first=45005,
        price_follow_up=30000,
        languages=("da", "græsk"),
        waiting_days=0,
        confirmed_on=TODAY,
        note="to\u00a0ord".replace("\u00a0", " "),
    ),
    clinic(id="bare", town="Aarhus", lat=56.15674, lon=10.21076, approximate=True),
]


@pytest.mark.parametrize("form", ["csv", "json", "geojson"])
def test_what_is_written_is_read_again_and_changes_nothing(tmp_path: Path, form: str) -> None:
    if form == "csv":
        text = as_csv(FULL)
    elif form == "json":
        text = json.dumps({"clinics": [as_object(c) for c in FULL]})
    else:
        text = json.dumps(as_geojson((c, None) for c in FULL))
    found = read(tmp_path, text, f"list.{form}")
    assert found.refused == []
    assert found.clinics == FULL


def test_no_cell_is_a_formula() -> None:
    """Import refuses such text; a database that got it in another way still writes harmless tables."""
    bad = clinic(name="=1+1", address="+1", note="@SUM(A1)", town="-1", other_specialties=("=x", "y"))
    row = list(csv.reader(io.StringIO(as_csv([bad]))))[1]
    assert not [cell for cell in row if cell[:1] in tuple("=+-@\t\r")]
    assert harmless("Vestergade") == "Vestergade"


def test_geojson_has_the_longitude_first_and_unknown_is_null() -> None:
    feature = as_geojson([(clinic(), 1.234)])["features"][0]
    assert feature["geometry"]["coordinates"] == [10.388, 55.396]
    assert feature["properties"]["wheelchair"] is None
    assert feature["properties"]["distance_km"] == 1.23


def test_an_id_made_of_name_and_address_does_not_mind_how_they_are_written() -> None:
    one = id_of("physiotherapist", "Fysio  Ærø", "Vestergade 1", "5970", None)
    assert one == id_of("physiotherapist", "FYSIO ÆRØ", "vestergade 1.", "5970", None)
    assert one != id_of("physiotherapist", "Fysio Ærø", "Vestergade 2", "5970", None)
    assert folded("Ærø  Å-Ø, é") == "aeroe aa oe e"
