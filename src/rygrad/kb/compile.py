"""Entries to Knowledge: every sentence read and checked, all of them one program."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rygrad.kb import care_models, models
from rygrad.kb.derived import DERIVED
from rygrad.kb.folder import Placed
from rygrad.kb.groups import as_seen, group_names, grouped, members, waiting
from rygrad.kb.knowledge import Knowledge, Sentence, row_name, seen_name
from rygrad.kb.problem import Problem
from rygrad.kb.yaml_text import Path as YamlPath
from rygrad.kb.yaml_text import parse
from rygrad.logic import core
from rygrad.logic.check import POLICY, RULE, SENTENCE, Allowed, checked
from rygrad.logic.messages import LanguageError
from rygrad.logic.program import Program
from rygrad.logic.read import read
from rygrad.logic.units import unit_called
from rygrad.logic.vocabulary import Choice, Constant, Number, Question, Vocabulary, YesNo

_QUANTITY = re.compile(r"^(-?\d+) (\w+)$")
TABLES = ("phase", "phase_danish", "cause", "imaging", "disposition")
Read = dict[str, list[Placed]]


class Compiler:
    """Compiles all sentences of what was read, collecting problems as it goes."""

    def __init__(self, found: Read) -> None:
        self.found = found
        self.problems: list[Problem] = []
        self.vocabulary = self.make_vocabulary()
        self.trees: dict[str, Sentence] = {}
        self.sentences: dict[tuple[str, str, int], Sentence] = {}

    def make_vocabulary(self) -> Vocabulary:
        questions: dict[str, Question] = dict(DERIVED)
        for placed in self.found["questions"]:
            questions[placed.entry.id] = _typed(placed.entry)
        constants = {}
        for placed in self.found["claims"]:
            match = _QUANTITY.match(str(placed.entry.value or ""))
            unit = unit_called(match[2]) if match else None
            if match and unit:
                constants[placed.entry.id] = Constant(placed.entry.id, int(match[1]), unit)
        rules = {p.entry.id for kind in ("rules", "risk_factors") for p in self.found[kind]}
        scores = {p.entry.id for p in self.found["scores"] if p.entry.kind == "points"}
        return Vocabulary(questions, constants, frozenset(rules | set(group_names())), frozenset(scores))

    def sentence(self, placed: Placed, path: YamlPath, text: str, allowed: Allowed) -> Sentence:
        """Reads and checks one sentence; a fault is noted with its place and stands as never true."""
        try:
            parsed = read(text)
            return Sentence(parsed, checked(parsed, self.vocabulary, allowed))
        except LanguageError as e:
            source = parse(placed.file.read_text(encoding="utf-8"))
            line, column = source.inside((placed.at, *path), e.start)
            self.problems.append(Problem(str(placed.file), line, column, e.text("da"), e.text("en")))
            return Sentence(read("never"), core.NEVER)

    def each(self, kind: str, use: Callable[[Placed, Any], None]) -> None:
        for placed in self.found[kind]:
            use(placed, placed.entry)

    def compile(self) -> None:
        self.each("rules", lambda p, e: self.named(p, e.id, ("when",), e.when, RULE))
        self.each("risk_factors", lambda p, e: self.named(p, e.id, ("when",), e.when, SENTENCE))
        self.each("tables", self.table)
        self.each("causes", self.cause)
        self.each("care", self.offer)
        self.each("questions", self.lead)
        self.each("scores", self.bands)

    def named(self, placed: Placed, name: str, path: YamlPath, text: str, allowed: Allowed) -> None:
        self.trees[name] = self.sentence(placed, path, text, allowed)

    def table(self, placed: Placed, table: models.Table) -> None:
        allowed = POLICY if table.policy else SENTENCE
        for at, row in enumerate(table.rows):
            self.named(placed, row_name(table.id, row.then), ("rows", at, "when"), row.when, allowed)

    def cause(self, placed: Placed, cause: models.CauseClass) -> None:
        for kind, arguments in (("for", cause.pros), ("against", cause.cons)):
            for at, argument in enumerate(arguments):
                made = self.sentence(placed, (kind, at, "when"), argument.when, SENTENCE)
                self.sentences[kind, cause.id, at] = made

    def offer(self, placed: Placed, care: care_models.Care) -> None:
        if care.offer_when:
            self.sentences["offer", care.id, 0] = self.sentence(
                placed, ("offer_when",), care.offer_when, SENTENCE
            )

    def lead(self, placed: Placed, question: models.Question) -> None:
        if question.only_if:
            made = self.sentence(placed, ("only_if",), question.only_if, POLICY)
            self.sentences["only_if", question.id, 0] = made

    def bands(self, placed: Placed, score: models.Score) -> None:
        for at, band in enumerate(score.bands):
            self.sentences["band", score.id, at] = self.sentence(
                placed, ("bands", at, "when"), band.when, SENTENCE
            )

    def scores(self) -> dict[str, core.ScoreCore]:
        made = {}
        for placed in self.found["scores"]:
            if placed.entry.kind == "points":
                lines = tuple(self.lines(placed, at, item) for at, item in enumerate(placed.entry.items))
                made[placed.entry.id] = core.ScoreCore(placed.entry.id, lines)
        return made

    def lines(
        self, placed: Placed, at: int, item: models.Points | models.OneOf
    ) -> tuple[core.PointsLine, ...]:
        if isinstance(item, models.Points):
            made = self.sentence(placed, ("items", at, "when"), item.when, SENTENCE)
            return (core.PointsLine(made.core, item.points),)
        return tuple(
            core.PointsLine(
                self.sentence(placed, ("items", at, "one_of", n, "when"), line.when, SENTENCE).core,
                line.points,
            )
            for n, line in enumerate(item.one_of)
        )

    def program(self) -> tuple[Program, frozenset[str]]:
        scores = self.scores()
        rules = {name: made.core for name, made in self.trees.items()}
        ruled = members([placed.entry for placed in self.found["rules"]])
        plain = Program(self.vocabulary.questions, rules | grouped(ruled, frozenset()), scores)
        try:
            waits = waiting(plain, ruled)
            examined = frozenset(r for rules_of in ruled.values() for r in rules_of if waits[r])
            rules |= as_seen(plain, examined, waits) | grouped(ruled, examined)
            program = Program(self.vocabulary.questions, rules, scores)
            _ = program.order
        except LanguageError as e:
            self.problems.append(self.in_circle(e))
            return Program(self.vocabulary.questions, {}, {}), frozenset()
        return program, examined

    def in_circle(self, e: LanguageError) -> Problem:
        """The problem of a circle, at the first of its rules that an editor wrote."""
        written = {p.entry.id: p for kind in ("rules", "risk_factors") for p in self.found[kind]}
        names = [name.removesuffix(seen_name("")) for name in e.parts["read"].split(" → ")]
        placed = next((written[name] for name in names if name in written), None)
        if placed is None:
            return Problem("rules", 1, 1, e.text("da"), e.text("en"))
        return placed.problem(e.text("da"), e.text("en"), ("when",))

    def knowledge(self, folder: Path) -> Knowledge:
        self.compile()
        program, examined = self.program()
        named = {kind: self.by_id(kind) for kind in self.found if kind not in ("cases", "version")}
        versions = self.found["version"]
        self.hold_what_is_needed(folder)
        return Knowledge(
            folder=folder,
            version=versions[0].entry.version if versions else "",
            cases=tuple(p.entry for p in self.found["cases"]),
            vocabulary=self.vocabulary,
            program=program,
            sentences=self.sentences | {("rule", name, 0): made for name, made in self.trees.items()},
            on_examination=examined,
            placed={(kind, _name(p)): p for kind, all_ in self.found.items() for p in all_},
            **named,
        )

    def hold_what_is_needed(self, folder: Path) -> None:
        """An assessment needs a version, five tables, a safety net, and every route that is named."""
        if not self.found["version"]:
            self.problems.append(Problem(str(folder / "version.yaml"), 1, 1, "mangler", "is missing"))
        there = {placed.entry.id for placed in self.found["tables"]}
        for name in sorted(set(TABLES) - there):
            self.problems.append(
                Problem(str(folder / "tables"), 1, 1, f"»{name}« mangler", f"'{name}' is missing")
            )
        if not self.found["safety_net"]:
            self.problems.append(Problem(str(folder / "care/safety_net.yaml"), 1, 1, "mangler", "is missing"))
        routes = {placed.entry.id for placed in self.found["routes"]}
        for placed in self.found["tables"]:
            for at, row in enumerate(placed.entry.rows if placed.entry.id == "disposition" else []):
                if row.route not in routes:
                    da, en = f"{row.then}: `route` mangler", f"{row.then}: `route` is missing"
                    self.problems.append(placed.problem(da, en, ("rows", at)))
        for placed in self.found["rules"]:
            route = placed.entry.then.route
            if route and route not in routes:
                da, en = f"»{route}« findes ikke i routes", f"'{route}' is not in routes"
                where = f"{placed.entry.id}: "
                self.problems.append(placed.problem(where + da, where + en, ("then", "route")))

    def by_id(self, kind: str) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for placed in self.found[kind]:
            if placed.entry.id in made:
                da, en = f"»{placed.entry.id}« findes allerede", f"'{placed.entry.id}' exists already"
                self.problems.append(placed.problem(da, en))
            made[placed.entry.id] = placed.entry
        return made


def _name(placed: Placed) -> str:
    return str(getattr(placed.entry, "id", None) or getattr(placed.entry, "name", None) or placed.entry)


def _typed(question: models.Question) -> Question:
    red_flag, asked_of = question.red_flag, question.asked_of
    if question.type == "yes_no":
        return YesNo(question.id, red_flag, asked_of)
    if question.type == "choice":
        return Choice(question.id, tuple(question.of or ()), red_flag, asked_of)
    unit = unit_called(question.unit or "") or question.unit or ""
    return Number(question.id, unit, question.min or 0, question.max or 0, asked_of)
