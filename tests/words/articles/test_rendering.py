"""An article as HTML: figures, notes and headings in place, and nothing that a writer typed runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rygrad.kb.knowledge import Knowledge
from rygrad.words.articles.reading import read_article
from rygrad.words.articles.rendering import Around, Figure, Rendered, render, short_name

EMPTY = {"img", "br", "hr", "circle", "rect", "path"}


class Tags(HTMLParser):
    """The tags of a page, and whether each is closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.wrong: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every tag of a kind."""
        return [attrs for name, attrs in self.seen if name == tag]


def made(text: str, around: Around, lang: str = "da") -> tuple[Rendered, Tags]:
    """A text rendered, and its tags, all of them closed."""
    rendered = render(read_article(text, f"back.{lang}.md"), around)
    tags = Tags(rendered.html)
    assert (tags.open, tags.wrong) == ([], [])
    return rendered, tags


@pytest.fixture(scope="session")
def around(knowledge: Knowledge) -> Around:
    """Around an article: one picture, one chart and one other article."""

    def figures(kind: str, name: str, _: str) -> Figure | None:
        table = (("År", "Tal"), ("20 år", "30 % <")) if kind == "chart" else None
        return Figure("<svg></svg>", "En titel", table, ("recurrence_any",)) if name == "there" else None

    image = {"a b.png": "/articles/images/a%20b.png"}.get
    return Around(knowledge, figures, image, lambda name: name == "knee")


def test_headings_stand_below_the_pages_title(around: Around) -> None:
    rendered, tags = made("# Titel\n\n## En\n\n### To\n\n#### Tre\n\n# Fire\n", around)
    assert [name for name, _ in tags.seen if name[0] == "h"] == ["h2", "h3", "h4", "h2"]
    assert [h.id for h in rendered.contents] == ["en", "to", "fire"]
    assert rendered.title_id == "titel"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        '![x](a.png "><script>alert(1)</script>")',
        '![" onerror="alert(1)](a.png)',
        '[x](https://a.dk/"onmouseover="alert(1))',
        "## <script>alert(1)</script>",
        "`<script>alert(1)</script>`",
        "```html\n<script>alert(1)</script>\n```",
        "| <script>alert(1)</script> |\n|---|\n| <b onclick=x> |",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "[x](guide:/\\evil.dk)",
        "[x](//evil.dk/\x00)",
    ],
)
def test_nothing_that_was_typed_runs(text: str, around: Around) -> None:
    _, tags = made(text, around)
    assert not tags.all("script")
    for _, attrs in tags.seen:
        assert not [name for name in attrs if name.startswith("on") or name == "style"]
        for name in ("href", "src"):
            assert not re.match(r"(?i)\s*(?:javascript|data|vbscript):", attrs.get(name) or "")
            assert not (attrs.get(name) or "").startswith(("/\\", "//"))


def test_links_lead_where_they_may_and_else_leave_their_words(around: Around) -> None:
    text = (
        "[a](https://a.dk/x) [b](article:knee#c) [d](article:none) [e](guide:/interview) [f](#none)"
        " [g](tel:112)"
    )
    rendered, tags = made(text, around)
    assert [a["href"] for a in tags.all("a")] == [
        "https://a.dk/x",
        "/articles/knee#c",
        "/interview",
        "tel:112",
    ]
    assert tags.all("a")[0]["rel"] == "noreferrer noopener"
    assert re.sub(r"<[^>]+>", "", rendered.html).split() == ["a", "b", "d", "e", "f", "g"]


def test_a_claim_leaves_a_note_with_its_source(around: Around, knowledge: Knowledge) -> None:
    rendered, tags = made("[69 %](claim:recurrence_any) og [x](claim:none)", around)
    source = knowledge.sources[knowledge.claims["recurrence_any"].source]
    (note,) = tags.all("a")
    assert (note["class"], note["href"]) == ("note", f"#source-{source.id}")
    assert short_name(source, "da") in rendered.html
    assert rendered.claims == ("recurrence_any",)
    assert "69 % <a" in rendered.html


def test_a_chart_is_drawn_named_and_told_as_a_table(around: Around) -> None:
    rendered, tags = made("![Hvad den viser](chart:there)", around)
    assert len(tags.all("figure")) == 1
    assert {"role": "img", "aria-label": "Hvad den viser"}.items() <= tags.all("div")[0].items()
    assert "30 % &lt;" in rendered.html
    assert rendered.claims == ("recurrence_any",)


@pytest.mark.parametrize("text", ["![Ryggen](none.png)", "![Ryggen](chart:none)", "![Ryggen](drawing:none)"])
def test_a_picture_that_is_not_there_leaves_its_alternative(text: str, around: Around) -> None:
    rendered, tags = made(text, around)
    assert tags.all("figure")[0]["class"] == "no-picture"
    assert "Ryggen" in rendered.html
    assert not tags.all("img")


def test_pictures_alone_and_in_a_line(around: Around) -> None:
    rendered, tags = made('![Ryg](a%20b.png "Under")\n\nTekst ![ryg](a%20b.png) og ![x](none.png)', around)
    assert [i["alt"] for i in tags.all("img")] == ["Ryg", "ryg"]
    assert "<figcaption>Under</figcaption>" in rendered.html
    assert len(tags.all("figure")) == 1
    assert len(tags.all("p")) == 1


def test_tables_have_headings_and_can_be_scrolled_by_keyboard(around: Around) -> None:
    _, tags = made("| A | B |\n|---|--:|\n| 1 | 2 |\n", around)
    assert [th["scope"] for th in tags.all("th")] == ["col", "col"]
    assert tags.all("section")[0]["tabindex"] == "0"
    assert tags.all("td")[1]["class"] == "right"


def test_the_source_article_renders_whole(knowledge: Knowledge, shared: Path) -> None:
    text = (shared / "seed" / "laendesmerter.md").read_text("utf-8")
    rendered, tags = made(text, Around(knowledge))
    assert len(tags.all("figure")) == 8
    assert len(tags.all("h2")) == 15
    assert len(tags.all("h3")) == 25
    assert len(tags.all("a")) == 12
    assert {"hvad-er-laendesmerter", "daglige-gaature", "referenceliste"} <= {
        h.get("id") for name in ("h2", "h3") for h in tags.all(name)
    }
    assert "Illustration af iatrogene lændesmerter" in rendered.html


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("ab æ\n#*_[]()!<>|`-:\"'&\\~+1.{}") | st.characters(), max_size=120))
def test_any_text_is_an_article_and_whole_html(around: Around, text: str) -> None:
    made(text, around)
