"""From a scan report's text to what it says, in plain words: the object that shell, API and page show."""

from __future__ import annotations

from pydantic import BaseModel

from rygrad.kb.basics import LEVELS, Checked, Level
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.report_models import Degree, ImagingFinding
from rygrad.words.report.base_rate import rate_of
from rygrad.words.report.context import Status
from rygrad.words.report.findings import Mention
from rygrad.words.report.grades import Side
from rygrad.words.report.language import (
    Language,
    checked_age,
    checked_text,
    language_of,
    refuse_what_is_no_report,
    without_false_friends,
)
from rygrad.words.report.levels import Region
from rygrad.words.report.lexicon import lexicon_of
from rygrad.words.report.reading import Placed, Why, mended_words, read

# In a report that names one of these nothing is explained away.
DANGERS = frozenset(("vertebral_fracture", "infection", "tumour", "marrow_abnormal", "sacroiliitis"))


class BaseRateSaid(BaseModel):
    """Of 100 people of this age without pain, how many have the finding; where from, and was it checked."""

    age: int
    percent: float
    source: str
    checked: Checked


class Found(BaseModel):
    """One finding of a report: what the report says of it, and what it means."""

    finding: str
    status: Status
    levels: list[str]
    side: Side | None
    degree: Degree | None
    old: bool
    attention: bool
    base_rate: BaseRateSaid | None
    span: tuple[int, int]
    region: Region
    title: str
    explain: str
    level: Level | None
    then: str | None
    beside: list[str]
    claims: list[str]


class NotUnderstood(BaseModel):
    """Words of a report that nothing here explains: a statement, or a level that no back has."""

    text: str
    span: tuple[int, int]
    why: Why


class Report(BaseModel):
    """A report read: its findings in the order of its text, and what could not be read.

    `findings` has the names that other programs rely on; further ones stand in `also_named`.
    """

    understood: bool
    language: Language
    age: int | None
    findings: list[Found]
    also_named: list[Found]
    other_region: list[Found]
    not_understood: list[NotUnderstood]

    @property
    def every(self) -> list[Found]:
        """All findings of the low back, in the order of the text."""
        return sorted([*self.findings, *self.also_named], key=lambda f: f.span)

    @property
    def attention(self) -> list[Found]:
        """What deserves attention, most urgent first; never left out."""
        watched = [f for f in self.every if f.attention]
        return sorted(watched, key=lambda f: -LEVELS.index(f.level or LEVELS[0]))

    @property
    def not_seen(self) -> list[str]:
        """Titles of what the report denies and nowhere affirms."""
        affirmed = {f.finding for f in self.every if f.status != "absent"}
        denied = (f for f in self.every if f.status == "absent" and f.finding not in affirmed)
        return list(dict.fromkeys(f.title for f in denied))

    @property
    def is_urgent(self) -> bool:
        """Whether something in it is an emergency; then no number reassures beside the rest."""
        return any(f.level == "emergency_now" for f in self.attention)


def report(text: str, knowledge: Knowledge, age: int | None = None, lang: str = "da") -> Report:
    """Reads a report of the low back; raises Refusal when the text cannot be one.

    Neck findings stand in `other_region`, unless they deserve attention. The same text always gives the same.
    """
    text, age = checked_text(text), checked_age(age)
    lexicon = lexicon_of(knowledge)
    words, impossible = mended_words(text, lexicon)
    language = language_of(words, lexicon)
    words = without_false_friends(words, language)
    made = read(text, words, impossible, lexicon)
    refuse_what_is_no_report(text, words, len(made.mentions), lexicon)
    named = {p.mention.finding for p in made.mentions if p.mention.said.status != "absent"}
    explained = not named & DANGERS
    found = [_found(p, knowledge, age, lang, explained) for p in _once_each(made.mentions)]
    neck = [f for f in found if f.region == "cervical" and not f.attention]
    low = [f for f in found if f not in neck]
    also = [f for f in low if knowledge.imaging_findings[f.finding].also]
    unread = [
        NotUnderstood(text=text[u.start : u.end], span=(u.start, u.end), why=u.why) for u in made.unread
    ]
    return Report(
        understood=bool(found) or (made.normal > 0 and not unread),
        language=language,
        age=age,
        findings=[f for f in low if f not in also],
        also_named=also,
        other_region=neck,
        not_understood=unread,
    )


def _once_each(placed: list[Placed]) -> list[Placed]:
    """What a conclusion says again is not listed again, unless it says more."""
    kept: list[Placed] = []
    for one in placed:
        if not any(_says_as_much(other, one) for other in kept):
            kept = [other for other in kept if not _says_as_much(one, other)]
            kept.append(one)
    return sorted(kept, key=lambda p: p.mention.start)


def _says_as_much(one: Placed, other: Placed) -> bool:
    """Whether one mention says all that another does."""
    a, b = one.mention, other.mention
    same = (a.finding, a.said.status, a.said.old, a.said.recent, one.region)
    return (
        same == (b.finding, b.said.status, b.said.old, b.said.recent, other.region)
        and set(b.levels) <= set(a.levels)
        and b.degree in (None, a.degree)
        and b.side in (None, a.side)
    )


def _found(placed: Placed, knowledge: Knowledge, age: int | None, lang: str, explained: bool) -> Found:
    m = placed.mention
    entry = knowledge.imaging_findings[m.finding]
    there = m.said.status != "absent"
    watched = there and _deserves_attention(entry, m, explained)
    rate = rate_of(entry, age, knowledge) if there and placed.region == "lumbar" else None
    return Found(
        finding=m.finding,
        status=m.said.status,
        levels=list(dict.fromkeys(m.levels)),
        side=m.side if there else None,
        degree=_degree(entry, m) if there else None,
        old=m.said.old,
        attention=watched,
        base_rate=BaseRateSaid(age=rate.age, percent=rate.percent, source=rate.source, checked=rate.checked)
        if rate
        else None,
        span=(m.start, m.end),
        region=placed.region,
        title=entry.title.in_language(lang),
        explain=((entry.explain_if_severe if watched else None) or entry.explain).in_language(lang),
        level=entry.level if watched else None,
        then=entry.then.in_language(lang) if watched and entry.then else None,
        beside=entry.beside if there and not watched else [],
        claims=entry.claims,
    )


def _degree(entry: ImagingFinding, m: Mention) -> Degree | None:
    """How much; what is never softened is not told as mild because it is small. A break may be."""
    dangerous = entry.attention and not entry.no_attention_if_old
    return None if dangerous and m.degree == "mild" else m.degree


def _deserves_attention(entry: ImagingFinding, m: Mention, may_be_explained: bool) -> bool:
    """A doubt never clears it; only what is surely old does, and only a fracture."""
    if entry.attention_if_severe or m.watched:
        return m.watched or m.degree == "severe"
    surely_old = m.said.old and not m.said.recent and m.said.status == "present"
    cleared = entry.no_attention_if_old and surely_old
    explained = may_be_explained and bool(m.beside & set(entry.no_attention_beside))
    return entry.attention and not cleared and not explained
