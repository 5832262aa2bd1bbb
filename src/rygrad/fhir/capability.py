"""What the server can, as FHIR R4 says it: the CapabilityStatement, the operation, and lists of resources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from rygrad.fhir.questionnaire import canonical_of

KIND = "application/fhir+json"
OPERATION = "assess"
READ_ONLY = ("Questionnaire", "PlanDefinition")  # read one by one, or all; nothing is stored
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
        "description": "Nothing is kept. `as_of` and `lang` stand in the address, the response in the body, "
        "bare or as a parameter.",
        "code": OPERATION,
        "resource": ["QuestionnaireResponse"],
        "system": False,
        "type": True,
        "instance": False,
        "parameter": [
            _parameter("response", "in", "QuestionnaireResponse", "The answers; unanswered is unknown.", 1),
            _parameter("as_of", "in", "date", "The day of the assessment; today unless told."),
            _parameter("lang", "in", "code", "The language of the texts: da or en."),
            _parameter("result", "out", "RiskAssessment", "How soon to be seen, and why.", 1),
            _parameter("assessment", "out", "string", "The whole Assessment, as /api/assess gives it.", 1),
            _parameter("bundle", "out", "Bundle", "What was told and what follows from it.", 1),
        ],
    }


def _parameter(name: str, use: str, kind: str, says: str, least: int = 0) -> Resource:
    return {"name": name, "use": use, "min": least, "max": "1", "documentation": says, "type": kind}


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
