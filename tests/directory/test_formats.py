"""JSON, schema.org, FHIR and OpenStreetMap: the same clinics; nothing lost in silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import osmium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lists import GROUND, read
from osmium.osm.mutable import Node, Way

from rygrad.directory.clinic import Profession, Specialty
from rygrad.directory.reading import read_list
from rygrad.kb.problem import Refusal

SCHEMA_ORG = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Ikke en klinik"},
        {
            "@type": ["Physiotherapy", "MedicalBusiness"],
            "@id": "https://example.com/#a",
            "name": "Fysio Odense",
            "telephone": "+45 65 12 34 56",
            "email": "hej@example.com",
            "url": "https://example.com/",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "Vestergade 1",
                "postalCode": "5000",
                "addressLocality": "Odense C",
            },
            "geo": {"@type": "GeoCoordinates", "latitude": 55.396, "longitude": "10.388"},
            "openingHours": ["Mo-Th 08:00-17:00", "Fr 08:00-14:00"],
            "medicalSpecialty": "https://schema.org/Physiotherapy",
            "knowsAbout": ["Iskias", {"@type": "Thing", "name": "knæ"}],
            "knowsLanguage": ["dansk", "en"],
            "amenityFeature": {"@type": "LocationFeatureSpecification", "name": "wheelchair", "value": True},
            "potentialAction": {
                "@type": "ReserveAction",
                "target": {"@type": "EntryPoint", "urlTemplate": "https://example.com/book"},
            },
        },
    ],
}
FHIR = {
    "resourceType": "Bundle",
    "type": "searchset",
    "entry": [
        {
            "fullUrl": "https://example.com/fhir/Location/a1",
            "resource": {
                "resourceType": "Location",
                "id": "a1",
                "status": "active",
                "name": "Ryghuset",
                "telecom": [
                    {"system": "phone", "value": "65123456"},
                    {"system": "email", "value": "hej@example.com"},
                ],
                "address": {"line": ["Vestergade 1", "1. sal"], "postalCode": "5000", "city": "Odense C"},
                "position": {"latitude": 55.396, "longitude": 10.388},
                "hoursOfOperation": [
                    {"daysOfWeek": ["mon", "tue"], "openingTime": "08:00:00", "closingTime": "16:00:00"}
                ],
            },
        },
        {"resource": {"resourceType": "Location", "id": "a2", "status": "inactive", "name": "Lukket"}},
        {
            "resource": {
                "resourceType": "HealthcareService",
                "location": [{"reference": "Location/a1"}],
                "specialty": [{"text": "Rygsmerter"}],
                "communication": [{"coding": [{"code": "da", "display": "Danish"}]}],
            }
        },
        {
            "resource": {
                "resourceType": "PractitionerRole",
                "location": [{"reference": "https://example.com/fhir/Location/a1"}],
                "code": [{"coding": [{"display": "Kiropraktor"}]}],
            }
        },
        {
            "resource": {
                "resourceType": "HealthcareService",
                "location": [{"reference": "Location/gone"}],
                "specialty": [{"text": "knæ"}],
            }
        },
    ],
}
TAGS = {
    "healthcare": "physiotherapist",
    "name": "Fysio Odense",
    "addr:street": "Vestergade",
    "addr:housenumber": "1",
    "addr:postcode": "5000",
    "addr:city": "Odense C",
    "phone": "+45 65 12 34 56;+45 65 12 34 57",
    "wheelchair": "limited",
    "check_date": "2026-05",
    "opening_hours": "Mo-Fr 08:00-16:00",
}


def as_json(folder: Path, told: Any, name: str = "list.json") -> Any:
    return read(folder, json.dumps(told), name)


@pytest.mark.parametrize("wrapped", [False, True])
def test_plain_json(tmp_path: Path, wrapped: bool) -> None:
    listed = [
        {
            "navn": "Fysio Odense",
            "lat": 55.396,
            "lon": 10.388,
            "wheelchair": False,
            "specialties": ["ryg", "knæ"],
            "price_first_ore": 45050,
            "price_follow_up": 300,
            "farve": "blå",
        },
        {"navn": "Fysio B", "lat": True, "lon": 10},
        "ikke en klinik",
    ]
    found = as_json(tmp_path, {"clinics": listed} if wrapped else listed)
    (clinic,) = found.clinics
    assert (clinic.wheelchair, clinic.price_first, clinic.price_follow_up) == (False, 45050, 30000)
    assert (clinic.specialties, clinic.other_specialties) == ((Specialty.RYG,), ("knæ",))
    assert [r.text("da").partition(":")[0] for r in found.refused] == ["post 2", "post 3"]
    assert "farve" in found.remarks[0].da


def test_schema_org(tmp_path: Path) -> None:
    found = as_json(tmp_path, SCHEMA_ORG)
    assert found.refused == []
    (clinic,) = found.clinics
    assert clinic.id.startswith("ld-")
    assert (clinic.phone, clinic.postcode, clinic.town) == ("+4565123456", "5000", "Odense C")
    assert (clinic.lat, clinic.lon) == (55.396, 10.388)
    assert (clinic.specialties, clinic.other_specialties) == ((Specialty.ISKIAS,), ("knæ",))
    assert (clinic.languages, clinic.wheelchair) == (("da", "en"), True)
    assert clinic.booking == "https://example.com/book"
    assert clinic.opening_hours == "Mo-Th 08:00-17:00; Fr 08:00-14:00"
    assert as_json(tmp_path, SCHEMA_ORG["@graph"][1], "one.jsonld").clinics == [clinic]


def test_fhir(tmp_path: Path) -> None:
    found = as_json(tmp_path, FHIR)
    assert found.refused == []
    (clinic,) = found.clinics
    assert (clinic.id, clinic.name, clinic.profession) == ("a1", "Ryghuset", Profession.CHIROPRACTOR)
    assert (clinic.address, clinic.phone) == ("Vestergade 1, 1. sal", "+4565123456")
    assert (clinic.specialties, clinic.languages) == ((Specialty.RYG,), ("da",))
    assert clinic.opening_hours == "mon, tue 08:00-16:00"
    assert [r.where for r in found.remarks] == ["entry 2", "entry 5"]


def the_map(file: Path) -> Path:
    """A real file of OpenStreetMap: a point, a building, and things that are no clinic."""
    writer = osmium.SimpleWriter(str(file))
    writer.add_node(Node(id=1, version=1, location=(10.388, 55.396), tags=TAGS))
    writer.add_node(Node(id=2, version=1, location=(10.388, 55.396), tags={"amenity": "pub"}))
    for at, corner in enumerate([(10.40, 55.40), (10.42, 55.40), (10.42, 55.41), (10.40, 55.41)], 10):
        writer.add_node(Node(id=at, version=1, location=corner, tags={}))
    tags = {"healthcare": "chiropractor", "name": "Rygklinik", "wheelchair": "yes", "building": "yes"}
    writer.add_way(Way(id=3, version=1, nodes=[10, 11, 12, 13, 10], tags=tags))
    writer.close()
    return file


@pytest.mark.parametrize("name", ["map.osm.pbf", "map.osm"])
def test_openstreetmap(tmp_path: Path, name: str) -> None:
    found = read_list(the_map(tmp_path / name), GROUND)
    assert found.refused == []
    point, building = found.clinics
    assert (point.id, point.profession.value) == ("osm-node-1", "physiotherapist")
    assert (point.address, point.postcode, point.phone) == ("Vestergade 1", "5000", "+4565123456")
    assert (point.wheelchair, point.confirmed_on) == (None, None)
    assert len([r for r in found.remarks if r.where == "node/1"]) == 3
    assert (building.id, building.profession.value, building.wheelchair) == (
        "osm-way-3",
        "chiropractor",
        True,
    )
    assert (building.lat, building.lon) == (pytest.approx(55.405), pytest.approx(10.41))


def test_overpass_says_the_same_as_the_map(tmp_path: Path) -> None:
    elements = [
        {"type": "node", "id": 1, "lat": 55.396, "lon": 10.388, "tags": TAGS},
        {
            "type": "way",
            "id": 3,
            "tags": {"healthcare": "chiropractor"},
            "center": {"lat": 55.4, "lon": 10.4},
        },
        {"type": "node", "id": 4, "lat": 55.396, "lon": 10.388, "tags": {"amenity": "pub"}},
    ]
    found = as_json(tmp_path, {"version": 0.6, "elements": elements})
    of_the_map = read_list(the_map(tmp_path / "map.osm"), GROUND)
    assert found.clinics == of_the_map.clinics[:1]
    (refused,) = found.refused
    assert (refused.where, refused.en) == ("way/3", "the name is missing")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", "{"),
        ("a.json", "[]"),
        ("a.json", '"x"'),
        ("a.json", "[NaN]"),
        ("a.json", "[" + "9" * 5000 + "]"),
        ("a.json", "[" * 100_000),
        ("a.json", '{"resourceType": "Patient"}'),
        ("a.json", '{"elements": 1}'),
        ("a.json", '{"type": "FeatureCollection"}'),
        ("a.json", b"\xff\xff"),
        ("a.osm.pbf", "no map"),
        ("a.osm", "<osm"),
        ("a.osm", ""),
    ],
)
def test_what_is_no_list_is_refused_whole(tmp_path: Path, name: str, content: str | bytes) -> None:
    with pytest.raises(Refusal) as told:
        read(tmp_path, content, name)
    assert told.value.text("da").startswith(name)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_other_shapes_than_awaited_never_break_it(tmp_path: Path, data: st.DataObject) -> None:
    """One value anywhere in a good file is replaced by anything: read or refused, nothing else."""
    good = data.draw(st.sampled_from([SCHEMA_ORG, FHIR, {"elements": [{"tags": TAGS, "lat": 1}]}]))
    told = json.loads(json.dumps(good))
    at = told
    while True:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        deeper = isinstance(at[key], dict | list) and at[key] and data.draw(st.booleans())
        if not deeper:
            at[key] = data.draw(ANY)
            break
        at = at[key]
    try:
        found = as_json(tmp_path, told)
    except Refusal:
        return
    assert found.taken or found.refused
