"""`rygrad articles check`: exit codes, places, JSON, and clear words for wrong input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rygrad.cli import app
from rygrad.kb.folder import default_folder

GOOD = "---\ntitle: Ryggen\nupdated: 2026-11-01\n---\n\n## Hvad er det?\n\nDet er ryggen.\n"


def run(*arguments: str) -> Result:
    """The command with some arguments."""
    return CliRunner().invoke(app, ["articles", "check", *arguments])


def test_our_own_articles_are_in_order() -> None:
    told = run(str(default_folder() / "articles"))
    assert told.exit_code == 0, told.stdout
    assert told.stdout.count("intet at bemærke") == 2


def test_a_fault_of_our_own_is_found(tmp_path: Path) -> None:
    """The same check on a copy with one number changed."""
    written = (default_folder() / "articles" / "low_back_pain.da.md").read_text("utf-8")
    copy = tmp_path / "low_back_pain.da.md"
    copy.write_text(written.replace("[80 %](claim:findings_common", "[81 %](claim:findings_common"), "utf-8")
    told = run(str(copy))
    assert told.exit_code == 1
    assert "wrong-number" in told.stdout


def test_the_source_article_is_told_what_is_wrong_with_it(shared: Path) -> None:
    told = run(str(shared / "seed" / "laendesmerter.md"))
    assert told.exit_code == 1
    assert "laendesmerter.md:54:1: fejl: »Slid«" in told.stdout
    assert "laendesmerter.md:156:1: advarsel: »Daglige gåture«" in told.stdout


def test_a_warning_alone_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD.replace("## Hvad er det?", "## **Hvad**"), "utf-8")
    told = run(str(tmp_path), "--lang", "en")
    assert told.exit_code == 0
    assert told.stdout.splitlines()[-1].endswith("a.md: 1 warning")


def test_a_date_after_the_day_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD, "utf-8")
    assert run(str(tmp_path), "--as-of", "2026-11-01").exit_code == 0
    assert "future-date" in run(str(tmp_path), "--as-of", "2026-10-31").stdout


def test_pictures_are_looked_for_beside_and_where_told(tmp_path: Path) -> None:
    articles, pictures = tmp_path / "articles", tmp_path / "pictures"
    articles.mkdir()
    pictures.mkdir()
    text = f"{GOOD}\n![Ryggen set fra siden, korsbenet nederst](/images/back.png)\n"
    (articles / "a.md").write_text(text, "utf-8")
    assert "missing-image" in run(str(articles)).stdout
    (pictures / "back.png").write_bytes(b"x")
    assert run(str(articles), "--images", str(pictures)).exit_code == 0


def test_json_for_other_programs(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Tekst uden titel.\n", "utf-8")
    told = run(str(tmp_path), "--json")
    assert told.exit_code == 1
    (file,) = json.loads(told.stdout)["files"]
    assert {"line": 1, "column": 1, "severity": "error", "rule": "no-title"}.items() <= file["faults"][
        0
    ].items()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe\x00bad", "UTF-8"), (b"a" * 1_000_001, "1 MB"), (None, "kan ikke læses")],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "a.md"
    if content is not None:
        file.write_bytes(content)
    told = run(str(file))
    assert told.exit_code == 2
    assert said in told.stderr
    assert told.stdout == ""


def test_a_folder_without_articles(tmp_path: Path) -> None:
    told = run(str(tmp_path))
    assert told.exit_code == 2
    assert "ingen artikler" in told.stderr
