"""A rule as a Danish and an English sentence: nothing of the code, nothing left out."""

from __future__ import annotations

import re

import pytest
from a_vocabulary import QUESTIONS, VOCABULARY
from hypothesis import given, settings
from hypothesis import strategies as st

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.wording import answer_words, in_words, wording
from rygrad.logic import tree
from rygrad.logic.read import read
from rygrad.logic.to_words import Wording, to_words

CALLED = {
    "fever": ("feber", "a fever"),
    "cough": ("hoste", "a cough"),
    "age": ("alder", "age"),
    "onset": ("alder ved start", "age at onset"),
    "duration": ("varighed", "duration"),
    "mood": ("humør", "mood"),
    "points": ("pointtal", "the score"),
    "calm": ("rolig", "calm-ish"),
    "afraid": ("bange", "fearful"),
}


def words(lang: str) -> Wording:
    at = 0 if lang == "da" else 1

    def number(claim: str) -> tuple[int, str] | None:
        found = VOCABULARY.constants.get(claim)
        return (found.value, found.unit) if found else None

    return Wording(
        lang,
        name=lambda name: CALLED[name][at],
        option=lambda _, word: CALLED[word][at],
        unit=lambda question: getattr(QUESTIONS.get(question), "unit", None),
        number=number,
    )


@pytest.mark.parametrize(
    ("rule", "da", "en"),
    [
        ("fever", "feber", "a fever"),
        ("not fever", "ikke feber", "not a fever"),
        ("fever and cough", "feber og hoste", "a fever and a cough"),
        ("fever or cough or fever", "feber, hoste eller feber", "a fever, a cough or a fever"),
        (
            "(fever or cough) and fever",
            "(feber eller hoste) og feber",
            "(a fever or a cough) and a fever",
        ),
        ("not (fever or cough)", "ikke (feber eller hoste)", "not (a fever or a cough)"),
        ("age > 70", "alder over 70 år", "age over 70 years"),
        ("age >= 1", "alder mindst 1 år", "age at least 1 year"),
        ("age < 70", "alder under 70 år", "age under 70 years"),
        ("age <= 70", "alder højst 70 år", "age at most 70 years"),
        ("age = 70", "alder præcis 70 år", "age exactly 70 years"),
        ("age != 70", "alder ikke 70 år", "age not 70 years"),
        ("duration < 6 weeks", "varighed under 6 uger", "duration under 6 weeks"),
        ("duration < acute_below", "varighed under 42 dage", "duration under 42 days"),
        ("duration = acute_below", "varighed præcis 42 dage", "duration exactly 42 days"),
        ("onset < age", "alder ved start under alder", "age at onset under age"),
        ("mood = calm", "humør: rolig", "mood: calm-ish"),
        ("mood != calm", "humør: ikke rolig", "mood: not calm-ish"),
        ("mood in (calm, afraid)", "humør: rolig eller bange", "mood: calm-ish or fearful"),
        ("age between 18 and 45", "alder mellem 18 år og 45 år", "age between 18 years and 45 years"),
        ("points >= 7", "pointtal mindst 7", "the score at least 7"),
        (
            "at least 2 of (fever, cough and fever, mood = calm)",
            "mindst 2 af: feber; (hoste og feber); humør: rolig",
            "at least 2 of: a fever; (a cough and a fever); mood: calm-ish",
        ),
        ("unknown(fever)", "feber er ikke afklaret", "a fever is not yet known"),
        (
            "unknown(fever or cough)",
            "(feber eller hoste) er ikke afklaret",
            "(a fever or a cough) is not yet known",
        ),
    ],
)
def test_a_rule_is_said_in_both_languages(rule: str, da: str, en: str) -> None:
    assert (to_words(read(rule), words("da")), to_words(read(rule), words("en"))) == (da, en)


def test_two_numbers_that_are_equal_are_both_named() -> None:
    assert to_words(read("onset = age"), words("en")) == "age at onset exactly age"


