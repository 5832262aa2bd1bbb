"""The report of a run with draws: whole, escaped, without requests, and with every figure of its tables."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

import pytest

from rygrad.burden.drawn_charts import Bar, by_year, tornado
from rygrad.burden.drawn_figures import cells, lines_of
from rygrad.burden.draws import Draws, simulated_draws
from rygrad.burden.ranges import drawn_names
from rygrad.burden.report import page
from rygrad.burden.report_words import WORDS
from rygrad.burden.weigh import SPARE, Band
from rygrad.kb.basics import Text
from rygrad.kb.knowledge import Knowledge

EVIL = "<script>alert('x')</script> & \"co\""


@pytest.fixture(scope="module")
def draws(knowledge: Knowledge) -> Draws:
    """So many that numbers can be ranked, of very few people."""
    evil = knowledge.scenarios["walking"].model_copy(update={"title": Text(da=EVIL, en=EVIL)})
    count = 2 * (len(drawn_names(knowledge.burden_parameters)) + SPARE)
    return simulated_draws(evil, knowledge, 40, 2, 1, count)


class Seen(HTMLParser):
    """Counts elements and keeps what could ask somebody for something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.leads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in ("meta", "path", "rect", "circle"):
            self.open.append(tag)
        self.leads += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()


@pytest.mark.parametrize("lang", ["da", "en"])
class TestThePage:
    def test_holds_every_figure_of_both_tables(self, draws: Draws, knowledge: Knowledge, lang: str) -> None:
        text = unescape(page(draws, knowledge, lang)).replace("\xa0", " ")
        for weighed in (False, True):
            for line in lines_of(draws, lang, weighed):
                assert all(f">{cell}</t" in text for cell in cells(line, lang))

    def test_is_closed_escaped_and_asks_nobody(self, draws: Draws, knowledge: Knowledge, lang: str) -> None:
        text = page(draws, knowledge, lang)
        seen = Seen(text)
        assert not seen.leads
        assert "script" not in seen.tags
        assert "url(" not in text
        assert "@import" not in text
        assert EVIL in unescape(text)
        assert [tag for tag in seen.open if tag in ("html", "body", "svg", "table", "section")] == []

    def test_every_column_has_a_heading(self, draws: Draws, knowledge: Knowledge, lang: str) -> None:
        text = page(draws, knowledge, lang)
        assert text.count('<th scope="col">') > 10
        assert '<th scope="col"></th>' not in text

    def test_each_chart_is_named_and_has_its_table(
        self, draws: Draws, knowledge: Knowledge, lang: str
    ) -> None:
        seen, text = Seen(page(draws, knowledge, lang)), page(draws, knowledge, lang)
        assert seen.tags.count("svg") == text.count('role="img" aria-label="')
        assert 3 <= seen.tags.count("svg") == seen.tags.count("details")

    def test_says_what_it_is_not_and_names_every_parameter_and_target(
        self, draws: Draws, knowledge: Knowledge, lang: str
    ) -> None:
        text = unescape(page(draws, knowledge, lang))
        assert ("not a forecast" if lang == "en" else "ikke en forudsigelse") in text
        assert all(f"({name})" in text for name in knowledge.burden_parameters)
        assert all(one.words.in_language(lang) in text for one in knowledge.burden_targets.values())
        assert WORDS["mostly_below"][lang == "en"] in text or WORDS["all_below"][lang == "en"] in text


def test_a_bar_to_the_left_ends_in_the_middle_and_one_to_the_right_begins_there() -> None:
    svg = tornado("t", [Bar("a & b", -0.5), Bar("c", 0.25)], "en")
    assert 'x="135.0" y="22" width="75.0"' in svg
    assert 'x="210.0" y="66" width="37.5"' in svg
    assert "a &amp; b" in svg


def test_years_without_anybody_are_left_out_of_the_drawing() -> None:
    nobody = float("nan")
    svg = by_year("t", [Band(nobody, nobody, nobody), Band(-2, -1, 0)], "", "en")
    assert "nan" not in svg
    assert "-2.00" in svg
