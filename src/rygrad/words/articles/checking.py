"""What is wrong with an article: its top, headings, pictures, dates, links, numbers and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import unquote

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Problem
from rygrad.words.articles.article import Article, Image
from rygrad.words.articles.front_matter import missing_of_ours
from rygrad.words.articles.headings import plain_id
from rygrad.words.articles.library import Library

Severity = Literal["error", "warning"]
LONGEST_DESCRIPTION = 160  # characters; search engines cut what is longer
_MONTHS = (
    ("januar", "january"),
    ("februar", "february"),
    ("marts", "march"),
    ("april",),
    ("maj", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("august",),
    ("september",),
    ("oktober", "october"),
    ("november",),
    ("december",),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_CHANGED = (
    r"(?:sidst\s+)?(?:opdateret|revideret|ændret|updated|revised|last\s+changed)"
    r"(?:\s+(?:den|on|d\.))?:?\s+"
)
_SAID_CHANGED = re.compile(
    rf"(?i)\b{_CHANGED}(?:(\d{{1,2}})\.?\s+({'|'.join(_MONTH)})\s+(\d{{4}})"
    r"|(\d{1,2})[-./](\d{1,2})[-./](\d{4})|(\d{4})-(\d{2})-(\d{2}))"
)
_ONLY_A_LABEL = re.compile(
    r"(?i)^(?:illustration|billede|foto|figur|graf|diagram|tegning|ikon|image|picture|photo|figure|chart"
    r"|drawing|icon)(?:\s+(?:af|over|fra|med|of|for|from)\b.*)?$"
)
_OWN_ID = re.compile(r"\{#([\w-]+)\}")
_FILE_NAME = re.compile(r"(?i)^[\w-]+\.(?:png|jpe?g|webp|svg|gif)$")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to put right: where, how grave, the name of the rule, and what it is."""

    line: int
    column: int
    severity: Severity
    rule: str
    da: str
    en: str

    def text(self, lang: str) -> str:
        """What is wrong, in a language."""
        return self.en if lang == "en" else self.da


@dataclass(frozen=True)
class Ground:
    """What an article is judged by.

    `library` holds the articles it may link to, `has_image` tells whether a picture is there, nothing may
    be dated after `today`, and `charts` are the names of ours (None: any name will do).
    """

    knowledge: Knowledge
    library: Library
    today: date
    has_image: Callable[[Article, str], bool] = lambda _article, _source: True
    charts: Collection[str] | None = None


Check = Callable[[Article, Ground], Iterator[Fault]]


def top(article: Article, _: Ground) -> Iterator[Fault]:
    """The lines at the top: unreadable, missing, unknown."""
    missing = missing_of_ours(article.front, article.file) if article.ours else []
    yield from (of_problem(p) for p in (*article.front.problems, *missing))
    if article.title_from == "file":
        da = f"artiklen har ingen titel; »{article.title}« er gættet ud fra filens navn. Skriv title: øverst"
        en = (
            f"the article has no title; '{article.title}' comes from the file's name. Write title: at the top"
        )
        yield Fault(1, 1, "error", "no-title", da, en)
    if len(article.description) > LONGEST_DESCRIPTION and article.front.text("description"):
        line, column = article.front.place("description")
        most = f"{len(article.description)}/{LONGEST_DESCRIPTION}"
        yield Fault(
            line,
            column,
            "warning",
            "long-description",
            f"beskrivelsen er for lang til en søgning ({most} tegn)",
            f"the description is too long for a search result ({most} characters)",
        )


def known_names(article: Article, ground: Ground) -> Iterator[Fault]:
    """Related articles and covered facts that do not exist."""
    for key, names, known in (
        ("related", article.related, ground.library),
        ("covers", article.covers, ground.knowledge.facts),
    ):
        for name in (name for name in names if name not in known):
            line, column = article.front.place(key)
            yield Fault(
                line,
                column,
                "error",
                f"unknown-{key}",
                f"{key}: »{name}« findes ikke",
                f"{key}: '{name}' does not exist",
            )


def headings(article: Article, _: Ground) -> Iterator[Fault]:
    """Levels that are skipped, bold in a heading, the same heading twice, a question nobody answers."""
    before, seen = 1, dict[str, int]()
    for heading in article.headings:
        if heading.level > before + 1:
            da = f"overskriften springer fra niveau {before} til {heading.level}"
            en = f"the heading goes from level {before} to {heading.level}"
            yield Fault(heading.line, 1, "error", "skipped-level", da, en)
        if heading.bold:
            da = f"»{heading.text}« står med fed inde i overskriften; en overskrift er tydelig nok"
            en = f"'{heading.text}' is bold inside the heading; a heading is plain enough"
            yield Fault(heading.line, 1, "warning", "bold-in-heading", da, en)
        if first := seen.get(plain_id(heading.text)):
            da = f"»{heading.text}« er også en overskrift på linje {first}"
            en = f"'{heading.text}' is a heading on line {first} too"
            yield Fault(heading.line, 1, "warning", "repeated-heading", da, en)
        seen.setdefault(plain_id(heading.text), heading.line)
        before = heading.level
    yield from _without_answer(article)


