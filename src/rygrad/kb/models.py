"""The shape of every entry in knowledge/ but care/: one strict model a kind of entry."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from rygrad.kb.basics import (
    SEED,
    Carrier,
    Cause,
    Causes,
    Certainty,
    Checked,
    Entry,
    Id,
    Ids,
    Imaging,
    ImagingAdvice,
    Indicator,
    Level,
    Phase,
    PhaseDanish,
    Rating,
    Text,
    Words,
)

NOT_ASKED = ("questionnaire", "order")  # their words come from a form, or from an order in another system


class Version(Entry):
    """The knowledge's own version; its changelog says whose advice changed."""

    version: str
    dated: date


class Fact(Entry):
    """One fact of the source article, which some entry must carry."""

    id: str
    section: str
    kind: str
    fact: str


class Source(Entry):
    """Where a statement comes from, once."""

    id: Id
    citation: str = Field(min_length=8)
    short: Text | None = None  # how a page names it beside others: "NICE (England)"
    link: str | None
    read_on: date
    kind: Literal[
        "article",
        "guideline",
        "criteria",
        "systematic_review",
        "trial",
        "cohort",
        "diagnostic_study",
        "cross_sectional",
        "qualitative",
        "review",
        "instrument",
        "statistics",
        "reference_work",
        "opinion",
        "service",
        "project",
    ]
    licence: str
    note: str | None = None
    carries: list[str] = []


class Claim(Carrier):
    """One statement or number, with its source and how sure it is.

    A whole number with a unit ("42 days") may be named in a rule; other numbers are
    for texts, charts and the simulation.
    """

    says: Text
    value: str | int | float | None = None
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    source: Id
    at: Words = []
    also: list[Id] = []
    disagrees: list[Id] = []
    certainty: Certainty
    checked: Checked

    @property
    def facts(self) -> list[str]:
        """The article's facts that it retells."""
        return self.at if self.source == SEED else []


class Question(Carrier):
    """Something that may be asked, and how."""

    type: Literal["yes_no", "choice", "number"]
    unit: str | None = None
    min: int | None = None
    max: int | None = None
    of: list[Id] | None = None
    options: dict[Id, Text] | None = None
    ask: Text | None = None
    plainer: Text | None = None
    why: Text | None = None
    words: Text
    asked_of: Literal["person", "clinician", "interview", "questionnaire", "order"] = "person"
    red_flag: bool = False
    only_if: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _fits_its_type(self) -> Question:
        if self.type == "number" and (self.unit is None or self.min is None or self.max is None):
            raise ValueError("et tal skal have unit, min og max", "a number needs unit, min and max")
        if self.type == "number" and self.red_flag:
            raise ValueError("et tal kan ikke være et rødt flag", "a number cannot be a red flag")
        if self.type == "choice" and (not self.of or set(self.of) != set(self.options or {})):
            raise ValueError(
                "et valg skal have `of` og de samme ord under `options`",
                "a choice needs `of` and the same words under `options`",
            )
        if self.asked_of not in NOT_ASKED and (self.ask is None or self.why is None):
            raise ValueError("mangler `ask` og `why`", "needs `ask` and `why`")
        return self


class Screen(Entry):
    """Questions that are asked together, in the order of the interview."""

    id: Id
    title: Text
    intro: Text | None = None
    none_of_these: Text | None = None
    always: bool = False  # asked of everyone, also when nothing shown hangs on it
    questions: list[Id]


class Then(Entry):
    """What a true rule leads to; a rule with nothing here is a building block.

    `withholds_care`: the advice on care is not for this person; no options, course, plan or habits.
    """

    level: Level | None = None
    cause: Cause | None = None
    imaging: Imaging | None = None
    route: Id | None = None
    withholds_care: bool = False


class Rule(Carrier):
    """A sentence in the rule language and what follows when it is true."""

    title: Text
    explain: Text | None = None
    when: str
    then: Then = Then()
    because: dict[str, Id]
    note: str | None = None


