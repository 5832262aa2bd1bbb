"""CDS Hooks 2.0: the services, their answers to a call, and what became of their cards."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from rygrad.fhir.hook_feedback import read_feedback
from rygrad.fhir.hooks import SERVICES, services
from rygrad.fhir.response import Issue, ResourceFault, operation_outcome
from rygrad.store.card_feedback import Feedback
from rygrad.store.database import StoreError
from rygrad.web.hooks_trust import NotTrusted
from rygrad.web.strict_json import NotJsonError, strict_json
from rygrad.web.texts import LANGUAGES, wished_language
from rygrad.web.turn import Site

PATH = "/cds-services"
BIG = 64 * 1024  # bytes; above this a call is read beside the others, not before them
OPEN = {  # clients run in browsers too; a site that must know its callers asks for tokens
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


async def discovery(request: Request) -> Response:
    """Which services there are."""
    found = services(_site(request).knowledge, _lang(request))
    return JSONResponse({"services": found}, headers=OPEN)


async def call(request: Request) -> Response:
    """The cards for one call of a hook; nothing is kept."""
    site, lang, id_ = _site(request), _lang(request), request.path_params["id"]
    try:
        _known(request, id_)
        body = await _body(request)
        work = partial(_answer, site, body, id_, lang, _address(request))
        made = await run_in_threadpool(work) if len(body) > BIG else work()
    except ResourceFault as fault:
        return _refused(request, _status(fault), *fault.issues)
    return JSONResponse(made, headers=OPEN)


def _answer(site: Site, body: bytes, id_: str, lang: str, address: str) -> dict[str, Any]:
    today = site.settings.today()
    return site.hooks.answer(id_, _json(body), today, lang, f"{address}/fhir", f"{address}/")


async def feedback(request: Request) -> Response:
    """What became of cards; kept without anything about the patient."""
    site, id_ = _site(request), request.path_params["id"]
    try:
        _known(request, id_)
        reports = [Feedback(**asdict(one)) for one in read_feedback(_json(await _body(request)))]
        await run_in_threadpool(site.card_feedback.keep, id_, reports)
    except ResourceFault as fault:
        return _refused(request, _status(fault), *fault.issues)
    except StoreError:
        da, en = "kan ikke gemmes lige nu. Prøv igen.", "cannot be kept now. Try again."
        return _refused(request, 503, Issue("transient", "feedback", da, en))
    return Response(status_code=200, headers=OPEN)


async def asked_before(_: Request) -> Response:
    """A browser asks before it calls from another site."""
    return Response(status_code=204, headers=OPEN | {"Access-Control-Max-Age": "600"})


async def nothing_here(request: Request) -> Response:
    """An address below the services that is none, or one that takes another method."""
    path = request.url.path
    allowed = {PATH: "GET, OPTIONS"}
    for id_ in SERVICES:
        allowed |= dict.fromkeys((f"{PATH}/{id_}", f"{PATH}/{id_}/feedback"), "POST, OPTIONS")
    if path in allowed:
        issue = Issue("not-supported", "method", f"brug {allowed[path]}", f"use {allowed[path]}")
        refused = _refused(request, 405, issue)
        refused.headers["Allow"] = allowed[path]
        return refused
    return _refused(request, 404, Issue("not-found", path[:200], "findes ikke", "is not here"))


def _known(request: Request, id_: str) -> None:
    """Refuses a service that is not there, and a caller that the site does not know."""
    there = {one["id"] for one in services(_site(request).knowledge, "en")}
    if id_ not in SERVICES or id_ not in there:
        allowed = ", ".join(sorted(there)) or "-"
        raise ResourceFault(Issue("not-found", id_[:60], f"vælg {allowed}", f"must be one of {allowed}"))
    trust = _site(request).trust
    if trust is not None:
        try:
            trust.check(request.headers.get("authorization"), f"{_address(request)}{request.url.path}")
        except NotTrusted as e:
            said = f"JWT: {e}"
            raise ResourceFault(Issue("security", "Authorization", said, said)) from e


async def _body(request: Request) -> bytes:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/json", "application/fhir+json"):
        raise ResourceFault(
            Issue("not-supported", "Content-Type", "skal være application/json", "must be application/json")
        )
    return await request.body()


def _json(body: bytes) -> Any:
    try:
        return strict_json(body)
    except NotJsonError as e:
        raise ResourceFault(Issue("structure", "body", str(e), str(e))) from e


def _status(fault: ResourceFault) -> int:
    special = {"not-found": 404, "security": 401}
    first = fault.issues[0]
    if first.path == "Content-Type":
        return 415
    return special.get(first.code, 400) if "." not in first.path and "[" not in first.path else 400


def _lang(request: Request) -> str:
    asked = request.query_params.get("lang")
    return asked if asked in LANGUAGES else wished_language(request.headers.get("accept-language"))


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def _address(request: Request) -> str:
    return _site(request).settings.address or f"{request.url.scheme}://{request.url.netloc}"


def _refused(request: Request, status: int, *issues: Issue) -> Response:
    headers = OPEN | ({"WWW-Authenticate": "Bearer"} if status == 401 else {})
    return JSONResponse(operation_outcome(issues, _lang(request)), status, headers)


ROUTES: list[BaseRoute] = [
    Route(PATH, discovery, methods=["GET"]),
    Route(f"{PATH}/{{id}}", call, methods=["POST"]),
    Route(f"{PATH}/{{id}}/feedback", feedback, methods=["POST"]),
    Route(f"{PATH}{{rest:path}}", asked_before, methods=["OPTIONS"]),
    Route(f"{PATH}{{rest:path}}", nothing_here, methods=["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"]),
]
