"""Three checkers of FHIR agree on what we write, and each planted fault is seen by one of them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from browser.fhir_check import fhir_faults
from browser.live_site import DEMO
from rygrad.directory.clinic import Clinic, Profession, Specialty
from rygrad.directory.fhir import as_bundle
from rygrad.directory.places import read_places
from rygrad.directory.reading import read_list
from rygrad.directory.rows import Ground

Bundle = dict[str, Any]
CLINIC = Clinic(
    id="a_b:c",
    name="Eksempelklinik",
    profession=Profession.PHYSIOTHERAPIST,
    lat=55.4,
    lon=10.4,
    address="Vestergade 1",
    postcode="5000",
    town="Odense",
    phone="+4566112233",
    mail="a@b.example",
    web="https://b.example/",
    specialties=(Specialty.RYG,),
    wheelchair=True,
    languages=("da", "urdu og mere"),
    opening_hours="man-fre 8-16",
    note="Ring på.",
)


def bundle() -> Bundle:
    return as_bundle(
        [(CLINIC, 1.5), (CLINIC.model_copy(update={"id": "b"}), None)], 2, "https://a.example/api/clinics"
    )


def test_our_bundles_are_without_fault(tmp_path: Path) -> None:
    import datetime

    demo = read_list(DEMO, Ground(read_places(), datetime.date(2026, 11, 22)), None, None).clinics
    whole = as_bundle([(clinic, 2.0) for clinic in demo], len(demo), "https://a.example/")
    assert fhir_faults([bundle(), whole, as_bundle([], 0)], tmp_path) == []


def _location(bundle: Bundle) -> dict[str, Any]:
    found: dict[str, Any] = bundle["entry"][0]["resource"]
    return found


def _without_latitude(b: Bundle) -> None:
    del _location(b)["position"]["latitude"]


def _with_a_name_of_no_field(b: Bundle) -> None:
    _location(b)["nam"] = "x"


def _with_a_code_that_is_none(b: Bundle) -> None:
    _location(b)["status"] = "open"


def _with_a_phone_of_no_system(b: Bundle) -> None:
    del _location(b)["telecom"][0]["system"]


def _with_one_address_twice(b: Bundle) -> None:
    b["entry"][1]["fullUrl"] = b["entry"][0]["fullUrl"]


def _with_a_total_that_no_search_gave(b: Bundle) -> None:
    b["type"] = "collection"


def _with_a_distance_in_miles(b: Bundle) -> None:
    distance = b["entry"][0]["search"]["extension"][0]["valueDistance"]
    distance["system"], distance["code"] = "http://miles.example", "mile"


@pytest.mark.parametrize(
    ("plant", "seen_by"),
    [
        (_without_latitude, "structure"),
        (_with_a_name_of_no_field, "structure"),
        (_with_a_code_that_is_none, "schema"),
        (_with_a_phone_of_no_system, "invariant"),
        (_with_one_address_twice, "invariant"),
        (_with_a_total_that_no_search_gave, "invariant"),
        (_with_a_distance_in_miles, "invariant"),
    ],
)
def test_a_planted_fault_is_seen(tmp_path: Path, plant: Callable[[Bundle], None], seen_by: str) -> None:
    broken = copy.deepcopy(bundle())
    plant(broken)
    faults = fhir_faults([broken], tmp_path)
    assert any(f": {seen_by}: " in fault for fault in faults), faults
