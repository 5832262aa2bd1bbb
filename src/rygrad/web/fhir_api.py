"""The FHIR R4 interface: what we can, the questionnaires, and `$assess` on a response to them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from rygrad.assess.assess import assessment_of
from rygrad.fhir.bundle import bundle
from rygrad.fhir.ground import Ground
from rygrad.fhir.outcome import assessed
from rygrad.fhir.questionnaire import NAMES, questionnaire
from rygrad.fhir.response import Issue, ResourceFault, answers_of, operation_outcome
from rygrad.guide.interview import Interview
from rygrad.web.strict_json import NotJsonError, strict_json
from rygrad.web.texts import LANGUAGES, wished_language
from rygrad.web.turn import Site
from rygrad.web.visit import Lang

KIND = "application/fhir+json"
ACCEPTED = (KIND, "application/json")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


async def metadata(request: Request) -> Response:
    """The CapabilityStatement: what this server speaks, and nothing more."""
    base = _base(request)
    made = {
        "resourceType": "CapabilityStatement",
        "status": "draft",
        "date": _site(request).settings.today().isoformat(),
        "kind": "instance",
        "implementation": {"description": "rygrad", "url": base},
        "software": {"name": "rygrad", "version": _site(request).knowledge.version},
        "fhirVersion": "4.0.1",
        "format": [KIND],
        "rest": [
            {
                "mode": "server",
                "resource": [
                    {"type": "Questionnaire", "interaction": [{"code": "read"}, {"code": "search-type"}]},
                    {
                        "type": "QuestionnaireResponse",
                        "operation": [{"name": "assess", "definition": f"{base}/OperationDefinition/assess"}],
                    },
                ],
            }
        ],
    }
    return _written(made)


async def questionnaires(request: Request) -> Response:
    """All Questionnaires as a searchset; there is nothing to search by."""
    base = _base(request)
    entries = [
        {
            "fullUrl": f"{base}/Questionnaire/{name}",
            "resource": questionnaire(name, _site(request).knowledge, base),
            "search": {"mode": "match"},
        }
        for name in NAMES
    ]
    link = [{"relation": "self", "url": f"{base}/Questionnaire"}]
    return _written(
        {"resourceType": "Bundle", "type": "searchset", "total": len(NAMES), "link": link, "entry": entries}
    )


async def one_questionnaire(request: Request) -> Response:
    """One Questionnaire by its id."""
    name = request.path_params["name"]
    if name not in NAMES:
        allowed = ", ".join(NAMES)
        return _refused(
            request, 404, Issue("not-found", "Questionnaire", f"vælg {allowed}", f"must be one of {allowed}")
        )
    return _written(questionnaire(name, _site(request).knowledge, _base(request)))


async def assess(request: Request) -> Response:
    """The Assessment of a QuestionnaireResponse, bare or as the parameter `response`; nothing is kept."""
    site, lang = _site(request), _lang(request)
    try:
        response = _response_in(await _sent(request))
        answers = answers_of(response, site.knowledge)
        day = _day(request.query_params.get("as_of"), site.settings.today())
    except ResourceFault as fault:
        return _refused(request, 400 if fault.issues[0].code == "structure" else 422, *fault.issues)
    # As in the guide, "no" follows where a question makes no sense after another answer.
    made = assessment_of(Interview(site.knowledge, answers, lang=lang).person(), day)
    ground = Ground(made, answers, site.knowledge, _base(request), response)
    return _written(assessed(made, response, bundle(ground, datetime.now(UTC))))


async def nothing_here(request: Request) -> Response:
    """An address below /fhir that we do not speak."""
    return _refused(
        request, 404, Issue("not-supported", request.url.path[:200], "findes ikke her", "is not spoken here")
    )


async def _sent(request: Request) -> Any:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ACCEPTED:
        raise ResourceFault(Issue("not-supported", "Content-Type", f"skal være {KIND}", f"must be {KIND}"))
    try:
        return strict_json(await request.body())
    except NotJsonError as e:
        raise ResourceFault(Issue("structure", "body", str(e), str(e))) from e


def _response_in(sent: Any) -> Any:
    """The response itself, where it comes wrapped in Parameters."""
    if not isinstance(sent, dict) or sent.get("resourceType") != "Parameters":
        return sent
    given = sent.get("parameter")
    for one in given if isinstance(given, list) else []:
        if isinstance(one, dict) and one.get("name") == "response":
            return one.get("resource")
    raise ResourceFault(Issue("required", "Parameters.parameter", "mangler »response«", "lacks 'response'"))


def _day(said: str | None, today: date) -> date:
    if said is None:
        return today
    try:
        if _DAY.fullmatch(said):
            return date.fromisoformat(said)
    except ValueError:
        pass
    raise ResourceFault(Issue("value", "as_of", "skriv som 2026-11-23", "write as 2026-11-23"))


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


def _written(made: dict[str, Any], status: int = 200) -> Response:
    return JSONResponse(made, status, media_type=KIND)


def _refused(request: Request, status: int, *issues: Issue) -> Response:
    return _written(operation_outcome(issues, _lang(request)), status)


ROUTES: list[BaseRoute] = [
    Route("/fhir/metadata", metadata, methods=["GET"]),
    Route("/fhir/Questionnaire", questionnaires, methods=["GET"]),
    Route("/fhir/Questionnaire/{name}", one_questionnaire, methods=["GET"]),
    Route("/fhir/QuestionnaireResponse/$assess", assess, methods=["POST"]),
    Route("/fhir/{rest:path}", nothing_here, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
]
