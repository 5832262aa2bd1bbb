"""Our own article: nothing of the source left out, each figure its claim's, calm words, languages alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.lix import lix
from rygrad.kb.yaml_text import parse
from rygrad.papers.article_charts import CHARTS
from rygrad.words.articles.checking import Ground
from rygrad.words.articles.checking_links import claim_numbers, numbers
from rygrad.words.articles.library import Library
from rygrad.words.articles.reading import read_article
from rygrad.words.lint.lint import Linter
from rygrad.words.lint.markdown_prose import markdown_prose

LANGS = ("da", "en")
LIX_AT_MOST = 40
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([a-z]+):([^)]+)\)")
FIGURE = re.compile(r"!\[([^\]]*)\]\(([a-z]+):([^)]+)\)")
GUIDE = {"/interview", "/report", "/diary", "/find/fysioterapeut/danmark/ryg"}
SAID_IN_TEXT = {"M1", "M2", "P1"}  # tested one by one below
FRIGHTENING = {
    "da": r"\bslid|nedslid|degenerat|\bskad|beskadig|klemt|i klemme|undgå|pas på|ødelag|skrøbelig"
    r"|farligt? løft|smuldr|slag(?:et)? fejl|rygsvag|svag ryg|ustabil|kollaps|\bknogle mod knogle",
    "en": r"\bwear\b|worn|degenerat|damag|pinched|trapped|slipped disc|avoid|protect your back|crumbl"
    r"|unstable|bone on bone|collaps|\bruptur",
}


@dataclass(frozen=True)
class Article:
    """One language of the article: its front matter and its text."""

    front: dict[str, Any]
    text: str

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and words of each heading."""
        found = re.findall(r"^(#+) (.+?)(?: \{#[a-z-]+\})?$", self.text, re.M)
        return [(len(marks), words) for marks, words in found]

    def links(self, kind: str) -> list[tuple[str, str]]:
        """Words and target of the links of one kind (claim, guide)."""
        return [(words, to) for words, scheme, to in LINK.findall(self.text) if scheme == kind]

    @property
    def figures(self) -> list[tuple[str, str, str]]:
        """Alternative, kind and name of each figure."""
        return FIGURE.findall(self.text)

    @property
    def spoken(self) -> str:
        """What a reader reads: no marks, no targets, each line a sentence at least."""
        plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r" \{#[a-z-]+\}", "", self.text))
        lines = [line.lstrip("#- ") for line in plain.splitlines() if line.strip()]
        return "\n".join(line if line[-1] in ".?!:" else f"{line}." for line in lines)


def read(knowledge: Knowledge, lang: str) -> Article:
    """The article that ships in one language."""
    written = (knowledge.folder / "articles" / f"low_back_pain.{lang}.md").read_text(encoding="utf-8")
    _, front, text = written.split("---\n", 2)
    return Article(parse(front).value, text)


@pytest.mark.parametrize("lang", LANGS)
def test_the_front_matter_is_whole(knowledge: Knowledge, lang: str) -> None:
    front = read(knowledge, lang).front
    assert set(front) == {
        *("id", "lang", "title", "description", "updated", "status", "covers", "related", "about")
    }
    assert (front["id"], front["lang"], front["status"]) == ("low_back_pain", lang, "draft")
    assert isinstance(front["updated"], date)
    assert len(front["description"]) <= 160


@pytest.mark.parametrize("lang", LANGS)
def test_every_fact_is_covered_and_linked(knowledge: Knowledge, lang: str) -> None:
    article = read(knowledge, lang)
    assert article.front["covers"] == list(knowledge.facts)
    linked = {name for _, name in article.links("claim")}
    told = {
        fact for name in linked for fact in (*knowledge.claims[name].carries, *knowledge.claims[name].facts)
    }
    assert set(knowledge.facts) - told == SAID_IN_TEXT


