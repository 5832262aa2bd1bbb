"""The parameters as the numbers of the law (docs/burden.md): weekly rates, chances, tables by age."""

from __future__ import annotations

from collections.abc import Mapping
from math import gamma
from typing import NamedTuple

import numpy as np

from rygrad.burden.counts import WEEKS

Floats = tuple[float, ...]  # no arrays: compiled code counts who holds each one, in every call
_AGES_OF_CURVE = (20, 45, 75)


class Law(NamedTuple):
    """One set of parameters, ready to simulate with; rates are per week, shares are chances."""

    youngest: int
    oldest: int
    share_women: float
    share_overweight: float
    share_obese: float
    share_smoking: float
    share_heavy_work: float
    ever_at_youngest: float
    lived: Floats  # by age: the summed rate of a first episode from the youngest age to this one
    onset: Floats  # first ever, then 0-13, 13-26, 26-52 and more weeks after recovery
    age: Floats  # ratio by age, from the youngest
    women: float
    weight: Floats  # ratio of onset for normal, overweight, obese
    smoking: float
    heavy_work: float
    spread: float  # how much people differ in how often pain comes: an exponent, 0 when they do not
    onset_mean: float  # the mean of the person's ratio in the baseline's mix
    flares: float
    days_flare: float
    days_brief: float
    troublesome: float
    limiting_brief: float
    brief: float  # recovery of a brief episode
    recovery: Floats  # of a troublesome one in weeks 0-6, 6-12, 12-52 and later
    slow_smoking: float
    slow_obese: float
    recovery_mean: float
    seek: Floats  # brief and troublesome in week 0; either in week 6, in week 12, each year
    scan_needed: float
    scan_unneeded: float
    scan_recovery: float
    operation: float
    operation_ratio: float
    walking: float  # chance that one who recovers walks, and goes on
    walking_troublesome: float
    walking_brief: float
    walking_fades: int
    work_until: int


def law_of(values: Mapping[str, float], baseline: Mapping[str, float]) -> Law:
    """The law with these parameter values; `baseline` gives the mix that the ratios are taken over."""
    v = values
    youngest, oldest = int(v["youngest"]), int(v["oldest"])
    age = np.interp(
        np.arange(youngest, oldest + 1), _AGES_OF_CURVE, (v["age_ratio_20"], 1.0, v["age_ratio_75"])
    )
    lived = np.concatenate(([0.0], np.cumsum(v["first_onset"] * age)[:-1]))
    after = ("first_onset", "recurrence_0_13", "recurrence_13_26", "recurrence_26_52", "recurrence_later")
    return Law(
        youngest=youngest,
        oldest=oldest,
        share_women=v["share_women"],
        share_overweight=v["share_overweight"],
        share_obese=v["share_obese"],
        share_smoking=v["share_smoking"],
        share_heavy_work=v["share_heavy_work"],
        ever_at_youngest=v["ever_at_youngest"],
        lived=tuple(lived.tolist()),
        onset=tuple(v[name] / WEEKS for name in after),
        age=tuple(age.tolist()),
        women=v["onset_women"],
        weight=(1.0, v["onset_overweight"], v["onset_obese"]),
        smoking=v["onset_smoking"],
        heavy_work=v["onset_heavy_work"],
        spread=v["spread"],
        onset_mean=_onset_mean(baseline),
        flares=v["flares"] / WEEKS,
        days_flare=v["days_flare"],
        days_brief=v["days_brief"],
        troublesome=v["troublesome"],
        limiting_brief=v["limiting_brief"],
        brief=v["recovery_brief"],
        recovery=tuple(v[f"recovery_{part}"] for part in ("0_6", "6_12", "12_52", "later")),
        slow_smoking=v["recovery_smoking"],
        slow_obese=v["recovery_obese"],
        recovery_mean=_recovery_mean(baseline),
        seek=tuple(v[f"seek_{part}"] for part in ("brief", "troublesome", "6", "12", "yearly")),
        scan_needed=v["scan_needed"],
        scan_unneeded=v["scan_unneeded"],
        scan_recovery=v["scan_recovery"],
        operation=v["operation"],
        operation_ratio=v["operation_ratio"],
        walking=v["walking_uptake"] * v["walking_adherence"],
        walking_troublesome=v["walking_troublesome"],
        walking_brief=v["walking_brief"],
        walking_fades=int(v["walking_fades"]),
        work_until=int(v["work_until"]),
    )


def _mean(share: float, ratio: float) -> float:
    return 1.0 + share * (ratio - 1.0)


def _onset_mean(v: Mapping[str, float]) -> float:
    weight = 1.0 + v["share_overweight"] * (v["onset_overweight"] - 1.0)
    weight += v["share_obese"] * (v["onset_obese"] - 1.0)
    return (
        weight
        * _mean(v["share_women"], v["onset_women"])
        * _mean(v["share_smoking"], v["onset_smoking"])
        * _mean(v["share_heavy_work"], v["onset_heavy_work"])
        * gamma(1.0 + v["spread"])
    )


def _recovery_mean(v: Mapping[str, float]) -> float:
    return _mean(v["share_smoking"], v["recovery_smoking"]) * _mean(v["share_obese"], v["recovery_obese"])
