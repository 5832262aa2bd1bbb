"""Clinics as FHIR, and back: nothing is invented, nothing unknown is said."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from lists import clinic, read

from rygrad.directory.clinic import Clinic, Profession, Specialty
from rygrad.directory.fhir import as_bundle

FULL = clinic(
    id="full",
    profession=Profession.CHIROPRACTOR,
    address="Vestergade 1",
    postcode="5000",
    town="Odense",
    phone="+4566112233",
    mail="a@b.example",
    web="https://b.example/",
    booking="https://c.example/",
    specialties=(Specialty.RYG, Specialty.ISKIAS),
    other_specialties=("nakke",),
    ydernummer=True,
    wheelchair=False,
    home_visits=True,
    opening_hours="man-fre 8-16",
    price_first=45000,
    languages=("da", "en", "urdu og mere"),
    waiting_days=3,
    confirmed_on=date(2026, 11, 1),
    note="Ring på.",
)
# FHIR R4 has no field for these, or ours has no place for what it says.
NOT_CARRIED = ("booking", "ydernummer", "wheelchair", "home_visits", "group_training", "opening_hours")
NOT_CARRIED += ("price_first", "price_follow_up", "waiting_days", "confirmed_on")


@pytest.mark.parametrize("one", [FULL, clinic(id="a_b:c"), clinic(id="x" * 80), clinic(invented=True)])
def test_what_is_written_is_read_again(tmp_path: Path, one: Clinic) -> None:
    again = read(tmp_path, json.dumps(as_bundle([(one, 1.234)], 1)), "clinics.json")
    assert not again.refused
    bare = one.model_copy(update=dict.fromkeys(NOT_CARRIED))
    assert again.clinics == [bare]


def test_a_position_that_is_only_the_towns_middle_is_not_told() -> None:
    (place, _) = as_bundle([(clinic(town="Odense", approximate=True), None)], 1)["entry"]
    assert "position" not in place["resource"]


def test_only_what_is_known_to_be_so_is_said() -> None:
    (_, service) = as_bundle([(FULL, None)], 1)["entry"]
    said = [one["text"] for one in service["resource"]["characteristic"]]
    assert said == ["public agreement (ydernummer)", "home visits"]
    (_, service) = as_bundle([(clinic(), None)], 1)["entry"]
    assert "characteristic" not in service["resource"]


def test_the_distance_stands_where_the_standard_puts_it() -> None:
    (place, service) = as_bundle([(FULL, 12.3456)], 1)["entry"]
    (extension,) = place["search"]["extension"]
    assert extension["valueDistance"]["value"] == 12.35
    assert (place["search"]["mode"], service["search"]) == ("match", {"mode": "include"})


def test_each_service_is_given_at_its_place() -> None:
    entries = as_bundle([(clinic(id="a"), None), (clinic(id="b"), None)], 2)["entry"]
    assert len({entry["fullUrl"] for entry in entries}) == 4
    for place, service in zip(entries[::2], entries[1::2], strict=True):
        assert service["resource"]["location"] == [{"reference": place["fullUrl"]}]
