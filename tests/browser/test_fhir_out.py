"""The bundles of every case are FHIR in the eyes of three checkers, and each planted fault is seen by one."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from browser.fhir_check import fhir_faults
from rygrad.assess.answers import checked_answers
from rygrad.assess.assess import assess
from rygrad.fhir.bundle import bundle
from rygrad.fhir.ground import Ground
from rygrad.fhir.outcome import assessed
from rygrad.kb.knowledge import Knowledge

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BASE = "https://a.example/fhir"
KINDS = {
    "QuestionnaireResponse",
    "Observation",
    "Condition",
    "RiskAssessment",
    "CarePlan",
    "ServiceRequest",
    "Provenance",
}
Resource = dict[str, Any]


def ground(knowledge: Knowledge, told: dict[str, Any], lang: Any) -> Ground:
    answers = checked_answers(told, knowledge)
    sent = {"status": "in-progress", "subject": {"reference": "Patient/1"}} if lang == "en" else {}
    return Ground(assess(told, knowledge, DAY, lang), answers, knowledge, BASE, sent)


@pytest.fixture(scope="module")
def grounds(knowledge: Knowledge) -> list[Ground]:
    """Every third case, in Danish and English by turns."""
    langs = ("da", "en")
    cases = knowledge.cases[::3]
    return [ground(knowledge, dict(case.given), langs[at % 2]) for at, case in enumerate(cases)]


def test_the_bundles_are_without_fault(grounds: list[Ground], tmp_path: Path) -> None:
    whole = [bundle(one, NOW) for one in grounds]
    assert {entry["resource"]["resourceType"] for one in whole for entry in one["entry"]} == KINDS
    assert fhir_faults(whole, tmp_path) == []


def test_what_assess_answers_is_without_fault(grounds: list[Ground], tmp_path: Path) -> None:
    few = grounds[:3]
    sent = [assessed(one.made, one.response, bundle(one, NOW)) for one in few]
    assert fhir_faults(sent, tmp_path) == []


def of(whole: Resource, kind: str) -> Resource:
    return next(e["resource"] for e in whole["entry"] if e["resource"]["resourceType"] == kind)


def _an_observation_without_its_code(whole: Resource) -> None:
    del of(whole, "Observation")["code"]


def _an_observation_with_two_values(whole: Resource) -> None:
    of(whole, "Observation")["valueString"] = "yes"


def _a_condition_that_is_likely(whole: Resource) -> None:
    of(whole, "Condition")["verificationStatus"] = "provisional"


def _a_condition_that_is_surely_so(whole: Resource) -> None:
    of(whole, "Condition")["verificationStatus"]["coding"][0]["code"] = "certain"


def _a_condition_of_nobody(whole: Resource) -> None:
    del of(whole, "Condition")["subject"]


def _a_plan_with_no_intent(whole: Resource) -> None:
    del of(whole, "CarePlan")["intent"]


def _an_activity_that_is_two_things(whole: Resource) -> None:
    of(whole, "CarePlan")["activity"][0]["reference"] = {"display": "x"}


def _a_request_that_hurries(whole: Resource) -> None:
    of(whole, "ServiceRequest")["priority"] = "hurry"


def _a_risk_that_may_be_final(whole: Resource) -> None:
    of(whole, "RiskAssessment")["status"] = ["final"]


def _a_provenance_of_nothing(whole: Resource) -> None:
    of(whole, "Provenance")["target"] = []


def _a_provenance_of_no_moment(whole: Resource) -> None:
    of(whole, "Provenance")["recorded"] = "2026-11-22"


def _one_address_twice(whole: Resource) -> None:
    whole["entry"][1]["fullUrl"] = whole["entry"][0]["fullUrl"]


def _a_search_score_in_a_collection(whole: Resource) -> None:
    whole["entry"][0]["search"] = {"mode": "match"}


PLANTS: list[tuple[Callable[[Resource], None], str]] = [
    (_an_observation_without_its_code, "structure"),
    (_an_observation_with_two_values, "structure"),
    (_a_condition_that_is_likely, "structure"),
    (_a_condition_that_is_surely_so, "code"),
    (_a_condition_of_nobody, "structure"),
    (_a_plan_with_no_intent, "structure"),
    (_an_activity_that_is_two_things, "invariant"),
    (_a_request_that_hurries, "code"),
    (_a_risk_that_may_be_final, "schema"),
    (_a_provenance_of_nothing, "structure"),
    (_a_provenance_of_no_moment, "schema"),
    (_one_address_twice, "invariant"),
    (_a_search_score_in_a_collection, "invariant"),
]


@pytest.fixture(scope="module")
def seen(grounds: list[Ground], tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """What the checkers say of one whole bundle, and then of it with each fault."""
    made = [bundle(one, NOW) for one in grounds]
    whole = next(b for b in made if {e["resource"]["resourceType"] for e in b["entry"]} == KINDS)
    broken = [copy.deepcopy(whole) for _ in PLANTS]
    for one, (plant, _) in zip(broken, PLANTS, strict=True):
        plant(one)
    lines = fhir_faults([whole, *broken], tmp_path_factory.mktemp("planted"))
    return [[line for line in lines if line.startswith(f"{at}: ")] for at in range(len(PLANTS) + 1)]


@pytest.mark.parametrize("at", range(len(PLANTS)), ids=[plant.__name__ for plant, _ in PLANTS])
def test_a_planted_fault_is_seen(seen: list[list[str]], at: int) -> None:
    assert seen[0] == []
    assert any(f": {PLANTS[at][1]}: " in line for line in seen[at + 1]), seen[at + 1]
