"""Orders for an image of the low back among draft orders: which image, and for what reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rygrad.assess.answers import Answers
from rygrad.fhir.records import OVER, is_of_another
from rygrad.fhir.resources import Placed, Resource, code_of, codings, listed, named, shown_code
from rygrad.fhir.response import Issue, ResourceFault
from rygrad.kb.code_models import ImagingCode, ReasonCode
from rygrad.kb.knowledge import Knowledge

NOT_ORDERED = ("revoked", "entered-in-error", "completed")
GIVES_A_REASON = ("Condition", "Observation")
_ASKED = "ordered_for_{}"
BACK_PAIN, ONLY = "back_pain", "ordered_for_back_pain_only"


@dataclass(frozen=True, slots=True)
class ImagingOrder:
    """One order for an image of the low back, with what it says as answers.

    `unread` are codes of reasons that no code of the knowledge explains; `on_record` what the record gives as
    a reason: what is serious always, low back pain where the order itself gives none.
    """

    placed: Placed
    code: ImagingCode
    answers: Answers
    unread: tuple[str, ...]
    on_record: tuple[ReasonCode, ...] = ()

    @property
    def resource(self) -> Resource:
        """The order itself."""
        return self.placed.resource


class Orders:
    """Recognises orders with one knowledge; made once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.codes = {
            (system, one.code): one for one in knowledge.imaging_codes.values() for system in one.system
        }
        self.reasons = list(knowledge.reason_codes.values())

    def of_the_low_back(
        self, orders: Iterable[Placed], known: Iterable[Placed], patient: str
    ) -> list[ImagingOrder]:
        """The orders that are for an image of the low back; `known` is all that came with the call."""
        known = tuple(known)
        by_name, on_record = named(known), self.on_record(known, patient)
        found = []
        for one in orders:
            code = self._imaging(one) if _is_ordered(one) else None
            if code is not None:
                found.append(self._read(one, code, by_name, on_record))
        return found

    def on_record(self, known: Iterable[Placed], patient: str) -> list[ReasonCode]:
        """The reasons that conditions of this patient give while they are not over; a suspicion counts."""
        found = []
        for one in known:
            if one.kind == "Condition" and not is_of_another(one, patient) and not _is_over(one):
                meant = self._meaning(codings(one.resource.get("code"), f"{one.path}.code"))
                found += [meant] if meant else []
        return found

    def _imaging(self, one: Placed) -> ImagingCode | None:
        told = codings(one.resource.get("code"), f"{one.path}.code")
        return next((self.codes[c] for c in told if c in self.codes), None)

    def _read(
        self, one: Placed, code: ImagingCode, known: Mapping[str, Placed], on_record: list[ReasonCode]
    ) -> ImagingOrder:
        concepts = _reasons(one, known)
        meant = [self._meaning(concept) for concept in concepts]
        more = [r for r in on_record if r.reason != BACK_PAIN or not concepts]
        told = [*meant, *more]
        answers: Answers = {"imaging_ordered": code.modality}
        for reason in {m.reason for m in told if m} - {BACK_PAIN}:
            answers[_ASKED.format(reason)] = True
        if told and all(m is not None for m in told):
            answers[ONLY] = all(m.reason == BACK_PAIN for m in told if m)
        unread = [c[0][1] for c, m in zip(concepts, meant, strict=True) if m is None and c]
        return ImagingOrder(one, code, answers, tuple(map(shown_code, unread)), tuple(more))

    def _meaning(self, concept: list[tuple[str, str]]) -> ReasonCode | None:
        """What a reason means by any of its codes; one that is serious in any of them is serious."""
        found = [r for r in self.reasons for system, code in concept if system in r.system and r.holds(code)]
        return next((r for r in found if r.reason != BACK_PAIN), found[0] if found else None)


def _is_ordered(one: Placed) -> bool:
    cancelled = code_of(one.resource, "status") in NOT_ORDERED or one.resource.get("doNotPerform") is True
    return one.kind == "ServiceRequest" and not cancelled


def _is_over(one: Placed) -> bool:
    refuted = code_of(one.resource, "verificationStatus") in ("refuted", "entered-in-error")
    return refuted or code_of(one.resource, "clinicalStatus") in OVER["Condition"]


def _reasons(one: Placed, known: Mapping[str, Placed]) -> list[list[tuple[str, str]]]:
    """The codes of each reason: its own concepts, and those of the conditions it refers to."""
    found = []
    for at, concept in enumerate(listed(one.resource, "reasonCode", one.path)):
        found.append(codings(concept, f"{one.path}.reasonCode[{at}]"))
    for at, reference in enumerate(listed(one.resource, "reasonReference", one.path)):
        path = f"{one.path}.reasonReference[{at}]"
        if not isinstance(reference, dict):
            raise ResourceFault(Issue("structure", path, "skal være et objekt", "must be an object"))
        name = str(reference.get("reference"))
        at_hand = known.get(f"{one.path}{name}" if name.startswith("#") else name)
        if at_hand is None or at_hand.kind not in GIVES_A_REASON:
            found.append([])  # we cannot see it: the reason stays unknown
        else:
            found.append(codings(at_hand.resource.get("code"), f"{at_hand.path}.code"))
    return found