@pytest.mark.parametrize(("lang", "day"), [("da", "21. marts 2025"), ("en", "21 March 2025")])
def test_what_no_claim_carries_stands_in_the_text(knowledge: Knowledge, lang: str, day: str) -> None:
    article = read(knowledge, lang)
    assert day in article.text  # M1
    assert not [words for _, words in article.headings if "*" in words or "_" in words]  # M2
    assert len(article.figures) >= 8  # P1


@pytest.mark.parametrize("lang", LANGS)
def test_every_link_leads_somewhere(knowledge: Knowledge, lang: str) -> None:
    article = read(knowledge, lang)
    assert {name for _, name in article.links("claim")} <= set(knowledge.claims)
    assert {path for _, path in article.links("guide")} == GUIDE
    assert {scheme for _, scheme, _ in LINK.findall(article.text)} == {"claim", "guide", "https"}
    ids = set(re.findall(r"\{#([a-z-]+)\}", article.text))
    guide = (knowledge.folder / "articles" / "links.yaml").read_text(encoding="utf-8")
    wanted = re.findall(r"\]\(#([^)]+)\)", article.text) + re.findall(r": low_back_pain#(\S+)", guide)
    assert set(wanted) == ids


def wrong_numbers(text: str, knowledge: Knowledge, lang: str = "da") -> list[tuple[str, str]]:
    """The rule and the words of each number in a link that is not its claim's, as editors are told."""
    ground = Ground(knowledge, Library(), date(2026, 11, 23))
    found = claim_numbers(read_article(text, f"a.{lang}.md", ours=True), ground)
    return [(fault.rule, fault.en) for fault in found]


@pytest.mark.parametrize("lang", LANGS)
def test_a_number_in_a_link_is_the_claims(knowledge: Knowledge, lang: str) -> None:
    assert wrong_numbers(read(knowledge, lang).text, knowledge, lang) == []


def test_a_wrong_number_is_seen(knowledge: Knowledge) -> None:
    text = "[68,5 %](claim:danish_any_pain_past_year) og [69 %](claim:recurrence_any)"
    ((rule, said),) = wrong_numbers(text, knowledge)
    assert rule == "wrong-number"
    assert "68.5 is not the number of the claim danish_any_pain_past_year" in said


def test_decimals_of_the_other_language_are_seen(knowledge: Knowledge) -> None:
    ((rule, _),) = wrong_numbers("[0.9 %](claim:serious_in_primary_care)", knowledge)
    assert rule == "decimals"
    assert wrong_numbers("[0.9 %](claim:serious_in_primary_care)", knowledge, "en") == []


@pytest.mark.parametrize("lang", LANGS)
def test_no_percentage_stands_without_its_claim(knowledge: Knowledge, lang: str) -> None:
    left = LINK.sub("", read(knowledge, lang).text)
    assert "%" not in left
    assert not re.search(r"\d+ (?:ud af|out of|in) \d+", left)


@pytest.mark.parametrize("lang", LANGS)
def test_where_the_source_and_research_differ_both_are_told(knowledge: Knowledge, lang: str) -> None:
    """A claim of the source that research contradicts never stands alone in its chapter."""
    for chapter in re.split(r"^## ", read(knowledge, lang).text, flags=re.M):
        linked = {to for _, scheme, to in LINK.findall(chapter) if scheme == "claim"}
        for name in (name for name in linked if knowledge.claims[name].source == "seed"):
            others = set(knowledge.claims[name].disagrees)
            assert not others or others & linked, f"{chapter.splitlines()[0]}: {name}"


