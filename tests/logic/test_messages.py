"""What the rule language says when a sentence is wrong: every message, in both languages, at its exact place.

`[` and `]` mark what the message points at; an editor puts the cursor there.
"""

from __future__ import annotations

import pytest
from a_vocabulary import VOCABULARY, program, sentence

from rygrad.logic.messages import TEXTS, LanguageError, did_you_mean

DEEP = "(" * 49 + "not (fever)" + ")" * 49
WRONG: list[tuple[str, str, str, str]] = [
    (
        "stray_character",
        "fever [&] cough",
        "tegnet »&« hører ikke til i en regel",
        "the character '&' does not belong in a rule",
    ),
    (
        "not_whole",
        "age > [7.5]",
        "»7.5« er ikke et helt tal; tal er hele, i spørgsmålets enhed",
        "'7.5' is not a whole number; numbers are whole, in the question's unit",
    ),
    (
        "not_whole",
        "age > [-7,5]",
        "»-7,5« er ikke et helt tal; tal er hele, i spørgsmålets enhed",
        "'-7,5' is not a whole number; numbers are whole, in the question's unit",
    ),
    (
        "wrong_word",
        "fever [og] cough",
        "der står »og«; i regler skrives det »and«",
        "read 'og'; in rules this is written 'and'",
    ),
    (
        "wrong_word",
        "[ikke] fever",
        "der står »ikke«; i regler skrives det »not«",
        "read 'ikke'; in rules this is written 'not'",
    ),
    (
        "wrong_word",
        "fever or [mindst] 2 of (fever, cough)",
        "der står »mindst«; i regler skrives det »at least«",
        "read 'mindst'; in rules this is written 'at least'",
    ),
    (
        "wrong_word",
        "fever [AND] cough",
        "der står »AND«; i regler skrives det »and«",
        "read 'AND'; in rules this is written 'and'",
    ),
    (
        "wrong_word",
        "age [=>] 3",
        "der står »=>«; i regler skrives det »>=«",
        "read '=>'; in rules this is written '>='",
    ),
    (
        "wrong_word",
        "[!]fever",
        "der står »!«; i regler skrives det »not«",
        "read '!'; in rules this is written 'not'",
    ),
    (
        "expected",
        "fever [cough]",
        "der står »cough«; her ventes »and«, »or« eller slutningen",
        "read 'cough'; expected 'and', 'or' or the end",
    ),
    (
        "expected",
        "fever and[]",
        "der står slutningen; her ventes et navn, »not« eller »(«",
        "read the end; expected a name, 'not' or '('",
    ),
    (
        "expected",
        "(fever or cough[]",
        "der står slutningen; her ventes »)«",
        "read the end; expected ')'",
    ),
    (
        "expected",
        "duration < 6 [fortnights]",
        "der står »fortnights«; her ventes en enhed, fx »days«",
        "read 'fortnights'; expected a unit, such as 'days'",
    ),
    (
        "expected",
        "at least [two] of (fever, cough)",
        "der står »two«; her ventes et antal",
        "read 'two'; expected a count",
    ),
    (
        "expected",
        "mood in ([3])",
        "der står »3«; her ventes et svarord",
        "read '3'; expected an answer word",
    ),
    (
        "expected",
        "age > [(]3)",
        "der står »(«; her ventes et helt tal eller et ord",
        "read '('; expected a whole number or a word",
    ),
    (
        "unknown_name",
        "cough and [fevr]",
        "»fevr« kendes ikke; mente du »fever«?",
        "'fevr' is not known; did you mean 'fever'?",
    ),
    ("unknown_name", "[xyzzy > 3]", "»xyzzy« kendes ikke", "'xyzzy' is not known"),
    (
        "unknown_name",
        "duration < [acute_belov]",
        "»acute_belov« kendes ikke; mente du »acute_below«?",
        "'acute_belov' is not known; did you mean 'acute_below'?",
    ),
    ("unknown_name", "[xyzzy in (a)]", "»xyzzy« kendes ikke", "'xyzzy' is not known"),
    ("unknown_name", "[xyzzy between 1 and 2]", "»xyzzy« kendes ikke", "'xyzzy' is not known"),
    (
        "needs_comparison",
        "fever or [age]",
        "»age« er et tal og skal sammenlignes med noget, fx age >= 1",
        "'age' is a number and must be compared with something, such as age >= 1",
    ),
    (
        "needs_comparison",
        "not [mood]",
        "»mood« er et valg og skal sammenlignes med noget, fx mood = afraid",
        "'mood' is a choice and must be compared with something, such as mood = afraid",
    ),
    (
        "needs_comparison",
        "[points]",
        "»points« er en score og skal sammenlignes med noget, fx points >= 4",
        "'points' is a score and must be compared with something, such as points >= 4",
    ),
    (
        "not_comparable",
        "[fever = calm]",
        "»fever« er et ja/nej-spørgsmål og kan ikke sammenlignes",
        "'fever' is a yes/no question and cannot be compared",
    ),
    (
        "not_comparable",
        "[infection > 3]",
        "»infection« er en regel og kan ikke sammenlignes",
        "'infection' is a rule and cannot be compared",
    ),
    (
        "not_comparable",
        "[infection in (calm)]",
        "»infection« er intet valg og kan ikke sammenlignes",
        "'infection' is no choice and cannot be compared",
    ),
    (
        "not_comparable",
        "cough and [mood between 1 and 2]",
        "»mood« er intet tal og kan ikke sammenlignes",
        "'mood' is no number and cannot be compared",
    ),
    (
        "wrong_choice",
        "mood = [worred]",
        "»worred« er ikke et svar på mood; mulige svar: calm, worried, afraid; mente du »worried«?",
        "'worred' is not an answer to mood; allowed: calm, worried, afraid; did you mean 'worried'?",
    ),
    (
        "wrong_choice",
        "mood in (calm, [xyzzy])",
        "»xyzzy« er ikke et svar på mood; mulige svar: calm, worried, afraid",
        "'xyzzy' is not an answer to mood; allowed: calm, worried, afraid",
    ),
    (
        "choice_operator",
        "[mood > calm]",
        "mood har ord som svar; brug =, != eller in (...)",
        "mood is answered with words; use =, != or in (...)",
    ),
    (
        "needs_number",
        "age > [fever]",
        "age er et tal; her ventes et helt tal, et andet tal eller en påstands tal, ikke »fever«",
        "age is a number; expected a whole number, another number or a claim's number, not 'fever'",
    ),
    (
        "wrong_unit",
        "duration < [6 years]",
        "duration måles i day; »6 year« kan ikke regnes om til det",
        "duration is measured in day; '6 year' cannot be converted to that",
    ),
    (
        "wrong_unit",
        "age > [stiff]",
        "age måles i year; »stiff« kan ikke regnes om til det",
        "age is measured in year; 'stiff' cannot be converted to that",
    ),
    (
        "wrong_unit",
        "age > [acute_below]",
        "age måles i year; »acute_below« kan ikke regnes om til det",
        "age is measured in year; 'acute_below' cannot be converted to that",
    ),
    (
        "not_exact",
        "duration > [30 minutes]",
        "»30 minute« er ikke et helt antal day",
        "'30 minute' is not a whole number of day",
    ),
    (
        "never_true",
        "[age > 120]",
        "age ligger mellem 0 og 120; > 120 kan aldrig skille svarene ad",
        "age lies between 0 and 120; > 120 can never tell answers apart",
    ),
    (
        "at_least_count",
        "[at least 3 of (fever, cough)]",
        "»at least 3 of« kan ikke opfyldes med 2 led",
        "'at least 3 of' cannot be met with 2 parts",
    ),
    (
        "unknown_refused",
        "cough or [unknown(fever)]",
        "unknown(...) må ikke stå i en regel: et svar senere kunne så vælte en afgjort vurdering",
        "unknown(...) may not stand in a rule: a later answer could then overturn a settled verdict",
    ),
    (
        "red_flag_denied",
        "fever and not (cough and [numb])",
        "numb er et rødt flag og må ikke stå under »not« eller spørges om sit laveste svar alene",
        "numb is a red flag and may not stand under 'not' or be asked for less than its upper words",
    ),
    (
        "red_flag_denied",
        "[weak in (none, both)]",
        "weak er et rødt flag og må ikke stå under »not« eller spørges om sit laveste svar alene",
        "weak is a red flag and may not stand under 'not' or be asked for less than its upper words",
    ),
    ("empty", "[]", "her mangler en regel", "a rule is missing here"),
    (
        "band_between",
        "[age between 45 and 18]",
        "»between« går fra det laveste til det højeste; 45-18 er den anden vej",
        "'between' goes from the lowest to the highest; 45-18 is the other way round",
    ),
    (
        "too_deep",
        DEEP.replace("(fever)", "[(]fever)"),
        "over 50 led inde i hinanden; del reglen op i flere",
        "more than 50 parts inside one another; split the rule into several",
    ),
    (
        "too_long",
        "age > [9999999999999999]",
        "tallet har over 15 cifre",
        "the number has more than 15 digits",
    ),
]


