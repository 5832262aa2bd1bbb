"""What a CDS card would write is FHIR without fault: three checkers agree, and see what is planted."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "fhir"))

from hook_calls import CAUDA_EQUINA, LOW_BACK_PAIN, MRI, bundle, call, condition, order, response

from browser.fhir_check import fhir_faults
from rygrad.fhir.hooks import BACK_PAIN, IMAGING, hooks
from rygrad.kb.knowledge import Knowledge

DAY = date(2026, 11, 23)
BASE = "https://ryg.example.dk/fhir"


def written(knowledge: Knowledge) -> list[dict[str, Any]]:
    """Every resource that a card or a system action of some calls would create or change."""
    services = hooks(knowledge)
    calls = [
        (IMAGING, call(order(MRI))),
        (IMAGING, call(order(MRI, LOW_BACK_PAIN))),
        (IMAGING, call(order(MRI, CAUDA_EQUINA))),
        (BACK_PAIN, call(hook="patient-view", prefetch={"c": bundle(condition(LOW_BACK_PAIN))})),
        (BACK_PAIN, call(hook="patient-view", prefetch={"r": response({"saddle_numbness": True})})),
    ]
    found = []
    for service, sent in calls:
        for lang in ("da", "en"):
            made = services.answer(service, sent, DAY, lang, BASE)
            actions = [
                a for c in made["cards"] for s in c.get("suggestions", []) for a in s["actions"]
            ] + made.get("systemActions", [])
            found += [a["resource"] for a in actions if "resource" in a]
    return found


def test_what_a_card_writes_is_without_fault(knowledge: Knowledge, tmp_path: Path) -> None:
    resources = written(knowledge)
    assert {r["resourceType"] for r in resources} == {"Task", "ServiceRequest"}
    assert fhir_faults(resources, tmp_path) == []


def test_a_fault_in_it_would_be_seen(knowledge: Knowledge, tmp_path: Path) -> None:
    resources = written(knowledge)
    task = next(r for r in resources if r["resourceType"] == "Task")
    asked = next(r for r in resources if r["resourceType"] == "ServiceRequest")
    planted = [
        task | {"status": "open"},
        asked | {"priority": "now"},
        asked | {"extension": [{"valueCode": "x"}]},
    ]
    faults = fhir_faults(planted, tmp_path)
    assert {line.partition(":")[0] for line in faults} == {"0", "1", "2"}
