"""The plan's PDF, read back by another program (poppler): its text, its tags, its typeface."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import by_hand
import pytest
import typst

from rygrad.kb.knowledge import Knowledge
from rygrad.papers.plan_pdf import plan_pdf

LINK = "https://rygrad.example/d/nøgle-123"


def poppler(program: str, pdf: bytes, folder: Path, *options: str, out: str | None = None) -> str:
    """What a program of poppler says of a PDF."""
    file = folder / "plan.pdf"
    file.write_bytes(pdf)
    command = [program, *options, str(file), *([out] if out else [])]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def text(pdf: bytes, folder: Path) -> str:
    """All its words in reading order, on one line."""
    return " ".join(poppler("pdftotext", pdf, folder, out="-").split())


def test_the_stop_rules_come_first_and_everything_is_there_in_order(tmp_path: Path) -> None:
    said = text(plan_pdf(by_hand.plan(), LINK, knowledge_version="1.2.3"), tmp_path)
    order = [
        "Din plan for ryggen",
        "stiller ingen diagnose",
        "Stop, og få hjælp",
        "ring straks ved nyt besvær med blære",
        "ring 112",
        "Dine gåture",
        "Uge Fra Minutter Dage",
        "man. 15. feb. 10 min. man. 15. ons. 17. fre. 19.",
        "man. 5. apr. 30 min.",
        "Gå et trin op",
        "Gå et trin ned",
        "Dine øvelser",
        "tirs. 16. feb.",
        "Bækkenløft",
        "2 sæt med 8 gentagelser",
        "I hverdagen",
        "Skift stilling tit",
    ]
    places = [said.find(part) for part in order]
    assert -1 not in places, [part for part, at in zip(order, places, strict=True) if at < 0]
    assert places == sorted(places)
    assert "viden 1.2.3" in said
    assert "side 1 af" in said


def test_english_is_english(tmp_path: Path) -> None:
    pdf = plan_pdf(by_hand.plan("en"), None)
    said = text(pdf, tmp_path)
    assert "Stop and get help" in said
    assert "Mon 15 Feb" in said
    assert "Dine" not in said
    assert b"/Lang(en)" in pdf


def test_it_is_tagged_titled_and_in_its_language(tmp_path: Path) -> None:
    pdf = plan_pdf(by_hand.plan(), LINK)
    info = poppler("pdfinfo", pdf, tmp_path)
    assert re.search(r"Tagged:\s+yes", info)
    assert re.search(r"Title:\s+Din plan for ryggen", info)
    assert re.search(r"Page size:.*A4", info)
    assert re.search(r"JavaScript:\s+no", info)
    assert b"/Lang(da)" in pdf
    assert b"pdfuaid:part" in pdf
    tree = poppler("pdfinfo", pdf, tmp_path, "-struct")
    assert tree.count("Figure") == 3  # two drawings and the QR code
    assert "THead" in tree
    assert tree.count("TH <") == 4
    assert tree.count("  H1") + tree.count("\nH1") >= 4


def test_every_drawing_has_its_words() -> None:
    plan = by_hand.plan()
    pdf = plan_pdf(plan, LINK)
    said = [alternative.decode("utf-16") for alternative in _alternatives(pdf)]
    assert [exercise.drawing_says for exercise in plan.exercises] == [s for s in said if "QR" not in s]
    assert any(LINK in s for s in said)


def _alternatives(pdf: bytes) -> list[bytes]:
    written = re.findall(rb"/Alt ?(?:<([0-9A-F]+)>|\(((?:[^()\\]|\\.)*)\))", pdf)
    return [
        bytes.fromhex(hexed.decode()) if hexed else plain.decode().encode("utf-16")
        for hexed, plain in written
    ]


def test_markup_in_a_text_is_only_text(tmp_path: Path) -> None:
    said = text(plan_pdf(by_hand.plan(says=by_hand.MARKUP), None), tmp_path)
    assert by_hand.MARKUP in said


def test_only_our_typeface_all_of_it_embedded(tmp_path: Path, knowledge: Knowledge) -> None:
    pdf = plan_pdf(by_hand.plan(says=_every_character(knowledge)), LINK)
    fonts = poppler("pdffonts", pdf, tmp_path).splitlines()[2:]
    assert len(fonts) == 2
    for font in fonts:
        assert "AtkinsonHyperlegibleNext" in font
        assert font.split()[-5] == "yes"


def _every_character(knowledge: Knowledge) -> str:
    shown = [
        *(text for plan in knowledge.walking.values() for text in (plan.says, plan.up_when, plan.stop_when)),
        *(text for plan in knowledge.walking.values() for text in (plan.down_when,)),
        *(text for advice in knowledge.advice.values() for text in (advice.title, advice.says)),
        *(text for care in knowledge.care.values() for text in (care.title, care.says)),
    ]
    return "".join(sorted({letter for text in shown for letter in text.da + text.en}))


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert plan_pdf(by_hand.plan(), LINK) == plan_pdf(by_hand.plan(), LINK)
    assert plan_pdf(by_hand.plan(), LINK) != plan_pdf(by_hand.plan(on=date(2027, 2, 22)), LINK)


def test_a_long_plan_keeps_its_table_and_its_three_pages(tmp_path: Path) -> None:
    plan = by_hand.plan(steps=[(10, 3), (15, 4)] + [(30, 5)] * 22)
    pdf = plan_pdf(plan, LINK)
    said = text(pdf, tmp_path)
    for week in plan.weeks:
        assert f"{week.minutes} min." in said
    assert int(re.findall(r"Pages:\s+(\d+)", poppler("pdfinfo", pdf, tmp_path))[0]) <= 3


def test_without_exercises_and_advice_there_are_no_empty_headings(tmp_path: Path) -> None:
    bare: Any = SimpleNamespace(
        **{**vars(by_hand.plan()), "exercises": (), "strength_days": (), "advice": ()}
    )
    said = text(plan_pdf(bare, None), tmp_path)
    assert "Dine øvelser" not in said
    assert "I hverdagen" not in said
    assert "telefonen" not in said


def test_a_broken_drawing_is_an_error_not_an_empty_place() -> None:
    plan = by_hand.plan()
    plan.exercises[0].drawing = "<svg"
    with pytest.raises(typst.TypstError):
        plan_pdf(plan, None)
