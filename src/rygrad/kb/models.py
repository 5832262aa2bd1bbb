"""The shape of every entry in knowledge/: one strict model a kind of entry."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Status = Literal["draft", "reviewed", "retired"]
Certainty = Literal["definition", "high", "moderate", "low", "very_low"]
Checked = Literal["at_source", "secondary", "not_checked", "derived", "proposal"]
Level = Literal["self_care", "see_physio", "see_doctor_soon", "see_doctor_today", "emergency_now"]
Imaging = Literal["clinician_decides", "indicated_urgent"]
Cause = Literal[
    "nonspecific",
    "radicular",
    "spinal_stenosis",
    "facet",
    "fracture",
    "inflammatory",
    "infection",
    "tumour",
    "cauda_equina",
    "aorta",
    "kidney_or_urinary",
    "other_organ",
    "leg_arteries",
    "leg_vein",
    "shingles",
]
LEVELS: tuple[Level, ...] = (
    "self_care",
    "see_physio",
    "see_doctor_soon",
    "see_doctor_today",
    "emergency_now",
)


class Entry(BaseModel):
    """What all entries share: nothing unknown is let in, nothing is changed later.

    A validator's ValueError has two arguments, the fault in Danish and in English.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Text(Entry):
    """One wording in Danish and in English."""

    da: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_language(self, lang: str) -> str:
        """The wording in the language asked for, Danish unless it is English."""
        return self.en if lang == "en" else self.da


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
    later: str | None = None  # what will carry it, while nothing here does


class Source(Entry):
    """Where a statement comes from, once."""

    id: Id
    citation: str = Field(min_length=8)
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


class Claim(Entry):
    """One statement or number, with its source and how sure it is.

    A whole number with a unit ("42 days") may be named in a rule; other numbers are
    for texts, charts and the simulation.
    """

    id: Id
    says: Text
    value: str | int | float | None = None
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    source: Id
    at: str | list[str] | None = None
    also: list[Id] = []
    carries: list[str] = []
    disagrees: list[Id] = []
    certainty: Certainty
    checked: Checked
    status: Status


class Question(Entry):
    """Something that may be asked, and how."""

    id: Id
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
    asked_of: Literal["person", "clinician", "interview", "questionnaire"] = "person"
    red_flag: bool = False
    only_if: str | None = None
    note: str | None = None
    carries: list[str] = []
    status: Status

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
        if self.asked_of != "questionnaire" and (self.ask is None or self.why is None):
            raise ValueError("mangler `ask` og `why`", "needs `ask` and `why`")
        return self


class Screen(Entry):
    """Questions that are asked together, in the order of the interview."""

    id: Id
    title: Text
    intro: Text | None = None
    none_of_these: Text | None = None
    questions: list[Id]


class Then(Entry):
    """What a true rule leads to; a rule with nothing here is a building block."""

    level: Level | None = None
    cause: Cause | None = None
    imaging: Imaging | None = None
    route: Id | None = None


class Rule(Entry):
    """A sentence in the rule language and what follows when it is true."""

    id: Id
    title: Text
    explain: Text | None = None
    when: str
    then: Then = Then()
    because: dict[str, Id]
    carries: list[str] = []
    note: str | None = None
    status: Status


class RiskFactor(Entry):
    """Something that goes together with more back pain, framed as what can be changed."""

    id: Id
    title: Text
    when: str
    because: dict[str, Id]
    changeable: bool
    advice: Text
    claims: list[Id] = Field(min_length=1)
    carries: list[str] = []
    status: Status


class Argument(Entry):
    """One thing that points to a cause or away from it."""

    when: str
    says: Text
    claim: Id


class CauseClass(Entry):
    """A class of causes, in words that do not frighten, with what speaks for and against."""

    id: Cause
    title: Text
    says: Text
    rule_out: bool = False  # named as something to look for, never as what it looks like
    pros: list[Argument] = Field(alias="for", default=[])
    cons: list[Argument] = Field(alias="against", default=[])
    claims: list[Id] = []
    carries: list[str] = []
    status: Status


