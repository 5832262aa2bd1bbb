"""The wheel carries the knowledge and the style sheet, and nothing that belongs to the workshop."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    (made,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with ZipFile(made) as archive:
        return set(archive.namelist())


def test_every_file_of_the_knowledge_is_in_it(wheel: set[str]) -> None:
    kinds = ("*.yaml", "*.svg", "*.md")
    there = {str(f.relative_to(ROOT)) for kind in kinds for f in (ROOT / "knowledge").rglob(kind)}
    assert len(there) > 50
    assert {f"rygrad/{name}" for name in there} <= wheel


def test_every_module_page_text_font_and_style_sheet_is_in_it(wheel: set[str]) -> None:
    source = ROOT / "src"
    files = [f for f in source.rglob("*") if f.is_file() and "__pycache__" not in f.parts]
    assert {f.suffix for f in files} >= {".py", ".css", ".html", ".ftl", ".js", ".woff2", ".ttf", ".typ"}
    assert {str(f.relative_to(source)) for f in files if "egg-info" not in str(f)} <= wheel


def test_tests_and_benchmarks_are_not(wheel: set[str]) -> None:
    assert not [name for name in wheel if name.startswith(("tests", "benchmarks"))]
