"""Every kind of file: what is prose, what is not, and that places in it are right."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import typst

from rygrad.kb.problem import Refusal
from rygrad.words.lint.lint import Linter
from rygrad.words.lint.markdown_prose import markdown_prose
from rygrad.words.lint.prose import Lines
from rygrad.words.lint.reading import prose_of, read_file
from words.lint.conftest import Lint

MARKDOWN = """---
title: slid
---
# Slid *i* ryggen

Her er [slid](https://slid.dk "slid") og `slid` og
æøå **slid** <https://slid.dk/slid> ![slid](slid.png) https://slid.dk/slid

> - et punkt om
>   slid

| x | slid |
|---|------|
| y | slid |

```text
slid
```

    slid

<p>slid <code>slid</code></p>

[slid]: https://slid.dk "slid"
"""
WANTED = [(4, 3), (6, 9), (7, 7), (7, 39), (10, 5), (12, 7), (14, 7), (22, 4)]


def places(lint: Lint, text: str, kind: str) -> list[tuple[int, int]]:
    """Where the word is found, and that the file has it there."""
    report = lint(text, kind=kind, text_lang="da")
    for f in report.findings:
        assert text[f.spot.start : f.spot.end] == f.matched
        place = Lines(text).place(f.spot.start)
        assert (f.spot.line, f.spot.column) == place
    return [(f.spot.line, f.spot.column) for f in report.findings if f.rule == "slid"]


class TestMarkdown:
    def test_prose_is_read_where_it_stands_and_nothing_else(self, lint: Lint) -> None:
        assert places(lint, MARKDOWN, "markdown") == WANTED

    @pytest.mark.parametrize("ends", ["\r\n", "\r"])
    def test_the_line_ends_of_any_system(self, lint: Lint, ends: str) -> None:
        assert places(lint, MARKDOWN.replace("\n", ends), "markdown") == WANTED

    def test_a_byte_order_mark_is_no_column(self, linter: Linter) -> None:
        prose = prose_of("\ufeffSlid i ryggen".encode(), "markdown", "x")
        (found,) = linter.lint(prose, text_lang="da").findings
        assert (found.spot.line, found.spot.column) == (1, 1)

    def test_letters_written_as_entities_and_escapes(self, lint: Lint) -> None:
        text = r"En kn&oslash;jet \* l&aelig;nde: ryggen er skr&oslash;belig\."
        (found,) = lint(text, text_lang="da").findings
        assert found.rule == "fragile_back"
        assert text[found.spot.start : found.spot.end] == "ryggen er skr&oslash;belig"

    def test_front_matter_tells_the_language(self) -> None:
        assert markdown_prose("---\nlang: en\n---\nslid og slid\n").lang == "en"

    def test_the_same_word_in_a_link_and_after_it(self, lint: Lint) -> None:
        assert places(lint, "[slid](a(b)c 'slid') slid [slid][x] slid\n\n[x]: b", "markdown") == [
            (1, 2),
            (1, 22),
            (1, 28),
            (1, 37),
        ]


class TestHtml:
    def test_prose_is_read_where_it_stands_and_nothing_else(self, lint: Lint) -> None:
        text = (
            "<!doctype html>\n<html lang=da><head><title>Slid</title><style>slid{}</style></head>\n"
            "<body title='slid'><p>en <b>sl</b>id ryg\n<p>slid<br>slid</p><script>slid</script>"
            "<pre>slid</pre><a href='https://slid.dk'>slid</a>\n&aelig; &#230; slid</body></html>"
        )
        assert [p[0] for p in places_html(lint, text)] == [2, 3, 4, 4, 4, 5]

    def test_entities_do_not_move_places(self, lint: Lint) -> None:
        text = "<p>L&aelig;nden &amp; ryggen: sk&aelig;v ryg, r&#xf8;ntgen&nbsp;viser&nbsp;slid</p>"
        found = lint(text, kind="html", text_lang="da").findings
        assert [text[f.spot.start : f.spot.end] for f in found] == ["sk&aelig;v ryg", "slid"]
        assert found[0].matched == "skæv ryg"

    def test_the_page_tells_its_language(self, lint: Lint) -> None:
        assert lint('<html lang="en-GB"><p>slid</p>', kind="html").text_lang == "en"

    @pytest.mark.parametrize(
        "note", ["<sup>1</sup>", "<a href='#n1'>1</a>", "<a href='https://x.dk'>kilde</a>", "(Dahl 2020)"]
    )
    def test_a_note_is_a_source(self, lint: Lint, note: str) -> None:
        assert lint(f"<p>Det er 8 ud af 10{note}.</p>", kind="html", text_lang="da").findings == ()

    def test_a_square_metre_is_no_source(self, lint: Lint) -> None:
        text = "<p>Det er 8 ud af 10 på 5 m<sup>2</sup>.</p>"
        assert len(lint(text, kind="html", text_lang="da").findings) == 1


def places_html(lint: Lint, text: str) -> list[tuple[int, int]]:
    """Where the word stands in HTML, where a tag may stand inside it."""
    found = lint(text, kind="html", text_lang="da").findings
    return [(f.spot.line, f.spot.column) for f in found if f.rule == "slid"]


class TestText:
    def test_an_empty_line_ends_a_paragraph(self, lint: Lint) -> None:
        text = "8 ud af 10 har det.\nKilde: Dahl\n\n8 ud af 10 har det.\n"
        (found,) = lint(text, kind="text", text_lang="da").findings
        assert found.spot.line == 4

    def test_composed_and_combining_letters_are_alike(self, lint: Lint) -> None:
        text = unicodedata.normalize("NFD", "Åh, ryggen er skrøbelig, og bækkenet er låst.")
        found = lint(text, kind="text", text_lang="da").findings
        assert [f.rule for f in found] == ["fragile_back", "locked_joint"]
        assert [text[f.spot.start : f.spot.end] for f in found] == [f.matched for f in found]

    @pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u2060"])
    def test_unseen_signs_inside_a_word(self, lint: Lint, unseen: str) -> None:
        text = f"Ned{unseen}slidning og knogle{unseen}udvækster"
        assert [f.rule for f in lint(text, kind="text", text_lang="da").findings] == ["slid", "bone_spurs"]

    def test_a_phrase_over_a_line_end(self, lint: Lint) -> None:
        (found,) = lint("Du har en klemt\nnerve.", kind="text", text_lang="da").findings
        assert (found.spot.line, found.spot.end_line, found.spot.end_column) == (1, 2, 6)

    def test_a_sentence_end_stands_between_words(self, lint: Lint) -> None:
        assert lint("Noget er klemt. Nerve og muskel.", kind="text", text_lang="da").findings == ()


class TestPdf:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        """Two pages, typeset."""
        source = tmp_path / "two.typ"
        source.write_text(
            '#set text(lang: "da")\nEn side om noget andet.\n#pagebreak()\nAnden side.\n\n'
            "Røntgen viser nedslidning. Hos 8 ud af 10 ses det.\n",
            encoding="utf-8",
        )
        made = tmp_path / "two.pdf"
        typst.compile(str(source), output=str(made))
        return made

    def test_the_place_is_the_page_and_the_line_on_it(self, file: Path, linter: Linter) -> None:
        report = linter.lint(read_file(str(file)), str(file))
        assert [(f.rule, f.spot.page, f.matched) for f in report.findings] == [
            ("slid", 2, "nedslidning"),
            ("number_without_source", 2, "8 ud af 10"),
        ]
        assert 1 <= report.findings[0].spot.line <= 4
        assert report.text_lang == "da"

    @pytest.mark.parametrize("cut", [0, 9, 200, 2000])
    def test_a_broken_one_is_refused(self, file: Path, cut: int) -> None:
        with pytest.raises(Refusal, match=r"PDF"):
            prose_of(file.read_bytes()[:cut], "pdf", "a.pdf")

    def test_one_without_text_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a.typ").write_text("#rect()", encoding="utf-8")
        typst.compile(str(tmp_path / "a.typ"), output=str(tmp_path / "a.pdf"))
        with pytest.raises(Refusal, match=r"no text"):
            read_file(str(tmp_path / "a.pdf"))
