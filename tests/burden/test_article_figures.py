"""Which of the article's figures can hold together: the arithmetic, and that the page says what is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rygrad.burden.article_figures import tell_figures, weighed
from rygrad.cli import app
from rygrad.kb.knowledge import Knowledge

PAGE = Path(__file__).parents[2] / "docs" / "burden-figures.md"
VERDICTS = {
    "How many in a year": "only_if",
    "Acute, subacute, chronic": "only_if",
    "In a lifetime": "only_if",
    "Gone in a few weeks": "only_if",
    "1 in 10 has lasting pain": "yes",
    "Walking halves": "no",
    "The bars by group": "no",
}


def changed(knowledge: Knowledge, claim: str, **new: float) -> Knowledge:
    claims = dict(knowledge.claims) | {claim: knowledge.claims[claim].model_copy(update=new)}
    return replace(knowledge, claims=claims)


def test_each_figure_has_its_verdict_the_articles_facts_and_a_source_against(knowledge: Knowledge) -> None:
    found = weighed(knowledge)
    assert {one.title[1]: one.verdict for one in found} == VERDICTS
    for one in found:
        assert all(knowledge.claims[name].facts for name in one.article)
        assert one.measured
        assert not any(knowledge.claims[name].facts for name in one.measured)
        assert one.steps


def test_the_page_is_what_the_command_says_of_the_knowledge(knowledge: Knowledge) -> None:
    """`python docs/refresh_burden.py` writes it."""
    assert tell_figures(knowledge, "en") in PAGE.read_text(encoding="utf-8")


def test_a_number_changed_in_the_knowledge_changes_the_text(knowledge: Knowledge) -> None:
    other = changed(knowledge, "article_e6_chronic", value=30)
    assert "80-90 + 5-10 + 30 = 115-130" in tell_figures(other, "en")
    assert "80-90 + 5-10 + 10 = 95-110" in tell_figures(knowledge, "en")


def test_the_arithmetic(knowledge: Knowledge) -> None:
    text = tell_figures(knowledge, "en")
    for says in (
        "20 is below 26 and 41",
        "18-20 lies within 15-20",
        "80 % would be reached in 7-10 years",  # ln 0.2 / ln 0.80 = 7.2, ln 0.2 / ln 0.85 = 9.9
        "98.2 % have had pain after 62 years",  # 1 - 0.937 ** 62
        "86 of 100 who ever have pain",
        "61 % are not after 6 weeks",  # 2 ** (-42 / 58)
        "8-16 % of all with pain",  # 28/70 * 0.19, 36/68 * 0.30
        "it becomes 31 with walking, and 23 if it were halved",
    ):
        assert says in text


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_command_says_it_in_both_languages(lang: str, knowledge: Knowledge) -> None:
    done = CliRunner().invoke(app, ["simulate", "--which-figures", "--lang", lang])
    assert done.exit_code == 0
    assert done.stdout.strip() == tell_figures(knowledge, lang).strip()
    assert "{" not in done.stdout
