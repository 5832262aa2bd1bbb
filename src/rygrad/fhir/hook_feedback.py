"""A CDS Hooks 2.0 feedback call, read: what became of which card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rygrad.fhir.hook_call import LONGEST_ID
from rygrad.fhir.response import Issue, ResourceFault

OUTCOMES = ("accepted", "overridden")
MOST_REPORTS = 1000
LONGEST_REASON = 80
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class CardReport:
    """What became of one card; of a comment only that there was one."""

    card: str
    outcome: str
    suggestions: tuple[str, ...]
    reason: str | None
    commented: bool
    at: str


def read_feedback(sent: Any) -> list[CardReport]:
    """The reports of a call; raises ResourceFault with the place of what is wrong, and then none counts."""
    given = sent.get("feedback") if isinstance(sent, dict) else None
    if not isinstance(given, list) or not 0 < len(given) <= MOST_REPORTS:
        raise _wrong("feedback", f"en liste med 1 til {MOST_REPORTS}", f"a list of 1 to {MOST_REPORTS}")
    return [_report(one, f"feedback[{at}]") for at, one in enumerate(given)]


def _report(one: Any, path: str) -> CardReport:
    if not isinstance(one, dict):
        raise _wrong(path, "et objekt", "an object")
    card = _text(one, "card", path, LONGEST_ID)
    outcome = one.get("outcome")
    if outcome not in OUTCOMES:
        raise _wrong(f"{path}.outcome", " eller ".join(OUTCOMES), " or ".join(OUTCOMES))
    suggestions = _accepted(one, path) if outcome == "accepted" else ()
    reason, commented = _override(one, path)
    return CardReport(card, outcome, suggestions, reason, commented, _instant(one, path))


def _accepted(one: dict[str, Any], path: str) -> tuple[str, ...]:
    given = one.get("acceptedSuggestions")
    path = f"{path}.acceptedSuggestions"
    if not isinstance(given, list) or not 0 < len(given) <= MOST_REPORTS:
        raise _wrong(path, "en liste", "a list")
    if not all(isinstance(each, dict) for each in given):
        raise _wrong(path, "en liste af objekter", "a list of objects")
    return tuple(_text(each, "id", f"{path}[{at}]", LONGEST_ID) for at, each in enumerate(given))


def _override(one: dict[str, Any], path: str) -> tuple[str | None, bool]:
    given = one.get("overrideReason")
    if given is None:
        return None, False
    path = f"{path}.overrideReason"
    if not isinstance(given, dict):
        raise _wrong(path, "et objekt", "an object")
    reason, comment = given.get("reason"), given.get("userComment")
    if comment is not None and not isinstance(comment, str):
        raise _wrong(f"{path}.userComment", "tekst", "text")
    if reason is not None and not isinstance(reason, dict):
        raise _wrong(f"{path}.reason", "et objekt", "an object")
    code = _text(reason, "code", f"{path}.reason", LONGEST_REASON) if reason else None
    return code, bool(comment)


def _instant(one: dict[str, Any], path: str) -> str:
    said = one.get("outcomeTimestamp")
    path = f"{path}.outcomeTimestamp"
    if not isinstance(said, str) or not _INSTANT.fullmatch(said):
        raise _wrong(path, "som 2026-11-23T10:05:31Z", "as 2026-11-23T10:05:31Z")
    try:
        datetime.fromisoformat(said[:19])
    except ValueError:
        raise _wrong(path, "som 2026-11-23T10:05:31Z", "as 2026-11-23T10:05:31Z") from None
    return said


def _text(holder: dict[str, Any], key: str, path: str, longest: int) -> str:
    value = holder.get(key)
    if not isinstance(value, str) or not 0 < len(value) <= longest or not value.isprintable():
        raise _wrong(f"{path}.{key}", f"tekst, 1-{longest} tegn", f"text, 1-{longest} characters")
    return value


def _wrong(path: str, da: str, en: str) -> ResourceFault:
    return ResourceFault(Issue("value", path, f"skal være {da}", f"must be {en}"))
