"""What every test may use: the knowledge that ships, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.load import load

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The shipped knowledge."""
    return load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the project's shared material (contract, seed, cases), beside the repository."""
    folder = ROOT.parent / "shared"
    assert folder.is_dir(), f"the shared folder must lie beside the repository: {folder}"
    return folder
