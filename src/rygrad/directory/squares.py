"""The earth as squares within squares (Z-order): near places have near numbers, so an index finds them.

A square of level 0 is the whole map, each level halves its sides. A square is one range of numbers of its
smallest squares, which any database's ordinary index can look up.
"""

from __future__ import annotations

from math import ceil, cos, floor, log2, radians

DEEPEST = 20  # 2^20 squares a side: 38 m from north to south
KM_A_DEGREE = 111.195
SIDES_A_CIRCLE = (
    4  # squares across a circle's radius, about: fewer look up too much, more are too many ranges
)


def number(lat: float, lon: float) -> int:
    """The number of the smallest square a position lies in."""
    return _interleaved(_step(lat, 90, 180), _step(lon, 180, 360))


def _step(degrees: float, shift: int, whole: int) -> int:
    return min((1 << DEEPEST) - 1, max(0, floor((degrees + shift) / whole * (1 << DEEPEST))))


def _interleaved(y: int, x: int) -> int:
    return _spread(y) << 1 | _spread(x)


def _spread(bits: int) -> int:
    """Each bit two places apart, to leave room for the other coordinate's."""
    bits = (bits | bits << 16) & 0x0000FFFF0000FFFF
    bits = (bits | bits << 8) & 0x00FF00FF00FF00FF
    bits = (bits | bits << 4) & 0x0F0F0F0F0F0F0F0F
    bits = (bits | bits << 2) & 0x3333333333333333
    return (bits | bits << 1) & 0x5555555555555555


def ranges(lat: float, lon: float, km: float) -> list[tuple[int, int]]:
    """The numbers (first, last) of squares that together cover a circle; touching ranges are one."""
    dlat = km / KM_A_DEGREE
    dlon = dlat / max(0.01, cos(radians(min(89.0, abs(lat) + dlat))))
    level = min(DEEPEST, max(0, ceil(log2(180 / dlat * SIDES_A_CIRCLE / 2)) if dlat else DEEPEST))
    deep = DEEPEST - level
    rows = range(_step(lat - dlat, 90, 180) >> deep, (_step(lat + dlat, 90, 180) >> deep) + 1)
    columns = range(_step(lon - dlon, 180, 360) >> deep, (_step(lon + dlon, 180, 360) >> deep) + 1)
    firsts = sorted(_interleaved(y, x) << 2 * deep for y in rows for x in columns)
    size, found = 1 << 2 * deep, list[tuple[int, int]]()
    for first in firsts:
        if found and found[-1][1] + 1 == first:
            found[-1] = (found[-1][0], first + size - 1)
        else:
            found.append((first, first + size - 1))
    return found
