"""What both programs count, in whole numbers, so that no order of adding changes a digit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

WEEKS = 52  # of a year
OVER_30_DAYS = 30  # more than so many days in a year
LAST_WEEKS = 4  # "the past month"
PHASES = (6, 12)  # full weeks at which an episode becomes subacute, chronic
AGES = {"all": (0, 999), "41_49": (41, 49), "75_84": (75, 84)}

YEARLY = (
    *("people", "any_pain", "over_30_days", "sought_care", "chronic", "past_month", "ever"),
    *("episodes", "troublesome_episodes", "care", "scans", "unneeded_scans", "operations"),
    *("weeks_acute", "weeks_subacute", "weeks_chronic"),
    *("work_weeks_acute", "work_weeks_subacute", "work_weeks_chronic"),
    "flare_weeks",
)
PEOPLE, ANY_PAIN, OVER_30, SOUGHT, CHRONIC, PAST_MONTH, EVER = range(7)
EPISODES, TROUBLESOME, CARE, SCANS, UNNEEDED, OPERATIONS = range(7, 13)
IN_WEEKS, AT_WORK = 13, 16  # the first of three phases
FLARES = 19

FOLLOWED = (
    *("recovered", "again_13", "again_26", "again_52", "limiting_52", "care_again_52"),
    *("sought_at_once", "still_6", "still_12", "still_52"),
    *("begun", "past_6", "past_12"),
)
RECOVERED, LIMITING_AGAIN, CARE_AGAIN, SOUGHT_AT_ONCE, BEGUN = 0, 4, 5, 6, 10
AGAIN_WITHIN = (13, 26, 52)
STILL_AFTER = (6, 12, 52)


@dataclass(frozen=True)
class Counts:
    """What happened: `yearly` by counted year, ages and kind; `followed` by kind, over the whole time."""

    yearly: npt.NDArray[np.int64]  # (years, len(AGES), len(YEARLY))
    followed: npt.NDArray[np.int64]  # (len(FOLLOWED),)
