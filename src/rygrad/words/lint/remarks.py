"""Remarks to the linter: `rygrad: ignore slid -- the reason`, on the line itself or the line before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rygrad.words.lint.findings import NO_REASON, NO_SUCH_RULE, Finding, Spot
from rygrad.words.lint.prose import Lines, Prose, Remark

_IGNORE = re.compile(r"(?is)^ignore\s+([\w\s,]+?)\s*(?:(?:--|—|–)\s*(.*))?$")
_SAYS = {
    NO_REASON: {
        "da": "Uden en grund skjules intet: skriv `rygrad: ignore ord -- grunden`.",
        "en": "Without a reason nothing is hidden: write `rygrad: ignore word -- the reason`.",
    },
    NO_SUCH_RULE: {
        "da": "Ingen regel hedder »{name}«.",
        "en": "No rule is called '{name}'.",
    },
}


@dataclass
class Ignored:
    """Which rule is left alone on which line, and the remarks that cannot be followed."""

    rules: set[tuple[int, str]] = field(default_factory=set)
    faults: list[Finding] = field(default_factory=list)

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is left alone."""
        return finding.spot.page is None and (finding.spot.line, finding.rule) in self.rules


def ignored(prose: Prose, lines: Lines, known: set[str], lang: str) -> Ignored:
    """Reads the remarks of a text."""
    made = Ignored()
    for remark in prose.remarks:
        match = _IGNORE.match(remark.says)
        spot = _spot(remark, lines)
        matched = prose.source[remark.start : remark.end]
        if match is None or not (match[2] or "").strip():
            made.faults.append(_fault(NO_REASON, spot, matched, _SAYS[NO_REASON][lang]))
            continue
        for name in re.split(r"[\s,]+", match[1]):
            if name not in known:
                says = _SAYS[NO_SUCH_RULE][lang].format(name=name)
                made.faults.append(_fault(NO_SUCH_RULE, spot, matched, says))
            made.rules.update((line, name) for line in _covered(prose.source, remark, lines))
    return made


def _covered(source: str, remark: Remark, lines: Lines) -> range:
    """The lines a remark speaks of: its own; alone on its line, the next one too."""
    first, last = lines.place(remark.start).line, lines.place(max(remark.start, remark.end - 1)).line
    ends = lines.starts[last] if last < len(lines.starts) else len(source)
    around = source[lines.starts[first - 1] : remark.start] + source[remark.end : ends]
    return range(first, last + 1 + (not around.strip()))


def _spot(remark: Remark, lines: Lines) -> Spot:
    start, end = lines.place(remark.start), lines.place(remark.end)
    return Spot(start.line, start.column, end.line, end.column, remark.start, remark.end)


def _fault(rule: str, spot: Spot, matched: str, why: str) -> Finding:
    return Finding(rule, "remark", spot, matched, why, None, None)
