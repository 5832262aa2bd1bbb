"""What an Assessment holds; the same object from the shell, the web and the API."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rygrad.kb import basics
from rygrad.kb.basics import Cause, Level

Held = Literal[True, "unknown"]


class Part(BaseModel):
    """What all parts share."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)


class WhomToPhone(Part):
    """Where to go and which number to call."""

    text: str
    phone: str | None


class Disposition(Part):
    """How soon, and whom. `level` is surely true, `could_be` still possible; equal means settled.

    `told` is the line of the policy that decides what the person is told; only when `may_reassure`
    is true may anything on a page reassure, and care, course and plan be shown as the answer.
    """

    level: Level
    could_be: Level
    settled: bool
    told: str
    text: str
    may_reassure: bool
    route: WhomToPhone


class Because(Part):
    """One answer that a finding rests on."""

    question: str
    answer: bool | int | str


class Finding(Part):
    """A rule that is true, or still open."""

    id: str
    title: str
    explain: str | None
    status: Held
    level: Level | None
    because: list[Because]
    sources: list[str]


class Argument(Part):
    """Something told that points to a cause or away from it."""

    text: str
    claim: str


class Candidate(Part):
    """A class of causes that is likely, or still open, with what speaks for and against."""

    cause: Cause = Field(alias="class")
    title: str
    says: str
    rule_out: bool
    status: Held
    pros: list[Argument] = Field(alias="for")
    cons: list[Argument] = Field(alias="against")


class CauseFound(Part):
    """The most serious class that holds; not settled while a more serious one is open."""

    cause: Cause | None = Field(alias="class")
    settled: bool
    candidates: list[Candidate]


class Reason(Part):
    """Why a scan is or is not advised."""

    text: str
    claims: list[str]


class ImagingAdvice(Part):
    """Whether a scan helps; not settled when too little is known to say.

    `ask_next`: the person's unanswered questions that could still settle or change it; it can hold
    some after the disposition is settled.
    """

    advice: basics.ImagingAdvice
    settled: bool
    ask_next: list[str]
    reasons: list[Reason]


class RiskFactorFound(Part):
    """A risk factor that is there, or not yet asked about."""

    id: str
    title: str
    status: Held
    changeable: bool
    advice: str
    claims: list[str]


class ScoreFound(Part):
    """A score's range; `band` is null while several bands are possible."""

    id: str
    title: str
    low: int | float
    high: int | float
    band: str | None


class SaidBy(Part):
    """What one guideline says of an option."""

    by: str
    says: str
    claim: str


class Option(Part):
    """A treatment in this phase.

    `offered`: it helps, a person may take it up on their own, its condition is surely met, and no open
    question could mean that someone must be seen today or is too young. What is uncertain is never
    offered. `ask_first`: it helps, but only together with a doctor or a pharmacy.
    """

    id: str
    title: str
    says: str
    kind: str
    recommendation: str
    offered: bool
    ask_first: bool
    verdicts: list[SaidBy]
    claims: list[str]


class Note(Part):
    """A piece of advice with its claims."""

    id: str
    title: str
    says: str
    claims: list[str]


class Assessment(Part):
    """Everything concluded from one person's answers on one day."""

    as_of: date
    knowledge_version: str
    review_status: Literal["draft", "reviewed"]
    language: Literal["da", "en"]
    disposition: Disposition
    findings: list[Finding]
    not_examined: list[str]
    phase: basics.Phase | None
    phase_danish: basics.PhaseDanish | None
    cause: CauseFound
    imaging: ImagingAdvice
    risk_factors: list[RiskFactorFound]
    scores: list[ScoreFound]
    prognosis: dict[str, Any]
    care: list[Option]
    plan: dict[str, Any]
    ask_next: list[str]
    safety_net: list[Note]