def test_every_shipped_rule_is_said_without_ids(knowledge: Knowledge) -> None:
    ids = {*knowledge.questions, *knowledge.rules, *knowledge.scores, *knowledge.claims, *knowledge.causes}
    coded = {name for name in ids if "_" in name}
    for lang in ("da", "en"):
        for rule in (*knowledge.rules, *knowledge.risk_factors):
            said = in_words(knowledge, rule, lang)
            assert not coded & set(re.findall(r"\w+", said)), (rule, said)
            assert not re.search(r"[<>=]|\bin \(", said), (rule, said)


def test_the_two_languages_differ_for_every_shipped_rule(knowledge: Knowledge) -> None:
    same = [r for r in knowledge.rules if in_words(knowledge, r, "da") == in_words(knowledge, r, "en")]
    assert same == []


def test_an_answer_is_said_with_its_question(knowledge: Knowledge) -> None:
    assert answer_words(knowledge, "fever", True, "da").endswith(": ja")
    assert answer_words(knowledge, "fever", False, "en").endswith(": no")
    assert answer_words(knowledge, "duration_days", 1, "da").endswith(": 1 dag")
    assert answer_words(knowledge, "duration_days", 14, "en").endswith(": 14 days")
    said = answer_words(knowledge, "leg_weakness", "both", "da")
    options = knowledge.questions["leg_weakness"].options
    assert options is not None
    assert said.endswith(": " + options["both"].da.lower())


# --- any sentence over the shipped vocabulary


def sentences(knowledge: Knowledge) -> st.SearchStrategy[tree.Tree]:
    by_type = {
        kind: [q.id for q in knowledge.questions.values() if q.type == kind]
        for kind in ("yes_no", "choice", "number")
    }
    named = st.sampled_from([*by_type["yes_no"], *knowledge.rules, *knowledge.risk_factors]).map(tree.Name)
    quantity = st.builds(tree.Quantity, st.integers(0, 500), st.sampled_from([None, "week", "day"]))
    number: st.SearchStrategy[tree.Value] = st.one_of(
        quantity, st.sampled_from([*knowledge.vocabulary.constants, *by_type["number"]]).map(tree.Word)
    )
    op = st.sampled_from(["<", "<=", ">", ">=", "=", "!="])
    asked = st.sampled_from([*by_type["number"], "bmi"])
    scored = st.builds(tree.Compare, st.sampled_from(sorted(knowledge.vocabulary.scores)), op, quantity)
    chosen = st.sampled_from(by_type["choice"]).flatmap(
        lambda q: st.lists(st.sampled_from(knowledge.questions[q].of or []), min_size=1, max_size=3).map(
            lambda told: tree.Within(q, tuple(tree.Word(w) for w in told))
        )
    )
    atoms: st.SearchStrategy[tree.Tree] = st.one_of(
        named,
        scored,
        st.builds(tree.Compare, asked, op, number),
        chosen,
        chosen.map(lambda within: tree.Compare(within.id, "=", within.words[0])),
        st.builds(tree.Between, asked, number, number),
    )

    def above(parts: st.SearchStrategy[tree.Tree]) -> st.SearchStrategy[tree.Tree]:
        many = st.lists(parts, min_size=2, max_size=3).map(tuple)
        return st.one_of(
            parts.map(tree.Not),
            many.map(tree.And),
            many.map(tree.Or),
            many.map(lambda made: tree.AtLeast(2, made)),
            parts.map(tree.Unknown),
        )

    return st.recursive(atoms, above, max_leaves=6)


def test_any_sentence_can_be_said_and_holds_no_id(knowledge: Knowledge) -> None:
    kinds = (knowledge.questions, knowledge.rules, knowledge.risk_factors, knowledge.vocabulary.constants)
    coded = {name for kind in kinds for name in kind if "_" in name}
    spoken = {lang: wording(knowledge, lang) for lang in ("da", "en")}

    @settings(max_examples=200, deadline=None)
    @given(sentences(knowledge), st.sampled_from(["da", "en"]))
    def said(node: tree.Tree, lang: str) -> None:
        text = to_words(node, spoken[lang])
        assert text
        assert not coded & set(re.findall(r"\w+", text)), text

    said()
