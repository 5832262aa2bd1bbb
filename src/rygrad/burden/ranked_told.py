"""What a figure hangs on, in words: over the ranges, and among the draws that fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rygrad.burden.drawn_figures import SHOWN
from rygrad.burden.draws import Draws
from rygrad.burden.tell import BASIS, number
from rygrad.burden.weigh import SPARE, Rank, effective, ranking, weighed_ranking
from rygrad.kb.knowledge import Knowledge

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

_MOST_WEIGHED = 4


def ranks_of(draws: Draws, figure: str) -> list[Rank] | None:
    """What the difference hangs on, or the baseline's figure where there is no scenario."""
    return ranking(draws.table[draws.free], draws.names, _found(draws, figure)[draws.free])


def weighed_ranks_of(draws: Draws, figure: str) -> list[Rank] | None:
    """The same among the draws that fit, a parameter at a time; None where they are worth too few."""
    return weighed_ranking(draws.table, draws.names, _found(draws, figure), draws.weights)


def _found(draws: Draws, figure: str) -> Floats:
    return draws.gap(figure) if draws.compared else draws.of(figure, 0)


def weighed_says(draws: Draws, figure: str, knowledge: Knowledge, lang: str) -> str:
    """What stands out among the draws that fit, in one sentence, and of how many draws."""
    ranks, en = weighed_ranks_of(draws, figure), lang == "en"
    worth = number(effective(draws.weights), 0, lang)
    if ranks is None:
        return (
            f"Among the draws that fit nothing is ranked: they are worth only {worth}."
            if en
            else f"Blandt de trækninger, der passer, er intet rangordnet: de svarer kun til {worth}."
        )
    seen = [rank_cells(one, knowledge, lang) for one in ranks if one.seen][:_MOST_WEIGHED]
    if not seen:
        return (
            f"Among the draws that fit (worth {worth}) no number stands out from chance."
            if en
            else f"Blandt de trækninger, der passer (de svarer til {worth}), skiller intet tal sig ud "
            "fra tilfældighed."
        )
    said = "; ".join(f"{name} {strength}" for name, strength, _ in seen)
    return (
        f"Among the draws that fit (worth {worth}), weighed, each number by itself: {said}."
        if en
        else f"Blandt de trækninger, der passer (de svarer til {worth}), vægtet og hvert tal for sig: {said}."
    )


def ranked_title(draws: Draws, figure: str, lang: str) -> str:
    """The question a ranking answers."""
    words = next(words for name, words, _ in SHOWN if name == figure)[lang == "en"].removesuffix(", %")
    if lang == "en":
        return f"What the {'difference in' if draws.compared else 'figure for'} “{words}” hangs on"
    return f"Hvad {'forskellen i' if draws.compared else 'tallet for'} »{words}« afhænger mest af"


def too_few(draws: Draws, lang: str) -> str:
    """Why there is no ranking."""
    need = len(draws.names) + SPARE
    count = int(draws.free.sum())
    if lang == "en":
        return (
            f"Too few draws from the ranges alone ({count}) to rank {len(draws.names)} parameters: "
            f"at least {need} are needed."
        )
    return (
        f"For få frie trækninger ({count}) til at rangordne {len(draws.names)} tal: "
        f"der skal mindst {need} til."
    )


def tell_ranks(draws: Draws, figure: str, knowledge: Knowledge, lang: str) -> Iterator[str]:
    """One ranking as lines of text."""
    yield ranked_title(draws, figure, lang) + ":"
    ranks = ranks_of(draws, figure)
    if ranks is None:
        yield "  " + too_few(draws, lang)
    else:
        for one in ranks[:8]:
            if one.seen:
                yield "  " + " | ".join(rank_cells(one, knowledge, lang))
        yield "  " + ranks_note(draws, lang)
    yield "  " + weighed_says(draws, figure, knowledge, lang)


def rank_cells(one: Rank, knowledge: Knowledge, lang: str) -> list[str]:
    """A parameter, how the figure follows it, and how far the parameter itself is known."""
    parameter = knowledge.burden_parameters[one.name]
    sign = "+" if one.strength > 0 else ""
    words = parameter.words.in_language(lang)
    return [
        f"{words} ({one.name})",
        sign + number(one.strength, 2, lang),
        BASIS[parameter.basis][lang == "en"],
    ]


def ranks_note(draws: Draws, lang: str) -> str:
    """How the numbers of a ranking are read."""
    if lang == "en":
        follows = "the figure rises with the parameter"
        if draws.compared:
            follows = "a higher parameter lifts the difference (less won, or more lost); minus, the other way"
        return (
            f"Over the whole ranges, the {int(draws.free.sum())} draws from them alike and not weighed. "
            f"Partial rank correlation, -1 to 1: plus means that {follows}. "
            "Those that chance could give are left out."
        )
    follows = "resultatet stiger, når tallet i modellen stiger"
    if draws.compared:
        follows = "et højere tal løfter forskellen (mindre vundet eller mere tabt); minus er omvendt"
    return (
        f"Over hele spændvidden: de {int(draws.free.sum())} frie trækninger lige meget, ikke vægtet. "
        f"Partiel rangkorrelation fra -1 til 1: plus betyder, at {follows}. "
        "Dem, tilfældighed kunne give, er udeladt."
    )
