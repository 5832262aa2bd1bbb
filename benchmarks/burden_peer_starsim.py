"""The plain law in starsim: a disease with its own arrays, its own distributions, and a step a week.

Two ways: `weekly` draws for everybody who may change in a week, `ahead` draws each duration once, when it
begins, and waits for its week, as starsim's own example of a non-communicable disease does.
"""

from __future__ import annotations

import numpy as np
import starsim as ss
from burden_plain_law import FIGURES, PHASES, WEEKS, Plain

ss.options.crn = False  # as fast or faster: measured both ways
LONG_AGO = -10_000


class BackPain(ss.Disease):
    """Well or in pain, week by week."""

    def __init__(self, law: Plain) -> None:
        super().__init__(name="back_pain")
        self.law = law
        self.define_pars(
            woman=ss.bernoulli(p=law.share_women),
            smoking=ss.bernoulli(p=law.share_smoking),
            troublesome=ss.bernoulli(p=law.troublesome),
            onset=ss.random(),
            recovery=ss.random(),
            care=ss.random(),
        )
        self.define_states(
            ss.BoolState("in_pain"),
            ss.IntArr("person", default=0),
            ss.IntArr("kind", default=0),
            ss.IntArr("ti_began", default=LONG_AGO),
            ss.IntArr("ti_recovered", default=LONG_AGO),
            *(ss.BoolState(f"year_{name}") for name in ("pain", "care", "chronic")),
        )
        self.figures = np.zeros((law.years, len(FIGURES)))

    def init_post(self) -> None:
        super().init_post()
        self.person[self.pars.smoking.filter()] += 1
        self.person[self.pars.woman.filter()] += 2

    def add(self, name: str, count: int) -> None:
        self.figures[self.ti // WEEKS, FIGURES.index(name)] += count

    def step(self) -> None:
        self.begin()
        self.seek_care()
        self.count_weeks()
        self.recover()
        if self.ti % WEEKS == WEEKS - 1:
            self.close_year()

    def begin(self) -> None:
        well = (~self.in_pain).uids
        since = np.minimum(self.ti - self.ti_recovered[well], WEEKS)
        self.start(well[self.pars.onset.rvs(well) < self.law.onset[self.person[well], since]])

    def start(self, new: ss.uids) -> None:
        bad = self.pars.troublesome.rvs(new).astype(bool)
        self.in_pain[new] = True
        self.ti_began[new] = self.ti
        self.kind[new] = bad
        self.year_pain[new] = True
        self.add("episodes", len(new))
        self.add("troublesome_episodes", np.count_nonzero(bad))

    def seek_care(self) -> None:
        self.hurting = hurting = self.in_pain.uids
        self.lasted = lasted = self.ti - self.ti_began[hurting]
        chance = self.law.care[self.kind[hurting], lasted % WEEKS]
        later = lasted >= WEEKS
        chance[later] = np.where(lasted[later] % WEEKS == 0, self.law.care_yearly, 0.0)
        may = chance > 0
        sought = hurting[may][self.pars.care.rvs(hurting[may]) < chance[may]]
        self.year_care[sought] = True
        self.add("care", len(sought))

    def count_weeks(self) -> None:
        bad = self.kind[self.hurting] == 1
        phases = (self.lasted < 6, (self.lasted >= 6) & (self.lasted < 12), self.lasted >= 12)
        for name, among in zip(PHASES, phases, strict=True):
            self.add(f"weeks_{name}", np.count_nonzero(among))
            self.add(f"work_weeks_{name}", np.count_nonzero(among & bad))
        self.year_chronic[self.hurting[phases[2]]] = True

    def recover(self) -> None:
        at = self.person[self.hurting], self.kind[self.hurting], np.minimum(self.lasted, WEEKS)
        self.end(self.hurting[self.pars.recovery.rvs(self.hurting) < self.law.recovery[at]])

    def end(self, over: ss.uids) -> None:
        self.in_pain[over] = False
        self.ti_recovered[over] = self.ti + 1

    def close_year(self) -> None:
        self.add("any_pain", np.count_nonzero(self.year_pain.values))
        self.add("sought_care", np.count_nonzero(self.year_care.values))
        self.add("chronic", np.count_nonzero(self.year_chronic.values))
        self.year_pain[:] = self.in_pain.values
        self.year_care[:] = False
        self.year_chronic[:] = False


class Ahead(BackPain):
    """The same with each waiting time drawn once, from the table of what is left after so many weeks."""

    def __init__(self, law: Plain) -> None:
        super().__init__(law)
        self.define_states(ss.IntArr("ti_onset", default=0), ss.IntArr("ti_over", default=LONG_AGO))
        self.well = waits(law.onset)
        self.pain = waits(law.recovery)

    def init_post(self) -> None:
        super().init_post()
        everybody = self.sim.people.auids
        rate = -np.log1p(-self.law.onset[self.person[everybody], WEEKS])
        wait = np.ceil(-np.log(1 - self.pars.onset.rvs(everybody)) / rate)
        self.ti_onset[everybody] = np.maximum(wait, 1) - 1

    def begin(self) -> None:
        self.start((self.ti_onset == self.ti).uids)

    def start(self, new: ss.uids) -> None:
        super().start(new)
        left = -np.log(1 - self.pars.recovery.rvs(new))
        self.ti_over[new] = self.ti + weeks_until(left, self.pain[self.person[new], self.kind[new]]) - 1

    def recover(self) -> None:
        self.end((self.ti_over == self.ti).uids)

    def end(self, over: ss.uids) -> None:
        super().end(over)
        left = -np.log(1 - self.pars.onset.rvs(over))
        self.ti_onset[over] = self.ti + weeks_until(left, self.well[self.person[over]])


def waits(chance: np.ndarray) -> np.ndarray:
    """The summed rate after 1, 2, ... 53 weeks, from the chance of each."""
    return np.cumsum(-np.log1p(-chance), axis=-1)


def weeks_until(left: np.ndarray, summed: np.ndarray) -> np.ndarray:
    """In which week, counted from 1, the summed rate reaches what was drawn; the last rate holds on."""
    within = (summed < left[:, None]).sum(axis=1) + 1
    last = summed[:, -1] - summed[:, -2]
    beyond = summed.shape[1] + np.ceil((left - summed[:, -1]) / last)
    return np.where(within > summed.shape[1], beyond, within).astype(int)


def prepared(law: Plain, way: str) -> ss.Sim:
    """Ready to run."""
    disease = (Ahead if way == "ahead" else BackPain)(law)
    sim = ss.Sim(
        n_agents=law.people,
        diseases=disease,
        start=ss.date("2020-01-01"),
        dur=law.years * WEEKS - 1,
        dt=ss.week,
        rand_seed=law.seed,
        people_results=False,
        copy_inputs=False,
        verbose=0,
    )
    sim.init()
    return sim


def simulated(sim: ss.Sim) -> np.ndarray:
    """The figures by year."""
    sim.run()
    steps = len(sim.timevec)
    disease = sim.diseases[0]
    assert steps == disease.law.years * WEEKS, steps
    return disease.figures
