"""A list as a FHIR R4 bundle: Locations, with what HealthcareServices and PractitionerRoles say of them.

Only words are read (`text`, `display`): codes of other systems would need a table that we do not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rygrad.directory.clinic import folded
from rygrad.directory.fhir import TEST
from rygrad.directory.headers import headers
from rygrad.directory.reading.shapes import inside, listed, objects, short_id
from rygrad.directory.rows import Raw, Remark
from rygrad.kb.problem import Refusal

LONGEST_ID = 80  # a FHIR id has 64; an identifier may have more
_SAYS_MORE = ("HealthcareService", "PractitionerRole")


def fhir_rows(told: Any) -> tuple[list[Raw], list[Remark]]:
    """A row for each Location that is in use; raises Refusal when it is no bundle."""
    if inside(told, "resourceType") != "Bundle":
        raise Refusal('skal være et "Bundle"', 'must be a "Bundle"')
    entries = [(at, entry) for at, entry in enumerate(objects(told.get("entry")), 1)]
    rows: list[Raw] = []
    remarks: list[Remark] = []
    found: dict[str, dict[str, Any]] = {}
    for at, entry in entries:
        one = inside(entry, "resource")
        if inside(one, "resourceType") != "Location":
            continue
        if one.get("status") in ("inactive", "suspended"):
            remarks.append(Remark(f"entry {at}", "er ikke i brug; udeladt", "is not in use; left out"))
            continue
        cells = _cells(one)
        for name in (f"Location/{one.get('id')}", entry.get("fullUrl")):
            if isinstance(name, str):
                found[name] = cells
        rows.append(Raw(f"entry {at}", cells))
    for at, entry in entries:
        remarks += _say_more(at, inside(entry, "resource"), found)
    return rows, remarks


def _cells(one: dict[str, Any]) -> dict[str, Any]:
    told = one.get("id") or next((i.get("value") for i in objects(one.get("identifier"))), None)
    cells = {
        "id": told
        if isinstance(told, str) and len(told) <= LONGEST_ID
        else told and short_id("fhir", str(told)),
        "name": one.get("name"),
        "profession": _profession(listed(one.get("type"))),
        "address": ", ".join(str(part) for part in listed(inside(one, "address", "line"))),
        "postcode": inside(one, "address", "postalCode"),
        "town": inside(one, "address", "city"),
        "lat": inside(one, "position", "latitude"),
        "lon": inside(one, "position", "longitude"),
        "note": one.get("description"),
        "invented": "yes" if _for_tests(one) else None,
        "opening_hours": _hours(one.get("hoursOfOperation")),
        **_telecom(one),
    }
    return {name: value for name, value in cells.items() if value not in (None, "", [])}


def _for_tests(one: dict[str, Any]) -> bool:
    return any(label.get("code") == TEST for label in objects(inside(one, "meta", "security")))


def _telecom(one: dict[str, Any]) -> dict[str, Any]:
    ours = {"phone": "phone", "email": "mail", "url": "web"}
    found: dict[str, Any] = {}
    for contact in objects(one.get("telecom")):
        name = ours.get(str(contact.get("system")))
        if name and contact.get("use") != "old":
            found.setdefault(name, contact.get("value"))
    return found


def _said(concepts: Any) -> Iterator[str]:
    """The words of coded things: their text, else what their codes display."""
    for concept in objects(concepts):
        text = concept.get("text")
        shown = [c.get("display") for c in objects(concept.get("coding"))]
        yield from (str(word) for word in ([text] if text else shown) if word)


def _profession(concepts: Any) -> str | None:
    known = headers().professions
    told = {known[w] for said in _said(concepts) for w in folded(said).split() if w in known}
    return told.pop() if len(told) == 1 else None


def _hours(told: Any) -> str:
    """As "mon, tue 08:00-16:00" for each line of hours."""
    lines = []
    for one in objects(told):
        days = ", ".join(str(day) for day in listed(one.get("daysOfWeek")))
        opens, closes = (str(one.get(f"{key}Time") or "")[:5] for key in ("opening", "closing"))
        lines.append(f"{days} {opens}-{closes}" if opens and closes else days)
    return "; ".join(line for line in lines if line)


def _say_more(at: int, one: Any, found: dict[str, dict[str, Any]]) -> list[Remark]:
    """Adds to its locations what a service or a role says; what the location says itself goes before."""
    if inside(one, "resourceType") not in _SAYS_MORE or one.get("active") is False:
        return []
    referred = [str(ref.get("reference")) for ref in objects(one.get("location"))]
    if lost := [name for name in referred if name not in found]:
        named = ", ".join(lost)[:100]
        return [Remark(f"entry {at}", f"stedet findes ikke: {named}", f"there is no such location: {named}")]
    kinds = [*listed(one.get("type")), *listed(one.get("code")), *listed(one.get("specialty"))]
    profession = _profession(kinds)
    known = headers().professions
    said = [word for word in _said(one.get("specialty")) if folded(word) not in known]
    for name in referred:
        cells = found[name]
        if profession:
            cells.setdefault("profession", profession)
        cells["specialties"] = [*cells.get("specialties", []), *said]
        spoken = list(_said(one.get("communication")))
        cells["languages"] = [*cells.get("languages", []), *spoken]
        for key, value in _telecom(one).items():
            cells.setdefault(key, value)
        if hours := _hours(one.get("availableTime")):
            cells.setdefault("opening_hours", hours)
    return []
