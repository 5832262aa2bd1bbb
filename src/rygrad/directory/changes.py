"""What a new list would change, before anything is changed; and which clinics may be the same one twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from rapidfuzz import fuzz

from rygrad.directory.clinic import Clinic, folded

ALIKE = 90  # of 100, for name and for address, by rapidfuzz
MOST_IN_ONE_PLACE = 60  # clinics compared each with each; more at one address is a list without addresses


@dataclass(frozen=True, slots=True)
class Change:
    """A clinic before and after, and the fields that differ."""

    before: Clinic
    after: Clinic

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of what differs."""
        names = Clinic.model_fields
        return tuple(n for n in names if getattr(self.before, n) != getattr(self.after, n))


@dataclass(slots=True)
class Changes:
    """A new list against the one that is kept."""

    added: list[Clinic] = field(default_factory=list)
    reopened: list[Clinic] = field(default_factory=list)  # closed before, and in the list again
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    removed: list[Clinic] = field(default_factory=list)
    spared: list[Clinic] = field(default_factory=list)  # their row is refused: they stay as they were

    @property
    def any(self) -> bool:
        """Whether anything would be written."""
        return bool(self.added or self.reopened or self.changed or self.removed)


def changes(
    kept: Mapping[str, Clinic],
    closed: Collection[str],
    new: Iterable[Clinic],
    refused: Collection[str] = (),
) -> Changes:
    """What the new list changes; a clinic whose row was refused stays as it was, and is not closed."""
    made, seen = Changes(), set[str]()
    for clinic in new:
        seen.add(clinic.id)
        before = kept.get(clinic.id)
        if before is None:
            (made.reopened if clinic.id in closed else made.added).append(clinic)
        elif before == clinic:
            made.unchanged += 1
        else:
            made.changed.append(Change(before, clinic))
    for id_, clinic in kept.items():
        if id_ not in seen:
            (made.spared if id_ in refused else made.removed).append(clinic)
    return made


@dataclass(frozen=True, slots=True)
class Alike:
    """Two clinics that may be one, and by what: phone, or name and address."""

    one: Clinic
    other: Clinic
    by: str


def possible_duplicates(clinics: Iterable[Clinic]) -> list[Alike]:
    """Pairs with the same phone, or with very alike names at very alike addresses; listed, never merged."""
    listed = list(clinics)
    found: dict[tuple[str, str], Alike] = {}
    for group in _groups((clinic.phone, clinic) for clinic in listed):
        for one, other in combinations(group, 2):
            found[one.id, other.id] = Alike(one, other, "phone")
    for group in _groups((_address_key(clinic), clinic) for clinic in listed):
        for one, other in combinations(group, 2):
            if _alike(one, other):
                found.setdefault((one.id, other.id), Alike(one, other, "name and address"))
    return list(found.values())


def _groups(keyed: Iterable[tuple[object, Clinic]]) -> list[list[Clinic]]:
    """Those that share a key, in the order of the list; without a key they share nothing."""
    by_key: dict[object, list[Clinic]] = {}
    for key, clinic in keyed:
        if key is not None:
            by_key.setdefault(key, []).append(clinic)
    return [group[:MOST_IN_ONE_PLACE] for group in by_key.values() if len(group) > 1]


def _address_key(clinic: Clinic) -> tuple[str, ...] | None:
    """Where two would have to share at least this: the town and how its street begins, or the same 100 m."""
    if clinic.address:
        return (clinic.postcode or folded(clinic.town or ""), folded(clinic.address)[:3])
    return None if clinic.approximate else (f"{clinic.lat:.3f}", f"{clinic.lon:.3f}")


def _alike(one: Clinic, other: Clinic) -> bool:
    """Very alike names, and addresses of the same number; 12 and 14 are neighbours, not one clinic."""
    if fuzz.token_sort_ratio(folded(one.name), folded(other.name)) < ALIKE:
        return False
    here, there = folded(one.address or ""), folded(other.address or "")
    numbers = [{w for w in text.split() if w[0].isdigit()} for text in (here, there)]
    return fuzz.token_sort_ratio(here, there) >= ALIKE and bool(numbers[0] & numbers[1] or not any(numbers))
