"""Three checkers of FHIR agree on what we write, and each planted fault is seen by one of them."""

from __future__ import annotations

import copy
import json
import urllib.request
from base64 import b64decode
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from browser.fhir_check import fhir_faults
from browser.live_site import DEMO, LiveSite
from rygrad.assess.assess import assess
from rygrad.directory.clinic import Clinic, Profession, Specialty
from rygrad.directory.fhir import as_bundle
from rygrad.directory.places import read_places
from rygrad.directory.reading import read_list
from rygrad.directory.rows import Ground
from rygrad.fhir.library import cql, libraries
from rygrad.fhir.outcome import assessed
from rygrad.fhir.plan import plan, plans
from rygrad.fhir.response import Issue, operation_outcome
from rygrad.fhir.score_forms import every_questionnaire
from rygrad.kb.load import load

DAY = date(2026, 11, 22)
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
    demo = read_list(DEMO, Ground(read_places(), DAY), None, None).clinics
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


@pytest.fixture(scope="module")
def ours() -> dict[str, Bundle]:
    """One of each kind of resource that we write."""
    knowledge = load()
    made = every_questionnaire(knowledge, "https://a.example/fhir")
    emergency = assess({"saddle_numbness": True, "urinary_retention": True}, knowledge, DAY, "en")
    return {
        **made,
        "emergency": assessed(emergency),
        "unknown": assessed(assess({}, knowledge, DAY, "da")),
        "refused": operation_outcome((Issue("value", "a.b", "x", "y"),)),
    }


def test_what_we_write_is_without_fault(ours: dict[str, Bundle], site: LiveSite, tmp_path: Path) -> None:
    served = []
    for path in ("metadata", "Questionnaire", "PlanDefinition", "OperationDefinition/assess"):
        with urllib.request.urlopen(f"{site.address}/fhir/{path}") as answer:
            served.append(json.load(answer))
    assert fhir_faults([*ours.values(), *served], tmp_path) == []


def _first_question(made: Bundle) -> dict[str, Any]:
    found: dict[str, Any] = made["item"][0]["item"][1]
    return found


def _with_a_link_twice(made: Bundle) -> None:
    made["item"][0]["item"][2]["linkId"] = _first_question(made)["linkId"]


def _with_a_kind_that_is_none(made: Bundle) -> None:
    _first_question(made)["type"] = "yes_no"


def _with_a_status_that_is_none(made: Bundle) -> None:
    made["status"] = "reviewed"


def _with_a_group_without_items(made: Bundle) -> None:
    del made["item"][0]["item"]


def _with_a_display_that_is_required(made: Bundle) -> None:
    made["item"][0]["item"][0]["required"] = True


def _with_two_conditions_and_no_word_between(made: Bundle) -> None:
    del next(i for g in made["item"] for i in g["item"] if "enableBehavior" in i)["enableBehavior"]


def _with_a_question_without_its_link(made: Bundle) -> None:
    del _first_question(made)["linkId"]


def _with_a_number_that_is_text(made: Bundle) -> None:
    age = next(i for g in made["item"] for i in g["item"] if i["linkId"] == "age")
    age["extension"][0]["valueInteger"] = "eighteen"


@pytest.mark.parametrize(
    ("plant", "seen_by"),
    [
        (_with_a_link_twice, "invariant"),
        (_with_a_kind_that_is_none, "schema"),
        (_with_a_status_that_is_none, "schema"),
        (_with_a_group_without_items, "invariant"),
        (_with_a_display_that_is_required, "invariant"),
        (_with_two_conditions_and_no_word_between, "invariant"),
        (_with_a_question_without_its_link, "structure"),
        (_with_a_number_that_is_text, "structure"),
    ],
)
def test_a_fault_in_a_questionnaire_is_seen(
    ours: dict[str, Bundle], tmp_path: Path, plant: Callable[[Bundle], None], seen_by: str
) -> None:
    broken = copy.deepcopy(ours["intake"])
    plant(broken)
    faults = fhir_faults([broken], tmp_path)
    assert any(f": {seen_by}: " in fault for fault in faults), faults


def _an_action_with_half_a_condition(made: Bundle) -> None:
    del made["action"][1]["condition"][0]["kind"]


def _a_condition_in_no_language(made: Bundle) -> None:
    made["action"][1]["condition"][0]["expression"] = {"description": "when it is so"}


def _a_source_that_is_no_kind_of_one(made: Bundle) -> None:
    made["relatedArtifact"][0]["type"] = "claim"


def _a_library_with_a_space(made: Bundle) -> None:
    made["library"] = ["our library"]


def _a_kind_of_plan_that_is_none(made: Bundle) -> None:
    made["type"]["coding"][0]["code"] = "decision-table"


PLANTS: list[tuple[Callable[[Bundle], None], str]] = [
    (_an_action_with_half_a_condition, "structure"),
    (_a_condition_in_no_language, "structure"),
    (_a_source_that_is_no_kind_of_one, "code"),
    (_a_library_with_a_space, "schema"),
    (_a_kind_of_plan_that_is_none, "code"),
]


def test_a_fault_in_a_plan_is_seen(tmp_path: Path) -> None:
    whole = plan("disposition", load(), "https://a.example/fhir")
    broken = [copy.deepcopy(whole) for _ in PLANTS]
    for one, (plant, _) in zip(broken, PLANTS, strict=True):
        plant(one)
    faults = fhir_faults([whole, *broken], tmp_path)
    assert not any(fault.startswith("0: ") for fault in faults)
    for at, (plant, seen_by) in enumerate(PLANTS, 1):
        assert any(fault.startswith(f"{at}: {seen_by}: ") for fault in faults), (plant, faults)


def test_the_library_is_without_fault_and_holds_the_cql_that_is_exported(tmp_path: Path) -> None:
    knowledge = load()
    (library,) = libraries(knowledge, "https://a.example/fhir").values()
    assert fhir_faults([library], tmp_path) == []
    assert b64decode(library["content"][0]["data"]).decode() == cql(knowledge)
    named = {one["library"][0] for one in plans(knowledge, "https://a.example/fhir").values()}
    assert named == {f"{library['url']}|{library['version']}"}
    assert fhir_faults([library | {"type": {"coding": [{"system": 5}]}}], tmp_path) != []
