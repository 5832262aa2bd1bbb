"""Search in the articles: parts of words, typing faults, æ ø å in other letters; a query does no harm."""

from __future__ import annotations

import threading
import time
from statistics import quantiles

import pytest

from rygrad.kb.knowledge import Knowledge
from rygrad.words.articles.library import library
from rygrad.words.articles.reading import read_article
from rygrad.words.articles.search import LONGEST, Found, QueryFault, SearchIndex, folded

BACK = """---
title: Ondt i ryggen
---
Om rygsmerter hos voksne.

## Gåture

Korte ture hver dag hjælper. Café og naïve bånd.

### Før du går

Tag sko på. Smerter er ikke farlige.

## Kilder

- Hansen 2020, om rejer.
"""
ENGLISH = """---
title: Back pain
lang: en
---
## Walks

Walking every day helps. An MRI is rarely needed.
"""


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex([read_article(BACK, "ryg.da.md"), read_article(ENGLISH, "ryg.en.md")])


@pytest.fixture(scope="module")
def ours(knowledge: Knowledge) -> SearchIndex:
    return SearchIndex(library(knowledge.folder / "articles").newest())


def places(found: Found) -> list[str]:
    return [f"{hit.lang} {hit.anchor}" for hit in found.hits]


def marked(found: Found) -> list[str]:
    return [p.text for hit in found.hits for p in (*hit.heading, *hit.snippet) if p.marked]


def test_a_part_of_a_word_finds_the_whole(index: SearchIndex) -> None:
    found = index.search("smerter")
    assert places(found) == ["da ", "da foer-du-gaar"]
    assert marked(found) == ["rygsmerter", "Smerter"]


def test_a_section_is_named_by_its_heading_and_the_article(index: SearchIndex) -> None:
    (hit,) = index.search("ture hver").hits
    assert (hit.article, hit.anchor, hit.title) == ("ryg", "gaature", "Ondt i ryggen")
    assert "".join(p.text for p in hit.heading) == "Gåture"


@pytest.mark.parametrize("query", ["gåture", "GÅTURE", "gaature", "ga\u030ature", "Gaature!"])
def test_danish_letters_may_be_written_in_other_ways(index: SearchIndex, query: str) -> None:
    found = index.search(query)
    assert places(found) == ["da gaature"]
    assert not found.mended


@pytest.mark.parametrize(("query", "word"), [("cafe", "Café"), ("naive", "naïve"), ("baand", "bånd")])
def test_accents_make_no_difference(index: SearchIndex, query: str, word: str) -> None:
    assert marked(index.search(query)) == [word]


@pytest.mark.parametrize("query", ["rygsmrter", "rygsmertr", "rygsmetrer", "rygssmerter"])
def test_a_typing_fault_finds_the_same_and_says_so(index: SearchIndex, query: str) -> None:
    found = index.search(query)
    assert found.hits == index.search("rygsmerter").hits != ()
    assert found.mended == ((query, "rygsmerter"),)


def test_the_example_of_our_own_article(ours: SearchIndex) -> None:
    found = ours.search("lændesmrter")
    assert found.hits == ours.search("lændesmerter").hits != ()
    assert found.mended == (("lændesmrter", "lændesmerter"),)


def test_a_compound_that_stands_nowhere_is_searched_for_by_its_last_part(index: SearchIndex) -> None:
    assert index.search("albuesmerter").mended == (("albuesmerter", "smerter"),)


def test_what_nothing_is_like_is_told_as_it_was_typed(index: SearchIndex) -> None:
    assert index.search("Qwxøzy") == Found(unknown=("Qwxøzy",))
    found = index.search("gåture qwxzy")
    assert (places(found), found.unknown) == (["da gaature"], ("qwxzy",))


def test_words_that_stand_in_no_section_together_find_each(index: SearchIndex) -> None:
    found = index.search("hjælper farlige")
    assert not found.whole
    assert sorted(places(found)) == ["da foer-du-gaar", "da gaature"]


