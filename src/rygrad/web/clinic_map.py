"""Clinics on our own map of Denmark: numbered as in the list, each to be reached, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import ceil, cos, floor, hypot, log10, radians, sin

from markupsafe import Markup, escape

from rygrad.directory.denmark import coast
from rygrad.directory.places import Place
from rygrad.web.texts import number_words, safe, say
from rygrad.web.visit import Lang

# The drawing's unit is 100 m. At 56° north a degree of longitude is as long as the cosine says.
UNIT_KM = 0.1
NORTH, WEST = 57.85, 7.95
UNITS_A_DEGREE = 111.2 / UNIT_KM
EAST_OF_ALL = 14.0  # Bornholm; on the map of the country it lies in a box of its own
BORNHOLM_AT = (-1770.0, -2648.0)  # how far it is moved there
COUNTRY = (0.0, 0.0, 3000.0, 3660.0)  # x, y, width, height
NARROWEST = 120.0  # 12 km: nearer, the coast is only corners, and a harbour a sea
ALONE = 300.0  # around a single clinic, so that there is something to know the place by
WIDEST = 1800.0  # a wider circle is shown on the map of the country
MARKER = 0.043  # of the width, its radius: 24 px across on a phone
ON_COUNTRY = 20  # markers; with more, those that are crowded end up too far from where they belong
ROUNDS = 80
TOWNS = 6  # names to find one's way by


@dataclass(frozen=True, slots=True)
class Point:
    """A place to go to: its number in the list, its name, where it leads, where it is (degrees)."""

    number: int
    name: str
    href: str
    lat: float
    lon: float
    approximate: bool = False  # only its town is known


Spot = tuple[float, float]
Frame = tuple[float, float, float, float]  # x, y, width, height


def spot(lat: float, lon: float) -> Spot:
    """Where a position is in the drawing; northwards is up."""
    return (lon - WEST) * UNITS_A_DEGREE * cos(radians(56)), (NORTH - lat) * UNITS_A_DEGREE


def country_map(points: Sequence[Point], lang: Lang, here: tuple[float, float] | None = None) -> Markup:
    """The whole country, with Bornholm in a box of its own."""
    at = [_in_box(point.lat, point.lon) for point in points]
    inside = _box(lang) + (_here(_in_box(*here), "", COUNTRY) if here else "")
    return _drawn(COUNTRY, _land(boxed=True), inside, points, at, lang)


def place_map(
    points: Sequence[Point],
    lang: Lang,
    here: tuple[float, float] | None = None,
    here_name: str = "",
    towns: Iterable[Place] = (),
) -> Markup:
    """As much of the country as holds all points and the place that was asked for."""
    at = [spot(point.lat, point.lon) for point in points]
    seen = [*at, *([spot(*here)] if here else [])]
    frame = _frame(seen)
    if frame is None:
        return country_map(points[:ON_COUNTRY], lang, here)
    inside = _town_names(frame, towns, here_name) + (_here(spot(*here), here_name, frame) if here else "")
    return _drawn(frame, _land(), inside + _scale(frame, lang), points, at, lang)


def _in_box(lat: float, lon: float) -> Spot:
    x, y = spot(lat, lon)
    return (x + BORNHOLM_AT[0], y + BORNHOLM_AT[1]) if lon > EAST_OF_ALL else (x, y)


def _frame(seen: Sequence[Spot]) -> Frame | None:
    """A square that holds all, with some room around them; None when that is about the whole country."""
    if not seen:
        return None
    xs, ys = [x for x, _ in seen], [y for _, y in seen]
    size = max(1.3 * (max(xs) - min(xs)), 1.3 * (max(ys) - min(ys)), NARROWEST if len(seen) > 2 else ALONE)
    if size > WIDEST:
        return None
    return (min(xs) + max(xs) - size) / 2, (min(ys) + max(ys) - size) / 2, size, size


@lru_cache(maxsize=2)
def _land(boxed: bool = False) -> str:
    """The land as one path; corners as steps from the one before, which is shorter."""
    parts = []
    for ring in coast():
        corners = [_in_box(*corner) if boxed else spot(*corner) for corner in ring]
        x, y = (round(axis) for axis in corners[0])
        steps = [f"M{x} {y}l"]
        for to_x, to_y in corners[1:]:
            steps.append(f"{round(to_x) - x} {round(to_y) - y} ")
            x, y = round(to_x), round(to_y)
        parts.append("".join(steps).rstrip() + "z")
    return f'<path class="land" d="{"".join(parts).replace(" -", "-")}"/>'


def _box(lang: Lang) -> str:
    t = say(lang)
    return (
        '<rect class="inset" x="2190" y="60" width="750" height="660" rx="40"/>'
        f'<text class="inset-name" x="2240" y="670" font-size="115">{t("map-bornholm")}</text>'
    )


def _drawn(
    frame: Frame, land: str, inside: str, points: Sequence[Point], at: Sequence[Spot], lang: Lang
) -> Markup:
    x, y, width, height = (_short(number) for number in frame)
    t = say(lang)
    radius = frame[2] * MARKER
    shown = _spread(tuple(at), radius, frame)
    # Lines first: drawn between the markers, they would cross the numbers and take their taps.
    leads = "".join(_lead(true, to, radius) for true, to in zip(at, shown, strict=True))
    markers = "".join(_marker(point, to, radius) for point, to in zip(points, shown, strict=True))
    return safe(
        f'<svg class="clinic-map" viewBox="{x} {y} {width} {height}" role="group" '
        f'aria-label="{t("map-label")}">{land}{inside}{leads}{markers}</svg>'
    )


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _lead(true: Spot, to: Spot, radius: float) -> str:
    """A line to where a marker belongs, when it had to make room."""
    if hypot(to[0] - true[0], to[1] - true[1]) <= radius / 2:
        return ""
    return (
        f'<path class="lead" d="M{_short(true[0])} {_short(true[1])}L{_short(to[0])} {_short(to[1])}"/>'
        f'<circle class="spot" cx="{_short(true[0])}" cy="{_short(true[1])}" r="{_short(radius / 5)}"/>'
    )


def _marker(point: Point, to: Spot, radius: float) -> str:
    """A number in a circle, which leads to the clinic."""
    kind = "marker approximate" if point.approximate else "marker"
    return (
        f'<a class="{kind}" href="{escape(point.href)}" '
        f'aria-label="{point.number}: {escape(point.name)}">'
        f'<circle cx="{_short(to[0])}" cy="{_short(to[1])}" r="{_short(radius)}"/>'
        f'<text x="{_short(to[0])}" y="{_short(to[1] + radius * 0.36)}" font-size="{_short(radius)}">'
        f"{point.number}</text></a>"
    )


@lru_cache(maxsize=512)
def _spread(at: tuple[Spot, ...], radius: float, frame: Frame) -> tuple[Spot, ...]:
    """Where the markers go: each where it belongs, or as near as the others let it, inside the frame."""
    put = [list(one) for one in at]
    room = radius * 2.1
    for _ in range(ROUNDS):
        moved = False
        for (first, one), (second, other) in combinations(enumerate(put), 2):
            across, down = other[0] - one[0], other[1] - one[1]
            if abs(across) >= room or abs(down) >= room or (far := hypot(across, down)) >= room:
                continue
            if far < radius / 50:  # at one spot: each pair parts in another direction, always the same
                turn = 2.4 * (first + second)
                across, down, far = cos(turn), sin(turn), 1.0
            push = (room - min(far, room)) / 2 if far != 1.0 else room / 2
            along, upon = across / far * push, down / far * push
            one[0], one[1], other[0], other[1] = (
                one[0] - along,
                one[1] - upon,
                other[0] + along,
                other[1] + upon,
            )
            moved = True
        for one in put:
            one[0] = min(max(one[0], frame[0] + radius), frame[0] + frame[2] - radius)
            one[1] = min(max(one[1], frame[1] + radius), frame[1] + frame[3] - radius)
        if not moved:
            break
    return tuple((x, y) for x, y in put)


def _here(at: Spot, name: str, frame: Frame) -> str:
    """A cross where the place is that was asked for."""
    arm, (x, y) = frame[2] / 45, at
    cross = (
        f"M{_short(x - arm)} {_short(y)}H{_short(x + arm)}M{_short(x)} {_short(y - arm)}V{_short(y + arm)}"
    )
    return f'<path class="here" d="{cross}"/>' + (_name(at, name, frame, "here-name") if name else "")


def _town_names(frame: Frame, towns: Iterable[Place], but: str) -> str:
    """The largest towns in sight, so that the map can be read; none where two would touch."""
    size, inside = frame[2] / 26, list[Spot]()
    drawn = []
    for town in towns:  # the largest come first
        x, y = spot(town.lat, town.lon)
        near_edge = not (
            frame[0] + size < x < frame[0] + frame[2] * 0.8
            and frame[1] + size < y < frame[1] + frame[3] - 2 * size
        )
        if near_edge or town.name == but:
            continue
        if any(abs(x - other[0]) < frame[2] / 3.5 and abs(y - other[1]) < 2 * size for other in inside):
            continue
        inside.append((x, y))
        drawn.append(_name((x, y), town.name, frame, "town-name"))
        if len(drawn) == TOWNS:
            break
    return "".join(drawn)


def _name(at: Spot, name: str, frame: Frame, kind: str) -> str:
    size = frame[2] / 26
    return (
        f'<text class="{kind}" x="{_short(at[0] + size * 0.6)}" y="{_short(at[1] + size * 1.2)}" '
        f'font-size="{_short(size)}">{escape(name)}</text>'
    )


def _scale(frame: Frame, lang: Lang) -> str:
    """A line of a round number of kilometres, about a quarter of the map."""
    wished = frame[2] * UNIT_KM / 4
    tens = 10 ** floor(log10(wished))
    km = next(step * tens for step in (5, 2, 1) if step * tens <= wished)
    size, x, y = frame[2] / 26, frame[0] + frame[2] * 0.04, frame[1] + frame[3] * 0.96
    words = say(lang)("find-km", km=number_words(lang, km if km < 1 else ceil(km)))
    return (
        f'<path class="scale" d="M{_short(x)} {_short(y)}h{_short(km / UNIT_KM)}"/>'
        f'<text class="scale-name" x="{_short(x)}" y="{_short(y - size * 0.5)}" '
        f'font-size="{_short(size)}">{words}</text>'
    )
