"""`rygrad lint`: files read, findings listed as editors understand them, and the exit code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal
from rygrad.words.lint.findings import Finding, Kept, Report, Spot
from rygrad.words.lint.lint import Linter
from rygrad.words.lint.reading import STDIN, files_of, read_file
from rygrad.words.lint.sarif import message, sarif

_SEVERITY = {
    "da": {
        "catastrophic": "dom over fremtiden",
        "structural": "skræmmende ord",
        "number": "tal uden kilde",
        "jargon": "fagord",
        "remark": "bemærkning",
    },
    "en": {
        "catastrophic": "catastrophic",
        "structural": "structural",
        "number": "number",
        "jargon": "jargon",
        "remark": "remark",
    },
}
_WORDS = {
    "da": {
        "page": "side",
        "keep": "lad stå",
        "denied": " (teksten siger, at det ikke er der)",
        "none": "intet at bemærke",
        "draft": "Ordene venter på klinisk gennemgang; de er forslag, ikke rettelser.",
    },
    "en": {
        "page": "page",
        "keep": "leave as it is",
        "denied": " (the text says it is not there)",
        "none": "nothing to remark",
        "draft": "The wording awaits clinical review; these are suggestions, not corrections.",
    },
}


class LintFault(Refusal):
    """Files that cannot be read: all of them, a line each."""


def lint_files(
    paths: Sequence[str], knowledge: Knowledge, text_lang: str | None, lang: str, stdin: BinaryIO
) -> list[Report]:
    """The report of every file; raises LintFault when one cannot be read, so that nothing is half said."""
    linter = Linter(knowledge)
    reports, faults = [], []
    for file in files_of(paths):
        try:
            name = STDIN if file == "-" else file
            reports.append(linter.lint(read_file(file, stdin), name, text_lang, lang))
        except Refusal as e:
            faults.append(e)
    if faults:
        raise LintFault("\n".join(e.da for e in faults), "\n".join(e.en for e in faults))
    return reports


def as_json(reports: Sequence[Report], knowledge: Knowledge) -> str:
    """All reports for other programs."""
    told = {"knowledge_version": knowledge.version, "files": [r.as_json() for r in reports]}
    return json.dumps(told, ensure_ascii=False, indent=2)


def as_sarif(reports: Sequence[Report], knowledge: Knowledge, lang: str) -> str:
    """All reports as SARIF 2.1.0."""
    return json.dumps(sarif(reports, knowledge, lang), ensure_ascii=False, indent=2)


def listing(reports: Sequence[Report], lang: str, show_kept: bool) -> Iterator[str]:
    """The findings a line each, then each file's sum and LIX."""
    for report in reports:
        for finding in report.findings:
            yield _line(report, finding, lang)
        for kept in report.kept if show_kept else ():
            yield _kept_line(report, kept, lang)
    for report in reports:
        yield _sum(report, lang)
    if any(report.findings for report in reports):
        yield _WORDS[lang]["draft"]


def _line(report: Report, finding: Finding, lang: str) -> str:
    said = message(finding, lang)
    if finding.spot.page is not None:
        said = said.partition(": ")[2]  # the page stands in the place already
    return (
        f"{_place(report, finding.spot, lang)}: {_SEVERITY[lang][finding.severity]}: {said} [{finding.rule}]"
    )


def _kept_line(report: Report, kept: Kept, lang: str) -> str:
    w = _WORDS[lang]
    denied = w["denied"] if kept.denied else ""
    place = _place(report, kept.spot, lang)
    return f"{place}: {w['keep']}: {' '.join(kept.matched.split())}{denied} [{kept.rule}]"


def _place(report: Report, spot: Spot, lang: str) -> str:
    page = f":{_WORDS[lang]['page']} {spot.page}" if spot.page is not None else ""
    return f"{report.file}{page}:{spot.line}:{spot.column}"


def _sum(report: Report, lang: str) -> str:
    counted = Counter(f.severity for f in report.findings)
    parts = [f"{n} {_SEVERITY[lang][s]}" for s, n in counted.most_common()]
    hard = f"LIX {report.lix}" + (f" ({report.band})" if report.band else "")
    return f"{report.file}: {', '.join(parts) or _WORDS[lang]['none']}; {hard}"


def exit_code(reports: Sequence[Report], fail_on: str) -> int:
    """1 when a finding is as grave as asked or graver, else 0."""
    return int(any(report.counted(fail_on) for report in reports))
