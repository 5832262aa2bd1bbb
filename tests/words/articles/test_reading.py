"""Markdown to an article: its top, headings and their ids, links, pictures, questions, references."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rygrad.words.articles.article import Article
from rygrad.words.articles.front_matter import front_matter, read_day
from rygrad.words.articles.headings import Ids, plain_id
from rygrad.words.articles.library import library
from rygrad.words.articles.links import is_home_page, odd_place, same_page, target, tracking
from rygrad.words.articles.reading import read_article


def read(text: str, file: str = "back.da.md") -> Article:
    """An article of a site's own."""
    return read_article(text, file)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("21/03/2025", date(2025, 3, 21)),
        ("21-03-2025", date(2025, 3, 21)),
        ("1.3.2025", date(2025, 3, 1)),
        ("2025-03-21", date(2025, 3, 21)),
        ("2025-03-21T10:00:00Z", date(2025, 3, 21)),
        ("31/02/2025", None),
        ("03/21/2025", None),
        ("i går", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("quote", ["", '"', "'"])
@pytest.mark.parametrize("key", ["updated", "lastUpdated", "last_updated"])
def test_days_as_editors_write_them(written: str, day: date | None, quote: str, key: str) -> None:
    made = read(f"---\n{key}: {quote}{written}{quote}\n---\nTekst.\n")
    assert made.updated == day == read_day(written)
    assert bool(made.front.problems) == (day is None)


def test_no_is_a_word_and_a_top_that_is_not_closed_is_told() -> None:
    assert front_matter("---\ntitle: no\n---\nTekst", "a.md").text("title") == "no"
    opened = front_matter("---\ntitle: x\nTekst", "a.md")
    assert opened.problems[0].en == "'---' at the top is never closed"
    assert "Tekst" in opened.body


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Hvad er lændesmerter?", "hvad-er-laendesmerter"),
        ("Øvelser på gulvet", "oevelser-paa-gulvet"),
        ("Ærø & Åen", "aeroe-aaen"),
        ("Café — naïve 50 %", "cafe-naive-50"),
        ("???", ""),
    ],
)
def test_ids_survive_danish_letters(text: str, id: str) -> None:
    assert plain_id(text) == id


def test_repeated_headings_and_ids_of_ones_own() -> None:
    made = read("## Hvad?\n\n## Hvad?\n\n## Hvad {#own}\n\n## ???\n\n## Hvad 2\n\n## main\n")
    assert [h.id for h in made.headings] == ["hvad", "hvad-2", "own", "section", "hvad-2-2", "main-2"]
    assert made.headings[2].text == "Hvad"
    assert Ids(["a"]).claim("a") == "a-2"


@pytest.mark.parametrize(
    ("text", "title", "came"),
    [
        ("---\ntitle: A\n---\n# B\n", "A", "front matter"),
        ("# B\n\nTekst\n", "B", "heading"),
        ("Om lænden.\n", "Lænden", "file"),
    ],
)
def test_where_a_title_comes_from(text: str, title: str, came: str) -> None:
    made = read(text, "laenden.da.md")
    assert (made.title, made.title_from, made.id, made.lang) == (title, came, "laenden", "da")


def test_questions_and_their_answers() -> None:
    made = read("## Hvad er det?\n\nEt svar.\n\n- Et punkt.\n\n## Slut\n\nMere.\n\n## Tom?\n")
    (question,) = made.questions
    assert (question.question, question.answer, question.id) == (
        "Hvad er det?",
        "Et svar. Et punkt.",
        "hvad-er-det",
    )


def test_minutes_are_by_the_words() -> None:
    assert read("ord " * 10).minutes == 1
    assert read("ord " * 401).minutes == 3


def test_links_and_pictures_with_their_places() -> None:
    made = read(
        'En [ven](https://a.dk/æ) her.\n\n![Ryggen](b%20c.png "Tegning")\n\nTekst ![i](d.png) linje\n'
    )
    (link,) = made.links
    assert (link.text, link.line, link.column) == ("ven", 1, 10)
    assert [(i.alternative, i.caption, i.alone, i.line) for i in made.images] == [
        ("Ryggen", "Tegning", True, 3),
        ("i", "", False, 5),
    ]