@pytest.mark.parametrize(("key", "marked", "da", "en"), WRONG, ids=[f"{k}: {m[:40]}" for k, m, _, _ in WRONG])
def test_a_wrong_sentence_is_told_what_where_and_how(key: str, marked: str, da: str, en: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    with pytest.raises(LanguageError) as e:
        sentence(text)
    assert (e.value.key, e.value.text("da"), e.value.text("en")) == (key, da, en)
    assert (e.value.start, e.value.end) == (marked.index("["), marked.index("]") - 1)


def test_a_circle_is_told_with_its_rules_in_order() -> None:
    with pytest.raises(LanguageError) as e:
        _ = program(first="second or fever", second="third", third="cough and first").order
    assert e.value.text("da") == "reglerne henviser til hinanden i ring: first → second → third → first"
    assert e.value.text("en") == "the rules refer to each other in a circle: first → second → third → first"


def test_no_message_is_left_untested() -> None:
    assert {key for key, *_ in WRONG} | {"circle"} == set(TEXTS)


def test_english_is_what_a_fault_says_when_nobody_asks() -> None:
    assert str(LanguageError("empty", 0, 0)) == "a rule is missing here"


def test_only_a_near_word_is_suggested() -> None:
    assert did_you_mean("fevr", VOCABULARY.names()) == ("; mente du »fever«?", "; did you mean 'fever'?")
    assert did_you_mean("xyzzy", VOCABULARY.names()) == ("", "")
