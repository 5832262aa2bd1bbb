"""What a record tells: only what its codes say, never "no", and with a list of what was used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hook_calls import BREAST_CANCER, ICD10, LOW_BACK_PAIN, bundle, condition, response

from rygrad.fhir.records import Records, Told
from rygrad.fhir.resources import day_of, resources_in
from rygrad.fhir.response import ResourceFault
from rygrad.kb.basics import Text
from rygrad.kb.code_models import RecordCode
from rygrad.kb.knowledge import Knowledge

DAY = date(2026, 11, 23)
LOINC, ATC = "http://loinc.org", "http://www.whocc.no/atc"
WORDS = Text(da="x", en="x")


@pytest.fixture(scope="module")
def records(knowledge: Knowledge) -> Records:
    """Codes of our own, so that these tests do not hang on which codes ship."""

    def code(id_: str, resource: Any, system: str, codes: list[str], **more: Any) -> RecordCode:
        return RecordCode(
            id=id_,
            resource=resource,
            system=system,
            codes=codes,
            words=WORDS,
            source="seed",
            status="draft",
            **more,
        )

    made = [
        code("cancer", "Condition", ICD10, ["C*"], but_not=["C44*"], says={"cancer_ever": True}),
        code("thinner", "MedicationRequest", ATC, ["B01A*"], now=True, says={"takes_blood_thinner": True}),
        code("surgery", "Procedure", "urn:p", ["KABC*"], says={"earlier_back_surgery": True}),
        code(
            "spinal", "Procedure", "urn:p", ["KABX1"], within_days=90, says={"recent_spinal_procedure": True}
        ),
        code("height", "Observation", LOINC, ["8302-2"], number="height", unit="cm"),
    ]
    return Records(replace(knowledge, record_codes={one.id: one for one in made}))


def told(records: Records, *resources: dict[str, Any], patient: str | None = "p1") -> Told:
    return records.told_by(resources_in(bundle(*resources), "records"), DAY, patient)


def test_a_cancer_code_says_that_there_was_cancer_and_what_was_used(records: Records) -> None:
    made = told(records, condition(BREAST_CANCER, clinicalStatus={"coding": [{"code": "resolved"}]}))
    assert made.answers == {"cancer_ever": True}
    (used,) = made.used
    assert (used.path, used.code, used.question) == ("records.entry[0].resource", "C50.9", "cancer_ever")


@pytest.mark.parametrize("code", ["C44.1", "D50", "c50", "", "XC50"])
def test_a_code_that_is_not_there_tells_nothing(records: Records, code: str) -> None:
    assert told(records, condition((ICD10, code))).answers == {}
    assert told(records, condition((LOW_BACK_PAIN[0], "C50.9"))).answers == {}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"verificationStatus": {"coding": [{"code": "refuted"}]}}, "refuted"),
        ({"verificationStatus": {"coding": [{"code": "entered-in-error"}]}}, "refuted"),
        ({"verificationStatus": {"coding": [{"code": "provisional"}]}}, "not confirmed"),
        ({"subject": {"reference": "Patient/somebody-else"}}, "another patient"),
        ({"subject": {"reference": "https://ehr.example/Patient/p2/_history/3"}}, "another patient"),
        ({"onsetDateTime": "2027-01-01"}, "future"),
    ],
)
def test_what_is_not_so_is_left_out_and_said(records: Records, more: dict[str, Any], why: str) -> None:
    made = told(records, condition(BREAST_CANCER, **more))
    assert made.answers == {}
    assert why in made.left_out[0].why.en


def test_the_same_patient_under_a_whole_address(records: Records) -> None:
    whole = condition(BREAST_CANCER, subject={"reference": "https://ehr.example/Patient/p1"})
    assert told(records, whole).answers == {"cancer_ever": True}


@pytest.mark.parametrize(
    ("resource", "answers"),
    [
        ({"gender": "female"}, {"sex": "female"}),
        ({"gender": "unknown"}, {}),
        ({"birthDate": "1970-11-23"}, {"age": 56}),
        ({"birthDate": "1970-11-24"}, {"age": 55}),
        ({"birthDate": "1970"}, {}),  # 55 or 56
        ({"birthDate": "1970-11"}, {}),
        ({"birthDate": "1970-03"}, {"age": 56}),
        ({"birthDate": "1850-03-01"}, {}),
        ({"birthDate": "2026-12-01"}, {}),
        ({"id": "p2", "birthDate": "1970-01-01"}, {}),
    ],
)
def test_a_patient(records: Records, resource: dict[str, Any], answers: dict[str, Any]) -> None:
    assert told(records, {"resourceType": "Patient", "id": "p1"} | resource).answers == answers


def _medicine(**more: Any) -> dict[str, Any]:
    drug = {"coding": [{"system": ATC, "code": "B01AF02"}]}
    return {"resourceType": "MedicationRequest", "medicationCodeableConcept": drug, "status": "active"} | more


def test_a_medicine_counts_while_it_is_taken(records: Records) -> None:
    assert told(records, _medicine()).answers == {"takes_blood_thinner": True}
    for status in ("stopped", "completed", "cancelled", "draft", "entered-in-error", "on-hold"):
        assert told(records, _medicine(status=status)).answers == {}, status
    assert told(records, _medicine(doNotPerform=True)).answers == {}


def _procedure(code: str, **more: Any) -> dict[str, Any]:
    coded = {"coding": [{"system": "urn:p", "code": code}]}
    return {"resourceType": "Procedure", "status": "completed", "code": coded} | more


def test_a_procedure_counts_when_done_and_when_near(records: Records) -> None:
    assert told(records, _procedure("KABC16")).answers == {"earlier_back_surgery": True}
    assert told(records, _procedure("KABC16", status="not-done")).answers == {}
    assert told(records, _procedure("KABC16", status="preparation")).answers == {}
    near = _procedure("KABX1", performedDateTime="2026-09-01T08:00:00Z")
    assert told(records, near).answers == {"recent_spinal_procedure": True}
    assert told(records, _procedure("KABX1", performedDateTime="2026-01-01")).answers == {}
    assert told(records, _procedure("KABX1")).answers == {}, "nobody says when"


def _height(value: Any, unit: str = "cm", when: str = "2026-01-01") -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": LOINC, "code": "8302-2"}]},
        "effectiveDateTime": when,
        "valueQuantity": {"value": value, "code": unit},
    }


def test_the_newest_measurement_counts(records: Records) -> None:
    made = told(records, _height(170), _height(168.4, when="2026-06-01"), _height(180, when="2020-01-01"))
    assert made.answers == {"height": 168}


@pytest.mark.parametrize(
    "odd", [_height(1.7, "m"), _height(999), _height("170"), _height(True), _height(None)]
)
def test_a_measurement_that_cannot_be_used(records: Records, odd: dict[str, Any]) -> None:
    made = told(records, odd)
    assert made.answers == {}
    assert made.left_out


def test_answers_of_the_person(records: Records) -> None:
    fresh = response({"fever": True, "cancer_ever": False}, "2026-11-20")
    made = told(records, fresh)
    assert made.answers == {"fever": True, "cancer_ever": False}
    assert made.responded


@pytest.mark.parametrize("authored", ["2026-11-01", "2026-12-24", "2025", "2026-11-24T00:10:00+02:00"])
def test_answers_that_are_old_or_of_tomorrow_are_not_used(records: Records, authored: str) -> None:
    made = told(records, response({"saddle_numbness": False}, authored))
    assert made.answers == {}
    assert made.left_out
    assert not made.responded


def test_the_newest_answer_counts_and_a_no_does_not_undo_the_record(records: Records) -> None:
    older, newer = response({"fever": True}, "2026-11-19"), response({"fever": False}, "2026-11-22")
    assert told(records, older, newer).answers == {"fever": False}
    both = told(records, response({"cancer_ever": False}), condition(BREAST_CANCER))
    assert both.answers == {"cancer_ever": True}


def test_another_form_tells_us_nothing(records: Records) -> None:
    theirs = response({"fever": True}, questionnaire="https://ehr.example/Questionnaire/fever-clinic")
    theirs["item"][0]["linkId"] = "1.1"
    assert told(records, theirs).answers == {}


@pytest.mark.parametrize(
    ("resource", "path"),
    [
        ({"resourceType": "Condition", "code": "C50"}, "records.entry[0].resource.code"),
        ({"resourceType": "Condition", "code": {"coding": {}}}, "records.entry[0].resource.code.coding"),
        (
            {"resourceType": "Condition", "code": {"coding": ["x"]}},
            "records.entry[0].resource.code.coding[0]",
        ),
        (
            {"resourceType": "Condition", "code": {"coding": [{"system": 5, "code": "C50"}]}},
            "records.entry[0].resource.code.coding[0].system",
        ),
        ({"resourceType": "Patient", "birthDate": "31/12/1970"}, "records.entry[0].resource.birthDate"),
        ({"resourceType": "Patient", "contained": 5}, "records.entry[0].resource.contained"),
        ({"type": "Condition"}, "records.entry[0].resource"),
        (response({"nobody_asks_this": True}), "records.entry[0].resource.item[0]"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    records: Records, resource: dict[str, Any], path: str
) -> None:
    with pytest.raises(ResourceFault) as refused:
        told(records, resource)
    assert refused.value.issues[0].path == path


def test_bundles_without_end_are_refused(records: Records) -> None:
    deep: dict[str, Any] = bundle(condition(BREAST_CANCER))
    for _ in range(10):
        deep = bundle(deep)
    with pytest.raises(ResourceFault, match="too deep"):
        told(records, deep)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2024-12", (date(2024, 12, 1), date(2024, 12, 31))),
        ("2024-02-29T10:00:00Z", (date(2024, 2, 29), date(2024, 2, 29))),
        ("2023-02-29", None),
        ("0000-01-01", None),
        ("9999-12", (date(9999, 12, 1), date(9999, 12, 31))),
        ("24-02-01", None),
        (20240201, None),
        (None, None),
    ],
)
def test_a_date_means_all_its_days(said: Any, days: Any) -> None:
    assert day_of(said) == days


def test_what_ships_tells_only_answers_that_may_be_given(knowledge: Knowledge) -> None:
    assert knowledge.record_codes
    for record in knowledge.record_codes.values():
        assert all(told is not False for told in record.says.values()), "a code never says no"
