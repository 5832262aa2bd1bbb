"""Reports with a reader's labels: every danger is found, nearly every finding, nothing denied affirmed."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from rygrad.kb.knowledge import Knowledge
from rygrad.words.report.explain import report
from words.report.judged import FOLDER, judge, labelled

FILES = sorted(f.stem for f in FOLDER.glob("*.yaml"))


def test_there_are_many_and_each_is_known_by_its_name() -> None:
    cases = labelled()
    assert len(cases) >= 60
    assert len({c.name + c.text for c in cases}) == len(cases)


@pytest.mark.parametrize("file", FILES)
def test_no_danger_is_missed(file: str, knowledge: Knowledge) -> None:
    tally = judge(labelled(file), knowledge)
    assert tally.attention > 3
    assert tally.attention_found == tally.attention, "\n".join(tally.faults)


@pytest.mark.parametrize("file", FILES)
def test_nothing_denied_is_told_as_there(file: str, knowledge: Knowledge) -> None:
    assert judge(labelled(file), knowledge).denied_as_present == []


def test_findings_are_found_and_none_invented(knowledge: Knowledge) -> None:
    tally = judge(labelled(), knowledge)
    assert tally.f1 >= 0.95, "\n".join(tally.faults)
    assert tally.levels_right / tally.right >= 0.95, "\n".join(tally.faults)


ANOTHER_HAND = YAML(typ="safe").load((Path(__file__).parent / "independent.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", ANOTHER_HAND, ids=lambda case: str(case["id"]))
def test_danger_is_found_in_reports_by_another_hand(case: dict[str, object], knowledge: Knowledge) -> None:
    found = report(str(case["text"]), knowledge, 50).findings
    watched = {f.finding for f in found if f.attention}
    assert set(case.get("attention") or ()) <= watched
    present = {f.finding for f in found if f.status == "present"}
    denied = {*(case.get("absent") or ()), *(case.get("never") or ())} - set(case.get("present") or ())
    assert not denied & present
    assert set(case.get("present") or ()) <= {f.finding for f in found if f.status != "absent"}