class RiskFactor(Carrier):
    """Something that goes together with more back pain, framed as what can be changed."""

    title: Text
    when: str
    because: dict[str, Id]
    changeable: bool
    advice: Text
    claims: list[Id] = Field(min_length=1)


class Argument(Entry):
    """One thing that points to a cause or away from it."""

    when: str
    says: Text
    claim: Id


class CauseClass(Carrier):
    """A class of causes, in words that do not frighten, with what speaks for and against."""

    id: Cause
    title: Text
    says: Text
    rule_out: bool = False  # named as something to look for, never as what it looks like
    pros: list[Argument] = Field(alias="for", default=[])
    cons: list[Argument] = Field(alias="against", default=[])
    claims: list[Id] = []


class Row(Entry):
    """One line of a decision table; `rating` and `indicator` are for the table that rates an order."""

    then: Id
    when: str
    says: Text | None = None
    reassures: bool = False
    route: Id | None = None
    rating: Rating | None = None
    indicator: Indicator | None = None
    because: dict[str, Id] = {}


class Table(Carrier):
    """A decision table: `unique` rows never overlap; with `first` the first true row counts."""

    title: Text
    hit: Literal["unique", "first"]
    policy: bool = False  # may use unknown(...)
    rows: list[Row]
    note: str | None = None


class Points(Entry):
    """Points given when a sentence is true."""

    when: str
    points: int
    says: Text | None = None


class OneOf(Entry):
    """Points of which at most one line can count, such as bands of age."""

    one_of: list[Points] = Field(min_length=1)


class Band(Entry):
    """The name of a range of totals."""

    id: Id
    when: str
    says: Text


class Score(Carrier):
    """A questionnaire or point score; a total with unanswered parts is a range.

    `instruction` and `credit` (what stands below the form) are there when the text ships.
    """

    title: Text
    kind: Literal["points", "mean", "number"]
    items: list[Points | OneOf] = []
    of: list[Id] = []
    at_least_answered: int | None = None
    bands: list[Band] = []
    high_is: Literal["good", "bad"] | None = None
    change_that_matters: Id | None = None
    change_that_matters_percent: Id | None = None
    instruction: Text | None = None
    credit: Text | None = None
    rights: Literal["A", "B", "C"]
    licence: str
    source: Id
    claims: list[Id] = []
    note: str | None = None

    @model_validator(mode="after")
    def _has_items(self) -> Score:
        if self.kind == "points" and not self.items:
            raise ValueError("en score af point skal have items", "a score of points needs items")
        return self

    @model_validator(mode="after")
    def _says_what_a_change_means(self) -> Score:
        if (self.change_that_matters or self.change_that_matters_percent) and self.high_is is None:
            raise ValueError("mangler `high_is`: good eller bad", "needs `high_is`: good or bad")
        if self.change_that_matters_percent and self.change_that_matters_percent not in self.claims:
            raise ValueError(
                "`change_that_matters_percent` skal også stå under `claims`",
                "`change_that_matters_percent` must stand under `claims` too",
            )
        return self

    @model_validator(mode="after")
    def _ships_only_what_may_ship(self) -> Score:
        if self.instruction and (self.rights != "A" or self.credit is None):
            raise ValueError(
                "`instruction` kræver rights A og `credit`", "`instruction` needs rights A and `credit`"
            )
        return self


class Case(Entry):
    """A sentence a clinician could sign, and what every target must answer."""

    name: str = Field(min_length=10)
    given: dict[str, Any]
    expect: Expectation


class Expectation(Entry):
    """What a case expects; only what is named is checked."""

    level: Level | None = None
    could_be: Level | None = None
    settled: bool | None = None
    told: Id | None = None
    finding: Ids = []
    no_finding: Ids = []
    open: Ids = []
    cause: Cause | None = None
    not_cause: Causes = []
    phase: Phase | None = None
    phase_danish: PhaseDanish | None = None
    imaging: ImagingAdvice | None = None
    score: dict[Id, list[int]] = {}
    band: dict[Id, Id] = {}
    offered: Ids = []
    not_offered: Ids = []


Case.model_rebuild()
