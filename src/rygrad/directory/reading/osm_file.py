"""An extract of OpenStreetMap (`.osm.pbf`, `.osm`), read by osmium; buildings stand at their middle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rygrad.directory.reading.overpass import HEALTHCARE, row_of
from rygrad.directory.rows import Raw, Remark
from rygrad.kb.problem import Refusal


def osm_rows(file: Path) -> tuple[list[Raw], list[Remark]]:
    """The physiotherapists and chiropractors of a map; raises Refusal."""
    try:
        import osmium
    except ImportError as e:
        raise Refusal("pip install 'rygrad[osm]'", "pip install 'rygrad[osm]'") from e
    wanted = osmium.filter.TagFilter(*(("healthcare", kind) for kind in HEALTHCARE))
    rows: list[Raw] = []
    remarks: list[Remark] = []
    try:
        for one in osmium.FileProcessor(str(file)).with_locations().with_filter(wanted):
            kind = {"n": "node", "w": "way", "r": "relation"}.get(one.type_str())
            if kind is None:
                continue
            row, said = row_of(f"{kind}/{one.id}", dict(one.tags), *_middle(one, kind))
            rows.append(row)
            remarks += said
    except (RuntimeError, OSError, ValueError) as e:
        raise Refusal(
            f"{file.name}: er ikke et kort, der kan læses ({e})",
            f"{file.name}: is no map that can be read ({e})",
        ) from e
    return rows, remarks


def _middle(one: Any, kind: str) -> tuple[float | None, float | None]:
    """Where it is: a point, or the middle of the corners of a building; a relation has no place."""
    if kind == "node":
        return one.location.lat, one.location.lon
    corners = [node.location for node in one.nodes if node.location.valid()] if kind == "way" else []
    if len(corners) > 1 and one.is_closed():
        corners = corners[:-1]  # the first again
    if not corners:
        return None, None
    return sum(c.lat for c in corners) / len(corners), sum(c.lon for c in corners) / len(corners)
