"""Questionnaires: which items, what score, which change matters, and whose words the form may show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import fmean

from rygrad.assess.answers import Answers, AnswersError, Fault, checked_answers
from rygrad.assess.person import person
from rygrad.care.instruments import InstrumentFault, Texts, site_texts, unread_files
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Score
from rygrad.kb.problem import Problem

__all__ = [
    "QUESTIONNAIRES",
    "Change",
    "InstrumentFault",
    "Scored",
    "Texts",
    "band_says",
    "change",
    "instrument_faults",
    "items",
    "score",
    "texts",
]
QUESTIONNAIRES: tuple[str, ...] = ("psfs", "roland_morris", "startback_total")
LANGS = ("da", "en")
Pair = tuple[float, float]  # a score before and after


@dataclass(frozen=True, slots=True)
class Scored:
    """A score: a range while items are missing, and the band only when every completion has the same.

    `missing` counts the items still open; own activities beyond the fewest that make a score are no items.
    """

    low: float
    high: float
    band: str | None
    answered: int
    missing: int


@dataclass(frozen=True, slots=True)
class Change:
    """What is sure of the way from one score to another; None is not known.

    `points` (after less before) and `percent` (of before) are the ones nearest to no change.
    """

    points: float
    percent: float | None
    matters: bool | None
    better: bool | None


def items(knowledge: Knowledge, id: str) -> tuple[str, ...]:
    """The questions of a questionnaire, in their order."""
    entry = knowledge.scores[id]
    asked = set(entry.of) or knowledge.program.asks[id]
    return tuple(question for question in knowledge.questions if question in asked)


def score(knowledge: Knowledge, id: str, items: Mapping[str, bool | int | str]) -> Scored | None:
    """The score of a response, None when nothing can be said of it; raises AnswersError.

    An item that is not there is unknown, never "no".
    """
    entry = knowledge.scores[id]
    told = _own_answers(knowledge, id, items)
    if entry.kind == "points":
        return _points(knowledge, id, told) if told else None
    least = entry.at_least_answered or len(entry.of)
    if len(told) < least:
        return None
    mean = round(fmean(int(value) for value in told.values()), 1)
    return Scored(mean, mean, person(knowledge, told).band(id), len(told), missing=0)


def _own_answers(knowledge: Knowledge, id: str, given: Mapping[str, bool | int | str]) -> Answers:
    """The answered items; another questionnaire's item is refused, so that versions are never mixed."""
    own = items(knowledge, id)
    da, en = f"hører ikke til skemaet {id}", f"is no item of {id}"
    foreign = [Fault(str(key)[:60], da, en) for key in given if key not in own]
    if foreign:
        raise AnswersError(foreign)
    return checked_answers(given, knowledge)


def _points(knowledge: Knowledge, id: str, told: Answers) -> Scored:
    p = person(knowledge, told)
    low, high = p.outcome.scores[id]
    return Scored(low, high, p.band(id), len(told), len(items(knowledge, id)) - len(told))


def band_says(knowledge: Knowledge, id: str, band: str, lang: str) -> str:
    """What a band means to the person, in one language; raises KeyError when there is no such band."""
    return {b.id: b.says for b in knowledge.scores[id].bands}[band].in_language(lang)


def change(knowledge: Knowledge, id: str, before: Scored, after: Scored) -> Change:
    """The way from one score to another, and whether it can be felt by the score's own claims.

    Means over different numbers of activities are not compared, see `psfs_same_activities`; whether
    they are the same activities only the caller knows.
    """
    entry = knowledge.scores[id]
    pairs = list(product({before.low, before.high}, {after.low, after.high}))
    points = _nearest_to_none([_gone(pair) for pair in pairs])
    if entry.kind == "mean" and before.answered != after.answered:
        return Change(points, None, None, None)
    starts = all(start > 0 for start, _ in pairs)
    percent = _nearest_to_none([100 * _gone(pair) / pair[0] for pair in pairs]) if starts else None
    return Change(points, percent, _matters(knowledge, entry, pairs), _better(entry, pairs))


def _gone(pair: Pair) -> float:
    return round(pair[1] - pair[0], 2)  # means have one decimal; the rest would be the machine's


def _gained(entry: Score, pair: Pair) -> float:
    return _gone(pair) if entry.high_is == "good" else -_gone(pair)


def _nearest_to_none(changes: list[float]) -> float:
    low, high = min(changes), max(changes)
    return 0.0 if low <= 0 <= high else min(low, high, key=abs)


def _sure(holds: Callable[[Pair], bool], pairs: Iterable[Pair]) -> bool | None:
    """Whether it holds wherever the two scores may lie; what is asked here is sharpest at the ends."""
    found = {holds(pair) for pair in pairs}
    return found.pop() if len(found) == 1 else None


def _better(entry: Score, pairs: list[Pair]) -> bool | None:
    if entry.high_is is None or all(_gone(pair) == 0 for pair in pairs):
        return None
    if _sure(lambda pair: _gained(entry, pair) > 0, pairs):
        return True
    return False if _sure(lambda pair: _gained(entry, pair) < 0, pairs) else None


def _matters(knowledge: Knowledge, entry: Score, pairs: list[Pair]) -> bool | None:
    """A gain counts in points or percent, a loss in points only, see `worsening_counts_in_points`."""
    if entry.change_that_matters is None:
        return None
    points = _number(knowledge, entry.change_that_matters)
    of_start = entry.change_that_matters_percent
    percent = _number(knowledge, of_start) if of_start else None

    def gain(pair: Pair) -> bool:
        gained = _gained(entry, pair)
        if percent is not None and pair[0] > 0 and 100 * gained >= percent * pair[0]:
            return True
        return gained >= points

    gains = _sure(gain, pairs)
    losses = _sure(lambda pair: -_gained(entry, pair) >= points, pairs)
    if gains or losses:
        return True
    return None if None in (gains, losses) else False


def _number(knowledge: Knowledge, claim: str) -> int:
    return knowledge.vocabulary.constants[claim].value


def texts(folder: Path | None, knowledge: Knowledge, id: str, lang: str) -> Texts | None:
    """The words of a form: ours where they may ship, else the site's own file, else None.

    `folder` is the site's data folder, see docs/instruments.md. Raises InstrumentFault.
    """
    entry = knowledge.scores[id]
    if lang not in LANGS:
        return None
    if entry.instruction and entry.credit:
        own = {q: knowledge.questions[q].words.in_language(lang) for q in items(knowledge, id)}
        named = {q: words[:1].upper() + words[1:] for q, words in own.items()}
        return Texts(lang, entry.instruction.in_language(lang), named, {}, entry.credit.in_language(lang))
    if folder is None or id not in QUESTIONNAIRES:
        return None
    asked = items(knowledge, id)
    words = [word for q in asked for word in knowledge.questions[q].of or []]
    return site_texts(folder, id, lang, asked, words)


def instrument_faults(folder: Path, knowledge: Knowledge) -> list[Problem]:
    """All that is wrong with a site's files of words, also a file whose name nothing reads."""
    added = [id for id in QUESTIONNAIRES if knowledge.scores[id].instruction is None]
    named = {f"{id}.{lang}.yaml": (id, lang) for id in added for lang in LANGS}
    found = unread_files(folder, list(named))
    for id, lang in named.values():
        try:
            texts(folder, knowledge, id, lang)
        except InstrumentFault as e:
            found += e.problems
    return sorted(found)
