"""The report object: its shape, base rates, regions, refusals, what was not understood; always the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from time import perf_counter

import pytest

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal
from rygrad.words.report.explain import report
from rygrad.words.report.language import MOST_BYTES, MOST_CHARACTERS, text_of

NAMES = (
    "disc_bulge disc_protrusion disc_extrusion disc_herniation disc_degeneration "
    "disc_height_loss annular_fissure facet_degeneration spondylolisthesis spinal_stenosis "
    "foraminal_narrowing thecal_sac_compression nerve_root_compression "
    "ligamentum_flavum_thickening modic_change endplate_change schmorl_node haemangioma "
    "tarlov_cyst scoliosis osteophyte muscle_spasm post_operative_change "
    "vertebral_fracture marrow_oedema marrow_abnormal infection tumour cord_compression "
    "cauda_equina_compression sacroiliitis aneurysm further_imaging_asked "
    "incidental_finding"
)


def test_the_findings_are_those_of_the_contract(knowledge: Knowledge) -> None:
    listed = {f.id for f in knowledge.imaging_findings.values() if not f.also}
    assert listed == set(NAMES.split())


def test_further_findings_stand_beside_those_of_the_contract(knowledge: Knowledge) -> None:
    made = report("Prolaps L5/S1. Spondylolyse af L5.", knowledge, 40)
    assert [f.finding for f in made.findings] == ["disc_herniation"]
    assert [f.finding for f in made.also_named] == ["spondylolysis"]
    assert made.also_named[0].beside == ["scan_spondylolysis_commoner_with_pain"]


@pytest.mark.parametrize(
    ("text", "attention"),
    [
        ("MR columna lumbalis: Cyste i højre nyre.", []),
        ("MR columna lumbalis: Forstørrede lymfeknuder retroperitonealt.", ["incidental_finding"]),
        ("MRI lumbar spine: Mild hydronephrosis on the left.", ["incidental_finding"]),
    ],
)
def test_what_is_seen_beside_the_back_needs_a_doctor_when_it_is_no_cyst(
    knowledge: Knowledge, text: str, attention: list[str]
) -> None:
    made = report(text, knowledge)
    assert [f.finding for f in made.findings] == ["incidental_finding"]
    assert [f.finding for f in made.attention] == attention


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Rtg. columna lumbalis: Højdereduktion af L1.", "vertebral_fracture"),
        ("Loss of height of L1, lumbar spine.", "vertebral_fracture"),
        ("Højdereduktion L4/L5, lænd.", "disc_height_loss"),
        ("Nedsat diskushøjde ved L5, lænd.", "disc_height_loss"),
        ("Lænd med højdereduktion.", "disc_height_loss"),
    ],
)
def test_a_vertebra_that_lost_height_is_no_matter_of_discs(
    knowledge: Knowledge, text: str, finding: str
) -> None:
    assert [f.finding for f in report(text, knowledge, 50).findings] == [finding]


def test_beside_an_emergency_no_number_reassures(knowledge: Knowledge) -> None:
    assert report("Disc bulge L4-5. Cauda equina compression.", knowledge, 50).is_urgent
    assert not report("Disc bulge L4-5. Acute fracture of L1.", knowledge, 50).is_urgent


def test_holds_what_other_programs_rely_on(knowledge: Knowledge) -> None:
    made = report("Let diskusbulging L4/L5.", knowledge, 45).model_dump(mode="json")
    found = made["findings"][0]
    assert (made["understood"], made["language"], made["age"]) == (True, "da", 45)
    assert made["not_understood"] == []
    assert (
        found
        | {
            "finding": "disc_bulge",
            "status": "present",
            "levels": ["L4-L5"],
            "side": None,
            "degree": "mild",
            "old": False,
            "attention": False,
            "base_rate": {"age": 45, "percent": 55.0, "source": "brinjikji_2015", "checked": "at_source"},
            "span": [4, 17],
        }
        == found
    )


@pytest.mark.parametrize(
    ("age", "used", "percent"),
    [(5, 20, 30), (20, 20, 30), (25, 25, 35), (50, 50, 60), (55, 55, 64.5), (80, 80, 84), (99, 80, 84)],
)
def test_base_rates_lie_on_the_line_between_decades(
    knowledge: Knowledge, age: int, used: int, percent: float
) -> None:
    rate = report("Disc bulge L4-L5", knowledge, age).findings[0].base_rate
    assert rate is not None
    assert (rate.age, rate.percent) == (used, percent)


def test_a_number_is_as_well_checked_as_the_worst_it_is_made_of(knowledge: Knowledge) -> None:
    def checked(age: int) -> str:
        rate = report("Disc bulge L4-L5", knowledge, age).findings[0].base_rate
        assert rate is not None
        return rate.checked

    assert [checked(a) for a in (50, 51, 60, 79, 80)] == ["at_source", *["not_checked"] * 3, "at_source"]


def test_no_danger_has_a_base_rate_and_each_says_what_to_do(knowledge: Knowledge) -> None:
    for entry in knowledge.imaging_findings.values():
        watched = entry.attention or entry.attention_if_severe or bool(entry.attention_words.all)
        assert watched == (entry.then is not None)
        assert not (watched and entry.base_rate)


def test_the_most_urgent_comes_first(knowledge: Knowledge) -> None:
    made = report("Sakroiliitis. Metastase i L2. Cauda equina-kompression.", knowledge)
    assert [f.finding for f in made.attention] == ["cauda_equina_compression", "tumour", "sacroiliitis"]


def test_the_neck_is_not_told_as_the_low_back(knowledge: Knowledge) -> None:
    text = "MR columna cervicalis: Protrusion. C5/C6 osteofytter.\nMR columna lumbalis: Prolaps L5/S1."
    made = report(text, knowledge, 50)
    assert [f.finding for f in made.findings] == ["disc_herniation"]
    assert [(f.finding, f.region) for f in made.other_region] == [
        ("disc_protrusion", "cervical"),
        ("osteophyte", "cervical"),
    ]
    assert [f.base_rate for f in made.other_region] == [None, None]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Prolaps L5/S1. Araknoiditis ved L5.", ["Araknoiditis ved L5"]),
        ("Disc bulge L4-5. Arachnoid cyst at L4-L5.", ["Arachnoid cyst at L4-L5"]),
        ("Disc bulge L4-5, arachnoiditis.", ["arachnoiditis"]),
        ("Disc bulge L4-5. Conus ends at L1.", []),
        ("Prolaps L5/S1. Normal lordose. Konus afsluttes ud for L1.", []),
    ],
)
def test_what_is_not_understood_is_listed(knowledge: Knowledge, text: str, unread: list[str]) -> None:
    made = report(text, knowledge)
    assert [u.text for u in made.not_understood] == unread
    assert [text[slice(*u.span)] for u in made.not_understood] == unread


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("MR columna lumbalis: Normale forhold.", True),
        ("MRI lumbar spine: normal.", True),
        ("MR columna lumbalis: Araknoiditis ved L5.", False),
        ("MRI lumbar spine was performed on Tuesday.", False),
    ],
)
def test_says_honestly_whether_it_understood(knowledge: Knowledge, text: str, understood: bool) -> None:
    assert report(text, knowledge).understood is understood


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Der er ingen tekst"),
        (" \n\t", "Der er ingen tekst"),
        ("Prolaps\x00L5", "almindelig tekst"),
        ("x" * 100_001, "for lang"),
        ("Skær gulerødderne i tern, og kog dem i 20 minutter med salt og let smør.", "ligner ikke"),
        ("Hello, how are you today?", "ligner ikke"),
        ("MRI knee: complex tear of the medial meniscus. The ACL is intact. Patella normal.", "anden del"),
        ("MR af højre knæ: Ruptur af mediale menisk. Korsbånd normale.", "anden del"),
        ("MRT der LWS: Bandscheibenvorfall L4/5 ohne Fraktur. Keine Stenose, das zeigt sich nicht.", "sprog"),
        ("MR ländrygg: Diskbråck L5/S1 och inte några tecken på fraktur utan fynd för övrigt.", "sprog"),
    ],
)
def test_refuses_what_is_no_report(knowledge: Knowledge, text: str, said: str) -> None:
    with pytest.raises(Refusal) as caught:
        report(text, knowledge)
    assert said in caught.value.da
    assert caught.value.en != caught.value.da


@pytest.mark.parametrize("age", [-1, 121, True])
def test_refuses_what_is_no_age(knowledge: Knowledge, age: int) -> None:
    with pytest.raises(Refusal):
        report("Prolaps L5/S1", knowledge, age)


def test_a_file_is_text_and_not_too_large() -> None:
    assert text_of("Prolaps på L5/S1, højre".encode("cp1252")) == "Prolaps på L5/S1, højre"
    assert text_of("\ufeffProlaps".encode()) == "Prolaps"
    for raw in (b"%PDF-1.7\x00\x01", b"x" * (MOST_BYTES + 1)):
        with pytest.raises(Refusal):
            text_of(raw)


READ_ALL = """
from rygrad.kb.load import load
from rygrad.words.report.explain import report
from words.report.judged import labelled
knowledge = load()
for case in labelled():
    print(report(case.text, knowledge, 50).model_dump_json())
