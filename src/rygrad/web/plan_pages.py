"""The plan as a page, a PDF and a calendar: all made from the address, which holds no health answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rygrad.care.plan import Plan, PlanError, Start, plan
from rygrad.care.walking import after_flare
from rygrad.kb.basics import rank
from rygrad.papers.calendar_file import plan_calendar
from rygrad.papers.plan_pdf import plan_pdf
from rygrad.papers.qr import qr_svg
from rygrad.web.texts import day_words, safe
from rygrad.web.turn import Turn

SETTLES = {"yes": True, "no": False, "unknown": None}
LONGEST = 12  # characters of a field in a link; more is no number, day or word of ours
FURTHEST = timedelta(days=366)  # a plan may begin within a year from today


class _Wrong(Exception):
    """Fields of the form that cannot be used: the text of each fault, by field."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__()
        self.faults = faults


async def show(request: Request) -> Response:
    """The form, and the plan once it is filled in."""
    turn = Turn(request)
    if not may_plan(turn):
        raise HTTPException(409, "plan-not-yet")
    query = request.query_params
    if "minutes" not in query:
        return _page(turn, None, {})
    try:
        return _page(turn, _made(turn), {})
    except _Wrong as e:
        return _page(turn, None, e.faults)


def may_plan(turn: Turn) -> bool:
    """A plan waits while this visit's answers leave open that someone must be seen today, or is no adult."""
    if not turn.visit.begun:
        return True
    p = turn.interview().person()
    return rank(p.could_be) <= rank("see_doctor_soon") and p.withholds_care is False


def _page(turn: Turn, made: Plan | None, faults: dict[str, str]) -> Response:
    today = turn.site.settings.today()
    query = turn.request.query_params
    link = _link(turn) if made is not None else ""
    return turn.page(
        "plan.html",
        status=422 if faults else 200,
        plan=made,
        faults=faults,
        given={
            "minutes": query.get("minutes", ""),
            "days": query.get("days", ""),
            "settles": query.get("settles", ""),
            "strength": query.get("strength", "1"),
            "on": query.get("on", today.isoformat()),
        },
        query=urlencode(_kept(turn)),
        qr=safe(_qr(link, turn.t("qr-says"))) if made is not None else "",
        day=lambda d: day_words(turn.lang, d, "EEE d. MMM"),
        today=today.isoformat(),
        drawn=safe,
    )


async def as_pdf(request: Request) -> Response:
    """The plan to print."""
    turn, made = _wanted(request)
    name = "rygrad-plan.pdf"
    content = await run_in_threadpool(plan_pdf, made, _link(turn))
    return _file(content, "application/pdf", name)


async def as_calendar(request: Request) -> Response:
    """The plan for a calendar."""
    turn, made = _wanted(request)
    now = datetime.now(UTC)
    return _file(plan_calendar(made, _link(turn), now), "text/calendar; charset=utf-8", "rygrad-plan.ics")


def _wanted(request: Request) -> tuple[Turn, Plan]:
    turn = Turn(request)
    if not may_plan(turn):
        raise HTTPException(409, "plan-not-yet")
    try:
        return turn, _made(turn)
    except _Wrong as e:
        raise HTTPException(422, "plan-unusable") from e


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, 200, {"Content-Disposition": f'attachment; filename="{name}"'}, kind)


@lru_cache(maxsize=256)
def _qr(link: str, says: str) -> str:
    """The link as a picture; the link of a plan is no secret, so it may be remembered."""
    return qr_svg(link, says)


def _kept(turn: Turn) -> dict[str, str]:
    """The fields that make the plan, in one order, for a link that makes it again."""
    query = turn.request.query_params
    names = ("minutes", "days", "settles", "strength", "on", "flare")
    kept = {n: query[n].strip()[:LONGEST] for n in names if query.get(n)}
    return {**kept, "lang": turn.lang}


def _link(turn: Turn) -> str:
    return turn.link(f"/plan?{urlencode(_kept(turn))}")


def _made(turn: Turn) -> Plan:
    """The plan of the address; raises _Wrong with every fault at once."""
    faults: dict[str, str] = {}
    minutes = _whole(turn, "minutes", 0, 600, faults)
    days = _whole(turn, "days", 0, 7, faults)
    strength = _whole(turn, "strength", 1, 3, faults, "1")
    on = _day(turn, "on", faults)
    settles = turn.request.query_params.get("settles", "unknown")
    if settles not in SETTLES:
        faults["settles"] = turn.t("fault-answer")
    flare = _day(turn, "flare", faults) if turn.request.query_params.get("flare") else None
    if faults:
        raise _Wrong(faults)
    knowledge = turn.site.knowledge
    made = _or_wrong(
        turn,
        "minutes",
        lambda: plan(knowledge, Start(minutes, days, SETTLES[settles], on, strength), turn.lang),
    )
    return _or_wrong(turn, "flare", lambda: after_flare(knowledge, made, flare)) if flare else made


def _or_wrong(turn: Turn, name: str, make: Callable[[], Plan]) -> Plan:
    try:
        return make()
    except PlanError as e:
        raise _Wrong({name: e.text(turn.lang)}) from e


def _whole(turn: Turn, name: str, low: int, high: int, faults: dict[str, str], default: str = "") -> int:
    said = turn.request.query_params.get(name, default).strip()
    if said.isascii() and said.isdecimal() and len(said) < 5 and low <= int(said) <= high:
        return int(said)
    faults[name] = turn.t("fault-number-whole", low=low, high=high)
    return low


def _day(turn: Turn, name: str, faults: dict[str, str]) -> date:
    today = turn.site.settings.today()
    said = turn.request.query_params.get(name, "") or today.isoformat()
    try:
        day = date.fromisoformat(said)
    except ValueError:
        day = date.min
    if abs(day - today) > FURTHEST:
        faults[name] = turn.t("fault-day")
        return today
    return day
