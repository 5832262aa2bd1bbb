"""The articles of a running site: read once, each made into a page once, searched, linked from the guide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from markupsafe import Markup

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Source
from rygrad.kb.problem import Problem
from rygrad.kb.yaml_text import YamlFault, parse
from rygrad.papers.article_charts import CHARTS
from rygrad.web.texts import safe
from rygrad.words.articles.article import Article, Heading
from rygrad.words.articles.library import FOLDER, PICTURES, Library, article_files, library
from rygrad.words.articles.rendering import Around, Figure, render
from rygrad.words.articles.search import SearchIndex

IMAGES = "images"  # the folder of a site's own pictures, inside that of its articles
LINKS = "links.yaml"
TAKEN = ("search",)  # addresses below /articles/ that are no article's


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the contents and those below it."""

    heading: Heading
    below: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An article as its page shows it: the text, the contents, the sources behind its notes."""

    article: Article
    minutes: int
    html: Markup
    title_id: str
    contents: tuple[Chapter, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Where the guide leads to in an article: the address, the heading there, its language."""

    address: str
    title: str
    lang: str


class Shelf:
    """All articles of a site; what stands on it does not change while the site runs."""

    def __init__(self, knowledge: Knowledge, own: Path) -> None:
        self.knowledge = knowledge
        self.pictures = _pictures(own / IMAGES)
        self.library = _usable(library(knowledge.folder / FOLDER, own))
        self._shown: dict[tuple[str, str], Shown] = {}

    @cached_property
    def index(self) -> SearchIndex:
        """What the search looks in, built at first use."""
        return SearchIndex(self.library.newest())

    @cached_property
    def links(self) -> Mapping[str, Mapping[str, str]]:
        """Where the guide leads to: part of the guide, place, "article#section"."""
        return links_of(self.knowledge.folder)

    def shown(self, article: Article) -> Shown:
        """The page of an article, made at first use."""
        key = (article.id, article.lang)
        if key not in self._shown:
            self._shown[key] = self._made(article)
        return self._shown[key]

    def reading(self, part: str, place: str, lang: str) -> Reading | None:
        """What to read about a place in the guide; None where nothing is written about it."""
        name, _, section = self.links.get(part, {}).get(place, "").partition("#")
        article = self.library.find(name, lang)
        heading = next((h for h in article.headings if h.id == section), None) if article else None
        if article is None or heading is None:
            return None
        return Reading(f"/articles/{article.id}#{heading.id}", heading.text, article.lang)

    def picture(self, source: str) -> str | None:
        """The address of a picture as an article names it; None of one that is not there, or elsewhere."""
        if urlsplit(source).scheme or source.startswith("//"):
            return None
        name = _plain(unquote(source).rpartition("/")[2])
        return f"/articles/{IMAGES}/{quote(name)}" if name in self.pictures else None

    def _made(self, article: Article) -> Shown:
        made = render(article, Around(self.knowledge, self._figure, self.picture, self._has))
        claims = [self.knowledge.claims[name] for name in made.claims]
        sources = dict.fromkeys(claim.source for claim in claims)
        return Shown(
            article,
            article.minutes,
            safe(made.html),
            made.title_id,
            tuple(_chapters(made.contents)),
            tuple(self.knowledge.sources[name] for name in sources),
        )

    def _has(self, id: str) -> bool:
        return id in self.library

    def _figure(self, kind: str, name: str, lang: str) -> Figure | None:
        if kind == "drawing":
            drawing = self.knowledge.drawings.get(name)
            return Figure(drawing) if drawing else None
        if name not in CHARTS:
            return None
        chart = CHARTS[name](self.knowledge, lang)
        return Figure(chart.svg, chart.title, chart.table, chart.claims)


def shelf(knowledge: Knowledge, data: Path) -> Shelf:
    """The articles of a site with a data folder; sites without any of their own share one shelf."""
    own = data / FOLDER
    if own.is_dir():
        return Shelf(knowledge, own)
    kept: dict[tuple[str, str], Any] = knowledge.made_once
    if ("shelf", "") not in kept:
        kept["shelf", ""] = Shelf(knowledge, own)
    made: Shelf = kept["shelf", ""]
    return made


def article_faults(knowledge: Knowledge, data: Path) -> list[Problem]:
    """What is wrong with a site's own articles; one that cannot be used is left out of its pages."""
    own = data / FOLDER
    return list(Shelf(knowledge, own).library.problems) if article_files(own) else []


def links_of(knowledge_folder: Path) -> Mapping[str, Mapping[str, str]]:
    """The table of links from the guide to the articles; empty where there is none that can be read."""
    try:
        parsed = parse((knowledge_folder / FOLDER / LINKS).read_text(encoding="utf-8")).value
    except (OSError, UnicodeError, YamlFault):
        return {}
    parts = parsed.items() if isinstance(parsed, dict) else ()
    return {
        part: {k: str(v) for k, v in places.items()} for part, places in parts if isinstance(places, dict)
    }


def _usable(found: Library) -> Library:
    """The articles that can have a page; what hinders the others is told."""
    problems = [problem for article in found.articles.values() for problem in _hindered(article)]
    left_out = {problem.file for problem in problems}
    kept = {key: article for key, article in found.articles.items() if article.file not in left_out}
    return replace(found, articles=kept, problems=(*found.problems, *problems))


def _hindered(article: Article) -> Iterator[Problem]:
    """Why an article cannot have a page."""
    if article.id in TAKEN:
        da = f"»{article.id}« kan ikke være en artikels id: /articles/{article.id} er en anden side"
        en = f"'{article.id}' cannot be the id of an article: /articles/{article.id} is another page"
        yield Problem(article.file, 1, 1, da, en)
    try:
        f"{article.title}{article.description}{article.about}".encode()
    except UnicodeEncodeError:
        da, en = "øverst står et halvt tegn (\\ud800)", "there is half a sign (\\ud800) at the top"
        yield Problem(article.file, 1, 1, da, en)


def _pictures(folder: Path) -> dict[str, Path]:
    """The pictures of a folder by name; nothing that leads out of it, no other kind of file."""
    try:
        inside = folder.resolve()
        files = sorted(folder.iterdir())
        return {
            _plain(f.name): f
            for f in files
            if f.suffix.lower() in PICTURES and f.is_file() and f.resolve().parent == inside
        }
    except OSError:
        return {}


def _plain(name: str) -> str:
    """A file's name with letters and their signs as one, as they may be two on some machines."""
    return unicodedata.normalize("NFC", name)


def _chapters(headings: tuple[Heading, ...]) -> list[Chapter]:
    made: list[Chapter] = []
    for heading in headings:
        if heading.level <= 2 or not made:
            made.append(Chapter(heading, ()))
        else:
            made[-1] = replace(made[-1], below=(*made[-1].below, heading))
    return made
