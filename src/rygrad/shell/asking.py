"""`rygrad guide`: the interview in a terminal, one screen at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from rygrad.assess.assess import assessment_of
from rygrad.guide.interview import Interview, Step
from rygrad.kb.models import Question
from rygrad.logic.units import many

_WORDS = {
    "da": {
        "hello": "Svar på nogle spørgsmål om din ryg. Svarene bliver på denne computer.",
        "keys": "Skriv ? for »ved ikke«, t for tilbage, h for hvorfor, s for at slutte nu.",
        "which": "Hvad passer? Skriv numrene (fx 1 3), 0 for ingen af dem, ? hvis du er i tvivl",
        "yes_no": "j/n",
        "yes": "jy",
        "no": "n",
        "number": "helt tal fra {low} til {high} {unit}",
        "wrong": "Det forstod jeg ikke. Du kan svare: {allowed}",
        "why": "Hvorfor vi spørger",
        "everyday": "Det vigtigste er afklaret. Vil du svare på lidt mere om din hverdag? (j/n)",
        "unsure": "Hvilke er du i tvivl om? Skriv numrene",
        "go_on": "Resten er frivilligt. Svar videre, eller skriv s for at slutte.",
    },
    "en": {
        "hello": "Answer some questions about your back. The answers stay on this machine.",
        "keys": "Type ? for “don't know”, b for back, w for why, q to finish now.",
        "which": "What fits? Type the numbers (such as 1 3), 0 for none of them, ? if in doubt",
        "yes_no": "y/n",
        "yes": "y",
        "no": "n",
        "number": "whole number from {low} to {high} {unit}",
        "wrong": "I did not understand. Allowed: {allowed}",
        "why": "Why we ask",
        "everyday": "The most important is settled. Will you answer a little more about everyday life? (y/n)",
        "unsure": "Which are you in doubt about? Type the numbers",
        "go_on": "The rest is optional. Answer on, or type q to finish.",
    },
}
_BACK, _WHY, _STOP = {"t", "b"}, {"h", "w"}, {"s", "q"}
Given = dict[str, bool | int | str | None]


class _BackError(Exception):
    """The person wants the screen before."""


class _StopError(Exception):
    """The person wants to finish now."""


class Asking:
    """Asks in a terminal; `read` is input(), or the tests' own."""

    def __init__(
        self, console: Console, interview: Interview, as_of: date, read: Callable[[], str] = input
    ) -> None:
        self.console = console
        self.as_of = as_of
        self.interview = interview
        self.read = read
        self.w = _WORDS[interview.lang]
        self.everyday = False
        self.screens = 0

    def run(self) -> Interview:
        """Asks until nothing more matters or the person stops; back undoes one screen."""
        before: list[Interview] = []
        self.console.print(f"{self.w['hello']}\n[dim]{escape(self.w['keys'])}[/]")
        try:
            while (step := self.interview.next_step()) is not None:
                if step.stage == "everyday" and not self._wants_everyday():
                    break
                try:
                    given = self._screen(step)
                    before.append(self.interview)
                    self.interview = self.interview.told(given)
                    self._say_emergency(before[-1])
                except _BackError:
                    self.interview = before.pop() if before else self.interview
        except (_StopError, EOFError):
            pass
        return self.interview

    def _say_emergency(self, before: Interview) -> None:
        """As soon as an emergency is sure it is said, before anything else is asked."""
        p = self.interview.person()
        if p.level == "emergency_now" != before.person().level:
            d = assessment_of(p, self.as_of).disposition
            self.console.print(f"\n[bold white on red] {escape(d.text)} [/]\n{escape(d.route.text)}")
            self.console.print(f"[dim]{escape(self.w['go_on'])}[/]")

    def _wants_everyday(self) -> bool:
        if not self.everyday:
            self.everyday = self._line(self.w["everyday"], None).lower()[:1] in self.w["yes"]
        return self.everyday

    def _screen(self, step: Step) -> Given:
        lang = self.interview.lang
        self.screens += 1
        self.console.print(f"\n[bold]{self.screens}. {escape(step.screen.title.in_language(lang))}[/]")
        if step.screen.intro and len(step.questions) > 1:
            self.console.print(escape(step.screen.intro.in_language(lang)))
        questions = [self.interview.knowledge.questions[q] for q in step.questions]
        several = [q for q in questions if q.type == "yes_no" and q.id not in step.again]
        given: Given = {}
        if len(several) > 1:
            given |= self._tick(several)
        for question in questions:
            if question.id not in given:
                given[question.id] = self._one(question, plainer=question.id in step.again)
        return given

    def _tick(self, questions: list[Question]) -> Given:
        """Several yes/no questions at once; naming none of them is an answer, silence is not."""
        lang = self.interview.lang
        self._list([q.ask.in_language(lang) if q.ask else q.id for q in questions])
        while True:
            line = self._line(self.w["which"], questions)
            if line == "?":
                return self._unsure(questions)
            picked = self._numbers(line, len(questions))
            if picked is not None:
                return {q.id: n in picked for n, q in enumerate(questions, 1)}
            self._wrong(f"0, ?, 1-{len(questions)}")

    def _list(self, texts: list[str]) -> None:
        """Numbered lines, each with its text in a column of its own."""
        grid = Table.grid(padding=(0, 1))
        grid.add_column(justify="right", min_width=4)
        for number, text in enumerate(texts, 1):
            grid.add_row(f"{number}.", escape(text))
        self.console.print(grid)

    def _unsure(self, questions: list[Question]) -> Given:
        """In doubt: which ones; the others are then answered one by one, for doubt is no "no"."""
        while True:
            picked = self._numbers(self._line(self.w["unsure"], questions), len(questions))
            if picked:
                sure = [q for n, q in enumerate(questions, 1) if n not in picked]
                given: Given = {q.id: None for n, q in enumerate(questions, 1) if n in picked}
                return given | {q.id: self._one(q, plainer=False) for q in sure}
            self._wrong(f"1-{len(questions)}")

    def _numbers(self, line: str, most: int) -> set[int] | None:
        parts = line.replace(",", " ").split()
        if not parts or not all(part.isdecimal() for part in parts):
            return None
        numbers = {int(part) for part in parts}
        if numbers == {0}:
            return set()
        return numbers if all(1 <= n <= most for n in numbers) else None

    def _one(self, question: Question, plainer: bool) -> bool | int | str | None:
        lang = self.interview.lang
        ask = question.plainer if plainer and question.plainer else question.ask
        said = ask.in_language(lang) if ask else question.id
        self.console.print(escape(said))
        if question.options:
            self._list([question.options[word].in_language(lang) for word in question.of or []])
        hint, allowed = self._allowed(question)
        while True:
            line = self._line(f"[{hint}]", [question])
            if line == "?":
                return None
            answer = self._answer(question, line)
            if answer is not None:
                return answer
            self._wrong(allowed)

    def _allowed(self, question: Question) -> tuple[str, str]:
        if question.type == "yes_no":
            return self.w["yes_no"], f"{self.w['yes_no']}, ?"
        if question.type == "number":
            unit = many(question.unit, self.interview.lang)
            text = self.w["number"].format(low=question.min, high=question.max, unit=unit).strip()
            return text, f"{text}, ?"
        numbers = f"1-{len(question.of or [])}"
        return numbers, f"{numbers}, ?"

    def _answer(self, question: Question, line: str) -> bool | int | str | None:
        if question.type == "yes_no":
            first = line.lower()[:1]
            return True if first and first in self.w["yes"] else False if first == self.w["no"] else None
        number = int(line) if line.isdecimal() else None
        if number is None:
            return None
        if question.type == "choice":
            words = question.of or []
            return words[number - 1] if 1 <= number <= len(words) else None
        return number if (question.min or 0) <= number <= (question.max or 0) else None

    def _line(self, prompt: str, questions: list[Question] | None) -> str:
        while True:
            self.console.print(f"[cyan]{escape(prompt)} ›[/] ", end="")
            line = self.read().strip()
            key = line.lower()
            if key in _STOP:
                raise _StopError
            if key in _BACK:
                raise _BackError
            if key in _WHY and questions:
                self._why(questions)
                continue
            return line

    def _why(self, questions: list[Question]) -> None:
        self.console.print(f"[bold]{self.w['why']}[/]")
        for question in questions:
            if question.why:
                self.console.print(f"  • {escape(question.why.in_language(self.interview.lang))}")

    def _wrong(self, allowed: str) -> None:
        self.console.print(self.w["wrong"].format(allowed=escape(allowed)))
