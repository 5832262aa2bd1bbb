"""The questionnaires hold the whole vocabulary, and show a question exactly when the guide may ask it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from rygrad.fhir.fhirpath import NotSaid, to_fhirpath
from rygrad.fhir.questionnaire import WHY, questionnaire, questionnaires
from rygrad.kb.knowledge import Knowledge
from rygrad.logic.core import And, Holds, Is, Not, Or, Unknown, Yes


def items(holder: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in holder.get("item", []):
        yield item
        yield from items(item)


@pytest.mark.parametrize(("name", "of"), [("intake", "person"), ("examination", "clinician")])
def test_every_question_is_there_once_under_its_own_word(knowledge: Knowledge, name: str, of: str) -> None:
    links = [item["linkId"] for item in items(questionnaire(name, knowledge)) if item["type"] != "group"]
    asked = {id for id, q in knowledge.questions.items() if q.asked_of == of}
    assert len(links) == len(set(links))
    assert {link for link in links if "." not in link} == asked
    assert {link.removesuffix(WHY) for link in links if link.endswith(WHY)} == asked


def test_what_may_be_an_emergency_comes_first(knowledge: Knowledge) -> None:
    first = questionnaire("intake", knowledge)["item"][0]
    assert [i["linkId"] for i in first["item"]][1] == "saddle_numbness"


def test_nothing_has_to_be_answered(knowledge: Knowledge) -> None:
    for made in questionnaires(knowledge).values():
        assert not any(item.get("required") for item in items(made))


def test_every_text_is_danish_with_english_beside_it(knowledge: Knowledge) -> None:
    for made in questionnaires(knowledge).values():
        for item in items(made):
            (translation,) = item["_text"]["extension"]
            told = {e["url"]: e.get("valueCode") or e.get("valueString") for e in translation["extension"]}
            assert told["lang"] == "en"
            assert told["content"]


def test_numbers_have_their_limits_and_units(knowledge: Knowledge) -> None:
    (age,) = [i for i in items(questionnaire("intake", knowledge)) if i["linkId"] == "age"]
    told = {e["url"].rsplit("/", 1)[-1]: e for e in age["extension"]}
    question = knowledge.questions["age"]
    assert (told["minValue"]["valueInteger"], told["maxValue"]["valueInteger"]) == (
        question.min,
        question.max,
    )
    unit = told["questionnaire-unit"]["valueCoding"]
    assert (unit["code"], unit["display"]) == ("a", "år")
    assert unit["_display"]["extension"][0]["extension"][1]["valueString"] == "years"


def test_a_condition_is_plain_where_it_can_be(knowledge: Knowledge) -> None:
    shown = {i["linkId"]: i for i in items(questionnaire("intake", knowledge))}
    assert shown["morning_stiffness_minutes"]["enableWhen"] == [
        {"question": "stiffness", "operator": "=", "answerBoolean": True}
    ]
    assert shown["weakness_new"]["enableBehavior"] == "any"
    assert len(shown["weakness_new"]["enableWhen"]) == 3
    deep = [e for e in shown["pregnancy_weeks"]["extension"] if "enableWhenExpression" in e["url"]]
    assert deep[0]["valueExpression"]["expression"].endswith(" = true")
    led = {q for kind, q, _ in knowledge.sentences if kind == "only_if"}
    conditional = {
        link
        for link, i in shown.items()
        if i["type"] != "group"
        and ("enableWhen" in i or any("enableWhen" in e["url"] for e in i.get("extension", [])))
    }
    assert conditional == led


def test_no_heading_stands_alone(knowledge: Knowledge) -> None:
    groups = {g["linkId"]: g for g in questionnaire("intake", knowledge)["item"]}
    mornings = groups.pop("screen.mornings")
    assert mornings["enableWhen"] == [{"question": "stiffness", "operator": "=", "answerBoolean": True}]
    new_or_old = groups.pop("screen.new_or_old")
    assert new_or_old["enableBehavior"] == "any"
    wanted = [one for item in new_or_old["item"] for one in item.get("enableWhen", [])]
    assert all(one in new_or_old["enableWhen"] for one in wanted)
    assert not [link for link, group in groups.items() if "enableWhen" in group]


def test_a_reason_is_a_help_text_for_one_program_and_an_instruction_for_the_other(
    knowledge: Knowledge,
) -> None:
    for made in questionnaires(knowledge).values():
        for why in (i for i in items(made) if i["linkId"].endswith(WHY)):
            coded = [e["valueCodeableConcept"]["coding"][0]["code"] for e in why["extension"]]
            assert coded == ["help", "instructions"]


def test_canonical_addresses_begin_with_the_sites(knowledge: Knowledge) -> None:
    made = questionnaire("intake", knowledge, "https://ryg.example.dk/fhir")
    assert made["url"] == "https://ryg.example.dk/fhir/Questionnaire/intake"
    with pytest.raises(KeyError):
        questionnaire("none", knowledge)


def test_fhirpath_is_kleenes() -> None:
    said = to_fhirpath(Or((And((Yes("a"), Not(Yes("b")))), Unknown(Is("c", "x")))))
    a, b, c = (f"%resource.descendants().where(linkId = '{q}').answer.value" for q in "abc")
    assert said == f"((({a} = true) and (({b} = true).not())) or ((({c}.code = 'x')).empty()))".replace(
        "(((" + c, "((" + c
    ).replace("'x')).empty", "'x').empty")
    with pytest.raises(NotSaid):
        to_fhirpath(Holds("a_rule"))