@pytest.mark.parametrize(
    ("href", "kind", "name", "fragment"),
    [
        ("", "empty", "", ""),
        ("#", "empty", "", ""),
        ("#her", "anchor", "", "her"),
        ("claim:x_y", "claim", "x_y", ""),
        ("article:knee#a", "article", "knee", "a"),
        ("/articles/knee#a", "article", "knee", "a"),
        ("knee.da.md", "article", "knee", ""),
        ("./knee.md#a", "article", "knee", "a"),
        ("guide:/interview", "guide", "/interview", ""),
        ("guide://evil.dk", "unknown", "guide://evil.dk", ""),
        ("/find", "site", "/find", ""),
        ("https://a.dk", "outside", "https://a.dk", ""),
        ("//a.dk", "outside", "//a.dk", ""),
        ("tel:112", "contact", "tel:112", ""),
        ("javascript:alert(1)", "unknown", "javascript:alert(1)", ""),
        ("data:text/html,x", "unknown", "data:text/html,x", ""),
        ("JaVaScRiPt:x", "unknown", "JaVaScRiPt:x", ""),
    ],
)
def test_where_a_link_leads(href: str, kind: str, name: str, fragment: str) -> None:
    leads = target(href)
    assert (leads.kind, leads.name, leads.fragment) == (kind, name, fragment)


@pytest.mark.parametrize(
    ("href", "odd"),
    [
        ("https://www.who.int/a", False),
        ("https://bäckerei.de/a", False),
        ("https://10.0.0.1/a", True),
        ("https://localhost/a", True),
        ("https://a@b.dk/", True),
        ("https://a.local/", True),
        ("https://[::1]/", True),
        ("https://a.dk:99999/", True),
        ("//a.dk/x", True),
    ],
)
def test_addresses_no_reader_is_sent_to(href: str, odd: bool) -> None:
    assert odd_place(href) is odd


def test_tracking_home_pages_and_the_same_page() -> None:
    assert tracking("https://a.dk/?utm_source=x&fbclid=1&q=2") == ["utm_source", "fbclid"]
    assert is_home_page("https://a.dk/")
    assert not is_home_page("https://a.dk/b")
    assert same_page("https://www.a.dk/b/?utm_source=x") == same_page("https://a.dk/b")


def test_a_library_leaves_out_what_it_cannot_use_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.da.md").write_text("---\ntitle: A\nrelated: [b]\n---\n", "utf-8")
    (tmp_path / "b.da.md").write_text("---\ntitle: B\n---\n", "utf-8")
    (tmp_path / "b.en.md").write_text("---\ntitle: B in English\n---\n", "utf-8")
    (tmp_path / "c.md").write_text("---\nid: b\ntitle: Again\n---\n", "utf-8")
    (tmp_path / "d.md").write_text("---\ntitle: Old\nstatus: retired\n---\n", "utf-8")
    (tmp_path / "e.md").write_bytes(b"\xff")
    made = library(tmp_path / "none", tmp_path)
    assert set(made.articles) == {("a", "da"), ("b", "da"), ("b", "en")}
    assert [Path(p.file).name for p in made.problems] == ["c.md", "e.md"]
    assert [a.title for a in made.related(made.articles["a", "da"])] == ["B"]
    assert [a.title for a in made.related(made.articles["b", "en"])] == ["A"]
    assert made.find("b", "en").title == "B in English"  # type: ignore[union-attr]
    assert made.find("a", "en").lang == "da"  # type: ignore[union-attr]


def test_the_source_article(shared: Path) -> None:
    made = read_article((shared / "seed" / "laendesmerter.md").read_text("utf-8"), "laendesmerter.md")
    assert made.updated == date(2025, 3, 21)
    assert len(made.images) == 8
    assert len(made.references) == 10
    assert all(r.href for r in made.references)
    assert [h.level for h in made.headings].count(2) == 15
    assert [h.level for h in made.headings].count(3) == 25
    assert len(made.questions) == 9
