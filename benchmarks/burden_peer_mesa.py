"""The plain law in mesa: an agent a person, all of them asked in turn each week by their AgentSet."""

from __future__ import annotations

from typing import Any

import numpy as np
from burden_plain_law import FIGURES, WEEKS, Plain
from mesa import Agent, Model

LONG_AGO = -10_000
AT = {name: at for at, name in enumerate(FIGURES)}
ACUTE, AT_WORK = AT["weeks_acute"], AT["work_weeks_acute"]


class Person(Agent):
    """Well or in pain, week by week; reads plain lists, which a single look-up is quickest in."""

    def __init__(self, model: Back, person: int) -> None:
        super().__init__(model)
        self.onset = model.onset[person]
        self.recovery = model.recovery[person]
        self.in_pain = False
        self.kind = 0
        self.lasted = 0
        self.recovered = LONG_AGO
        self.pain_year = self.care_year = self.chronic_year = -1

    def live(self, week: int, year: int, seen: list[int], chance: Any) -> None:
        if not self.in_pain:
            since = week - self.recovered
            if chance() >= self.onset[since if since < WEEKS else WEEKS]:
                return
            self.in_pain, self.lasted = True, 0
            self.kind = 1 if chance() < self.model.law.troublesome else 0
            seen[AT["episodes"]] += 1
            seen[AT["troublesome_episodes"]] += self.kind
        lasted = self.lasted
        if lasted in (0, 6, 12) or lasted % WEEKS == 0:
            self.may_seek_care(lasted, year, seen, chance)
        phase = 0 if lasted < 6 else 1 if lasted < 12 else 2
        seen[ACUTE + phase] += 1
        seen[AT_WORK + phase] += self.kind
        if self.pain_year != year:
            self.pain_year = year
            seen[AT["any_pain"]] += 1
        if phase == 2 and self.chronic_year != year:
            self.chronic_year = year
            seen[AT["chronic"]] += 1
        if chance() < self.recovery[self.kind][lasted if lasted < WEEKS else WEEKS]:
            self.in_pain, self.recovered = False, week + 1
        self.lasted += 1

    def may_seek_care(self, lasted: int, year: int, seen: list[int], chance: Any) -> None:
        model = self.model
        if chance() < (model.care[self.kind][lasted] if lasted < WEEKS else model.law.care_yearly):
            seen[AT["care"]] += 1
            if self.care_year != year:
                self.care_year = year
                seen[AT["sought_care"]] += 1


class Back(Model):
    """Everybody, and what was seen of them by year."""

    def __init__(self, law: Plain) -> None:
        super().__init__(seed=law.seed)
        self.law = law
        self.onset, self.recovery = law.onset.tolist(), law.recovery.tolist()
        self.care = law.care.tolist()
        smoking = self.rng.random(law.people) < law.share_smoking
        woman = self.rng.random(law.people) < law.share_women
        Person.create_agents(self, law.people, (smoking + 2 * woman).tolist())
        self.figures = [[0] * len(FIGURES) for _ in range(law.years)]

    def weeks(self) -> None:
        for week in range(self.law.years * WEEKS):
            year = week // WEEKS
            self.agents.do("live", week, year, self.figures[year], self.random.random)


def prepared(law: Plain, _: str) -> Back:
    """Ready to run."""
    return Back(law)


def simulated(model: Back) -> np.ndarray:
    """The figures by year."""
    model.weeks()
    return np.array(model.figures, dtype=float)
