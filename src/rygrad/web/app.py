"""The site: its routes, its guard, its faults."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from rygrad.assess.assess import assessment_of
from rygrad.directory.places import read_places
from rygrad.fhir.hooks import hooks
from rygrad.fhir.records import Told
from rygrad.guide.interview import Interview
from rygrad.store.card_feedback import FeedbackStore
from rygrad.store.clinics import Directory
from rygrad.store.database import StoreError, answers, open_database
from rygrad.store.diaries import Store
from rygrad.web import (
    api,
    clinic_pages,
    clinics_api,
    developers_pages,
    diary_pages,
    fhir_api,
    find_pages,
    for_machines,
    hooks_api,
    hooks_openapi,
    interview_pages,
    library_pages,
    lint_pages,
    plan_pages,
    questionnaire_pages,
    report_api,
    report_pages,
    result_pages,
    still_pages,
)
from rygrad.web.guard import Guard
from rygrad.web.pages_environment import STATIC, environment
from rygrad.web.settings import Settings
from rygrad.web.shelf import shelf
from rygrad.web.texts import LANGUAGES
from rygrad.web.turn import Site
from rygrad.web.visit import Seal
from rygrad.words.report.explain import report

PAGES: list[BaseRoute] = [
    Route("/", still_pages.start, methods=["GET"]),
    Route("/about", still_pages.about, methods=["GET"]),
    Route("/privacy", still_pages.privacy, methods=["GET"]),
    Route("/interview", interview_pages.begin, methods=["GET"]),
    Route("/interview/more", interview_pages.more, methods=["POST"]),
    Route("/interview/{screen}", interview_pages.show, methods=["GET"]),
    Route("/interview/{screen}", interview_pages.answer, methods=["POST"]),
    Route("/answers", interview_pages.answers, methods=["GET"]),
    Route("/answers/forget", interview_pages.forget, methods=["POST"]),
    Route("/answers.json", result_pages.answers_file, methods=["GET"]),
    Route("/answers/file", result_pages.answers_sent, methods=["POST"]),
    Route("/diary", diary_pages.open_, methods=["GET"]),
    Route("/diary", diary_pages.begin, methods=["POST"]),
    Route("/diary/{key}", diary_pages.show, methods=["GET"]),
    Route("/diary/{key}/day", diary_pages.write, methods=["POST"]),
    Route("/diary/{key}/remove", diary_pages.remove, methods=["POST"]),
    Route("/diary/{key}/onset", diary_pages.onset, methods=["POST"]),
    Route("/diary/{key}/signs", diary_pages.signs, methods=["POST"]),
    Route("/diary/{key}/again", diary_pages.again, methods=["POST"]),
    Route("/diary/{key}/export.json", diary_pages.export_json, methods=["GET"]),
    Route("/diary/{key}/export.csv", diary_pages.export_csv, methods=["GET"]),
    Route("/diary/{key}/questionnaire/{name}", questionnaire_pages.show, methods=["GET"]),
    Route("/diary/{key}/questionnaire/{name}", questionnaire_pages.write, methods=["POST"]),
    Route("/diary/{key}/delete", diary_pages.delete, methods=["POST"]),
    Route("/plan", plan_pages.show, methods=["GET"]),
    Route("/plan.pdf", plan_pages.as_pdf, methods=["GET"]),
    Route("/plan.ics", plan_pages.as_calendar, methods=["GET"]),
    Route("/find", find_pages.search, methods=["GET"]),
    Route("/find/klinik/{id}", clinic_pages.clinic, methods=["GET"]),
    Route("/find/{kind}/{place}/{specialty}", find_pages.find, methods=["GET"]),
    Route("/articles", library_pages.articles, methods=["GET"]),
    Route("/articles/search", library_pages.search, methods=["GET"]),
    Route("/articles/images/{name}", library_pages.picture, methods=["GET"]),
    Route("/articles/{id}", library_pages.article, methods=["GET"]),
    Route("/sitemap.xml", for_machines.sitemap, methods=["GET"]),
    Route("/feed.xml", for_machines.feed, methods=["GET"]),
    Route("/robots.txt", for_machines.robots, methods=["GET"]),
    Route("/lint", lint_pages.show, methods=["GET"]),
    Route("/lint", lint_pages.check, methods=["POST"]),
    Route("/developers", developers_pages.show, methods=["GET"]),
    Route("/developers", developers_pages.send, methods=["POST"]),
    Route("/report", report_pages.show, methods=["GET"]),
    Route("/report", report_pages.explain, methods=["POST"]),
    Route("/result", result_pages.result, methods=["GET"]),
    Route("/result.json", result_pages.result_file, methods=["GET"]),
]

MOST_INLINE = 500_000  # bytes


class Static(StaticFiles):
    """Files of our own; their address changes with their content, so browsers may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file."""
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            forever = scope["query_string"].startswith(b"v=")
            kept = "public, max-age=31536000, immutable" if forever else "public, max-age=604800"
            response.headers["Cache-Control"] = kept
        return response


def create_app(settings: Settings) -> FastAPI:
    """The site as an ASGI application."""

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(warm, app.state.site)
        yield
        app.state.site.store.engine.dispose()

    app = FastAPI(
        title="rygrad",
        version=settings.knowledge.version,
        description="Low back pain, from the first worry to the right next step. It makes no diagnosis.",
        docs_url=None,
        redoc_url=None,
        lifespan=life,
    )
    seal = Seal(settings.secret, settings.knowledge)
    store = Store(open_database(settings.database or settings.folder))
    wrong_keys = FixedWindowRateLimiter(MemoryStorage())
    app.state.site = Site(
        settings=settings,
        seal=seal,
        pages=environment(),
        store=store,
        wrong_keys=wrong_keys,
        shelf=shelf(settings.knowledge, settings.folder),
        directory=Directory(store.engine),
        places=read_places(settings.knowledge.folder),
        hooks=hooks(settings.knowledge),
        card_feedback=FeedbackStore(store.engine),
        trust=settings.trust,
    )
    app.include_router(api.router)
    app.include_router(report_api.router)
    app.include_router(clinics_api.router)
    app.add_api_route("/health", health, methods=["GET"], response_model=api.Health)
    app.router.routes.extend([*fhir_api.ROUTES, *hooks_api.ROUTES, *PAGES])
    app.router.routes.append(Mount("/static", Static(directory=STATIC)))
    app.add_exception_handler(HTTPException, _problem)
    app.add_exception_handler(api.RefusedError, api.refused)
    app.add_exception_handler(RequestValidationError, api.misread)
    app.add_exception_handler(StoreError, still_pages.diaries_down)
    app.add_exception_handler(Exception, still_pages.problem)
    # The largest page is compressed in about a millisecond: less than waiting for a thread.
    app.add_middleware(GZipMiddleware, minimum_size=600, compresslevel=3, thread_minimum_size=MOST_INLINE)
    app.add_middleware(
        Guard,
        refuse=still_pages.refuse,
        requests_a_minute=settings.requests_a_minute,
        address=settings.address,
    )
    api.describe(app, settings.knowledge, hooks_openapi.paths())
    return app


def warm(site: Site) -> None:
    """Compiles rules and pages before the first person comes, so that nobody waits for it."""
    for name in site.pages.list_templates():
        site.pages.get_template(name)
    report("Prolaps L5/S1", site.knowledge)
    for written in site.shelf.library.articles.values():
        site.shelf.shown(written)
    _ = site.shelf.index
    site.hooks.person(Told(), {}, "da")
    for lang in LANGUAGES:
        assessment_of(Interview(site.knowledge, lang=lang).person(), site.settings.today())


def _problem(request: Request, e: Exception) -> Response:
    return still_pages.problem(request, e)


async def health(request: Request) -> JSONResponse:
    """Whether the site can serve."""
    site = request.app.state.site
    well = answers(site.store.engine)
    said = {"status": "ok" if well else "broken", "knowledge_version": site.knowledge.version}
    return JSONResponse(said | {"diaries": "ok" if well else "broken"}, 200 if well else 503)
