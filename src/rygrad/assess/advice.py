"""What a person can do and expect in their phase: options, course, plan, safety net."""

from __future__ import annotations

from typing import Any

from rygrad.assess import assessment as out
from rygrad.assess.person import Person
from rygrad.kb.basics import rank
from rygrad.kb.care_models import Advice, Care, PhaseAdvice

CARE_UP_TO = rank("see_doctor_soon")
HELPFUL = ("first", "consider", "may_help")
BY_A_DOCTOR = ("procedure",)  # kinds that nobody can take up on their own


def phase_of_care(p: Person, phase: str | None) -> str | None:
    """The phase to show care, course and plan for; None while someone must be seen today.

    Then the only advice is to be seen: nothing on the page competes with it. None too where a rule
    withholds the advice, which is made for adults.
    """
    return phase if rank(p.level) <= CARE_UP_TO and p.withholds_care is not True else None


def care_options(p: Person, phase: str | None) -> list[out.Option]:
    """Options of the phase in the order of the knowledge."""
    options = sorted(p.knowledge.care.values(), key=lambda c: c.order)
    advised = ((care, advice) for care in options for when, advice in care.phases.items() if when == phase)
    return [_option(p, care, advice) for care, advice in advised]


def _option(p: Person, care: Care, advice: PhaseAdvice) -> out.Option:
    """An option; offered only when it helps, may be taken up alone, and nothing open speaks against it."""
    recommended = advice.recommendation != "not_recommended"
    met = care.offer_when is None or p.parts.status(p.sentence("offer", care.id)) is True
    for_this_person = rank(p.could_be) <= CARE_UP_TO and p.withholds_care is False
    helps = advice.recommendation in HELPFUL and for_this_person
    offered = helps and met and care.kind not in BY_A_DOCTOR
    says = care.says.in_language(p.lang)
    if recommended and not met and care.not_offered:
        says = f"{says} {care.not_offered.in_language(p.lang)}"
    return out.Option(
        id=care.id,
        title=care.title.in_language(p.lang),
        says=says,
        kind=care.kind,
        recommendation=advice.recommendation,
        offered=offered,
        ask_first=helps and not offered and (met or care.not_offered is not None),
        verdicts=[out.SaidBy(by=v.by, says=v.says, claim=v.claim) for v in advice.verdicts],
        claims=care.claims,
    )


def course(p: Person, phase: str | None) -> dict[str, Any]:
    """What usually happens in the phase: a text, mean pain over the weeks, claims."""
    found = next((c for c in p.knowledge.courses.values() if c.phase == phase), None)
    if found is None:
        return {}
    return {
        "phase": found.phase,
        "text": found.says.in_language(p.lang),
        "points": [point.model_dump() for point in found.points],
        "claims": found.claims,
    }


def plan(p: Person, phase: str | None) -> dict[str, Any]:
    """The walking programme."""
    if phase is None:
        return {}
    return {
        walk.id: {
            "says": walk.says.in_language(p.lang),
            "steps": [step.model_dump() for step in walk.steps],
            "up_when": walk.up_when.in_language(p.lang),
            "down_when": walk.down_when.in_language(p.lang),
            "stop_when": walk.stop_when.in_language(p.lang),
            "claims": walk.claims,
        }
        for walk in p.knowledge.walking.values()
    }


def safety_net(p: Person) -> list[out.Note]:
    """When to come back, phone, or phone at once; ends every assessment."""
    return [note(p, advice) for advice in sorted(p.knowledge.safety_net.values(), key=lambda a: a.order)]


def note(p: Person, advice: Advice) -> out.Note:
    """One piece of advice in the person's language."""
    title, says = advice.title.in_language(p.lang), advice.says.in_language(p.lang)
    return out.Note(id=advice.id, title=title, says=says, claims=advice.claims)
