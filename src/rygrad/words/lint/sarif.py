"""Reports as SARIF 2.1.0, the format in which code hosts show findings beside the lines of a change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rygrad.kb.knowledge import Knowledge
from rygrad.words.lint.findings import Finding, Report

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {
    "catastrophic": "error",
    "structural": "warning",
    "number": "warning",
    "jargon": "note",
    "remark": "note",
}


def sarif(reports: Sequence[Report], knowledge: Knowledge, lang: str) -> dict[str, Any]:
    """One run with every finding; columns count Unicode characters, from 1."""
    found = {f.rule: f for report in reports for f in report.findings}
    rules = sorted(found)
    driver = {
        "name": "rygrad-lint",
        "semanticVersion": knowledge.version,
        "rules": [_rule(found[name]) for name in rules],
    }
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(report, finding, rules.index(finding.rule), lang)
                    for report in reports
                    for finding in report.findings
                ],
            }
        ],
    }


def _rule(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.rule,
        "shortDescription": {"text": finding.why},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
        "properties": {"severity": finding.severity, "claims": list(finding.claims)},
    }


def _result(report: Report, finding: Finding, rule: int, lang: str) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": message(finding, lang)},
        "locations": [{"physicalLocation": _location(report, finding)}],
    }


def _location(report: Report, finding: Finding) -> dict[str, Any]:
    spot = finding.spot
    where: dict[str, Any] = {"artifactLocation": {"uri": _uri(report.file)}}
    if spot.page is None:  # a page of a PDF has no lines that another program could find
        where["region"] = {
            "startLine": spot.line,
            "startColumn": spot.column,
            "endLine": spot.end_line,
            "endColumn": spot.end_column,
            "snippet": {"text": finding.matched},
        }
    return where


def _uri(file: str) -> str:
    if Path(file).is_absolute():
        return Path(file).as_uri()
    return quote(Path(file).as_posix())


def message(finding: Finding, lang: str) -> str:
    """The finding in one line: what stands there, why it is named, what to write or to think of."""
    quoted = f'"{finding.matched}"' if lang == "en" else f"»{finding.matched}«"
    said = " ".join(f"{quoted}: {finding.why}".split())
    if finding.spot.page is not None:
        said = f"{'page' if lang == 'en' else 'side'} {finding.spot.page}: {said}"
    if finding.instead:
        said += f" {'Instead' if lang == 'en' else 'I stedet'}: {finding.instead}."
    return f"{said} {finding.note}" if finding.note else said
