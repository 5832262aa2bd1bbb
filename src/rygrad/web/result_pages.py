"""The result: what to do now, why, and what helps; and the same as files to keep."""

from __future__ import annotations

import json

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rygrad.assess.answers import AnswersError, checked_answers
from rygrad.guide.explain import explain
from rygrad.web import result_view
from rygrad.web.phones import phones
from rygrad.web.strict_json import NotJsonError, strict_json
from rygrad.web.turn import Turn

MOST_FILE = 64 * 1024


async def result(request: Request) -> Response:
    """What this visit's answers mean today."""
    turn = Turn(request)
    if not turn.visit.begun:
        return turn.go("/")
    p = turn.interview().person()
    made = turn.assessment()
    step = turn.interview().next_step()
    return turn.page(
        "result.html",
        made=made,
        view=result_view.view(made, explain(p), turn.site.knowledge, turn.lang),
        step=step,
        has_clinics=turn.site.directory.count() > 0,
        numbers=phones(p, turn.site.settings.today()),
    )


async def answers_file(request: Request) -> Response:
    """The answers as `rygrad assess` reads them, with what they imply."""
    turn = Turn(request)
    return _file(
        turn.interview().implied(), "rygrad-svar.json" if turn.lang == "da" else "rygrad-answers.json"
    )


async def result_file(request: Request) -> Response:
    """The Assessment that the result page shows."""
    turn = Turn(request)
    return _file(
        turn.assessment().model_dump(mode="json"),
        "rygrad-resultat.json" if turn.lang == "da" else "rygrad-result.json",
    )


def _file(content: object, name: str) -> Response:
    text = json.dumps(content, ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, headers=headers, media_type="application/json")


async def answers_sent(request: Request) -> Response:
    """A file of answers kept from an earlier visit: taken whole, or refused with the reason."""
    turn = Turn(request)
    await turn.form()
    raw = turn.file("file")
    if not raw or len(raw) > MOST_FILE:
        raise HTTPException(422, "file-unusable")
    try:
        told = checked_answers(strict_json(raw), turn.site.knowledge)
    except (NotJsonError, AnswersError) as e:
        faults = [f.text(turn.lang) for f in e.faults[:10]] if isinstance(e, AnswersError) else [str(e)]
        return turn.page("answers_refused.html", status=422, faults=faults)
    fresh = turn.visit.emptied()
    interview = fresh.interview(turn.site.knowledge, turn.lang).from_file(told)
    turn.keep(fresh.with_interview(interview))
    return turn.go("/result")
