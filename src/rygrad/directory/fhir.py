"""Clinics as a FHIR R4 searchset: for each a Location and the HealthcareService that is given there.

What FHIR has no field for (prices, waiting time, a booking link, the day of confirming) is left out, and so
is what is unknown. Words stand as `text`: the only codes are those of languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from rygrad.directory.clinic import Clinic

DISTANCE = "http://hl7.org/fhir/StructureDefinition/location-distance"  # on Bundle.entry.search
UNITS = "http://unitsofmeasure.org"
LANGUAGES = "urn:ietf:bcp:47"
ACT_REASONS, TEST = "http://terminology.hl7.org/CodeSystem/v3-ActReason", "HTEST"
_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")
_CHARACTERISTICS = {
    "ydernummer": "public agreement (ydernummer)",
    "wheelchair": "wheelchair access",
    "home_visits": "home visits",
    "group_training": "group training",
}


def as_bundle(
    hits: Iterable[tuple[Clinic, float | None]], total: int, address: str | None = None
) -> dict[str, Any]:
    """A searchset of clinics with their distances in kilometres; `address` is where it was asked for."""
    made: dict[str, Any] = {"resourceType": "Bundle", "type": "searchset", "total": total}
    if address:
        made["link"] = [{"relation": "self", "url": address}]
    entries = [entry for clinic, far in hits for entry in _entries(clinic, far)]
    return made | ({"entry": entries} if entries else {})  # FHIR has no empty lists


def _entries(clinic: Clinic, kilometres: float | None) -> tuple[dict[str, Any], dict[str, Any]]:
    place, service = (f"urn:uuid:{uuid5(NAMESPACE_URL, f'{kind}/{clinic.id}')}" for kind in ("at", "of"))
    found: dict[str, Any] = {"mode": "match"}
    if kilometres is not None:
        distance = {"value": round(kilometres, 2), "unit": "km", "system": UNITS, "code": "km"}
        found["extension"] = [{"url": DISTANCE, "valueDistance": distance}]
    return (
        {"fullUrl": place, "resource": location(clinic), "search": found},
        {"fullUrl": service, "resource": _service(clinic, place), "search": {"mode": "include"}},
    )


def location(clinic: Clinic) -> dict[str, Any]:
    """Where a clinic is and how to reach it; a position that is only the town's middle is left out."""
    telecom = {"phone": clinic.phone, "email": clinic.mail, "url": clinic.web}
    address = {
        "line": [clinic.address] if clinic.address else None,
        "city": clinic.town,
        "postalCode": clinic.postcode,
        "country": "DK",
    }
    position = {"longitude": clinic.lon, "latitude": clinic.lat}
    return _told(
        {
            "resourceType": "Location",
            "meta": _meta(clinic),
            "id": clinic.id if _ID.fullmatch(clinic.id) else None,
            "identifier": [{"value": clinic.id}],
            "status": "active",
            "name": clinic.name,
            "description": clinic.note,
            "mode": "instance",
            "type": [{"text": str(clinic.profession)}],
            "telecom": [{"system": system, "value": value} for system, value in telecom.items() if value],
            "address": _told(address),
            "position": None if clinic.approximate else position,
        }
    )


def _service(clinic: Clinic, place: str) -> dict[str, Any]:
    known = [words for name, words in _CHARACTERISTICS.items() if getattr(clinic, name)]
    return _told(
        {
            "resourceType": "HealthcareService",
            "meta": _meta(clinic),
            "active": True,
            "type": [{"text": str(clinic.profession)}],
            "specialty": [{"text": str(s)} for s in (*clinic.specialties, *clinic.other_specialties)],
            "location": [{"reference": place}],
            "name": clinic.name,
            "comment": clinic.opening_hours,
            "characteristic": [{"text": words} for words in known],
            "communication": [_language(said) for said in clinic.languages],
        }
    )


def _meta(clinic: Clinic) -> dict[str, Any] | None:
    """The label of what is made up for trying out."""
    return (
        {"security": [{"system": ACT_REASONS, "code": TEST, "display": "test health data"}]}
        if clinic.invented
        else None
    )


def _language(said: str) -> dict[str, Any]:
    coded = {"coding": [{"system": LANGUAGES, "code": said}]} if re.fullmatch("[a-z]{2}", said) else {}
    return {**coded, "text": said}


def _told(made: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in made.items() if value not in (None, [])}
