"""The whole book: which pages there are, and the frame each stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rygrad.book.care_pages import care
from rygrad.book.entry_pages import by_topic, cases, claims, facts, questions, sources, topic_words
from rygrad.book.html import Html, Part, bullets, joined, tag
from rygrad.book.rule_pages import AnyRule, rule_page
from rygrad.book.table_pages import causes, levels, scores, tables
from rygrad.book.view import View
from rygrad.kb.knowledge import Knowledge

STYLE = "style.css"
# file name without ending -> how the page is written; the word for it is the heading and the link
PAGES: dict[str, Callable[[View], Iterator[Part]]] = {
    "levels": levels,
    "questions": questions,
    "tables": tables,
    "causes": causes,
    "scores": scores,
    "care": care,
    "sources": sources,
    "cases": cases,
    "facts": facts,
}
NAVIGATION = (*list(PAGES)[:6], "claims", *list(PAGES)[6:])


def book(knowledge: Knowledge, lang: str) -> dict[str, str]:
    """Every file of the book: its path, with `/`, and its text."""
    view = View(knowledge, lang)
    made = {STYLE: Path(__file__).with_name(STYLE).read_text(encoding="utf-8")}
    made["index.html"] = _page(view, view.w("book_of"), _index(view))
    made["claims.html"] = _page(view, view.w("claims"), _claim_topics(view), here="claims")
    for name, write in PAGES.items():
        made[f"{name}.html"] = _page(view, view.w(name), write(view), here=name)
    inside = view.inside()
    for topic, names in by_topic(view, "claims").items():
        title = f"{view.w('claims')}: {topic_words(topic)}"
        made[f"claims/{topic}.html"] = _page(inside, title, claims(inside, names))
    rules: Iterable[AnyRule] = (*knowledge.rules.values(), *knowledge.risk_factors.values())
    for rule in rules:
        made[f"rules/{rule.id}.html"] = _page(inside, view.title(rule), rule_page(inside, rule))
    return made


def _page(view: View, title: str, body: Iterable[Part], here: str = "") -> str:
    """A whole HTML document."""
    name = title if title == view.w("book_of") else f"{title} - {view.w('book_of')}"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", name),
        tag("link", rel="stylesheet", href=f"{view.up}{STYLE}"),
        tag("link", rel="icon", href="data:,"),
    )
    main = tag("main", tag("h1", title), *body, id="content")
    skip = tag("a", view.w("skip"), href="#content", class_="skip")
    inside = tag("body", skip, _header(view, here), main, _footer(view))
    return f"<!doctype html>\n{tag('html', head, inside, lang=view.lang)}"


def _header(view: View, here: str) -> Html:
    home = tag("a", view.w("book_of"), href=f"{view.up}index.html", class_="home")
    links = (
        tag("a", view.w(name), href=f"{view.up}{name}.html", aria_current="page" if name == here else None)
        for name in NAVIGATION
    )
    return tag("header", home, tag("nav", bullets(links), aria_label=view.w("pages")))


def _footer(view: View) -> Html:
    version = view.knowledge.version
    placed = view.knowledge.placed
    dated = next((str(p.entry.dated) for (kind, _), p in placed.items() if kind == "version"), "")
    said = view.w("version").format(version=version, dated=dated)
    return tag("footer", tag("p", view.w("footer")), tag("p", said))


def _index(view: View) -> Iterator[Part]:
    yield tag("p", view.w("intro"), class_="lead")
    yield tag("p", view.w("footer"), class_="hint")
    yield tag("h2", view.w("rules"))
    for topic, names in by_topic(view, "rules").items():
        yield tag("h3", topic_words(topic), lang="en")
        yield bullets(_rule_line(view, name) for name in names)
    yield tag("h2", view.w("risk_factors"))
    yield bullets(view.link("risk_factors", name) for name in view.knowledge.risk_factors)


def _rule_line(view: View, name: str) -> Html:
    led = list(view.led_to(view.knowledge.rules[name].then))[:1]
    return joined((view.link("rules", name), " ", *led))


def _claim_topics(view: View) -> Iterator[Part]:
    topics = by_topic(view, "claims")
    yield bullets(
        joined((tag("a", topic_words(topic), href=f"claims/{topic}.html", lang="en"), f" ({len(names)})"))
        for topic, names in topics.items()
    )
