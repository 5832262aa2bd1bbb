"""Whether a position is in Denmark, how far it is between two, and what is known of Danish place names."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from math import asin, cos, radians, sin, sqrt
from operator import itemgetter
from pathlib import Path
from typing import Any

from rygrad.directory.clinic import folded
from rygrad.kb.folder import default_folder
from rygrad.kb.yaml_text import parse

Corner = tuple[float, float]
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Land:
    """An island or a part of the country: its word ("på", "i") and the towns in its middle."""

    word: str
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Denmark:
    """What `denmark.yaml` says; `short`, `country` and `parts` folded, to be compared."""

    outline: tuple[tuple[Corner, ...], ...]
    lands: dict[str, Land]
    on: frozenset[str]
    short: dict[str, str]
    country: frozenset[str]
    parts: frozenset[str]


@lru_cache(maxsize=1)
def denmark() -> Denmark:
    """What is known of Denmark beside its towns, read once."""
    told: Any = parse((Path(__file__).parent / "denmark.yaml").read_text(encoding="utf-8")).value
    return Denmark(
        outline=tuple(tuple((float(a), float(b)) for a, b in area) for area in told["outline"]),
        lands={name: Land(land["word"], tuple(land["towns"])) for name, land in told["lands"].items()},
        on=frozenset(told["on"]),
        short={folded(typed): folded(name) for typed, name in told["short"].items()},
        country=frozenset(folded(name) for name in told["country"]),
        parts=frozenset(folded(part) for part in told["parts"]),
    )


@lru_cache(maxsize=1)
def coast() -> tuple[tuple[Corner, ...], ...]:
    """The land of Denmark as rings of (latitude, longitude), largest first; to draw, not to judge by."""
    with (default_folder() / "places" / "denmark_outline.csv").open(encoding="utf-8") as rows:
        corners = [(row["ring"], (float(row["lat"]), float(row["lon"]))) for row in csv.DictReader(rows)]
    return tuple(tuple(corner for _, corner in ring) for _, ring in groupby(corners, itemgetter(0)))


def in_denmark(lat: float, lon: float) -> bool:
    """Whether a position lies in Denmark, by a rough outline: coasts are generous, neighbours are not."""
    return any(_inside(lat, lon, area) for area in denmark().outline)


def _inside(lat: float, lon: float, area: tuple[Corner, ...]) -> bool:
    """A line from the point eastwards crosses the border of its area an odd number of times."""
    odd = False
    for (lat1, lon1), (lat2, lon2) in zip(area, (*area[1:], area[0]), strict=True):
        if (lat1 > lat) != (lat2 > lat) and lon < lon1 + (lat - lat1) / (lat2 - lat1) * (lon2 - lon1):
            odd = not odd
    return odd


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The distance as the crow flies, in kilometres (haversine on a sphere)."""
    a, b = radians(lat1), radians(lat2)
    across = sin(radians(lon2 - lon1) / 2) ** 2 * cos(a) * cos(b)
    return 2 * EARTH_KM * asin(min(1.0, sqrt(sin((b - a) / 2) ** 2 + across)))
