"""The documentation is tested: what it names exists, and what exists is named."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from hashlib import sha256
from pathlib import Path

import click
import pytest
import typer
from typer.testing import CliRunner

from rygrad.assess.assessment import Assessment, Disposition, ImagingAdvice
from rygrad.assess.proofs import PROOFS
from rygrad.cli import app
from rygrad.kb.folder import KINDS
from rygrad.kb.knowledge import Knowledge

ROOT = Path(__file__).parents[1]
DOCS = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "knowledge").glob("*.md")})
# Paths and addresses that belong to somebody's machine, not to the project.
FORBIDDEN = ("/root/", "/home/", "localhost", "127.0.0.1")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands() -> dict[str, click.Command]:
    """Every command by its words; those of a group ("clinics import") too."""

    def of(group: click.Command, words: str) -> dict[str, click.Command]:
        inside: dict[str, click.Command] = getattr(group, "commands", {})
        found = {f"{words}{name}": command for name, command in inside.items()}
        return found | {k: c for name, one in inside.items() for k, c in of(one, f"{words}{name} ").items()}

    return of(typer.main.get_command(app), "")


def options() -> set[str]:
    return {
        name for command in commands().values() for p in command.params for name in p.opts if name[:2] == "--"
    }


class TestTheReference:
    @pytest.mark.parametrize("command", sorted(commands()))
    def test_names_every_command_and_help_shows_it(self, command: str) -> None:
        assert f"rygrad {command}" in text("docs/reference.md")
        assert CliRunner().invoke(app, [*command.split(), "--help"]).exit_code == 0

    @pytest.mark.parametrize("option", sorted(options()))
    def test_names_every_option(self, option: str) -> None:
        assert f"`{option}" in text("docs/reference.md").replace(" DIR`", "`")

    def test_names_no_option_that_is_not_there(self) -> None:
        told = set(re.findall(r"^\| `(--[a-z-]+)", text("docs/reference.md"), re.M))
        assert told - {"--help"} == options()

    @pytest.mark.parametrize("model", [Assessment, Disposition, ImagingAdvice])
    def test_names_every_field(self, model: type[Assessment]) -> None:
        told = text("docs/reference.md")
        assert [f for f in model.model_fields if f"`{f}`" not in told] == []

    def test_names_every_exit_code(self) -> None:
        assert set(re.findall(r"^\| (\d+) \|", text("docs/reference.md"), re.M)) == {"0", "1", "2", "130"}


class TestTheHouse:
    def test_every_room_is_told(self) -> None:
        rooms = {f.parent.name for f in (ROOT / "src" / "rygrad").glob("*/__init__.py")}
        told = text("CONTRIBUTING.md")
        assert {room for room in rooms if f"`rygrad.{room}`" not in told} == set()

    def test_every_room_that_is_told_is_there_and_in_order(self) -> None:
        told = re.findall(r"`rygrad\.(\w+)`", text("CONTRIBUTING.md").partition("| room |")[2])
        layers = tomllib.loads(text("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]["layers"]
        assert told == [room.strip().removeprefix("rygrad.") for line in layers for room in line.split("|")]

    def test_every_knowledge_folder_is_told(self) -> None:
        told = text("docs/knowledge-format.md")
        assert {folder for folder, _, _ in KINDS.values() if folder and f"`{folder}/`" not in told} == set()

    def test_every_make_target_is_there(self) -> None:
        there = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.M))
        told = {
            t
            for name in ("README.md", "CONTRIBUTING.md")
            for t in re.findall(r"(?:^ +|`)make ([a-z-]+)", text(name), re.M)
        }
        assert told - {"start", "test"} <= there
        assert {"start", "test"} <= told & there

    def test_ci_runs_the_test_command_of_the_readme(self) -> None:
        assert "\nmake test\n" in text(".ci/run")
        assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


class TestHazards:
    def test_every_proof_is_named(self) -> None:
        assert [proof for proof in PROOFS if f"`{proof}`" not in text("docs/hazards.md")] == []

    def test_every_proof_that_is_named_exists(self) -> None:
        cells = re.findall(r"proofs? ((?:`\w+`(?:, )?)+)", text("docs/hazards.md"))
        named = {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}
        assert named <= set(PROOFS)

    def test_every_test_that_is_named_exists(self) -> None:
        named = re.findall(r"`(test_\w+)` in `(tests/[\w/]+\.py)`", text("docs/hazards.md"))
        assert len(named) > 5
        for test, file in named:
            assert f"def {test}(" in text(file), (test, file)

    def test_every_file_that_is_named_exists(self) -> None:
        for doc in DOCS:
            for name in re.findall(
                r"`((?:src|tests|docs|examples|benchmarks)/[\w/.-]+)`", doc.read_text("utf-8")
            ):
                assert (ROOT / name).exists(), (doc.name, name)


class TestDecisions:
    def test_every_page_is_linked_and_numbered_in_order(self) -> None:
        pages = sorted(p.name for p in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
        assert re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", text("docs/decisions/README.md")) == pages
        assert [int(p[:4]) for p in pages] == list(range(1, len(pages) + 1))

    def test_every_page_says_context_decision_and_consequences(self) -> None:
        for page in (ROOT / "docs" / "decisions").glob("[0-9]*.md"):
            words = page.read_text("utf-8")
            assert all(f"**{part}.**" in words for part in ("Context", "Decision", "Consequences")), page.name
            assert words.startswith(f"# {page.name[:4]}: ")


@pytest.mark.parametrize("doc", DOCS, ids=lambda d: str(d.relative_to(ROOT)))
class TestEveryDocument:
    def test_links_lead_somewhere(self, doc: Path) -> None:
        shown = re.sub(r"^    .*$|`[^`\n]+`", "", doc.read_text("utf-8"), flags=re.M)  # examples are no links
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", shown):
            assert link.startswith("https://") or (doc.parent / link).exists(), link

    def test_speaks_of_the_project_alone(self, doc: Path) -> None:
        words = doc.read_text("utf-8").lower()
        assert [word for word in FORBIDDEN if word in words] == []


class TestTheReadme:
    @pytest.mark.parametrize("shown", re.findall(r"<!-- output: (.+) -->", text("README.md")))
    def test_shows_what_the_program_really_says(self, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """When a text has changed: `make readme`; [...] leaves lines out."""
        monkeypatch.chdir(ROOT)
        done = subprocess.run(
            [Path(sys.executable).with_name("rygrad"), *shown.split(), "--as-of", "2026-11-22"],
            capture_output=True,
            text=True,
            check=True,
        )
        said = "\n".join(line.rstrip() for line in done.stdout.splitlines())
        block = text("README.md").partition(f"<!-- output: {shown} -->\n```text\n")[2].partition("\n```")[0]
        assert block
        for part in block.split("[...]\n\n"):
            assert part.removesuffix("[...]").strip("\n") in said

    def test_every_example_is_assessed(self) -> None:
        examples = list((ROOT / "examples").glob("*.[yj]*"))
        assert examples
        for example in examples:
            done = CliRunner().invoke(app, ["assess", str(example), "--json"])
            assert done.exit_code == 0, done.stderr


class TestLicences:
    def test_the_code_carries_the_whole_apache_licence(self) -> None:
        """The text as its owner publishes it, to the byte."""
        found = sha256((ROOT / "LICENSE").read_bytes()).hexdigest()
        assert found == "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"

    def test_both_licences_are_named_where_they_hold(self) -> None:
        project = tomllib.loads(text("pyproject.toml"))["project"]
        assert project["license"] == "Apache-2.0 AND CC-BY-4.0"
        assert all((ROOT / name).exists() for name in project["license-files"])
        assert "CC BY 4.0" in text("knowledge/LICENSE.md")

    def test_the_changelog_tells_of_the_knowledge_that_ships(self, knowledge: Knowledge) -> None:
        newest = text("knowledge/CHANGELOG.md").partition("\n## ")[2].partition("\n## ")[0]
        assert newest.startswith(f"{knowledge.version} - ")
        assert "Whose advice changes:" in newest
