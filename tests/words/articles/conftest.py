"""What the tests of articles share: a text read and written as a page, and a reader of what was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from rygrad.kb.knowledge import Knowledge
from rygrad.words.articles.reading import read_article
from rygrad.words.articles.rendering import Around, Figure, Rendered, render

EMPTY = {"img", "br", "hr"}
INLINE = {"a", "em", "strong", "code", "img", "br", "span"}
BLOCKS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "figure", "figcaption"),
    *("div", "svg", "section", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary"),
}
HOLD_WORDS_ONLY = {"p", "h2", "h3", "h4", "h5", "h6", "a", "em", "strong", "summary"}
ALLOWED = {
    *("id", "href", "rel", "hx-boost", "class", "src", "alt", "loading", "scope", "tabindex"),
    *("aria-label", "role", "start"),
}


@dataclass
class Tag:
    """One tag as it stands in a page, and the words inside."""

    name: str
    attrs: dict[str, str | None]
    words: str = ""


@dataclass
class Page(HTMLParser):
    """Reads HTML strictly: every tag known, closed in order, blocks never inside a line of words."""

    tags: list[Tag] = field(default_factory=list)
    open: list[Tag] = field(default_factory=list)
    words: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in INLINE | BLOCKS, f"<{tag}> is no tag of ours"
        assert {name for name, _ in attrs} <= ALLOWED, f"<{tag} {attrs}>"
        assert len({name for name, _ in attrs}) == len(attrs), f"<{tag}> says something twice"
        around = {t.name for t in self.open}
        assert tag in INLINE or not around & HOLD_WORDS_ONLY, f"<{tag}> inside {sorted(around)}"
        assert tag != "a" or "a" not in around, "a link inside a link"
        self.tags.append(Tag(tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(self.tags[-1])

    def handle_endtag(self, tag: str) -> None:
        assert tag in EMPTY or self.open.pop().name == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.words += data
        for tag in self.open:
            tag.words += data

    def found(self, name: str) -> list[Tag]:
        """The tags of a name, in order."""
        return [tag for tag in self.tags if tag.name == name]


def page_of(html: str) -> Page:
    """HTML as it was read; fails when it is not well formed."""
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == [], "something is never closed"
    ids = [tag.attrs["id"] for tag in page.tags if "id" in tag.attrs]
    assert len(set(ids)) == len(ids), ids
    return page


Written = Callable[..., Rendered]
Shown = Callable[..., Page]


@pytest.fixture(scope="session")
def around(knowledge: Knowledge) -> Around:
    """A site with one chart and one drawing called x, an article called other, and every image there."""

    def figure(kind: str, name: str, lang: str) -> Figure | None:
        if name != "x":
            return None
        if kind == "drawing":
            return Figure("<svg></svg>")
        title = "Hvor mange" if lang == "da" else "How many"
        return Figure("<svg></svg>", title, (("År", "Andel"), ("<1>", "69 %")), ("recurrence_any",))

    return Around(knowledge, figure, lambda name: f"/pictures/{name}", lambda name: name == "other")


@pytest.fixture(scope="session")
def written(around: Around) -> Written:
    """A text as a page below its title."""

    def write(text: str, file: str = "a.da.md", **other: object) -> Rendered:
        return render(read_article(text, file), Around(**{**vars(around), **other}))

    return write


@pytest.fixture(scope="session")
def shown(written: Written) -> Shown:
    """The same, read again tag by tag."""

    def show(text: str, file: str = "a.da.md", **other: object) -> Page:
        return page_of(written(text, file, **other).html)

    return show
