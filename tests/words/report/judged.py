"""The labelled reports, and how well the reading agrees with their labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML

from rygrad.kb.knowledge import Knowledge
from rygrad.words.report.explain import Found, report

FOLDER = Path(__file__).parent / "labelled"
Key = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True)
class Labelled:
    """One report with what a reader marked in it."""

    name: str
    text: str
    expect: tuple[str, ...]

    def wanted(self) -> list[tuple[str, Key, bool]]:
        """Which list, the finding with status and levels, and whether it deserves attention."""
        made = []
        for line in self.expect:
            where, _, rest = line.rpartition(":")
            finding, status, *more = rest.split()
            levels = tuple(sorted(m for m in more if m != "!"))
            made.append((where, (finding, status, levels), "!" in more))
        return made


@dataclass
class Tally:
    """Counted over reports: findings by name and status, levels, attention, and what was wrong."""

    right: int = 0
    missed: int = 0
    extra: int = 0
    levels_right: int = 0
    attention: int = 0
    attention_found: int = 0
    denied_as_present: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(2 * self.right + self.missed + self.extra, 1)


def labelled(*names: str) -> list[Labelled]:
    """The labelled reports of some files, or all."""
    files = [FOLDER / f"{n}.yaml" for n in names] or sorted(FOLDER.glob("*.yaml"))
    lines = [line for f in files for line in YAML(typ="safe").load(f.read_text("utf-8"))]
    return [Labelled(x["name"], x["text"], tuple(x["expect"])) for x in lines]


def judge(cases: list[Labelled], knowledge: Knowledge) -> Tally:
    """Reads every report and counts."""
    tally = Tally()
    for case in cases:
        _count(case, knowledge, tally)
    return tally


def _count(case: Labelled, knowledge: Knowledge, tally: Tally) -> None:
    made = report(case.text, knowledge)
    left: list[tuple[str, Found]] = [("", f) for f in made.findings]
    left += [("other", f) for f in made.other_region]
    for where, (finding, status, levels), watched in case.wanted():
        fits = [x for x in left if x[0] == where and (x[1].finding, x[1].status) == (finding, status)]
        fits.sort(key=lambda x: sorted(x[1].levels) != list(levels))
        tally.attention += watched
        if not fits:
            tally.missed += 1
            tally.faults.append(f"{case.name}: missed {finding} {status}")
            tally.attention_found += watched and any(x[1].finding == finding and x[1].attention for x in left)
            continue
        left.remove(fits[0])
        found = fits[0][1]
        tally.right += 1
        tally.attention_found += watched and found.attention
        same = sorted(found.levels) == list(levels)
        tally.levels_right += same
        if not same:
            tally.faults.append(f"{case.name}: {finding} at {found.levels}, wanted {list(levels)}")
        if watched != found.attention:
            tally.faults.append(f"{case.name}: {finding} attention {found.attention}")
    denied = {key[0] for _, key, _ in case.wanted() if key[1] == "absent"}
    affirmed = {key[0] for _, key, _ in case.wanted() if key[1] != "absent"}
    for _, extra in left:
        tally.extra += 1
        tally.faults.append(f"{case.name}: extra {extra.finding} {extra.status} {extra.levels}")
        if extra.status == "present" and extra.finding in denied - affirmed:
            tally.denied_as_present.append(f"{case.name}: {extra.finding}")
