"""What the linter says of one file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Level = Literal["catastrophic", "structural", "number", "jargon", "remark"]
NUMBER = "number_without_source"
NO_REASON = "ignore_without_reason"
NO_SUCH_RULE = "ignore_of_nothing"
# What each choice of --fail-on counts: severities at or above it.
COUNTED: dict[str, frozenset[Level]] = {
    "none": frozenset(),
    "catastrophic": frozenset({"catastrophic"}),
    "structural": frozenset({"catastrophic", "structural"}),
    "jargon": frozenset({"catastrophic", "structural", "number", "jargon", "remark"}),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: lines and columns from 1, characters from 0, and the page of a PDF."""

    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One wording to think about: where, how grave, why, and other words that say the same."""

    rule: str
    severity: Level
    spot: Spot
    matched: str
    why: str
    instead: str | None
    note: str | None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A name of something serious, which stays as it is; `denied` when the text says it is not there."""

    rule: str
    spot: Spot
    matched: str
    title: str
    denied: bool


@dataclass(frozen=True, slots=True)
class Report:
    """Everything said of one file; the band only where LIX was made for the language."""

    file: str
    text_lang: str
    words: int
    lix: int
    band: str | None
    findings: tuple[Finding, ...]
    kept: tuple[Kept, ...]

    def counted(self, fail_on: str) -> int:
        """How many findings a choice of --fail-on counts."""
        return sum(f.severity in COUNTED[fail_on] for f in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The report for other programs: plain values, places beside each finding."""
        told = asdict(self)
        for key in ("findings", "kept"):
            told[key] = [{**one.pop("spot"), **one} for one in told[key]]
        return told
