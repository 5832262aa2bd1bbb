"""What search engines and feed readers ask for: the map of the site, the feed of articles, what to leave."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from starlette.requests import Request
from starlette.responses import Response

from rygrad.web.linked_data import article_address
from rygrad.web.texts import LANGUAGES
from rygrad.web.turn import Turn
from rygrad.words.articles.article import Article

STILL = ("/", "/about", "/privacy", "/articles")  # pages that are the same for everyone
# What a person has told, and pages made for one person alone.
PRIVATE = ("/diary", "/interview", "/answers", "/result", "/plan", "/report", "/articles/search", "/api/")
AN_HOUR = {"Cache-Control": "public, max-age=3600"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


async def sitemap(request: Request) -> Response:
    """Every page that a search engine may show, in each language; the day of change where it is told."""
    turn = Turn(request)
    articles = turn.site.shelf.library
    still = [_places(turn, {lang: f"{path}?lang={lang}" for lang in LANGUAGES}) for path in STILL]
    ids = dict.fromkeys(id for id, _ in articles.articles)
    written = [[articles.articles[id, lang] for lang in articles.languages(id)] for id in ids]
    places = [_places(turn, {a.lang: article_address(a) for a in each}, each) for each in written]
    text = "\n".join(line for lines in (*still, *places) for line in lines)
    return _xml(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{text}\n</urlset>'
    )


def _places(turn: Turn, paths: dict[str, str], articles: Iterable[Article] = ()) -> list[str]:
    """One page in its languages; each names the others."""
    changed = {a.lang: f"<lastmod>{a.updated.isoformat()}</lastmod>" for a in articles if a.updated}
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(turn.link(path))}/>'
        for lang, path in paths.items()
    )
    return [
        f"<url><loc>{_said(turn.link(path))}</loc>{changed.get(lang, '')}{others}</url>"
        for lang, path in paths.items()
    ]


async def feed(request: Request) -> Response:
    """The articles in one language as RSS 2.0, the last changed first."""
    turn = Turn(request)
    articles = [a for a in turn.site.shelf.library.newest() if a.lang == turn.lang]
    here = turn.link(f"/feed.xml?lang={turn.lang}")
    items = "\n".join(_item(a, turn.link(article_address(a))) for a in articles)
    return _xml(
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>\n'
        f"<title>{_said(turn.t('library-title'))}</title>"
        f"<link>{_said(turn.link('/articles'))}</link>"
        f"<description>{_said(turn.t('library-lead'))}</description><language>{turn.lang}</language>"
        f'<atom:link rel="self" type="application/rss+xml" href={quoteattr(here)}/>\n'
        f"{items}\n</channel></rss>",
        "application/rss+xml",
    )


def _item(article: Article, address: str) -> str:
    day = article.updated
    written = format_datetime(datetime.combine(day, time(), UTC)) if day else ""
    return (
        f"<item><title>{_said(article.title)}</title><link>{_said(address)}</link>"
        f'<guid isPermaLink="true">{_said(address)}</guid>'
        f"<description>{_said(article.description)}</description>"
        f"{f'<pubDate>{written}</pubDate>' if written else ''}</item>"
    )


async def robots(request: Request) -> Response:
    """What a search engine leaves alone: diaries, answers, results."""
    turn = Turn(request)
    left = "".join(f"Disallow: {path}\n" for path in PRIVATE)
    text = f"User-agent: *\n{left}\nSitemap: {turn.link('/sitemap.xml')}\n"
    return Response(text, headers=AN_HOUR, media_type="text/plain")


def _said(text: str) -> str:
    """A text as XML holds it; what XML cannot hold is left out."""
    return escape(_NOT_XML.sub("", text))


def _xml(text: str, kind: str = "application/xml") -> Response:
    content = f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'
    return Response(content, headers={**AN_HOUR, "Vary": "Accept-Language"}, media_type=kind)
