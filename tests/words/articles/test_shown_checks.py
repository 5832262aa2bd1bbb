"""What a site would leave out of an article without a word is told to whoever writes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rygrad.cli import app
from rygrad.kb.knowledge import Knowledge
from rygrad.papers.article_charts import CHARTS
from rygrad.words.articles.checking import Fault, Ground, check_article
from rygrad.words.articles.checking_shown import left_out
from rygrad.words.articles.checking_words import CHECKS
from rygrad.words.articles.library import Library
from rygrad.words.articles.reading import read_article
from rygrad.words.articles.rendering import Around, render

from .conftest import page_of

TOP = "---\ntitle: Ryggen\nupdated: 2026-11-01\n---\n\n"
RYG = "Ryggen set fra siden: fem hvirvler, korsbenet nederst"
CHART = sorted(CHARTS)[0]
Faults = Callable[[str], list[Fault]]


@pytest.fixture
def faults(knowledge: Knowledge) -> Faults:
    """The faults of a text below a good top, on a site where every picture is there."""
    ground = Ground(knowledge, Library(), date(2026, 11, 23), charts=CHARTS)
    return lambda text: check_article(read_article(TOP + text, "back.da.md"), ground, CHECKS)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (f"![{RYG}](https://t.dk/a.png)", "picture-elsewhere"),
        (f"![{RYG}](//t.dk/a.png)", "picture-elsewhere"),
        (f"![{RYG}](data:image/png;base64,AAAA)", "picture-elsewhere"),
        (f"![{RYG}](a.gif)", "picture-kind"),
        (f"![{RYG}](a)", "picture-kind"),
        (f"![{RYG}](chart:none)", "missing-image"),
        (f"Se ![{RYG}](chart:{CHART}) her.", "figure-in-line"),
        (f"[![{RYG}](drawing:walk.svg)](guide:/interview)", "figure-in-line"),
        ("[](https://www.who.int/news/x)", "link-without-words"),
        ("[![](a.png)](https://www.who.int/news/x)", "link-without-words"),
        ("##", "empty-heading"),
        (f"## ![{RYG}](a.png)", "empty-heading"),
        ("## {#main}", "empty-heading"),
        ("## Ryggen {#main}", "repeated-id"),
        ("## Ryggen {#source-who}", "repeated-id"),
        ("[her](/nowhere)", "unknown-page"),
        ("[her](/images/a.pdf)", "unknown-page"),
    ],
)
def test_each_is_told_at_its_line(faults: Faults, text: str, rule: str) -> None:
    found = faults(f"Om ryggen.\n\n{text}\n")
    assert (rule, 8) in {(f.rule, f.line) for f in found}, found
    assert all(f.da != f.en for f in found)


@pytest.mark.parametrize(
    "text",
    [
        f"![{RYG}](images/a.webp)",
        f"![{RYG}](/images/L%C3%A6nd.JPG)",
        f"![{RYG}](chart:{CHART})",
        f"[![{RYG}](a.svg)](guide:/interview)",
        "## Ryggen {#back}\n\nTekst.\n\n## Hoften {#hip}\n\nTekst.",
        "[her](/interview) og [der](/about#privacy)",
    ],
)
def test_what_is_shown_is_left_alone(faults: Faults, text: str) -> None:
    assert faults(f"Om ryggen.\n\n{text}\n") == []


def test_the_second_heading_of_an_id_is_the_one_that_is_told(faults: Faults) -> None:
    (fault,) = faults("## En {#a}\n\nTekst.\n\n## To {#a}\n\nTekst.\n")
    assert (fault.rule, fault.line, "'a-2'" in fault.en) == ("repeated-id", 10, True)


@pytest.mark.parametrize("name", ["chart:none", "https://t.dk/a.png", f"chart:{CHART}) her ![x](a.png"])
def test_the_page_really_leaves_it_out(knowledge: Knowledge, name: str) -> None:
    article = read_article(f"{TOP}Se ![{RYG}]({name})\n", "back.da.md")
    page = page_of(render(article, Around(knowledge)).html)
    assert page.found("img") == page.found("div") == []


def test_of_two_articles_with_one_id_the_second_is_told() -> None:
    ours = read_article("# A\n", "shipped/a.da.md", ours=True)
    texts = {
        "a": "# A\n",
        "b": "# B\n",
        "c": "---\nid: b\n---\n# C\n",
        "d": "---\nid: a\nstatus: retired\n---\n",
    }
    own = [read_article(text, f"{name}.da.md") for name, text in texts.items()]
    found = [(article.file, fault.rule, fault.line) for article, fault in left_out([ours, *own], [ours])]
    assert found == [("a.da.md", "id-taken", 1), ("c.da.md", "id-taken", 2)]
    retired = read_article("---\nstatus: retired\n---\n# A\n", "shipped/a.da.md", ours=True)
    assert list(left_out(own[:2], [retired])) == []


def test_the_command_tells_of_an_id_of_ours(tmp_path: Path) -> None:
    (tmp_path / "low_back_pain.md").write_text(f"{TOP}Om ryggen.\n", encoding="utf-8")
    told = CliRunner().invoke(app, ["articles", "check", str(tmp_path)])
    assert told.exit_code == 1
    assert "[id-taken]" in told.stdout
