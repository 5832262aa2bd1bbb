"""Codes have the shape and the check digit of their system, and one meaning each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from rygrad.kb.code_models import RecordCode, fits
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.lints import _may_be

SKS = ("urn:oid:1.2.208.176.2.4", "urn:oid:1.2.208.176.2.4.12")
ATC = "http://www.whocc.no/atc"
ICPC = ("http://hl7.org/fhir/sid/icpc-2", "urn:oid:1.2.208.176.2.31")
SHAPES = {
    "http://www.ama-assn.org/go/cpt": r"\d{5}",
    ATC: r"[A-Z]\d\d([A-Z]([A-Z](\d\d)?)?)?",
    "http://loinc.org": r"\d{1,7}-\d",
    "http://snomed.info/sct": r"[1-9]\d{5,17}",
    "http://hl7.org/fhir/sid/icd-10": r"[A-Z]\d{0,2}(\.\d{1,2})?",
    "http://hl7.org/fhir/sid/icd-10-cm": r"[A-Z]\d{0,2}(\.[0-9A-Z]{1,4})?",
    SKS[0]: r"D[A-Z]\d{0,4}[A-Z]?|K[A-Z]{3}\d\d[A-Z]?|UX[A-Z]{2}\d\d[A-Z]?",
    ICPC[0]: r"[A-Z]\d\d",
    ICPC[1]: r"[A-Z]\d\d",
    SKS[1]: r"D[A-Z]\d{0,4}[A-Z]?",
}
# From the published tables of the Verhoeff check (dihedral group of order 10), which SNOMED CT uses.
TURN = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def _group(a: int, b: int) -> int:
    """The product of two elements: 0-4 are turns, 5-9 mirrored ones."""
    if a < 5:
        return (a + b) % 5 if b < 5 else (a + b - 5) % 5 + 5
    return (a - 5 - b) % 5 + 5 if b < 5 else (a - b) % 5


def verhoeff(code: str) -> bool:
    """Whether a number ends in its Verhoeff check digit."""
    made = 0
    for at, digit in enumerate(reversed(code)):
        value = int(digit)
        for _ in range(at % 8):
            value = TURN[value]
        made = _group(made, value)
    return made == 0


def loinc(code: str) -> bool:
    """Whether a LOINC code ends in its check digit (modulo 10, every other digit doubled)."""
    body, _, check = code.partition("-")
    total = 0
    for at, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if at % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return (10 - total % 10) % 10 == int(check)


def every(knowledge: Knowledge) -> Iterator[tuple[str, str, Any]]:
    """Each code with its system and the entry it stands in, a `*` at its end taken off."""
    for entry in knowledge.imaging_codes.values():
        yield from ((system, entry.code, entry) for system in entry.system)
    for kind in (knowledge.reason_codes, knowledge.record_codes):
        for entry in kind.values():
            for code in [*entry.codes, *getattr(entry, "but_not", ())]:
                yield from ((system, code.removesuffix("*"), entry) for system in entry.system)


def test_every_code_has_the_shape_of_its_system(knowledge: Knowledge) -> None:
    found = list(every(knowledge))
    assert {system for system, _, _ in found} == set(SHAPES)
    for system, code, entry in found:
        assert re.fullmatch(SHAPES[system], code), (entry.id, code)


def test_check_digits(knowledge: Knowledge) -> None:
    checks = {"http://loinc.org": loinc, "http://snomed.info/sct": verhoeff}
    for system, code, entry in every(knowledge):
        if system in checks:
            assert checks[system](code), (entry.id, code)


@pytest.mark.parametrize("wrong", ["24968-4", "24967-0", "8303-2"])
def test_a_loinc_code_typed_wrongly_is_seen(wrong: str) -> None:
    assert loinc("24968-0")
    assert not loinc(wrong)


@pytest.mark.parametrize("wrong", ["279039006", "279093007", "192970080"])
def test_a_snomed_code_typed_wrongly_is_seen(wrong: str) -> None:
    assert verhoeff("279039007")
    assert not verhoeff(wrong)


def test_images_of_the_belly_are_no_images_of_the_back(knowledge: Knowledge) -> None:
    danish = {e.code for e in knowledge.imaging_codes.values() if SKS[0] in e.system}
    assert {"UXME30", "UXCE30", "UXRE30"} <= danish
    assert not [code for code in danish if code[:4] in ("UXMD", "UXCD", "UXRD")]


@pytest.mark.parametrize(
    ("code", "modality"),
    [
        ("72148", "mri"),
        ("72133", "ct"),
        ("72120", "xray"),
        ("30679-5", "mri"),
        ("36402-6", "ct"),
        ("36670-8", "xray"),
        ("394451000119106", "mri"),
        ("90523008", "ct"),
        ("840361000", "xray"),
        ("UXME40", "mri"),
    ],
)
def test_an_order_is_of_its_kind(knowledge: Knowledge, code: str, modality: str) -> None:
    assert [e.modality for e in knowledge.imaging_codes.values() if e.code == code] == [modality]


def test_words_of_an_image_name_its_kind(knowledge: Knowledge) -> None:
    begins = {"mri": ("MR", "MR"), "ct": ("CT", "CT"), "xray": ("røntgen", "X-ray")}
    for entry in knowledge.imaging_codes.values():
        da, en = begins[entry.modality]
        assert entry.words.da.startswith(da), entry.id
        assert entry.words.en.startswith(en), entry.id


@pytest.mark.parametrize(
    "code", ["UXME00", "UXME10", "UXME20", "UXCE20", "UXRE10", "241645008", "42698-1", "24531-6"]
)
def test_images_of_other_parts_are_not_rated(knowledge: Knowledge, code: str) -> None:
    assert not [e for e in knowledge.imaging_codes.values() if e.code == code]


def test_a_code_gives_one_reason(knowledge: Knowledge) -> None:
    reasons = list(knowledge.reason_codes.values())
    for system, code, entry in every(knowledge):
        if entry in reasons:
            meant = {r.reason for r in reasons if system in r.system and r.holds(code)}
            assert len(meant) <= 1, (code, meant)


@pytest.mark.parametrize("code", ["M54.51", "M54.6", "M51.1", "M54", "M48.0", "M54.2", "M54.16", "DM541"])
def test_what_may_hide_something_is_no_plain_back_pain(knowledge: Knowledge, code: str) -> None:
    assert not [r for r in knowledge.reason_codes.values() if r.reason == "back_pain" and r.holds(code)]


def said_by(knowledge: Knowledge, system: str, code: str) -> dict[str, object]:
    """What a code of a condition, a procedure or a medicine in a record tells."""
    found = [r for r in knowledge.record_codes.values() if system in r.system and r.holds(code)]
    return {question: answer for record in found for question, answer in record.says.items()}


@pytest.mark.parametrize(
    ("code", "reason"), [("DG834", "cauda_equina"), ("DG834A", "cauda_equina"), ("DG834B", None)]
)
def test_claudication_of_the_nerves_is_no_cauda_equina(
    knowledge: Knowledge, code: str, reason: str | None
) -> None:
    meant = {r.reason for r in knowledge.reason_codes.values() if SKS[1] in r.system and r.holds(code)}
    assert meant == ({reason} if reason else set())


@pytest.mark.parametrize(
    ("system", "code", "told"),
    [
        (SKS[1], "DC449M", True),
        (SKS[0], "DC440M", True),
        (SKS[1], "DC449", False),
        (SKS[1], "DC445B", False),
        (SKS[1], "DC439", True),
        ("http://hl7.org/fhir/sid/icd-10", "C44.9", False),
        ("http://hl7.org/fhir/sid/icd-10", "C50.9", True),
        ("http://hl7.org/fhir/sid/icd-10-cm", "Z85.828", False),
        ("http://hl7.org/fhir/sid/icd-10-cm", "Z85.820", True),
        ("http://hl7.org/fhir/sid/icd-10-cm", "C4A.9", True),
    ],
)
def test_skin_cancer_counts_where_it_spread(knowledge: Knowledge, system: str, code: str, told: bool) -> None:
    assert ("cancer_ever" in said_by(knowledge, system, code)) is told


@pytest.mark.parametrize(
    ("system", "code", "questions"),
    [
        (ATC, "B01AC04", {"takes_blood_thinner"}),
        (ATC, "B01AC06", {"takes_low_dose_aspirin"}),
        (ATC, "N02BA01", set()),
        (ATC, "C03CA01", {"takes_blood_pressure_tablets_or_diuretic"}),
        (ATC, "C09AA02", {"takes_blood_pressure_tablets_or_diuretic"}),
        (ATC, "C07AB02", set()),
        (ATC, "L04AX03", {"takes_lithium_or_methotrexate", "immune_suppressed"}),
        (ATC, "H02AB06", set()),
        (ATC, "M01AE01", {"takes_other_nsaid"}),
        (ATC, "M01AX05", set()),
        (ATC, "M02AA15", set()),
        (SKS[0], "KABC26", {"earlier_back_surgery", "recent_spinal_procedure"}),
        (SKS[0], "KNAG74", {"earlier_back_surgery", "recent_spinal_procedure"}),
        (SKS[0], "KNAG70", set()),
        (SKS[0], "KNAJ64", set()),
        (ICPC[0], "X76", {"cancer_ever"}),
        (ICPC[1], "K77", {"heart_failure", "heart_or_artery_disease"}),
        (ICPC[0], "S77", set()),
        (ICPC[0], "U99", set()),
        (ICPC[0], "P19", set()),
        (ICPC[0], "L03", set()),
        (SKS[1], "DZ940", {"immune_suppressed"}),
        (SKS[1], "DZ947", set()),
        (SKS[1], "DZ219", {"immune_suppressed"}),
        (SKS[1], "DK720", set()),
        (SKS[1], "DK746B", {"severe_liver_disease"}),
        (SKS[1], "DM809C", {"osteoporosis", "low_force_fracture_ever"}),
        (SKS[1], "DM819", {"osteoporosis"}),
        (SKS[1], "DI719A", {"known_aortic_aneurysm"}),
        (SKS[1], "DI719B", set()),
        ("http://hl7.org/fhir/sid/icd-10", "K92.1", {"stomach_ulcer_or_bleeding_ever"}),
        ("http://hl7.org/fhir/sid/icd-10", "Z94.5", set()),
        ("http://hl7.org/fhir/sid/icd-10", "I63.9", {"heart_or_artery_disease"}),
        ("http://hl7.org/fhir/sid/icd-10-cm", "Z87.310", {"osteoporosis", "low_force_fracture_ever"}),
    ],
)
def test_a_code_tells_what_it_surely_says_and_no_more(
    knowledge: Knowledge, system: str, code: str, questions: set[str]
) -> None:
    assert set(said_by(knowledge, system, code)) == questions


def test_a_star_stands_for_all_that_begin_so() -> None:
    assert fits("C50.9", ["C50*"])
    assert not fits("C51", ["C50*"])
    assert not fits("C50.9", ["C50"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"says": {}}, "either"),
        ({"number": "height"}, "either"),
        ({"says": {}, "number": "height"}, "unit"),
        ({"says": {}, "number": "height", "unit": "cm"}, "Observation"),
    ],
)
def test_an_entry_that_tells_nothing_is_refused(change: dict[str, Any], said: str) -> None:
    entry = {"id": "a", "resource": "Condition", "system": ["urn:x"], "codes": ["1"], "source": "seed"}
    entry |= {"words": {"da": "x", "en": "x"}, "says": {"fever": True}, "status": "draft"}
    RecordCode.model_validate(entry)
    with pytest.raises(ValueError, match=said):
        RecordCode.model_validate(entry | change)


def test_an_answer_that_may_not_be_given_is_seen(knowledge: Knowledge) -> None:
    asked = knowledge.questions
    assert _may_be(asked["fever"], True)
    assert not _may_be(asked["fever"], 1)
    assert _may_be(asked["pain_leg"], "one")
    assert not _may_be(asked["pain_leg"], "left")
    assert _may_be(asked["age"], 40)
    assert not _may_be(asked["age"], 140)
    assert not _may_be(asked["age"], True)
