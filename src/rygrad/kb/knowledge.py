"""The whole knowledge, loaded and compiled: what assess, guide and every target stand on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from rygrad.kb import (
    burden_models,
    care_models,
    code_models,
    models,
    phrase_models,
    population_models,
    report_models,
)
from rygrad.kb.folder import Placed, drawing_files
from rygrad.logic import core, tree
from rygrad.logic.program import Program
from rygrad.logic.to_person import Answers, Outcome, to_person
from rygrad.logic.vocabulary import Vocabulary


@dataclass(frozen=True)
class Sentence:
    """One compiled sentence and the tree it was written as."""

    tree: tree.Tree
    core: core.Core


@dataclass(frozen=True)
class Knowledge:
    """Every entry by id, the vocabulary, and all sentences as one program.

    The program's rules are: rules, risk factors, groups (levels, causes, imaging) and table rows
    (`table__row`), and rules that need an examination once more (`rule__as_seen`). Sentences that
    are no rule (arguments, bands, offers, `only_if`) are in `sentences` under `(kind, id, number)`.
    """

    folder: Path
    version: str
    facts: Mapping[str, models.Fact]
    sources: Mapping[str, models.Source]
    claims: Mapping[str, models.Claim]
    questions: Mapping[str, models.Question]
    screens: Mapping[str, models.Screen]
    rules: Mapping[str, models.Rule]
    risk_factors: Mapping[str, models.RiskFactor]
    causes: Mapping[str, models.CauseClass]
    tables: Mapping[str, models.Table]
    scores: Mapping[str, models.Score]
    care: Mapping[str, care_models.Care]
    advice: Mapping[str, care_models.Advice]
    safety_net: Mapping[str, care_models.Advice]
    courses: Mapping[str, care_models.Course]
    walking: Mapping[str, care_models.WalkingPlan]
    exercises: Mapping[str, care_models.Exercise]
    routes: Mapping[str, care_models.Route]
    imaging_findings: Mapping[str, report_models.ImagingFinding]
    report_context: Mapping[str, report_models.Context]
    phrases: Mapping[str, phrase_models.Phrase]
    never_soften: Mapping[str, phrase_models.NeverSoften]
    phrase_contexts: Mapping[str, phrase_models.PhraseContext]
    reading_bands: Mapping[str, phrase_models.ReadingBand]
    imaging_codes: Mapping[str, code_models.ImagingCode]
    reason_codes: Mapping[str, code_models.ReasonCode]
    override_reasons: Mapping[str, code_models.OverrideReason]
    record_codes: Mapping[str, code_models.RecordCode]
    population: Mapping[str, population_models.Share]
    burden_parameters: Mapping[str, burden_models.Parameter]
    scenarios: Mapping[str, burden_models.Scenario]
    burden_targets: Mapping[str, burden_models.Target]
    trials: Mapping[str, burden_models.Trial]
    cases: tuple[models.Case, ...]
    vocabulary: Vocabulary
    program: Program
    sentences: Mapping[tuple[str, str, int], Sentence]
    on_examination: frozenset[str] = field(default_factory=frozenset)
    placed: Mapping[tuple[str, str], Placed] = field(default_factory=dict)

    @cached_property
    def outcome(self) -> Callable[[Answers], Outcome]:
        """The function from one person's answers to every rule and score, compiled at first use."""
        return to_person(self.program)

    @property
    def is_reviewed(self) -> bool:
        """Whether a clinician has reviewed every rule; else all that is told awaits review."""
        return all(rule.status == "reviewed" for rule in self.rules.values())

    @cached_property
    def place_in_interview(self) -> dict[str, int]:
        """Each question's place in the order in which the screens ask."""
        asked = [q for screen in self.screens.values() for q in screen.questions]
        return {question: at for at, question in enumerate(asked)}

    @cached_property
    def drawings(self) -> dict[str, str]:
        """The drawings by file name, as SVG text, read at first use."""
        return {f.name: f.read_text(encoding="utf-8", errors="replace") for f in drawing_files(self.folder)}

    @cached_property
    def withholding(self) -> tuple[str, ...]:
        """The rules that withhold the advice on care, which is made for adults."""
        return tuple(rule.id for rule in self.rules.values() if rule.then.withholds_care)

    @cached_property
    def made_once(self) -> dict[tuple[str, str], Any]:
        """Room for what an assessment says of everyone alike, by rule and language."""
        return {}

    @cached_property
    def sources_of_rule(self) -> dict[str, list[str]]:
        """The sources behind each rule's claims, each once."""
        made = {}
        for rule in self.rules.values():
            found: dict[str, None] = {}
            for name in rule.because.values():
                if name in self.claims:
                    found.update(dict.fromkeys((self.claims[name].source, *self.claims[name].also)))
            made[rule.id] = list(found)
        return made

    def row_of(self, table: str, outcome: Outcome) -> models.Row | None:
        """The row of a decision table that holds for a person, or None when it cannot be told yet."""
        for row in self.tables[table].rows:
            if outcome.rules[row_name(table, row.then)] is True:
                return row
        return None


def row_name(table: str, row: str) -> str:
    """The program's name of a table row."""
    return f"{table}__{row}"


def seen_name(rule: str) -> str:
    """The program's name of a rule with what was not examined counted as not found."""
    return f"{rule}__as_seen"
