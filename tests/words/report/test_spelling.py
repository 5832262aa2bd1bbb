"""Misspelt words are mended, and no finding ever becomes another."""

from __future__ import annotations

import string

import pytest

from rygrad.kb.knowledge import Knowledge
from rygrad.words.report.explain import report
from rygrad.words.report.lexicon import Lexicon, lexicon_of
from rygrad.words.report.tokens import folded


@pytest.fixture(scope="module")
def lexicon(knowledge: Knowledge) -> Lexicon:
    """The lexicon of the shipped knowledge."""
    return lexicon_of(knowledge)


def whole_words(lexicon: Lexicon) -> dict[str, set[str]]:
    """Every whole word of the findings, with the findings it belongs to."""
    made: dict[str, set[str]] = {}
    for f in lexicon.findings.values():
        for phrase in [*f.words.all, *f.spelt]:
            for word in (w for part in phrase.split() for w in part.split("|")):
                if "*" not in word and word.isalpha():
                    made.setdefault(folded(word), set()).add(f.id)
    return made


def test_a_word_that_is_right_stays_as_it_is(lexicon: Lexicon) -> None:
    words = whole_words(lexicon)
    assert len(words) > 300
    assert {w: lexicon.spelling.mended(w) for w in words if lexicon.spelling.mended(w) != w} == {}


def test_one_fault_never_makes_one_finding_another(lexicon: Lexicon) -> None:
    """Each word that may be mended to, with each letter left out, doubled or swapped, or another put in."""
    crossed = []
    for word, owner in lexicon.spelling.targets.items():
        for faulty in _faulty(word):
            mended = lexicon.spelling.mended(faulty)
            if mended != faulty and lexicon.spelling.targets.get(mended, owner) != owner:
                crossed.append((word, faulty, mended))
    assert crossed == []


def _faulty(word: str) -> set[str]:
    cut = {word[:n] + word[n + 1 :] for n in range(len(word))}
    twice = {word[:n] + word[n] + word[n:] for n in range(len(word))}
    swapped = {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)}
    other = {
        word[:n] + c + word[n + 1 :] for n in range(0, len(word), 3) for c in string.ascii_lowercase[::5]
    }
    return (cut | twice | swapped | other) - {word}


def test_most_faults_are_mended(lexicon: Lexicon) -> None:
    """Letters swapped inside the long words: at least four in five come back."""
    tried = mended = 0
    for word in (w for w in lexicon.spelling.targets if len(w) >= 9):
        for n in range(2, len(word) - 2):
            faulty = word[:n] + word[n + 1] + word[n] + word[n + 2 :]
            if faulty != word:
                tried += 1
                mended += lexicon.spelling.mended(faulty) == word or lexicon.finding_phrases.knows(faulty)
    assert mended / tried >= 0.8


@pytest.mark.parametrize(
    ("written", "finding"),
    [
        ("heniation", "disc_herniation"),
        ("herniaton", "disc_herniation"),
        ("protusion", "disc_protrusion"),
        ("protursion", "disc_protrusion"),
        ("diskusprotusion", "disc_protrusion"),
        ("extrsuion", "disc_extrusion"),
        ("Modec 1", "modic_change"),
        ("spondylolistesis", "spondylolisthesis"),
        ("stenossi", "spinal_stenosis"),
        ("frakutr", "vertebral_fracture"),
        ("fractrue", "vertebral_fracture"),
        ("metastsae", "tumour"),
        ("absecss", "infection"),
        ("aneurysn", "aneurysm"),
        ("scoliossis", "scoliosis"),
        ("hemangoma", "haemangioma"),
    ],
)
def test_mended(knowledge: Knowledge, written: str, finding: str) -> None:
    made = report(f"MRI lumbar spine. Finding: {written} at L4-5.", knowledge)
    assert [f.finding for f in made.findings] == [finding]


RIGHT = (
    "lordosis lordose spondylolysis spondylolyse ingen igen contusion conclusion kyphosis lesion legion "
    "annual marked motor fusiform model kontrol sclerosis normal"
)


@pytest.mark.parametrize("word", RIGHT.split())
def test_never_mended(lexicon: Lexicon, word: str) -> None:
    assert lexicon.spelling.mended(word) == word
