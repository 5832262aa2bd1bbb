"""Entries of `population/`: how the answers of many people are spread, and what each figure rests on."""

from __future__ import annotations

from itertools import pairwise
from math import isclose
from typing import Annotated

from pydantic import Field, model_validator

from rygrad.kb.basics import Carrier, Entry, Id, Ids, Text

Part = Annotated[float, Field(ge=0, le=1, strict=False)]
Outcome = bool | str | tuple[int, int]


class NumberBand(Entry):
    """Whole numbers from `low` to `high`, all alike, and the share of people within."""

    low: int
    high: int
    share: Part

    @model_validator(mode="after")
    def _has_room(self) -> NumberBand:
        if self.low > self.high:
            raise ValueError("`low` er over `high`", "`low` is above `high`")
        return self


class Spread(Entry):
    """How an answer is spread: the share that says yes, a share for each choice, or bands of a number."""

    yes: Part | None = None
    choices: dict[Id, Part] | None = None
    bands: list[NumberBand] | None = None

    @model_validator(mode="after")
    def _one_way_that_adds_up(self) -> Spread:
        if sum(way is not None for way in (self.yes, self.choices, self.bands)) != 1:
            raise ValueError(
                "skal have netop én af `yes`, `choices` og `bands`",
                "needs exactly one of `yes`, `choices` and `bands`",
            )
        if not isclose(sum(self.parts), 1, abs_tol=1e-6):
            total = f"{sum(self.parts):g}"
            raise ValueError(f"andelene giver {total} og ikke 1", f"the shares add up to {total}, not 1")
        if self._overlapping:
            raise ValueError("`bands` overlapper", "`bands` overlap")
        return self

    @property
    def outcomes(self) -> list[Outcome]:
        """What may be answered, in order."""
        if self.yes is not None:
            return [True, False]
        if self.choices is not None:
            return list(self.choices)
        return [(band.low, band.high) for band in self.bands or []]

    @property
    def parts(self) -> list[float]:
        """The share of each outcome."""
        if self.yes is not None:
            return [self.yes, 1 - self.yes]
        if self.choices is not None:
            return list(self.choices.values())
        return [band.share for band in self.bands or []]

    @property
    def _overlapping(self) -> bool:
        ends = sorted((band.low, band.high) for band in self.bands or [])
        return any(low <= before for (_, before), (low, _) in pairwise(ends))


class Group(Spread):
    """Another spread for the people for whom a sentence is true."""

    when: str


class Odds(Entry):
    """The claim whose number the odds are times when a sentence is true."""

    when: str
    claim: Id


class Share(Spread, Carrier):
    """How the answers to some questions are spread among those asked, and what that rests on.

    The first of `groups` that fits a person counts, else the entry's own spread. `odds` move people
    towards `lifted` (a choice, or a number from there on; of a yes/no it is yes) and leave the shares of
    all as they are. With `index` the bands are of that derived number. `answered` is the share of those
    asked who have an answer, always a choice of ours; entries with the same `together` are answered by the
    same people.
    """

    of: Ids = Field(min_length=1)
    groups: list[Group] = []
    odds: list[Odds] = []
    lifted: Id | int | None = None
    index: Id | None = None
    answered: Part = 1.0
    together: Id | None = None
    source: Id | None = None
    at: str | None = None
    claims: list[Id] = []
    assumed: bool = False
    partly_assumed: bool = False
    because: Text | None = None

    @model_validator(mode="after")
    def _found_or_assumed(self) -> Share:
        if self.assumed == (self.source is not None):
            raise ValueError(
                "skal have enten `source` eller `assumed: true`", "needs either `source` or `assumed: true`"
            )
        if (self.assumed or self.partly_assumed) and self.because is None:
            raise ValueError("det antagne skal have `because`", "what is assumed needs `because`")
        if self.source and self.at is None:
            raise ValueError("en kilde skal have `at`", "a source needs `at`")
        return self

    @model_validator(mode="after")
    def _one_kind(self) -> Share:
        if self.groups and self.odds:
            raise ValueError("kan ikke have både `groups` og `odds`", "cannot have both `groups` and `odds`")
        if len({kind(spread) for spread in (self, *self.groups)}) > 1:
            raise ValueError("`groups` skal fordele på samme måde", "`groups` must be spread in the same way")
        if self.index and (kind(self) != "bands" or len(self.of) != 1):
            raise ValueError(
                "`index` hører til `bands` af ét spørgsmål", "`index` belongs to `bands` of one question"
            )
        if self.odds and self.yes is None and self.lifted is None:
            raise ValueError("`odds` mangler `lifted`", "`odds` needs `lifted`")
        if self.lifted is not None and self.odds and len(set(self.is_lifted)) < 2:
            raise ValueError("`lifted` skiller intet", "`lifted` tells nothing apart")
        return self

    @property
    def is_lifted(self) -> list[bool]:
        """For each outcome whether the odds move people towards it."""
        return [self._lifts(outcome) for outcome in self.outcomes]

    def _lifts(self, outcome: Outcome) -> bool:
        if isinstance(outcome, tuple):
            return isinstance(self.lifted, int) and outcome[0] >= self.lifted
        return outcome is True or outcome == self.lifted


def kind(spread: Spread) -> str:
    """In which of the three ways a spread is told."""
    return "yes" if spread.yes is not None else "choices" if spread.choices is not None else "bands"
