"""`rygrad export cql`: the files, what is said where Node or its package is missing, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from elm_runner import HERE
from typer.testing import CliRunner, Result

from rygrad.cli import app
from rygrad.fhir import elm
from rygrad.kb.basics import LEVELS
from rygrad.kb.knowledge import Knowledge
from rygrad.logic.to_cql import to_cql


def export(*args: str) -> Result:
    return CliRunner().invoke(app, ["export", "cql", *args])


def test_the_library_and_its_elm_are_written(knowledge: Knowledge, tmp_path: Path) -> None:
    made = export(str(tmp_path / "new" / "out"), "--npm", str(HERE))
    cql, elm_file = (tmp_path / "new" / "out" / f"rygrad.{kind}" for kind in ("cql", "json"))
    assert (made.exit_code, made.stdout, made.stderr) == (0, f"{cql}\n{elm_file}\n", "")
    text = cql.read_text(encoding="utf-8")
    assert text == to_cql(knowledge.program, "rygrad", knowledge.version, LEVELS)
    library = json.loads(elm_file.read_text(encoding="utf-8"))["library"]
    assert library["identifier"] == {"id": "rygrad", "version": knowledge.version}
    defined = {each["name"] for each in library["statements"]["def"]}
    assert {"level", "could_be", "settled", "emergency_now", "bmi", "calin_low"} <= defined
    assert sorted(f.name for f in cql.parent.iterdir()) == ["rygrad.cql", "rygrad.json"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("da", "ELM er udeladt, og rygrad.json ligger der ikke: Node er ikke installeret\n"),
        ("en", "ELM is left out, and no rygrad.json is there: Node is not installed\n"),
    ],
)
def test_without_node_elm_is_left_out_and_an_old_one_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "rygrad.json").write_text("of other rules", encoding="utf-8")
    made = export(str(tmp_path), "--lang", lang)
    assert (made.exit_code, made.stdout, made.stderr) == (0, f"{tmp_path / 'rygrad.cql'}\n", said)
    assert [f.name for f in tmp_path.iterdir()] == ["rygrad.cql"]


def test_a_package_in_a_folder_above_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = tmp_path / "below"
    below.mkdir()
    (tmp_path / "node_modules").symlink_to(HERE / "node_modules")
    monkeypatch.chdir(below)
    made = export("out")
    assert (made.exit_code, made.stdout) == (0, "out/rygrad.cql\n")
    assert f"@cqframework/cql findes ikke i {below}" in made.stderr
    monkeypatch.chdir(tmp_path)
    assert export("out").stdout == "out/rygrad.cql\nout/rygrad.json\n"


def test_a_folder_that_is_told_and_has_no_translator_is_refused(tmp_path: Path) -> None:
    made = export(str(tmp_path / "out"), "--npm", str(tmp_path), "--lang", "en")
    said = f"--npm: @cqframework/cql is not in {tmp_path}: npm install @cqframework/cql\n"
    assert (made.exit_code, made.stdout, made.stderr) == (2, "", said)
    assert not (tmp_path / "out").exists()


def test_a_translator_that_breaks_is_told_in_one_line(tmp_path: Path) -> None:
    package = tmp_path / "node_modules" / "@cqframework" / "cql"
    package.mkdir(parents=True)
    (package / "package.json").write_text('{"exports": {".": "./no.mjs"}}', encoding="utf-8")
    made = export(str(tmp_path / "out"), "--npm", str(tmp_path), "--lang", "en")
    assert (made.exit_code, made.stdout) == (2, "")
    assert made.stderr.startswith("--npm: Node could not translate: Error")
    assert made.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_fault_of_the_translator_stops_it_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rygrad.fhir.library.to_cql", lambda *_: 'library "x"\ndefine "y": nobody\n')
    made = export(str(tmp_path / "out"), "--npm", str(HERE))
    assert (made.exit_code, made.stdout) == (1, "")
    assert made.stderr.startswith("ELM: 0: Error: Could not resolve identifier nobody")
    assert not (tmp_path / "out").exists()


def test_when_one_file_cannot_be_written_none_is_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Path.write_text

    def full(file: Path, text: str, encoding: str) -> int:
        if "rygrad.json" in file.name:
            raise OSError(28, "No space left on device")
        return whole(file, text, encoding=encoding)

    (tmp_path / "rygrad.cql").write_text("the one before", encoding="utf-8")
    monkeypatch.setattr(Path, "write_text", full)
    made = export(str(tmp_path), "--npm", str(HERE))
    assert (made.exit_code, made.stdout) == (2, "")
    assert made.stderr == f"{tmp_path}: No space left on device\n"
    assert [f.name for f in tmp_path.iterdir()] == ["rygrad.cql"]
    assert (tmp_path / "rygrad.cql").read_text(encoding="utf-8") == "the one before"


def test_a_name_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    made = export(str(tmp_path / "out"), "--npm", str(HERE))
    assert (made.exit_code, made.stdout) == (2, "")
    assert made.stderr.startswith(f"{tmp_path / 'out'}: ")


def test_a_translator_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elm, "_SECONDS", 0.01)
    with pytest.raises(elm.NoTranslator, match="Node did not answer"):
        elm.to_elm([""], HERE)
