"""The interface for other programs to the reading of scan reports: text in, the report explained out."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from rygrad.kb.problem import Refusal
from rygrad.web.api import REFUSALS, RefusedError, body_of
from rygrad.web.visit import Lang
from rygrad.words.report.explain import Report, report
from rygrad.words.report.language import AGES, MOST_CHARACTERS

router = APIRouter(prefix="/api")


class Sent(BaseModel):
    """A report to be explained, and the age of the one it is about, in years."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]
    age: Annotated[int, Field(ge=AGES[0], le=AGES[-1])] | None = None


SCHEMA = {"required": True, "content": {"application/json": {"schema": Sent.model_json_schema()}}}


@router.post("/report", response_model=Report, responses=REFUSALS, openapi_extra={"requestBody": SCHEMA})
async def explain(
    request: Request,
    lang: Annotated[Lang, Query(description="Language of the explanations.")] = "da",
) -> JSONResponse:
    """Explain the report of a scan of the low back, written in Danish or English. Nothing is kept."""
    given = await body_of(request)
    _refuse_shape(given, lang)
    try:
        made = report(given["text"], request.app.state.site.knowledge, given.get("age"), lang)
    except Refusal as e:
        raise RefusedError(422, e.text(lang)) from e
    return JSONResponse(made.model_dump(mode="json"))


def _refuse_shape(given: dict[str, Any], lang: Lang) -> None:
    """Only `text`, which is text, and `age`, which is a whole number or null."""
    unknown = sorted(given.keys() - set(Sent.model_fields))
    faults = [
        f"{key[:60]}: kun `text` og `age`" if lang == "da" else f"{key[:60]}: only `text` and `age`"
        for key in unknown
    ]
    if not isinstance(given.get("text"), str):
        faults.append("text: skal være tekst" if lang == "da" else "text: must be text")
    age = given.get("age")
    if age is not None and (isinstance(age, bool) or not isinstance(age, int)):
        faults.append("age: skal være et helt tal" if lang == "da" else "age: must be a whole number")
    if faults:
        raise RefusedError(422, *faults[:20])
