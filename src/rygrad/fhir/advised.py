"""What an assessment leads to, as FHIR R4: a cause, a plan, and whom to be seen by; all of it proposals."""

from __future__ import annotations

from typing import Any

from rygrad.assess.assessment import Candidate, Finding, Option
from rygrad.fhir.ground import Ground, Resource
from rygrad.fhir.outcome import EVEN_WHILE_OPEN
from rygrad.fhir.told import counting
from rygrad.kb.basics import Level, Text
from rygrad.kb.wording import level_words

CONDITION, PLAN, RISK = "condition", "plan", "risk"
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
# A level that is surely there, as urgent as FHIR can say it; care for oneself is no request.
PRIORITY: dict[Level, str] = {
    "see_physio": "routine",
    "see_doctor_soon": "urgent",
    "see_doctor_today": "asap",
    "emergency_now": "stat",
}
TITLE = Text(da="Forslag til næste skridt", en="Proposed next step")
NO_DIAGNOSIS = Text(
    da="Det, svarene passer bedst til. Ingen kliniker har vurderet det.",
    en="What the answers fit best. No clinician has judged it.",
)
ASK_FIRST = Text(da="Spørg først din læge eller apoteket", en="Ask your doctor or the pharmacy first")
SCAN = Text(
    da="Billeder af ryggen, hvis hospitalet finder det rigtigt",
    en="Images of the back, if the hospital agrees",
)


def settled_cause(ground: Ground) -> Candidate | None:
    """The cause the assessment settles on.

    None for one that is only named as something to look for, and none while the policy does not
    allow reassurance: that pain is of an ordinary kind reassures.
    """
    cause = ground.made.cause
    if not cause.settled or not ground.made.disposition.may_reassure:
        return None
    found = [c for c in cause.candidates if c.cause == cause.cause and c.status is True]
    return next((c for c in found if not c.rule_out), None)


def condition(ground: Ground, cause: Candidate) -> Resource:
    """A cause as a provisional Condition, in words: none of our causes has a code that was checked."""
    made = ground.start("Condition") | {
        "clinicalStatus": {"coding": [{"system": CLINICAL, "code": "active"}]},
        "verificationStatus": {"coding": [{"system": VERIFICATION, "code": "provisional"}]},
        "code": {"text": cause.title},
        "subject": ground.subject,
        "recordedDate": ground.made.as_of.isoformat(),
        "note": [{"text": f"{ground.say(NO_DIAGNOSIS)} {cause.says}"}],
    }
    return made | ({"evidence": [{"detail": _observed(ground)}]} if counting(ground) else {})


def care_plan(ground: Ground) -> Resource:
    """The next step, then what may be taken up; care stands there only where the assessment offers some."""
    options = ground.made.care if any(option.offered for option in ground.made.care) else []
    shown = [_option(ground, option) for option in options if option.offered or option.ask_first]
    step = {"status": "not-started", "description": ground.made.disposition.text}
    made = ground.start("CarePlan") | {
        "status": "draft",
        "intent": "proposal",
        "title": ground.say(TITLE),
        "subject": ground.subject,
        "created": ground.made.as_of.isoformat(),
        "supportingInfo": [ground.reference(RISK)],
        "activity": [{"detail": step}, *({"detail": option} for option in shown)],
        "note": [{"text": f"{note.title}: {note.says}"} for note in ground.made.safety_net],
    }
    return made | ({"addresses": [ground.reference(CONDITION)]} if settled_cause(ground) else {})


def _option(ground: Ground, option: Option) -> Resource:
    title = option.title if option.offered else f"{option.title}. {ground.say(ASK_FIRST)}."
    return {"code": {"text": title}, "status": "not-started", "description": option.says}


def requests(ground: Ground) -> dict[str, Resource]:
    """Proposals to be seen, and to be scanned where that is urgent; a scan is never proposed otherwise.

    A level below "today" is no proposal while a more urgent one is still possible.
    """
    made, disposition = {}, ground.made.disposition
    level = disposition.level
    if level in PRIORITY and (disposition.settled or level in EVEN_WHILE_OPEN):
        made["request-seen"] = _request(ground, level_words(level, ground.made.language), level)
    if ground.made.imaging.advice == "indicated_urgent" and ground.made.imaging.settled:
        made["request-scan"] = _request(ground, ground.say(SCAN), "emergency_now")
    return made


def _request(ground: Ground, what: str, level: Level) -> Resource:
    disposition = ground.made.disposition
    route = " ".join(filter(None, (disposition.route.text, disposition.route.phone)))
    made = ground.start("ServiceRequest") | {
        "status": "draft",
        "intent": "proposal",
        "priority": PRIORITY[level],
        "code": {"text": what},
        "subject": ground.subject,
        "authoredOn": ground.made.as_of.isoformat(),
        "supportingInfo": [ground.reference(RISK)],
        "note": [{"text": f"{disposition.text} {route}".strip()}],
    }
    reasons = [
        {"text": finding.title} for finding in _held(ground) if finding.level == ground.made.disposition.level
    ]
    return made | ({"reasonCode": reasons} if reasons else {}) | _because(ground)


def _held(ground: Ground) -> list[Finding]:
    return [finding for finding in ground.made.findings if finding.status is True]


def _because(ground: Ground) -> dict[str, Any]:
    return {"reasonReference": _observed(ground)} if counting(ground) else {}


def _observed(ground: Ground) -> list[Resource]:
    return [ground.reference(f"observation-{question}") for question in counting(ground)]
