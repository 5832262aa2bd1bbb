"""A list as CSV, as spreadsheets write it: any order, Danish or English headings, `;` `,` or tab."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from rygrad.directory.headers import headers
from rygrad.directory.rows import Raw, Remark
from rygrad.kb.problem import Refusal

DELIMITERS = ";,\t"


def csv_rows(content: bytes) -> tuple[list[Raw], list[Remark]]:
    """The rows under their headings, and what was left out; raises Refusal when it is no such table."""
    text, remarks = _decoded(content)
    skipped = 0
    if text[:4].lower() == "sep=":  # Excel's own first line
        text, skipped = text.partition("\n")[2], 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        lines = list(_numbered(reader, skipped))
    except csv.Error as e:
        at = reader.line_num + skipped
        raise Refusal(
            f"linje {at}: er ikke CSV; mangler der et anførselstegn?",
            f"line {at}: is not CSV; is a quotation mark missing?",
        ) from e
    if not lines:
        raise Refusal("filen er tom", "the file is empty")
    names, more = _headings(lines[0][1])
    return [_row(number, cells, names) for number, cells in lines[1:]], remarks + more


def _decoded(content: bytes) -> tuple[str, list[Remark]]:
    """The text; when it is not UTF-8 it is Windows-1252, and that is said."""
    for mark, code in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _text(content, code), []
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        said = Remark("line 1", "læst som Windows-1252", "read as Windows-1252")
        return _text(content, "cp1252"), [said]


def _text(content: bytes, code: str) -> str:
    try:
        return content.decode(code)
    except UnicodeError as e:
        raise Refusal(
            "filen er hverken UTF-8 eller Windows-1252", "the file is neither UTF-8 nor Windows-1252"
        ) from e


def _delimiter(text: str) -> str:
    """What parts the headings: the sign with which most of them are known to us."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    known = {
        sign: sum(headers().field_of(cell) is not None for cell in next(csv.reader([first], delimiter=sign)))
        for sign in DELIMITERS
    }
    return max(DELIMITERS, key=lambda sign: (known[sign], first.count(sign)))


def _numbered(reader: Iterator[list[str]], skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Rows that say something, each with the line it begins on."""
    begins = 1 + skipped
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1 + skipped  # type: ignore[attr-defined]


def _headings(cells: list[str]) -> tuple[list[str | None], list[Remark]]:
    """Our name of each column; what we do not know is told and left out."""
    names = [headers().field_of(cell) for cell in cells]
    if "name" not in names:
        said = ", ".join(cell.strip()[:40] for cell in cells[:20])
        raise Refusal(
            f"første linje skal være overskrifter, og en af dem »navn«. Der står: {said}",
            f"the first line must be headings, one of them 'name'. It says: {said}",
        )
    unknown = [
        cell.strip()[:40] for cell, name in zip(cells, names, strict=True) if name is None and cell.strip()
    ]
    remarks = []
    if unknown:
        listed = ", ".join(unknown)
        remarks.append(
            Remark("line 1", f"kolonner, der ikke bruges: {listed}", f"columns that are not used: {listed}")
        )
    for name in sorted({n for n in names if n and names.count(n) > 1}):
        remarks.append(
            Remark(
                "line 1",
                f"flere kolonner siger {name}; den første, der er udfyldt, gælder",
                f"several columns say {name}; the first one that is filled in holds",
            )
        )
    return names, remarks


def _row(number: int, cells: list[str], names: list[str | None]) -> Raw:
    """Cells by our names; a row with more cells than headings is out of step and says so."""
    found: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        if name and cell.strip() and not found.get(name):
            found[name] = cell
    out_of_step = any(cell.strip() for cell in cells[len(names) :])
    return Raw(f"line {number}", found, len(cells) if out_of_step else None)