"""


def test_the_same_text_gives_the_same_in_every_run() -> None:
    """Sets are in another order in another run; what is said is not."""
    path = os.pathsep.join(p for p in sys.path if p)
    told = []
    for seed in ("1", "2"):
        around = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        run = subprocess.run(
            [sys.executable, "-c", READ_ALL], env=around, capture_output=True, text=True, check=True
        )
        told.append(run.stdout)
    assert told[0].count("\n") > 60
    assert told[0] == told[1]


def test_the_same_text_gives_the_same(knowledge: Knowledge) -> None:
    text = "L4/L5: Svær spinalstenose, bulging og facetledsartrose. Metastase kan ikke udelukkes. // L7 xx"
    first = report(text, knowledge, 60).model_dump_json()
    assert {report(text, knowledge, 60).model_dump_json() for _ in range(5)} == {first}
    assert json.loads(first)["findings"]


@pytest.mark.parametrize("cut", range(1, 120, 7))
def test_a_text_cut_anywhere_is_read_or_refused(knowledge: Knowledge, cut: int) -> None:
    text = (
        "L4/L5: Svær spinalstenose, bulging (og facetledsartrose). Metastase kan ikke udelukkes; // L7 xx: ?"
    )
    try:
        made = report(text[:cut], knowledge)
    except Refusal:
        return
    assert all(0 <= f.span[0] < f.span[1] <= cut for f in made.findings)


def test_a_severe_stenosis_is_told_without_how_common_it_is(knowledge: Knowledge) -> None:
    severe = report("Svær spinalstenose L4/L5.", knowledge, 70).findings[0]
    assert severe.attention
    assert "almindelig" not in severe.explain
    assert severe.beside == []
    assert report("Let spinalstenose L4/L5.", knowledge, 70).findings[0].beside


def test_what_is_denied_in_one_place_and_there_in_another_is_not_listed_as_not_seen(
    knowledge: Knowledge,
) -> None:
    made = report("Gammel fraktur af L1. Ingen ny fraktur. Ingen spinalstenose.", knowledge)
    assert [f.status for f in made.findings] == ["present", "absent", "absent"]
    assert made.not_seen == ["Mindre plads i rygmarvskanalen"]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Rtg. columna lumbalis: Kompression af L2 corpus.", "vertebral_fracture"),
        ("Lænd: Kompression af L5-roden.", "nerve_root_compression"),
        ("Lumbar spine: Compression of L5 nerve root.", "nerve_root_compression"),
        ("Lumbar spine: Wedging of L1.", "vertebral_fracture"),
        ("MR lænd: Stor prolaps, som udfylder hele spinalkanalen.", "spinal_stenosis"),
    ],
)
def test_a_vertebra_pressed_together_is_not_a_nerve_that_is(
    knowledge: Knowledge, text: str, finding: str
) -> None:
    found = report(text, knowledge).findings
    assert finding in {f.finding for f in found}
    assert len({f.finding for f in found} & {"vertebral_fracture", "nerve_root_compression"}) <= 1
    assert finding == "nerve_root_compression" or any(f.attention for f in found)


@pytest.mark.parametrize(
    "one",
    [
        "prolaps og stenose med tryk på nerve ",
        "#",
        "Ingen fraktur, prolaps, ",
        "L4/L5, L3-4 og 5/S1 prolaps ",
    ],
)
def test_no_text_takes_long(knowledge: Knowledge, one: str) -> None:
    text = ("Columna lumbalis: " + one * MOST_CHARACTERS)[:MOST_CHARACTERS]
    started = perf_counter()
    with suppress(Refusal):
        report(text, knowledge, 50)
    assert perf_counter() - started < 10  # seconds on a busy machine; a sentence of any length took minutes
