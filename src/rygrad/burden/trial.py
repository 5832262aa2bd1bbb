"""A simulated trial of a published trial's design, to hold its results against the published ones.

People are recruited from the weekly program as the trial recruited them. They are followed with the model's
own rate of pain, to which nothing of the trial is fitted, and with a rate fitted to its untreated arm alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rygrad.burden.counts import WEEKS
from rygrad.burden.law import Law, law_of
from rygrad.burden.oracle import Flags, Floats, Oracle
from rygrad.burden.scenario import Values
from rygrad.kb.burden_models import RateStep, Trial
from rygrad.kb.problem import Refusal

Ints = npt.NDArray[np.int64]
RECURRENCES = {"any": "again", "limiting": "limited", "care": "cared"}  # the trial's word: the program's
Seen = Callable[[range], Iterable[int]]
YEARS_BEFORE = 10
MOST_PEOPLE = 60_000  # adults that the recruits are taken among: about half a minute
_NEVER = 10**6
_FEWEST, _ENOUGH = 20, 3000  # people in an arm; adults among whom there are surely so many
_ROUNDS = 30


@dataclass(frozen=True)
class Arms:
    """Who was recruited: walking or not, weeks to the first recurrence of each kind, weeks followed."""

    walks: Flags
    weeks: dict[str, Ints]
    followed: Ints
    earlier: Floats  # episodes in adult life, reckoned from those of the years before


@dataclass(frozen=True)
class Hazard:
    """A hazard ratio with its standard error on the scale of its logarithm."""

    ratio: float
    error: float

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval."""
        step = float(np.exp(1.96 * self.error))
        return self.ratio / step, self.ratio * step


class Trials(NamedTuple):
    """The same recruits followed three times."""

    ours: Arms  # with pain as often as in the model
    own: Arms  # as often as in the trial's untreated arm
    fitted: Arms  # and with the effect on each that gives the trial's hazard ratio


