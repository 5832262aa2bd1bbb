"""The PlanDefinitions say what the decision tables say: one action a row, and the first true row counts."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "agreement"))

from people import people

from rygrad.fhir.plan import PLANS, plan, plans
from rygrad.kb.knowledge import Knowledge, row_name
from rygrad.logic.to_person import Outcome

Resource = dict[str, Any]


def applies(action: Resource, outcome: Outcome) -> bool:
    """What CQL makes of a condition: `is true` and `is not true` are never null."""
    (condition,) = action["condition"]
    for part in condition["expression"]["expression"].split(" and "):
        name, said = part[1:].split('"')
        assert said in (" is true", " is not true")
        if (outcome.rules[name] is True) != (said == " is true"):
            return False
    return True


@pytest.mark.parametrize("name", PLANS)
def test_rows_and_actions_agree_one_to_one(knowledge: Knowledge, name: str) -> None:
    table, made = knowledge.tables[name], plan(name, knowledge)
    assert len(made["action"]) == len(table.rows)
    for row, action in zip(table.rows, made["action"], strict=True):
        assert action["code"][0]["coding"][0]["code"] == row_name(name, row.then)
        assert row.says
        assert action["description"] == row.says.da
        assert row.says.en in str(action["_description"])
        rule, *rest = action["documentation"]
        assert rule["display"] == " ".join(row.when.split())
        claims = [knowledge.claims[c] for c in dict.fromkeys(row.because.values())]
        assert [r["display"] for r in rest] == [claim.says.da for claim in claims]
        assert all(r["citation"] for r in rest)
        assert "__" not in action["textEquivalent"]


def chosen(made: Resource, outcome: Outcome) -> list[str]:
    """The rows of the actions that apply."""
    found = [action for action in made["action"] if applies(action, outcome)]
    return [action["code"][0]["coding"][0]["code"].split("__")[1] for action in found]


@pytest.mark.parametrize("name", PLANS)
def test_one_action_applies_and_it_is_the_row_that_counts(knowledge: Knowledge, name: str) -> None:
    made = plan(name, knowledge)
    seen = set()
    for told in people(knowledge.program, 400, 5).to_pylist():
        outcome = knowledge.outcome(told)
        row = knowledge.row_of(name, outcome)
        assert chosen(made, outcome) == ([row.then] if row else [])
        seen.add(row.then if row else None)
    assert len(seen) > 3


def test_without_the_rows_above_two_actions_would_apply(knowledge: Knowledge) -> None:
    made = plan("disposition", knowledge)
    for action in made["action"]:
        expression = action["condition"][0]["expression"]
        expression["expression"] = expression["expression"].split(" and ")[0]
    both = [chosen(made, knowledge.outcome(t)) for t in people(knowledge.program, 200, 5).to_pylist()]
    assert any(len(found) > 1 for found in both)


def test_a_changed_row_changes_the_plan(knowledge: Knowledge) -> None:
    table = knowledge.tables["imaging"]
    first, second, *rest = table.rows
    turned = table.model_copy(update={"rows": [second, first, *rest]})
    made = plan("imaging", replace(knowledge, tables={**knowledge.tables, "imaging": turned}))
    before = plan("imaging", knowledge)
    assert [a["id"] for a in made["action"][:2]] == [a["id"] for a in before["action"][:2]][::-1]
    said = made["action"][0]["condition"][0]["expression"]["expression"]
    assert said == f'"imaging__{second.then}" is true'
    other = first.model_copy(update={"when": "emergency_now"})
    changed = table.model_copy(update={"rows": [other, second, *rest]})
    made = plan("imaging", replace(knowledge, tables={**knowledge.tables, "imaging": changed}))
    assert made["action"][0]["documentation"][0]["display"] == "emergency_now"


def test_only_what_is_shipped_and_always_a_draft(knowledge: Knowledge) -> None:
    for name, made in plans(knowledge, "https://a.example/fhir").items():
        assert made["url"] == f"https://a.example/fhir/PlanDefinition/{name}"
        assert made["library"] == [f"https://a.example/fhir/Library/rygrad|{knowledge.version}"]
        assert (made["status"], made["experimental"]) == ("draft", True)
    with pytest.raises(KeyError):
        plan("cause", knowledge)
