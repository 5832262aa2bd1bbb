"""One person's answers, checked against the vocabulary before anything is concluded from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Question

Answers = dict[str, bool | int | str]


@dataclass(frozen=True, slots=True)
class Fault:
    """One answer that cannot be used: which, what was read, what was allowed, in Danish and English."""

    key: str
    da: str
    en: str

    def text(self, lang: str = "en") -> str:
        """`key: what is wrong`."""
        return f"{self.key}: {self.da if lang == 'da' else self.en}"


class AnswersError(ValueError):
    """The answers cannot be used; holds every fault."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f.text() for f in faults))
        self.faults = faults


def checked_answers(given: object, knowledge: Knowledge) -> Answers:
    """The answers that are answered; raises AnswersError with all faults at once.

    Null and left out are the same: unanswered. Nothing is converted: `"yes"`, 1.0 and `"38"` are
    refused, because guessing what was meant could hide a red flag.
    """
    if not isinstance(given, Mapping):
        raise AnswersError(
            [
                Fault(
                    "answers",
                    f"skal være nøgler med svar, ikke {_shown(given)}",
                    f"must be keys with answers, not {_shown(given)}",
                )
            ]
        )
    faults: list[Fault] = []
    answers: Answers = {}
    for key, value in given.items():
        question = knowledge.questions.get(key) if isinstance(key, str) else None
        if question is None:
            faults.append(_unknown_key(key if isinstance(key, str) else _shown(key), knowledge))
        elif value is not None:
            fault = _misfit(question, value)
            if fault:
                faults.append(fault)
            else:
                answers[question.id] = value
    if faults:
        raise AnswersError(faults)
    return answers


def refuse_beside(keys: Iterable[str], knowledge: Knowledge) -> None:
    """Raises AnswersError when a question stands next to `answers`, where nothing would read it."""
    da, en = "skal stå inde i `answers`, ikke ved siden af", "must stand inside `answers`, not beside it"
    faults = [Fault(key, da, en) for key in keys if key in knowledge.questions]
    if faults:
        raise AnswersError(faults)


def _unknown_key(key: str, knowledge: Knowledge) -> Fault:
    near = get_close_matches(key, knowledge.questions, n=1, cutoff=0.6)
    da = f"; mente du »{near[0]}«?" if near else "; se `rygrad book` for alle spørgsmål"
    en = f"; did you mean '{near[0]}'?" if near else "; see `rygrad book` for all questions"
    return Fault(key[:60], "spørgsmålet kendes ikke" + da, "no such question" + en)


def _misfit(question: Question, value: Any) -> Fault | None:
    shown = _shown(value)
    if question.type == "yes_no":
        if isinstance(value, bool):
            return None
        return Fault(
            question.id,
            f"{shown} er hverken true, false eller null",
            f"{shown} is neither true, false nor null",
        )
    if question.type == "choice":
        if isinstance(value, str) and value in (question.of or []):
            return None
        allowed = ", ".join(question.of or [])
        near = get_close_matches(shown.strip("'\""), question.of or [], n=1, cutoff=0.5)
        da, en = (f"; mente du »{near[0]}«?", f"; did you mean '{near[0]}'?") if near else ("", "")
        return Fault(
            question.id,
            f"{shown} kan ikke vælges; muligt: {allowed}{da}",
            f"{shown} is no choice; allowed: {allowed}{en}",
        )
    low, high = question.min or 0, question.max or 0
    da, en = (
        f"helt tal fra {low} til {high} ({question.unit})",
        f"a whole number from {low} to {high} ({question.unit})",
    )
    if isinstance(value, bool) or not isinstance(value, int):
        return Fault(
            question.id,
            f"{shown} er ikke et helt tal; skal være {da}",
            f"{shown} is no whole number; must be {en}",
        )
    if not low <= value <= high:
        return Fault(
            question.id,
            f"{shown} er uden for det mulige; skal være {da}",
            f"{shown} is out of range; must be {en}",
        )
    return None


def _shown(value: object) -> str:
    match value:
        case str():
            text = repr(value[:40])
        case bool():
            text = str(value).lower()
        case int() if abs(value) >= 10**40:
            text = "a number of over 40 digits"
        case Mapping():
            text = "{...}"
        case int() | float() | date() | None:
            text = str(value)
        case list() | tuple() | set():
            text = "[...]"
        case _:
            text = type(value).__name__
    return text if len(text) <= 40 else text[:37] + "..."
