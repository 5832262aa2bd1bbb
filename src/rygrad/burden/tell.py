"""A run as text: a year a line, the difference from the baseline, the fit, and what is only assumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rygrad.burden.outcome import Fit, Outcome, per_year_in_denmark
from rygrad.burden.scenario import Run
from rygrad.kb.burden_models import Parameter
from rygrad.kb.knowledge import Knowledge


@dataclass(frozen=True)
class Told:
    """All that is said of one run; `baseline` is None where the run is the baseline itself."""

    run: Run
    people: int
    seed: int
    outcome: Outcome
    baseline: Outcome | None
    fits: list[Fit]


# figure, heading, and how it is shown: a share as per cent, a rate a thousand people, weeks or days a person.
_COLUMNS: tuple[tuple[str, tuple[str, str], str], ...] = (
    ("any_pain", ("ondt", "any pain"), "%"),
    ("over_30_days", (">30 dage", ">30 days"), "%"),
    ("chronic", ("kronisk", "chronic"), "%"),
    ("sought_care", ("hjælp", "care"), "%"),
    ("scans", ("scannet", "scans"), "‰"),
    ("unneeded_scans", ("u. grund", "no reason"), "‰"),
    ("operations", ("opereret", "operated"), "‰"),
    ("pain_weeks", ("uger ondt", "pain weeks"), "1"),
    ("sick_days", ("sygedage", "sick days"), "1"),
)
BASIS = {
    "read": ("læst hos en kilde", "read at a source"),
    "derived": ("udregnet af en kilde", "derived from a source"),
    "calibrated": ("tilpasset målene", "fitted to the targets"),
    "assumed": ("antaget", "assumed"),
}


def tell(told: Told, knowledge: Knowledge, lang: str) -> str:
    """The whole text in one language."""
    parts = (_head, _table, _denmark, _fit, _changes, _known)
    return "\n".join(line for part in parts for line in part(told, knowledge, lang))


def _said(lang: str, da: str, en: str) -> str:
    return en if lang == "en" else da


def number(value: float, digits: int, lang: str) -> str:
    """A number as it is written in a language, 1.234,5 or 1,234.5; what rounds to nothing has no minus."""
    text = f"{value:z,.{digits}f}"
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))


def _head(told: Told, knowledge: Knowledge, lang: str) -> Iterator[str]:
    scenario = told.run.scenario
    yield f"{scenario.title.in_language(lang)} ({scenario.id})"
    yield scenario.says.in_language(lang)
    people, years = number(told.people, 0, lang), len(told.outcome.years)
    yield _said(
        lang,
        f"{people} simulerede voksne, {years} år, startværdi {told.seed}; viden {knowledge.version}.",
        f"{people} simulated adults, {years} years, seed {told.seed}; knowledge {knowledge.version}.",
    )
    yield _said(
        lang,
        "Det er en model og ikke en forudsigelse. Mange tal er antaget: se nederst.",
        "This is a model, not a forecast. Many of its numbers are assumed: see below.",
    )
    yield ""


def _shown(value: float | None, how: str, lang: str) -> str:
    if value is None:
        return "-"
    return number(value * {"%": 100, "‰": 1000}.get(how, 1), {"1": 2}.get(how, 1), lang)


def _table(told: Told, _: Knowledge, lang: str) -> Iterator[str]:
    heads = [f"{_said(lang, *head)} {'' if how == '1' else how}".strip() for _name, head, how in _COLUMNS]
    yield _line(_said(lang, "år", "year"), heads)
    for at, year in enumerate(told.outcome.years, 1):
        yield _line(str(at), [_shown(year["all"][name], how, lang) for name, _head, how in _COLUMNS])
    mean = told.outcome.mean["all"]
    yield _line(_said(lang, "snit", "mean"), [_shown(mean[name], how, lang) for name, _head, how in _COLUMNS])
    if told.baseline:
        base = told.baseline.mean["all"]
        shown = [_shown(base[name], how, lang) for name, _head, how in _COLUMNS]
        yield _line(_said(lang, "som nu", "as now"), shown)
        gap = [_shown((mean[n] or 0) - (base[n] or 0), how, lang) for n, _head, how in _COLUMNS]
        yield _line(_said(lang, "forskel", "change"), gap)
    yield _said(
        lang,
        "% og ‰ er af alle voksne på et år; uger og dage er pr. voksen. Samme tilfældighed i begge rækker.",
        "% and ‰ are of all adults in a year; weeks and days are per adult. Both rows share their chance.",
    )
    yield ""


def _line(first: str, cells: list[str]) -> str:
    return f"{first:<8}" + "".join(f"{cell:>13}" for cell in cells)


def _denmark(told: Told, _: Knowledge, lang: str) -> Iterator[str]:
    """What it would be in all of Denmark: kroner in billions, sick days in millions."""
    values = told.run.values
    rows = (
        (
            "over_30_days",
            _said(lang, "voksne med over 30 dage (mio.)", "adults with over 30 days (millions)"),
            1e6,
        ),
        ("care", _said(lang, "gange hjælp (mio.)", "times care was sought (millions)"), 1e6),
        ("scans", _said(lang, "scanninger (1000)", "scans (thousands)"), 1e3),
        ("sick_days", _said(lang, "sygedage (mio.)", "sick days (millions)"), 1e6),
        ("health_kroner", _said(lang, "sundhed (mia. kr.)", "health care (billion DKK)"), 1e9),
        ("production_kroner", _said(lang, "tabt arbejde (mia. kr.)", "lost work (billion DKK)"), 1e9),
    )
    yield _said(lang, "I hele Danmark om året, i snit:", "In all of Denmark, a year, on average:")
    for name, words, scale in rows:
        found = per_year_in_denmark(told.outcome.mean["all"][name] or 0.0, values) / scale
        text = f"  {words:<38}{number(found, 2, lang):>10}"
        if told.baseline:
            base = per_year_in_denmark(told.baseline.mean["all"][name] or 0.0, values) / scale
            text += f"   {_said(lang, 'som nu', 'as now')} {number(base, 2, lang)}"
        yield text
    yield _said(
        lang,
        "  Prisen på selve scanningen og pensioner er ikke med: ingen tal er læst.",
        "  The price of a scan itself, and pensions, are left out: no figures were read.",
    )
    yield ""


def _fit(told: Told, _: Knowledge, lang: str) -> Iterator[str]:
    yield _said(lang, "Mod det, der er målt", "Against what was measured") + (
        _said(lang, " (som nu):", " (as now):")
        if told.baseline and not told.run.scenario.from_the_start
        else ":"
    )
    for fit in told.fits:
        target = fit.target
        low, high = (number(x * 100, 0, lang) for x in (target.low, target.high))
        wanted = f"{low} %" if low == high else f"{low}-{high} %"
        found = "-" if fit.found is None else f"{number(fit.found * 100, 1, lang)} %"
        mark = _said(lang, "passer", "fits") if fit.fits else _said(lang, "PASSER IKKE", "DOES NOT FIT")
        words = target.words.in_language(lang)
        yield f"  {words:<44}{found:>9}   {wanted:<9} {mark:<13} {target.source}"
    yield ""


def _changes(told: Told, knowledge: Knowledge, lang: str) -> Iterator[str]:
    if not told.run.scenario.changes:
        return
    yield _said(lang, "Ændret i scenariet:", "Changed by the scenario:")
    for name, change in told.run.scenario.changes.items():
        old, new = knowledge.burden_parameters[name].value, told.run.values[name]
        words = knowledge.burden_parameters[name].words.in_language(lang)
        reason = change.reason.in_language(lang)
        yield f"  {name} ({words}): {plain(old, lang)} → {plain(new, lang)}. {reason}"
    yield ""


def _known(_: Told, knowledge: Knowledge, lang: str) -> Iterator[str]:
    for basis in ("assumed", "calibrated", "derived", "read"):
        among = [p for p in knowledge.burden_parameters.values() if p.basis == basis]
        yield f"{_said(lang, *BASIS[basis]).capitalize()} ({len(among)}):"
        yield from (f"  {_parameter(p, lang)}" for p in among)


def _parameter(p: Parameter, lang: str) -> str:
    reason = f". {p.reason.in_language(lang)}" if p.reason else ""
    value, low, high = (plain(x, lang) for x in (p.value, p.low, p.high))
    return f"{p.id} = {value} [{low}-{high}] ({p.source}){reason}"


def plain(value: float, lang: str) -> str:
    """A number with no more digits than it has."""
    digits = next((n for n in range(5) if abs(value - round(value, n)) < 1e-9), 5)
    return number(value, digits, lang)
