"""The web, the API and the shell give the same Assessment for the same answers, on every case."""

from __future__ import annotations

import json
from typing import Any

from browsing import DAY, Reader
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from rygrad.cli import app
from rygrad.kb.knowledge import Knowledge


def by_web(client: TestClient, token: str, answers: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """The answers with what they imply, and the Assessment, of a visit with these answers."""
    sent = client.post(
        "/answers/file", data={"form_token": token}, files={"file": ("svar.json", json.dumps(answers))}
    )
    assert sent.status_code == 200, sent.text
    return client.get("/answers.json").json(), client.get("/result.json").json()


def test_on_every_case(client: TestClient, reader: Reader, knowledge: Knowledge) -> None:
    seen = []
    for case in knowledge.cases:
        client.cookies.clear()
        seen.append(by_web(client, reader.token("/answers"), dict(case.given)))
    as_list = json.dumps([answers for answers, _ in seen])
    shell = CliRunner().invoke(app, ["assess", "-", "--json", "--as-of", DAY.isoformat()], input=as_list)
    assert shell.exit_code == 0
    by_shell = json.loads(shell.stdout)
    assert len(by_shell) == len(seen) > 500
    for (answers, on_page), from_shell in zip(seen, by_shell, strict=True):
        posted = client.post("/api/assess", json=answers, params={"as_of": DAY.isoformat()})
        assert on_page == posted.json() == from_shell


def test_what_is_implied_is_added_and_nothing_is_lost(client: TestClient, reader: Reader) -> None:
    answers, _ = by_web(
        client, reader.token("/answers"), {"leg_weakness": "none", "foot_drop": False, "fever": True}
    )
    assert answers["fever"] is True
    assert answers["weakness_new"] is False


def test_an_id_comes_back(client: TestClient) -> None:
    made = client.post("/api/assess", json={"id": "a-1", "answers": {"fever": True}}).json()
    assert made["id"] == "a-1"
    assert made["disposition"]["level"] == "see_doctor_today"
