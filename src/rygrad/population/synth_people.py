"""Invented people, one block at a time: every question's answer drawn after those it depends on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from rygrad.kb.derived import DERIVED
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.population import Shares, behind, shares
from rygrad.kb.population_models import Share, Spread
from rygrad.kb.problem import KnowledgeError, Refusal
from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.to_bitmaps import Bitmaps
from rygrad.logic.vocabulary import Choice, Number, Question, YesNo
from rygrad.population.synth_draws import (
    BLOCK,
    Draws,
    Floats,
    Values,
    Whole,
    Yes,
    between,
    chance_of,
    level_for,
    picked,
)

_FIT = Draws(0, 0)  # the people on whom the odds are set; the same whatever seed is asked for


@dataclass
class Drawn:
    """What is so of each person, and which answers stand in the record."""

    people: int
    true: dict[str, Values]
    asked: dict[str, Yes]
    told: dict[str, Yes]


class People:
    """Draws synthetic people by the knowledge's shares; raises KnowledgeError or Refusal without them."""

    def __init__(self, knowledge: Knowledge) -> None:
        made = shares(knowledge)
        if made.problems:
            raise KnowledgeError(made.problems)
        if not made.ordered:
            raise Refusal("vidensmappen har ingen population/", "the knowledge folder has no population/")
        self.knowledge = knowledge
        self.shares: Shares = made
        self.questions: dict[str, Question] = knowledge.vocabulary.questions
        self.levels: dict[str, float] = {}
        self._compiled: dict[int, Bitmaps] = {}
        self._draw(_FIT, 0.0, fitting=True)

    @property
    def asked_first(self) -> list[str]:
        """The questions in the order of the knowledge, which is the order of the columns."""
        return [name for name in self.knowledge.questions if name in self.shares.ordered]

    @cached_property
    def schema(self) -> Any:
        """The columns: `id`, `synthetic`, and one for each question."""
        fields = [pa.field("id", pa.int64(), False), pa.field("synthetic", pa.bool_(), False)]
        return pa.schema(fields + [pa.field(q, _type(self.questions[q])) for q in self.asked_first])

    def block(self, seed: int, number: int, missing: float = 0.0, people: int = BLOCK) -> Any:
        """The first people of one block as a table; `missing` is the share of answers that are left out."""
        drawn = self._draw(Draws(seed, number, people), missing)
        ids = np.arange(1, people + 1, dtype=np.int64) + number * BLOCK
        columns = [pa.array(ids), pa.array(np.ones(people, bool))]
        for name in self.asked_first:
            columns.append(_column(self.questions[name], drawn.true[name], ~drawn.told[name]))
        return pa.Table.from_arrays(columns, schema=self.schema)

    def _draw(self, draws: Draws, missing: float, fitting: bool = False) -> Drawn:
        drawn = Drawn(draws.people, {}, {}, {})
        fitted = behind(self.shares, {name for name, share in self.shares.ordered.items() if share.odds})
        for name, share in self.shares.ordered.items():
            if fitting and name not in fitted:
                continue
            self._one_question(name, share, draws, drawn, fitting)
            told = drawn.asked[name]
            if share.answered < 1:
                told = told & (draws.kept(share.together or name, "answered") < share.answered)
            if missing:
                told = told & (draws.uniform(name, "missing") >= missing)
                told &= self._answerable(name, *self._led(name, drawn, drawn.told))
            drawn.told[name] = told
        return drawn

    def _one_question(self, name: str, share: Share, draws: Draws, drawn: Drawn, fitting: bool) -> None:
        """An answer for those whom the question makes sense to, and the interview's "no" for the others."""
        holds, fails = self._led(name, drawn, drawn.asked)
        drawn.asked[name] = holds
        answer = self._answer(name, share, draws, drawn, fitting)
        drawn.true[name] = answer if holds.all() else np.where(holds, answer, np.zeros(1, answer.dtype))
        drawn.asked[name] = self._answerable(name, holds, fails)

    def _led(self, name: str, drawn: Drawn, told: dict[str, Yes]) -> tuple[Yes, Yes]:
        """For whom the question surely makes sense, and for whom surely not, by the answers told."""
        lead = self.knowledge.sentences.get(("only_if", name, 0))
        if lead is None:
            return np.ones(drawn.people, bool), np.zeros(drawn.people, bool)
        found = self._status(lead.core, drawn, told)
        return _whether(found), _whether(pc.invert(found))

    def _answerable(self, name: str, holds: Yes, fails: Yes) -> Yes:
        """For whom there may be an answer, with the "no" that the interview adds where a lead is "no"."""
        question = self.questions[name]
        implied = isinstance(question, YesNo) or (isinstance(question, Number) and question.low == 0)
        return holds | fails if implied else holds

    def _holds(self, sentence: core.Core, drawn: Drawn) -> Yes:
        """For whom a sentence is true, by all that they were asked."""
        return _whether(self._status(sentence, drawn, drawn.asked))

    def _status(self, sentence: core.Core, drawn: Drawn, told: dict[str, Yes]) -> Any:
        """True, false or empty for each person; what is not told is unknown."""
        if id(sentence) not in self._compiled:
            self._compiled[id(sentence)] = Bitmaps(Program(self.questions, {"it": sentence}, {}))
        bitmaps = self._compiled[id(sentence)]
        columns = [name for name in bitmaps.columns if name in drawn.true]
        made = [_column(self.questions[name], drawn.true[name], ~told[name]) for name in columns]
        if not columns:
            return pa.nulls(drawn.people, pa.bool_())
        return bitmaps(pa.table(made, names=columns)).column("it").combine_chunks()

    def _answer(self, name: str, share: Share, draws: Draws, drawn: Drawn, fitting: bool) -> Values:
        if share.odds:
            outcome = self._moved(name, share, draws, drawn, fitting)
            return self._worded(name, share, share, outcome, draws, drawn)
        chance = draws.uniform(name)
        values = self._worded(name, share, share, picked(share.parts, chance), draws, drawn)
        for sentence, group in reversed(
            list(zip(self.shares.sentences[share.id], share.groups, strict=True))
        ):
            inside = self._holds(sentence, drawn)
            outcome = picked(group.parts, chance)
            values = np.where(inside, self._worded(name, share, group, outcome, draws, drawn), values)
        return values

    def _moved(self, name: str, share: Share, draws: Draws, drawn: Drawn, fitting: bool) -> Whole:
        """Which outcome, with the odds of those for whom the sentences hold, the shares of all unchanged."""
        times = self._times(share, drawn)
        lifted = np.array(share.is_lifted)
        parts = np.array(share.parts)
        of_all = float(parts[lifted].sum())
        if fitting:
            asked = drawn.asked[name]
            self.levels[name] = level_for(of_all, times[asked] if asked.any() else times)
        chance = chance_of(self.levels[name], times)
        up = draws.uniform(name, "lifted") < chance
        second = draws.uniform(name)
        among = [
            picked(list(np.where(side, parts, 0) / parts[side].sum()), second) for side in (lifted, ~lifted)
        ]
        return np.where(up, *among)

    def _times(self, share: Share, drawn: Drawn) -> Floats:
        """How many times larger each person's odds are."""
        times = np.ones(drawn.people)
        for sentence, odds in zip(self.shares.sentences[share.id], share.odds, strict=True):
            ratio = float(self.knowledge.claims[odds.claim].value or 1)
            times *= np.where(self._holds(sentence, drawn), ratio, 1.0)
        return times

    def _worded(
        self, name: str, share: Share, spread: Spread, outcome: Whole, draws: Draws, drawn: Drawn
    ) -> Values:
        """Which outcome as an answer: yes or no, a choice's number, or a whole number within the band."""
        question = self.questions[name]
        if isinstance(question, YesNo):
            says_yes: Yes = outcome == spread.outcomes.index(True)
            return says_yes
        if isinstance(question, Choice):
            return np.array([question.words.index(str(word)) for word in spread.outcomes], np.int8)[outcome]
        low, high = np.array([(b.low, b.high) for b in spread.bands or []], np.int64)[outcome].T
        if share.index:
            low, high = self._by_index(name, share.index, low, high, drawn.true)
        return between(low, high, draws.kept(name, "within"))

    def _by_index(
        self, name: str, index: str, low: Whole, high: Whole, true: dict[str, Values]
    ) -> tuple[Whole, Whole]:
        """The lowest and highest number that keeps a derived number, such as the BMI, within its band."""
        made = DERIVED[index]
        over, under = np.full(len(low), made.times, np.int64), np.ones(len(low), np.int64)
        for part in made.over:
            over *= true[part] if part != name else 1
        for part in made.under:
            under *= true[part]
        return -(-low * under // over), -(-(high + 1) * under // over) - 1


def _whether(found: Any) -> Yes:
    holds: Yes = found.fill_null(False).to_numpy(zero_copy_only=False)
    return holds


def _type(question: Question) -> Any:
    if isinstance(question, YesNo):
        return pa.bool_()
    return pa.dictionary(pa.int8(), pa.string()) if isinstance(question, Choice) else pa.int32()


def _column(question: Question, values: Values, without: Yes) -> Any:
    """Answers as an Arrow column, empty where there is none."""
    if isinstance(question, Choice):
        return pa.DictionaryArray.from_arrays(pa.array(values, pa.int8(), mask=without), list(question.words))
    kind = pa.int32() if isinstance(question, Number) else pa.bool_()
    return pa.array(values, kind, mask=without)
