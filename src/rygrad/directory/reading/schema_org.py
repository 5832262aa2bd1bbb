"""A list as schema.org JSON-LD: `Physiotherapy`, `MedicalClinic` and other businesses with an address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rygrad.directory.clinic import folded
from rygrad.directory.headers import headers
from rygrad.directory.reading.shapes import inside, listed, objects, short_id
from rygrad.directory.rows import Raw, Remark

DEEPEST = 20


def schema_org_rows(told: Any) -> tuple[list[Raw], list[Remark]]:
    """Every business in the file, however it is wrapped (`@graph`, `ItemList`, a bare list)."""
    rows = [Raw(f"entry {at}", _cells(one)) for at, one in enumerate(_businesses(told), 1)]
    return rows, []


def _businesses(told: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Objects with an address, a position or a type that names a profession."""
    for one in objects(told) if depth < DEEPEST else ():
        wrapped = [one[key] for key in ("@graph", "itemListElement", "item", "department") if key in one]
        if _types(one) & _BUSINESS or "address" in one or "geo" in one or _profession(one):
            yield one
        for inner in wrapped:
            yield from _businesses(inner, depth + 1)


_BUSINESS = {"MedicalBusiness", "MedicalClinic", "Physiotherapy", "LocalBusiness", "MedicalOrganization"}


def _types(one: dict[str, Any]) -> set[str]:
    return {_last(kind) for kind in listed(one.get("@type")) if isinstance(kind, str)}


def _last(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2].rpartition(":")[2]


def _profession(one: dict[str, Any]) -> str | None:
    """From the type, or the specialty: `Physiotherapy`, `https://schema.org/Chiropractic`."""
    said = [*_types(one), *(_last(s) for s in listed(one.get("medicalSpecialty")) if isinstance(s, str))]
    known = headers().professions
    told = {known[folded(word)] for word in said if folded(word) in known}
    return told.pop() if len(told) == 1 else None


def _cells(one: dict[str, Any]) -> dict[str, Any]:
    named = one.get("identifier")
    identifier = inside(named, "value") or named
    cells: dict[str, Any] = {
        "id": identifier if isinstance(identifier, str | int) else None,
        "name": one.get("name"),
        "profession": _profession(one),
        "address": inside(one, "address", "streetAddress"),
        "postcode": inside(one, "address", "postalCode"),
        "town": inside(one, "address", "addressLocality"),
        "lat": inside(one, "geo", "latitude"),
        "lon": inside(one, "geo", "longitude"),
        "phone": next(iter(listed(one.get("telephone"))), None),
        "mail": next(iter(listed(one.get("email"))), None),
        "web": next(iter(listed(one.get("url"))), None),
        "booking": _booking(one),
        "specialties": _specialties(one),
        "opening_hours": "; ".join(str(hours) for hours in listed(one.get("openingHours"))),
        "languages": [
            _named(word) for key in ("knowsLanguage", "availableLanguage") for word in listed(one.get(key))
        ],
        "wheelchair": _feature(one),
        "note": one.get("description") if isinstance(one.get("description"), str) else None,
    }
    if isinstance(one.get("address"), str):
        cells["address"] = one["address"]
    if not cells["id"] and isinstance(one.get("@id"), str):
        cells["id"] = short_id("ld", one["@id"])
    return {name: value for name, value in cells.items() if value not in (None, "", [])}


def _named(value: Any) -> Any:
    return inside(value, "name") or inside(value, "alternateName") or value


def _specialties(one: dict[str, Any]) -> list[Any]:
    """What is known about and offered, and specialties that are no profession."""
    services = [_named(s) for key in ("knowsAbout", "availableService") for s in listed(one.get(key))]
    medical = [_last(s) for s in listed(one.get("medicalSpecialty")) if isinstance(s, str)]
    return [*services, *(word for word in medical if folded(word) not in headers().professions)]


def _booking(one: dict[str, Any]) -> Any:
    for action in objects(one.get("potentialAction")):
        if "ReserveAction" in _types(action):
            target = next(iter(listed(action.get("target"))), None)
            return inside(target, "urlTemplate") or target
    return None


def _feature(one: dict[str, Any]) -> Any:
    """Whether a wheelchair comes in, when an `amenityFeature` says so."""
    for feature in objects(one.get("amenityFeature")):
        if headers().field_of(str(feature.get("name", ""))) == "wheelchair":
            return feature.get("value")
    return None
