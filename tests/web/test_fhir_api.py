"""`/fhir`: what a form renderer gets and sends back; every refusal is an OperationOutcome with a place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rygrad.guide.interview import Interview
from rygrad.kb.knowledge import Knowledge
from rygrad.web.fhir_api import SPOKEN

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
    large = sent(client, item("fever", {"valueString": "x" * 9_000_000}))
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
    assert [e["resource"]["id"] for e in found["entry"]][:3] == ["intake", "examination", "score-calin"]
    one = client.get("/fhir/Questionnaire/intake").json()
    assert one == found["entry"][0]["resource"]
    assert one["url"] == "http://testserver/fhir/Questionnaire/intake"
    told = client.get("/fhir/metadata").json()
    assert told["fhirVersion"] == "4.0.1"


@pytest.mark.parametrize("day", ["2026-13-01", "1764000000", "yesterday"])
def test_a_day_is_written_as_one(client: TestClient, knowledge: Knowledge, day: str) -> None:
    answer = sent(client, response({}, knowledge), as_of=day)
    assert answer.status_code == 422
    assert answer.json()["issue"][0]["expression"] == ["as_of"]


def test_the_capabilities_are_the_addresses(client: TestClient) -> None:
    """Whatever is said to be spoken answers, and nothing else does."""
    told = client.get("/fhir/metadata").json()
    spoken = {r["type"]: r for r in told["rest"][0]["resource"]}
    for kind, resource in spoken.items():
        can = {i["code"] for i in resource.get("interaction", [])}
        listed = client.get(f"/fhir/{kind}")
        assert (listed.status_code == 200) == ("search-type" in can), kind
        for entry in listed.json().get("entry", []):
            assert client.get(entry["fullUrl"]).json() == entry["resource"]
        for operation in resource.get("operation", []):
            definition = client.get(operation["definition"]).json()
            assert (definition["resource"], definition["code"]) == ([kind], operation["name"])
            assert client.post(f"/fhir/{kind}/${operation['name']}").status_code == 415
    served = {route.path.split("/")[2] for route in SPOKEN} - {"metadata"}
    assert served == set(spoken)


def test_a_form_whose_words_are_others_is_not_served_and_says_so(client: TestClient) -> None:
    answer = client.get("/fhir/Questionnaire/score-roland-morris", params={"lang": "en"})
    assert answer.status_code == 404
    assert "not ours to pass on" in answer.json()["issue"][0]["details"]["text"]


def test_plans_are_served_under_the_sites_address(client: TestClient, knowledge: Knowledge) -> None:
    found = client.get("/fhir/PlanDefinition").json()
    assert [e["resource"]["id"] for e in found["entry"]] == ["disposition", "imaging"]
    one = client.get("/fhir/PlanDefinition/imaging").json()
    assert one["url"] == "http://testserver/fhir/PlanDefinition/imaging"
    assert one["library"] == [f"http://testserver/fhir/Library/rygrad|{knowledge.version}"]
    assert client.get("/fhir/PlanDefinition/cause").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("DELETE", "/fhir/Questionnaire", 405, "GET, HEAD"),
        ("PUT", "/fhir/Questionnaire/intake", 405, "GET, HEAD"),
        ("GET", "/fhir/QuestionnaireResponse/$assess", 405, "POST"),
        ("TRACE", "/fhir/metadata", 405, "GET, HEAD"),
        ("OPTIONS", "/fhir/PlanDefinition", 405, "GET, HEAD"),
        ("POST", "/fhir", 404, None),
        ("PATCH", "/fhir/Patient/1", 404, None),
        ("GET", "/fhir/Questionnaire/%2e%2e%2fetc", 404, None),
        ("GET", "/fhir/Questionnaire/%00", 404, None),
        ("GET", "/fhir/OperationDefinition/other", 404, None),
        ("GET", "/fhir/%F0%9F%92%A9", 404, None),
    ],
)
def test_every_address_below_fhir_refuses_with_an_outcome(
    client: TestClient, method: str, path: str, status: int, allow: str | None
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status, answer.text
    assert answer.headers.get("allow") == allow
    assert answer.headers["content-type"] == KIND
    assert answer.json()["resourceType"] == "OperationOutcome"
    assert answer.json()["issue"][0]["details"]["text"]


def test_a_head_is_a_get_without_its_body(client: TestClient) -> None:
    assert client.head("/fhir/metadata").status_code == 200
    assert client.head("/fhir/metadata").content == b""


def _nested(depth: int) -> str:
    inner = '{"linkId":"a","item":[' * depth + "]}" * depth
    return '{"resourceType":"QuestionnaireResponse","status":"completed","item":[' + inner + "]}"


LONE = '{"resourceType":"QuestionnaireResponse","status":"completed",%s}'


@pytest.mark.parametrize(
    "body",
    [
        _nested(25),
        _nested(100_000),
        "[" * 100_000,
        LONE % '"item":[{"linkId":"\\ud800","answer":[{"valueBoolean":true}]}]',
        LONE % '"item":[{"linkId":"pain_leg","answer":[{"valueCoding":{"code":"\\ud800"}}]}]',
        LONE % '"item":[{"linkId":"age","answer":[{"valueInteger":1e999}]}]',
        LONE % f'"item":[{{"linkId":"age","answer":[{{"valueInteger":{"9" * 5000}}}]}}]',
        LONE % '"\\ud800":1,"\\ud800":2',
        "\ufeff{}",
        "null",
        '"x"',
    ],
    ids=range(11),
)
def test_hostile_bodies_are_refused_with_an_outcome(client: TestClient, body: str) -> None:
    answer = sent(client, body)
    assert 400 <= answer.status_code < 500, answer.text[:300]
    assert answer.json()["resourceType"] == "OperationOutcome"


def test_five_megabytes_are_refused_or_read_but_no_fault(client: TestClient) -> None:
    large = json.dumps({"resourceType": "QuestionnaireResponse", "text": "x" * 5_000_000})
    answer = sent(client, large)
    assert answer.status_code in (413, 422)
    assert answer.json()["resourceType"] == "OperationOutcome"


def test_a_response_that_points_at_itself_is_read(client: TestClient, knowledge: Knowledge) -> None:
    """Nothing follows a reference, so that a circle is only words."""
    circle = {"reference": "#me", "identifier": {"assigner": {"reference": "#me"}}}
    body = response({"fever": True}, knowledge) | {"id": "me", "subject": circle, "contained": [{"id": "me"}]}
    answer = sent(client, body, lang="en")
    assert answer.status_code == 200
    assert answer.json()["parameter"][0]["resource"]["subject"] == {"display": "not given"}


@pytest.mark.parametrize("field", ["id", "subject", "questionnaire", "authored", "meta", "language"])
def test_a_field_of_any_shape_makes_no_fault(client: TestClient, knowledge: Knowledge, field: str) -> None:
    deep = json.loads("[" * 300 + "]" * 300)
    lone = "\ud800"
    for value in (None, 3, True, "", lone, deep, {}, {"reference": deep}, {"display": lone}, [{}]):
        answer = sent(client, json.dumps(response({"fever": True}, knowledge) | {field: value}))
        assert answer.status_code == 200, (field, answer.text[:300])


FIELDS = [
    *("resourceType", "status", "item", "linkId", "answer", "valueBoolean", "valueCoding", "code"),
    *("subject", "reference", "identifier", "value", "parameter", "name", "resource"),
]
WORDS = ["fever", "age", "pain_leg", "one", "completed", "QuestionnaireResponse", "response"]
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(WORDS)
)
SHAPES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=SHAPES, begun=st.booleans())
def test_anything_is_answered_without_a_fault(client: TestClient, told: Any, begun: bool) -> None:
    whole = {"resourceType": "QuestionnaireResponse", "status": "completed"}
    body = whole | (told if isinstance(told, dict) else {"item": told}) if begun else told
    answer = sent(client, json.dumps(body))
    assert answer.status_code < 500
    kind = "Parameters" if answer.status_code == 200 else "OperationOutcome"
    assert answer.json()["resourceType"] == kind


def test_a_language_or_a_kind_that_we_do_not_speak_is_refused(
    client: TestClient, knowledge: Knowledge
) -> None:
    told = response({"fever": True}, knowledge)
    wrong = sent(client, told, lang="sv")
    assert (wrong.status_code, wrong.json()["issue"][0]["expression"]) == (422, ["lang"])
    xml = client.post(ASSESS, content="<x/>", headers={"Content-Type": "application/fhir+xml"})
    assert (xml.status_code, xml.json()["issue"][0]["expression"]) == (415, ["Content-Type"])


def test_the_bundle_comes_with_the_assessment(client: TestClient, knowledge: Knowledge) -> None:
    told = response({"fever": True}, knowledge) | {"subject": {"reference": "Patient/1"}}
    parameters = {p["name"]: p for p in sent(client, told).json()["parameter"]}
    whole = parameters["bundle"]["resource"]
    kinds = [entry["resource"]["resourceType"] for entry in whole["entry"]]
    assert (whole["type"], kinds[0], kinds[-1]) == ("collection", "QuestionnaireResponse", "Provenance")
    assert all(
        e["resource"].get("subject", {"reference": "Patient/1"}) == {"reference": "Patient/1"}
        for e in whole["entry"]
    )


def record(*resources: dict[str, Any]) -> dict[str, Any]:
    """A record as a bundle."""
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": r} for r in resources]}


PERSON = {"resourceType": "Patient", "id": "p1", "birthDate": "1960-01-01", "gender": "female"}
CANCER = {
    "resourceType": "Condition",
    "subject": {"reference": "Patient/p1"},
    "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": "C50.9"}]},
}


def parts(answer: Any, name: str) -> list[dict[str, Any]]:
    """The parts of each parameter of a name, by their names."""
    given = [one for one in answer.json()["parameter"] if one["name"] == name]
    return [{part["name"]: part for part in one["part"]} for one in given]


def test_a_record_is_assessed_with_a_list_of_what_was_used(client: TestClient) -> None:
    answer = sent(client, record(PERSON, CANCER), as_of="2026-11-23", lang="en")
    assert answer.status_code == 200, answer.text
    whole = json.loads(answer.json()["parameter"][1]["valueString"])
    plain = {"age": 66, "sex": "female", "cancer_ever": True}
    assert whole == client.post("/api/assess?as_of=2026-11-23&lang=en", json=plain).json()
    used = parts(answer, "used")
    assert {one["question"]["valueCode"] for one in used} == set(plain)
    assert used[2]["code"]["valueString"] == "C50.9"
    assert used[2]["at"]["valueString"] == "record.entry[1].resource"
    assert answer.json()["parameter"][0]["resource"]["subject"] == {"reference": "Patient/p1"}


def test_what_belongs_to_another_patient_is_listed_and_not_used(client: TestClient) -> None:
    other = CANCER | {"subject": {"reference": "Patient/p2"}}
    answer = sent(client, record(PERSON, other), lang="en")
    assert "cancer_ever" not in {one["question"]["valueCode"] for one in parts(answer, "used")}
    assert "another patient" in parts(answer, "left-out")[0]["because"]["valueString"]


def test_a_response_and_a_record_together(client: TestClient, knowledge: Knowledge) -> None:
    told = response({"cancer_ever": False, "fever": False, "age": 40}, knowledge)
    both = [{"name": "response", "resource": told}, {"name": "record", "resource": record(PERSON, CANCER)}]
    body = {"resourceType": "Parameters", "parameter": both}
    whole = json.loads(sent(client, body).json()["parameter"][1]["valueString"])
    held = {
        b["question"]: b["answer"] for f in whole["findings"] if f["status"] is True for b in f["because"]
    }
    assert held["cancer_ever"] is True, "a no does not undo what the record knows"
    twice = {"resourceType": "Parameters", "parameter": [both[0], both[0]]}
    assert sent(client, twice).json()["issue"][0]["code"] == "duplicate"
    neither = {"resourceType": "Parameters", "parameter": [{"name": "x"}]}
    assert sent(client, neither).status_code == 422


def test_a_record_that_cannot_be_read_is_refused_with_its_place(client: TestClient) -> None:
    answer = sent(client, record(PERSON, CANCER | {"code": "C50"}))
    assert answer.status_code == 400
    assert answer.json()["issue"][0]["expression"] == ["record.entry[1].resource.code"]
