"""Reports with a reader's labels: every danger is found, nearly every finding, nothing denied affirmed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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


OTHER_HANDS = [
    {**case, "id": f"{hand}-{case['id']}"}
    for hand in ("second_hand", "third_hand", "fourth_hand")
    for case in YAML(typ="safe").load((Path(__file__).parent / f"{hand}.yaml").read_text("utf-8"))
]


def _said(case: dict[str, Any], knowledge: Knowledge) -> tuple[dict[str, set[str]], set[str]]:
    """What is said of each finding of a report, and which deserve attention."""
    made = report(case["text"], knowledge, 50)
    said: dict[str, set[str]] = {}
    for found in made.findings:
        said.setdefault(found.finding, set()).add(found.status)
    return said, {f.finding for f in made.findings if f.attention}


@pytest.mark.parametrize("case", OTHER_HANDS, ids=lambda case: case["id"])
def test_danger_is_found_in_reports_by_another_hand(case: dict[str, Any], knowledge: Knowledge) -> None:
    said, watched = _said(case, knowledge)
    assert set(case.get("attention") or ()) <= watched
    affirmed = {*(case.get("present") or ()), *(case.get("uncertain") or ())}
    denied = {*(case.get("absent") or ()), *(case.get("never") or ())} - affirmed
    assert not [finding for finding in denied if "present" in said.get(finding, ())]


def test_most_that_another_hand_labelled_is_found(knowledge: Knowledge) -> None:
    wanted = found = 0
    for case in OTHER_HANDS:
        said, _ = _said(case, knowledge)
        for finding in {*(case.get("present") or ()), *(case.get("uncertain") or ())}:
            wanted += 1
            found += bool(said.get(finding, set()) & {"present", "uncertain"})
    assert wanted > 400
    assert found / wanted >= 0.97


UNUSUAL = YAML(typ="safe").load((Path(__file__).parent / "unusual_dangers.yaml").read_text("utf-8"))


@pytest.mark.parametrize("danger", UNUSUAL)
def test_a_danger_in_unusual_words_is_found(danger: str, knowledge: Knowledge) -> None:
    found = {text: _said({"text": text}, knowledge)[1] for text in UNUSUAL[danger]}
    assert [text for text, watched in found.items() if danger not in watched] == []


@pytest.mark.parametrize(
    "text",
    [
        "MR lumbal. Ingen pus, absces eller bakteriel infektion.",
        "MR lumbal. Intet brud, sammenbrud eller infraktion.",
        "MR lumbal. Metastaser er der ikke.",
        "MR lumbal. Fraktur er der ikke på L3/L4.",
        "MR lumbal. Rygmarven trykkes ikke.",
        "MR lumbal. Prolaps er der ikke, og metastaser foreligger ikke.",
        "MRI lumbar. Fracture: none, metastasis: none.",
        "MRI lumbar. Metastases are not demonstrated, infection likewise not.",
        "X-ray lumbar spine. Calcified, non-aneurysmal aorta.",
        "MR lumbal. Discus L4/L5 er let udbulende, fx ved aldersforandringer.",
        "MR lumbal. Aorta har normal kaliber, 18 mm.",
        "MRI lumbar. Aorta is of normal caliber, 1.9 cm.",
        "MRI lumbar. Age-appropriate disc degeneration on MRI.",
        "MRI lumbar. Please correlate clinically. Prior MRI was helpful.",
    ],
)
def test_what_is_calm_or_denied_asks_for_no_attention(text: str, knowledge: Knowledge) -> None:
    assert _said({"text": text}, knowledge)[1] == set()


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("MR lumbal. Metastase i L2, ikke på L3.", "tumour"),
        ("MR lumbal. Metastase i L2 ikke på L3.", "tumour"),
        ("MR lumbal. Ved metastasen i L2 er der ikke tryk på medulla.", "tumour"),
        ("MR lumbal. Om der er tale om metastase vides ikke.", "tumour"),
        ("MR lumbal. Infektion afvises ikke.", "infection"),
        ("MR lumbal. Er det metastase eller ikke.", "tumour"),
        ("MR lumbal. Fraktur af L1: ingen dislokation.", "vertebral_fracture"),
        ("MRI lumbar. Non-displaced fracture of L2.", "vertebral_fracture"),
        ("MRI lumbar. Non-Hodgkin lymphoma of the sacrum.", "tumour"),
        ("MR lumbal. Nyt fx L1.", "vertebral_fracture"),
        ("MR lumbal. Aorta måler 4,3 cm.", "aneurysm"),
        ("MR lumbal. Discitis L2/L3 med ødem i endepladerne.", "marrow_oedema"),
    ],
)
def test_a_no_that_belongs_elsewhere_clears_no_danger(text: str, danger: str, knowledge: Knowledge) -> None:
    assert danger in _said({"text": text}, knowledge)[1]


def test_oedema_of_an_end_plate_alone_is_calm(knowledge: Knowledge) -> None:
    said, watched = _said({"text": "MR lumbal. Ødem i endepladerne L4/L5."}, knowledge)
    assert said == {"endplate_change": {"present"}, "marrow_oedema": {"present"}}
    assert watched == set()
