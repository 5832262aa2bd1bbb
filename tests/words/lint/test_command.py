"""`rygrad lint` as another program meets it: what comes out, where, and with which code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rygrad.cli import app
from rygrad.words.lint.reading import MOST_BYTES


def run(*args: str, given: str | bytes | None = None) -> Result:
    """The command inside this process."""
    return CliRunner().invoke(app, ["lint", *args], input=given)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """One finding of each kind, in a folder of its own."""
    folder = tmp_path / "tekster på æ"
    folder.mkdir()
    file = folder / "a b.md"
    file.write_text("Der er slid.\n\nModic-forandringer ses.\n\n8 ud af 10 har det.\n", encoding="utf-8")
    return file


class TestTheListing:
    def test_says_where_how_grave_why_and_what_else(self, article: Path) -> None:
        made = run(str(article))
        first = made.stdout.splitlines()[0]
        assert first.startswith(f"{article}:1:8: skræmmende ord: »slid«: ")
        assert "I stedet: aldersforandringer." in first
        assert first.endswith("[slid]")
        assert (made.exit_code, made.stderr) == (1, "")
        assert "LIX" in made.stdout

    @pytest.mark.parametrize(
        ("text", "fail_on", "code"),
        [
            ("Det bliver kun værre.", "catastrophic", 1),
            ("Der er slid.", "catastrophic", 0),
            ("Der er slid.", "structural", 1),
            ("Osteofytter ses.", "structural", 0),
            ("Osteofytter ses.", "jargon", 1),
            ("8 ud af 10 har det.", "structural", 0),
            ("8 ud af 10 har det.", "jargon", 1),
            ("Det bliver kun værre.", "none", 0),
            ("Ryggen er stærk.", "jargon", 0),
        ],
    )
    def test_the_exit_code_is_as_grave_as_asked(self, text: str, fail_on: str, code: int) -> None:
        assert run("-", "--fail-on", fail_on, "--text-lang", "da", given=text).exit_code == code

    def test_a_folder_is_walked_and_other_files_passed_over(self, article: Path) -> None:
        (article.parent / ".skjult.md").write_text("slid", encoding="utf-8")
        (article.parent / "b.png").write_bytes(b"\0")
        (article.parent / "under").mkdir()
        (article.parent / "under" / "c.html").write_text("<p>slid</p>", encoding="utf-8")
        files = json.loads(run(str(article.parent), "--json").stdout)["files"]
        assert [Path(f["file"]).name for f in files] == ["a b.md", "c.html"]

    def test_names_of_serious_disease_are_listed_when_asked(self) -> None:
        assert "lad stå: metastaser" in run("-", "--show-kept", given="Der er metastaser i ryggen.").stdout
        assert "metastaser" not in run("-", given="Der er metastaser i ryggen.").stdout


class TestForPrograms:
    def test_json_holds_what_the_reference_promises(self, article: Path) -> None:
        told = json.loads(run(str(article), "--json", "--lang", "en").stdout)
        assert set(told) == {"knowledge_version", "files"}
        (file,) = told["files"]
        assert set(file) == {"file", "text_lang", "words", "lix", "band", "findings", "kept"}
        keys = "line column end_line end_column start end page rule severity matched why instead note claims"
        assert set(file["findings"][0]) == set(keys.split())
        assert [f["rule"] for f in file["findings"]] == ["slid", "modic", "number_without_source"]

    def test_sarif_has_what_a_code_host_reads(self, article: Path) -> None:
        told = json.loads(run(str(article), "--sarif").stdout)
        assert told["version"] == "2.1.0"
        (one,) = told["runs"]
        assert one["columnKind"] == "unicodeCodePoints"
        rules = one["tool"]["driver"]["rules"]
        for result in one["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in ("error", "warning", "note")
            assert result["message"]["text"]
        place = one["results"][0]["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == article.as_uri()
        assert place["region"]["startLine"] == 1
        assert (place["region"]["startColumn"], place["region"]["endColumn"]) == (8, 12)

    def test_sarif_without_findings_is_whole(self) -> None:
        told = json.loads(run("-", "--sarif", given="Ryggen er stærk.").stdout)
        assert told["runs"][0]["results"] == []


class TestWrongInput:
    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("a.md", b"sl\xffid", "not valid UTF-8"),
            ("a.txt", b"sl\0id", "not text"),
            ("a.html", b" \n", "is empty"),
            ("a.docx", b"slid", "no such kind"),
            ("a.pdf", b"slid", "cannot be read as a PDF"),
            ("a.md", "slid".encode("utf-16"), "not valid UTF-8"),
            ("a.md", b"a" * (MOST_BYTES["markdown"] + 1), "over 4 MB"),
        ],
    )
    def test_is_refused(self, tmp_path: Path, name: str, content: bytes, said: str) -> None:
        (tmp_path / name).write_bytes(content)
        made = run(str(tmp_path / name), "--lang", "en")
        assert (made.exit_code, made.stdout) == (2, "")
        assert said in made.stderr
        assert len(made.stderr.splitlines()) == 1

    def test_a_file_that_is_not_there(self) -> None:
        made = run("nowhere.md")
        assert (made.exit_code, made.stdout, made.stderr) == (2, "", "nowhere.md: filen findes ikke\n")

    def test_a_folder_with_nothing_to_read(self, tmp_path: Path) -> None:
        assert run(str(tmp_path)).exit_code == 2

    def test_one_bad_file_and_nothing_is_half_said(self, article: Path) -> None:
        (article.parent / "z.md").write_bytes(b"\xff")
        made = run(str(article.parent))
        assert (made.exit_code, made.stdout) == (2, "")

    def test_two_formats_at_once(self, article: Path) -> None:
        assert run(str(article), "--json", "--sarif").exit_code == 2

    def test_no_path(self) -> None:
        assert run().exit_code == 2
