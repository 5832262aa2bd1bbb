"""What the tests of the FHIR room share."""

from __future__ import annotations

from typing import Any

import pytest

from rygrad.fhir.hooks import Hooks, hooks
from rygrad.kb.knowledge import Knowledge


@pytest.fixture(scope="session")
def services(knowledge: Knowledge) -> Hooks:
    """The CDS services with the knowledge that ships."""
    return hooks(knowledge)


@pytest.fixture(scope="session")
def calm(knowledge: Knowledge) -> dict[str, Any]:
    """Every question a person can be asked, answered as someone with plain low back pain would."""
    asked = [q for q in knowledge.questions.values() if q.asked_of == "person"]
    told: dict[str, Any] = {q.id: False for q in asked if q.type == "yes_no"}
    told |= dict.fromkeys(("leg_weakness", "leg_numbness", "pain_leg", "injury"), "none")
    return told | {"pain_low_back": True, "age": 40, "sex": "male", "duration_days": 10, "treated_weeks": 0}
