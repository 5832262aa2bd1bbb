"""The plain law in vivarium: a component with its own columns, random streams and a step a week."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from burden_plain_law import FIGURES, PHASES, WEEKS, Plain
from vivarium import Component, InteractiveContext

LONG_AGO = -10_000
COLUMNS = ["person", "in_pain", "kind", "began", "recovered", "year_pain", "year_care", "year_chronic"]


class BackPain(Component):
    """Well or in pain, week by week: the state is read once a step, and written back once."""

    def __init__(self, law: Plain) -> None:
        super().__init__()
        self.law = law
        self.week = 0
        self.figures = np.zeros((law.years, len(FIGURES)))

    def setup(self, builder: Any) -> None:
        names = ("woman", "smoking", "onset", "troublesome", "care", "recovery")
        self.chance = {name: builder.randomness.get_stream(f"back_{name}") for name in names}
        builder.population.register_initializer(
            initializer=self.first, columns=COLUMNS, required_resources=list(self.chance.values())
        )

    def first(self, made: Any) -> None:
        index, law = made.index, self.law
        smoking = self.chance["smoking"].get_draw(index) < law.share_smoking
        woman = self.chance["woman"].get_draw(index) < law.share_women
        state = pd.DataFrame({"person": smoking + 2 * woman, "in_pain": False, "kind": 0}, index=index)
        state = state.assign(began=LONG_AGO, recovered=LONG_AGO)
        self.population_view.initialize(state.assign(year_pain=False, year_care=False, year_chronic=False))

    def add(self, name: str, count: int) -> None:
        self.figures[self.week // WEEKS, FIGURES.index(name)] += count

    def on_time_step(self, event: Any) -> None:  # noqa: ARG002
        self.population_view.update(COLUMNS[1:], self.moved)
        self.week += 1

    def moved(self, state: pd.DataFrame) -> pd.DataFrame:
        """Everybody a week later; the columns as arrays, by place, which pandas is quickest with."""
        now = {name: state[name].to_numpy(copy=True) for name in state.columns}
        self.begin(state.index, now)
        hurting = np.flatnonzero(now["in_pain"])
        lasted = self.week - now["began"][hurting]
        self.seek_care(state.index, now, hurting, lasted)
        self.count_weeks(now, hurting, lasted)
        self.recover(state.index, now, hurting, lasted)
        if self.week % WEEKS == WEEKS - 1:
            self.close_year(now)
        return pd.DataFrame(now, index=state.index)

    def drawn(self, name: str, index: pd.Index[int]) -> np.ndarray:
        return self.chance[name].get_draw(index).to_numpy()

    def begin(self, index: pd.Index[int], now: dict[str, np.ndarray]) -> None:
        well = np.flatnonzero(~now["in_pain"])
        since = np.minimum(self.week - now["recovered"][well], WEEKS)
        new = well[self.drawn("onset", index[well]) < self.law.onset[self.person[well], since]]
        bad = self.drawn("troublesome", index[new]) < self.law.troublesome
        now["in_pain"][new] = now["year_pain"][new] = True
        now["began"][new], now["kind"][new] = self.week, bad
        self.add("episodes", len(new))
        self.add("troublesome_episodes", np.count_nonzero(bad))

    def seek_care(
        self, index: pd.Index[int], now: dict[str, np.ndarray], hurting: np.ndarray, lasted: np.ndarray
    ) -> None:
        chance = self.law.care[now["kind"][hurting], lasted % WEEKS]
        later = lasted >= WEEKS
        chance[later] = np.where(lasted[later] % WEEKS == 0, self.law.care_yearly, 0.0)
        may = np.flatnonzero(chance)
        sought = hurting[may][self.drawn("care", index[hurting[may]]) < chance[may]]
        now["year_care"][sought] = True
        self.add("care", len(sought))

    def count_weeks(self, now: dict[str, np.ndarray], hurting: np.ndarray, lasted: np.ndarray) -> None:
        bad = now["kind"][hurting] == 1
        phases = (lasted < 6, (lasted >= 6) & (lasted < 12), lasted >= 12)
        for name, among in zip(PHASES, phases, strict=True):
            self.add(f"weeks_{name}", np.count_nonzero(among))
            self.add(f"work_weeks_{name}", np.count_nonzero(among & bad))
        now["year_chronic"][hurting[phases[2]]] = True

    def recover(
        self, index: pd.Index[int], now: dict[str, np.ndarray], hurting: np.ndarray, lasted: np.ndarray
    ) -> None:
        at = self.person[hurting], now["kind"][hurting], np.minimum(lasted, WEEKS)
        over = hurting[self.drawn("recovery", index[hurting]) < self.law.recovery[at]]
        now["in_pain"][over] = False
        now["recovered"][over] = self.week + 1

    def close_year(self, now: dict[str, np.ndarray]) -> None:
        self.add("any_pain", np.count_nonzero(now["year_pain"]))
        self.add("sought_care", np.count_nonzero(now["year_care"]))
        self.add("chronic", np.count_nonzero(now["year_chronic"]))
        now["year_pain"][:] = now["in_pain"]
        now["year_care"][:] = now["year_chronic"][:] = False


def prepared(law: Plain, _: str) -> tuple[InteractiveContext, BackPain]:
    """Ready to run."""
    back = BackPain(law)
    start = {"year": 2020, "month": 1, "day": 1}
    configuration = {
        "population": {"population_size": law.people},
        "time": {"start": start, "end": {"year": 2090, "month": 1, "day": 1}, "step_size": 7},
        "randomness": {"random_seed": law.seed, "map_size": 10 * law.people},
    }
    simulation = InteractiveContext(components=[back], configuration=configuration, logging_verbosity=0)
    everybody = simulation.get_population_index()
    back.person = back.population_view.get(everybody, "person").to_numpy()
    return simulation, back


def simulated(made: tuple[InteractiveContext, BackPain]) -> np.ndarray:
    """The figures by year."""
    simulation, back = made
    simulation.take_steps(back.law.years * WEEKS, with_logging=False)
    return back.figures
