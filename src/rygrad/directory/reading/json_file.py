"""A list as JSON: plain objects, GeoJSON, schema.org, FHIR or Overpass, told apart by what stands in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from rygrad.directory.headers import headers
from rygrad.directory.reading.fhir_bundle import fhir_rows
from rygrad.directory.reading.overpass import overpass_rows
from rygrad.directory.reading.schema_org import schema_org_rows
from rygrad.directory.rows import Raw, Remark
from rygrad.kb.problem import Refusal

Rows = tuple[list[Raw], list[Remark]]


def json_rows(content: bytes, form: str) -> Rows:
    """The rows of a JSON file; `json` as its format means: look and see. Raises Refusal."""
    try:
        told = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeError as e:
        raise Refusal("filen er ikke UTF-8", "the file is not UTF-8") from e
    except RecursionError as e:
        raise Refusal("listerne ligger for dybt i hinanden", "the lists lie too deep in one another") from e
    except json.JSONDecodeError as e:
        where = (e.lineno, e.colno)
        raise Refusal(
            "linje {}, tegn {}: er ikke JSON".format(*where), "line {}, column {}: is not JSON".format(*where)
        ) from e
    except ValueError as e:  # a number of thousands of digits
        raise Refusal("et tal er for langt", "a number is too long") from e
    return _READERS[form if form != "json" else _kind(told)](told)


def _no_number(word: str) -> NoReturn:
    raise Refusal(f"{word} er ikke JSON", f"{word} is not JSON")


def _kind(told: Any) -> str:
    """Which of the formats it is."""
    one = told[0] if isinstance(told, list) and told else told
    if not isinstance(one, dict):
        return "list"
    if "resourceType" in one:
        return "fhir"
    if "@context" in one or "@graph" in one or "@type" in one:
        return "jsonld"
    if one.get("type") == "FeatureCollection":
        return "geojson"
    return "osm" if "elements" in one else "list"


def list_rows(told: Any) -> Rows:
    """A list of objects, or an object that holds one under `clinics`; keys as columns of a CSV."""
    listed = told.get("clinics") if isinstance(told, dict) else told
    if not isinstance(listed, list):
        raise Refusal(
            'skal være en liste af klinikker, eller {"clinics": [...]}',
            'must be a list of clinics, or {"clinics": [...]}',
        )
    unknown: dict[str, None] = {}
    rows = [Raw(f"entry {at}", _cells(one, unknown)) for at, one in enumerate(listed, 1)]
    return rows, _unused(unknown)


def geojson_rows(told: Any) -> Rows:
    """Points with properties, as `rygrad clinics export --geojson` writes them."""
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list):
        raise Refusal("der er ingen `features`", "there are no `features`")
    unknown: dict[str, None] = {}
    rows = []
    for at, feature in enumerate(features, 1):
        feature = feature if isinstance(feature, dict) else {}
        cells = _cells(feature.get("properties"), unknown)
        point = feature.get("geometry")
        place = point.get("coordinates") if isinstance(point, dict) and point.get("type") == "Point" else None
        if isinstance(place, list) and len(place) >= 2 and cells.get("approximate") is not True:
            cells |= {"lon": place[0], "lat": place[1]}
        rows.append(Raw(f"entry {at}", cells))
    return rows, _unused(unknown)


def _cells(one: Any, unknown: dict[str, None]) -> dict[str, Any]:
    """By our names; what is no object has no name and is refused for that."""
    cells: dict[str, Any] = {}
    for key, value in one.items() if isinstance(one, Mapping) else ():
        name = headers().field_of(str(key))
        if name is not None:
            cells.setdefault(name, value)
        elif key == "approximate":
            cells["approximate"] = value
        elif key == "other_specialties" and isinstance(value, list):
            cells["more_specialties"] = value
        else:
            unknown[str(key)[:40]] = None
    more = cells.pop("more_specialties", None)
    if more:
        told = cells.get("specialties")
        cells["specialties"] = [*(told if isinstance(told, list) else [told]), *more]
    if cells.get("approximate") is True:  # the town's middle, which is found again
        cells.pop("lat", None)
        cells.pop("lon", None)
    return cells


def _unused(unknown: Mapping[str, None]) -> list[Remark]:
    listed = ", ".join(list(unknown)[:20])
    said = Remark("entry 1", f"nøgler, der ikke bruges: {listed}", f"keys that are not used: {listed}")
    return [said] if unknown else []


_READERS: dict[str, Callable[[Any], Rows]] = {
    "list": list_rows,
    "jsonld": schema_org_rows,
    "fhir": fhir_rows,
    "geojson": geojson_rows,
    "osm": overpass_rows,
}
JSON_FORMATS = ("json", "jsonld", "fhir", "geojson")
