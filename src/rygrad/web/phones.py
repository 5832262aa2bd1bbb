"""Whom to phone: the numbers a page shows to tap, by region where one is told, else for every region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rygrad.assess.assess import assessment_of, route_on
from rygrad.assess.assessment import Assessment
from rygrad.assess.person import Person

URGENT = ("emergency_now", "see_doctor_today")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to tap, and for which region; empty where it serves everyone."""

    number: str
    where: str


@dataclass(frozen=True, slots=True)
class Urgent:
    """What stands at the top of every page while someone must phone."""

    made: Assessment
    phones: list[Phone]


def urgent(p: Person, today: date, made: Assessment | None = None) -> Urgent | None:
    """The banner for a person who must phone today or now, else None."""
    if p.level not in URGENT:
        return None
    made = made or assessment_of(p, today)
    return Urgent(made, phones(p, today))


def phones(p: Person, today: date) -> list[Phone]:
    """The numbers of the route on a day; 112 always stands among them when it is an emergency."""
    row = p.knowledge.row_of("disposition", p.outcome)
    if row is None or row.route is None:
        return []
    numbers = dict(route_on(p, row.route, today).phone)
    everyone, region = numbers.pop("default", None), str(p.answers.get("region", ""))
    if numbers.get(region):
        numbers = {region: numbers[region]}
    listed = [Phone(everyone, "")] if everyone else []
    listed += [Phone(number, _name(p, where)) for where, number in numbers.items() if number]
    if p.level == "emergency_now" and all(one.number != "112" for one in listed):
        listed.append(Phone("112", ""))
    return listed


def _name(p: Person, region: str) -> str:
    options = p.knowledge.questions["region"].options or {}
    name = options[region].da if region in options else region
    return name.removeprefix("Region ")
