"""The law's rates for one person in one week, as the event-driven program reads them."""

from __future__ import annotations

from math import exp, log

import numpy as np

from rygrad.burden.chance import compiled, drawn
from rygrad.burden.counts import AGES
from rygrad.burden.law import Law

# The decisions a person meets; each has its own stream of chance.
AGE, WOMAN, WEIGHT, SMOKES, WORK, TENDENCY, EVER = range(7)
ARRIVES, ONSET, KIND, RECOVERY, CARE, SCAN, OPERATION, WALKS, LIMITS, FLARES, FLARES_LATE = range(7, 18)
NEVER, LONG_AGO = -1, -(10**6)  # when somebody recovered: never had it, or before all that is simulated
_HALF_YEAR = 26  # from here to the year one rate holds, but for who walks
_STEP = 13  # weeks in which the rate of onset stands still after recovery
_YEAR = 52
_SURE = 600.0  # rate beyond which exp(-rate) is no longer a number to divide by
_HARDLY = exp(-_SURE)  # a chance of no flare-up below which there is one every week
_PART = 1.0 / np.arange(1, _YEAR + 1)  # one division less for each flare-up
OF_A_PERSON = (  # what of the law `person_ratios` reads
    *("share_women", "share_overweight", "share_obese", "share_smoking", "share_heavy_work"),
    *("women", "weight", "smoking", "heavy_work", "spread", "onset_mean"),
    *("slow_smoking", "slow_obese", "recovery_mean"),
)
_MIDDLE = AGES["41_49"]
_OLD = AGES["75_84"]


@compiled()
def person_ratios(law: Law, key: np.uint64) -> tuple[float, float]:
    """What a person's sex, weight, smoking, work and tendency do to onset and flare-ups, and to recovery."""
    onset = law.women if drawn(key, WOMAN, 0) < law.share_women else 1.0
    weight = drawn(key, WEIGHT, 0)
    obese = weight < law.share_obese
    heavier = weight < law.share_obese + law.share_overweight
    onset *= law.weight[2] if obese else law.weight[1] if heavier else 1.0
    smokes = drawn(key, SMOKES, 0) < law.share_smoking
    onset *= law.smoking if smokes else 1.0
    recovery = (law.slow_obese if obese else 1.0) * (law.slow_smoking if smokes else 1.0)
    onset *= law.heavy_work if drawn(key, WORK, 0) < law.share_heavy_work else 1.0
    if law.spread > 0.0:
        onset *= (-log(drawn(key, TENDENCY, 0))) ** law.spread
    return onset / law.onset_mean, recovery / law.recovery_mean


@compiled()
def pain_before(law: Law, ratio: float) -> float:
    """The chance that somebody with this ratio of onset had pain before the youngest age."""
    return float(1.0 - (1.0 - law.ever_at_youngest) ** ratio)


@compiled()
def no_flare(rate: float) -> float:
    """The chance of a week without a flare-up; never quite 0, since it is divided by."""
    return exp(-min(rate, _SURE))


@compiled()
def weeks_with_flares(uniform: float, weeks: int, none: float) -> int:
    """In how many of some weeks there is a flare-up, a week being without with chance `none`: one draw."""
    share = _power(none, weeks)
    if share < _HARDLY:
        return weeks
    odds = 1.0 / none - 1.0
    passed, found = share, 0
    while uniform > passed and found < weeks:
        share *= odds * (weeks - found) * _PART[found]
        passed += share
        found += 1
    return found


@compiled()
def _power(base: float, times: int) -> float:
    """`base` so many times over, by squaring: a power or exp would be a call in the middle of a year."""
    product = 1.0
    while times > 0:
        if times & 1:
            product *= base
        base *= base
        times >>= 1
    return product


@compiled()
def onset_rates(law: Law, at_age: float, recovered: int, week: int, walks: bool) -> tuple[float, float]:
    """The rate of any and of a troublesome onset this week, before the person's own ratio."""
    if recovered == NEVER:
        base = law.onset[0] * at_age
        return base, base * law.troublesome
    gap = week - recovered
    band = 4 if gap >= _YEAR else 3 if gap >= _HALF_YEAR else 2 if gap >= _STEP else 1
    base = law.onset[band] * at_age
    if not walks:
        return base, base * law.troublesome
    left = max(0.0, 1.0 - (gap // _STEP * _STEP) / law.walking_fades)
    troublesome = base * law.troublesome * (1.0 - (1.0 - law.walking_troublesome) * left)
    brief = base * (1.0 - law.troublesome) * (1.0 - (1.0 - law.walking_brief) * left)
    return troublesome + brief, troublesome


@compiled()
def onset_holds_until(law: Law, recovered: int, week: int, walks: bool) -> int:
    """The first week in which the rate of onset may be another, as far as the recovery goes."""
    gap = week - recovered
    if recovered == NEVER or (gap >= _YEAR and not (walks and gap < law.walking_fades + _STEP)):
        return week + _YEAR
    if walks:
        return recovered + (gap // _STEP + 1) * _STEP
    return recovered + (_STEP if gap < _STEP else _HALF_YEAR if gap < _HALF_YEAR else _YEAR)


@compiled()
def recovery_rate(law: Law, weeks: int, troublesome: bool, scanned: bool) -> float:
    """The rate of recovery after so many full weeks, before the person's own ratio."""
    if troublesome:
        rate = law.recovery[0 if weeks < 6 else 1 if weeks < 12 else 2 if weeks < 52 else 3]
    else:
        rate = law.brief
    return float(rate * law.scan_recovery if scanned else rate)


@compiled()
def next_care(weeks: int) -> int:
    """The next week of an episode in which care may be sought, after this one."""
    return 6 if weeks < 6 else 12 if weeks < 12 else (weeks // _YEAR + 1) * _YEAR


@compiled()
def seek(law: Law, weeks: int, troublesome: bool) -> float:
    """The chance that care is sought in a week in which it may be."""
    if weeks == 0:
        return float(law.seek[1 if troublesome else 0])
    return float(law.seek[2 if weeks == 6 else 3 if weeks == 12 else 4])


@compiled()
def ages_of(age: int) -> int:
    """Which of the two narrower groups an age belongs to: 1, 2, or 0 for neither."""
    if _MIDDLE[0] <= age <= _MIDDLE[1]:
        return 1
    return 2 if _OLD[0] <= age <= _OLD[1] else 0
