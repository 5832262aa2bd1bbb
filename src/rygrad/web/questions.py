"""Questions as fields of a form: what is shown, and what a posted field means."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData

from rygrad.guide.interview import Interview, Step
from rygrad.kb.basics import Text
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Question, Screen
from rygrad.logic.units import many
from rygrad.web.texts import Say

Given = dict[str, bool | int | str | None]
UNKNOWN = "unknown"
LONG_TIME = 365  # days; a question that may be answered with more is also asked in weeks, months, years
DAYS_IN = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Field:
    """One question as it stands on a page: its words, what is chosen, and what was wrong."""

    id: str
    kind: str
    ask: str
    why: str
    options: list[tuple[str, str]]
    chosen: str
    low: int
    high: int
    unit: str
    units: list[str]
    unit_chosen: str
    again: bool
    fault: str | None


@dataclass(frozen=True, slots=True)
class Read:
    """What a posted page said: answers (None is "don't know"), and faults by question."""

    given: Given
    faults: dict[str, str]


def shown(interview: Interview, screen: Screen, step: Step | None) -> list[str]:
    """The questions a screen shows: those to ask now, and those answered before, to change."""
    now = set(step.questions) if step is not None and step.screen.id == screen.id else set()
    told = set(interview.answers) | set(interview.not_known)
    if screen.always and now:  # asked of everyone in any case: then all of it at once
        told |= set(screen.questions)
    return [q for q in screen.questions if q in now or (q in told and interview.makes_sense(q))]


def fields(
    interview: Interview, questions: list[str], posted: FormData | None, faults: dict[str, str]
) -> list[Field]:
    """The fields of a page, filled with what was posted or answered before."""
    return [_field(interview, interview.knowledge.questions[q], posted, faults.get(q)) for q in questions]


def _field(interview: Interview, question: Question, posted: FormData | None, fault: str | None) -> Field:
    lang, again = interview.lang, interview.not_known.get(question.id, 0) > 0
    ask = question.plainer if again and question.plainer else question.ask
    chosen = str(posted.get(question.id, "")) if posted is not None else _chosen(interview, question)
    unit_chosen = str(posted.get(f"{question.id}.unit", "day")) if posted is not None else "day"
    return Field(
        id=question.id,
        kind=_kind(question),
        ask=ask.in_language(lang) if ask else question.id,
        why=question.why.in_language(lang) if question.why else "",
        options=[(w, text.in_language(lang)) for w, text in _options(question)],
        chosen=chosen,
        low=question.min or 0,
        high=question.max or 0,
        unit=many(question.unit, lang),
        units=list(DAYS_IN) if _asked_in_units(question) else [],
        unit_chosen=unit_chosen,
        again=again,
        fault=fault,
    )


def _kind(question: Question) -> str:
    if question.type == "number" and question.unit == "rating":
        return "rating"
    return question.type


def _asked_in_units(question: Question) -> bool:
    return question.unit == "day" and (question.max or 0) > LONG_TIME


def _options(question: Question) -> list[tuple[str, Text]]:
    return [(word, (question.options or {})[word]) for word in question.of or []]


def _chosen(interview: Interview, question: Question) -> str:
    answer = interview.answers.get(question.id)
    if answer is None:
        return UNKNOWN if question.id in interview.not_known else ""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return str(answer)


def read(knowledge: Knowledge, questions: list[str], posted: FormData, rest_no: bool, t: Say) -> Read:
    """What a posted page said; a question left open is a fault, never a "no"."""
    given: Given = {}
    faults: dict[str, str] = {}
    for name in questions:
        question = knowledge.questions[name]
        said = str(posted.get(name, "")).strip()
        if str(posted.get(f"{name}.unknown", "")) == "yes":
            said = UNKNOWN
        try:
            given[name] = _meant(question, said, str(posted.get(f"{name}.unit", "day")), rest_no, t)
        except ValueError as e:
            faults[name] = str(e)
    return Read(given, faults)


def _meant(question: Question, said: str, unit: str, rest_no: bool, t: Say) -> bool | int | str | None:
    if said == UNKNOWN:
        return None
    if question.type == "yes_no":
        if said in ("yes", "no"):
            return said == "yes"
        if rest_no and not said:
            return False
        raise ValueError(t("fault-answer"))
    if question.type == "choice":
        if said in (question.of or []):
            return said
        raise ValueError(t("fault-answer"))
    return _number(question, said, unit, t)


def _number(question: Question, said: str, unit: str, t: Say) -> int:
    low, high = question.min or 0, question.max or 0
    if not said:
        raise ValueError(t("fault-number-missing"))
    digits = said.replace(" ", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 8):
        raise ValueError(t("fault-number-whole", low=low, high=high))
    number = int(digits) * (DAYS_IN.get(unit, 1) if _asked_in_units(question) else 1)
    if not low <= number <= high:
        raise ValueError(t("fault-number-range", low=low, high=high))
    return number


def said(field: Field, t: Say) -> str:
    """An answer as it is read: "Ja", "6 dage", "Ved ikke"."""
    if field.chosen == UNKNOWN:
        return t("dont-know")
    if field.kind == "yes_no":
        return t(field.chosen)
    named = dict(field.options).get(field.chosen, field.chosen)
    return f"{named} {field.unit}".strip()
