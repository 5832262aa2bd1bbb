"""A CDS Hooks client of PyPI sends each hook, and its own model of an answer takes our cards."""

from __future__ import annotations

import json
from typing import Any

import pytest
from browser.live_site import LiveSite

from clients.conftest import Ask

# Optional in CDS Hooks 2.0; healthchain's model wants them said all the same.
OPTIONAL = {"isRecommended: Field required", "autoLaunchable: Field required"}
CPT, ICD10 = "http://www.ama-assn.org/go/cpt", "http://hl7.org/fhir/sid/icd-10"
ORDER = {
    "resourceType": "ServiceRequest",
    "id": "o1",
    "status": "draft",
    "intent": "order",
    "subject": {"reference": "Patient/p1"},
    "code": {"coding": [{"system": CPT, "code": "72148"}]},
    "reasonCode": [{"coding": [{"system": "http://snomed.info/sct", "code": "279039007"}]}],
}
CAUDA_EQUINA = {"reasonCode": [{"coding": [{"system": ICD10, "code": "G83.4"}]}]}
BACK_PAIN = {
    "resourceType": "Condition",
    "id": "c1",
    "subject": {"reference": "Patient/p1"},
    "code": {"coding": [{"system": "http://snomed.info/sct", "code": "279039007"}]},
}


def bundle(kind: str, resource: dict[str, Any]) -> dict[str, Any]:
    """A Bundle of one resource."""
    return {"resourceType": "Bundle", "type": kind, "entry": [{"resource": resource}]}


def given(hook: str, order: dict[str, Any]) -> dict[str, Any]:
    """The context and the prefetch of a call of a hook."""
    context: dict[str, Any] = {"userId": "Practitioner/1", "patientId": "p1"}
    if hook != "patient-view":
        context["draftOrders"] = {
            "resourceType": "Bundle",
            "type": "collection",
            "entry": [{"resource": order}],
        }
    if hook == "order-select":
        context["selections"] = ["ServiceRequest/o1"]
    return {"context": context, "prefetch": {"conditions": bundle("searchset", BACK_PAIN)}}


def cards(
    ask: Ask, site: LiveSite, service: str, hook: str, order: dict[str, Any] = ORDER
) -> list[dict[str, Any]]:
    """The cards that the client got, and took."""
    address = f"{site.address}/cds-services/{service}"
    got = ask("ask_with_healthchain.py", address, hook, json.dumps(given(hook, order)))
    assert got["sent"]["hook"] == hook
    assert set(got["faults"]) <= OPTIONAL
    found: list[dict[str, Any]] = got["response"]["cards"]
    return found


@pytest.mark.parametrize("hook", ["order-select", "order-sign"])
def test_an_order_gets_a_card_that_says_what_is_unknown(ask: Ask, site: LiveSite, hook: str) -> None:
    (card,) = cards(ask, site, "lumbar-imaging", hook)
    assert card["indicator"] in ("info", "warning")
    assert 0 < len(card["summary"]) <= 140
    assert card["source"]["label"]
    assert card["detail"]


def test_an_order_that_hastens_gets_another_card(ask: Ask, site: LiveSite) -> None:
    (card,) = cards(ask, site, "lumbar-imaging", "order-sign", ORDER | CAUDA_EQUINA)
    assert card["summary"] != cards(ask, site, "lumbar-imaging", "order-sign")[0]["summary"]


def test_a_patient_with_back_pain_gets_one_card(ask: Ask, site: LiveSite) -> None:
    (card,) = cards(ask, site, "low-back-pain", "patient-view")
    assert card["source"]["label"]
    assert card["suggestions"][0]["actions"]


def test_a_service_that_is_not_there_gives_it_nothing(ask: Ask, site: LiveSite) -> None:
    address = f"{site.address}/cds-services/nothing"
    assert (
        ask("ask_with_healthchain.py", address, "order-sign", json.dumps(given("order-sign", ORDER)))[
            "response"
        ]
        == {}
    )
