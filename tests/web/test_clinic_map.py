"""The map of clinics: towns lie on their land, every marker can be reached, names do no harm."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from math import hypot
from time import perf_counter

import pytest

from rygrad.directory.denmark import coast
from rygrad.directory.places import read_places
from rygrad.web.clinic_map import MARKER, Point, country_map, place_map, spot

SVG = "{http://www.w3.org/2000/svg}"
PLACES = read_places()
TOWNS = {town.name: town for town in PLACES.towns}


def points(*towns: str) -> list[Point]:
    return [
        Point(at, name, f"#clinic-{at}", TOWNS[name].lat, TOWNS[name].lon) for at, name in enumerate(towns, 1)
    ]


def parsed(drawing: str) -> ET.Element:
    """As a browser parses it inside a page, where the namespace is known."""
    return ET.fromstring(str(drawing).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def frame(svg: ET.Element) -> tuple[float, float, float, float]:
    x, y, width, height = (float(n) for n in svg.attrib["viewBox"].split())
    return x, y, width, height


def markers(svg: ET.Element) -> dict[str, tuple[float, float, float]]:
    """Where each marker is, and its radius, by where it leads."""
    found = {}
    for link in svg.iter(f"{SVG}a"):
        circle = link.find(f"{SVG}circle")
        assert circle is not None
        found[link.attrib["href"]] = tuple(float(circle.attrib[k]) for k in ("cx", "cy", "r"))
    return found  # type: ignore[return-value]


def on_land(lat: float, lon: float) -> bool:
    odd = False
    for ring in coast():
        for (lat1, lon1), (lat2, lon2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (lat1 > lat) != (lat2 > lat) and lon < lon1 + (lat - lat1) / (lat2 - lat1) * (lon2 - lon1):
                odd = not odd
    return odd


@pytest.mark.parametrize(
    "name",
    [
        "Viborg",
        "Odense",
        "Herning",
        "Ringsted",
        "Vordingborg",
        "Maribo",
        "Rønne",
        "Tønder",
        "Hillerød",
        "Brønderslev",
    ],
)
def test_towns_lie_on_land(name: str) -> None:
    assert on_land(TOWNS[name].lat, TOWNS[name].lon)


@pytest.mark.parametrize(("lat", "lon"), [(55.605, 13.0), (54.78, 9.44), (56.2, 11.4), (55.3, 12.9)])
def test_malmoe_flensborg_and_the_sea_are_not_denmark(lat: float, lon: float) -> None:
    assert not on_land(lat, lon)


def test_nearly_every_town_lies_on_land() -> None:
    wet = [town.name for town in PLACES.towns if not on_land(town.lat, town.lon)]
    assert len(wet) < 40, wet  # harbours, and islands too small to be drawn


def test_north_is_up_and_east_is_right() -> None:
    skagen, gedser = spot(57.72, 10.58), spot(54.57, 11.93)
    assert skagen[1] < gedser[1]
    assert skagen[0] < gedser[0]
    drawn = markers(parsed(country_map(points("Skagen", "Esbjerg", "Nakskov", "Rønne"), "da")))
    assert drawn["#clinic-1"][1] == min(y for _, y, _ in drawn.values())
    assert drawn["#clinic-2"][0] == min(x for x, _, _ in drawn.values())
    assert drawn["#clinic-4"][1] < drawn["#clinic-3"][1]  # Bornholm is in its box at the top


def test_scale_of_the_drawing() -> None:
    odense, aarhus = spot(55.396, 10.388), spot(56.157, 10.211)
    assert hypot(odense[0] - aarhus[0], odense[1] - aarhus[1]) * 0.1 == pytest.approx(85.4, rel=0.02)


@pytest.mark.parametrize("kind", ["country", "place"])
def test_every_marker_is_inside_and_hides_no_other(kind: str) -> None:
    near = [Point(at, "x", f"#clinic-{at}", 55.4 + at % 3 / 1e4, 10.4, at == 2) for at in range(1, 31)]
    drawing = country_map(near, "da") if kind == "country" else place_map(near, "da", (55.4, 10.4), "Odense")
    svg = parsed(drawing)
    x, y, width, height = frame(svg)
    drawn = markers(svg)
    assert set(drawn) == {point.href for point in near}
    for cx, cy, r in drawn.values():
        assert x + r * 0.99 <= cx <= x + width - r * 0.99
        assert y + r * 0.99 <= cy <= y + height - r * 0.99
    apart = [hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(drawn.values(), 2)]
    assert min(apart) > width * MARKER  # at least half of each can be seen
    assert 'class="marker approximate"' in drawing


def test_a_marker_that_can_stay_stays() -> None:
    for point, (x, y, _) in zip(
        points("Aalborg", "Odense"),
        markers(parsed(country_map(points("Aalborg", "Odense"), "da"))).values(),
        strict=True,
    ):
        assert (x, y) == pytest.approx(spot(point.lat, point.lon), abs=0.1)


def test_a_target_is_large_enough_on_a_small_phone() -> None:
    svg = parsed(country_map(points("Odense"), "da"))
    (_, _, r) = markers(svg)["#clinic-1"]
    assert 2 * r / frame(svg)[2] * 282 >= 24  # px; the map is 282 px wide on a screen of 320


def test_no_line_is_drawn_over_a_number() -> None:
    near = [Point(at, "x", f"#clinic-{at}", 55.4, 10.4) for at in range(1, 9)]
    kinds = [one.attrib.get("class", "") for one in parsed(place_map(near, "da"))]
    assert "lead" in kinds
    first = kinds.index("marker")
    assert set(kinds[first:]) == {"marker"}


def test_names_do_no_harm() -> None:
    hostile = '"><script>alert(1)</script>'
    svg = parsed(place_map([Point(1, hostile, f"#{hostile}", 55.4, 10.4)], "en", (55.4, 10.4), hostile))
    assert svg.find(f".//{SVG}script") is None
    (link,) = svg.iter(f"{SVG}a")
    assert link.attrib["aria-label"] == f"1: {hostile}"


def test_a_far_search_is_shown_on_the_whole_country() -> None:
    far = points("Skagen", "Nakskov")
    assert place_map(far, "da", (57.7, 10.6), "Skagen").startswith(str(country_map(far, "da"))[:60])
    assert "Bornholm" in place_map(far, "da", (57.7, 10.6))


def test_towns_to_find_ones_way_by() -> None:
    drawn = place_map(points("Odense", "Nyborg"), "da", towns=PLACES.towns)
    names = re.findall(r'class="town-name"[^>]*>([^<]+)<', drawn)
    assert "Odense" in names
    assert len(names) <= 6
    assert re.search(r'class="scale-name"[^>]*>\d+ km<', drawn)


def test_an_empty_map_is_a_map() -> None:
    svg = parsed(place_map([], "da"))
    assert not markers(svg)
    assert svg.find(f"{SVG}path[@class='land']") is not None


def test_small_and_fast_and_always_the_same() -> None:
    towns = [town.name for town in PLACES.towns[:20]]
    first = country_map(points(*towns), "da")
    assert len(first) < 40_000
    started = perf_counter()
    assert country_map(points(*towns), "da") == first
    assert perf_counter() - started < 0.05
