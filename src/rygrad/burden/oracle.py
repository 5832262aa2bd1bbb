"""The plain weekly program: everybody, week after week, with NumPy; slow, and meant to be obviously right.

It reads the same law (docs/burden.md) but shares no step and no chance with `events`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from rygrad.burden.counts import (
    AGES,
    FOLLOWED,
    LAST_WEEKS,
    OVER_30_DAYS,
    WEEKS,
    YEARLY,
    Counts,
)
from rygrad.burden.law import Law

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
_AT = {name: at for at, name in enumerate(YEARLY)}
_FOLLOWED_AT = {name: at for at, name in enumerate(FOLLOWED)}
_LONG_AGO = -(10**6)


class Oracle:
    """The state of everybody, one array a property, moved one week at a time."""

    def __init__(self, people: int, years: int, seed: int, before: Law, after: Law, run_in: int) -> None:
        self.chance = np.random.default_rng(seed)
        self.n, self.before, self.after = people, before, after
        self.counted_from, self.end = run_in * WEEKS, (run_in + years) * WEEKS
        self.yearly = np.zeros((years, len(AGES), len(YEARLY)), dtype=np.int64)
        self.followed = np.zeros(len(FOLLOWED), dtype=np.int64)
        draw = {name: self.uniform() for name in ("woman", "weight", "smoking", "work", "tendency")}
        self.traits = draw
        self.law = before
        self.age = self.chance.integers(before.youngest, before.oldest + 1, people)
        clean = (1 - before.ever_at_youngest) ** self.onset_ratio() * np.exp(
            -np.array(before.lived)[self.age - before.youngest] * self.onset_ratio()
        )
        self.had = self.uniform() >= clean
        self.recovered = np.full(people, _LONG_AGO)
        self.in_pain = np.zeros(people, dtype=bool)
        self.walks = np.zeros(people, dtype=bool)
        self.troublesome = np.zeros(people, dtype=bool)
        self.scanned = np.zeros(people, dtype=bool)
        self.weeks = np.zeros(people, dtype=np.int64)  # full weeks in the episode
        self.episode_followed = np.zeros(people, dtype=bool)
        self.sought_at_once = np.zeros(people, dtype=bool)
        self.sought = np.zeros(people, dtype=bool)  # in this episode
        self.index = np.full(people, _LONG_AGO)  # the recovery that is followed
        self.met = {name: np.zeros(people, dtype=bool) for name in ("again", "limited", "cared")}

    def uniform(self) -> Floats:
        return self.chance.random(self.n)

    def onset_ratio(self) -> Floats:
        law, t = self.law, self.traits
        kind = np.where(
            t["weight"] < law.share_obese,
            2,
            np.where(t["weight"] < law.share_obese + law.share_overweight, 1, 0),
        )
        ratio = np.where(t["woman"] < law.share_women, law.women, 1.0) * np.array(law.weight)[kind]
        ratio = ratio * np.where(t["smoking"] < law.share_smoking, law.smoking, 1.0)
        ratio = ratio * np.where(t["work"] < law.share_heavy_work, law.heavy_work, 1.0)
        made: Floats = ratio * (-np.log(t["tendency"])) ** law.spread / law.onset_mean
        return made

    def recovery_ratio(self) -> Floats:
        law, t = self.law, self.traits
        ratio = np.where(t["weight"] < law.share_obese, law.slow_obese, 1.0)
        ratio = ratio * np.where(t["smoking"] < law.share_smoking, law.slow_smoking, 1.0)
        made: Floats = ratio / law.recovery_mean
        return made

    def run(self) -> Counts:
        for week in range(self.end):
            if week % WEEKS == 0:
                self.new_year(week)
            self.begin(week)
            self.flare(week)
            self.seek_care(week)
            self.count_week(week)
            self.recover(week)
            if week % WEEKS == WEEKS - 1:
                self.close_year(week)
        return Counts(self.yearly, self.followed)

    def new_year(self, week: int) -> None:
        self.law = self.before if week < self.counted_from else self.after
        if week > 0:
            self.age = self.age + 1
            new = self.age > self.law.oldest
            self.age[new] = self.law.youngest
            before = 1 - (1 - self.law.ever_at_youngest) ** self.onset_ratio()
            self.had[new] = (self.uniform() < before)[new]
            self.recovered[new] = self.index[new] = _LONG_AGO
            for flags in (self.in_pain, self.walks, self.episode_followed):
                flags[new] = False
        self.seen = np.zeros((self.n, len(YEARLY)), dtype=np.int64)
        self.pain_weeks = np.zeros(self.n, dtype=np.int64)
        self.pain_days = np.zeros(self.n)

    def begin(self, week: int) -> None:
        law, gap = self.law, week - self.recovered
        band = np.where(gap < 13, 1, np.where(gap < 26, 2, np.where(gap < 52, 3, 4)))
        rate = (
            np.array(law.onset)[np.where(self.had, band, 0)]
            * np.array(law.age)[self.age - law.youngest]
            * self.onset_ratio()
        )
        left = np.maximum(0.0, 1 - (gap // 13 * 13) / law.walking_fades) * self.walks
        worse = rate * law.troublesome * (1 - (1 - law.walking_troublesome) * left)
        brief = rate * (1 - law.troublesome) * (1 - (1 - law.walking_brief) * left)
        new = ~self.in_pain & (self.uniform() < 1 - np.exp(-(worse + brief)))
        self.troublesome = np.where(new, self.uniform() * (worse + brief) < worse, self.troublesome)
        self.in_pain |= new
        self.weeks[new] = 0
        self.scanned[new] = False
        self.sought[new] = self.sought_at_once[new] = False
        self.add("episodes", new)
        self.add("troublesome_episodes", new & self.troublesome)
        since = week - self.index
        for within in (13, 26, 52):
            self.follow(f"again_{within}", new & ~self.met["again"] & (since < within))
        limits = self.troublesome | (self.uniform() < law.limiting_brief)
        self.follow("limiting_52", new & limits & ~self.met["limited"] & (since < WEEKS))
        self.met["again"] |= new
        self.met["limited"] |= new & limits
        can = self.counted_from <= week and week + WEEKS + 1 <= self.end
        self.episode_followed[new] = (self.age < law.oldest)[new] & can
        self.follow("begun", new & self.episode_followed)

    def flare(self, week: int) -> None:
        law = self.law
        rate = law.flares * np.array(law.age)[self.age - law.youngest] * self.onset_ratio()
        flares = self.had & ~self.in_pain & (self.uniform() < 1 - np.exp(-rate))
        self.add("flare_weeks", flares)
        self.pain_weeks += flares
        self.pain_days += flares * law.days_flare
        if week % WEEKS >= WEEKS - LAST_WEEKS:
            self.seen[:, _AT["past_month"]] |= flares

    def seek_care(self, week: int) -> None:
        law, d = self.law, self.weeks
        chance = np.where(self.troublesome, law.seek[1], law.seek[0])
        chance = np.where(
            d == 0, chance, np.where(d == 6, law.seek[2], np.where(d == 12, law.seek[3], law.seek[4]))
        )
        may = self.in_pain & ((d == 0) | (d == 6) | (d == 12) | ((d > 0) & (d % 52 == 0)))
        sought = may & (self.uniform() < chance)
        which = self.uniform()
        scan = sought & (which < law.scan_needed + law.scan_unneeded)
        unneeded = scan & (which >= law.scan_needed)
        risk = np.where(unneeded, law.operation * law.operation_ratio, law.operation)
        self.add("care", sought)
        self.add("scans", scan)
        self.add("unneeded_scans", unneeded)
        self.add("operations", sought & (self.uniform() < risk))
        self.scanned |= unneeded
        self.sought |= sought
        self.follow("care_again_52", sought & ~self.met["cared"] & (week - self.index < WEEKS))
        self.met["cared"] |= sought
        at_once = sought & (d == 0) & self.episode_followed
        self.sought_at_once |= at_once
        self.follow("sought_at_once", at_once)

    def count_week(self, week: int) -> None:
        d, hurts = self.weeks, self.in_pain
        self.pain_weeks += hurts
        self.pain_days += hurts * np.where(self.troublesome, 7.0, self.law.days_brief)
        working = hurts & self.troublesome & (self.age < self.law.work_until)
        for name, among in (("acute", d < 6), ("subacute", (d >= 6) & (d < 12)), ("chronic", d >= 12)):
            self.add(f"weeks_{name}", hurts & among)
            self.add(f"work_weeks_{name}", working & among)
        self.seen[:, _AT["chronic"]] |= hurts & (d >= 12)
        if week % WEEKS >= WEEKS - LAST_WEEKS:
            self.seen[:, _AT["past_month"]] |= hurts
        known = hurts & self.episode_followed
        for after in (6, 12, 52):
            self.follow(f"still_{after}", known & self.sought_at_once & (d == after))
        self.follow("past_6", known & (d == 6))
        self.follow("past_12", known & (d == 12))

    def recover(self, week: int) -> None:
        law, d = self.law, self.weeks
        slow = np.array(law.recovery)[np.where(d < 6, 0, np.where(d < 12, 1, np.where(d < 52, 2, 3)))]
        rate = np.where(self.troublesome, slow, law.brief) * self.recovery_ratio()
        rate = rate * np.where(self.scanned, law.scan_recovery, 1.0)
        well = self.in_pain & (self.uniform() < 1 - np.exp(-rate))
        self.weeks[self.in_pain] += 1
        self.in_pain &= ~well
        self.had |= well
        self.recovered[well] = week + 1
        self.walks = np.where(well, self.uniform() < law.walking, self.walks)
        can = week >= self.counted_from and week + 1 + WEEKS <= self.end
        new = well & self.sought & (self.age < law.oldest) & can & (week + 1 - self.index >= WEEKS)
        self.index[new] = week + 1
        for flags in self.met.values():
            flags[new] = False
        self.follow("recovered", new)

    def close_year(self, week: int) -> None:
        if week < self.counted_from:
            return
        self.add("people", np.ones(self.n, dtype=bool))
        self.add("any_pain", self.pain_weeks > 0)
        self.add("over_30_days", self.pain_days > OVER_30_DAYS)
        self.add("sought_care", self.seen[:, _AT["care"]] > 0)
        self.add("ever", self.had | self.in_pain)
        for at, (low, high) in enumerate(AGES.values()):
            among = (self.age >= low) & (self.age <= high)
            self.yearly[(week - self.counted_from) // WEEKS, at] = self.seen[among].sum(axis=0)

    def add(self, name: str, flags: Flags) -> None:
        self.seen[:, _AT[name]] += flags

    def follow(self, name: str, flags: Flags) -> None:
        self.followed[_FOLLOWED_AT[name]] += int(flags.sum())


def simulate(people: int, years: int, seed: int, before: Law, after: Law, run_in: int) -> Counts:
    """The counts of so many people over so many counted years, week by week."""
    return Oracle(people, years, seed, before, after, run_in).run()
