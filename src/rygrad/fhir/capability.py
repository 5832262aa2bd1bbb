"""What the server can, as FHIR R4 says it: the CapabilityStatement, the operation, and lists of resources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from rygrad.fhir.questionnaire import canonical_of

KIND = "application/fhir+json"
OPERATION = "assess"
READ_ONLY = ("Questionnaire", "PlanDefinition", "Library")  # read one by one, or all; nothing is stored
PARTS = {"question": "code", "answer": "Element"}  # an answer is a boolean, a number or a code
Resource = dict[str, Any]


def capability(base: str, version: str, day: date) -> Resource:
    """The CapabilityStatement: what this server speaks, and nothing more."""
    reads = [{"code": "read"}, {"code": "search-type"}]
    definition = canonical_of("OperationDefinition", OPERATION, base)
    kinds: list[Resource] = [{"type": kind, "interaction": reads} for kind in READ_ONLY]
    kinds.append({"type": "OperationDefinition", "interaction": [{"code": "read"}]})
    operation = {"name": OPERATION, "definition": definition}
    kinds.append({"type": "QuestionnaireResponse", "operation": [operation]})
    return {
        "resourceType": "CapabilityStatement",
        "status": "draft",
        "date": day.isoformat(),
        "kind": "instance",
        "implementation": {"description": "rygrad", "url": base},
        "software": {"name": "rygrad", "version": version},
        "fhirVersion": "4.0.1",
        "format": [KIND],
        "rest": [{"mode": "server", "resource": kinds}],
    }


def operation(base: str, version: str) -> Resource:
    """The OperationDefinition of `$assess`."""
    return {
        "resourceType": "OperationDefinition",
        "id": OPERATION,
        "url": canonical_of("OperationDefinition", OPERATION, base),
        "version": version,
        "name": "RygradAssess",
        "title": "Assess the answers of a QuestionnaireResponse",
        "status": "draft",
        "experimental": True,
        "kind": "operation",
        "affectsState": False,
        "description": "Nothing is kept. `as_of` and `lang` stand in the address, the response or the record "
        "in the body, bare or as parameters.",
        "code": OPERATION,
        "resource": ["QuestionnaireResponse"],
        "system": False,
        "type": True,
        "instance": False,
        "parameter": [
            _parameter("response", "in", "QuestionnaireResponse", "The answers; unanswered is unknown."),
            _parameter("record", "in", "Bundle", "A patient's record; it only ever says yes, or a number."),
            _parameter("as_of", "in", "date", "The day of the assessment; today unless told."),
            _parameter("lang", "in", "code", "The language of the texts: da or en."),
            _parameter("result", "out", "RiskAssessment", "How soon to be seen, and why.", 1),
            _parameter("assessment", "out", "string", "The whole Assessment, as /api/assess gives it.", 1),
            _parameter("bundle", "out", "Bundle", "What was told and what follows from it.", 1),
            _many("used", "What of the record was used.", "at", "says", "code", "question", "answer"),
            _many("left-out", "What of the record was not used, and why.", "at", "because"),
        ],
    }


def _parameter(name: str, use: str, kind: str, says: str, least: int = 0) -> Resource:
    return {"name": name, "use": use, "min": least, "max": "1", "documentation": says, "type": kind}


def _part(name: str) -> Resource:
    return {"name": name, "use": "out", "min": 1, "max": "1", "type": PARTS.get(name, "string")}


def _many(name: str, says: str, *parts: str) -> Resource:
    """An output that comes as often as needed, in parts of text."""
    made = [
        {"name": part, "use": "out", "min": 1, "max": "1", "type": PARTS.get(part, "string")}
        for part in parts
    ]
    return {"name": name, "use": "out", "min": 0, "max": "*", "documentation": says, "part": made}


def searchset(kind: str, found: Iterable[Resource], base: str) -> Resource:
    """All resources of a kind, each under its address."""
    entries = [
        {"fullUrl": f"{base}/{kind}/{one['id']}", "resource": one, "search": {"mode": "match"}}
        for one in found
    ]
    link = [{"relation": "self", "url": f"{base}/{kind}"}]
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": len(entries),
        "link": link,
        "entry": entries,
    }
