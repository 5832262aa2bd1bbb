"""A report as CSV, as JSON, and as plain tables for a terminal; each is made of the same rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from rygrad.population.report_rows import Report, Row
from rygrad.population.report_texts import Texts

HEAD = ("table", "by", "group", "word", "count", "of", "share", "low", "high", "suppressed")
DIGITS = 6
ON_THE_SCREEN = ("level", "could_be", "open_emergency", "settled", "phase", "imaging", "order")


def row_object(row: Row) -> dict[str, Any]:
    """A row by the names of the CSV's columns; what is hidden is None."""
    low, high = row.interval or (None, None)
    return {
        "table": row.table,
        "by": row.by,
        "group": "+".join(row.groups),
        "word": "+".join(row.words),
        "count": row.count,
        "of": row.of,
        "share": _short(row.share),
        "low": _short(low),
        "high": _short(high),
        "suppressed": row.mark,
    }


def _short(share: float | None) -> float | None:
    return None if share is None else round(share, DIGITS)


def as_csv(report: Report) -> str:
    """The rows in long form, ids for words, points in numbers; a hidden count is an empty cell."""
    made = io.StringIO()
    writer = csv.DictWriter(made, HEAD, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row_object(row) for row in report.rows)
    return made.getvalue()


def as_object(report: Report) -> dict[str, Any]:
    """The whole report for other programs."""
    refused = report.said.get("refused", "")
    few = refused.isascii() and refused.isdigit() and 0 < int(refused) < report.least
    said = report.said | ({"refused": f"<{report.least}"} if few else {})
    return {
        "people": report.people,
        "small_under": report.least,
        "source": said,
        "synthetic": bool(report.said.get("label")),
        "rows": [row_object(row) for row in report.rows],
        "too_few_people": [{"table": table, "by": by} for table, by in report.left_out],
        "columns_missing": report.missing,
    }


def as_text(report: Report, texts: Texts) -> str:
    """The main tables on all people, for a terminal."""
    lines = [texts.say("title"), *(f"  {name}: {told}" for name, told in texts.header(report)), ""]
    lines += [f"! {warning}" for warning in texts.warnings(report)]
    for table, rows in groupby((r for r in report.rows if _shown(r)), key=lambda row: row.table):
        lines += ["", texts.say("tables", table, "title"), texts.say("tables", table, "says")]
        lines += _columns(list(rows), report, texts)
    return "\n".join([*lines, "", *texts.notes(report), *texts.how(report)])


def _shown(row: Row) -> bool:
    return row.by == "all" and row.table in (*ON_THE_SCREEN, "cause") and row.count != 0


def _columns(rows: list[Row], report: Report, texts: Texts) -> Iterator[str]:
    cells = [(texts.words(r), texts.count(r, report.least), texts.share(r), texts.interval(r)) for r in rows]
    wide = [max(len(cell[at]) for cell in cells) for at in range(4)]
    for name, *figures in cells:
        told = "  ".join(figure.rjust(size) for figure, size in zip(figures, wide[1:], strict=True))
        yield f"  {name.ljust(wide[0])}  {told}".rstrip()
