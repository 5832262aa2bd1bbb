"""The library: the list of articles, each article, the search in them, and a site's own pictures."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rygrad.web.linked_data import article_address, linked_data
from rygrad.web.shelf import Shelf
from rygrad.web.turn import Turn
from rygrad.words.articles.library import PICTURES
from rygrad.words.articles.search import LONGEST, Found, QueryFault

# A picture may hold a script or ask for something elsewhere (SVG does); opened by itself it may do nothing.
PICTURE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cache-Control": "public, max-age=3600",
}


async def articles(request: Request) -> Response:
    """All articles, each once, in the visitor's language where they can be."""
    turn = Turn(request)
    shelf = _shelf(turn)
    found = [shelf.shown(article) for article in shelf.library.shown(turn.lang)]
    return turn.page("articles.html", articles=found, longest=LONGEST)


async def article(request: Request) -> Response:
    """One article in the visitor's language, or in the one it is in."""
    turn, id = Turn(request), request.path_params["id"]
    shelf = _shelf(turn)
    found = shelf.library.find(id, turn.lang)
    if found is None:
        raise HTTPException(404, "no-such-page")
    languages = shelf.library.languages(id)
    return turn.page(
        "article.html",
        shown=shelf.shown(found),  # made before the first visitor came
        article=found,
        canonical=article_address(found),
        languages=languages,
        other=next((shelf.library.articles[id, lang] for lang in languages if lang != found.lang), None),
        related=shelf.library.related(found),
        linked_data=linked_data(found, shelf.library, turn.link),
        longest=LONGEST,
    )


async def search(request: Request) -> Response:
    """What a search finds; the form alone where nothing was asked."""
    turn = Turn(request)
    query = request.query_params.get("q")
    if query is None:
        return _searched(turn, "")
    try:
        found = _shelf(turn).index.search(query, turn.lang)
    except QueryFault as fault:
        said = turn.t(f"fault-search-{fault.kind}", most=LONGEST)
        return _searched(turn, query[:LONGEST], fault=said, status=422)
    return _searched(turn, query, found)


def _searched(
    turn: Turn, query: str, found: Found | None = None, fault: str = "", status: int = 200
) -> Response:
    return turn.page(
        "article_search.html", status=status, query=query, found=found, fault=fault, longest=LONGEST
    )


async def picture(request: Request) -> Response:
    """One of the site's own pictures; only names that were there at the start are known."""
    turn = Turn(request)
    file = _shelf(turn).pictures.get(request.path_params["name"])
    if file is None:
        raise HTTPException(404, "no-such-page")
    try:
        content = await run_in_threadpool(file.read_bytes)
    except OSError as e:
        raise HTTPException(404, "no-such-page") from e
    return Response(content, headers=PICTURE_HEADERS, media_type=PICTURES[file.suffix.lower()])


def _shelf(turn: Turn) -> Shelf:
    return turn.site.shelf
