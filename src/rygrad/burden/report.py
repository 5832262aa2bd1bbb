"""A run with draws as one HTML page of its own, without requests to anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from rygrad.burden.drawn_charts import Bar, Held, by_year, fit, tornado
from rygrad.burden.drawn_figures import MAIN, SHOWN, cells, heads, interval, lines_of
from rygrad.burden.draws import Draws
from rygrad.burden.draws_told import asked, how_to_read, title_of, warnings, weighed_first
from rygrad.burden.outcome import YEARLY_FIGURES
from rygrad.burden.ranked_told import rank_cells, ranked_title, ranks_note, ranks_of, too_few, weighed_says
from rygrad.burden.report_words import WORDS
from rygrad.burden.tell import BASIS, number, plain
from rygrad.burden.weigh import Band, band
from rygrad.kb.knowledge import Knowledge

_TEMPLATE = "report.html.jinja"
_MOST_BARS = 10


class Table(NamedTuple):
    """A table with its title; the first cell of a row heads it."""

    title: str
    heads: list[str]
    rows: list[list[str]]


class Chart(NamedTuple):
    """A drawing, what it shows in words, and the same as a table."""

    title: str
    svg: str
    says: str
    table: Table | None


def page(draws: Draws, knowledge: Knowledge, lang: str) -> str:
    """The whole page; every figure of its charts stands in a table too."""
    import jinja2

    folder = jinja2.FileSystemLoader(Path(__file__).parent)
    env = jinja2.Environment(
        loader=folder, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    words = {name: pair[lang == "en"] for name, pair in WORDS.items()}
    shown: dict[str, Any] = {
        "lang": lang,
        "w": words,
        "scenario": draws.scenario.title.in_language(lang),
        "says": draws.scenario.says.in_language(lang),
        "asked": asked(draws, knowledge, lang),
        "warnings": list(warnings(draws, lang)),
        "changes": _changes(draws, knowledge, lang, words),
        "read_so": how_to_read(draws, lang),
        "tables": [_figures(draws, lang, weighed) for weighed in weighed_first(draws)],
        "ranks": [_ranks(draws, figure, knowledge, lang, words) for figure in MAIN],
        "years": [_years(draws, figure, lang, words) for figure in MAIN],
        "fit": _fit(draws, lang, words),
        "assumptions": [_assumptions(basis, knowledge, lang, words) for basis in BASIS],
    }
    return env.get_template(_TEMPLATE).render(**shown)


def _changes(draws: Draws, knowledge: Knowledge, lang: str, words: dict[str, str]) -> Table | None:
    rows = []
    for name, change in draws.scenario.changes.items():
        one = knowledge.burden_parameters[name]
        new = plain(change.to, lang) if change.to is not None else f"× {plain(change.times or 0, lang)}"
        said = f"{one.words.in_language(lang)} ({name})"
        rows.append([said, plain(one.value, lang), new, change.reason.in_language(lang)])
    top = [words["parameter"], words["now"], words["then"], words["why"]]
    return Table(words["changes"], top, rows) if rows else None


def _figures(draws: Draws, lang: str, weighed: bool) -> Table:
    rows = [cells(line, lang) for line in lines_of(draws, lang, weighed)]
    return Table(title_of(weighed, lang), heads(draws.compared, lang), rows)


def _ranks(draws: Draws, figure: str, knowledge: Knowledge, lang: str, words: dict[str, str]) -> Chart:
    title = ranked_title(draws, figure, lang)
    ranks, among = ranks_of(draws, figure), weighed_says(draws, figure, knowledge, lang)
    if ranks is None:
        return Chart(title, "", f"{too_few(draws, lang)} {among}", None)
    seen = [one for one in ranks if one.seen][:_MOST_BARS]
    if not seen:
        return Chart(title, "", f"{words['none_seen']} {among}", None)
    rows = [rank_cells(one, knowledge, lang) for one in seen]
    first = words["most"].format(rows[0][0], rows[0][2])
    bars = [Bar(row[0], one.strength) for row, one in zip(rows, seen, strict=True)]
    table = Table(title, [words["parameter"], words["strength"], words["basis"]], rows)
    return Chart(title, tornado(title, bars, lang), f"{first} {ranks_note(draws, lang)} {among}", table)


def _years(draws: Draws, figure: str, lang: str, words: dict[str, str]) -> Chart:
    """The difference year by year; of the baseline alone, the figure itself."""
    said, how = next((pair[lang == "en"], how) for name, pair, how in SHOWN if name == figure)
    found = draws.by_year[..., YEARLY_FIGURES.index(figure)]
    sides = [found[:, side] for side in range(found.shape[1])]
    if draws.compared:
        sides.append(found[:, 1] - found[:, 0])
    bands = [[band(side[:, year], draws.best) for year in range(draws.years)] for side in sides]
    rows = [
        [str(n), *(interval(one, how, lang) for one in year)]
        for n, year in enumerate(zip(*bands, strict=True), 1)
    ]
    factor = 100 if how == "%" else 1
    drawn = [Band(one.low * factor, one.median * factor, one.high * factor) for one in bands[-1]]
    by = words["by_weight" if draws.carries else "by_free"]
    title = words["gap_by_year" if draws.compared else "by_year"].format(said)
    top = [words[name] for name in ("year", "as_now", "scenario", "gap")[: 1 + len(sides)]]
    says = " ".join([words["by_year_says"], by, *([words["below_zero"]] if draws.compared else [])])
    return Chart(title, by_year(title, drawn, "", lang), says, Table(title, top, rows))


def _fit(draws: Draws, lang: str, words: dict[str, str]) -> Chart:
    rows, held = [], []
    for at, target in enumerate(draws.targets):
        found, weighed = band(draws.held[:, at], draws.even), band(draws.held[:, at], draws.weights)
        best = band(draws.held[:, at], draws.best)
        said = target.words.in_language(lang)
        low, high = (number(x * 100, 0, lang) for x in (target.low, target.high))
        goal = f"{low} %" if low == high else f"{low}-{high} %"
        differs = target.differs.in_language(lang) if target.differs else ""
        verdict = " ".join(part for part in (_verdict(target.low, target.high, best, words), differs) if part)
        rows.append(
            [
                said,
                goal,
                f"{interval(found, '%', lang)} %",
                f"{interval(weighed, '%', lang)} %",
                verdict,
                target.source,
            ]
        )
        held.append(Held(said, target.low, target.high, best))
    by = words["by_weight" if draws.carries else "by_free"]
    top = [words[name] for name in ("measured", "range", "all_draws", "weighed", "verdict", "source")]
    return Chart(
        words["fit"],
        fit(words["fit"], held, lang),
        f"{words['fit_says']} {by}",
        Table(words["fit"], top, rows),
    )


def _verdict(low: float, high: float, found: Band, words: dict[str, str]) -> str:
    if np.isnan(found.median):
        return words["nobody"]
    if found.high < low:
        return words["all_below"]
    if found.low > high:
        return words["all_above"]
    if found.median < low - 0.01:
        return words["mostly_below"]
    return words["mostly_above"] if found.median > high + 0.01 else words["fits"]


def _assumptions(basis: str, knowledge: Knowledge, lang: str, words: dict[str, str]) -> Table:
    among = [p for p in knowledge.burden_parameters.values() if p.basis == basis]
    rows = [
        [
            f"{p.words.in_language(lang)} ({p.id})",
            plain(p.value, lang),
            f"{plain(p.low, lang)}-{plain(p.high, lang)}",
            p.source,
            p.reason.in_language(lang) if p.reason else "",
        ]
        for p in among
    ]
    top = [words[name] for name in ("parameter", "value", "range_of", "source", "why")]
    return Table(f"{BASIS[basis][lang == 'en'].capitalize()} ({len(among)})", top, rows)
