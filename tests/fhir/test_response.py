"""Whatever is sent as a response is read or refused with its place; nothing else happens."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rygrad.fhir.response import ResourceFault, answers_of, operation_outcome
from rygrad.kb.knowledge import Knowledge

WORDS = [
    "linkId",
    "item",
    "answer",
    "valueBoolean",
    "valueInteger",
    "valueCoding",
    "code",
    "fever",
    "age",
    "status",
]
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(WORDS) | st.text(max_size=8)
)
SHAPES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=400, deadline=None)
@given(items=SHAPES)
def test_anything_is_read_or_refused(knowledge: Knowledge, items: Any) -> None:
    sent = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": items}
    try:
        assert set(answers_of(sent, knowledge)) <= set(knowledge.questions)
    except ResourceFault as fault:
        made = operation_outcome(fault.issues, "da")
        assert all(issue["expression"][0].startswith("QuestionnaireResponse") for issue in made["issue"])
        assert all(issue["details"]["text"] for issue in made["issue"])


@pytest.mark.parametrize("sent", [None, 3, "x", [], {}, {"resourceType": "Bundle"}])
def test_what_is_no_response_is_refused(knowledge: Knowledge, sent: Any) -> None:
    with pytest.raises(ResourceFault):
        answers_of(sent, knowledge)


def test_answers_in_groups_and_below_other_answers_are_found(knowledge: Knowledge) -> None:
    below = {"linkId": "morning_stiffness_minutes", "answer": [{"valueInteger": 40}]}
    stiff = {"linkId": "stiffness", "answer": [{"valueBoolean": True, "item": [below]}]}
    sent = {
        "resourceType": "QuestionnaireResponse",
        "status": "in-progress",
        "item": [{"linkId": "screen.pattern", "item": [stiff, {"linkId": "fever"}]}],
    }
    assert answers_of(sent, knowledge) == {"stiffness": True, "morning_stiffness_minutes": 40}
