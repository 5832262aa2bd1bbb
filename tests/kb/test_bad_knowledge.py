"""Wrong knowledge: each file of tests/bad_knowledge spoils the good one and names the wanted messages.

`puts` writes files, `replaces` changes one piece of a file, `removes` takes files away, `bytes` writes
hexadecimal bytes; `expect` is every line `rygrad check` prints, without the folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rygrad.cli import app
from rygrad.kb.yaml_text import parse

HERE = Path(__file__).parents[1] / "bad_knowledge"
FAULTS = sorted(file.stem for file in HERE.glob("*.yaml") if file.stem != "good")


@pytest.fixture(autouse=True, scope="module")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What these tests read is remembered apart from the user's own knowledge."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


def told(name: str) -> dict[str, Any]:
    """What a file of this folder says."""
    found: dict[str, Any] = parse((HERE / f"{name}.yaml").read_text(encoding="utf-8")).value
    return found


def written(folder: Path, *names: str) -> Path:
    """The good knowledge, spoilt as the named files say."""
    for name in names:
        says = told(name)
        for path, text in says.get("puts", {}).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        for path, (old, new) in says.get("replaces", {}).items():
            text = (folder / path).read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{name}: stands {text.count(old)} times: {old}"
            (folder / path).write_text(text.replace(old, new), encoding="utf-8")
        for path in says.get("removes", []):
            (folder / path).unlink()
        for path, hexadecimal in says.get("bytes", {}).items():
            (folder / path).write_bytes(bytes.fromhex(hexadecimal))
    return folder


def checked(folder: Path, lang: str) -> tuple[int, str, list[str]]:
    """Exit code, standard output, and the lines of standard error with paths inside the folder."""
    made = CliRunner().invoke(app, ["check", "--knowledge", str(folder), "--lang", lang])
    assert made.exception is None or isinstance(made.exception, SystemExit), made.exception
    return made.exit_code, made.stdout, [line.replace(f"{folder}/", "") for line in made.stderr.splitlines()]


def test_the_good_knowledge_is_in_order(tmp_path: Path) -> None:
    code, out, err = checked(written(tmp_path, "good"), "en")
    assert (code, err) == (0, [])
    assert out == "ok: 2 rules, 3 cases, 2 claims, 1 sources, 3 questions, 1 facts traced\n"


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_with_its_place_in_both_languages(name: str, tmp_path: Path) -> None:
    folder = written(tmp_path, "good", name)
    wanted = told(name)["expect"]
    for lang, end in (("da", "er"), ("en", "s")):
        code, out, err = checked(folder, lang)
        lines = [f"{problem['at']}: {problem[lang]}" for problem in wanted]
        assert err == [*lines, f"{len(lines)} problem{end if len(lines) > 1 else ''}"]
        assert (code, out) == (1, "")


@pytest.mark.parametrize("name", FAULTS)
def test_an_assessment_is_not_made_on_knowledge_that_does_not_load(name: str, tmp_path: Path) -> None:
    """Exit 0 only for faults of wording and coverage; never a traceback, never half an answer."""
    args = ["assess", "--knowledge", str(written(tmp_path, "good", name)), "--json", "--lang", "en"]
    made = CliRunner().invoke(app, args, input='{"fever": true, "days": 3, "weak": "none"}')
    assert made.exit_code in (0, 2), made.exception
    assert (made.exit_code == 0) == made.stdout.startswith("{")
    assert (made.exit_code == 2) == bool(made.stderr)


@pytest.mark.parametrize(
    "name", ["because_leads_nowhere", "source_unknown", "table_because_unknown", "care_claim_unknown"]
)
def test_an_assessment_rests_on_no_claim_or_source_that_is_not_there(name: str, tmp_path: Path) -> None:
    args = ["assess", "--knowledge", str(written(tmp_path, "good", name)), "--json", "--lang", "en"]
    made = CliRunner().invoke(app, args, input='{"fever": true}')
    assert (made.exit_code, made.stdout) == (2, "")
    (wanted,) = told(name)["expect"]
    assert made.stderr.replace(f"{tmp_path}/", "") == f"{wanted['at']}: {wanted['en']}\n"


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    code, out, err = checked(tmp_path / "nowhere", "en")
    assert (code, out) == (2, "")
    assert err == [f"{tmp_path}/nowhere: there is no such folder"]
