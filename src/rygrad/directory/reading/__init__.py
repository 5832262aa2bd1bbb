"""Lists in the formats they come in, one file a format; each gives rows, `read_list` judges them."""

from __future__ import annotations

from pathlib import Path

from rygrad.directory.reading.csv_file import csv_rows
from rygrad.directory.reading.json_file import JSON_FORMATS, json_rows
from rygrad.directory.rows import Ground, Raw, Read, Remark, Seen, read_rows
from rygrad.kb.problem import Refusal

FORMATS = ("csv", *JSON_FORMATS, "osm")
LARGEST = 2_000_000_000  # bytes; osmium reads larger files too, but nobody's list of clinics is larger
_BY_NAME = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".json": "json",
    ".jsonld": "jsonld",
    ".geojson": "geojson",
    ".pbf": "osm",
    ".osm": "osm",
    ".bz2": "osm",
    ".gz": "osm",
}


def read_list(
    file: Path,
    ground: Ground,
    form: str | None = None,
    seen: Seen | None = None,
) -> Read:
    """A list from a file, every row judged; raises Refusal when the file as a whole cannot be read."""
    form = form or _BY_NAME.get(file.suffix.lower())
    if form is None:
        raise Refusal(
            f"{file.name}: formatet kendes ikke på navnet. Sig det med --format: {', '.join(FORMATS)}",
            f"{file.name}: the name does not tell the format. Say it with --format: {', '.join(FORMATS)}",
        )
    rows, remarks = _rows(file, form)
    read = read_rows(rows, ground, seen)
    read.remarks[:0] = remarks
    if not read.taken and not read.refused:
        raise Refusal(
            f"{file.name}: der er ingen klinikker i filen. Intet er ændret.",
            f"{file.name}: there are no clinics in the file. Nothing was changed.",
        )
    return read


def _rows(file: Path, form: str) -> tuple[list[Raw], list[Remark]]:
    try:
        if file.stat().st_size > LARGEST:
            raise Refusal(f"{file.name}: filen er for stor", f"{file.name}: the file is too large")
        if form == "osm" and file.suffix != ".json":
            from rygrad.directory.reading.osm_file import osm_rows

            return osm_rows(file)
        content = file.read_bytes()
    except OSError as e:
        reason = e.strerror or "?"
        raise Refusal(f"{file}: kan ikke læses ({reason})", f"{file}: cannot be read ({reason})") from e
    try:
        return csv_rows(content) if form == "csv" else json_rows(content, form)
    except Refusal as e:
        raise Refusal(f"{file.name}: {e.da}", f"{file.name}: {e.en}") from e
