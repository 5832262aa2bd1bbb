"""What a knowledge that loads is made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_bad_knowledge import written

from rygrad.kb.groups import waiting
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.load import load
from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.vocabulary import Number


def test_the_shipped_knowledge_is_whole(knowledge: Knowledge) -> None:
    assert len(knowledge.facts) == 84
    assert set(knowledge.rules) < set(knowledge.program.rules)
    assert knowledge.version


def test_a_retired_rule_takes_part_in_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path, "good")
    assert load(folder).outcome({"fever": True}).rules["see_doctor_today"] is True
    rules = folder / "rules" / "all.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("status: draft", "status: retired", 1), encoding="utf-8")
    changed = load(folder)
    assert "hot" not in changed.rules
    assert changed.outcome({"fever": True}).rules["see_doctor_today"] is False


def test_a_rule_that_needs_an_examination_waits_without_holding_a_verdict_open(knowledge: Knowledge) -> None:
    """`cord_on_examination` is unknown at home; it holds the level open only once the finding is told."""
    nothing = knowledge.outcome({}).rules
    assert nothing["cord_on_examination"] is None
    assert nothing["cord_on_examination__as_seen"] is False
    found = knowledge.outcome({"upper_motor_signs": True}).rules
    assert found["cord_on_examination__as_seen"] is True
    assert found["emergency_now"] is True


def test_an_examination_finding_makes_what_it_needs_an_open_question(knowledge: Knowledge) -> None:
    """A tender spine alone is no emergency; from then on whether there is fever decides."""
    tender = knowledge.outcome({"spine_tender_to_tap": True}).rules
    assert tender["tender_spine_with_fever__as_seen"] is None
    assert knowledge.outcome({"fever": True}).rules["tender_spine_with_fever__as_seen"] is False


def test_two_numbers_compared_wait_for_the_one_that_nobody_asks_the_person() -> None:
    numbers = {"told": Number("told", "cm", 0, 9), "measured": Number("measured", "cm", 0, 9, "clinician")}
    rules = {"bent": core.Pair("told", "<", "measured"), "even": core.Pair("told", "=", "told")}
    assert waiting(Program(numbers, rules, {}), {}) == {"bent": True, "even": False}


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b"null", b"\xff\x00", b"abc\n[]"])
def test_a_damaged_memory_of_the_knowledge_is_as_good_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = written(tmp_path / "good", "good")
    whole = load(folder)
    kept = [file for file in (tmp_path / "cache").rglob("*") if file.is_file()]
    assert kept
    for file in kept:
        file.write_bytes(damage)
    assert load(folder).rules == whole.rules
