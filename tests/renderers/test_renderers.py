"""LHC-Forms and Smart Forms show our Questionnaires, are filled in, and their answers assessed as ours."""

from __future__ import annotations

import pytest
from browser.live_site import LiveSite

from renderers.asking import assessed, assessed_in_fhir, questionnaire
from renderers.conftest import Open
from renderers.forms import FORMS, answers_in
from rygrad.guide.interview import Interview
from rygrad.kb.knowledge import Knowledge

RENDERERS = pytest.mark.parametrize("renderer", FORMS)
Told = dict[str, bool | int | str]

# In the order a person meets them: a later question may be there only because of an earlier answer.
STIFF: Told = {
    "saddle_numbness": False,
    "pain_leg": "one",
    "age": 34,
    "stiffness": True,
    "morning_stiffness_minutes": 45,
    "wakes_second_half_of_night": True,
}
EMERGENCY: Told = {
    "saddle_numbness": True,
    "urinary_retention": True,
    "leg_weakness": "both",
    "weakness_new": True,
    "age": 71,
}
EXAMINED: Told = {"straight_leg_raise": "positive", "weakest_grade": 3, "upper_motor_signs": False}
APPEAR = {"morning_stiffness_minutes", "weakness_new"}
PEOPLE = pytest.mark.parametrize(
    ("name", "told"),
    [("intake", STIFF), ("intake", EMERGENCY), ("examination", EXAMINED)],
    ids=["stiff", "emergency", "examined"],
)


def words_of(link: str, told: bool | int | str, knowledge: Knowledge) -> bool | int | str:
    """An answer as a person sees it: a choice by its Danish words."""
    return (knowledge.questions[link].options or {})[told].da if isinstance(told, str) else told


@RENDERERS
@PEOPLE
def test_what_is_filled_in_there_is_assessed_as_here(
    opened: Open, site: LiveSite, knowledge: Knowledge, renderer: str, name: str, told: Told
) -> None:
    form = opened(renderer)
    form.show(questionnaire(site, name))
    for link in APPEAR & told.keys():
        assert not form.question(link).is_visible()
    for link, answer in told.items():
        form.tell(link, words_of(link, answer, knowledge))
    response = form.response()
    assert answers_in(response) == told
    # As in the guide, "no" follows where a question makes no sense after another answer.
    meant = Interview(knowledge, told).implied()
    assert assessed_in_fhir(site, response) == assessed(site, meant)


@RENDERERS
def test_a_question_goes_again_with_its_answer(opened: Open, site: LiveSite, renderer: str) -> None:
    form = opened(renderer)
    form.show(questionnaire(site, "intake"))
    form.tell("stiffness", True)
    form.tell("morning_stiffness_minutes", 45)
    form.tell("stiffness", False)
    form.question("morning_stiffness_minutes").wait_for(state="hidden")
    assert assessed_in_fhir(site, form.response()) == assessed(site, {"stiffness": False})


@RENDERERS
def test_texts_units_and_reasons_are_in_danish(
    opened: Open, site: LiveSite, knowledge: Knowledge, renderer: str
) -> None:
    form = opened(renderer)
    form.show(questionnaire(site, "intake"))
    asked = knowledge.questions["age"]
    assert asked.ask is not None
    assert asked.why is not None
    assert asked.ask.da in form.question("age").inner_text()
    assert form.unit("age") == "år"
    assert form.reason("age") == asked.why.da


@RENDERERS
def test_nothing_is_answered_and_no_heading_stands_alone_at_first(
    opened: Open, site: LiveSite, renderer: str
) -> None:
    form = opened(renderer)
    form.show(questionnaire(site, "intake"))
    assert answers_in(form.response()) == {}
    heading = form.page.get_by_text("Nyt eller gammelt", exact=True)
    assert not heading.is_visible()
    form.tell("saddle_numbness", True)
    heading.wait_for()