def _without_answer(article: Article) -> Iterator[Fault]:
    answered = {q.id for q in article.questions}
    for at, heading in enumerate(article.headings):
        following = next(iter(article.headings[at + 1 :]), None)
        parted = following is not None and following.level > heading.level
        if heading.text.endswith("?") and heading.id not in answered and not parted:
            da = f"»{heading.text}« spørger, og der er intet svar under"
            en = f"'{heading.text}' asks, and no answer stands below"
            yield Fault(heading.line, 1, "warning", "question-without-answer", da, en)


def images(article: Article, ground: Ground) -> Iterator[Fault]:
    """Pictures without a text alternative, with one that says nothing, and pictures that are not there."""
    for image in article.images:
        fault = _alternative(image)
        if fault:
            yield Fault(image.line, image.column, *fault)
        kind, _, name = image.source.partition(":")
        if not _is_there(article, image.source, kind, name, ground):
            shown = unquote(image.source)
            da, en = f"billedet findes ikke: {shown}", f"the picture is not there: {shown}"
            yield Fault(image.line, image.column, "error", "missing-image", da, en)


def _alternative(image: Image) -> tuple[Severity, str, str, str] | None:
    words = " ".join(image.alternative.split())
    if not words:
        da = "billedet har ingen tekst til dem, der ikke kan se det"
        return "error", "missing-alt", da, "the picture has no text for those who cannot see it"
    if _ONLY_A_LABEL.fullmatch(words) or _FILE_NAME.fullmatch(words):
        da = f"»{words}« siger ikke, hvad billedet viser; skriv, hvad man skal vide, når man ikke kan se det"
        en = f"'{words}' does not say what the picture shows; write what one must know who cannot see it"
        return "warning", "poor-alt", da, en
    return None


def _is_there(article: Article, source: str, kind: str, name: str, ground: Ground) -> bool:
    if kind == "drawing" and name:
        return name in ground.knowledge.drawings
    return (kind == "chart" and bool(name)) or ground.has_image(article, source)


def dates(article: Article, ground: Ground) -> Iterator[Fault]:
    """No date, one that has not come, and one that the text contradicts."""
    if article.updated is None:
        if not any("updated" in key.lower() for key in article.front.values):
            da = "der står ikke, hvornår artiklen sidst er ændret; skriv updated: øverst"
            en = "it is not said when the article was last changed; write updated: at the top"
            yield Fault(1, 1, "warning", "no-date", da, en)
        return
    if article.updated > ground.today:
        da, en = f"{article.updated} er ikke kommet endnu", f"{article.updated} has not come yet"
        yield Fault(*article.front.place_of_date(), "error", "future-date", da, en)
    for paragraph in article.paragraphs:
        for found in _SAID_CHANGED.finditer(paragraph.plain):
            said = _day(found)
            if said != article.updated:
                told = said or found.group()
                da = f"teksten siger {told}, og øverst står {article.updated}"
                en = f"the text says {told}, and the top says {article.updated}"
                yield Fault(paragraph.line, 1, "error", "dates-disagree", da, en)


def _day(found: re.Match[str]) -> date | None:
    day, month, year, d, m, y, iso_y, iso_m, iso_d = found.groups()
    try:
        if day:
            return date(int(year), _MONTH[month.lower()], int(day))
        return date(int(y or iso_y), int(m or iso_m), int(d or iso_d))
    except ValueError:
        return None


def of_problem(problem: Problem) -> Fault:
    """A problem of the top of an article as a fault."""
    return Fault(problem.line, problem.column, "error", "front-matter", problem.da, problem.en)


def check_article(article: Article, ground: Ground, checks: Iterable[Check]) -> list[Fault]:
    """Every fault of an article, in the order of its lines."""
    return sorted({fault for check in checks for fault in check(article, ground)})


def check_languages(one: Article, other: Article) -> Iterator[Fault]:
    """What differs between two languages of an article of ours: headings, their ids, figures, links."""
    pairs: tuple[tuple[str, Sequence[object], Sequence[object]], ...] = (
        ("headings", [h.level for h in one.headings], [h.level for h in other.headings]),
        ("ids", _OWN_ID.findall(one.source), _OWN_ID.findall(other.source)),
        ("figures", [i.source for i in one.images], [i.source for i in other.images]),
        (
            "links",
            [x.href for x in one.links if ":" in x.href],
            [x.href for x in other.links if ":" in x.href],
        ),
    )
    for what, here, there in pairs:
        if list(here) == list(there):
            continue
        at = next(
            (n for n, (a, b) in enumerate(zip(here, there, strict=False)) if a != b),
            min(len(here), len(there)),
        )
        shown = [str(side[at]) if at < len(side) else "-" for side in (here, there)]
        names = {
            "headings": "overskrifternes niveauer",
            "ids": "overskrifternes id'er",
            "figures": "billederne",
            "links": "henvisningerne",
        }
        da = f"{names[what]} er ikke de samme på {one.lang} og {other.lang}: {shown[0]}, {shown[1]}"
        en = f"the {what} are not the same in {one.lang} and {other.lang}: {shown[0]}, {shown[1]}"
        yield Fault(1, 1, "error", "languages-differ", da, en)
