"""An Assessment as a bundle: nothing reassures too early, nothing is more certain than the assessment."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from rygrad.assess.answers import checked_answers
from rygrad.assess.assess import assess
from rygrad.fhir.bundle import bundle
from rygrad.fhir.ground import Ground, subject_of
from rygrad.kb.basics import LEVELS
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Case
from rygrad.kb.wording import level_words

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BASE = "https://a.example/fhir"
Resource = dict[str, Any]


def made(
    knowledge: Knowledge, told: Mapping[str, Any], response: Mapping[str, Any] | None = None, lang: Any = "da"
) -> tuple[Ground, Resource]:
    answers = checked_answers(dict(told), knowledge)
    ground = Ground(assess(told, knowledge, DAY, lang), answers, knowledge, BASE, response or {})
    return ground, bundle(ground, NOW)


def of(whole: Resource, kind: str) -> list[Resource]:
    return [e["resource"] for e in whole["entry"] if e["resource"]["resourceType"] == kind]


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


@pytest.fixture(scope="module")
def all_made(knowledge: Knowledge) -> list[tuple[Case, Ground, Resource]]:
    """Every case of the knowledge."""
    return [(case, *made(knowledge, case.given)) for case in knowledge.cases]


@pytest.fixture(scope="module")
def calm(all_made: list[tuple[Case, Ground, Resource]]) -> tuple[Ground, Resource]:
    """Somebody whose pain is settled to be of an ordinary kind."""
    return next((g, b) for _, g, b in all_made if of(b, "Condition") and g.made.disposition.settled)


def test_every_reference_resolves_inside(all_made: list[tuple[Case, Ground, Resource]]) -> None:
    for _, _, whole in all_made:
        urls = [entry["fullUrl"] for entry in whole["entry"]]
        assert len(urls) == len(set(urls))
        assert set(references(whole)) <= set(urls)


def test_while_an_emergency_is_open_nothing_reassures(all_made: list[tuple[Case, Ground, Resource]]) -> None:
    seen = 0
    for case, ground, whole in all_made:
        disposition = ground.made.disposition
        if disposition.may_reassure or disposition.could_be != "emergency_now":
            continue
        seen += 1
        assert not of(whole, "Condition"), case.name
        (plan,) = of(whole, "CarePlan")
        assert [activity["detail"]["description"] for activity in plan["activity"]] == [disposition.text]
        assert {r["priority"] for r in of(whole, "ServiceRequest")} <= {"stat", "asap"}, case.name
        reassuring = [row for row in ground.knowledge.tables["disposition"].rows if row.reassures]
        text = json.dumps(whole, ensure_ascii=False)
        assert not any(row.says and row.says.da in text for row in reassuring), case.name
        if not disposition.settled:
            told = [p["outcome"]["text"] for p in of(whole, "RiskAssessment")[0]["prediction"]]
            assert not {level_words(lower, "da") for lower in LEVELS[:3]} & set(told), case.name
            assert of(whole, "RiskAssessment")[0]["status"] == "preliminary"
    assert seen > 20


def test_a_cause_is_provisional_and_only_where_it_is_settled(
    all_made: list[tuple[Case, Ground, Resource]],
) -> None:
    found = [(ground, condition) for _, ground, whole in all_made for condition in of(whole, "Condition")]
    assert found
    for ground, condition in found:
        assert condition["verificationStatus"]["coding"][0]["code"] == "provisional"
        assert ground.made.cause.settled
        assert not ground.knowledge.causes[str(ground.made.cause.cause)].rule_out
        assert "coding" not in condition["code"]


def test_a_scan_is_proposed_only_where_it_is_urgent(all_made: list[tuple[Case, Ground, Resource]]) -> None:
    asked = [
        (len([r for r in of(whole, "ServiceRequest") if "illeder" in r["code"]["text"]]), ground.made.imaging)
        for _, ground, whole in all_made
    ]
    assert {count for count, _ in asked} == {0, 1}
    assert all(imaging.advice == "indicated_urgent" and imaging.settled for count, imaging in asked if count)
    assert all(count for count, imaging in asked if imaging.advice == "indicated_urgent" and imaging.settled)


def test_all_that_is_asked_for_is_a_proposal(all_made: list[tuple[Case, Ground, Resource]]) -> None:
    for _, _, whole in all_made:
        for kind in ("CarePlan", "ServiceRequest"):
            assert {(r["status"], r["intent"]) for r in of(whole, kind)} <= {("draft", "proposal")}


def test_an_emergency_is_asked_for_at_once(knowledge: Knowledge) -> None:
    ground, whole = made(knowledge, {"saddle_numbness": True, "urinary_retention": True}, lang="en")
    requests = of(whole, "ServiceRequest")
    assert {r["priority"] for r in requests} == {"stat"}
    assert all(ground.made.disposition.text in r["note"][0]["text"] for r in requests)
    told = {o["code"]["coding"][0]["code"]: o["valueBoolean"] for o in of(whole, "Observation")}
    assert told["saddle_numbness"] is True


def test_provenance_names_rules_knowledge_and_that_nobody_reviewed(
    knowledge: Knowledge, calm: tuple[Ground, Resource]
) -> None:
    ground, whole = calm
    (provenance,) = of(whole, "Provenance")
    values = {e["what"].get("identifier", {}).get("value") for e in provenance["entity"]}
    held = {f.id for f in ground.made.findings if f.status is True}
    assert held | {knowledge.version, f"disposition__{ground.made.disposition.told}"} <= values
    assert not values & {f.id for f in ground.made.findings if f.status == "unknown"}
    assert "ingen kliniker" in provenance["agent"][0]["who"]["display"]
    assert provenance["recorded"] == "2026-11-22T12:00:00Z"
    concluded = ("RiskAssessment", "Condition", "CarePlan", "ServiceRequest")
    assert len(provenance["target"]) == sum(len(of(whole, kind)) for kind in concluded)


def test_a_reviewed_assessment_is_not_called_a_draft(knowledge: Knowledge) -> None:
    ground, _ = made(knowledge, {"fever": True}, lang="en")
    reviewed = Ground(
        ground.made.model_copy(update={"review_status": "reviewed"}), ground.answers, knowledge, BASE
    )
    text = json.dumps(bundle(reviewed, NOW))
    assert "Reviewed by a clinician" in text
    assert "Draft" not in text


def test_the_same_person_gets_the_same_names_and_another_does_not(knowledge: Knowledge) -> None:
    told = {"fever": True, "age": 40}
    one, again = (made(knowledge, told, {"subject": {"reference": "Patient/1"}})[1] for _ in range(2))
    other = made(knowledge, told, {"subject": {"reference": "Patient/2"}})[1]
    assert one == again
    assert not {e["fullUrl"] for e in one["entry"]} & {e["fullUrl"] for e in other["entry"]}


def test_the_subject_is_carried_over_to_all(knowledge: Knowledge) -> None:
    subject = {"reference": "Patient/1", "identifier": {"system": "urn:x", "value": "7"}}
    _, whole = made(knowledge, {"fever": True}, {"subject": subject | {"extension": 3}})
    held = [e["resource"] for e in whole["entry"] if e["resource"]["resourceType"] != "Provenance"]
    assert all(resource["subject"] == subject for resource in held)


@pytest.mark.parametrize(
    "subject",
    [
        *(None, 3, [], {}, {"reference": 3}, {"reference": "#p"}, {"reference": ""}, {"display": " "}),
        *({"identifier": {"value": {}}}, {"identifier": "x"}, {"reference": "a b"}, {"display": "a\x00"}),
    ],
)
def test_a_subject_that_cannot_be_carried_is_said_to_be_missing(subject: Any) -> None:
    assert subject_of({"subject": subject}, "en") == {"display": "not given"}


def test_the_response_holds_what_was_read_and_nothing_more(knowledge: Knowledge) -> None:
    sent = {
        "status": "amended",
        "questionnaire": f"{BASE}/Questionnaire/intake|{knowledge.version}",
        "authored": "2026-11-20T10:00:00+01:00",
        "author": {"display": "Somebody Known"},
        "text": {"status": "generated", "div": "<div>secret</div>"},
    }
    told = {"fever": True, "age": 40, "pain_leg": "one"}
    _, whole = made(knowledge, told, sent)
    (response,) = of(whole, "QuestionnaireResponse")
    assert {k: response[k] for k in ("status", "questionnaire", "authored")} == {
        k: sent[k] for k in ("status", "questionnaire", "authored")
    }
    assert {item["linkId"] for item in response["item"]} == set(told)
    assert "Known" not in json.dumps(whole)
    assert "secret" not in json.dumps(whole)
    wrong = {"questionnaire": "https://else.example/q", "authored": "2026-13-45", "status": "completed"}
    (response,) = of(made(knowledge, told, wrong)[1], "QuestionnaireResponse")
    assert not response.keys() & {"questionnaire", "authored"}
