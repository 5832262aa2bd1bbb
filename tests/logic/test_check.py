"""Tree to core: types, units and limits; what is refused is in test_messages.py."""

from __future__ import annotations

import pytest
from a_vocabulary import VOCABULARY, sentence
from hypothesis import given, settings
from hypothesis import strategies as st

from rygrad.logic.check import POLICY, RULE, SENTENCE, Allowed
from rygrad.logic.core import Against, And, Core, Holds, Is, Not, Or, Pair, Total, Unknown, Yes
from rygrad.logic.messages import LanguageError


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("fever", Yes("fever")),
        ("infection", Holds("infection")),
        ("age > 70", Against("age", ">", 70)),
        ("age > 70 years", Against("age", ">", 70)),
        ("duration < 6 weeks", Against("duration", "<", 42)),
        ("duration >= 1 week", Against("duration", ">=", 7)),
        ("duration > 48 hours", Against("duration", ">", 2)),
        ("duration > 1440 minutes", Against("duration", ">", 1)),
        ("height > 2 m", Against("height", ">", 200)),
        ("stiff > 1 day", None),  # 1440 minutes is the most there is: nothing is above it
        ("stiff >= 1 day", Against("stiff", ">=", 1440)),
        ("duration < acute_below", Against("duration", "<", 42)),
        ("duration > three_weeks", Against("duration", ">", 21)),
        ("onset < age", Pair("onset", "<", "age")),
        ("bmi >= 30", Against("bmi", ">=", 30)),
        ("points >= 7", Total("points", ">=", 7)),
        ("points >= 7 points", Total("points", ">=", 7)),
        ("points between 3 and 5", And((Total("points", ">=", 3), Total("points", "<=", 5)))),
        ("mood = calm", Is("mood", "calm")),
        ("mood != calm", Not(Is("mood", "calm"))),
        ("mood in (calm)", Is("mood", "calm")),
        ("mood in (afraid, calm)", Or((Is("mood", "afraid"), Is("mood", "calm")))),
        ("age between 18 and 45", And((Against("age", ">=", 18), Against("age", "<=", 45)))),
        ("age between onset and 45", And((Pair("age", ">=", "onset"), Against("age", "<=", 45)))),
        ("age between 45 and 45", And((Against("age", ">=", 45), Against("age", "<=", 45)))),
        ("not fever", Not(Yes("fever"))),
    ],
)
def test_a_sentence_becomes_its_core(text: str, core: Core | None) -> None:
    if core is None:
        with pytest.raises(LanguageError):
            sentence(text)
    else:
        assert sentence(text) == core


@pytest.mark.parametrize(
    ("tells", "does_not"),
    [
        ("age > 119", "age > 120"),
        ("age >= 1", "age >= 0"),
        ("age < 1", "age < 0"),
        ("age <= 119", "age <= 120"),
        ("age = 120", "age = 121"),
        ("age != 0", "age != -1"),
        ("bmi >= 350", "bmi >= 351"),
    ],
)
def test_a_comparison_that_tells_nothing_apart_is_refused_in_a_rule(tells: str, does_not: str) -> None:
    assert isinstance(sentence(tells), Against)
    with pytest.raises(LanguageError) as e:
        sentence(does_not)
    assert e.value.key == "never_true"


@pytest.mark.parametrize(
    "text",
    [
        "numb",
        "not not numb",
        "weak = both",
        "weak in (one, both)",
        "weak in (both, one, both)",
        "weak != none",
        "at least 2 of (numb, fever, weak = both)",
        "not (fever and not numb)",
    ],
)
def test_a_red_flag_may_be_asked_for_upwards(text: str) -> None:
    assert sentence(text, RULE) == sentence(text, SENTENCE)


@pytest.mark.parametrize(
    "text",
    [
        "not numb",
        "fever or not (cough or numb)",
        "not not not numb",
        "weak = none",
        "weak = one",
        "weak != both",
        "weak in (none, one)",
        "not weak = both",
        "not weak in (one, both)",
        "not at least 1 of (numb, fever)",
    ],
)
def test_a_red_flag_may_not_be_denied_in_a_rule_but_elsewhere(text: str) -> None:
    with pytest.raises(LanguageError) as e:
        sentence(text, RULE)
    assert e.value.key == "red_flag_denied"
    sentence(text, SENTENCE)
    sentence(text, POLICY)


def test_unknown_stands_in_a_policy_alone() -> None:
    assert sentence("unknown(fever or cough)", POLICY) == Unknown(Or((Yes("fever"), Yes("cough"))))
    for allowed in (RULE, SENTENCE):
        with pytest.raises(LanguageError) as e:
            sentence("unknown(fever)", allowed)
        assert e.value.key == "unknown_refused"


names = st.sampled_from([*VOCABULARY.names(), "acute_below", "nobody"])
values = st.sampled_from(
    ["3", "121", "6 weeks", "2 kg", "calm", "none", "both", "fever", "bmi", "acute_below"]
)
atoms = st.one_of(
    names,
    st.builds("{} {} {}".format, names, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), values),
    st.builds("{} in ({}, {})".format, names, values, values),
    st.builds("{} between {} and {}".format, names, values, values),
)
sentences = st.recursive(
    atoms,
    lambda parts: st.one_of(
        st.builds("not ({})".format, parts),
        st.builds("({}) and ({})".format, parts, parts),
        st.builds("at least 2 of ({}, {}, {})".format, parts, parts, parts),
        st.builds("unknown({})".format, parts),
    ),
    max_leaves=6,
)


@settings(max_examples=500, deadline=None)
@given(sentences, st.sampled_from([RULE, POLICY, SENTENCE]))
def test_any_sentence_of_known_and_unknown_names_is_a_core_or_a_fault(text: str, allowed: Allowed) -> None:
    made = core_or_fault(text, allowed)
    if isinstance(made, LanguageError):
        assert 0 <= made.start <= made.end <= len(text)
        assert made.text("da") != made.text("en")
    else:
        assert "nobody" not in str(made)


def core_or_fault(text: str, allowed: Allowed) -> Core | LanguageError:
    try:
        return sentence(text, allowed)
    except LanguageError as e:
        return e
