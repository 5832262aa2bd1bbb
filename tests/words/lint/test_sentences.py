"""Labelled sentences: how many findings are right, and how many wordings are found."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rygrad.kb.yaml_text import parse
from rygrad.words.lint.lint import Linter
from rygrad.words.lint.reading import prose_of

HERE = Path(__file__).parent


class Score(NamedTuple):
    """Findings that were wanted, findings that were not, and wordings that were missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of what was found, the share that was wanted."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of what was wanted, the share that was found."""
        return self.right / (self.right + self.missed)


def labelled(name: str) -> list[dict[str, Any]]:
    """The sentences of a file."""
    found: list[dict[str, Any]] = parse((HERE / name).read_text(encoding="utf-8")).value
    return found


def found_in(linter: Linter, sentence: dict[str, Any]) -> list[str]:
    """The rules that find something in a sentence."""
    prose = prose_of(sentence["says"].encode(), "text", "x")
    return [f.rule for f in linter.lint(prose, text_lang=sentence["lang"]).findings]


def score(linter: Linter, sentences: list[dict[str, Any]]) -> Score:
    """How well the linter does on labelled sentences."""
    right = wrong = missed = 0
    for sentence in sentences:
        found, wanted = found_in(linter, sentence), sentence["finds"]
        right += wanted in found
        wrong += sum(rule != wanted for rule in found)
        missed += wanted is not None and wanted not in found
    return Score(right, wrong, missed)


@pytest.mark.parametrize("sentence", labelled("sentences.yaml"), ids=lambda s: s["says"])
def test_finds_what_is_wanted_and_nothing_else(linter: Linter, sentence: dict[str, Any]) -> None:
    wanted = [sentence["finds"]] if sentence["finds"] else []
    assert found_in(linter, sentence) == wanted


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        ("sentences.yaml", 0.9, 0.9),
        ("sentences_unseen.yaml", 0.9, 0.9),
        ("sentences_second.yaml", 0.9, 0.6),  # the honest one: no phrase was made for these
    ],
)
def test_most_findings_are_right_and_most_wordings_are_found(
    linter: Linter, name: str, precision: float, recall: float
) -> None:
    made = score(linter, labelled(name))
    assert made.precision >= precision, made
    assert made.recall >= recall, made


def test_there_are_sentences_of_every_kind() -> None:
    every = [s for f in ("", "_unseen", "_second") for s in labelled(f"sentences{f}.yaml")]
    assert len(every) >= 100
    assert {s["lang"] for s in every} == {"da", "en"}
    assert sum(s["finds"] is None for s in every) >= 30
    assert len({s["says"] for s in every}) == len(every)
