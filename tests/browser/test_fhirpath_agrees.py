"""Another engine runs our rules: fhirpath.js over a response says what we say, unknown included."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "agreement"))

from people import people

from rygrad.fhir.fhirpath import NotSaid, to_fhirpath
from rygrad.kb.knowledge import Knowledge

PROGRAM = Path(__file__).with_name("fhirpath_values.mjs")
SAID = {"[true]": True, "[false]": False, "[]": None}


def response(answers: dict[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    """Answers as a form renderer sends them."""
    items = []
    for name, told in answers.items():
        if knowledge.questions[name].type == "choice":
            value = {"valueCoding": {"code": told}}
        else:
            value = {"valueBoolean": told} if isinstance(told, bool) else {"valueInteger": told}
        items.append({"linkId": name, "answer": [value]})
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "item": items}


def told_of(knowledge: Knowledge, count: int, seed: int = 7) -> list[dict[str, Any]]:
    """People with gaps, every answer one that may be given."""
    rows = people(knowledge.program, count, seed).to_pylist()
    return [{k: v for k, v in row.items() if v is not None and k in knowledge.questions} for row in rows]


@pytest.fixture(scope="module")
def expressions(knowledge: Knowledge) -> dict[str, str]:
    """Every rule that answers alone can tell, with the rules it names written out."""
    made = {}
    for name, rule in knowledge.program.rules.items():
        try:
            made[name] = to_fhirpath(rule, knowledge.program.rules)
        except NotSaid:
            continue
    asked = set(knowledge.questions)
    return {name: text for name, text in made.items() if _asks_only(text, asked)}


def _asks_only(text: str, asked: set[str]) -> bool:
    """What we work out from answers, such as a body mass index, is no item of a response."""
    return {part.split("'")[0] for part in text.split("linkId = '")[1:]} <= asked


def values(resources: list[dict[str, Any]], said: list[str], folder: Path) -> list[list[Any]]:
    given, out = folder / "given.json", folder / "values.json"
    given.write_text(json.dumps({"resources": resources, "expressions": said}), encoding="utf-8")
    done = subprocess.run(
        ["node", str(PROGRAM), str(given), str(out)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    read: list[list[Any]] = json.loads(out.read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("count", [5, pytest.param(60, marks=pytest.mark.slow)])
def test_every_cell_is_the_same(
    knowledge: Knowledge, expressions: dict[str, str], tmp_path: Path, count: int
) -> None:
    assert len(expressions) > 100
    told = told_of(knowledge, count)
    found = values([response(t, knowledge) for t in told], list(expressions.values()), tmp_path)
    seen = set()
    for answers, row in zip(told, found, strict=True):
        ours = knowledge.outcome(answers).rules
        for name, value in zip(expressions, row, strict=True):
            theirs = SAID[json.dumps(value).replace(" ", "")]
            assert theirs == ours[name], (name, answers)
            seen.add(theirs)
    assert seen == {True, False, None}


def test_a_rule_that_is_printed_wrongly_is_seen(
    knowledge: Knowledge, expressions: dict[str, str], tmp_path: Path
) -> None:
    told = told_of(knowledge, 20)
    name = next(n for n in expressions if " or " in expressions[n])
    wrong = expressions[name].replace(" or ", " and ")
    found = values([response(t, knowledge) for t in told], [wrong], tmp_path)
    ours = [knowledge.outcome(t).rules[name] for t in told]
    assert [SAID[json.dumps(row[0]).replace(" ", "")] for row in found] != ours
