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
    there = {str(f.relative_to(ROOT)) for f in (ROOT / "knowledge").rglob("*.yaml")}
    assert len(there) > 50
    assert {f"rygrad/{name}" for name in there} <= wheel


def test_every_module_and_style_sheet_is_in_it(wheel: set[str]) -> None:
    source = ROOT / "src"
    there = {str(f.relative_to(source)) for kind in ("*.py", "*.css") for f in source.rglob(kind)}
    assert there <= wheel


def test_tests_and_benchmarks_are_not(wheel: set[str]) -> None:
    assert not [name for name in wheel if name.startswith(("tests", "benchmarks"))]