class _Course(Oracle):
    """The weekly program with some people recruited into a trial after the years before."""

    def __init__(self, people: int, seed: int, law: Law, design: Trial) -> None:
        years = -(-design.followed_to // WEEKS)
        super().__init__(people, years, seed, law, law, YEARS_BEFORE)
        self.design = design
        self.episodes = np.zeros(people)
        self.arm: Flags | None = None
        self.who: Ints = np.zeros(0, dtype=np.int64)
        self.times: Floats = np.ones(people)

    def onset_ratio(self) -> Floats:
        ratio = super().onset_ratio()
        return ratio * self.times if hasattr(self, "times") else ratio  # asked first while being made

    def add(self, name: str, flags: Flags) -> None:
        super().add(name, flags)
        if name == "episodes":
            self.episodes += flags

    def recover(self, week: int) -> None:
        super().recover(week)
        if self.arm is not None:
            self.walks = self.arm  # an arm is for the whole trial, not asked anew

    def step(self, week: int) -> None:
        if week % WEEKS == 0:
            self.new_year(week)
        self.begin(week)
        self.flare(week)
        self.seek_care(week)
        self.count_week(week)
        self.recover(week)

    def use(self, law: Law) -> None:
        """Another law from now on."""
        self.law = self.before = self.after = law

    def recruits(self, week: int) -> Ints:
        """Who is well, recovered lately, and will not leave for age before the end."""
        room = self.law.oldest - self.design.followed_to // WEEKS
        well = self.had & ~self.in_pain & (week - self.recovered <= self.design.recovered_within)
        able = np.flatnonzero(well & (self.age < room))
        if len(able) < _FEWEST:
            return able
        return able[self.chance.random(len(able)) < self._wanted(able)]

    def _wanted(self, able: Ints) -> Floats:
        """How likely each is taken, so that age and sex are mixed as in the trial."""
        d = self.design
        age = np.exp(-(((self.age[able] - d.age_mean) / d.age_sd) ** 2) / 2)
        women = self.traits["woman"][able] < self.law.share_women
        share = np.clip(women.mean(), 1 / len(able), 1 - 1 / len(able))  # too few are refused later
        sex = np.where(women, d.share_women / share, (1 - d.share_women) / (1 - share))
        wanted: Floats = age * sex / (age * sex).max()
        return wanted

    def recruit(self, seen: Seen) -> None:
        """Runs the years before, recruits, and draws who walks."""
        start = YEARS_BEFORE * WEEKS
        for week in seen(range(start)):
            self.step(week)
        self.who = self.recruits(start)
        self.arm = np.zeros(self.n, dtype=bool)
        self.arm[self.who] = self.chance.random(len(self.who)) < 0.5
        self.walks = self.arm
        self.index[self.who] = start
        for flags in self.met.values():
            flags[self.who] = False

    def follow_arms(self, steps: Iterable[RateStep], seen: Seen) -> Arms:
        """Follows who was recruited; from a step's week on pain begins so many times as often among them."""
        times = {step.from_week: step.times for step in steps}
        start, who = YEARS_BEFORE * WEEKS, self.who
        walks = self.walks[who]
        earlier = self.episodes[who] / YEARS_BEFORE * (self.age[who] - self.law.youngest)
        weeks = {name: np.full(len(who), _NEVER) for name in RECURRENCES}
        for week in seen(range(start, start + self.design.followed_to)):
            if week - start in times:
                self.times[who] = times[week - start]
            self.step(week)
            for name, met in RECURRENCES.items():
                first = self.met[met][who] & (weeks[name] == _NEVER)
                weeks[name][first] = week - start
        span = self.design.followed_from, self.design.followed_to + 1
        return Arms(walks, weeks, self.chance.integers(*span, len(who)), earlier)


def trial_of(values: Values, design: Trial, people: int, seed: int, seen: Seen = iter) -> Arms:
    """The recruits among so many adults, each arm followed; nobody else walks. `seen` is shown each week.

    Refusal where too few are recruited.
    """
    return _recruited(values, design, people, seed, seen).follow_arms((), seen)


def trials_of(values: Values, design: Trial, people: int, seed: int, seen: Seen = iter) -> Trials:
    """The same recruits three times; Refusal where too few are recruited."""
    course = _recruited(values, design, people, seed, seen)
    own, fitted = deepcopy(course), deepcopy(course)
    effect = dict.fromkeys(("walking_troublesome", "walking_brief"), design.own.effect)
    fitted.use(law_of(values | {"walking_uptake": 0.0} | effect, values))
    return Trials(
        course.follow_arms((), seen),
        own.follow_arms(design.own.steps, seen),
        fitted.follow_arms(design.own.steps, seen),
    )


def _recruited(values: Values, design: Trial, people: int, seed: int, seen: Seen) -> _Course:
    quiet = values | {"walking_uptake": 0.0}
    course = _Course(people, seed, law_of(quiet, values), design)
    course.recruit(seen)
    walks = course.walks[course.who]
    if min(walks.sum(), (~walks).sum()) < _FEWEST:
        raise Refusal(
            f"--people: {people} giver for få til et forsøg; skriv mindst {_ENOUGH}",
            f"--people: {people} gives too few for a trial; write {_ENOUGH} at least",
        )
    return course


def median_days(arms: Arms, recurrence: str, walks: bool) -> float | None:
    """The Kaplan-Meier median in days, in the middle of its week; None where half never recurred."""
    left = 1.0
    for week, (events, at_risk) in enumerate(_by_week(arms, recurrence, arms.walks == walks)):
        left *= 1 - events / at_risk if at_risk else 1.0
        if left <= 0.5:
            return (week + 0.5) * 7
    return None


def hazard(arms: Arms, recurrence: str) -> Hazard:
    """Cox's hazard ratio of walking, one arm against the other, ties by Breslow."""
    walking = _by_week(arms, recurrence, arms.walks)
    still = _by_week(arms, recurrence, ~arms.walks)
    some = walking[:, 0] + still[:, 0] > 0  # only weeks with a recurrence say anything
    walking, still = walking[some], still[some]
    log_ratio, known = 0.0, 1.0
    for _ in range(_ROUNDS):
        share = walking[:, 1] * np.exp(log_ratio) / (walking[:, 1] * np.exp(log_ratio) + still[:, 1])
        events = walking[:, 0] + still[:, 0]
        known = float((events * share * (1 - share)).sum())
        log_ratio += float((walking[:, 0] - events * share).sum()) / known
    return Hazard(float(np.exp(log_ratio)), known**-0.5)


def _by_week(arms: Arms, recurrence: str, among: Flags) -> Floats:
    """A row a week: recurrences, and people at risk, among some of the recruits."""
    at, followed = arms.weeks[recurrence][among], arms.followed[among]
    seen = at < followed
    last = np.where(seen, at, followed - 1)
    weeks = int(arms.followed.max())
    events = np.bincount(at[seen], minlength=weeks)
    ends = np.bincount(last, minlength=weeks)
    at_risk = len(at) - np.concatenate(([0], np.cumsum(ends)[:-1]))
    return np.column_stack((events, at_risk)).astype(np.float64)
