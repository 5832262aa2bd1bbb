"""Another engine adds up our scores: fhirpath.js says the same ends and the same total in every cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from browser.test_fhirpath_agrees import response, told_of, values
from rygrad.assess.assess import assess
from rygrad.fhir.score_forms import form_names, score_form
from rygrad.kb.knowledge import Knowledge

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def expressions(knowledge: Knowledge) -> dict[str, str]:
    """What each form works out, by its linkId."""
    return {
        item["linkId"]: item["extension"][0]["valueExpression"]["expression"]
        for id_ in form_names(knowledge)
        for item in score_form(id_, knowledge)["item"]
        if item.get("readOnly")
    }


def ours(knowledge: Knowledge, told: dict[str, Any], link: str) -> list[float]:
    _, id_, end = link.split(".")
    if knowledge.scores[id_].kind == "points":
        low, high = knowledge.outcome(told).scores[id_]
        return {"low": [low], "high": [high], "total": [low] if low == high else []}[end]
    found = [score for score in assess(told, knowledge, DAY).scores if score.id == id_]
    return [score.low for score in found]


@pytest.fixture(scope="module")
def people(knowledge: Knowledge) -> list[dict[str, Any]]:
    """Drawn at the limits of the rules, then with fewer gaps; edges of ours; nothing."""
    drawn = told_of(knowledge, 10, seed=11)
    scored = {q for id_ in form_names(knowledge) for q in knowledge.scores[id_].of}
    scored |= {q for id_ in form_names(knowledge) for q in knowledge.program.asks.get(id_, ())}
    kept = [{q: a for q, a in told.items() if q in scored} for told in drawn]
    filled: list[dict[str, Any]] = []
    for told in kept:
        filled.append({**filled[-1], **told} if filled else told)
    means = [
        {f"psfs_{n + 1}": v for n, v in enumerate(vs)} for vs in ((2, 2, 2, 3), (0, 1, 0, 0), (9, 9, 9, 8))
    ]
    return [*kept, *filled, *means, {"psfs_1": 3, "psfs_2": 4}, {"age": 40, "age_at_first_onset": 40}, {}]


def test_every_cell_is_the_same(
    knowledge: Knowledge, expressions: dict[str, str], people: list[dict[str, Any]], tmp_path: Path
) -> None:
    found = values([response(t, knowledge) for t in people], list(expressions.values()), tmp_path)
    seen: dict[str, set[str]] = {link: set() for link in expressions}
    for told, row in zip(people, found, strict=True):
        for link, value in zip(expressions, row, strict=True):
            assert value == ours(knowledge, told, link), (link, told)
            seen[link].add(str(value))
    for link, kinds in seen.items():
        assert len(kinds) > 2, link
        assert "[]" in kinds or not link.endswith(".total")


@pytest.mark.parametrize(
    ("right", "wrong"), [("not()", "exists()"), (" mod 2 = 1", " mod 2 = 0"), ("< 40", "<= 40")]
)
def test_a_score_that_is_printed_wrongly_is_seen(
    knowledge: Knowledge,
    expressions: dict[str, str],
    people: list[dict[str, Any]],
    tmp_path: Path,
    right: str,
    wrong: str,
) -> None:
    broken = {link: said.replace(right, wrong) for link, said in expressions.items() if right in said}
    assert broken
    found = values([response(t, knowledge) for t in people], list(broken.values()), tmp_path)
    same = [[ours(knowledge, told, link) for link in broken] for told in people]
    assert found != same
