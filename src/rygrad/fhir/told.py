"""What a person told, as FHIR R4: the response as read, and an Observation for each answer that counts."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from rygrad.fhir.ground import Ground, Resource, system
from rygrad.fhir.questionnaire import UCUM, UNITS, answer_system, canonical
from rygrad.kb.basics import Text
from rygrad.kb.models import Question

RESPONSE = "response"
CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"
FOLLOWS = Text(da="Følger af et andet svar.", en="Follows from another answer.")
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-](0\d|1[0-3]):[0-5]\d))?"
)
Answer = bool | int | str


def as_read(ground: Ground) -> Resource:
    """The QuestionnaireResponse with the answers that were read, and nothing else that was sent along.

    Names, notes and extensions of the one that was sent are not repeated.
    """
    sent = ground.response
    made: Resource = {
        "resourceType": "QuestionnaireResponse",
        "language": ground.made.language,
        "status": sent.get("status", "completed"),
        "subject": ground.subject,
    }
    if ours := _of_ours(ground):
        made["questionnaire"] = ours
    if (moment := authored(ground)) != ground.made.as_of.isoformat():
        made["authored"] = moment
    items = [_item(ground, question, answer) for question, answer in ground.answers.items()]
    return made | ({"item": items} if items else {})


def _of_ours(ground: Ground) -> str | None:
    """The questionnaire that the response names, where it is one of ours."""
    said = ground.response.get("questionnaire")
    name, _, version = said.partition("|") if isinstance(said, str) else ("", "", "")
    begun = canonical("", ground.base)
    if not name.startswith(begun) or not re.fullmatch(r"[A-Za-z0-9.-]{1,64}", name.removeprefix(begun)):
        return None
    return f"{name}|{version}" if re.fullmatch(r"[A-Za-z0-9.-]{1,40}", version) else name


def authored(ground: Ground) -> str:
    """When the answers were given, as far as the response says; else the day of the assessment."""
    said, day = ground.response.get("authored"), ground.made.as_of.isoformat()
    match = _MOMENT.fullmatch(said) if isinstance(said, str) and said.isascii() else None
    try:
        return match[0] if match and date.fromisoformat(match[1]) else day
    except ValueError:
        return day


def _item(ground: Ground, question: str, answer: Any) -> Resource:
    asked = ground.knowledge.questions[question]
    value = _coding(ground, asked, answer) if asked.type == "choice" else answer
    kind = {"yes_no": "valueBoolean", "number": "valueInteger", "choice": "valueCoding"}[asked.type]
    return {"linkId": question, "text": ground.say(asked.ask or asked.words), "answer": [{kind: value}]}


def counting(ground: Ground) -> dict[str, Answer]:
    """The answers that the findings which hold rest on, each once."""
    held = [finding for finding in ground.made.findings if finding.status is True]
    return {because.question: because.answer for finding in held for because in finding.because}


def observation(ground: Ground, question: str, answer: Answer) -> Resource:
    """One answer under our own code, for no code of another system was checked at its source."""
    asked = ground.knowledge.questions[question]
    category = "exam" if asked.asked_of == "clinician" else "survey"
    words = ground.say(asked.words)
    coding = {"system": system("questions", ground.base), "code": question, "display": words}
    told = question in ground.answers
    made: Resource = {
        "resourceType": "Observation",
        "language": ground.made.language,
        "status": "preliminary" if ground.response.get("status") == "in-progress" else "final",
        "category": [{"coding": [{"system": CATEGORIES, "code": category}]}],
        "code": {"coding": [coding], "text": words},
        "subject": ground.subject,
        "effectiveDateTime": authored(ground),
        **_value(ground, asked, answer),
        "derivedFrom": [ground.reference(RESPONSE)],
    }
    return (
        made
        | ({} if told else {"note": [{"text": ground.say(FOLLOWS)}]})
        | ({"derivedFrom": [ground.reference(RESPONSE)]})
    )


def _value(ground: Ground, asked: Question, answer: Answer) -> Resource:
    if asked.type == "yes_no":
        return {"valueBoolean": answer}
    if asked.type == "choice":
        coding = _coding(ground, asked, str(answer))
        return {"valueCodeableConcept": {"coding": [coding], "text": coding["display"]}}
    if code := UCUM.get(asked.unit or ""):
        return {"valueQuantity": {"value": answer, "unit": asked.unit, "system": UNITS, "code": code}}
    return {"valueInteger": answer}


def _coding(ground: Ground, asked: Question, word: str) -> Resource:
    shown = ground.say((asked.options or {})[word])
    return {"system": answer_system(asked.id, ground.base), "code": word, "display": shown}
