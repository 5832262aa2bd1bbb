"""The plain law in rygrad's own event-driven program, by parameters alone; and its full law."""

from __future__ import annotations

from functools import partial

import numpy as np
from burden_plain_law import FIGURES, Plain, reduced

from rygrad.burden import events
from rygrad.burden.counts import YEARLY, Counts
from rygrad.burden.law import law_of


def prepared(law: Plain, way: str) -> partial[Counts]:
    """Ready to run; a way is `plain` or `full`, and how many threads."""
    kind, threads = way.split()[:2]
    given = reduced(law.values) if kind == "plain" else law.values
    own = law_of(given, given)
    return partial(events.simulate, law.people, law.years, law.seed, own, own, 0, threads=int(threads))


def simulated(run: partial[Counts]) -> np.ndarray:
    """The figures by year."""
    return run().yearly[:, 0, [YEARLY.index(name) for name in FIGURES]]


def spread(law: Plain) -> np.ndarray:
    """The variance of each figure between people, by year, from many small runs of other seeds."""
    runs = [simulated(prepared(law._replace(seed=1000 + at), "plain 1 thread")) for at in range(60)]
    variance: np.ndarray = np.var(np.array(runs), axis=0, ddof=1) / law.people
    return variance
