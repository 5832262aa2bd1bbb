"""The plain law of `burden_peers.py`: what all four programs simulate, as tables, and what they count.

Everybody is well at the beginning and had pain long ago. Each week: who is well may begin an episode, with
a rate by sex, smoking and weeks since recovery; its kind is drawn; care may be sought in weeks 0, 6, 12, 52,
104 of an episode; who is in pain may recover, with a rate by kind, weeks in the episode and smoking.

Left out of our law: ages and who takes the place of the oldest, weight, work, what people differ in beside
that, first episodes, scans, operations, walking, flare-ups, the years before counting, the counts by age, and
how soon people recover or have pain again.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

WEEKS = 52
FIGURES = (
    *("any_pain", "sought_care", "chronic", "episodes", "troublesome_episodes", "care"),
    *("weeks_acute", "weeks_subacute", "weeks_chronic"),
    *("work_weeks_acute", "work_weeks_subacute", "work_weeks_chronic"),
)
PHASES = ("acute", "subacute", "chronic")

Floats = npt.NDArray[np.float64]


class Plain(NamedTuple):
    """Chances of a week as tables: person is 0-3 (smokes, and 2 more for a woman), kind 1 is troublesome."""

    share_women: float
    share_smoking: float
    troublesome: float
    onset: Floats  # by person, and by full weeks since recovery up to 52
    recovery: Floats  # by person, kind, and full weeks in the episode up to 52
    care: Floats  # by kind, and by weeks in the episode below 52; yearly is for each whole year after that
    care_yearly: float
    years: int
    people: int
    seed: int
    values: dict[str, float]  # as they came, for our own program


def plain(values: dict[str, float], years: int, people: int, seed: int) -> Plain:
    """The tables from the parameters of knowledge/burden, as `rygrad.burden.law` reads them."""
    v = values
    sex, smoke = np.array([1, 1, v["onset_women"], v["onset_women"]]), np.array([0, 1, 0, 1])
    ratio = sex * np.where(smoke, v["onset_smoking"], 1.0)
    ratio /= (1 + v["share_women"] * (v["onset_women"] - 1)) * (
        1 + v["share_smoking"] * (v["onset_smoking"] - 1)
    )
    slow = np.where(smoke, v["recovery_smoking"], 1.0) / (
        1 + v["share_smoking"] * (v["recovery_smoking"] - 1)
    )
    since = [v["recurrence_0_13"]] * 13 + [v["recurrence_13_26"]] * 13 + [v["recurrence_26_52"]] * 26
    base = np.array([*since, v["recurrence_later"]]) / WEEKS
    bad = (
        [v["recovery_0_6"]] * 6
        + [v["recovery_6_12"]] * 6
        + [v["recovery_12_52"]] * 40
        + [v["recovery_later"]]
    )
    kinds = np.array([[v["recovery_brief"]] * 53, bad])
    care = np.zeros((2, WEEKS))
    care[:, 0], care[:, 6], care[:, 12] = (v["seek_brief"], v["seek_troublesome"]), v["seek_6"], v["seek_12"]
    return Plain(
        share_women=v["share_women"],
        share_smoking=v["share_smoking"],
        troublesome=v["troublesome"],
        onset=1 - np.exp(-ratio[:, None] * base),
        recovery=1 - np.exp(-slow[:, None, None] * kinds),
        care=care,
        care_yearly=v["seek_yearly"],
        years=years,
        people=people,
        seed=seed,
        values=values,
    )


def reduced(values: dict[str, float]) -> dict[str, float]:
    """The parameters with which our own law becomes the plain one: what it leaves out is switched off."""
    off: dict[str, Any] = dict.fromkeys(("scan_needed", "scan_unneeded", "operation", "walking_uptake"), 0.0)
    off |= dict.fromkeys(("share_overweight", "share_obese", "share_heavy_work", "share_hardy"), 0.0)
    off |= dict.fromkeys(("spread", "flares"), 0.0)
    off |= {"age_ratio_20": 1.0, "age_ratio_75": 1.0, "ever_at_youngest": 1.0, "limiting_brief": 0.0}
    off |= {"oldest": values["youngest"] + 9_999, "work_until": 10**6, "run_in": 0}  # nobody grows old
    return values | {name: value for name, value in off.items() if name in values}
