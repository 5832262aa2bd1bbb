"""The mapping file: which of their columns answers which of our questions, and in which words.

age: alder
smoking: {column: ryger, values: {aldrig: never, dagligt: daily, uoplyst: null}}
duration_days: {column: uger, times: 7}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rygrad.assess.answers import AnswersError, checked_answers
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Problem, Refusal
from rygrad.kb.yaml_text import Parsed, YamlFault, parse
from rygrad.kb.yaml_text import Path as YamlPath

Answer = bool | int | str | None
MOST_TIMES = 10_000


@dataclass(frozen=True, slots=True)
class Taken:
    """Where the answers to a question come from: their column, their words, or their unit in ours."""

    question: str
    column: str
    values: Mapping[str, Answer] | None = None
    times: int = 1


def read_mapping(file: Path, knowledge: Knowledge) -> dict[str, Taken]:
    """A mapping file as one `Taken` a question; raises Refusal with every fault, its file and line."""
    try:
        parsed = parse(file.read_text(encoding="utf-8-sig"))
    except YamlFault as e:
        raise _refusal([Problem(str(file), e.line, e.column, e.da, e.en)]) from None
    except FileNotFoundError:
        raise Refusal(
            f"--mapping: {file}: filen findes ikke", f"--mapping: {file}: there is no such file"
        ) from None
    except (OSError, UnicodeDecodeError) as e:
        why = e.strerror if isinstance(e, OSError) else "UTF-8"
        raise Refusal(
            f"--mapping: {file} kan ikke læses: {why}", f"--mapping: cannot read {file}: {why}"
        ) from None
    reading = _Reading(file, parsed, knowledge)
    made = reading.mapping()
    if reading.problems:
        raise _refusal(reading.problems)
    return made


def _refusal(problems: list[Problem]) -> Refusal:
    return Refusal("\n".join(p.text("da") for p in problems), "\n".join(p.text("en") for p in problems))


class _Reading:
    def __init__(self, file: Path, parsed: Parsed, knowledge: Knowledge) -> None:
        self.file, self.parsed, self.k = file, parsed, knowledge
        self.problems: list[Problem] = []

    def wrong(self, path: YamlPath, da: str, en: str) -> None:
        self.problems.append(Problem(str(self.file), *self.parsed.place(path), da, en))

    def mapping(self) -> dict[str, Taken]:
        if not isinstance(self.parsed.value, dict) or not self.parsed.value:
            self.wrong((), "skal være linjer som »age: alder«", "must be lines such as 'age: their_column'")
            return {}
        made = {}
        for question, told in self.parsed.value.items():
            taken = self._taken(question, told)
            if taken:
                made[question] = taken
        self._refuse_twice(made)
        return made

    def _taken(self, question: str, told: Any) -> Taken | None:
        if question not in self.k.questions:
            self._misfit((question,), question, None)
            return None
        if isinstance(told, str) and told:
            return Taken(question, told)
        if not isinstance(told, dict) or not isinstance(told.get("column"), str) or not told["column"]:
            da = "skal være navnet på en kolonne, eller {column: navn, ...}"
            en = "must be a column's name, or {column: name, ...}"
            self.wrong((question,), f"{question}: {da}", f"{question}: {en}")
            return None
        for key in sorted(set(told) - {"column", "values", "times"}):
            allowed = "column, values, times"
            self.wrong(
                (question, key),
                f"»{key}« kendes ikke; muligt: {allowed}",
                f"'{key}' is not known; allowed: {allowed}",
            )
        return Taken(question, told["column"], self._values(question, told), self._times(question, told))

    def _values(self, question: str, told: dict[str, Any]) -> Mapping[str, Answer] | None:
        if "values" not in told:
            return None
        values = told["values"]
        if not isinstance(values, dict) or not values or "times" in told:
            self.wrong(
                (question, "values"),
                f"{question}: values skal være {{deres: vores}} og kan ikke stå sammen med times",
                f"{question}: values must be {{theirs: ours}} and cannot stand with times",
            )
            return None
        for theirs, ours in values.items():
            self._misfit((question, "values", theirs), question, ours)
        return values

    def _times(self, question: str, told: dict[str, Any]) -> int:
        times = told.get("times", 1)
        whole = isinstance(times, int) and not isinstance(times, bool) and 1 <= times <= MOST_TIMES
        if whole and (times == 1 or self.k.questions[question].type == "number"):
            return int(times)
        self.wrong(
            (question, "times"),
            f"{question}: times er et helt tal fra 1 til {MOST_TIMES}, og kun for spørgsmål med tal",
            f"{question}: times is a whole number from 1 to {MOST_TIMES}, only for questions with numbers",
        )
        return 1

    def _misfit(self, path: YamlPath, question: str, answer: Any) -> None:
        """A problem where an assessment would not take this answer to this question."""
        try:
            checked_answers({question: answer}, self.k)
        except AnswersError as e:
            for fault in e.faults:
                self.wrong(path, fault.text("da"), fault.text("en"))

    def _refuse_twice(self, made: dict[str, Taken]) -> None:
        """One column may answer two questions only where both say what its words mean."""
        seen: dict[str, Taken] = {}
        for question, taken in made.items():
            first = seen.setdefault(taken.column, taken)
            if first is not taken and (first.values is None or taken.values is None):
                self.wrong(
                    (question,),
                    f"kolonnen »{taken.column}« bruges allerede til {first.question}",
                    f"the column '{taken.column}' already answers {first.question}",
                )
