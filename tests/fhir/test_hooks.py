"""An order in another system is rated: what is known is used, what is unknown is said, nothing reassures."""

from __future__ import annotations

import copy
import json
from datetime import date
from functools import cache
from typing import Any

import pytest
from hook_calls import (
    BREAST_CANCER,
    CAUDA_EQUINA,
    CPT,
    ICD10,
    LOW_BACK_PAIN,
    MRI,
    bundle,
    call,
    concept,
    condition,
    order,
    response,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from rygrad.fhir.cards import LONGEST_SUMMARY
from rygrad.fhir.hooks import BACK_PAIN, IMAGING, TABLE, Hooks, hooks
from rygrad.fhir.hooks import services as listed
from rygrad.fhir.response import ResourceFault
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.load import load
from rygrad.logic.read import read

DAY = date(2026, 11, 23)
BASE = "https://ryg.example.dk/fhir"
CT, XRAY = (CPT, "72133"), (CPT, "72100")
SUREST = {"saddle_numbness": True, "urinary_retention": True}


@pytest.fixture(scope="module")
def services(knowledge: Knowledge) -> Hooks:
    """The CDS services with the knowledge that ships."""
    return hooks(knowledge)


@pytest.fixture(scope="module")
def calm(knowledge: Knowledge) -> dict[str, Any]:
    """Every question a person can be asked, answered as someone with plain low back pain would."""
    asked = [q for q in knowledge.questions.values() if q.asked_of == "person"]
    told: dict[str, Any] = {q.id: False for q in asked if q.type == "yes_no"}
    told |= dict.fromkeys(("leg_weakness", "leg_numbness", "pain_leg", "injury"), "none")
    return told | {"pain_low_back": True, "age": 40, "sex": "male", "duration_days": 10, "treated_weeks": 0}


def answered(services: Hooks, sent: Any, service: str = IMAGING, lang: str = "en") -> dict[str, Any]:
    return services.answer(service, sent, DAY, lang, BASE, "https://ryg.example.dk/")


def card(services: Hooks, sent: Any, service: str = IMAGING, lang: str = "en") -> dict[str, Any]:
    (one,) = answered(services, sent, service, lang)["cards"]
    made: dict[str, Any] = one
    return made


def rating(services: Hooks, sent: Any) -> tuple[str, str]:
    one = card(services, sent)
    return one["extension"]["rating"], one["indicator"]


@pytest.mark.parametrize("image", [MRI, CT])
@pytest.mark.parametrize("hook", ["order-select", "order-sign"])
def test_the_three_that_matter_most(services: Hooks, image: tuple[str, str], hook: str) -> None:
    plain = call(order(image, LOW_BACK_PAIN), hook=hook)
    assert rating(services, plain) == ("not_appropriate", "warning")
    assert rating(services, call(order(image, CAUDA_EQUINA), hook=hook)) == ("appropriate", "critical")
    assert rating(services, call(order(image), hook=hook)) == ("insufficient_information", "info")


def test_low_back_pain_as_the_reason_still_asks_for_the_red_flags(services: Hooks) -> None:
    made = answered(services, call(order(MRI, LOW_BACK_PAIN)))
    (one,) = made["cards"]
    assert "Unknown is not no" in one["detail"]
    assert "numb" in one["detail"], "the first questions are those of an emergency"
    types = [action["type"] for s in one["suggestions"] for action in s["actions"]]
    assert types == ["create"], "an order is not offered for removal while a red flag is unknown"
    for word in ("nothing serious", "keep moving", "give it time"):
        assert word not in json.dumps(made).lower()


def test_answers_settle_it(services: Hooks, calm: dict[str, Any]) -> None:
    made = card(services, call(order(), prefetch={"responses": bundle(response(calm))}))
    assert made["extension"]["rating"] == "not_appropriate"
    assert made["suggestions"][0]["actions"] == [
        {"type": "delete", "description": "Remove the order", "resourceId": "ServiceRequest/o1"}
    ]
    assert made["overrideReasons"][0]["code"] == "red_flag_examined"


def test_an_emergency_in_the_answers_is_urgent(services: Hooks, calm: dict[str, Any]) -> None:
    sent = call(order(MRI, LOW_BACK_PAIN), prefetch={"r": response(calm | SUREST)})
    made = card(services, sent)
    assert (made["extension"]["rating"], made["indicator"]) == ("appropriate", "critical")
    (suggestion,) = made["suggestions"]
    (action,) = suggestion["actions"]
    assert action["type"] == "update"
    assert action["resource"] == order(MRI, LOW_BACK_PAIN) | {"priority": "stat"}
    assert rating(services, call(order(XRAY), prefetch={"r": response(calm | SUREST)})) == (
        "not_appropriate",
        "critical",
    )


def test_an_xray_for_the_nerves_is_never_a_reason_to_wait(services: Hooks) -> None:
    made = card(services, call(order(XRAY, CAUDA_EQUINA)))
    assert (made["extension"]["rating"], made["indicator"]) == ("not_appropriate", "critical")
    assert "hospital now" in made["summary"]
    assert "suggestions" not in made


def test_cancer_on_record_is_a_reason_and_is_named(services: Hooks) -> None:
    sent = call(order(MRI, LOW_BACK_PAIN), prefetch={"conditions": bundle(condition(BREAST_CANCER))})
    made = card(services, sent)
    assert (made["extension"]["rating"], made["indicator"]) == ("appropriate", "info")
    assert "C50.9" in made["detail"]


def test_someone_who_must_be_seen_today_is_not_told_to_wait_for_the_image(
    services: Hooks, calm: dict[str, Any]
) -> None:
    weak = call(order(MRI, LOW_BACK_PAIN), prefetch={"r": response(calm | {"leg_weakness": "one"})})
    made = card(services, weak)
    assert (made["extension"]["rating"], made["indicator"]) == ("appropriate", "warning")
    assert "today" in made["summary"]


def test_a_reason_we_do_not_know_is_said_and_not_taken_for_plain(services: Hooks) -> None:
    both = order(MRI, LOW_BACK_PAIN, (ICD10, "Z99.9"))
    made = card(services, call(both))
    assert made["extension"]["rating"] == "insufficient_information"
    assert "Z99.9" in made["detail"]
    hostile = card(services, call(order(MRI, (ICD10, "<b>[x](javascript:1)"))))
    assert "javascript" not in json.dumps(hostile)


def test_the_most_serious_code_of_a_reason_counts(services: Hooks) -> None:
    two = order(MRI) | {"reasonCode": [concept(LOW_BACK_PAIN, CAUDA_EQUINA)]}
    assert rating(services, call(two)) == ("appropriate", "critical")
    assert rating(services, call(order(MRI, LOW_BACK_PAIN, CAUDA_EQUINA))) == ("appropriate", "critical")


@pytest.mark.parametrize(
    ("reference", "place"), [("Condition/c1", "prefetch"), ("#c1", "contained"), ("urn:uuid:1", "draft")]
)
def test_a_reason_that_is_referred_to(services: Hooks, reference: str, place: str) -> None:
    reason = condition(CAUDA_EQUINA)
    asked = order(MRI, reasonReference=[{"reference": reference}])
    if place == "contained":
        asked["contained"] = [reason]
    sent = call(asked, prefetch={"conditions": bundle(reason)} if place == "prefetch" else {})
    if place == "draft":
        sent["context"]["draftOrders"]["entry"].append({"fullUrl": reference, "resource": reason})
    assert rating(services, sent) == ("appropriate", "critical")


@pytest.mark.parametrize(
    "reference", ["Condition/none", "ServiceRequest/o1", "#o1", "", "https://x/Condition/c1"]
)
def test_a_reason_we_cannot_see_is_unknown(services: Hooks, reference: str) -> None:
    asked = order(MRI, reasonReference=[{"reference": reference}])
    assert rating(services, call(asked))[0] == "insufficient_information"
    both = order(MRI, LOW_BACK_PAIN, reasonReference=[{"reference": reference}])
    assert rating(services, call(both))[0] == "insufficient_information"


def test_what_is_serious_in_the_record_counts_whatever_the_order_says(services: Hooks) -> None:
    suspected = condition(CAUDA_EQUINA, verificationStatus=concept(("x", "provisional")))
    for asked in (order(MRI), order(MRI, LOW_BACK_PAIN), order(MRI, (ICD10, "Z99.9"))):
        made = card(services, call(asked, prefetch={"conditions": bundle(suspected)}))
        assert (made["extension"]["rating"], made["indicator"]) == ("appropriate", "critical")
        assert "cauda equina syndrome" in made["detail"]


@pytest.mark.parametrize(
    "over",
    [
        {"clinicalStatus": concept(("x", "resolved"))},
        {"verificationStatus": concept(("x", "refuted"))},
        {"subject": {"reference": "Patient/another"}},
    ],
)
def test_what_is_over_or_of_another_is_no_reason(services: Hooks, over: dict[str, Any]) -> None:
    fetched = {"conditions": bundle(condition(CAUDA_EQUINA, **over))}
    assert rating(services, call(order(MRI), prefetch=fetched)) == ("insufficient_information", "info")


def test_back_pain_in_the_record_is_the_reason_only_where_the_order_gives_none(services: Hooks) -> None:
    fetched = {"conditions": bundle(condition(LOW_BACK_PAIN))}
    made = card(services, call(order(MRI), prefetch=fetched))
    assert made["extension"]["rating"] == "not_appropriate"
    assert "Reason that stands in the record" in made["detail"]
    unknown = call(order(MRI, (ICD10, "Z99.9")), prefetch=fetched)
    assert rating(services, unknown)[0] == "insufficient_information"


def test_other_orders_get_no_card(services: Hooks) -> None:
    knee = order((CPT, "73721"))
    pills = {"resourceType": "MedicationRequest", "id": "m1", "status": "draft"}
    assert answered(services, call(knee, pills)) == {"cards": []}
    for undone in ({"status": "revoked"}, {"status": "entered-in-error"}, {"doNotPerform": True}):
        assert answered(services, call(order(MRI, LOW_BACK_PAIN, **undone))) == {"cards": []}


def test_only_what_was_selected_is_rated(services: Hooks) -> None:
    sent = call(order(MRI), order(CT, id="o2"), hook="order-select")
    assert len(answered(services, sent)["cards"]) == 2
    sent["context"]["selections"] = ["ServiceRequest/o2"]
    assert len(answered(services, sent)["cards"]) == 1


def test_the_rating_on_the_order_changes_nothing_else(services: Hooks) -> None:
    mine = {"url": "https://ehr.example/colour", "valueString": "blue"}
    asked = order(MRI, LOW_BACK_PAIN, extension=[mine])
    (action,) = answered(services, call(asked))["systemActions"]
    written = copy.deepcopy(action["resource"])
    extensions = written.pop("extension")
    assert written == {k: v for k, v in asked.items() if k != "extension"}
    assert extensions[0] == mine
    assert extensions[1]["valueCode"] == "not-appropriate"
    again = answered(services, call(asked | {"extension": extensions}))["systemActions"]
    assert again[0]["resource"]["extension"] == extensions, "twice is as once"
    assert "systemActions" not in answered(services, call(order(MRI))), "what is not known is not written"


def test_the_same_call_has_the_same_ids_and_another_has_others(services: Hooks) -> None:
    sent = call(order(MRI))
    first = card(services, sent)["uuid"]
    assert card(services, sent)["uuid"] == first
    assert card(services, sent | {"hookInstance": "another"})["uuid"] != first


def test_every_summary_is_short_in_both_languages(knowledge: Knowledge) -> None:
    rows = knowledge.tables[TABLE].rows
    assert len(rows) > 5
    for row in rows:
        assert row.says
        assert row.rating
        assert row.indicator
        assert not row.reassures
        assert len(row.says.da) <= LONGEST_SUMMARY
        assert len(row.says.en) <= LONGEST_SUMMARY


def test_what_is_not_called_for_is_what_the_guide_says_too(knowledge: Knowledge) -> None:
    """The table of orders ends as the table `imaging` does: neither is changed without the other."""
    ours = {row.then: row.when for row in knowledge.tables[TABLE].rows}
    guide = {row.then: row.when for row in knowledge.tables["imaging"].rows}
    for order_row, row in (
        ("not_called_for", "not_indicated"),
        ("not_called_for_so_far", "not_indicated_so_far"),
        ("not_enough_known", "insufficient_information"),
    ):
        assert read(ours[order_row]) == read(guide[row])


def test_the_record_opened(services: Hooks) -> None:
    sent = call(hook="patient-view", prefetch={"conditions": bundle(condition(LOW_BACK_PAIN))})
    made = card(services, sent, BACK_PAIN)
    assert made["indicator"] == "info"
    assert "red-flag questions are not answered" in made["summary"]
    assert "unknown" in made["summary"]
    assert "not settled" in made["detail"]
    assert made["suggestions"][0]["actions"][0]["resource"]["resourceType"] == "Task"
    emergency = card(services, call(hook="patient-view", prefetch={"r": response(SUREST)}), BACK_PAIN, "da")
    assert emergency["indicator"] == "critical"


def test_the_risk_group_is_told_when_it_is_known(services: Hooks, calm: dict[str, Any]) -> None:
    form = {f"start_{n}": False for n in range(1, 9)} | {"start_9": "level_1"}
    sent = call(hook="patient-view", prefetch={"r": response(calm | form)})
    made = card(services, sent, BACK_PAIN)
    assert "Risk group (STarT Back): low" in made["summary"]
    assert "all red-flag questions are answered" in made["summary"]


def test_a_record_without_back_pain_gets_no_card(services: Hooks) -> None:
    for fetched in (None, {}, {"conditions": None}, {"conditions": bundle(condition(BREAST_CANCER))}):
        assert answered(services, call(hook="patient-view", prefetch=fetched), BACK_PAIN) == {"cards": []}


def test_what_could_not_be_fetched_is_unknown(services: Hooks) -> None:
    missing = {"resourceType": "OperationOutcome", "issue": []}
    for fetched in (None, {}, {"conditions": None}, {"conditions": missing}):
        assert rating(services, call(order(MRI), prefetch=fetched))[0] == "insufficient_information"


@pytest.mark.parametrize(
    ("change", "path", "said"),
    [
        ({"hook": "medication-prescribe"}, "hook", "1.0"),
        ({"hook": "order-review"}, "hook", "order-sign"),
        ({"patient": "1"}, "patient", "1.0"),
        ({"user": "Practitioner/1"}, "user", "1.0"),
        ({"context": {"patientId": "1", "orders": {}}}, "context.orders", "draftOrders"),
        ({"prefetch": {"p": {"response": {}, "resource": {}}}}, "prefetch.p", "1.0"),
        ({"hook": "patient-view"}, "hook", "order-select"),
        ({"hook": 5}, "hook", "text"),
        ({"hookInstance": ""}, "hookInstance", "text"),
        ({"context": None}, "context", "object"),
        ({"context": {"patientId": "p1"}}, "context.draftOrders", "Bundle"),
        ({"context": {"draftOrders": {}}}, "context.patientId", "text"),
        ({"prefetch": []}, "prefetch", "object"),
        ({"prefetch": {"conditions": "none"}}, "prefetch.conditions", "resource"),
        (
            {"prefetch": {"c": {"resourceType": "Bundle", "entry": [5]}}},
            "prefetch.c.entry[0]",
            "object",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    services: Hooks, change: dict[str, Any], path: str, said: str
) -> None:
    with pytest.raises(ResourceFault) as refused:
        answered(services, call(order(MRI)) | change)
    issue = refused.value.issues[0]
    assert issue.path == path
    assert said in issue.en


def test_selections_that_are_not_there(services: Hooks) -> None:
    sent = call(order(MRI), hook="order-select")
    sent["context"]["selections"] = ["ServiceRequest/o1", "ServiceRequest/none"]
    with pytest.raises(ResourceFault, match=r"selections\[1\]"):
        answered(services, sent)
    del sent["context"]["selections"]
    with pytest.raises(ResourceFault, match="selections"):
        answered(services, sent)


def test_discovery_says_what_to_fetch(knowledge: Knowledge) -> None:
    found = listed(knowledge, "da")
    assert {(one["hook"], one["id"]) for one in found} == {
        ("order-select", IMAGING),
        ("order-sign", IMAGING),
        ("patient-view", BACK_PAIN),
    }
    for one in found:
        assert one["title"] != next(o["title"] for o in listed(knowledge, "en") if o["hook"] == one["hook"])
        for template in one["prefetch"].values():
            assert "{{context.patientId}}" in template


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        return found + [p for k, v in value.items() for p in _places(v, (*path, k))]
    if isinstance(value, list):
        return found + [p for k, v in enumerate(value) for p in _places(v, (*path, k))]
    return found


FULL = call(
    order(MRI, LOW_BACK_PAIN, reasonReference=[{"reference": "Condition/c1"}], contained=[]),
    hook="order-select",
    prefetch={
        "patient": {"resourceType": "Patient", "id": "p1", "birthDate": "1970-01-01", "gender": "male"},
        "conditions": bundle(condition(BREAST_CANCER, verificationStatus=concept(("x", "confirmed")))),
        "responses": bundle(response({"fever": True, "pain_leg": "one", "age": 50})),
        "nothing": None,
    },
)


@cache
def shipped() -> Hooks:
    """The services once more: what is shown of a failing example should not hold a whole knowledge."""
    return hooks(load())


def assert_places(paths: list[str]) -> None:
    """Every refusal says where."""
    assert paths
    assert all(paths)


@settings(max_examples=1000, deadline=None)
@given(at=st.sampled_from(_places(FULL)), put=JUNK | st.just("__gone__"))
def test_whatever_is_sent_is_answered_or_refused(at: tuple[Any, ...], put: Any) -> None:
    sent = copy.deepcopy(FULL)
    holder = sent
    for step in at[:-1]:
        holder = holder[step]
    if put == "__gone__":
        del holder[at[-1]]
    else:
        holder[at[-1]] = put
    try:
        made = answered(shipped(), sent)
    except ResourceFault as fault:
        refused = [issue.path for issue in fault.issues]
        made = {"cards": []}
        assert_places(refused)
    for one in made["cards"]:
        assert len(one["summary"]) <= LONGEST_SUMMARY
        assert one["extension"]["rating"] in ("appropriate", "not_appropriate", "insufficient_information")
    json.dumps(made, allow_nan=False)
