"""The API refuses what it cannot use, says what was allowed, and describes itself."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from rygrad.kb.knowledge import Knowledge

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ('{"fever": "yes"}', 422, "fever"),
        ('{"fevr": true}', 422, "fever"),
        ('{"age": 45.5}', 422, "age"),
        ('{"age": true}', 422, "age"),
        ('{"age": 1000}', 422, "age"),
        ('{"injury": "bad"}', 422, "injury"),
        ("[]", 422, "object"),
        ("3", 422, "object"),
        ('{"answers": {}, "fever": true}', 422, "fever"),
        ('{"answers": {}, "more": 1}', 422, "more"),
        ('{"answers": {}, "id": true}', 422, "id"),
        ('{"answers": null}', 422, "answers"),
        ('{"fever": true, "fever": false}', 400, "twice"),
        ('{"age": NaN}', 400, "NaN"),
        ('{"age": ' + "9" * 5000 + "}", 400, "long"),
        ("[" * 100000, 400, "deep"),
        ("{", 400, "line 1"),
        ("", 400, "line 1"),
    ],
)
def test_refuses(client: TestClient, body: str, status: int, said: str) -> None:
    got = client.post("/api/assess", content=body, headers=JSON)
    assert got.status_code == status
    assert said in " ".join(got.json()["detail"])


def test_refuses_bytes_that_are_no_text(client: TestClient) -> None:
    assert client.post("/api/assess", content=b"\xff\xfe", headers=JSON).status_code == 400


def test_refuses_another_content_type(client: TestClient) -> None:
    got = client.post("/api/assess", content="{}", headers={"Content-Type": "text/plain"})
    assert (got.status_code, got.json()["detail"]) == (415, ["Content-Type: application/json"])


@pytest.mark.parametrize(
    "day", ["yesterday", "0", "1e9", "-1.5", "20261122", "2026-02-30", "2026-11-22T00:00"]
)
def test_refuses_a_day_that_is_not_written_as_one(client: TestClient, day: str) -> None:
    got = client.post(f"/api/assess?as_of={day}", json={})
    assert (got.status_code, got.json()["detail"][0].split(":")[0]) == (422, "as_of")


def test_takes_a_written_day_and_refuses_an_unknown_language(client: TestClient) -> None:
    assert client.post("/api/assess?as_of=2026-11-22", json={}).json()["as_of"] == "2026-11-22"
    assert client.post("/api/assess?lang=de", json={}).status_code == 422


def test_no_answer_is_unknown_and_never_reassures(client: TestClient) -> None:
    made = client.post("/api/assess", json={"fever": None}).json()
    assert made["disposition"]["settled"] is False
    assert made["disposition"]["may_reassure"] is False


def test_faults_are_said_in_the_language_asked_for(client: TestClient) -> None:
    danish = client.post("/api/assess?lang=da", json={"fever": 1}).json()["detail"]
    english = client.post("/api/assess?lang=en", json={"fever": 1}).json()["detail"]
    assert "hverken" in danish[0]
    assert "neither" in english[0]


def test_describes_every_question(client: TestClient, knowledge: Knowledge) -> None:
    described = client.get("/openapi.json").json()
    answers = described["components"]["schemas"]["Answers"]["properties"]
    assert set(answers) == set(knowledge.questions)
    assert answers["pain_severity"]["maximum"] == 10


def test_health(client: TestClient, knowledge: Knowledge) -> None:
    assert client.get("/health").json() == {
        "status": "ok",
        "knowledge_version": knowledge.version,
        "diaries": "ok",
    }
