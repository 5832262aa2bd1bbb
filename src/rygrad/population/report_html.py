"""A report as one page of HTML that asks nothing of the network: tables, and bars drawn as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from rygrad.population.report_rows import Report, Row
from rygrad.population.report_texts import PAGE, Texts

ORDER = (
    "open_emergency", "rule_open", "level", "could_be", "settled", "imaging", "order", "cause", "phase",
    "rule_true", "rule_unknown", "people",
)  # fmt: skip
DRAWN = ("level", "could_be", "imaging", "order", "cause", "phase")


@dataclass(frozen=True, slots=True)
class Bar:
    """A share and its interval in percent of the chart's width."""

    name: str
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page: `head` names its columns; a row's first cell names the row."""

    caption: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Section:
    """All tables of one name: on everybody, then by group."""

    name: str
    title: str
    says: str
    bars: list[Bar]
    says_bars: str
    whole: Table | None
    by_group: list[Table]


def page(report: Report, texts: Texts) -> str:
    """The page. Raises ImportError where Jinja2 is not installed."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(PAGE)
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return made.get_template("page.html").render(
        t=texts,
        report=report,
        lead=texts.say("lead", people=texts.number(report.people)),
        style=(PAGE / "style.css").read_text(encoding="utf-8"),
        sections=[_section(name, report, texts) for name in ORDER if _rows(name, report)],
    )


def _rows(name: str, report: Report) -> list[Row]:
    return [row for row in report.rows if row.table == name]


def _section(name: str, report: Report, texts: Texts) -> Section:
    whole = [row for row in report.of(name) if name[:5] != "rule_" or row.count != 0]
    bars = [bar for row in whole if name in DRAWN and (bar := _bar(row, texts))]
    groups = [_by_group(name, by, report, texts) for by in ("age", "sex", "region") if report.of(name, by)]
    title = texts.say("tables", name, "title")
    says_bars = texts.say("chart", what=title.lower())
    table = _whole(name, whole, report, texts) if whole and name != "people" else None
    return Section(name, title, texts.say("tables", name, "says"), bars, says_bars, table, groups)


def _bar(row: Row, texts: Texts) -> Bar | None:
    if row.share is None or row.interval is None or not row.count or row.words == ("no_order",):
        return None
    low, high = row.interval
    return Bar(f"{texts.words(row)} · {texts.share(row)}", row.share * 100, low * 100, high * 100)


def _whole(name: str, rows: list[Row], report: Report, texts: Texts) -> Table:
    first = texts.say("rule" if name[:5] == "rule_" else "what")
    head = (first, *(texts.say(column) for column in ("count", "share", "interval")))
    cells: list[tuple[str, ...]] = [
        (texts.words(r), texts.count(r, report.least), texts.share(r), texts.interval(r)) for r in rows
    ]
    caption = texts.say("of_ordered") if name == "order" else texts.say("words", "all").capitalize()
    return Table(caption, head, cells)


def _by_group(name: str, by: str, report: Report, texts: Texts) -> Table:
    """A row for each group, a column for each word; a cell has the count and the share."""
    found = [list(rows) for _, rows in groupby(report.of(name, by), key=lambda row: row.groups)]
    head = (texts.say("who"), *(texts.words(row) for row in found[0]))
    cells = [(texts.groups(rows[0]), *(_cell(row, report, texts) for row in rows)) for rows in found]
    return Table(texts.say("by", what=texts.say("breakdowns", by)), head, cells)


def _cell(row: Row, report: Report, texts: Texts) -> str:
    told = texts.count(row, report.least)
    return f"{told} ({texts.share(row)})" if row.share is not None else told
