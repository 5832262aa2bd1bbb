"""The CDS services in the words of OpenAPI, for /openapi.json: what a call may hold, what comes back."""

from __future__ import annotations

from typing import Any

from rygrad.fhir.hook_call import LONGEST_ID
from rygrad.fhir.hook_feedback import LONGEST_REASON, MOST_REPORTS, OUTCOMES
from rygrad.fhir.hooks import SERVICES

Shape = dict[str, Any]
_TEXT: Shape = {"type": "string", "minLength": 1, "maxLength": LONGEST_ID}
_RESOURCE: Shape = {
    "type": "object",
    "properties": {"resourceType": {"type": "string"}},
    "required": ["resourceType"],
}
_DRAFTS: Shape = {
    "type": "object",
    "properties": {"resourceType": {"const": "Bundle"}},
    "required": ["resourceType"],
}
_FETCHED: Shape = {
    "type": ["object", "null"],
    "additionalProperties": {"anyOf": [_RESOURCE, {"type": "null"}]},
}
_REPORT: Shape = {
    "type": "object",
    "properties": {
        "card": _TEXT,
        "outcome": {"enum": list(OUTCOMES)},
        "acceptedSuggestions": {
            "type": "array",
            "items": {"type": "object", "properties": {"id": _TEXT}, "required": ["id"]},
        },
        "overrideReason": {
            "type": ["object", "null"],
            "properties": {
                "reason": {
                    "type": ["object", "null"],
                    "properties": {"code": _TEXT | {"maxLength": LONGEST_REASON}},
                    "required": ["code"],
                },
                "userComment": {"type": ["string", "null"]},
            },
        },
        "outcomeTimestamp": {"type": "string", "format": "date-time"},
    },
    "required": ["card", "outcome", "outcomeTimestamp"],
}


def _call(service: str) -> Shape:
    """What a service may be sent."""
    hooks = SERVICES[service]
    orders = "patient-view" not in hooks
    context: Shape = {
        "type": "object",
        "properties": {"userId": {"type": "string"}, "patientId": _TEXT},
        "required": ["patientId", "draftOrders"] if orders else ["patientId"],
    }
    if orders:
        context["properties"] |= {
            "draftOrders": _DRAFTS,
            "selections": {"type": "array", "items": {"type": "string"}},
        }
    return {
        "type": "object",
        "properties": {
            "hook": {"enum": list(hooks)},
            "hookInstance": _TEXT,
            "context": context,
            "prefetch": _FETCHED,
        },
        "required": ["hook", "hookInstance", "context"],
    }


def _answered(description: str, schema: Shape | None = None) -> Shape:
    content = {"content": {"application/json": {"schema": schema}}} if schema else {}
    return {"description": description} | content


def _refused(*statuses: int) -> Shape:
    return {str(status): _answered("OperationOutcome", _RESOURCE) for status in statuses}


def _taking(summary: str, body: Shape, answer: Shape) -> Shape:
    return {
        "post": {
            "summary": summary,
            "tags": ["CDS Hooks 2.0"],
            "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
            "responses": {"200": answer} | _refused(400, 401, 413, 415, 429, 503),
        }
    }


def paths() -> dict[str, Shape]:
    """Each address of the services."""
    listed = {"type": "object", "properties": {"services": {"type": "array"}}, "required": ["services"]}
    cards = {"type": "object", "properties": {"cards": {"type": "array"}}, "required": ["cards"]}
    reports = {
        "type": "object",
        "properties": {
            "feedback": {"type": "array", "minItems": 1, "maxItems": MOST_REPORTS, "items": _REPORT}
        },
        "required": ["feedback"],
    }
    found: dict[str, Shape] = {
        "/cds-services": {
            "get": {
                "summary": "Which services there are, and what they want fetched.",
                "tags": ["CDS Hooks 2.0"],
                "responses": {"200": _answered("The services.", listed)} | _refused(429),
            }
        }
    }
    for service in SERVICES:
        address = f"/cds-services/{service}"
        found[address] = _taking("The cards for one call.", _call(service), _answered("Cards.", cards))
        found[f"{address}/feedback"] = _taking("What became of cards.", reports, _answered("Kept."))
    return found
