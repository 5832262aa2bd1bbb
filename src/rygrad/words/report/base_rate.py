"""How common a finding is in people of an age without pain."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from rygrad.kb.basics import Checked
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.report_models import BaseRate, ImagingFinding


@dataclass(frozen=True, slots=True)
class Rate:
    """Of 100 people of an age (years) without pain, how many have it; and whether that cell was checked."""

    age: int
    percent: float
    source: str
    checked: Checked


def rate_of(finding: ImagingFinding, age: int | None, knowledge: Knowledge) -> Rate | None:
    """The base rate at an age, which is held within the ages studied; None where none is known."""
    if finding.base_rate is None or age is None or finding.attention or finding.attention_if_severe:
        return None
    shares = finding.base_rate.by_age
    used = min(max(age, shares[0].age), shares[-1].age)
    percent, checked = _between(finding.base_rate, used)
    return Rate(used, percent, knowledge.claims[finding.base_rate.claim].source, checked)


def _between(rate: BaseRate, age: int) -> tuple[float, Checked]:
    """The percent on the straight line between two decades; as well checked as the worse of them."""
    for low, high in pairwise(rate.by_age):
        if low.age <= age <= high.age:
            part = (age - low.age) / (high.age - low.age)
            used = [s for s, weight in ((low, 1 - part), (high, part)) if weight]
            worst = next((s for s in used if s.checked != "at_source"), used[0])
            return round(low.percent + part * (high.percent - low.percent), 1), worst.checked
    raise AssertionError(age)
