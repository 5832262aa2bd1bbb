"""CDS Hooks calls as a clinic's system sends them."""

from __future__ import annotations

from typing import Any

CPT = "http://www.ama-assn.org/go/cpt"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
SNOMED = "http://snomed.info/sct"
MRI, LOW_BACK_PAIN, CAUDA_EQUINA = (CPT, "72148"), (SNOMED, "279039007"), (ICD10, "G83.4")
BREAST_CANCER = (ICD10, "C50.9")
Json = dict[str, Any]


def concept(*codes: tuple[str, str]) -> Json:
    return {"coding": [{"system": system, "code": code} for system, code in codes]}


def order(code: tuple[str, str] = MRI, *reasons: tuple[str, str], **more: Any) -> Json:
    """A draft order, with a reason each."""
    made = {
        "resourceType": "ServiceRequest",
        "id": "o1",
        "status": "draft",
        "intent": "order",
        "subject": {"reference": "Patient/p1"},
        "code": concept(code),
    }
    return made | ({"reasonCode": [concept(r) for r in reasons]} if reasons else {}) | more


def condition(code: tuple[str, str], **more: Any) -> Json:
    return {
        "resourceType": "Condition",
        "id": "c1",
        "subject": {"reference": "Patient/p1"},
        "code": concept(code),
    } | more


def bundle(*resources: Json) -> Json:
    return {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": r} for r in resources]}


def call(*orders: Json, hook: str = "order-sign", prefetch: Json | None = None) -> Json:
    """A whole call."""
    context: Json = {"userId": "Practitioner/1", "patientId": "p1"}
    if hook != "patient-view":
        context["draftOrders"] = bundle(*orders)
    if hook == "order-select":
        context["selections"] = [f"{o['resourceType']}/{o['id']}" for o in orders]
    made: Json = {"hook": hook, "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", "context": context}
    return made | ({"prefetch": prefetch} if prefetch is not None else {})


def response(answers: Json, authored: str | None = "2026-11-22", **more: Any) -> Json:
    """Answers to our intake, as a form sends them."""

    def value(told: Any) -> Json:
        if isinstance(told, bool):
            return {"valueBoolean": told}
        return {"valueInteger": told} if isinstance(told, int) else {"valueCoding": {"code": told}}

    made = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": "https://ryg.example.dk/fhir/Questionnaire/intake|2026.11",
        "status": "completed",
        "item": [{"linkId": name, "answer": [value(told)]} for name, told in answers.items()],
    }
    return made | ({"authored": authored} if authored else {}) | more
