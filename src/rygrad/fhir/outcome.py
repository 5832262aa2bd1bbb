"""An Assessment as FHIR R4: a RiskAssessment for who reads FHIR, and the whole Assessment beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rygrad.assess.assessment import Assessment, Finding, Held
from rygrad.fhir.ground import subject_of
from rygrad.kb.basics import Level, Text
from rygrad.kb.wording import level_words

SELF = "rygrad"
EVEN_WHILE_OPEN: tuple[Level, ...] = ("see_doctor_today", "emergency_now")
HELD: dict[Held, Text] = {
    True: Text(da="til stede", en="present"),
    "unknown": Text(da="uafklaret", en="open"),
}


def risk_assessment(made: Assessment, response: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """How soon to be seen, and which findings say so; `preliminary` while an answer could still change it.

    What is only possible stays said as possible: its qualitative risk is "open".
    """
    d = made.disposition
    told: dict[str, Any] = {
        "resourceType": "RiskAssessment",
        "language": made.language,
        "status": "final" if d.settled else "preliminary",
        "method": {"text": f"{SELF} {made.knowledge_version} ({made.review_status})"},
        "subject": subject_of(response or {}, made.language),
        "occurrenceDateTime": made.as_of.isoformat(),
        "prediction": [*_levels(made), *(_finding(f, made.language) for f in made.findings if f.level)],
        "mitigation": d.text,
    }
    if d.route.phone:
        told["note"] = [{"text": f"{d.route.text} {d.route.phone}"}]
    return told


def _levels(made: Assessment) -> list[dict[str, Any]]:
    """The level that is surely there, then the one that is still possible, said to be open.

    While something more urgent is possible, a level below "today" is not said: it would reassure.
    """
    d = made.disposition
    sure = [_level(made, d.level, True)] if d.settled or d.level in EVEN_WHILE_OPEN else []
    return sure if d.settled else [*sure, _level(made, d.could_be, "unknown")]


def _level(made: Assessment, level: Level, status: Held) -> dict[str, Any]:
    return {
        "outcome": {"text": level_words(level, made.language)},
        "qualitativeRisk": {"text": HELD[status].in_language(made.language)},
        "rationale": made.disposition.text,
    }


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    """A rule that holds, or is still open; the answers it rests on stay in the whole Assessment."""
    told: dict[str, Any] = {
        "outcome": {"text": finding.title},
        "qualitativeRisk": {"text": HELD[finding.status].in_language(lang)},
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
