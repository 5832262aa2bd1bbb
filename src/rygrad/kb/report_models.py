"""Entries of `findings/`: what a scan report may say, in which words, and how common it is without pain."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from rygrad.kb.basics import Carrier, Checked, Entry, Id, Level, Text

Degree = Literal["mild", "moderate", "severe"]
Means = Literal[
    "negation",  # it is not there
    "uncertain",  # it may be there
    "old",  # it was there, or has been for long
    "recent",  # it is new: undoes "old"
    "pseudo",  # looks like one of the above and means nothing of the kind
    "ends",  # what was said before does not reach past this word
]
Lexicon = Literal[
    "mild",
    "moderate",
    "severe",
    "left",
    "right",
    "both",
    "normal",  # plain statements that all is well
    "medical",  # a statement with one of these, and no finding, is listed as not understood
    "question",  # what stands under such a heading was asked, not seen
    "heading",  # words of which a heading is made
    "anaphora",  # a sentence that begins so speaks of the disc named before
    "root",  # after a single level: a nerve, not a place
    "abbreviation",  # a full stop after it ends no sentence
    "link",  # a line that ends in one of these goes on in the next
    "known",  # words that are spelt right and never mended into a finding
    "strong",  # listed as not understood also beside a finding
    "statement",  # after a comma these begin a statement of its own
    "lumbar",
    "spine",
    "cervical",
    "thoracic",
    "imaging",  # the words of a scan or of the one who describes it
    "elsewhere",  # another part of the body
    "danish",
    "english",
    "foreign",
]


class Words(Entry):
    """Ways to write one thing, by language.

    `*` is any letters, `|` is or, `...` up to six words between, `#` a vertebra such as L1.
    """

    da: list[str] = []
    en: list[str] = []

    @property
    def all(self) -> list[str]:
        """The words of both languages: a Danish report borrows English ones."""
        return [*self.da, *self.en]


class Share(Entry):
    """How many of 100 people without pain have a finding at one age, and how that number was checked."""

    age: int = Field(ge=20, le=80)
    percent: float = Field(ge=0, le=100)
    checked: Checked


class BaseRate(Entry):
    """How common a finding is without pain, by decade."""

    claim: Id
    by_age: list[Share] = Field(min_length=2)

    @model_validator(mode="after")
    def _climbs(self) -> BaseRate:
        ages = [share.age for share in self.by_age]
        if ages != sorted(set(ages)):
            raise ValueError(
                "alderen skal stige fra linje til linje", "the ages must climb from line to line"
            )
        return self


class AtOneVertebra(Entry):
    """What a finding is when it is told of one vertebra and not of a disc between two."""

    finding: Id
    unless: list[str] = []  # words that say a disc is meant all the same


class ImagingFinding(Carrier):
    """Something a lumbar scan report may name."""

    title: Text
    explain: Text
    words: Words
    attention: bool = False  # never softened, never given a base rate, first on the page
    attention_if_severe: bool = False
    explain_if_severe: Text | None = None  # instead of `explain`, which says how common it is
    attention_words: Words = Words()  # attention when it is written so
    no_attention_if_old: bool = False
    no_attention_beside: list[Id] = []  # in the same sentence, these explain it
    spelt: list[str] = []  # whole words that a misspelling may be mended to
    covers: list[Id] = []  # not listed a second time when they stand in the same sentence
    at_one_vertebra: AtOneVertebra | None = None
    also: bool = False  # told beside the findings whose names other programs rely on
    without_level: bool = False  # belongs to no one disc; a place named before is not its place
    level: Level | None = None  # how soon to be seen, when it deserves attention
    then: Text | None = None  # what to do then
    base_rate: BaseRate | None = None
    beside: list[Id] = []  # claims shown beside the base rate: commoner with pain
    claims: list[Id] = Field(min_length=1)

    @model_validator(mode="after")
    def _never_softened(self) -> ImagingFinding:
        watched = self.attention or self.attention_if_severe or bool(self.attention_words.all)
        if watched != (self.then is not None) or watched != (self.level is not None):
            raise ValueError(
                "det, der kræver opmærksomhed, skal have `level` og `then`, og kun det",
                "what deserves attention must have `level` and `then`, and only that",
            )
        if self.attention_if_severe != (self.explain_if_severe is not None):
            raise ValueError(
                "`attention_if_severe` og `explain_if_severe` hører sammen",
                "`attention_if_severe` and `explain_if_severe` belong together",
            )
        if watched and self.base_rate is not None:
            raise ValueError(
                "det, der kræver opmærksomhed, må ikke have `base_rate`",
                "what deserves attention may have no `base_rate`",
            )
        return self


class Context(Entry):
    """Words around a finding: what they mean, and which way they reach."""

    id: Id
    means: Means | None = None
    lexicon: Lexicon | None = None
    reaches: Literal["after", "before", "both", "last"] = "after"  # last: before, when it ends its part
    within: int | None = Field(default=None, ge=1)  # words; to the end of the sentence without it
    words: Words
    status: Literal["draft", "reviewed", "retired"]

    @model_validator(mode="after")
    def _one_of_them(self) -> Context:
        if (self.means is None) == (self.lexicon is None):
            raise ValueError("skal have enten means eller lexicon", "must have either means or lexicon")
        return self
