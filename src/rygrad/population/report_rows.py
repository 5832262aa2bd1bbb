"""The rows of a report on a population: each a count of people with its share and interval, or hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt
from statistics import NormalDist
from typing import Literal

Mark = Literal["", "merged", "small", "hidden"]  # merged: of several words or groups told as one
Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Row:
    """How many of `of` people in these groups have one of these words; `count` is None where it is hidden."""

    table: str
    by: str
    groups: tuple[str, ...]
    words: tuple[str, ...]
    count: int | None
    of: int | None
    mark: Mark = ""

    @property
    def share(self) -> float | None:
        """The share, 0 to 1, where both counts are told."""
        return None if self.count is None or not self.of else self.count / self.of

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the share lies by Wilson's 95 % interval."""
        return None if self.count is None or not self.of else wilson(self.count, self.of)


@dataclass
class Report:
    """Everything a report tells; texts, pages and files are made of this alone."""

    people: int
    least: int
    said: dict[str, str]  # what the file says of itself
    rows: list[Row] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)  # table and breakdown with too few people
    missing: list[str] = field(default_factory=list)  # columns that the file does not have

    def of(self, table: str, by: str = "all") -> list[Row]:
        """The rows of one table."""
        return [row for row in self.rows if row.table == table and row.by == by]


def wilson(count: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (E. B. Wilson 1927, doi:10.1080/01621459.1927.10502953)."""
    share, weight = count / of, Z * Z / of
    middle = (share + weight / 2) / (1 + weight)
    half = Z * sqrt(share * (1 - share) / of + weight / of / 4) / (1 + weight)
    return (0.0 if count == 0 else middle - half), (1.0 if count == of else middle + half)


def named(words: Iterable[str | bool | None], nothing: str) -> tuple[str, ...]:
    """The words of several columns as ids; `nothing` is an empty cell."""
    yes_no = {True: "settled", False: "not_settled", None: nothing}
    return tuple(word if isinstance(word, str) else yes_no[word] for word in words)
