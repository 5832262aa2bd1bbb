"""Markdown to Article: title, ids, questions, references, and where everything stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

from rygrad.words.articles.article import Article
from rygrad.words.articles.headings import plain_id
from rygrad.words.articles.links import target
from rygrad.words.articles.reading import named_by, read_article


def read(text: str, file: str = "a.md") -> Article:
    return read_article(text, file)


def ids(text: str) -> list[str]:
    return [heading.id for heading in read(text).headings]


class TestIds:
    @pytest.mark.parametrize(
        ("text", "id"),
        [
            ("Hvad er lændesmerter?", "hvad-er-laendesmerter"),
            ("Daglige gåture", "daglige-gaature"),
            ("Ømhed, Ærgrelse & Åndenød", "oemhed-aergrelse-aandenoed"),
            ("A\u030andenød", "aandenoed"),  # å as two characters, as a Mac may write it
            ("Café – 5 % af 10", "cafe-5-af-10"),
            ("???", ""),
        ],
    )
    def test_are_plain_letters(self, text: str, id: str) -> None:
        assert plain_id(text) == id

    def test_repeated_headings_count_on(self) -> None:
        assert ids("## Råd\n\n## Råd\n\n## Råd 2\n\n## Råd\n") == ["raad", "raad-2", "raad-2-2", "raad-3"]

    def test_a_heading_says_its_own_id(self) -> None:
        article = read("## Hvornår skal du ringe? {#act}\n\n### Ring 112 {#a_1}\n")
        assert [(h.text, h.id, h.level) for h in article.headings] == [
            ("Hvornår skal du ringe?", "act", 2),
            ("Ring 112", "a_1", 3),
        ]

    def test_the_ids_of_the_page_and_its_sources_are_taken(self) -> None:
        assert ids("## Main\n\n## Source WHO\n\n## x {#source-seed}\n") == [
            "main-2",
            "section-source-who",
            "section-source-seed",
        ]

    def test_a_heading_without_letters_has_one_too(self) -> None:
        assert ids("## 🙂\n\n##\n") == ["section", "section-2"]


class TestTheTitle:
    @pytest.mark.parametrize(
        ("text", "title", "found"),
        [
            ("---\ntitle: Ryggen\n---\n# Andet\n", "Ryggen", "front matter"),
            ("## Først\n\n# Ryggen **din**\n", "Ryggen din", "heading"),
            ("# ![alt](a.png)\n\n# Ryggen\n", "Ryggen", "heading"),
            ("Tekst uden.\n", "Ondt i laenden", "file"),
            ("Det gør ondt i lænden.\n", "Ondt i lænden", "file"),
        ],
    )
    def test_is_found_where_it_is(self, text: str, title: str, found: str) -> None:
        article = read(text, "artikler/ondt_i-laenden.md")
        assert (article.title, article.title_from) == (title, found)

    @pytest.mark.parametrize(
        ("file", "name"),
        [("x/sciatica.da.md", ("sciatica", "da")), ("a.en.md", ("a", "en")), ("a.de.md", ("a.de", ""))],
    )
    def test_the_file_says_id_and_language(self, file: str, name: tuple[str, str]) -> None:
        assert named_by(file) == name

    @pytest.mark.parametrize(
        ("top", "file", "id", "lang"),
        [
            ("id: low_back", "x.en.md", "low_back", "en"),
            ("id: Ryg & nakke", "x.md", "ryg-nakke", "da"),
            ("title: x", "low_back.da.md", "low_back", "da"),
            ("title: x", "Lænden.md", "laenden", "da"),
            ("lang: en", "Ondt i ryggen.md", "ondt-i-ryggen", "en"),
            ("lang: de", "🙂.md", "article", "da"),
        ],
    )
    def test_id_and_language_can_always_be_an_address(self, top: str, file: str, id: str, lang: str) -> None:
        article = read(f"---\n{top}\n---\nTekst\n", file)
        assert (article.id, article.lang) == (id, lang)


class TestParts:
    TEXT = (
        "---\ntitle: x\n---\n\nFørst. Så [her](#b) og [der](https://who.int/a).\n\n## Er det farligt?\n\n"
        "Nej. ![i linje](a.png)\n\n- et\n- [to](<b c.md>)\n\n![alene](b.png \"Tekst\")\n\n## Hvad nu?\n\n"
        "### Kilder:\n\nWHO. [Side](https://who.int/x)\n\nEn bog\nfra 1999\n\n## Slut\n\nFærdig.\n"
    )  # fmt: skip

    def test_links_know_their_line_column_and_section(self) -> None:
        assert [(x.text, x.href, x.line, x.column, x.section) for x in read(self.TEXT).links] == [
            ("her", "#b", 5, 17, ""),
            ("der", "https://who.int/a", 5, 30, ""),
            ("to", "b%20c.md", 12, 9, "er-det-farligt"),
            ("Side", "https://who.int/x", 20, 13, "kilder"),
        ]

    def test_images_alone_and_in_a_line(self) -> None:
        found = [(i.alternative, i.source, i.caption, i.line, i.alone) for i in read(self.TEXT).images]
        assert found == [("i linje", "a.png", "", 9, False), ("alene", "b.png", "Tekst", 14, True)]

    @pytest.mark.parametrize(
        "text", ["**![a](b)**", "[![a](b)](c)", "# ![a](b)", "![a](b)  \n![c](d)", "x ![a](b)"]
    )
    def test_an_image_inside_something_else_does_not_stand_alone(self, text: str) -> None:
        assert not any(image.alone for image in read(text).images)

    def test_a_text_alternative_has_no_marks(self) -> None:
        assert (
            read("![To **stærke** `ben`\n& en ryg](a.png)").images[0].alternative == "To stærke ben & en ryg"
        )

    def test_a_question_is_a_heading_that_is_answered(self) -> None:
        (question,) = read(self.TEXT).questions
        assert (question.question, question.id) == ("Er det farligt?", "er-det-farligt")
        assert question.answer == "Nej. et to"

    def test_references_end_where_the_next_chapter_begins(self) -> None:
        found = [(r.text, r.href, r.line) for r in read(self.TEXT).references]
        assert found == [("WHO. Side", "https://who.int/x", 20), ("En bog fra 1999", None, 22)]

    def test_the_first_sentence_tells_what_it_is_about(self) -> None:
        assert read(self.TEXT).description == "Først."
        assert read("---\ndescription: Om ryggen\n---\nTekst.\n").description == "Om ryggen"

    def test_lines_count_alike_whatever_ends_them(self) -> None:
        for ending in ("\r\n", "\r"):
            other = read("\ufeff" + self.TEXT.replace("\n", ending))
            assert [x.line for x in other.links] == [x.line for x in read(self.TEXT).links]
            assert other.title == "x"

    def test_reading_takes_a_minute_for_two_hundred_words(self) -> None:
        assert [read("ord " * n).minutes for n in (0, 1, 200, 201, 400)] == [1, 1, 1, 2, 2]


class TestTheSourceArticle:
    @pytest.fixture
    def seed(self, shared: Path) -> Article:
        file = shared / "seed" / "laendesmerter.md"
        return read(file.read_text("utf-8"), str(file))

    def test_is_read_as_a_sites_own(self, seed: Article) -> None:
        assert (seed.id, seed.lang, seed.title, seed.title_from) == (
            *("laendesmerter", "da", "Lændesmerter", "file"),
        )
        assert (seed.updated, seed.front.problems, seed.ours) == (date(2025, 3, 21), [], False)

    def test_has_its_headings_images_links_and_references(self, seed: Article) -> None:
        assert (len(seed.headings), len(seed.images), len(seed.links), len(seed.references)) == (
            40,
            8,
            12,
            10,
        )
        assert [h.line for h in seed.headings if h.bold] == [156, 162, 166]
        assert all(image.alone and image.alternative for image in seed.images)
        assert [x.line for x in seed.links if not x.in_references] == [13, 130]
        assert [r.line for r in seed.references] == list(range(188, 207, 2))

    def test_each_link_stands_where_it_is_written(self, seed: Article) -> None:
        lines = seed.source.split("\n")
        for link in seed.links:
            assert lines[link.line - 1].startswith(link.href, link.column - 1)


@pytest.mark.parametrize(
    "file", ["low_back.md", "Lænden.da.md", "Ondt i ryggen.md", "under/a b.en.md", "x.markdown"]
)
def test_a_link_to_a_file_leads_to_the_article_that_lies_in_it(file: str) -> None:
    for written in (f"[a](<{file}#b>)", f"[a](<./{file}#b>)", f"[a]({quote(file)}#b)"):
        leads = target(read(written).links[0].href)
        assert (leads.kind, leads.name, leads.fragment) == ("article", read("x", file).id, "b")
