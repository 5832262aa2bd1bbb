"""The FHIR R4 interface: what we can, what we ship, and `$assess` on a response; all errors are outcomes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Match, Route

from rygrad.assess.assess import assessment_of
from rygrad.fhir.bundle import bundle
from rygrad.fhir.capability import KIND, OPERATION, capability, operation, searchset
from rygrad.fhir.ground import Ground
from rygrad.fhir.library import libraries
from rygrad.fhir.outcome import assessed
from rygrad.fhir.plan import plans
from rygrad.fhir.response import Issue, ResourceFault, operation_outcome
from rygrad.fhir.score_forms import WITHHELD, every_questionnaire, withheld
from rygrad.fhir.taken import taken, used_parameters
from rygrad.kb.knowledge import Knowledge
from rygrad.web.fhir_described import ONE, RESPONSE_SENT, SEVERAL
from rygrad.web.strict_json import NotJsonError, strict_json
from rygrad.web.texts import LANGUAGES, wished_language
from rygrad.web.turn import Site
from rygrad.web.visit import Lang

ACCEPTED = (KIND, "application/json")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
STATUS = {"structure": 400, "not-supported": 415}
SHIPPED: dict[str, Callable[[Knowledge, str], dict[str, dict[str, Any]]]] = {
    "Questionnaire": every_questionnaire,
    "PlanDefinition": plans,
    "Library": libraries,
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class FhirResponse(JSONResponse):
    """A resource as the answer."""

    media_type = KIND


router = APIRouter(prefix="/fhir", default_response_class=FhirResponse)


@router.get("/metadata", response_model=None, openapi_extra=SEVERAL)
async def metadata(request: Request) -> Response:
    """The CapabilityStatement: what this server speaks, and nothing more."""
    site = _site(request)
    return FhirResponse(capability(_base(request), site.knowledge.version, site.settings.today()))


@router.get("/Questionnaire", response_model=None, openapi_extra=SEVERAL)
async def all_questionnaires(request: Request) -> Response:
    """All Questionnaires as a searchset; there is nothing to search by."""
    return await run_in_threadpool(_all, request, "Questionnaire")


@router.get("/Questionnaire/{name}", response_model=None, openapi_extra=ONE)
async def one_questionnaire(request: Request) -> Response:
    """One Questionnaire by its id."""
    return await run_in_threadpool(_one, request, "Questionnaire")


@router.get("/PlanDefinition", response_model=None, openapi_extra=SEVERAL)
async def all_plans(request: Request) -> Response:
    """All decision tables as a searchset; there is nothing to search by."""
    return await run_in_threadpool(_all, request, "PlanDefinition")


@router.get("/PlanDefinition/{name}", response_model=None, openapi_extra=ONE)
async def one_plan(request: Request) -> Response:
    """One decision table by its id."""
    return await run_in_threadpool(_one, request, "PlanDefinition")


@router.get("/Library", response_model=None, openapi_extra=SEVERAL)
async def all_libraries(request: Request) -> Response:
    """The rules as CQL, as a searchset of one."""
    return await run_in_threadpool(_all, request, "Library")


@router.get("/Library/{name}", response_model=None, openapi_extra=ONE)
async def one_library(request: Request) -> Response:
    """The rules as CQL."""
    return await run_in_threadpool(_one, request, "Library")


@router.get("/OperationDefinition/{name}", response_model=None, openapi_extra=ONE)
async def one_operation(request: Request) -> Response:
    """What `$assess` takes and answers with."""
    if request.path_params["name"] != OPERATION:
        return _refused(request, 404, _choose("OperationDefinition", OPERATION))
    return FhirResponse(operation(_base(request), _site(request).knowledge.version))


def _all(request: Request, kind: str) -> Response:
    base = _base(request)
    return FhirResponse(searchset(kind, SHIPPED[kind](_site(request).knowledge, base).values(), base))


def _one(request: Request, kind: str) -> Response:
    made = SHIPPED[kind](_site(request).knowledge, _base(request))
    found = {resource["id"]: resource for resource in made.values()}
    name = request.path_params["name"]
    if name in found:
        return FhirResponse(found[name])
    if kind == "Questionnaire" and name in withheld(_site(request).knowledge):
        return _refused(request, 404, Issue("not-supported", kind, WITHHELD.da, WITHHELD.en))
    return _refused(request, 404, _choose(kind, *found))


def _choose(kind: str, *names: str) -> Issue:
    allowed = ", ".join(names)
    return Issue("not-found", kind, f"vælg {allowed}", f"must be one of {allowed}")


@router.post("/QuestionnaireResponse/$assess", response_model=None, openapi_extra=RESPONSE_SENT)
async def assess(request: Request) -> Response:
    """The Assessment of a response, a record (a Bundle), or both as Parameters; nothing is kept."""
    site = _site(request)
    try:
        lang = _asked_language(request)
        day = _day(request.query_params.get("as_of"), site.settings.today())
        given = taken(await _sent(request), site.hooks.records, day)
    except ResourceFault as fault:
        return _refused(request, STATUS.get(fault.issues[0].code, 422), *fault.issues)
    made = assessment_of(given.person(site.hooks.records, lang), day)
    ground = Ground(made, given.answers, site.knowledge, _base(request), given.source)
    answer = assessed(made, given.source, bundle(ground, datetime.now(UTC)))
    answer["parameter"] += used_parameters(given.told, lang)
    return FhirResponse(answer)


async def nothing_here(request: Request) -> Response:
    """An address below /fhir that we do not speak, or not in this way."""
    here = request.url.path[:200]
    if allowed := _allowed(request):
        issue = Issue("not-supported", here, f"kun {allowed}", f"{allowed} only")
        answer = _refused(request, 405, issue)
        answer.headers["Allow"] = allowed
        return answer
    return _refused(request, 404, Issue("not-supported", here, "findes ikke her", "is not spoken here"))


def _allowed(request: Request) -> str:
    """The methods that the address knows; none where there is nothing."""
    found: set[str] = set()
    for route in (*SPOKEN, *HEADS):
        if route.matches(request.scope)[0] is not Match.NONE:
            found |= route.methods or set()
    return ", ".join(sorted(found))


async def _sent(request: Request) -> Any:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ACCEPTED:
        raise ResourceFault(Issue("not-supported", "Content-Type", f"skal være {KIND}", f"must be {KIND}"))
    try:
        return strict_json(await request.body())
    except NotJsonError as e:
        raise ResourceFault(Issue("structure", "body", str(e), str(e))) from e


def _day(said: str | None, today: date) -> date:
    if said is None:
        return today
    try:
        if _DAY.fullmatch(said):
            return date.fromisoformat(said)
    except ValueError:
        pass
    raise ResourceFault(Issue("value", "as_of", "skriv som 2026-11-23", "write as 2026-11-23"))


def _asked_language(request: Request) -> Lang:
    if request.query_params.get("lang", "da") not in LANGUAGES:
        allowed = ", ".join(LANGUAGES)
        raise ResourceFault(Issue("value", "lang", f"vælg {allowed}", f"must be one of {allowed}"))
    return _lang(request)


def _lang(request: Request) -> Lang:
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        return "en" if asked == "en" else "da"
    return "en" if wished_language(request.headers.get("accept-language")) == "en" else "da"


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def _base(request: Request) -> str:
    address = _site(request).settings.address or f"{request.url.scheme}://{request.url.netloc}"
    return f"{address}/fhir"


def _refused(request: Request, status: int, *issues: Issue) -> Response:
    return FhirResponse(operation_outcome(issues, _lang(request)), status)


SPOKEN = [route for route in router.routes if isinstance(route, Route)]
HEADS = [
    Route(route.path, route.endpoint, methods=["HEAD"]) for route in SPOKEN if "GET" in (route.methods or ())
]
REST = Route("/fhir/{rest:path}", nothing_here, methods=list(METHODS))
ROUTES: list[BaseRoute] = [*SPOKEN, *HEADS, REST]
