"""A site in the process, on a fixed day, with a browser's cookie jar and no limit on requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browsing import CALM, DAY, Reader
from clinics import CLINICS, load_clinics
from fastapi.testclient import TestClient

from rygrad.kb.knowledge import Knowledge
from rygrad.web.app import create_app
from rygrad.web.settings import Settings, prepared


@pytest.fixture
def settings(knowledge: Knowledge, tmp_path: Path) -> Settings:
    """A site with a folder of its own."""
    return replace(prepared(knowledge, tmp_path / "site", requests_a_minute=0), today=lambda: DAY)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """A Danish browser without JavaScript."""
    with TestClient(create_app(settings), headers={"Accept-Language": "da"}) as made:
        yield made


@pytest.fixture
def reader(client: TestClient) -> Reader:
    """A browser that sends forms."""
    return Reader(client)


@pytest.fixture(scope="session")
def all_no(knowledge: Knowledge) -> dict[str, Any]:
    """Every yes/no question answered no, and the rest as plain as it gets."""
    asked = [q for q in knowledge.questions.values() if q.asked_of == "person"]
    answers: dict[str, Any] = {q.id: False for q in asked if q.type == "yes_no"}
    return (
        answers
        | dict.fromkeys(("leg_weakness", "leg_numbness", "pain_leg", "injury"), "none")
        | CALM
        | {"pain_low_back": True}
    )


@pytest.fixture
def loaded(settings: Settings) -> Settings:
    """A site with a list of clinics."""
    load_clinics(settings, CLINICS)
    return settings


@pytest.fixture
def directory(loaded: Settings) -> Iterator[TestClient]:
    """A Danish browser on a site with a list of clinics."""
    with TestClient(create_app(loaded), headers={"Accept-Language": "da"}) as client:
        yield client
