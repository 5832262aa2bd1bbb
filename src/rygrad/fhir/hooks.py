"""The CDS Hooks services: which there are, what they want fetched, and what they answer to a call."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rygrad.assess.answers import checked_answers
from rygrad.assess.person import Person, person
from rygrad.fhir.cards import Maker, order_card, patient_card, rating_action
from rygrad.fhir.hook_call import WITH_ORDERS, HookCall, read_call
from rygrad.fhir.orders import Orders
from rygrad.fhir.records import Records, Told
from rygrad.guide.interview import Interview
from rygrad.kb.basics import Text
from rygrad.kb.knowledge import Knowledge

TABLE = "imaging_order"
IMAGING, BACK_PAIN = "lumbar-imaging", "low-back-pain"
MOST_REMEMBERED = 5000
SERVICES = {IMAGING: WITH_ORDERS, BACK_PAIN: ("patient-view",)}
TITLES = {
    IMAGING: Text(da="Hjælper et billede af lænden?", en="Does an image of the low back help?"),
    BACK_PAIN: Text(da="Ondt i lænden: overblik", en="Low back pain at a glance"),
}
DESCRIPTIONS = {
    IMAGING: Text(
        da="Vurderer en bestilt MR, CT eller røntgen af lænden ud fra grunden, journalen og patientens svar. "
        "Det ukendte siges som ukendt, med de spørgsmål der afgør det.",
        en="Rates an order for MRI, CT or X-ray of the low back by its reason, the record and the patient's "
        "answers. What is unknown is said, with the questions that would settle it.",
    ),
    BACK_PAIN: Text(
        da="Viser risikogruppe og ubesvarede spørgsmål om faresignaler hos en patient med ondt i lænden.",
        en="Shows the risk group and the open red-flag questions of a patient with low back pain.",
    ),
}
PREFETCH = {
    "patient": "Patient/{{context.patientId}}",
    "conditions": "Condition?patient={{context.patientId}}",
    "medications": "MedicationRequest?patient={{context.patientId}}&status=active",
    "procedures": "Procedure?patient={{context.patientId}}",
    "responses": "QuestionnaireResponse?patient={{context.patientId}}&_sort=-authored&_count=10",
}


def services(knowledge: Knowledge, lang: str) -> list[dict[str, Any]]:
    """What `GET /cds-services` lists; nothing where the knowledge cannot rate an order."""
    return [
        {
            "hook": hook,
            "id": id_,
            "title": TITLES[id_].in_language(lang),
            "description": DESCRIPTIONS[id_].in_language(lang),
            "prefetch": PREFETCH | _measured(knowledge),
        }
        for id_, hooks in SERVICES.items()
        for hook in hooks
        if TABLE in knowledge.tables or id_ != IMAGING
    ]


def _measured(knowledge: Knowledge) -> dict[str, str]:
    codes = sorted(
        f"{r.system[0]}|{code}" for r in knowledge.record_codes.values() if r.number for code in r.codes
    )
    wanted = f"Observation?patient={{{{context.patientId}}}}&code={','.join(codes)}&_sort=-date&_count=10"
    return {"measurements": wanted} if codes else {}


@dataclass(frozen=True)
class Hooks:
    """Answers calls with one knowledge; made once for a site."""

    knowledge: Knowledge
    records: Records
    orders: Orders
    opened: dict[tuple[str, frozenset[tuple[str, bool | int | str]]], list[str]] = field(default_factory=dict)

    def answer(
        self, service: str, sent: Any, as_of: date, lang: str, base: str, guide: str | None = None
    ) -> dict[str, Any]:
        """The cards for a call, and what may be written on its orders; raises ResourceFault."""
        call = read_call(sent, SERVICES[service])
        told = self.records.told_by(call.known, as_of, call.patient)
        asked = _Asked(self, call, told, lang, base, guide)
        return asked.about_orders() if service == IMAGING else asked.about_the_patient()

    def person(self, told: Told, more: dict[str, bool | int | str], lang: str) -> Person:
        """Someone as the record and an order tell of them.

        A response to our questions is read as the guide reads it: "no" follows where a question makes no
        sense after another answer. What a record does not hold stays unknown.
        """
        answers = checked_answers(told.answers | more, self.knowledge)
        if told.responded:
            return Interview(self.knowledge, answers, lang=lang).person()
        return person(self.knowledge, answers, lang)

    def open_in(self, p: Person, table: str) -> list[str]:
        """The questions that can still move a table; remembered, because most records tell as little."""
        key = (table, frozenset(p.answers.items()))
        if key not in self.opened:
            if len(self.opened) >= MOST_REMEMBERED:
                self.opened.clear()
            self.opened[key] = p.open_in_table(table)
        return self.opened[key]


def hooks(knowledge: Knowledge) -> Hooks:
    """The services of a knowledge."""
    return Hooks(knowledge, Records(knowledge), Orders(knowledge))


@dataclass(frozen=True)
class _Asked:
    hooks: Hooks
    call: HookCall
    told: Told
    lang: str
    base: str
    guide: str | None

    def about_orders(self) -> dict[str, Any]:
        """A card for each order of an image of the low back; none for other orders."""
        cards, actions = [], []
        for order in self.hooks.orders.of_the_low_back(self.call.orders, self.call.known, self.call.patient):
            maker = self.maker(order.answers)
            row = self.hooks.knowledge.row_of(TABLE, maker.person.outcome)
            if row is None:  # the last rows of the table cover every case
                raise RuntimeError("the table that rates orders has no row for these answers")
            cards.append(order_card(maker, order, row))
            action = rating_action(maker, order, row)
            actions += [action] if action else []
        return {"cards": cards} | ({"systemActions": actions} if actions else {})

    def about_the_patient(self) -> dict[str, Any]:
        """One card, where the record tells of low back pain or the person has answered us; else none."""
        on_record = self.hooks.orders.on_record(self.call.known, self.call.patient)
        concerned = self.told.responded or bool(on_record)
        return {"cards": [patient_card(self.maker({}))] if concerned else []}

    def maker(self, more: dict[str, bool | int | str]) -> Maker:
        """What makes cards for this person."""
        p = self.hooks.person(self.told, more, self.lang)
        return Maker(
            p, self.told, self.hooks.open_in, self.base, self.call.instance, self.call.patient, self.guide
        )