class Row(Entry):
    """One line of a decision table."""

    then: Id
    when: str
    says: Text | None = None
    reassures: bool = False
    route: Id | None = None
    because: dict[str, Id] = {}


class Table(Entry):
    """A decision table: `unique` rows never overlap; with `first` the first true row counts."""

    id: Id
    title: Text
    hit: Literal["unique", "first"]
    policy: bool = False  # may use unknown(...)
    rows: list[Row]
    carries: list[str] = []
    note: str | None = None
    status: Status


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


class Score(Entry):
    """A questionnaire or point score; a total with unanswered parts is a range."""

    id: Id
    title: Text
    kind: Literal["points", "mean", "number"]
    items: list[Points | OneOf] = []
    of: list[Id] = []
    at_least_answered: int | None = None
    bands: list[Band] = []
    change_that_matters: Id | None = None
    rights: Literal["A", "B", "C"]
    licence: str
    source: Id
    claims: list[Id] = []
    carries: list[str] = []
    note: str | None = None
    status: Status

    @model_validator(mode="after")
    def _has_items(self) -> Score:
        if self.kind == "points" and not self.items:
            raise ValueError("en score af point skal have items", "a score of points needs items")
        return self


class Verdict(Entry):
    """What one guideline says of an option, with the claim that quotes it."""

    by: Id
    says: Literal["for", "consider", "careful", "against", "no_recommendation"]
    claim: Id


class PhaseAdvice(Entry):
    """How an option stands in one phase."""

    recommendation: Literal["first", "consider", "may_help", "uncertain", "not_recommended"]
    verdicts: list[Verdict] = []


class Care(Entry):
    """A treatment or a way of preventing, and what is known of it."""

    id: Id
    title: Text
    says: Text
    kind: Literal["self", "movement", "hands_on", "medicine", "mind", "procedure", "prevention"]
    order: int
    acute: PhaseAdvice | None = None
    subacute: PhaseAdvice | None = None
    chronic: PhaseAdvice | None = None
    offer_when: str | None = None
    not_offered: Text | None = None
    claims: list[Id] = []
    carries: list[str] = []
    status: Status


class CoursePoint(Entry):
    """Mean pain (0-100) some weeks after the start."""

    week: int
    mean: int
    low: int | None = None
    high: int | None = None


class Course(Entry):
    """What usually happens in one phase."""

    id: Id
    phase: Literal["acute", "subacute", "chronic"]
    says: Text
    points: list[CoursePoint]
    claims: list[Id] = Field(min_length=1)
    carries: list[str] = []
    status: Status


class Advice(Entry):
    """A piece of advice that stands alone: safety net, sleep, breaks from sitting."""

    id: Id
    title: Text
    says: Text
    order: int
    claims: list[Id] = Field(min_length=1)
    carries: list[str] = []
    status: Status


class WalkingStep(Entry):
    """One step of the walking programme."""

    id: Id
    minutes: int
    days_a_week: int
    weeks: int


class WalkingPlan(Entry):
    """The walking programme: steps, where to start, when to go down or stop."""

    id: Id
    says: Text
    steps: list[WalkingStep]
    up_when: Text
    down_when: Text
    stop_when: Text
    claims: list[Id] = Field(min_length=1)
    carries: list[str] = []
    status: Status


class Route(Entry):
    """Whom to phone, by region, while the dates hold."""

    id: Id
    text: Text
    phone: dict[str, str | None]  # region, or `default`
    valid_from: date
    valid_until: date | None = None
    claims: list[Id] = []
    status: Status


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
    finding: Id | list[Id] = []
    no_finding: Id | list[Id] = []
    open: Id | list[Id] = []
    cause: Cause | None = None
    not_cause: Cause | list[Cause] = []
    phase: Literal["acute", "subacute", "chronic"] | None = None
    phase_danish: Literal["new", "long_lasting"] | None = None
    imaging: Literal["not_indicated", "clinician_decides", "indicated_urgent"] | None = None
    score: dict[Id, list[int]] = {}
    band: dict[Id, Id] = {}
    offered: Id | list[Id] = []
    not_offered: Id | list[Id] = []


Case.model_rebuild()
