"""Programs and people through cql-execution and HL7's own engine, to rows of plain cells."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rygrad.fhir.elm import to_elm
from rygrad.logic.program import Program
from rygrad.logic.to_cql import to_cql
from rygrad.logic.to_person import to_person

HERE = Path(__file__).parent
Person = dict[str, Any]
Rows = list[list[Any]]


@dataclass(frozen=True)
class Job:
    """One library, whom it is run over, and which definitions are read."""

    cql: str
    people: Sequence[Person]
    names: Sequence[str]
    how: str = "kept"


def outcomes_of(program: Program) -> list[str]:
    """Every cell's name: each rule and both ends of each score, each after what it stands on."""
    names = []
    for name in program.order:
        names += [f"{name}_low", f"{name}_high"] if name in program.scores else [name]
    return names


def job(program: Program, people: Sequence[Person], how: str = "kept") -> Job:
    """All cells of a program."""
    return Job(to_cql(program, "Tested", "1"), people, outcomes_of(program), how)


def run(jobs: Sequence[Job], folder: Path) -> list[Rows]:
    """What cql-execution says of every person of every job, in the order of the names."""
    return _run("run_elm.mjs", "elm", jobs, to_elm([one.cql for one in jobs], HERE), folder)


def run_hl7(jobs: Sequence[Job], folder: Path) -> list[Rows]:
    """What HL7's own engine says of them; it reads CQL itself, and knows no other `how`."""
    return _run("run_hl7.mjs", "cql", jobs, [one.cql for one in jobs], folder)


def _run(name: str, kind: str, jobs: Sequence[Job], libraries: Sequence[str], folder: Path) -> list[Rows]:
    sent = []
    for at, (one, library) in enumerate(zip(jobs, libraries, strict=True)):
        files = {part: folder / f"{at}.{part}" for part in (kind, "people", "to")}
        files[kind].write_text(library, encoding="utf-8")
        files["people"].write_text("".join(json.dumps(p) + "\n" for p in one.people), encoding="utf-8")
        sent.append({k: str(f) for k, f in files.items()} | {"names": list(one.names), "how": one.how})
    jobs_file = folder / "jobs.json"
    jobs_file.write_text(json.dumps(sent), encoding="utf-8")
    done = subprocess.run(
        ["node", str(HERE / name), str(jobs_file)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [_rows(Path(one["to"])) for one in sent]


def _rows(file: Path) -> Rows:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def ours(program: Program, people: Sequence[Person]) -> Rows:
    """What we say of them ourselves."""
    outcome, rows = to_person(program), []
    for person in people:
        found = outcome(person)
        ends = {
            f"{score}_{end}": total
            for score, both in found.scores.items()
            for end, total in zip(("low", "high"), both, strict=True)
        }
        cells = found.rules | ends
        rows.append([cells[name] for name in outcomes_of(program)])
    return rows


def differing(names: Sequence[str], theirs: Rows, expected: Rows) -> list[str]:
    """Each cell that is not the same, as `name, person: theirs, ours`; 1 is not true."""
    assert len(theirs) == len(expected)
    return [
        f"{name}, person {at}: {said!r}, not {wanted!r}"
        for at, (row, our) in enumerate(zip(theirs, expected, strict=True))
        if row != our or list(map(type, row)) != list(map(type, our))
        for name, said, wanted in zip(names, row, our, strict=True)
        if said is not wanted and (said != wanted or type(said) is not type(wanted))
    ]
