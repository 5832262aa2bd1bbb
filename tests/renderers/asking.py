"""What the tests of this folder ask a running site."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

from browser.live_site import LiveSite

FHIR = "application/fhir+json"


def questionnaire(site: LiveSite, name: str) -> dict[str, Any]:
    """A Questionnaire as the site gives it out."""
    with urllib.request.urlopen(f"{site.address}/fhir/Questionnaire/{name}", timeout=30) as answer:
        made: dict[str, Any] = json.load(answer)
    return made


def assessed_in_fhir(site: LiveSite, response: dict[str, Any]) -> dict[str, Any]:
    """The whole Assessment that `$assess` makes of a QuestionnaireResponse."""
    made = _posted(f"{site.address}/fhir/QuestionnaireResponse/$assess", response, FHIR)
    return assessment_in(made)


def assessment_in(parameters: dict[str, Any]) -> dict[str, Any]:
    """The Assessment among the Parameters that `$assess` answers with."""
    (whole,) = [one["valueString"] for one in parameters["parameter"] if one["name"] == "assessment"]
    made: dict[str, Any] = json.loads(whole)
    return made


def assessed(site: LiveSite, answers: dict[str, Any]) -> dict[str, Any]:
    """The Assessment of the same answers by the site's own interface."""
    return _posted(f"{site.address}/api/assess", answers, "application/json")


def _posted(address: str, body: dict[str, Any], kind: str) -> dict[str, Any]:
    request = urllib.request.Request(address, json.dumps(body).encode(), {"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=30) as answer:
        made: dict[str, Any] = json.load(answer)
    return made
