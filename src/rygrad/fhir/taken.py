"""What `$assess` is sent: a response, a record, or both; and what of the record was used."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rygrad.assess.answers import Answers
from rygrad.assess.person import Person, person
from rygrad.fhir.records import Records, Told
from rygrad.fhir.resources import resources_in
from rygrad.fhir.response import Issue, ResourceFault, answers_of
from rygrad.guide.interview import Interview

NAMES = ("response", "record")


@dataclass(frozen=True)
class Taken:
    """The answers of one call, the response among what was sent, and what the record told."""

    answers: Answers
    response: dict[str, Any] | None = None
    told: Told = field(default_factory=Told)
    patient: str | None = None

    @property
    def source(self) -> dict[str, Any]:
        """The response; without one, whose record it was."""
        if self.response is not None:
            return self.response
        return {"subject": {"reference": self.patient}} if self.patient else {}

    def person(self, records: Records, lang: str) -> Person:
        """The person; as in the guide, "no" follows from a response where a question makes no sense.

        What a record alone does not hold stays unknown.
        """
        if self.response is None and not self.told.responded:
            return person(records.knowledge, self.answers, lang)
        return Interview(records.knowledge, self.answers, lang=lang).person()


def taken(sent: Any, records: Records, as_of: date) -> Taken:
    """What was sent, bare or as Parameters with `response` and `record`; raises ResourceFault."""
    kind = sent.get("resourceType") if isinstance(sent, dict) else None
    given = (
        _parameters(sent) if kind == "Parameters" else {"record" if kind == "Bundle" else "response": sent}
    )
    told, patient = Told(), None
    if "record" in given:
        placed = list(resources_in(given["record"], "record"))
        patient = next((one.reference for one in placed if one.kind == "Patient"), None)
        whose = patient.partition("/")[2] if patient else None
        told = records.told_by(placed, as_of, whose)
    if "response" not in given:
        return Taken(told.answers, None, told, patient)
    response = given["response"]
    answers = answers_of(response, records.knowledge)
    known = {q: a for q, a in told.answers.items() if q not in answers or (a is True and answers[q] is False)}
    return Taken(answers | known, response, told, patient)


def _parameters(sent: dict[str, Any]) -> dict[str, Any]:
    """The resources by the name of their parameter."""
    given = sent.get("parameter")
    found: dict[str, Any] = {}
    for at, one in enumerate(given if isinstance(given, list) else []):
        name = one.get("name") if isinstance(one, dict) else None
        if name in found:
            da, en = f"»{name}« står to gange", f"'{name}' stands twice"
            raise ResourceFault(Issue("duplicate", f"Parameters.parameter[{at}]", da, en))
        if name in NAMES:
            found[name] = one.get("resource")
    if not found:
        da, en = "mangler »response« eller »record«", "lacks 'response' or 'record'"
        raise ResourceFault(Issue("required", "Parameters.parameter", da, en))
    return found


def used_parameters(told: Told, lang: str) -> list[dict[str, Any]]:
    """What of a record was used, and what was left out and why, as parameters of the answer."""
    used = [
        {
            "name": "used",
            "part": [
                {"name": "at", "valueString": one.path},
                {"name": "says", "valueString": one.words.in_language(lang)},
                {"name": "code", "valueString": one.code},
                {"name": "question", "valueCode": one.question},
                {"name": "answer", **_value(one.answer)},
            ],
        }
        for one in told.used
    ]
    left = [
        {
            "name": "left-out",
            "part": [
                {"name": "at", "valueString": one.path},
                {"name": "because", "valueString": one.why.in_language(lang)},
            ],
        }
        for one in told.left_out
    ]
    return [*used, *left]


def _value(answer: bool | int | str) -> dict[str, Any]:
    if isinstance(answer, bool):
        return {"valueBoolean": answer}
    return {"valueInteger": answer} if isinstance(answer, int) else {"valueCode": answer}
