"""Draws for other programs: every draw as CSV, and intervals, weights and ranking as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import numpy as np

from rygrad.burden.drawn_figures import MAIN, Line, lines_of
from rygrad.burden.draws import Draws
from rygrad.burden.draws_told import as_close, missed, near_all
from rygrad.burden.one_draw import FIGURES
from rygrad.burden.ranked_told import ranks_of, weighed_ranks_of
from rygrad.burden.weigh import effective
from rygrad.kb.knowledge import Knowledge


def as_csv(draws: Draws) -> str:
    """Every draw a row: number, weight, parameters, the figures of the baseline and of the scenario."""
    sides = ("baseline", "scenario")[: draws.mean.shape[1]]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["draw", "wave", "weight", *draws.names, *(f"{s}_{f}" for s in sides for f in FIGURES)])
    for at, draw in enumerate(draws.numbers):
        row = [draws.weights[at], *draws.table[at], *draws.mean[at].ravel()]
        writer.writerow(
            [draw, wave_of(draw, draws.waves), *("" if np.isnan(x) else repr(float(x)) for x in row)]
        )
    return out.getvalue()


def wave_of(draw: int, waves: Sequence[int]) -> int:
    """Which wave a draw's number belongs to; 1 is the one from the ranges alone."""
    return 1 + int(np.searchsorted(np.cumsum(waves), draw, side="right"))


def draws_as_json(draws: Draws, knowledge: Knowledge) -> dict[str, Any]:
    """Intervals, weights and ranking for other programs; what nobody was counted in is null."""
    return {
        "scenario": draws.scenario.model_dump(mode="json"),
        "knowledge": knowledge.version,
        "people": draws.people,
        "years": draws.years,
        "seed": draws.seed,
        "draws": len(draws.numbers),
        "refused": [{"draw": at, "reason": why.text("en")} for at, why in draws.refused],
        "waves": list(draws.waves),
        "effective_draws": effective(draws.weights),
        "effective_is_enough": draws.carries,
        "heaviest_weight": float(draws.weights.max()),
        "within_tolerance_of_every_target": near_all(draws),
        "missed_targets": [target.id for target in missed(draws)],
        "as_close_as_the_point_values": as_close(draws),
        "all_alike": [_line_json(x) for x in lines_of(draws, "en", False)],
        "weighed": [_line_json(x) for x in lines_of(draws, "en", True)],
        "ranking": {f: [one.__dict__ for one in ranks_of(draws, f) or []] for f in MAIN},
        "ranking_weighed": {f: [one.__dict__ for one in weighed_ranks_of(draws, f) or []] for f in MAIN},
    }


def _line_json(line: Line) -> dict[str, Any]:
    bands = {"baseline": line.baseline, "scenario": line.scenario, "difference": line.gap}
    made: dict[str, Any] = {
        name: b and {k: _null(v) for k, v in b.__dict__.items()} for name, b in bands.items()
    }
    return {"figure": line.figure, **made, "lower_in": _null(line.lower), "chance_sd": _null(line.chance)}


def _null(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else value
