"""The page that checks a text: its findings marked in it, nothing kept, bad input told."""

from __future__ import annotations

import re

import pytest
from browsing import Reader

from rygrad.web.lint_pages import LONGEST
from rygrad.web.settings import Settings


def test_marks_the_words_and_says_why_and_what_else(reader: Reader) -> None:
    page = reader.send("/lint", {"text": "Der er slid i ryggen.\n\n8 ud af 10 har det.", "text_lang": "da"})
    assert page.status_code == 200
    assert re.search(r'<mark class="is-structural">slid<a href="#finding-1"', page.text)
    assert '<mark class="is-number">8 ud af 10<a' in page.text
    assert "aldersforandringer" in page.text
    assert 'id="finding-2"' in page.text
    assert "linje 3" in page.text


def test_names_of_serious_disease_are_marked_to_be_left(reader: Reader) -> None:
    page = reader.send("/lint", {"text": "MR viser metastaser.", "text_lang": "da"}).text
    assert page.count('<mark class="is-kept"') == 2
    assert 'id="finding-1"' not in page


def test_what_is_sent_is_shown_as_text(reader: Reader) -> None:
    page = reader.send("/lint", {"text": "<script>alert(1)</script> slid & </textarea>"}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_line_ends_of_a_browser_do_not_move_the_marks(reader: Reader) -> None:
    page = reader.send("/lint", {"text": "Et\r\nto\r\n\r\nDer er slid.", "text_lang": "da"}).text
    assert '<mark class="is-structural">slid<a' in page


@pytest.mark.parametrize("text", ["", "   \n ", "a" * (LONGEST + 1), "slid \x00 slid"])
def test_bad_input_is_told(reader: Reader, text: str) -> None:
    page = reader.send("/lint", {"text": text})
    assert page.status_code == 422
    assert 'id="fault-text"' in page.text


def test_needs_the_token_of_the_form(reader: Reader) -> None:
    assert reader.client.post("/lint", data={"text": "slid"}).status_code == 403


def test_keeps_nothing_of_the_text(reader: Reader, settings: Settings) -> None:
    page = reader.send("/lint", {"text": "Et meget sjældent kendeord om slid", "text_lang": "da"})
    assert page.headers["cache-control"] == "no-store"
    assert "set-cookie" not in page.headers
    files = [f for f in settings.folder.rglob("*") if f.is_file()]
    assert files
    assert not any(b"kendeord" in f.read_bytes() for f in files)
    linter = settings.knowledge.made_once["linter", ""]
    assert all(f.phrases.seen == {} for f in linter.finders.values())


def test_only_the_page_about_us_leads_there(reader: Reader) -> None:
    assert 'href="/lint"' in reader.client.get("/about").text
    assert 'href="/lint"' not in reader.client.get("/").text
