"""Clinics as CSV, JSON and GeoJSON; a cell that a spreadsheet would run is made harmless."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from rygrad.directory.clinic import Clinic
from rygrad.directory.places import Place

COLUMNS = tuple(name for name in Clinic.model_fields if name not in ("approximate", "other_specialties"))
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(clinics: Iterable[Clinic]) -> str:
    """A table that `rygrad clinics import` reads again; prices in kroner, unknown is an empty cell.

    A position that is only the town's middle is left out, so that it is not taken for the clinic's own.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([f"{c}_kr" if c.startswith("price") else c for c in COLUMNS])
    for clinic in clinics:
        writer.writerow([_cell(clinic, column) for column in COLUMNS])
    return out.getvalue()


def _cell(clinic: Clinic, column: str) -> str:
    value = getattr(clinic, column)
    if value is None or (column in ("lat", "lon") and clinic.approximate):
        return ""
    if column == "specialties":
        return "|".join(harmless(word) for word in (*value, *clinic.other_specialties))
    if column.startswith("price"):
        return f"{value // 100}.{value % 100:02}"
    if isinstance(value, tuple):
        return "|".join(harmless(word) for word in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return harmless(value) if isinstance(value, str) and column != "phone" else str(value)


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula; import refuses such text, this is the second lock."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_object(clinic: Clinic) -> dict[str, Any]:
    """A clinic for other programs: every field, null where unknown, prices in øre under names that say so."""
    told = clinic.model_dump(mode="json")
    return {f"{name}_ore" if name.startswith("price") else name: value for name, value in told.items()}


def as_found(place: Place, total: int, hits: Iterable[tuple[Clinic, float | None]]) -> dict[str, Any]:
    """What was found near a place, for other programs; distances in kilometres."""
    where = {"name": place.name, "kind": place.kind, "lat": place.lat, "lon": place.lon}
    clinics = [as_object(clinic) | {"distance_km": _rounded(far)} for clinic, far in hits]
    return {"place": where, "total": total, "clinics": clinics}


def _rounded(kilometres: float | None) -> float | None:
    return None if kilometres is None else round(kilometres, 2)


def as_geojson(clinics: Iterable[tuple[Clinic, float | None]]) -> dict[str, Any]:
    """A FeatureCollection (RFC 7946: longitude first), with the distance in kilometres where there is one."""
    return {"type": "FeatureCollection", "features": [_feature(*one) for one in clinics]}


def _feature(clinic: Clinic, kilometres: float | None) -> dict[str, Any]:
    told = as_object(clinic)
    point = {"type": "Point", "coordinates": [told.pop("lon"), told.pop("lat")]}
    if kilometres is not None:
        told["distance_km"] = _rounded(kilometres)
    return {"type": "Feature", "id": told["id"], "geometry": point, "properties": told}
