"""A run with draws in words: what must be known before its figures, how they are read, and the whole text."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rygrad.burden.drawn_figures import MAIN, Line, cells, heads, lines_of
from rygrad.burden.draws import Draws
from rygrad.burden.ranked_told import tell_ranks
from rygrad.burden.tell import number
from rygrad.burden.weigh import TOLERANCE, band, effective, outside_of
from rygrad.kb.burden_models import Target
from rygrad.kb.knowledge import Knowledge


def as_close(draws: Draws) -> int:
    """How many draws from the ranges alone fit what was measured at least as well as the point values do."""
    return int((draws.misfits[draws.free] <= draws.point_misfit).sum())


def near_all(draws: Draws) -> int:
    """How many of all draws have every target that was counted within the tolerance."""
    off = np.nan_to_num(outside_of(draws.held, draws.targets))
    return int((off <= TOLERANCE).all(axis=1).sum())


def missed(draws: Draws) -> list[Target]:
    """The targets that even the weighed draws miss: 95 % of them lie on one side of what was measured."""
    bands = [band(draws.held[:, at], draws.weights) for at in range(len(draws.targets))]
    return [t for t, one in zip(draws.targets, bands, strict=True) if one.high < t.low or one.low > t.high]


def weighed_first(draws: Draws) -> tuple[bool, bool]:
    """The tables' order: the one a reader is to go by comes first."""
    return (True, False) if draws.carries else (False, True)


def warnings(draws: Draws, lang: str) -> Iterator[str]:
    """What a reader must know before the figures: a model, refused draws, and how the draws fit."""
    yield (
        "This is a model, not a forecast. An interval shows what follows from the parameters' ranges; "
        "what the model leaves out or has wrong is not in it."
        if lang == "en"
        else "Det er en model og ikke en forudsigelse. Et interval viser, hvad der følger af tallenes "
        "spændvidder. Det, modellen udelader eller tager fejl af, er ikke med i det."
    )
    if draws.refused:
        yield _refused(draws, lang)
    yield f"{_drawn(draws, lang)} {_worth(draws, lang)}"
    yield _fit(draws, lang)


def _refused(draws: Draws, lang: str) -> str:
    why = draws.refused[0][1].text(lang)
    if lang == "en":
        return (
            f"{len(draws.refused)} of {draws.asked} draws cannot be and are left out ({why}). "
            "The others are therefore not the whole range."
        )
    return (
        f"{len(draws.refused)} af {draws.asked} trækninger kan ikke lade sig gøre og er udeladt "
        f"({why}). Resten dækker derfor ikke hele spændvidden."
    )


def _drawn(draws: Draws, lang: str) -> str:
    free, later = int(draws.free.sum()), int((~draws.free).sum())
    if lang == "en":
        waves = f"; {later} were then drawn closer to what was measured" if later else ""
        said = "In each draw the model is run with its own set of numbers."
        return f"{said} {free} are from the ranges alone{waves}."
    waves = f" {later} er derefter trukket dér, hvor modellen passer bedre med det målte." if later else ""
    return (
        "I hver trækning er modellen regnet igennem med sit eget sæt tal. "
        f"{free} trækninger er frie: tallene er taget fra hele spændvidden.{waves}"
    )


def _worth(draws: Draws, lang: str) -> str:
    worth = number(effective(draws.weights), 0, lang)
    if lang == "en":
        said = f"Weighed by their fit, and for where they were drawn, all are worth {worth} equal ones. "
        return said + (
            "That carries an interval: go by the weighed table."
            if draws.carries
            else "That is too few to carry an interval: read the table over the draws from the ranges alone, "
            "and take the weighed one as a hint."
        )
    said = f"Vægtet efter, hvor godt de passer, tæller de tilsammen som {worth} lige gode. "
    return said + (
        "Det kan bære et interval: gå ud fra den vægtede tabel."
        if draws.carries
        else "Det er for få til at bære et interval: læs tabellen over de frie trækninger, "
        "og tag den vægtede som et fingerpeg."
    )


