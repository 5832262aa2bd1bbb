"""What words around a finding make of it: no, perhaps, old, and how far they reach."""

from __future__ import annotations

import pytest

from rygrad.kb.knowledge import Knowledge
from rygrad.words.report.explain import Found, report

FRACTURE = "vertebral_fracture"


def one(knowledge: Knowledge, text: str, finding: str) -> Found:
    """The finding of that name in a report's sentence."""
    found = [f for f in report(f"MRI lumbar spine. {text}", knowledge).findings if f.finding == finding]
    assert len(found) == 1, (text, found)
    return found[0]


@pytest.mark.parametrize(
    ("text", "finding", "status"),
    [
        ("Ingen tegn på fraktur.", FRACTURE, "absent"),
        ("No evidence of fracture.", FRACTURE, "absent"),
        ("Bulge at L4-5 without fracture.", FRACTURE, "absent"),
        ("Fraktur ses ikke.", FRACTURE, "absent"),
        ("Fraktur kan udelukkes.", FRACTURE, "absent"),
        ("Fracture is not seen.", FRACTURE, "absent"),
        ("The nerve root is not compressed.", "nerve_root_compression", "absent"),
        ("Hverken fraktur eller tumor.", "tumour", "absent"),
        ("Neither fracture nor tumour.", "tumour", "absent"),
        ("No fracture, tumour or infection.", "infection", "absent"),
        ("Ingen fraktur, tumor, absces.", "infection", "absent"),
        ("No marrow signal suspicious for metastasis.", "tumour", "absent"),
        ("Ingen forandringer suspekte for metastaser.", "tumour", "absent"),
        # A doubt is a doubt, also with "no" in it.
        ("Fraktur kan ikke udelukkes.", FRACTURE, "uncertain"),
        ("Fraktur kan ikke helt udelukkes.", FRACTURE, "uncertain"),
        ("Det kan ikke udelukkes, at der er fraktur.", FRACTURE, "uncertain"),
        ("Ingen sikker fraktur.", FRACTURE, "uncertain"),
        ("Ingen sikre tegn på fraktur.", FRACTURE, "uncertain"),
        ("No definite fracture.", FRACTURE, "uncertain"),
        ("Fracture cannot be excluded.", FRACTURE, "uncertain"),
        ("Cannot exclude fracture.", FRACTURE, "uncertain"),
        ("Fracture is not excluded.", FRACTURE, "uncertain"),
        ("Obs. metastase.", "tumour", "uncertain"),
        ("Mistanke om metastase.", "tumour", "uncertain"),
        ("Metastase?", "tumour", "uncertain"),
        ("? metastasis", "tumour", "uncertain"),
        ("Fracture is unlikely.", FRACTURE, "uncertain"),
        # "no" that denies nothing
        ("No change in the fracture.", FRACTURE, "present"),
        ("Uændret fraktur.", FRACTURE, "present"),
        ("Fracture, unchanged since 2019.", FRACTURE, "present"),
        ("Not only bulging but also fracture.", FRACTURE, "present"),
        # where a "no" stops
        ("No bulge but fracture of L1.", FRACTURE, "present"),
        ("Ingen bulging, men fraktur af L1.", FRACTURE, "present"),
        ("Ingen bulging; fraktur af L1.", FRACTURE, "present"),
        ("Ingen bulging // fraktur af L1", FRACTURE, "present"),
        ("Ingen bulging. Fraktur af L1.", FRACTURE, "present"),
        ("No bulge, fracture at L1.", FRACTURE, "present"),
        ("No bulge, mild fracture.", FRACTURE, "present"),
        ("No bulge apart from a fracture.", FRACTURE, "present"),
        ("No bulge\nFracture of L1", FRACTURE, "present"),
        ("Ingen bulging - fraktur af L1", FRACTURE, "present"),
        # a list that may go on: neither denied nor told as sure
        ("No bulge, fracture.", FRACTURE, "uncertain"),
        ("Ingen bulging, fraktur.", FRACTURE, "uncertain"),
    ],
)
def test_what_is_said_of_a_finding(knowledge: Knowledge, text: str, finding: str, status: str) -> None:
    assert one(knowledge, text, finding).status == status


