"""The interview in a browser: one screen a page, each with an address of its own, so that back works."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rygrad.guide.interview import Interview
from rygrad.kb.models import Screen
from rygrad.web.body_map import BODY_MAP, PLACES, nothing_said, places, spelled_out, unsure
from rygrad.web.questions import Given, Read, fields, read, said, shown
from rygrad.web.turn import Turn

STAGES = ("safety", "picture", "everyday")


async def begin(request: Request) -> Response:
    """The next screen, or the result when nothing more is wanted."""
    turn = Turn(request)
    return turn.go(_next(turn))


def _next(turn: Turn) -> str:
    step = turn.interview().next_step()
    if step is None or (step.stage == "everyday" and not turn.visit.everyday):
        return "/result"
    return f"/interview/{step.screen.id}"


async def more(request: Request) -> Response:
    """The person wants the questions about everyday life too."""
    turn = Turn(request)
    await turn.form()
    turn.keep(turn.visit.with_everyday())
    return turn.go(_next(turn))


async def show(request: Request) -> Response:
    """One screen with its questions."""
    turn = Turn(request)
    screen = _screen(turn)
    interview = turn.interview()
    questions = shown(interview, screen, interview.next_step())
    if not questions:
        return turn.go("/interview")
    return _page(turn, screen, questions, None)


def _screen(turn: Turn) -> Screen:
    screen = turn.site.knowledge.screens.get(turn.request.path_params["screen"])
    if screen is None:
        raise HTTPException(404, "no-such-page")
    return screen


def _page(turn: Turn, screen: Screen, questions: list[str], wrong: Read | None) -> Response:
    interview = turn.interview()
    posted = turn.sent if wrong is not None else None
    made = fields(interview, questions, posted, wrong.faults if wrong else {})
    steps = interview.steps_left()
    stage = steps[0].stage if steps else "everyday"
    trail = turn.visit.trail
    before = trail[: trail.index(screen.id)] if screen.id in trail else trail
    return turn.page(
        "interview.html",
        status=422 if wrong else 200,
        screen=screen,
        title=screen.title.in_language(turn.lang),
        intro=screen.intro.in_language(turn.lang) if screen.intro else "",
        none_text=screen.none_of_these.in_language(turn.lang) if screen.none_of_these else "",
        fields=[f for f in made if not (screen.id == BODY_MAP and f.id in PLACES)],
        places=places(interview, questions, posted) if screen.id == BODY_MAP else [],
        unsure=unsure(interview, questions, posted),
        map_fault=wrong.faults.get(PLACES[0], "") if wrong and screen.id == BODY_MAP else "",
        shown=questions,
        untouched=not any(f.chosen for f in made),
        stages=STAGES,
        stage=stage,
        left=sum(s.stage == stage for s in steps),
        done=len(trail),
        back=f"/interview/{before[-1]}" if before else "/",
        can_finish=stage != "safety",
    )


async def answer(request: Request) -> Response:
    """A screen was answered: keeps the answers and goes on, or says what is missing."""
    turn = Turn(request)
    screen = _screen(turn)
    posted = await turn.form()
    interview = turn.interview()
    step = interview.next_step()
    on_page = set(
        str(posted.get("shown", "")).split()
    )  # an older page may have shown less: the rest was not answered
    questions = [q for q in shown(interview, screen, step) if q in on_page]
    if not questions:
        return turn.go("/interview")
    go = turn.field("go")
    if screen.id == BODY_MAP:
        if nothing_said(posted, questions, go):
            return _page(turn, screen, questions, Read({}, {PLACES[0]: turn.t("fault-no-place")}))
        posted = spelled_out(posted, questions)
    got = read(turn.site.knowledge, questions, posted, go in ("none", "rest_no"), turn.t)
    if go == "none" and any(value is True for value in got.given.values()):
        got = Read(got.given, {q: turn.t("fault-none-and-yes") for q, v in got.given.items() if v is True})
    if got.faults:
        return _page(turn, screen, questions, got)
    again = step.again if step is not None and step.screen.id == screen.id else frozenset()
    told = interview.told(_counted_once(interview, got.given, again))
    turn.keep(turn.visit.with_interview(told).past(screen.id))
    return turn.go(_next(turn))


def _counted_once(interview: Interview, given: Given, again: frozenset[str]) -> Given:
    """Leaves a "don't know" out that was only sent again, so that going back never counts it twice."""
    return {
        q: value
        for q, value in given.items()
        if value is not None or q not in interview.not_known or q in again
    }


async def answers(request: Request) -> Response:
    """Everything answered so far, each with a way to change it."""
    turn = Turn(request)
    interview = turn.interview()
    told = set(interview.answers) | set(interview.not_known)
    screens = []
    for screen in turn.site.knowledge.screens.values():
        asked = [q for q in screen.questions if q in told]
        if asked:
            screens.append((screen, fields(interview, asked, None, {})))
    return turn.page("answers.html", screens=screens, said=lambda field: said(field, turn.t))


async def forget(request: Request) -> Response:
    """Forgets every answer."""
    turn = Turn(request)
    await turn.form()
    return turn.gone("/")
