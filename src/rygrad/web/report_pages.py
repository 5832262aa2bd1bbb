"""A scan report pasted in, and explained: nothing of it is kept, and it stands in no address and no log."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from rygrad.kb.problem import Refusal
from rygrad.web.result_view import Said, said
from rygrad.web.turn import Turn
from rygrad.words.report.explain import BaseRateSaid, Found, Report, report
from rygrad.words.report.language import AGE

BAR = 200  # units of the drawing; 2 a person


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the report's own text; with the numbers of the findings that it names."""

    text: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the page shows it: its number in the text, its own words, how common it is."""

    number: int
    found: Found
    own: str
    rate: BaseRateSaid | None
    people: int
    wide: float
    beside: list[Said]


async def show(request: Request) -> Response:
    """The form."""
    return _page(Turn(request), "", "", None, {})


async def explain(request: Request) -> Response:
    """The report explained, or what was wrong with it."""
    turn = Turn(request)
    await turn.form()
    text, age = turn.field("text"), turn.field("age")
    years = int(age) if age.isascii() and age.isdecimal() and len(age) <= 3 else None
    if age and years is None:
        return _page(turn, text, age, None, {"age": Refusal(*AGE).text(turn.lang)})
    try:
        made = await run_in_threadpool(report, text, turn.site.knowledge, years, turn.lang)
    except Refusal as e:
        field = "age" if (e.da, e.en) == AGE else "text"
        return _page(turn, text, age, None, {field: e.text(turn.lang)})
    return _page(turn, text, age, made, {})


def _page(turn: Turn, text: str, age: str, made: Report | None, faults: dict[str, str]) -> Response:
    every = _shown(turn, made, text) if made else []
    watched = {id(f): at for at, f in enumerate(made.attention)} if made else {}
    attention = sorted((s for s in every if s.found.attention), key=lambda s: watched[id(s.found)])
    plain = [s for s in every if not s.found.attention and s.found.status != "absent"]
    elsewhere = [s for s in plain if made and s.found in made.other_region]
    return turn.page(
        "report.html",
        status=422 if faults else 200,
        text=text,
        age=age,
        faults=faults,
        report=made,
        pieces=_pieces(text, every),
        attention=attention,
        findings=[s for s in plain if s not in elsewhere],
        elsewhere=elsewhere,
        rates=not (made and made.is_urgent),
        absent=made.not_seen if made else [],
        bar=BAR,
    )


def _shown(turn: Turn, made: Report, text: str) -> list[Shown]:
    found = sorted([*made.every, *made.other_region], key=lambda f: f.span)
    return [_one(turn, f, at, text) for at, f in enumerate(found, 1)]


def _one(turn: Turn, f: Found, number: int, text: str) -> Shown:
    rate = f.base_rate
    return Shown(
        number=number,
        found=f,
        own=" ".join(text[slice(*f.span)].split()),
        rate=rate,
        people=round(rate.percent) if rate else 0,
        wide=rate.percent * BAR / 100 if rate else 0,
        beside=[said(turn.site.knowledge, claim, turn.lang) for claim in f.beside],
    )


def _pieces(text: str, every: list[Shown]) -> list[Piece]:
    """The text cut so that each finding's own words stand alone; of two that overlap the first is marked."""
    made, at = [], 0
    for shown in every:
        start, end = shown.found.span
        if shown.found.status == "absent" or start < at:
            continue
        made += [Piece(text[at:start], None), Piece(text[start:end], shown.number)]
        at = end
    return [p for p in (*made, Piece(text[at:], None)) if p.text]
