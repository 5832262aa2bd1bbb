"""Tags of OpenStreetMap to our names; and Overpass JSON, which carries them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rygrad.directory.reading.shapes import inside, objects
from rygrad.directory.rows import Raw, Remark
from rygrad.kb.problem import Refusal

HEALTHCARE = ("physiotherapist", "chiropractor")
_TAGS: dict[str, tuple[str, ...]] = {  # our name -> the tags that may say it, the first goes before
    "name": ("name:da", "name"),
    "postcode": ("addr:postcode",),
    "town": ("addr:city",),
    "phone": ("phone", "contact:phone", "contact:mobile"),
    "mail": ("email", "contact:email"),
    "web": ("website", "contact:website", "url"),
    "booking": ("reservation:website", "contact:booking"),
    "specialties": ("healthcare:speciality",),
    "opening_hours": ("opening_hours",),
    "wheelchair": ("wheelchair",),
    "confirmed_on": ("check_date", "survey:date"),
}


def overpass_rows(told: Any) -> tuple[list[Raw], list[Remark]]:
    """The physiotherapists and chiropractors of an answer of Overpass (`out center`); raises Refusal."""
    if not isinstance(inside(told, "elements"), list):
        raise Refusal("der er ingen `elements`", "there are no `elements`")
    rows: list[Raw] = []
    remarks: list[Remark] = []
    for one in objects(told["elements"]):
        tags = one.get("tags")
        if not isinstance(tags, dict) or tags.get("healthcare") not in HEALTHCARE:
            continue
        middle = one.get("center") if isinstance(one.get("center"), dict) else one
        where = f"{one.get('type')}/{one.get('id')}"
        row, said = row_of(where, tags, inside(middle, "lat"), inside(middle, "lon"))
        rows.append(row)
        remarks += said
    return rows, remarks


def row_of(where: str, tags: Mapping[str, Any], lat: Any, lon: Any) -> tuple[Raw, list[Remark]]:
    """One thing of the map as a row; what its tags say and we cannot keep is told."""
    cells: dict[str, Any] = {"id": f"osm-{where.replace('/', '-')}", "profession": tags["healthcare"]}
    cells |= {"lat": lat, "lon": lon} if lat is not None and lon is not None else {}
    for name, keys in _TAGS.items():
        value = next((tags[key] for key in keys if tags.get(key)), None)
        if value is not None:
            cells[name] = value
    street = tags.get("addr:street") or tags.get("addr:place")
    if street:
        cells["address"] = f"{street} {tags.get('addr:housenumber', '')}".strip()
    return Raw(where, cells), _tamed(where, cells)


def _tamed(where: str, cells: dict[str, Any]) -> list[Remark]:
    """Of several phones the first; "limited" access is neither yes nor no, and stays unknown."""
    remarks = []
    for name in ("phone", "web", "mail"):
        first, more, rest = str(cells.get(name, "")).partition(";")
        if more:
            cells[name] = first
            remarks.append(
                Remark(
                    where,
                    f"{name}: kun den første er med; udeladt:{rest}",
                    f"{name}: the first alone is kept; left out:{rest}",
                )
            )
    if cells.get("wheelchair") not in (None, "yes", "no"):
        said = cells.pop("wheelchair")
        remarks.append(
            Remark(
                where,
                f"kørestol: »{said}« er hverken ja eller nej; ukendt",
                f"wheelchair: '{said}' is neither yes nor no; unknown",
            )
        )
    day = str(cells.get("confirmed_on", ""))
    if day and len(day) != 10:  # "2024-05" is no day
        del cells["confirmed_on"]
        remarks.append(
            Remark(where, f"dato uden dag: »{day}«; ukendt", f"a date without a day: '{day}'; unknown")
        )
    return remarks
