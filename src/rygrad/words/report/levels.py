"""Levels of the back as reports write them: L4-5, L4/L5, 4/5 after another, Th12-L1, D12, L3 to S1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Region = Literal["lumbar", "thoracic", "cervical"]
COUNT = {"C": 7, "Th": 12, "L": 5, "S": 5}
ORDER = [f"{part}{n}" for part, most in COUNT.items() for n in range(1, most + 1)]
_PLACE = {name: at for at, name in enumerate(ORDER)}
_LETTER = r"(?:Th|TH|th|[LSCTDlsctd])"
_ONE = rf"(?:{_LETTER}\d{{1,2}}|[LS][ ]\d(?=[ ]?[-/]))"
_MORE = rf"(?:{_ONE}|\d{{1,2}})"
_JOIN = r"[ ]?(?:[-–—/]|til og med|through|thru|til|to|upon|on|over|på|i forhold til|ift\.?)[ ]?"
_GROUP = re.compile(
    rf"(?<![\w.,])(?<!\w/)(?:{_ONE})(?:{_JOIN}{_MORE}|[ ]?[LSls]\d{{1,2}})*"
    r"(?![\w%])(?![.,]\d|[ ]?(?:mm|cm)\b)",
)
_BARE = re.compile(r"(?<![\w.,-])(?<!\w/)([1-5])[ ]?[-/][ ]?(?:([1-5])|[Ss][ ]?(1))(?![\w/-]|[.,]\d)")
_PART = re.compile(rf"({_LETTER})?[ ]?(\d{{1,2}})")
_RUN = re.compile(r"[Ll]([2-5])([2-5])")  # "L45"; but "L12" may be a slip for Th12, and stays unknown
_LINK = re.compile(r"[ ]?(?:,|og|and|&|\+|samt|eller|or)[ ]?(?:på|at|i|ved)?[ ]?")
_NAMED = re.compile(r"(?i)\b(?:([1-5])\.|([1-5])(?:st|nd|rd|th))[ ](lumbal|lænde|lumbar|sakral|sacral)\w*")
_SEQUENCE = re.compile(r"(?i)T[12](?:[ ]?[-/][ ]?T?[12])*")
_NUMBERED = re.compile(r"(?i)\b(?:lumbal|lumbar)[ ]([1-5])[ ]?[-/][ ]?([1-5])\b")


@dataclass(frozen=True, slots=True)
class LevelGroup:
    """Levels written together: where they stand, and their names as `L4-L5` or `L4`."""

    start: int
    end: int
    names: tuple[str, ...]


def level_groups(text: str) -> tuple[list[LevelGroup], list[tuple[int, int]]]:
    """Every level a text names, in order, and the places of those that no back has."""
    found: list[LevelGroup] = []
    impossible: list[tuple[int, int]] = []
    for match in _GROUP.finditer(text):
        if _SEQUENCE.fullmatch(match.group()):
            continue  # the sequences of an MRI scan
        if names := _names(match.group()):
            found.append(LevelGroup(match.start(), match.end(), names))
        else:
            impossible.append(match.span())
    for match in _NAMED.finditer(text):
        part = "S" if match[3].lower()[0] == "s" else "L"
        found.append(LevelGroup(*match.span(), (f"{part}{match[1] or match[2]}",)))
    for match in _NUMBERED.finditer(text):
        found.append(LevelGroup(*match.span(), _names(f"L{match[1]}-{match[2]}") or ()))
    return _with_bare(text, sorted(found, key=lambda g: g.start)), impossible


def _with_bare(text: str, found: list[LevelGroup]) -> list[LevelGroup]:
    """With the pairs that lack their letter because the one before had it: "L3/4, 4/5 og 5/S1"."""
    for match in _BARE.finditer(text):
        before = [g for g in found if g.end <= match.start()]
        if any(g.start <= match.start() < g.end for g in found):
            continue
        linked = before and _LINK.fullmatch(text[before[-1].end : match.start()])
        names = _names(f"L{match[1]}-{match[2] or 'S1'}") if linked or match[3] else None
        if names:
            found = sorted([*found, LevelGroup(*match.span(), names)], key=lambda g: g.start)
    return found


def _names(written: str) -> tuple[str, ...] | None:
    """The levels of one written group; None when the back has no such level."""
    if run := _RUN.fullmatch(written):
        return (f"L{run[1]}-L{run[2]}",) if int(run[2]) == int(run[1]) + 1 else None
    parts: list[str] = []
    letter = ""
    for found in _PART.finditer(re.sub(r"(?i)[a-zæøå .]{2,}(?=[ ])", " ", written)):
        letter = _letter(found[1]) if found[1] else letter
        name = f"{letter}{found[2]}"
        if not found[1] and parts and name not in _PLACE and letter == "Th":
            return None
        if name not in _PLACE:
            return None
        parts.append(name)
    return tuple(_discs(parts))


def _letter(written: str) -> str:
    return {"T": "Th", "D": "Th"}.get(written.upper(), "Th" if written.upper() == "TH" else written.upper())


def _discs(parts: list[str]) -> list[str]:
    if len(parts) == 1:
        return parts
    places = sorted({_PLACE[p] for p in parts})
    bounds = range(places[0], places[-1]) if len(places) > 1 else []
    if not bounds:
        return [parts[0]]
    return [f"{ORDER[at]}-{ORDER[at + 1]}" for at in bounds]


def region(names: tuple[str, ...] | list[str]) -> Region | None:
    """The part of the back that levels belong to: cervical, thoracic or lumbar; None without levels."""
    if not names:
        return None
    if any(part.startswith(("L", "S")) for name in names for part in name.split("-")):
        return "lumbar"
    return "thoracic" if any("Th" in name for name in names) else "cervical"