def test_both_languages_are_built_alike(knowledge: Knowledge) -> None:
    da, en = (read(knowledge, lang) for lang in LANGS)
    assert [level for level, _ in da.headings] == [level for level, _ in en.headings]
    assert [f[1:] for f in da.figures] == [f[1:] for f in en.figures]
    assert [name for _, name in da.links("claim")] == [name for _, name in en.links("claim")]
    assert [path for _, path in da.links("guide")] == [path for _, path in en.links("guide")]
    assert [sorted(numbers(w)) for w, _ in da.links("claim")] == [
        sorted(numbers(w)) for w, _ in en.links("claim")
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_headings_step_down_one_at_a_time_and_many_are_questions(knowledge: Knowledge, lang: str) -> None:
    headings = read(knowledge, lang).headings
    levels = [1, *(level for level, _ in headings)]
    assert all(lower - upper <= 1 for upper, lower in pairwise(levels))
    assert min(levels[1:]) == 2
    assert len({words for _, words in headings}) == len(headings)
    assert sum(words.endswith("?") for _, words in headings) >= 12


@pytest.mark.parametrize("lang", LANGS)
def test_figures_are_there_with_words_for_who_cannot_see_them(knowledge: Knowledge, lang: str) -> None:
    figures = read(knowledge, lang).figures
    assert {name for _, kind, name in figures if kind == "chart"} == set(CHARTS)
    drawings = {name for _, kind, name in figures if kind == "drawing"}
    assert drawings <= set(knowledge.drawings)
    assert {kind for _, kind, _ in figures} == {"chart", "drawing"}
    for words, _, name in figures:
        assert len(words.split()) >= 6, name
        assert not words.lower().startswith(("illustration", "billede", "picture", "image")), name


def test_the_danish_is_easy_to_read(knowledge: Knowledge) -> None:
    assert lix(read(knowledge, "da").spoken) <= LIX_AT_MOST


@pytest.mark.parametrize("lang", LANGS)
def test_no_word_frightens(knowledge: Knowledge, lang: str) -> None:
    article = read(knowledge, lang)
    said = f"{article.front['title']}. {article.front['description']} {article.spoken}"
    assert not re.findall(FRIGHTENING[lang], said, re.I)


@pytest.mark.parametrize(
    ("lang", "words"), [("da", "Det er slid, undgå løft"), ("en", "worn; avoid lifting")]
)
def test_a_frightening_word_is_seen(lang: str, words: str) -> None:
    assert len(re.findall(FRIGHTENING[lang], words, re.I)) == 2


@pytest.mark.parametrize("lang", LANGS)
def test_the_signs_to_act_on_come_first_and_say_what_the_safety_net_says(
    knowledge: Knowledge, lang: str
) -> None:
    article = read(knowledge, lang)
    assert "{#act}" in article.text
    assert article.text.index("{#act}") < len(article.text) / 10
    begins = article.text.index("{#act}")
    section = Article({}, article.text[begins : article.text.index("\n## ", begins)]).spoken
    for name in ("safety_call_at_once", "safety_chest_or_belly"):
        net = knowledge.safety_net[name]
        said = net.says.da if lang == "da" else net.says.en
        signs = re.findall(r"\w{6,}", said)
        assert [word for word in signs if word.lower() not in section.lower()] == []


@pytest.mark.parametrize("lang", LANGS)
def test_no_sentence_is_the_source_articles(knowledge: Knowledge, lang: str, shared: Path) -> None:
    seed = (shared / "seed" / "laendesmerter.md").read_text(encoding="utf-8")
    theirs = re.findall(r"\w+", seed.lower())
    runs = {" ".join(theirs[at : at + 7]) for at in range(len(theirs) - 6)}
    ours = re.findall(r"\w+", read(knowledge, lang).spoken.lower())
    assert not [run for at in range(len(ours) - 6) if (run := " ".join(ours[at : at + 7])) in runs]


@pytest.mark.parametrize("lang", LANGS)
def test_our_own_linter_finds_nothing(knowledge: Knowledge, lang: str) -> None:
    prose = markdown_prose((knowledge.folder / "articles" / f"low_back_pain.{lang}.md").read_text("utf-8"))
    report = Linter(knowledge).lint(prose, lang="en")
    assert [(f.rule, f.matched, f.spot.line) for f in report.findings] == []
    assert report.text_lang == lang
