"""The interface for other programs: answers in, an Assessment out, described at /openapi.json."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from pydantic import BaseModel, BeforeValidator

from rygrad.assess.answers import AnswersError, Fault, checked_answers, refuse_beside
from rygrad.assess.assess import assessment_of
from rygrad.assess.assessment import Assessment
from rygrad.assess.person import person
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Question
from rygrad.web.strict_json import NotJsonError, strict_json
from rygrad.web.visit import Lang

router = APIRouter(prefix="/api")


def _iso_day(said: object) -> object:
    """Lets through only a written day; pydantic alone would read a bare number as seconds since 1970."""
    if isinstance(said, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", said, re.ASCII):
        raise ValueError("a day is written 2026-11-22")
    return said


Day = Annotated[date, BeforeValidator(_iso_day)]


class Health(BaseModel):
    """Whether the site can serve, and on which knowledge."""

    status: str
    knowledge_version: str
    diaries: str


class Refused(BaseModel):
    """Why a request was refused: one line a fault."""

    detail: list[str]


class Identified(Assessment):
    """An Assessment with the id that was sent along."""

    id: str | int | None = None


REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Refused, "description": "Not JSON."},
    413: {"model": Refused, "description": "The body is too large."},
    415: {"model": Refused, "description": "The body is not sent as JSON."},
    422: {"model": Refused, "description": "An answer that cannot be used: which, what was allowed."},
    429: {"model": Refused, "description": "Too many requests; wait a minute."},
}


class RefusedError(Exception):
    """A request that is refused with a status and the reasons."""

    def __init__(self, status: int, *reasons: str) -> None:
        super().__init__("; ".join(reasons))
        self.status, self.reasons = status, list(reasons)


@router.post("/assess", response_model=Identified, response_model_exclude_unset=True, responses=REFUSALS)
async def assess(
    request: Request,
    as_of: Annotated[Day | None, Query(description="Day of the assessment; default today.")] = None,
    lang: Annotated[Lang, Query(description="Language of the texts.")] = "da",
) -> JSONResponse:
    """Assess one person: bare answers, or `{id, answers}` whose id comes back.

    The words are those of the vocabulary; what is left out or null is unknown, never "no".
    """
    site = request.app.state.site
    given = await body_of(request)
    identified = "answers" in given
    answers = given.get("answers") if identified else given
    try:
        if identified:
            refuse_beside(given.keys() - {"answers", "id"}, site.knowledge)
            _refuse_more(given)
        told = checked_answers(answers, site.knowledge)
    except AnswersError as e:
        raise RefusedError(422, *(fault.text(lang) for fault in e.faults[:20])) from e
    made = assessment_of(person(site.knowledge, told, lang), as_of or site.settings.today())
    shown = made.model_dump(mode="json")
    return JSONResponse({"id": given["id"], **shown} if "id" in given and identified else shown)


def _refuse_more(given: dict[str, Any]) -> None:
    """An id is a text or a whole number; nothing else stands beside the answers."""
    faults = [
        Fault(
            str(key)[:60], "kendes ikke her; kun `id` og `answers`", "not known here; only `id` and `answers`"
        )
        for key in given.keys() - {"id", "answers"}
    ]
    if isinstance(given.get("id"), bool) or not isinstance(given.get("id"), str | int | None):
        faults.append(Fault("id", "skal være tekst eller et helt tal", "must be text or a whole number"))
    if faults:
        raise AnswersError(faults)


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object that was sent; refuses anything else."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise RefusedError(415, "Content-Type: application/json")
    try:
        given = strict_json(await request.body())
    except NotJsonError as e:
        raise RefusedError(400, str(e)) from e
    if not isinstance(given, dict):
        raise RefusedError(
            422, "an object: answers, or {id, answers}, one person a request; for a report {text, age}"
        )
    return given


def refused(_: Request, e: Exception) -> JSONResponse:
    """The answer to a refused request."""
    assert isinstance(e, RefusedError)
    return JSONResponse({"detail": e.reasons}, e.status)


def misread(_: Request, e: Exception) -> JSONResponse:
    """The answer to a query that cannot be read, in the same shape as every refusal."""
    assert isinstance(e, RequestValidationError)
    return JSONResponse({"detail": [f"{fault['loc'][-1]}: {fault['msg']}" for fault in e.errors()]}, 422)


def describe(app: FastAPI, knowledge: Knowledge, more: dict[str, Any]) -> None:
    """Makes /openapi.json name every question with its type, range and words, and the addresses of `more`."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title, version=app.version, description=app.description, routes=app.routes
            )
            made["components"]["schemas"]["Answers"] = answers_schema(knowledge)
            post = made["paths"]["/api/assess"]["post"]
            post["requestBody"] = {"required": True, "content": {"application/json": {"schema": _either()}}}
            made["paths"] |= more
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _either() -> dict[str, Any]:
    answers = {"$ref": "#/components/schemas/Answers"}
    identified = {
        "type": "object",
        "properties": {"id": {"type": ["string", "integer", "null"]}, "answers": answers},
        "required": ["answers"],
        "additionalProperties": False,
    }
    return {"anyOf": [answers, identified]}


def answers_schema(knowledge: Knowledge) -> dict[str, Any]:
    """The vocabulary as a JSON Schema."""
    asked = {q.id: _question_schema(q) for q in knowledge.questions.values()}
    return {"type": "object", "properties": asked, "additionalProperties": False}


def _question_schema(question: Question) -> dict[str, Any]:
    said: dict[str, Any] = {"description": question.words.en}
    if question.type == "yes_no":
        return {**said, "type": ["boolean", "null"]}
    if question.type == "choice":
        return {**said, "enum": [*(question.of or []), None]}
    return {**said, "type": ["integer", "null"], "minimum": question.min, "maximum": question.max}
