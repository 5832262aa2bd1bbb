"""A record as answers: what its codes, measurements and responses honestly tell, and what was used for it.

A code that is there tells something; a code that is not there tells nothing, so no answer is ever "no".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rygrad.assess.answers import Answers
from rygrad.fhir.questionnaire import NAMES
from rygrad.fhir.resources import Placed, code_of, codings, day_of, reference_of, shown_code
from rygrad.fhir.response import Issue, ResourceFault, answers_of
from rygrad.kb.basics import Text
from rygrad.kb.code_models import RecordCode
from rygrad.kb.knowledge import Knowledge

FRESH = "order_response_fresh_days"  # the claim that says how old an answer may be
_CODE = {"MedicationRequest": "medicationCodeableConcept"}
_WHEN = {
    "Condition": ("onsetDateTime", "recordedDate"),
    "MedicationRequest": ("authoredOn",),
    "Procedure": ("performedDateTime",),
    "Observation": ("effectiveDateTime", "issued"),
}
_GENDERS = {"female": "female", "male": "male", "other": "other"}
OVER = {
    "Condition": ("inactive", "remission", "resolved"),
    "MedicationRequest": ("completed", "stopped", "cancelled", "on-hold", "ended"),
}
NOT_SO = Text(da="er rettet, afkræftet eller ikke gennemført", en="was corrected, refuted or not done")
UNSURE = Text(da="er ikke bekræftet", en="is not confirmed")
NOT_NOW = Text(da="gælder ikke nu", en="does not hold now")
OTHER_PERSON = Text(da="hører til en anden patient", en="belongs to another patient")
OTHER_UNIT = Text(
    da="har en anden enhed, eller er uden for det mulige", en="has another unit, or is out of range"
)
TOO_OLD = Text(da="er for gammelt eller fra fremtiden", en="is too old, or from the future")
NO_AGE = Text(da="fødselsdatoen giver ikke én alder", en="the date of birth does not give one age")


@dataclass(frozen=True, slots=True)
class Used:
    """One thing of a record that an answer rests on."""

    path: str
    words: Text
    code: str
    question: str
    answer: bool | int | str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One thing of a record that could have told something and was not used, and why."""

    path: str
    why: Text


@dataclass
class Told:
    """What a record tells: answers, what each rests on, what was left out."""

    answers: Answers = field(default_factory=dict)
    used: list[Used] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    responded: bool = False  # the person has answered one of our questionnaires


class Records:
    """Reads records with one knowledge; made once, for it sorts the codes."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.exact: dict[tuple[str, str, str], list[RecordCode]] = defaultdict(list)
        self.begins: dict[tuple[str, str], dict[int, dict[str, list[RecordCode]]]] = {}
        for record in knowledge.record_codes.values():
            for code in record.codes:
                self._sort(record, code)
        claim = knowledge.claims.get(FRESH)
        self.fresh_days = int(str(claim.value).split()[0]) if claim and claim.value else 0

    def _sort(self, record: RecordCode, code: str) -> None:
        for system in record.system:
            if not code.endswith("*"):
                self.exact[record.resource, system, code].append(record)
                continue
            lengths = self.begins.setdefault((record.resource, system), {})
            lengths.setdefault(len(code) - 1, defaultdict(list))[code[:-1]].append(record)

    def meanings(self, resource: str, system: str, code: str) -> list[RecordCode]:
        """What a code of a kind of resource tells."""
        found = list(self.exact.get((resource, system, code), ()))
        for length, prefixes in self.begins.get((resource, system), {}).items():
            found += prefixes.get(code[:length], ()) if len(code) >= length else ()
        return [record for record in found if record.holds(code)]

    def told_by(self, placed: Iterable[Placed], as_of: date, patient: str | None = None) -> Told:
        """What resources tell about one patient on a day; raises ResourceFault at what cannot be read."""
        told, responses = Told(), list[Placed]()
        measured: dict[str, tuple[date, Used]] = {}
        for one in placed:
            if is_of_another(one, patient):
                told.left_out.append(LeftOut(one.path, OTHER_PERSON))
            elif one.kind == "Patient":
                self._patient(one, as_of, told)
            elif one.kind == "QuestionnaireResponse":
                responses.append(one)
            elif one.kind in _WHEN:
                self._coded(one, as_of, told, measured)
        for _, used in measured.values():
            self._say(used, told)
        self._responses(responses, as_of, told)
        return told

    def _say(self, used: Used, told: Told) -> None:
        """Keeps an answer; what is told twice stays as it was told first."""
        told.used.append(used)
        told.answers.setdefault(used.question, used.answer)

    def _patient(self, one: Placed, as_of: date, told: Told) -> None:
        gender = _GENDERS.get(str(one.resource.get("gender")))
        words = self.knowledge.questions
        if gender and "sex" in words:
            self._say(Used(f"{one.path}.gender", words["sex"].words, gender, "sex", gender), told)
        if one.resource.get("birthDate") is None or "age" not in words:
            return
        path = f"{one.path}.birthDate"
        born = day_of(one.resource["birthDate"])
        if born is None:
            raise ResourceFault(Issue("value", path, "skriv som 1970-12-31", "write as 1970-12-31"))
        ages = {_years(day, as_of) for day in born}
        age = ages.pop()
        asked = words["age"]
        if ages or not (asked.min or 0) <= age <= (asked.max or 0):
            told.left_out.append(LeftOut(path, NO_AGE))
            return
        self._say(Used(path, asked.words, str(age), "age", age), told)

    def _coded(self, one: Placed, as_of: date, told: Told, measured: dict[str, tuple[date, Used]]) -> None:
        key = _CODE.get(one.kind, "code")
        for system, code in codings(one.resource.get(key), f"{one.path}.{key}"):
            for record in self.meanings(one.kind, system, code):
                why = _not_used(one, record, as_of)
                if why is not None:
                    told.left_out.append(LeftOut(one.path, why))
                elif record.number:
                    self._measured(one, record, code, told, measured)
                else:
                    for question, answer in record.says.items():
                        self._say(Used(one.path, record.words, shown_code(code), question, answer), told)

    def _measured(
        self,
        one: Placed,
        record: RecordCode,
        code: str,
        told: Told,
        measured: dict[str, tuple[date, Used]],
    ) -> None:
        """A measurement: the newest counts."""
        asked = self.knowledge.questions[record.number or ""]
        quantity = one.resource.get("valueQuantity")
        value = quantity.get("value") if isinstance(quantity, dict) else None
        unit = quantity.get("code", quantity.get("unit")) if isinstance(quantity, dict) else None
        whole = round(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
        if whole is None or unit != record.unit or not (asked.min or 0) <= whole <= (asked.max or 0):
            told.left_out.append(LeftOut(one.path, OTHER_UNIT))
            return
        when = _when(one) or date.min
        used = Used(one.path, record.words, shown_code(code), asked.id, whole)
        if asked.id not in measured or measured[asked.id][0] < when:
            measured[asked.id] = (when, used)

    def _responses(self, responses: list[Placed], as_of: date, told: Told) -> None:
        """Fresh responses to our questionnaires; the newest counts, but a record's "yes" stays."""
        for one in sorted(responses, key=lambda r: str(r.resource.get("authored", "9999")), reverse=True):
            if not _is_ours(one.resource.get("questionnaire")):
                continue
            days = day_of(one.resource.get("authored"))
            if days is not None and not 0 <= (as_of - days[1]).days <= self.fresh_days:
                told.left_out.append(LeftOut(one.path, TOO_OLD))
                continue
            told.responded = True
            for question, answer in _answers_in(one, self.knowledge).items():
                if told.answers.get(question) is True and answer is False:
                    continue  # the record knows of it: a "no" does not undo that
                words = self.knowledge.questions[question].words
                self._say(Used(one.path, words, question, question, answer), told)


