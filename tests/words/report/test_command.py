"""`rygrad report`: files and pipes, JSON and a page of text, and refusals without a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rygrad.cli import app

TEXT = (
    "L4/L5: Let diskusbulging. Metastase i L2 kan ikke udelukkes. Araknoiditis L5. "
    "Ingen fraktur. C5/C6 prolaps."
)


def run(*arguments: str, given: str | bytes = "") -> Result:
    """The command, with something on its standard input."""
    return CliRunner().invoke(app, ["report", *arguments], input=given)


def test_json_from_a_pipe() -> None:
    done = run("-", "--json", "--age", "45", given=TEXT)
    assert done.exit_code == 0
    made = json.loads(done.stdout)
    assert [f["finding"] for f in made["findings"]] == ["disc_bulge", "tumour", "vertebral_fracture"]
    assert made["findings"][0]["base_rate"]["percent"] == 55.0


def test_a_file_told_with_danger_first(tmp_path: Path) -> None:
    file = tmp_path / "svar.txt"
    file.write_text(TEXT, encoding="utf-8")
    told = run(str(file), "--age", "45").stdout
    places = [
        told.index(x) for x in ("tage stilling til", "Ring til den læge", "En diskus, der buler", "Om nakken")
    ]
    assert places == sorted(places)
    assert "Af 100 på 45 år uden smerter har cirka 55" in told
    assert "Araknoiditis L5" in told
    assert "stiller ingen diagnose" in told


def test_in_english() -> None:
    told = run("-", "--lang", "en", given="Disc bulge L4-L5").stdout
    assert "A bulging disc" in told
    assert "makes no diagnosis" in told


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (("-",), "", "ingen tekst"),
        (("-",), "Kog kartoflerne.", "ligner ikke"),
        (("-", "--lang", "en"), "Kog kartoflerne.", "does not look like"),
        (("-",), b"%PDF\x00\x01", "almindelig tekst"),
        (("-", "--age", "300"), TEXT, "Alderen"),
        (("/no/such/file",), "", "/no/such/file"),
    ],
)
def test_refusals(arguments: tuple[str, ...], given: str | bytes, said: str) -> None:
    done = run(*arguments, given=given)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.output
