"""Levels as reports write them, and those that no back has."""

from __future__ import annotations

import pytest

from rygrad.kb.knowledge import Knowledge
from rygrad.words.report.explain import report
from rygrad.words.report.levels import level_groups


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("L4-L5", ["L4-L5"]),
        ("L4-5", ["L4-L5"]),
        ("L4/L5", ["L4-L5"]),
        ("L4/5", ["L4-L5"]),
        ("l4/5", ["L4-L5"]),
        ("L 4/5", ["L4-L5"]),
        ("L4 - L5", ["L4-L5"]),
        ("L5/S1", ["L5-S1"]),
        ("L5 S1", ["L5-S1"]),
        ("L5 på S1", ["L5-S1"]),
        ("L4 on L5", ["L4-L5"]),
        ("Th12-L1", ["Th12-L1"]),
        ("T12/L1", ["Th12-L1"]),
        ("D12", ["Th12"]),
        ("L3-S1", ["L3-L4", "L4-L5", "L5-S1"]),
        ("L3 to S1", ["L3-L4", "L4-L5", "L5-S1"]),
        ("L3 til L5", ["L3-L4", "L4-L5"]),
        ("L3/L4/L5", ["L3-L4", "L4-L5"]),
        ("L3/4, 4/5 og 5/S1", ["L3-L4", "L4-L5", "L5-S1"]),
        ("5/S1", ["L5-S1"]),
        ("lumbar 4-5", ["L4-L5"]),
        ("4. lumbalhvirvel", ["L4"]),
        ("5th lumbar vertebra", ["L5"]),
        ("C5/C6", ["C5-C6"]),
        ("T1 and T2 weighted", []),
        ("T1/T2", []),
        ("kraft 4/5", []),
        ("4/5 strength", []),
        ("3.5 mm", []),
    ],
)
def test_read(written: str, names: list[str]) -> None:
    groups, impossible = level_groups(f"see {written} here")
    assert [n for g in groups for n in g.names] == names
    assert impossible == []


@pytest.mark.parametrize("written", ["L7", "L6-L9", "L5/L6", "T13", "C8", "S9", "L12"])
def test_what_no_back_has_is_said_and_never_made_another(knowledge: Knowledge, written: str) -> None:
    assert level_groups(f"at {written} there")[0] == []
    made = report(f"MRI lumbar spine. Disc bulge at {written}. Protrusion L4-L5.", knowledge)
    assert [f.levels for f in made.findings] == [[], ["L4-L5"]]
    assert [u.text for u in made.not_understood if u.why == "level"] == [written]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bulge at L3-4 with protrusion at L4-5.", {"disc_bulge": ["L3-L4"], "disc_protrusion": ["L4-L5"]}),
        ("At L3-4 bulge, at L4-5 protrusion.", {"disc_bulge": ["L3-L4"], "disc_protrusion": ["L4-L5"]}),
        ("L3/4: bulge. Osteophytes.", {"disc_bulge": ["L3-L4"], "osteophyte": ["L3-L4"]}),
        ("Bulge at L3-4. Osteophytes.", {"disc_bulge": ["L3-L4"], "osteophyte": []}),
        ("L3/4: bulge.\nOsteophytes.", {"disc_bulge": ["L3-L4"], "osteophyte": []}),
        ("Bulge at L3-4. It causes stenosis.", {"disc_bulge": ["L3-L4"], "spinal_stenosis": ["L3-L4"]}),
        (
            "Prolaps L5/S1 med tryk på S1-roden.",
            {"disc_herniation": ["L5-S1"], "nerve_root_compression": ["L5-S1"]},
        ),
        ("Påvirkning af L5-roden.", {"nerve_root_compression": []}),
        ("L3/4: bulge. Mild scoliosis.", {"disc_bulge": ["L3-L4"], "scoliosis": []}),
    ],
)
def test_belong_to_their_finding(knowledge: Knowledge, text: str, wanted: dict[str, list[str]]) -> None:
    made = report(f"MRI lumbar spine\n{text}", knowledge)
    assert {f.finding: f.levels for f in made.findings} == wanted
