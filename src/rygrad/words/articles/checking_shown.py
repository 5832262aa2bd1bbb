"""What a site would leave out of an article without a word: pictures it cannot show, links nobody can see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from urllib.parse import unquote

from rygrad.words.articles.article import Article, Image
from rygrad.words.articles.checking import Fault, Ground
from rygrad.words.articles.library import PICTURES
from rygrad.words.articles.links import target

_OWN_ID = re.compile(r"^#{1,6}\s.*\{#([A-Za-z][\w-]*)\}\s*$")
_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|data:", re.I)


def pictures(article: Article, ground: Ground) -> Iterator[Fault]:
    """Pictures of other sites or of a kind that is not shown, and figures inside a line."""
    for image in article.images:
        for rule, da, en in _not_shown(image, ground):
            yield Fault(image.line, image.column, "error", rule, da, en)


def _not_shown(image: Image, ground: Ground) -> Iterator[tuple[str, str, str]]:
    kind, _, name = image.source.partition(":")
    if kind in ("chart", "drawing"):
        if kind == "chart" and ground.charts is not None and name not in ground.charts:
            yield "missing-image", f"der er intet diagram »{name}«", f"there is no chart '{name}'"
        if not image.alone:
            da = f"»{image.source}« vises ikke midt i en linje; lad den stå alene i et afsnit"
            yield (
                "figure-in-line",
                da,
                f"'{image.source}' is not shown inside a line; give it its own paragraph",
            )
    elif _SCHEME.match(image.source):
        da = "billeder fra andre steder hentes ikke, så læserne ikke bliver talt; læg filen i images/"
        en = "pictures of other sites are not fetched: they count the readers; put the file in images/"
        yield "picture-elsewhere", da, en
    elif PurePath(unquote(image.source).partition("?")[0]).suffix.lower() not in PICTURES:
        allowed = " ".join(PICTURES)
        yield (
            "picture-kind",
            f"billedet vises ikke; brug {allowed}",
            f"the picture is not shown; use {allowed}",
        )


def wordless(article: Article, _: Ground) -> Iterator[Fault]:
    """Links and headings without words: nobody can see them, a screen reader says nothing."""
    for link in article.links:
        if not link.text and target(link.href).kind != "empty":
            da, en = "henvisningen har ingen ord at trykke på", "the link has no words to press on"
            yield Fault(link.line, link.column, "error", "link-without-words", da, en)
    for heading in article.headings:
        if not heading.text:
            da, en = "overskriften har ingen ord", "the heading has no words"
            yield Fault(heading.line, 1, "error", "empty-heading", da, en)


def own_ids(article: Article, _: Ground) -> Iterator[Fault]:
    """An id that is written at a heading and cannot be had: links to it lead somewhere else."""
    lines = article.source.split("\n")
    for heading in article.headings:
        written = _OWN_ID.match(lines[heading.line - 1])
        if written and written[1] != heading.id:
            da = f"id'et »{written[1]}« er taget; overskriften får »{heading.id}«"
            en = f"the id '{written[1]}' is taken; the heading gets '{heading.id}'"
            yield Fault(heading.line, 1, "error", "repeated-id", da, en)


def left_out(articles: Iterable[Article], shipped: Iterable[Article]) -> Iterator[tuple[Article, Fault]]:
    """Articles that a site leaves out, because another has the same id in the same language."""
    taken = {(a.id, a.lang): a for a in shipped if a.status != "retired"}
    for article in articles:
        if article.status == "retired":
            continue
        there = taken.setdefault((article.id, article.lang), article)
        if not article.ours and there is not article and there.file != article.file:
            da = f"id'et »{article.id}« ({article.lang}) har {there.file} allerede; denne artikel vises ikke"
            en = f"{there.file} has the id '{article.id}' ({article.lang}); this article is not shown"
            yield article, Fault(*article.front.place("id"), "error", "id-taken", da, en)