def _answers_in(one: Placed, knowledge: Knowledge) -> Answers:
    try:
        return answers_of(one.resource, knowledge)
    except ResourceFault as fault:
        root = "QuestionnaireResponse"
        raise ResourceFault(
            *(Issue(i.code, f"{one.path}{i.path.removeprefix(root)}", i.da, i.en) for i in fault.issues)
        ) from fault


def _is_ours(questionnaire: Any) -> bool:
    """Whether a response is to one of our questionnaires, whatever site it was fetched from."""
    if not isinstance(questionnaire, str):
        return False
    name = questionnaire.partition("|")[0]
    return name.endswith(
        tuple(f"{sign}{one}" for one in NAMES for sign in ("Questionnaire/", "Questionnaire:"))
    )


def is_of_another(one: Placed, patient: str | None) -> bool:
    """Whether a resource says that it belongs to another patient."""
    if patient is None:
        return False
    if one.kind == "Patient":
        said = one.resource.get("id")
        return isinstance(said, str) and said != patient
    said = reference_of(one.resource, "subject", "patient")
    return said is not None and "/" in said and said.split("/_history")[0].rsplit("/", 1)[1] != patient


def _not_used(one: Placed, record: RecordCode, as_of: date) -> Text | None:
    """Why a resource with a code of ours tells nothing; None when it tells."""
    status = code_of(one.resource, "status")
    sure = code_of(one.resource, "verificationStatus")
    if sure in ("refuted", "entered-in-error") or status in ("entered-in-error", "not-done", "cancelled"):
        return NOT_SO
    if one.resource.get("doNotPerform") is True or status == "draft":
        return NOT_SO
    if sure in ("unconfirmed", "provisional", "differential") or status == "preliminary":
        return UNSURE
    if one.kind == "Procedure" and status not in (None, "completed"):
        return NOT_SO
    if record.now and (
        status in OVER.get(one.kind, ()) or code_of(one.resource, "clinicalStatus") in OVER["Condition"]
    ):
        return NOT_NOW
    when = _when(one)
    if when is not None and when > as_of:
        return TOO_OLD
    if record.within_days is not None and (when is None or (as_of - when).days > record.within_days):
        return TOO_OLD
    return None


def _when(one: Placed) -> date | None:
    """The first day it may be from; None when it does not say."""
    for key in _WHEN[one.kind]:
        days = day_of(one.resource.get(key))
        if days is not None:
            return days[0]
    return None


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
