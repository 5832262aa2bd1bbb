"""Each fault an article may have is named, at its line; a good article has none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rygrad.kb.knowledge import Knowledge
from rygrad.words.articles.article import Article
from rygrad.words.articles.checking import Fault, Ground, check_article, check_languages
from rygrad.words.articles.checking_words import CHECKS
from rygrad.words.articles.library import Library
from rygrad.words.articles.reading import read_article

TODAY = date(2026, 11, 23)
TOP = "---\ntitle: Ryggen\nupdated: 2026-11-01\n---\n"
GOOD = f"{TOP}\n## Hvad er det?\n\nDet er ryggen. [Læs mere](https://www.who.int/news-room/low-back-pain).\n"
Faults = Callable[..., list[Fault]]


@pytest.fixture
def faults(knowledge: Knowledge) -> Faults:
    """The faults of a text."""

    def judged(text: str, file: str = "back.da.md", ours: bool = False, there: bool = True) -> list[Fault]:
        other = read_article("# En anden\n\n## Her\n", "other.da.md")
        ground = Ground(knowledge, Library({("other", "da"): other}), TODAY, lambda _a, _s: there)
        return check_article(read_article(text, file, ours), ground, CHECKS)

    return judged


def test_a_good_article_has_none(faults: Faults) -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("Tekst.\n", "no-title", 1),
        (f"{GOOD}\n#### Fire\n\nTekst.\n", "skipped-level", 10),
        (f"{GOOD}\n## **Fed**\n\nTekst.\n", "bold-in-heading", 10),
        (f"{GOOD}\n## Hvad er det?\n\nTekst.\n", "repeated-heading", 10),
        (f"{GOOD}\n## Hvorfor?\n\n## Slut\n\nTekst.\n", "question-without-answer", 10),
        (f"{GOOD}\n![](a.png)\n", "missing-alt", 10),
        (f"{GOOD}\n![Illustration af ryggen](a.png)\n", "poor-alt", 10),
        (f"{GOOD}\n![ryg.png](a.png)\n", "poor-alt", 10),
        (f"{GOOD}\n![Billede](a.png)\n", "poor-alt", 10),
        (f"{GOOD}\n![En tegning af ryggen med fem hvirvler](drawing:none.svg)\n", "missing-image", 10),
        ("---\ntitle: x\n---\nTekst.\n", "no-date", 1),
        ("---\ntitle: x\nupdated: 2027-01-01\n---\nTekst.\n", "future-date", 3),
        ("---\ntitle: x\nupdated: i går\n---\nTekst.\n", "front-matter", 3),
        (f"{GOOD}\nSidst opdateret den 3. marts 2024.\n", "dates-disagree", 10),
        (f"{GOOD}\nLast updated: 03/03/2024\n", "dates-disagree", 10),
        (f"{GOOD}\n[her]()\n", "empty-link", 10),
        (f"{GOOD}\n[her](#nowhere)\n", "broken-id", 10),
        (f"{GOOD}\n[her](/articles/none)\n", "broken-link", 10),
        (f"{GOOD}\n[her](other.md#none)\n", "broken-id", 10),
        (f"{GOOD}\n[her](guide:/nowhere)\n", "broken-link", 10),
        (f"{GOOD}\n[her](claim:none)\n", "unknown-claim", 10),
        (f"{GOOD}\n[her](http://10.0.0.1/x)\n", "odd-place", 10),
        (f"{GOOD}\n[her](ftp://x.dk/a)\n", "unknown-link", 10),
        (f"{GOOD}\n[her](http://www.who.int/x)\n", "no-https", 10),
        (f"{GOOD}\n[her](https://www.who.int/x?utm_source=a&b=1)\n", "tracking", 10),
        (f"{GOOD}\n## Kilder\n\n[WHO](https://www.who.int)\n", "bare-home-page", 12),
        (f"{GOOD}\n## Kilder\n\n[A](https://a.dk/x)\n\n[B](https://a.dk/x/)\n", "duplicate-reference", 14),
        (f"{GOOD}\n## Kilder\n\nEn bog fra 1999\n", "reference-without-link", 12),
        (f"{GOOD}\n[70 %](claim:recurrence_any) får det igen.\n", "wrong-number", 10),
        (f"{GOOD}\n[68.5 %](claim:danish_any_pain_past_year)\n", "wrong-number", 10),
        (f"{GOOD}\nOmkring 80 % får ondt.\n", "number_without_source", 10),
        (f"{GOOD}\nEn undersøgelse viste, at det hjælper.\n", "study-without-source", 10),
        (f"{GOOD}\nForskning viser, at det hjælper.\n", "study-without-source", 10),
        (f"{GOOD}\nEt forsøg fandt, at det hjælper.\n", "study-without-source", 10),
        (f"{GOOD}\nDet er slid i ryggen.\n", "slid", 10),
        ("---\ntitle: x\nupdated: 2026-11-01\nrelated: [none]\n---\nTekst.\n", "unknown-related", 4),
        ("---\ntitle: x\nupdated: 2026-11-01\ncovers: [ZZ9]\n---\nTekst.\n", "unknown-covers", 4),
    ],
)  # fmt: skip
def test_each_fault_is_named_at_its_line(faults: Faults, text: str, rule: str, line: int) -> None:
    found = faults(text)
    assert (rule, line) in {(f.rule, f.line) for f in found}, found
    assert all(f.da != f.en and f.line >= 1 and f.column >= 1 for f in found)


@pytest.mark.parametrize(
    "text",
    [
        f"{GOOD}\nSidst opdateret den 1. november 2026.\n",
        f"{GOOD}\n[her](#hvad-er-det) og [der](other.md#her) og [guiden](guide:/interview)\n",
        f"{GOOD}\n[69 %](claim:recurrence_any) får det igen.\n",
        f"{GOOD}\n[ring 112](tel:112)\n",
        f"{GOOD}\n## Hvorfor?\n\n### Alder\n\nTekst.\n",
        f"{GOOD}\n![Ryggen set fra siden: fem hvirvler, korsbenet nederst](a.png)\n",
        f"{GOOD}\nEn undersøgelse viste, at det hjælper [WHO](https://www.who.int/x/y).\n",
        f"{GOOD}\nTunge løft er ikke farlige.\n",
    ],
)
def test_what_is_right_is_left_alone(faults: Faults, text: str) -> None:
    assert faults(text) == []


def test_a_picture_that_is_not_there(faults: Faults) -> None:
    text = f"{GOOD}\n![Ryggen set fra siden, korsbenet nederst](images/l%C3%A6nd.png)\n"
    assert faults(text) == []
    (fault,) = faults(text, there=False)
    assert (fault.rule, fault.line) == ("missing-image", 10)
    assert "images/lænd.png" in fault.da


def test_ours_must_say_everything_and_leave_no_number_alone(faults: Faults) -> None:
    found = {(f.rule, f.severity) for f in faults(f"{GOOD}\nOmkring 80 % får ondt.\n", ours=True)}
    assert ("front-matter", "error") in found
    assert ("number_without_source", "error") in found


def _ours(lang: str, text: str) -> Article:
    return read_article(text, f"back.{lang}.md", ours=True)


@pytest.mark.parametrize(
    ("da", "en", "named"),
    [
        ("## En\n\n### To\n", "## One\n\n## Two\n", "headings"),
        ("## En {#a}\n", "## One {#b}\n", "ids"),
        ("![a](chart:x)\n", "![a](chart:y)\n", "figures"),
        ("[a](claim:x) [b](claim:y)\n", "[a](claim:x)\n", "links"),
    ],
)
def test_two_languages_that_differ(da: str, en: str, named: str) -> None:
    (fault,) = check_languages(_ours("da", da), _ours("en", en))
    assert fault.rule == "languages-differ"
    assert named in fault.en


def test_two_languages_that_are_alike() -> None:
    da = "## En {#a}\n\n![a](chart:x) [b](claim:y)\n"
    en = "## One {#a}\n\n![c](chart:x) [d](claim:y)\n"
    assert list(check_languages(_ours("da", da), _ours("en", en))) == []


def test_the_source_article_hears_what_is_wrong_with_it(faults: Faults, shared: Path) -> None:
    text = (shared / "seed" / "laendesmerter.md").read_text("utf-8")
    found = faults(text, "laendesmerter.md", there=False)
    counted = {rule: sum(f.rule == rule for f in found) for rule in {f.rule for f in found}}
    assert counted["no-title"] == 1
    assert counted["poor-alt"] == counted["missing-image"] == 8
    assert counted["bold-in-heading"] == 3
    assert counted["slid"] == 2
    assert counted["number_without_source"] == 9
    assert counted["study-without-source"] == 4
    assert counted["bare-home-page"] == 4
    assert counted["duplicate-reference"] == counted["tracking"] == 1
    assert {f.rule for f in found if f.severity == "error"} == {"no-title", "missing-image", "slid"}
