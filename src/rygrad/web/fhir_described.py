"""What /openapi.json says of the addresses below /fhir: what may be sent, and how a refusal looks."""

from __future__ import annotations

from typing import Any

from rygrad.fhir.capability import KIND
from rygrad.web.texts import LANGUAGES

Described = dict[str, Any]


def _resource(*kinds: str) -> Described:
    told = {"resourceType": {"type": "string", "enum": list(kinds)}}
    return {"type": "object", "properties": told, "required": ["resourceType"]}


def _answered(*kinds: str, says: str) -> Described:
    return {"description": says, "content": {KIND: {"schema": _resource(*kinds)}}}


_REFUSED = {
    "400": "Not JSON, or not of FHIR's shape.",
    "404": "Nothing of that name.",
    "413": "The body is too large.",
    "415": "The body is not sent as FHIR JSON.",
    "422": "An answer that cannot be used: where, and what was allowed.",
    "429": "Too many requests; wait a minute.",
}


def _refusals(*statuses: str) -> Described:
    return {status: _answered("OperationOutcome", says=_REFUSED[status]) for status in statuses}


_CODE = {"type": "string"}
_ANSWER = {
    "type": "object",
    "properties": {
        "valueBoolean": {"type": "boolean"},
        "valueInteger": {"type": "integer"},
        "valueCoding": {"type": "object", "properties": {"code": _CODE}, "required": ["code"]},
    },
}
_ITEM = {
    "type": "object",
    "properties": {
        "linkId": {"type": "string"},
        "answer": {"type": "array", "items": _ANSWER, "maxItems": 1},
    },
    "required": ["linkId"],
}
_RESPONSE = {
    "type": "object",
    "properties": {
        "resourceType": {"type": "string", "enum": ["QuestionnaireResponse"]},
        "status": {"type": "string", "enum": ["completed", "amended", "in-progress"]},
        "item": {"type": "array", "items": _ITEM},
    },
    "required": ["resourceType", "status"],
}
_QUERY = [
    {"name": "as_of", "in": "query", "required": False, "schema": {"type": "string", "format": "date"}},
    {"name": "lang", "in": "query", "required": False, "schema": {"type": "string", "enum": list(LANGUAGES)}},
]
SEVERAL: Described = {
    "responses": {
        "200": _answered("Bundle", "CapabilityStatement", says="The resource."),
        **_refusals("413", "429"),
    }
}
ONE: Described = {
    "parameters": [
        {"name": "name", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
    ],
    "responses": {
        "200": _answered(
            "Questionnaire", "PlanDefinition", "Library", "OperationDefinition", says="The resource."
        ),
        **_refusals("404", "413", "429"),
    },
}
_SENT = {"anyOf": [_RESPONSE, _resource("Bundle")]}
RESPONSE_SENT: Described = {
    "parameters": _QUERY,
    "requestBody": {
        "required": True,
        "content": {KIND: {"schema": {"anyOf": [_RESPONSE, _resource("Bundle")]}}},
    },
    "responses": {
        "200": _answered("Parameters", says="`result`, `assessment` and `bundle`."),
        **_refusals("400", "413", "415", "422", "429"),
    },
}
