"""Scores as forms: whose words we may ship, what is added up, and what a response to them may hold."""

from __future__ import annotations

from typing import Any

import pytest

from rygrad.fhir.response import ResourceFault, answers_of
from rygrad.fhir.score_forms import every_questionnaire, form_names, score_form, withheld
from rygrad.kb.knowledge import Knowledge


def test_the_words_of_others_are_not_shipped(knowledge: Knowledge) -> None:
    assert withheld(knowledge) == {"score-roland-morris", "score-startback-total", "score-startback-psych"}
    assert not withheld(knowledge) & every_questionnaire(knowledge).keys()
    for score in ("roland_morris", "startback_total"):
        with pytest.raises(KeyError):
            score_form(score, knowledge)
    assert set(form_names(knowledge)) == {
        "calin",
        "berlin",
        "asas",
        "pain_rating",
        "psfs",
        "stenosis_self_report",
    }


def test_each_form_asks_what_its_score_stands_on(knowledge: Knowledge) -> None:
    for id_ in form_names(knowledge):
        made = score_form(id_, knowledge)
        asked = {item["linkId"] for item in made["item"] if "." not in item["linkId"]}
        score = knowledge.scores[id_]
        assert asked == (set(score.of) or set(knowledge.program.asks[id_]))
        links = {q["question"] for item in made["item"] for q in item.get("enableWhen", [])}
        assert links <= asked
    stiff = {i["linkId"]: i for i in score_form("berlin", knowledge)["item"]}["morning_stiffness_minutes"]
    assert stiff["enableWhen"][0]["question"] == "stiffness"


def test_totals_are_read_only_and_worked_out(knowledge: Knowledge) -> None:
    for id_ in form_names(knowledge):
        totals = [item for item in score_form(id_, knowledge)["item"] if item["linkId"].startswith("score.")]
        worked = [item for item in totals if item["type"] != "display"]
        points = knowledge.scores[id_].kind == "points"
        assert len(worked) == (3 if points else 1)
        for item in worked:
            assert item["readOnly"] is True
            assert item["extension"][0]["url"].endswith("sdc-questionnaire-calculatedExpression")


def test_the_form_names_whose_work_it_rests_on(knowledge: Knowledge) -> None:
    assert "Stratford" in score_form("psfs", knowledge)["copyright"]


def sent(link: str, value: dict[str, Any]) -> dict[str, Any]:
    told = {"linkId": "age", "answer": [{"valueInteger": 40}]}
    items = [told, {"linkId": link, "answer": [value]}]
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "item": items}


def test_a_total_that_is_sent_along_is_no_answer(knowledge: Knowledge) -> None:
    assert answers_of(sent("score.calin.total", {"valueInteger": 5}), knowledge) == {"age": 40}
    assert answers_of(sent("score.psfs.total", {"valueDecimal": 5.5}), knowledge) == {"age": 40}
    for link in ("score.", "score.none.total", "score", "scores.calin.total"):
        with pytest.raises(ResourceFault):
            answers_of(sent(link, {"valueInteger": 5}), knowledge)
