"""The words of a form: ours where they may ship, a site's own whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rygrad.care.questionnaires import InstrumentFault, instrument_faults, items, texts
from rygrad.kb.knowledge import Knowledge

START_BACK = "startback_total"
ROLAND = "roland_morris"
LEVELS = ("level_1", "level_2", "level_3", "level_4", "level_5")


def test_only_our_own_words_ship(knowledge: Knowledge) -> None:
    for lang in ("da", "en"):
        own = texts(None, knowledge, "psfs", lang)
        assert own is not None
        assert own.instruction
        assert "Stratford" in own.licence
        assert list(own.items) == list(items(knowledge, "psfs"))
        assert len(set(own.items.values())) == 5
        assert texts(None, knowledge, ROLAND, lang) is None
        assert texts(None, knowledge, START_BACK, lang) is None
    assert texts(None, knowledge, "psfs", "de") is None


def site(folder: Path, id: str, lang: str, text: str) -> Path:
    """A site's data folder with one file of words."""
    (folder / "instruments").mkdir(exist_ok=True)
    (folder / "instruments" / f"{id}.{lang}.yaml").write_text(text, encoding="utf-8")
    return folder


def words_for(knowledge: Knowledge, id: str, without: str = "", more: str = "") -> str:
    """A whole and faultless file, with stand-ins for the owner's words."""
    lines = [
        "accepted_terms: A. Holm, 23.11.2026",
        "licence: © Ejeren",
        "instruction: Sæt kryds.",
        "items:",
    ]
    lines += [f"  {q}: Ordene til {q}" for q in items(knowledge, id)]
    if id == START_BACK:
        lines += ["options:", *[f"  {level}: Ordene til {level}" for level in LEVELS]]
    return "\n".join([line for line in lines if not without or without not in line] + [more])


@pytest.mark.parametrize("id", [ROLAND, START_BACK])
def test_a_site_adds_the_words_it_may_show(knowledge: Knowledge, id: str, tmp_path: Path) -> None:
    folder = site(tmp_path, id, "da", words_for(knowledge, id))
    said = texts(folder, knowledge, id, "da")
    assert said is not None
    assert (said.lang, said.instruction, said.licence) == ("da", "Sæt kryds.", "© Ejeren")
    assert list(said.items) == list(items(knowledge, id))
    assert list(said.options) == (list(LEVELS) if id == START_BACK else [])
    assert texts(folder, knowledge, id, "en") is None
    assert instrument_faults(folder, knowledge) == []


def test_a_changed_file_is_read_anew(knowledge: Knowledge, tmp_path: Path) -> None:
    folder = site(tmp_path, ROLAND, "da", words_for(knowledge, ROLAND))
    first = texts(folder, knowledge, ROLAND, "da")
    assert first is not None
    first.items.clear()  # what one page does to its words is nothing to the next
    again = texts(folder, knowledge, ROLAND, "da")
    assert again is not None
    assert len(again.items) == 24
    site(tmp_path, ROLAND, "da", words_for(knowledge, ROLAND).replace("Sæt kryds.", "Kryds af."))
    os.utime(tmp_path / "instruments" / f"{ROLAND}.da.yaml", ns=(1, 1))
    changed = texts(folder, knowledge, ROLAND, "da")
    assert changed is not None
    assert changed.instruction == "Kryds af."


@pytest.mark.parametrize(
    ("without", "more", "line", "en", "da"),
    [
        ("accepted_terms", "", 1, "accepted_terms is missing", "mangler accepted_terms"),
        ("start_7:", "", 5, "items: start_7 is missing", "items: mangler start_7"),
        ("level_3", "", 15, "options: level_3 is missing", "options: mangler level_3"),
        ("", "licens: CC", 20, "licens is not known here", "licens kendes ikke her"),
        (
            "",
            "  level_6: Værst",
            20,
            "options: level_6 is not known here",
            "options: level_6 kendes ikke her",
        ),
    ],
)
def test_a_faulty_file_is_refused_with_place_and_what_was_expected(
    knowledge: Knowledge, tmp_path: Path, without: str, more: str, line: int, en: str, da: str
) -> None:
    folder = site(tmp_path, START_BACK, "da", words_for(knowledge, START_BACK, without, more))
    with pytest.raises(InstrumentFault) as told:
        texts(folder, knowledge, START_BACK, "da")
    (problem,) = told.value.problems
    assert (problem.file, problem.line) == (f"instruments/{START_BACK}.da.yaml", line)
    assert (problem.en, problem.da) == (en, da)
    assert told.value.text("da") == problem.text("da")
    assert instrument_faults(folder, knowledge) == [problem]


@pytest.mark.parametrize(
    ("text", "en"),
    [
        ("", "must have the lines accepted_terms, licence, items"),
        ("- rmdq_1", "must have the lines accepted_terms, licence, items"),
        ("items: [a", "not valid YAML"),
        ("accepted_terms: a\nlicence: b\nitems: alle", "items: must have the lines rmdq_1"),
        ("a: &a x\nb: *a", "write it out in full"),
    ],
)
def test_what_is_no_list_of_words_is_refused(
    knowledge: Knowledge, tmp_path: Path, text: str, en: str
) -> None:
    with pytest.raises(InstrumentFault, match=en):
        texts(site(tmp_path, ROLAND, "en", text), knowledge, ROLAND, "en")


@pytest.mark.parametrize("said", ["7", "true", "''", "2026-11-23", "[a]", "x" * 1001])
def test_a_text_that_is_none_is_refused(knowledge: Knowledge, tmp_path: Path, said: str) -> None:
    text = words_for(knowledge, ROLAND).replace("Ordene til rmdq_12", said)
    with pytest.raises(InstrumentFault, match=r":16:.*items\.rmdq_12: (must be text|at most)"):
        texts(site(tmp_path, ROLAND, "da", text), knowledge, ROLAND, "da")


def test_the_danish_form_of_23_items_does_not_pass_for_the_24(knowledge: Knowledge, tmp_path: Path) -> None:
    text = words_for(knowledge, ROLAND, without="rmdq_24")
    with pytest.raises(InstrumentFault, match="items: rmdq_24 is missing"):
        texts(site(tmp_path, ROLAND, "da", text), knowledge, ROLAND, "da")


def test_a_file_that_cannot_be_read_is_told(knowledge: Knowledge, tmp_path: Path) -> None:
    (site(tmp_path, ROLAND, "da", "") / "instruments" / f"{ROLAND}.da.yaml").write_bytes(b"licence: \xe6\n")
    with pytest.raises(InstrumentFault, match="not UTF-8"):
        texts(tmp_path, knowledge, ROLAND, "da")
    (tmp_path / "instruments" / f"{ROLAND}.en.yaml").mkdir()
    with pytest.raises(InstrumentFault, match="cannot be read"):
        texts(tmp_path, knowledge, ROLAND, "en")


@pytest.mark.parametrize("id", ["startback", "psfs"])
def test_a_file_that_nothing_reads_is_pointed_out(knowledge: Knowledge, tmp_path: Path, id: str) -> None:
    (problem,) = instrument_faults(site(tmp_path, id, "da", ""), knowledge)
    assert problem.file == f"instruments/{id}.da.yaml"
    assert "startback_total.da.yaml" in problem.en