def _fit(draws: Draws, lang: str) -> str:
    """How many draws fit, and what not even those that fit best reach."""
    near, made, off = near_all(draws), len(draws.numbers), missed(draws)
    names = "; ".join(f"“{one.words.en}”" if lang == "en" else f"»{one.words.da}«" for one in off)
    points, close, free = round(TOLERANCE * 100), as_close(draws), int(draws.free.sum())
    if lang == "en":
        said = (
            f"{near} of {made} draws come within {points} percentage points of everything measured. "
            f"{close or 'None'} of the {free} from the ranges alone fit as well as the chosen values do."
        )
        return f"{said} Even those that fit best do not reach: {names}." if off else said
    said = (
        f"{near} af {made} trækninger kommer inden for {points} procentpoint af alt det målte. "
        f"{close or 'Ingen'} af de {free} frie passer lige så godt som de valgte tal."
    )
    return f"{said} Selv de bedste når ikke: {names}." if off else said


def how_to_read(draws: Draws, lang: str) -> str:
    """What the columns of the table mean, and what a hundred per cent does not."""
    if lang == "en":
        text = "A figure is the median of the draws; 95 % of them lie within the brackets. "
        if draws.compared:
            text += (
                "“Lower in” is the share of draws in which the scenario has less than now. 100 % says only "
                "that none of the ranges gave anything else: it is no proof of an effect. The difference is "
                "taken in each draw, so it is not one column less the other. "
            )
        return text + "“Chance” is what another seed alone would change, 95 times in 100."
    text = "Et tal er medianen af trækningerne; 95 % af dem ligger inden for klammerne. "
    if draws.compared:
        text += (
            "»Lavere i« er den andel af trækningerne, hvor scenariet har mindre end nu. 100 % siger kun, "
            "at ingen af spændvidderne gav andet. Det er intet bevis for en virkning. Forskellen er regnet i "
            "hver trækning for sig og er derfor ikke den ene kolonne minus den anden. "
        )
    return text + "»Tilfældighed« er, hvad en anden startværdi alene ville flytte, 95 gange ud af 100."


def tell_draws(draws: Draws, knowledge: Knowledge, lang: str) -> str:
    """The whole text in one language."""
    scenario = draws.scenario
    parts = [f"{scenario.title.in_language(lang)} ({scenario.id})", scenario.says.in_language(lang)]
    parts += [asked(draws, knowledge, lang), *warnings(draws, lang), ""]
    for weighed in weighed_first(draws):
        parts += [title_of(weighed, lang), *_table(lines_of(draws, lang, weighed), lang), ""]
    parts += [how_to_read(draws, lang), ""]
    for figure in MAIN:
        parts += [*tell_ranks(draws, figure, knowledge, lang), ""]
    return "\n".join(parts)


def asked(draws: Draws, knowledge: Knowledge, lang: str) -> str:
    """What was run, in one sentence."""
    people, made = number(draws.people, 0, lang), len(draws.numbers)
    if lang == "en":
        return (
            f"{made} draws of the parameters, {people} simulated adults in each, {draws.years} years, "
            f"seed {draws.seed}; knowledge {knowledge.version}."
        )
    return (
        f"{made} trækninger af tallene, {people} simulerede voksne i hver, {draws.years} år, "
        f"startværdi {draws.seed}; viden {knowledge.version}."
    )


def title_of(weighed: bool, lang: str) -> str:
    """The table's name."""
    if weighed:
        da = "Alle trækninger, vægtet efter, hvor godt de passer med det målte"
        return "All draws, weighed by fit" if lang == "en" else da
    return "Draws from the ranges alone, all alike" if lang == "en" else "Frie trækninger, alle lige meget"


def _table(lines: list[Line], lang: str) -> Iterator[str]:
    rows = [cells(line, lang) for line in lines]
    titles = heads(lines[0].gap is not None, lang)
    wide = [max(len(row[at]) for row in [titles, *rows]) for at in range(len(titles))]
    for row in [titles, *rows]:
        first, *rest = [
            cell.ljust(w) if at == 0 else cell.rjust(w)
            for at, (cell, w) in enumerate(zip(row, wide, strict=True))
        ]
        yield "  ".join([first, *rest])
