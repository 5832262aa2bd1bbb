"""An article as HTML: well formed whatever is written, and nothing a writer typed runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rygrad.kb.knowledge import Knowledge
from rygrad.words.articles.article import Article
from rygrad.words.articles.reading import read_article
from rygrad.words.articles.rendering import Around, Rendered, no_figures, render, short_name

from .conftest import Page, page_of

Shown = Callable[..., Page]
Written = Callable[..., Rendered]
SOURCE = "recurrence_any"  # a claim, and so a source behind it


class TestHeadings:
    def test_have_ids_and_the_title_stands_on_the_page_already(self, written: Written) -> None:
        made = written("# Ryggen\n\n## Råd {#act}\n\n#### Dybt\n\n# Endnu en\n")
        page = page_of(made.html)
        tags = [(t.name, t.attrs["id"], t.words) for t in page.tags]
        assert tags == [("h2", "act", "Råd"), ("h4", "dybt", "Dybt"), ("h2", "endnu-en", "Endnu en")]
        assert made.title_id == "ryggen"
        assert [h.id for h in made.contents] == ["act", "endnu-en"]

    def test_a_first_heading_that_is_not_the_title_stays(self, shown: Shown) -> None:
        (heading,) = shown("---\ntitle: En\n---\n# To\n").found("h2")
        assert heading.words == "To"


class TestLinks:
    @pytest.mark.parametrize(
        ("text", "leads"),
        [
            ("[a](article:other#b)", "/articles/other#b"),
            ("[a](other.da.md)", "/articles/other"),
            ("[a](./other.md#b)", "/articles/other#b"),
            ("[a](/articles/other)", "/articles/other"),
            ("[a](#råd)\n\n## x {#rad}\n\n[b](#rad)", "#rad"),
            ("[a](guide:/interview)", "/interview"),
            ("[a](/about)", "/about"),
            ("[a](mailto:a@b.dk)", "mailto:a@b.dk"),
            ("[a](tel:112)", "tel:112"),
            ("[a](https://who.int/x?a=1&b=2)", "https://who.int/x?a=1&b=2"),
            ("<https://who.int/x>", "https://who.int/x"),
        ],
    )
    def test_of_each_kind_lead_there(self, shown: Shown, text: str, leads: str) -> None:
        link = shown(text).found("a")[-1]
        assert link.attrs["href"] == leads

    @pytest.mark.parametrize(
        "href",
        ["", "#", "#nowhere", "none.md", "/articles/none", "article:none", "claim:none", "foo:bar", "ftp://a.dk/x",
         "//evil.dk/x", "guide:interview", "guide://evil.dk", "http://10.0.0.1/x", "http://a:b@who.int/x",
         "http://router.local/", "http://intranet/x"],
    )  # fmt: skip
    def test_that_lead_nowhere_leave_their_words(self, shown: Shown, href: str) -> None:
        page = shown(f"Læs [her]({href}) nu")
        assert page.found("a") == []
        assert page.words.strip() == "Læs her nu"

    def test_out_of_the_site_tell_nobody_who_came(self, shown: Shown) -> None:
        (link,) = shown("[ WHO](https://who.int/x)").found("a")
        assert (link.attrs["rel"], link.attrs["hx-boost"], link.words) == (
            "noreferrer noopener",
            "false",
            "WHO",
        )

    def test_a_claim_is_a_note_with_its_source(self, written: Written, knowledge: Knowledge) -> None:
        made = written(f"[69 %](claim:{SOURCE}) får det igen, [ja](claim:{SOURCE}), [nej](claim:none).")
        notes = page_of(made.html).found("a")
        source = knowledge.sources[knowledge.claims[SOURCE].source]
        assert [note.attrs["href"] for note in notes] == [f"#source-{source.id}"] * 2
        assert notes[0].words == f"Kilde: {short_name(source, 'da')}"
        assert made.claims == (SOURCE,)


class TestImages:
    def test_alone_is_a_figure_with_its_caption(self, shown: Shown) -> None:
        page = shown('![En *ryg*](a%20b.png "Set bagfra")\n')
        assert [t.name for t in page.tags] == ["figure", "img", "figcaption"]
        assert page.tags[1].attrs == {"src": "/pictures/a b.png", "alt": "En ryg", "loading": "lazy"}
        assert page.words.strip() == "Set bagfra"

    @pytest.mark.parametrize(
        "text",
        ["Se ![a](b.png) her", "**![a](b.png)**", "## Se ![a](b.png)", "[![a](b.png)](https://who.int/x)",
         "![a](b.png)  \n![c](d.png)", "| a |\n|---|\n| ![a](b.png) |"],
    )  # fmt: skip
    def test_in_a_line_is_no_figure(self, shown: Shown, text: str) -> None:
        page = shown(text)
        assert page.found("figure") == []
        assert page.found("img")[0].attrs["src"] == "/pictures/b.png"

    def test_two_lines_of_images_are_two_figures(self, shown: Shown) -> None:
        page = shown("![a](b.png)\n![c](d.png)")
        assert ([t.name for t in page.tags]) == ["figure", "img"] * 2

    @pytest.mark.parametrize("source", ["https://t.dk/x.png", "//t.dk/x.png", "data:image/png;base64,xx", ""])
    @pytest.mark.parametrize("line", ["![En ryg]({})", "Se ![En ryg]({}) her"])
    def test_of_another_site_are_never_fetched(self, shown: Shown, source: str, line: str) -> None:
        page = shown(line.format(source))
        assert page.found("img") == []
        assert "En ryg" in page.words

    def test_that_is_missing_leaves_its_words(self, shown: Shown) -> None:
        assert "Her mangler et billede: En ryg" in shown("![En ryg](x.png)", image=lambda _: None).words
        assert "A picture is missing here" in shown("![](x.png)", "a.en.md", image=lambda _: None).words

    def test_a_chart_says_its_words_its_figures_and_its_sources(self, written: Written) -> None:
        made = written("![Hver anden <b>](chart:x)")
        page = page_of(made.html)
        (drawn,) = page.found("div")
        assert drawn.attrs == {"class": "chart", "role": "img", "aria-label": "Hver anden <b>"}
        assert [t.words for t in page.found("th")] == ["År", "Andel", "<1>"]
        assert page.found("summary")[0].words == "Vis som tabel: Hvor mange"
        assert made.claims == (SOURCE,)

    def test_a_drawing_needs_no_table(self, shown: Shown) -> None:
        page = shown("![Ryggen](drawing:x)")
        assert page.found("div")[0].attrs["class"] == "drawing"
        assert page.found("table") == page.found("figcaption") == []

    @pytest.mark.parametrize("name", ["chart:none", "drawing:none", "chart:"])
    def test_a_figure_that_is_not_there_leaves_its_words(self, shown: Shown, name: str) -> None:
        assert "Her mangler et billede: Ryggen" in shown(f"![Ryggen]({name})").words


class TestNothingRuns:
    @pytest.mark.parametrize(
        "text",
        ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <b onclick='x'>b</b>", "<!-- a -->",
         "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](javascript&#58;alert(1))",
         "[a](java&Tab;script:alert(1))", "[a](data:text/html,<script>)", "[a](vbscript:x)",
         "<javascript:alert(1)>",
         "[a]: javascript:alert(1)\n\n[a]", "![a](javascript:alert(1))", "[a](\\javascript:alert(1))",
         "&lt;script&gt;alert(1)&lt;/script&gt;", "```js\" onload=\"x\n<script>\n```", "    <script>",
         "![\"><script>](a.png)", "![a](a.png '\"><script>')", "[a](https://a.dk/\"onclick=\"x)",
         "## <i id=x onclick=y>", "| <script> |\n|---|\n| <b> |", "[a](\x01javascript:alert(1))"],
    )  # fmt: skip
    def test_of_what_a_writer_typed(self, shown: Shown, text: str) -> None:
        """The strict reader of the page refuses every tag and attribute that is not ours."""
        page = shown(text)
        for tag in page.tags:
            for name in ("href", "src"):
                leads = str(tag.attrs.get(name) or "/")
                assert leads.startswith(("/", "#", "https://")), leads

    def test_entities_are_the_letters_they_stand_for(self, shown: Shown) -> None:
        assert shown("S&oslash;vn &amp; &lt;b&gt;").words.strip() == "Søvn & <b>"

    def test_a_fault_planted_in_a_page_is_seen(self) -> None:
        for html in ("<p>a", "<p><p>a</p></p>", "<b>a</b>", '<p onclick="x">a</p>', "<p></div>"):
            with pytest.raises(AssertionError):
                page_of(html)


def test_a_table_has_headers_and_can_be_scrolled_by_key(shown: Shown) -> None:
    page = shown("| Uge | Andel |\n|:-:|--:|\n| 6 | 80 |\n")
    assert [(t.words, t.attrs.get("scope"), t.attrs["class"]) for t in page.found("th")] == [
        ("Uge", "col", "center"),
        ("Andel", "col", "right"),
    ]
    assert page.found("section")[0].attrs == {"class": "scroll", "tabindex": "0", "aria-label": "Tabel"}


_PIECES = st.sampled_from(
    ["![", "](", ")", "[", "]", "**", "*", "`", "```\n", "# ", "## ", "\n", "\n\n", "> ", "- ", "1. ", "|",
     "---\n", "|-|-|\n", "<", ">", "<b>", "&", "&#", ";", "{#id}", "chart:x", "claim:recurrence_any", "#id",
     "https://who.int", "other.md", "javascript:", "data:", "title: ", "updated: ", "    ", "\t", "\\", "æ",
     "ord ", '"', "'", "\0", "a.png", "http://[", "%", "%zz", "Kilder", "!"],
)  # fmt: skip
_ANY = st.text() | st.lists(_PIECES).map("".join)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=_ANY, top=st.none() | _ANY)
def test_any_text_is_an_article_and_a_well_formed_page(around: Around, text: str, top: str | None) -> None:
    article = read_article(text if top is None else f"---\n{top}\n---\n{text}", "a.md")
    assert article.id
    assert article.title_from in ("front matter", "heading", "file")
    assert article.minutes >= 1
    assert len(article.questions) <= len(article.headings)
    assert all(x.line >= 1 and x.column >= 1 for x in (*article.links, *article.images, *article.references))
    page_of(render(article, around).html)


class TestTheSourceArticle:
    @pytest.fixture
    def seed(self, shared: Path) -> Article:
        return read_article((shared / "seed" / "laendesmerter.md").read_text("utf-8"), "laendesmerter.md")

    def test_is_a_page_with_everything_in_its_place(self, seed: Article, around: Around) -> None:
        page = page_of(render(seed, around).html)
        pictures = page.found("img")
        assert len(pictures) == len(page.found("figure")) == 8
        assert [p.attrs["alt"] for p in pictures] == [i.alternative for i in seed.images]
        assert pictures[0].attrs["src"] == "/pictures//images/articles/Lændesmerter_intro.webp"
        heads = [t for t in page.tags if t.name in ("h2", "h3")]
        assert [(t.words, t.attrs["id"]) for t in heads] == [(h.text, h.id) for h in seed.headings]
        assert [t.attrs["href"] for t in page.found("a")] == [link.href for link in seed.links]
        assert page.words.index("Referenceliste") < page.words.index("Macquarie")

    def test_without_its_pictures_says_what_they_show(self, seed: Article, knowledge: Knowledge) -> None:
        page = page_of(render(seed, Around(knowledge, no_figures)).html)
        assert page.words.count("Her mangler et billede: Illustration af") == 8