def test_two_letters_find_the_beginning_of_words(index: SearchIndex) -> None:
    assert marked(index.search("MR")) == ["MRI"]
    assert places(index.search("sko mr")) == ["da foer-du-gaar"]  # together nowhere: the long word counts


def test_the_visitors_language_comes_first() -> None:
    both = SearchIndex([read_article("## Walk\n\nstress", f"{n}.{n}.md") for n in ("da", "en")])
    assert [hit.lang for hit in both.search("stress", "en").hits] == ["en", "da"]
    assert [hit.lang for hit in both.search("stress", "da").hits] == ["da", "en"]


def test_a_heading_counts_for_more_than_the_text() -> None:
    made = SearchIndex([read_article("## A\n\nstress og ro\n\n## Stress\n\nmeget andet", "x.da.md")])
    assert [hit.anchor for hit in made.search("stress").hits] == ["stress", "a"]


def test_the_list_of_sources_is_not_searched(index: SearchIndex) -> None:
    assert index.search("rejer").hits == ()


@pytest.mark.parametrize(
    ("query", "kind"),
    [("", "empty"), (" \n\t", "empty"), ("a", "short"), ("*", "short"), ('"', "short"), ("a b c", "short"),
     ("\0", "short"), ("_ __", "short"), ("x" * (LONGEST + 1), "long"), ("\N{PILE OF POO}" * 10_000, "long")],
)  # fmt: skip
def test_what_cannot_be_searched_for_is_said(index: SearchIndex, query: str, kind: str) -> None:
    with pytest.raises(QueryFault) as raised:
        index.search(query)
    assert raised.value.kind == kind


@pytest.mark.parametrize(
    "query",
    ['"gåture', 'gåture"', "gåture*", "^gåture", "heading:gåture", "-gåture", "gåture + ture", "(gåture",
     "gå\0ture gåture", "gåture'; DROP TABLE sections; --", "{heading text}: gåture", "%gåture_", "gåture\\"],
)  # fmt: skip
def test_signs_of_the_query_language_are_nothing_but_signs(index: SearchIndex, query: str) -> None:
    assert "da gaature" in places(index.search(query))


@pytest.mark.parametrize(
    "query", ["AND", "OR NOT", "NEAR(ture hver, 2)", "gåture NEAR ture", "%%%", "\ud800x y"]
)
def test_words_of_the_query_language_are_words(index: SearchIndex, query: str) -> None:
    assert isinstance(_answer(index, query), (Found, QueryFault))


def _answer(index: SearchIndex, query: str) -> Found | QueryFault:
    try:
        return index.search(query)
    except QueryFault as fault:
        return fault


def test_no_articles_no_hits() -> None:
    assert SearchIndex([]).search("ryg") == Found(unknown=("ryg",))


def test_a_snippet_is_cut_between_words_around_the_first_mark() -> None:
    made = SearchIndex([read_article("ord " * 200 + "nålen " + "ende " * 200, "x.da.md")])
    (hit,) = made.search("nålen").hits
    text = "".join(p.text for p in hit.snippet)
    assert text.startswith("… ord ")
    assert text.endswith("ende …")
    assert len(text) < 250


def test_folding_is_the_same_for_composed_and_loose_signs() -> None:
    assert folded("LÆNDE") == folded("laende") == "laende"
    assert folded("o\u0308l") == folded("öl")


def test_threads_search_at_the_same_time(ours: SearchIndex) -> None:
    wanted = ours.search("gåture")
    faults: list[int] = []

    def many() -> None:
        faults.extend(1 for _ in range(20) if ours.search("gåture") != wanted)

    threads = [threading.Thread(target=many) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults


def test_it_is_quick(ours: SearchIndex) -> None:
    took = []
    for query in ("smerter", "lændesmrter", "skal jeg scannes?", "te", "ondt i ryggen når jeg går " * 7) * 8:
        start = time.perf_counter()
        ours.search(query)
        took.append((time.perf_counter() - start) * 1000)
    assert quantiles(took, n=100)[-1] < 100, "a budget of 20 ms, with room for a busy machine"
