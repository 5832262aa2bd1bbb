"""A FHIR client of PyPI reads, searches and asks for an Assessment, at once and later, and sees a refusal."""

from __future__ import annotations

import json
from typing import Any

import pytest
from browser.live_site import LiveSite
from renderers.asking import assessed, assessment_in, questionnaire

from clients.conftest import Ask

BOTH = pytest.mark.parametrize("way", ["sync", "async"])
TOLD = {"saddle_numbness": True, "pain_leg": "both"}
RESPONSE = {
    "resourceType": "QuestionnaireResponse",
    "status": "completed",
    "item": [
        {"linkId": "saddle_numbness", "answer": [{"valueBoolean": True}]},
        {"linkId": "pain_leg", "answer": [{"valueCoding": {"code": "both"}}]},
    ],
}


@pytest.fixture(scope="module")
def got(site: LiveSite, ask: Ask) -> dict[str, Any]:
    """What the two clients got."""
    return ask("ask_with_fhirpy.py", f"{site.address}/fhir", json.dumps(RESPONSE))


@BOTH
def test_it_fetches_and_gets_questionnaires(got: dict[str, Any], site: LiveSite, way: str) -> None:
    assert got[way]["got"] == questionnaire(site, "intake")
    assert got[way]["got"] in got[way]["fetched"]
    assert {"intake", "examination"} <= {one["id"] for one in got[way]["fetched"]}


@BOTH
def test_its_operation_gives_the_assessment(got: dict[str, Any], site: LiveSite, way: str) -> None:
    assert assessment_in(got[way]["assessed"]) == assessed(site, TOLD)


def test_a_missing_one_is_not_found(got: dict[str, Any]) -> None:
    assert got["sync"]["missing"]["raised"] == "ResourceNotFound"


def test_a_refusal_reaches_it_as_an_operation_outcome(got: dict[str, Any]) -> None:
    refused = got["sync"]["misspelled"]
    assert refused["raised"] == "OperationOutcome"
    assert refused["outcome"]["issue"][0]["details"]["text"]
