"""`/fhir`: what a form renderer gets and sends back; every refusal is an OperationOutcome with a place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rygrad.guide.interview import Interview
from rygrad.kb.knowledge import Knowledge

KIND = "application/fhir+json"
ASSESS = "/fhir/QuestionnaireResponse/$assess"


def response(answers: dict[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    """As a form renderer sends it, in one group."""

    def value(name: str, told: Any) -> dict[str, Any]:
        if knowledge.questions[name].type == "choice":
            return {"valueCoding": {"code": told}}
        return {"valueBoolean": told} if isinstance(told, bool) else {"valueInteger": told}

    items = [{"linkId": name, "answer": [value(name, told)]} for name, told in answers.items()]
    return {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "item": [{"linkId": "screen.all", "item": items}],
    }


def sent(client: TestClient, body: Any, **params: str) -> Any:
    headers = {"Content-Type": KIND}
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post(ASSESS, content=text, headers=headers, params=params)


def test_the_same_assessment_as_the_api(
    client: TestClient, knowledge: Knowledge, all_no: dict[str, Any]
) -> None:
    for told in ({}, {"saddle_numbness": True}, all_no, all_no | {"duration_days": 200, "pain_leg": "one"}):
        answer = sent(client, response(told, knowledge), as_of="2026-11-22", lang="en")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == KIND
        _, whole, _ = answer.json()["parameter"]
        implied = Interview(knowledge, told, lang="en").implied()
        plain = client.post("/api/assess?as_of=2026-11-22&lang=en", json=implied).json()
        assert json.loads(whole["valueString"]) == plain


def test_an_emergency_is_said_in_fhir_too(client: TestClient, knowledge: Knowledge) -> None:
    answer = sent(
        client, response({"saddle_numbness": True, "urinary_retention": True}, knowledge), lang="en"
    )
    made = answer.json()["parameter"][0]["resource"]
    assert made["status"] == "final"
    assert "112" in json.dumps(made) or "phone" in made["mitigation"].lower()
    nothing = sent(client, response({}, knowledge)).json()["parameter"][0]["resource"]
    assert nothing["status"] == "preliminary"


def test_wrapped_in_parameters(client: TestClient, knowledge: Knowledge) -> None:
    inner = response({"fever": True}, knowledge) | {"subject": {"reference": "Patient/1"}}
    body = {"resourceType": "Parameters", "parameter": [{"name": "response", "resource": inner}]}
    made = sent(client, body).json()["parameter"][0]["resource"]
    assert made["subject"] == {"reference": "Patient/1"}


def item(link: str, *answers: dict[str, Any]) -> dict[str, Any]:
    one = {"linkId": link, "answer": list(answers)}
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [one]}


@pytest.mark.parametrize(
    ("body", "status", "place"),
    [
        ("{", 400, "body"),
        ("[]", 422, "QuestionnaireResponse"),
        ({"resourceType": "Patient"}, 422, "QuestionnaireResponse"),
        ({"resourceType": "QuestionnaireResponse"}, 422, "QuestionnaireResponse.status"),
        ({"resourceType": "Parameters", "parameter": 3}, 422, "Parameters.parameter"),
        (item("fewer"), 200, ""),
        (item("fewer", {"valueBoolean": True}), 422, "QuestionnaireResponse.item[0]"),
        (item("fever", {"valueBoolean": "yes"}), 400, "QuestionnaireResponse.item[0].answer[0]"),
        (item("fever", {"valueInteger": 1}), 422, "QuestionnaireResponse.item[0]"),
        (item("age", {"valueInteger": 900}), 422, "QuestionnaireResponse.item[0]"),
        (item("age", {"valueDecimal": 3.5}), 400, "QuestionnaireResponse.item[0].answer[0]"),
        (item("pain_leg", {"valueCoding": {"code": "three"}}), 422, "QuestionnaireResponse.item[0]"),
        (
            item("pain_leg", {"valueCoding": {}}),
            422,
            "QuestionnaireResponse.item[0].answer[0].valueCoding.code",
        ),
        (
            item("fever", {"valueBoolean": True}, {"valueBoolean": False}),
            422,
            "QuestionnaireResponse.item[0].answer",
        ),
        (
            {"resourceType": "QuestionnaireResponse", "status": "completed", "item": {}},
            400,
            "QuestionnaireResponse.item",
        ),
        (
            {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [{}]},
            422,
            "QuestionnaireResponse.item[0].linkId",
        ),
    ],
)
def test_every_fault_is_an_outcome_with_its_place(
    client: TestClient, body: Any, status: int, place: str
) -> None:
    answer = sent(client, body)
    assert answer.status_code == status, answer.text
    if place:
        (issue,) = answer.json()["issue"]
        assert issue["expression"] == [place]


def test_circles_depth_and_size_are_refused(client: TestClient) -> None:
    deep: dict[str, Any] = {"linkId": "a"}
    for _ in range(60):
        deep = {"linkId": "a", "item": [deep]}
    body = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [deep]}
    assert sent(client, body).json()["issue"][0]["code"] == "too-long"
    large = sent(client, item("fever", {"valueString": "x" * 5_000_000}))
    assert (large.status_code, large.json()["resourceType"]) == (413, "OperationOutcome")
    twice = item("fever", {"valueBoolean": True})
    twice["item"] *= 2
    assert sent(client, twice).json()["issue"][0]["code"] == "duplicate"


@pytest.mark.parametrize("path", ["/fhir/Patient", "/fhir/Questionnaire/none", "/fhir", "/fhir/"])
def test_what_we_do_not_speak_is_said(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["resourceType"] == "OperationOutcome"


def test_questionnaires_are_served_under_the_sites_address(client: TestClient) -> None:
    found = client.get("/fhir/Questionnaire").json()
    assert [e["resource"]["id"] for e in found["entry"]] == ["intake", "examination"]
    one = client.get("/fhir/Questionnaire/intake").json()
    assert one == found["entry"][0]["resource"]
    assert one["url"] == "http://testserver/fhir/Questionnaire/intake"
    told = client.get("/fhir/metadata").json()
    assert told["fhirVersion"] == "4.0.1"
    assert [r["type"] for r in told["rest"][0]["resource"]] == ["Questionnaire", "QuestionnaireResponse"]


@pytest.mark.parametrize("day", ["2026-13-01", "1764000000", "yesterday"])
def test_a_day_is_written_as_one(client: TestClient, knowledge: Knowledge, day: str) -> None:
    answer = sent(client, response({}, knowledge), as_of=day)
    assert answer.status_code == 422
    assert answer.json()["issue"][0]["expression"] == ["as_of"]
