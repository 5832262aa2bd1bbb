"""An Assessment as FHIR R4: a RiskAssessment for who reads FHIR, and the whole Assessment beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rygrad.assess.assessment import Assessment, Finding
from rygrad.fhir.ground import subject_of
from rygrad.kb.wording import level_words

SELF = "rygrad"


def risk_assessment(made: Assessment, response: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """How soon to be seen, and which findings say so; `preliminary` while an answer could still change it.

    What is only possible stays said as possible: `could_be` is the qualitative risk of what is not settled.
    """
    d = made.disposition
    told: dict[str, Any] = {
        "resourceType": "RiskAssessment",
        "language": made.language,
        "status": "final" if d.settled else "preliminary",
        "method": {"text": f"{SELF} {made.knowledge_version} ({made.review_status})"},
        "subject": subject_of(response or {}, made.language),
        "occurrenceDateTime": made.as_of.isoformat(),
        "prediction": [_level(made), *(_finding(f, made.language) for f in made.findings if f.level)],
        "mitigation": d.text,
    }
    if d.route.phone:
        told["note"] = [{"text": f"{d.route.text} {d.route.phone}"}]
    return told


def _level(made: Assessment) -> dict[str, Any]:
    d = made.disposition
    return {
        "outcome": {"text": level_words(d.level, made.language)},
        "qualitativeRisk": {"text": level_words(d.could_be, made.language)},
        "rationale": d.text,
    }


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    """A rule that holds, or is still open; the answers it rests on stay in the whole Assessment."""
    held = {True: {"da": "til stede", "en": "present"}, "unknown": {"da": "uafklaret", "en": "open"}}
    told: dict[str, Any] = {
        "outcome": {"text": finding.title},
        "qualitativeRisk": {"text": held[finding.status][lang]},
    }
    return told | ({"rationale": finding.explain} if finding.explain else {})


def assessed(
    made: Assessment, response: Mapping[str, Any] | None = None, bundle: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The Parameters of `$assess`: `result`, `assessment` as `/api/assess` gives it, and the `bundle`."""
    whole = json.dumps(made.model_dump(mode="json"), ensure_ascii=False)
    given: list[dict[str, Any]] = [
        {"name": "result", "resource": risk_assessment(made, response)},
        {"name": "assessment", "valueString": whole},
    ]
    given += [{"name": "bundle", "resource": bundle}] if bundle else []
    return {"resourceType": "Parameters", "parameter": given}
