"""Pages that are the same for everyone: start, what this is, privacy, and what went wrong."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Scope

from rygrad.fhir.response import Issue, operation_outcome
from rygrad.web.guard import HEADERS
from rygrad.web.texts import say, wished_language
from rygrad.web.turn import Turn

KNOWN_FAULTS = {
    "form-not-ours",
    "form-unreadable",
    "no-such-page",
    "too-large",
    "too-often",
    "no-such-diary",
    "plan-not-yet",
    "plan-unusable",
    "file-unusable",
}
BY_STATUS = {404: "no-such-page", 405: "no-such-page", 400: "form-unreadable", 413: "too-large"}


async def start(request: Request) -> Response:
    """The first page."""
    return Turn(request).page("start.html")


async def about(request: Request) -> Response:
    """What rygrad is and is not."""
    turn = Turn(request)
    return turn.page("about.html", version=turn.site.knowledge.version)


async def privacy(request: Request) -> Response:
    """What is kept where, in plain words."""
    return Turn(request).page("privacy.html")


def problem(request: Request, e: Exception) -> Response:
    """The page for a refusal; JSON where a program asked."""
    status = e.status_code if isinstance(e, HTTPException) else 500
    detail = str(e.detail) if isinstance(e, HTTPException) else ""
    fault = detail if detail in KNOWN_FAULTS else BY_STATUS.get(status, "broken")
    headers = dict(e.headers or {}) if isinstance(e, HTTPException) else {}
    if wants_json(request.scope):
        said = say(wished_language(request.headers.get("accept-language")))(f"problem-{fault}")
        return _for_a_program(request.url.path, said, status, headers)
    if request.url.path.startswith("/static/"):
        return Response("404\n", status, headers, "text/plain")
    page = Turn(request).page("problem.html", status=status, fault=fault)
    page.headers.update(headers)
    if status == 500:  # made outside the guard, which otherwise puts these on
        page.headers.update({**HEADERS, "Cache-Control": "no-store"})
    return page


def diaries_down(request: Request, _: Exception) -> Response:
    """The database does not take or give anything now; what was acknowledged is kept."""
    return Turn(request).page("problem.html", status=503, fault="diaries-down")


async def refuse(scope: Scope, status: int, fault: str) -> ASGIApp:
    """The answer of the guard, before any page is made: short, and in both languages."""
    said = f"{say('da')(f'problem-{fault}')}\n{say('en')(f'problem-{fault}')}\n"
    headers = {"Retry-After": "60"} if status == 429 else {"Connection": "close"}
    if wants_json(scope):
        return _for_a_program(str(scope["path"]), said, status, headers)
    return Response(said, status, headers, "text/plain; charset=utf-8")


def _for_a_program(path: str, said: str, status: int, headers: dict[str, str]) -> Response:
    """A refusal as the asker reads it: below /fhir and of the CDS services an OperationOutcome."""
    if path.startswith(("/fhir", "/cds-services")):
        made = operation_outcome((Issue("processing", path[:200], said, said),))
        return JSONResponse(made, status, headers, media_type="application/fhir+json")
    return JSONResponse({"detail": [said]}, status, headers)


def wants_json(scope: Scope) -> bool:
    """Whether a program asked, not a person."""
    path = str(scope["path"])
    return path.startswith(("/api/", "/fhir", "/cds-services")) or path in ("/health", "/openapi.json")