@pytest.mark.parametrize(
    ("text", "finding", "attention"),
    [
        ("Fracture of L1.", FRACTURE, True),
        ("Old fracture of L1.", FRACTURE, False),
        ("Gammelt sammenfald af L1.", FRACTURE, False),
        ("Tidligere fraktur af L1.", FRACTURE, False),
        ("Fraktur af L1 af ældre dato.", FRACTURE, False),
        ("Kendt fraktur af L1.", FRACTURE, True),
        ("Possibly old fracture of L1.", FRACTURE, True),
        ("Fraktur af usikker alder.", FRACTURE, True),
        ("Old, now new acute fracture of L1.", FRACTURE, True),
        ("A 65 year old with a fracture of L1.", FRACTURE, True),
        ("Sammenlignet med tidligere ses fraktur af L1.", FRACTURE, True),
        ("Old metastasis in L1.", "tumour", True),
        ("Tidligere absces.", "infection", True),
        ("Ingen fraktur.", FRACTURE, False),
        ("Fraktur kan ikke udelukkes.", FRACTURE, True),
        ("Severe spinal stenosis.", "spinal_stenosis", True),
        ("Moderate spinal stenosis.", "spinal_stenosis", False),
        ("Mild to severe spinal stenosis.", "spinal_stenosis", True),
        ("Mild stenosis L3/L4 and severe L4/L5.", "spinal_stenosis", True),
        ("Svær spinalstenose kan ikke udelukkes.", "spinal_stenosis", True),
        ("Modic type 1 med knoglemarvsødem.", "modic_change", False),
        ("Knoglemarvsødem i L3.", "marrow_oedema", True),
        ("Knoglemarvsødem og endepladeforandringer, mistanke om infektion.", "marrow_oedema", True),
    ],
)
def test_what_deserves_attention(knowledge: Knowledge, text: str, finding: str, attention: bool) -> None:
    assert one(knowledge, text, finding).attention is attention


@pytest.mark.parametrize(
    ("text", "finding", "degree", "side"),
    [
        ("Let venstresidig foraminalstenose.", "foraminal_narrowing", "mild", "left"),
        ("Moderate bilateral foraminal narrowing.", "foraminal_narrowing", "moderate", "both"),
        ("Foraminal narrowing, severe on the right.", "foraminal_narrowing", "severe", "right"),
        ("Mild to moderate disc bulge.", "disc_bulge", "moderate", None),
        ("Mild disc bulge with severe stenosis.", "disc_bulge", "mild", None),
        ("Mild disc bulge with severe stenosis.", "spinal_stenosis", "severe", None),
        ("Svær facetledsartrose og recesstenose.", "spinal_stenosis", "severe", None),
        ("Diskusprolaps med tryk på venstre S1-rod.", "disc_herniation", None, None),
        ("Diskusprolaps med tryk på venstre S1-rod.", "nerve_root_compression", None, "left"),
        ("Højresidig og venstresidig recesstenose.", "spinal_stenosis", None, "both"),
    ],
)
def test_how_much_and_where(
    knowledge: Knowledge, text: str, finding: str, degree: str | None, side: str | None
) -> None:
    found = one(knowledge, text, finding)
    assert (found.degree, found.side) == (degree, side)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Indikation:\nObs prolaps.\nSmerter i ben.\nBeskrivelse:\nDiskusbule L4/L5.", ["disc_bulge"]),
        ("Indikation: Obs fraktur.\nProlaps L4/L5.\nKonklusion: Prolaps.", ["disc_herniation"]),
        ("Indikation:\nObs fraktur.\n\nProlaps L4/L5.\nKonklusion: Prolaps.", ["disc_herniation"]),
        ("Indikation:\nObs fraktur.\nProlaps L4/L5.", ["vertebral_fracture", "disc_herniation"]),
    ],
)
def test_what_was_asked_ends_with_its_line_or_its_paragraph(
    knowledge: Knowledge, text: str, found: list[str]
) -> None:
    """Where no heading follows, the rest may be the answer: nothing of it is left out."""
    assert [f.finding for f in report(text, knowledge).findings] == found
