"""Every way of writing a finding that the knowledge holds is read as that finding; plain words are not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rygrad.kb.knowledge import Knowledge
from rygrad.words.report.findings import mentions
from rygrad.words.report.lexicon import lexicon_of
from rygrad.words.report.reading import mended_words

STANDS_FOR = {"...": "the", "#": "L1"}


def written(phrase: str) -> Iterator[str]:
    """A phrase as texts hold it, with each of its alternatives."""
    parts = [part.split("|") for part in phrase.split()]
    for n in range(max(len(p) for p in parts)):
        chosen = [p[n] if n < len(p) else p[0] for p in parts]
        yield " ".join(STANDS_FOR.get(word) or word.replace("*", "") for word in chosen)


def test_every_phrase_is_read_as_its_finding(knowledge: Knowledge) -> None:
    lexicon = lexicon_of(knowledge)
    every = [
        (f.id, text)
        for f in knowledge.imaging_findings.values()
        for p in (*f.words.all, *f.attention_words.all)
        for text in written(p)
    ]
    assert len(every) > 1000
    wrong = []
    for finding, text in every:
        found = {m.finding for m in mentions(mended_words(text, lexicon)[0], lexicon)}
        if finding not in found:
            wrong.append((finding, text, found))
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "Normal lordose og normal kyfose.",
        "Corpora har normal højde og signal.",
        "Vertebral body heights are maintained and alignment is normal.",
        "The conus medullaris terminates at L1 and is normal.",
        "Foramina er frie.",
        "Pladsforholdene er gode.",
        "Facetleddene er upåfaldende.",
        "Aorta has a normal calibre.",
        "Disc spaces are preserved.",
    ],
)
def test_plain_normal_words_are_no_finding(knowledge: Knowledge, text: str) -> None:
    lexicon = lexicon_of(knowledge)
    assert mentions(mended_words(text, lexicon)[0], lexicon) == []
