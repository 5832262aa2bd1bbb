"""Reading resources that others wrote: what is where, and a refusal with the place of what cannot be read."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from rygrad.fhir.response import Issue, ResourceFault

Resource = dict[str, Any]
DEEPEST = 4  # bundles inside bundles
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?", re.ASCII | re.S)
_PLAIN = re.compile(r"[A-Za-z0-9.\-+/ ]{1,40}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Placed:
    """A resource and where it stands."""

    path: str
    resource: Resource
    full_url: str | None = None

    @property
    def kind(self) -> str:
        """Its resourceType."""
        return str(self.resource["resourceType"])

    @property
    def reference(self) -> str | None:
        """How other resources name it: `Condition/12`."""
        id_ = self.resource.get("id")
        return f"{self.kind}/{id_}" if isinstance(id_, str) and id_ else None


def resources_in(value: Any, path: str, depth: int = 0, full_url: str | None = None) -> Iterator[Placed]:
    """A resource, or each of a bundle's, with what they contain; raises ResourceFault at what is none."""
    if not isinstance(value, dict) or not isinstance(value.get("resourceType"), str):
        raise ResourceFault(
            Issue("structure", path, "skal være en FHIR-ressource", "must be a FHIR resource, an object")
        )
    if depth > DEEPEST:
        raise ResourceFault(Issue("too-long", path, "for mange lag", "nested too deep"))
    if not isinstance(value.get("id", ""), str):
        raise ResourceFault(Issue("structure", f"{path}.id", "skal være tekst", "must be text"))
    if value["resourceType"] == "Bundle":
        for at, entry in enumerate(listed(value, "entry", path)):
            here = f"{path}.entry[{at}]"
            if not isinstance(entry, dict):
                raise _not_an_object(here)
            if "resource" in entry:
                url = entry.get("fullUrl")
                url = url if isinstance(url, str) else None
                yield from resources_in(entry["resource"], f"{here}.resource", depth + 1, url)
        return
    yield Placed(path, value, full_url)
    for at, inner in enumerate(listed(value, "contained", path)):
        yield from resources_in(inner, f"{path}.contained[{at}]", depth + 1)


def listed(holder: Resource, key: str, path: str) -> list[Any]:
    """What stands in a field of many; none when it is left out. Raises ResourceFault."""
    found = holder.get(key)
    if found is None:
        return []
    if not isinstance(found, list):
        raise ResourceFault(Issue("structure", f"{path}.{key}", "skal være en liste", "must be a list"))
    return found


def codings(concept: Any, path: str) -> list[tuple[str, str]]:
    """System and code of each coding of a CodeableConcept; raises ResourceFault."""
    if concept is None:
        return []
    if not isinstance(concept, dict):
        raise _not_an_object(path)
    found = []
    for at, coding in enumerate(listed(concept, "coding", path)):
        here = f"{path}.coding[{at}]"
        if not isinstance(coding, dict):
            raise _not_an_object(here)
        system, code = coding.get("system"), coding.get("code")
        for name, value in (("system", system), ("code", code)):
            if value is not None and not isinstance(value, str):
                raise ResourceFault(Issue("structure", f"{here}.{name}", "skal være tekst", "must be text"))
        if isinstance(code, str) and isinstance(system, str):
            found.append((system.strip(), code.strip()))
    return found


def code_of(holder: Resource, key: str) -> str | None:
    """A plain code (`status`), or the first code of a concept (`clinicalStatus`); None when left out."""
    value = holder.get(key)
    if isinstance(value, dict):
        first = next(iter(value.get("coding") or []), None) if isinstance(value.get("coding"), list) else None
        value = first.get("code") if isinstance(first, dict) else None
    return value if isinstance(value, str) else None


def reference_of(holder: Resource, *keys: str) -> str | None:
    """The reference that stands under the first of these keys."""
    for key in keys:
        value = holder.get(key)
        if isinstance(value, dict) and isinstance(value.get("reference"), str):
            return str(value["reference"])
    return None


def day_of(said: Any) -> tuple[date, date] | None:
    """The first and the last day a FHIR date may mean: a year is all its days. None when it is no date."""
    match = _DAY.fullmatch(said) if isinstance(said, str) else None
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        if day:
            one = date(int(year), int(month), int(day))
            return one, one
        if month:
            last = monthrange(int(year), int(month))[1]
            return date(int(year), int(month), 1), date(int(year), int(month), last)
        return date(int(year), 1, 1), date(int(year), 12, 31)
    except ValueError:
        return None


def shown_code(code: str) -> str:
    """A code as it may stand in a text: what is no plain code is not repeated."""
    return code if _PLAIN.fullmatch(code) else "?"


def _not_an_object(path: str) -> ResourceFault:
    return ResourceFault(Issue("structure", path, "skal være et objekt", "must be an object"))


def named(placed: Iterable[Placed]) -> dict[str, Placed]:
    """Resources by every name another may refer to them with; within its owner a contained one is `#id`."""
    found: dict[str, Placed] = {}
    for one in placed:
        owner, inside, _ = one.path.rpartition(".contained[")
        if inside:
            found.setdefault(f"{owner}#{one.resource.get('id')}", one)
            continue
        for name in (one.reference, one.full_url):
            if name:
                found.setdefault(name, one)
    return found
