"""An Assessment as a FHIR R4 Bundle: what was told, what follows from it, and by which rules.

A `collection`: it is for reading, and nothing in it asks to be stored. Every reference but that to the
person resolves inside it.
"""

from __future__ import annotations

from datetime import UTC, datetime

from rygrad.fhir.advised import CONDITION, PLAN, RISK, care_plan, condition, requests, settled_cause
from rygrad.fhir.ground import DRAFT, Ground, Resource, system
from rygrad.fhir.outcome import SELF, risk_assessment
from rygrad.fhir.told import RESPONSE, as_read, counting, observation
from rygrad.kb.basics import Text

PARTICIPANTS = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
REVIEWED = Text(da="Gennemset af en kliniker", en="Reviewed by a clinician")


def bundle(ground: Ground, recorded: datetime) -> Resource:
    """Everything of one assessment; `recorded` is the moment it was made, with its time zone."""
    told = {RESPONSE: as_read(ground)}
    for question, answer in counting(ground).items():
        told[f"observation-{question}"] = observation(ground, question, answer)
    concluded = {RISK: _risk(ground, list(told))}
    if cause := settled_cause(ground):
        concluded[CONDITION] = condition(ground, cause)
    concluded |= {PLAN: care_plan(ground), **requests(ground)}
    whole = told | concluded | {"provenance": provenance(ground, list(concluded), recorded)}
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": ground.url(name), "resource": resource} for name, resource in whole.items()],
    }


def _risk(ground: Ground, told: list[str]) -> Resource:
    made = risk_assessment(ground.made, ground.response)
    return ground.start("RiskAssessment") | made | {"basis": [ground.reference(name) for name in told]}


def provenance(ground: Ground, concluded: list[str], recorded: datetime) -> Resource:
    """By which rules, on which knowledge, and whether a clinician has reviewed it."""
    made = ground.made
    review = ground.say(DRAFT if made.review_status == "draft" else REVIEWED)
    who = {"display": f"{SELF} {made.knowledge_version}. {review}."}
    kind = {"coding": [{"system": PARTICIPANTS, "code": "assembler"}]}
    source = {"role": "source", "what": ground.reference(RESPONSE)}
    return ground.start("Provenance") | {
        "target": [ground.reference(name) for name in concluded],
        "occurredDateTime": made.as_of.isoformat(),
        "recorded": recorded.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "agent": [{"type": kind, "who": who}],
        "entity": [source, _knowledge(ground, review), *_rules(ground)],
    }


def _knowledge(ground: Ground, review: str) -> Resource:
    identifier = {"system": system("knowledge", ground.base), "value": ground.made.knowledge_version}
    return {"role": "source", "what": {"identifier": identifier, "display": review}}


def _rules(ground: Ground) -> list[Resource]:
    """The row of the policy that was told, and every rule that holds; what is open has concluded nothing."""
    row = ("disposition__" + ground.made.disposition.told, ground.made.disposition.text)
    held = [(finding.id, finding.title) for finding in ground.made.findings if finding.status is True]
    return [
        {"role": "source", "what": {"identifier": _rule(ground, id_), "display": title}}
        for id_, title in (row, *held)
    ]


def _rule(ground: Ground, id_: str) -> Resource:
    return {"system": system("rules", ground.base), "value": id_}
