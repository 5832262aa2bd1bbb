"""A FHIR client of npm reads, searches and asks for an Assessment, and understands a refusal."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from browser.live_site import LiveSite

from renderers.asking import assessed, assessment_in, questionnaire

PROGRAM = Path(__file__).with_name("fhir_kit_client.mjs")
TOLD = {"saddle_numbness": True, "age": 40}
RESPONSE = {
    "resourceType": "QuestionnaireResponse",
    "status": "completed",
    "item": [
        {"linkId": "saddle_numbness", "answer": [{"valueBoolean": True}]},
        {"linkId": "age", "answer": [{"valueInteger": 40}]},
    ],
}


@pytest.fixture(scope="module")
def got(site: LiveSite) -> dict[str, Any]:
    """What the client got."""
    command = ["node", str(PROGRAM), f"{site.address}/fhir", json.dumps(RESPONSE)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    made: dict[str, Any] = json.loads(ran.stdout)
    return made


def test_it_reads_what_we_can(got: dict[str, Any]) -> None:
    assert got["capability"]["resourceType"] == "CapabilityStatement"
    spoken = {one["type"] for one in got["capability"]["rest"][0]["resource"]}
    assert {"Questionnaire", "QuestionnaireResponse"} <= spoken


def test_it_reads_and_searches_questionnaires(got: dict[str, Any], site: LiveSite) -> None:
    assert got["read"] == questionnaire(site, "intake")
    found = {one["resource"]["id"] for one in got["search"]["entry"]}
    assert {"intake", "examination"} <= found


def test_its_operation_gives_the_assessment(got: dict[str, Any], site: LiveSite) -> None:
    assert assessment_in(got["assessed"]) == assessed(site, TOLD)


@pytest.mark.parametrize(("asked", "status"), [("missing", 404), ("misspelled", 422)])
def test_a_refusal_reaches_it_as_an_operation_outcome(got: dict[str, Any], asked: str, status: int) -> None:
    assert got[asked]["status"] == status
    assert got[asked]["data"]["resourceType"] == "OperationOutcome"
    assert got[asked]["data"]["issue"][0]["details"]["text"]
