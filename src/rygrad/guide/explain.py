"""Every verdict explained: which rule, which answers, which source, and what would have changed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rygrad.assess.answers import Answers
from rygrad.assess.person import Person, person
from rygrad.kb.basics import Level
from rygrad.kb.models import Claim, Question, Rule
from rygrad.kb.wording import answer_words, in_words


@dataclass(frozen=True, slots=True)
class Instead:
    """Another answer to one question, and the level it would have given."""

    question: str
    answer: bool | int | str | None
    said: str
    level: Level
    could_be: Level


@dataclass(frozen=True, slots=True)
class Why:
    """Why one rule is true for this person."""

    rule: str
    title: str
    sentence: str
    answers: list[str]
    claims: list[str]
    sources: list[str]
    others_say: list[str]
    instead: list[Instead]


def explain(p: Person) -> list[Why]:
    """The rules that decide the level, each with its sentence, answers, claims, sources and alternatives."""
    deciding = [r for r in p.knowledge.rules.values() if r.then.level == p.level and p.status(r.id) is True]
    return [_why(p, rule) for rule in deciding]


def _why(p: Person, rule: Rule) -> Why:
    asked = p.parts.reasons(p.knowledge.program.rules[rule.id])
    claims = [
        p.knowledge.claims[c]
        for name, c in rule.because.items()
        if c in p.knowledge.claims and (name in asked or name not in p.knowledge.questions)
    ]
    return Why(
        rule=rule.id,
        title=rule.title.in_language(p.lang),
        sentence=in_words(p.knowledge, rule.id, p.lang),
        answers=[answer_words(p.knowledge, q, p.answers[q], p.lang) for q in asked],
        claims=list(dict.fromkeys(c.says.in_language(p.lang) for c in claims)),
        sources=list(dict.fromkeys(p.knowledge.sources[c.source].citation for c in claims)),
        others_say=list(dict.fromkeys(_disagreeing(p, [*claims, *_from_the_article(p, rule)]))),
        instead=[i for q in asked for i in instead(p, q)],
    )


def _from_the_article(p: Person, rule: Rule) -> list[Claim]:
    """The article's own claims for the facts a rule carries."""
    return [claim for claim in p.knowledge.claims.values() if not set(rule.carries).isdisjoint(claim.facts)]


def _disagreeing(p: Person, claims: list[Claim]) -> Iterator[str]:
    """Claims that disagree with these, each with its source: where sources differ, both are shown."""
    for claim in claims:
        for name in claim.disagrees:
            other = p.knowledge.claims[name]
            yield f"{other.says.in_language(p.lang)} ({p.knowledge.sources[other.source].citation})"


def instead(p: Person, question: str) -> Iterator[Instead]:
    """What one other answer, or none, would have changed; only what moves the level or what it could be."""
    for answer in _others(p.knowledge.questions[question], p.answers.get(question)):
        changed: Answers = {k: v for k, v in p.answers.items() if k != question}
        if answer is not None:
            changed[question] = answer
        other = person(p.knowledge, changed, p.lang)
        if (other.level, other.could_be) != (p.level, p.could_be):
            yield Instead(question, answer, _said(p, question, answer), other.level, other.could_be)


def _others(question: Question, given: bool | int | str | None) -> list[bool | int | str | None]:
    if question.type == "yes_no":
        return [not given, None] if given is not None else [True, False]
    if question.type == "choice":
        return [*(w for w in question.of or [] if w != given), None]
    return [None]


def _said(p: Person, question: str, answer: bool | int | str | None) -> str:
    if answer is None:
        name = p.knowledge.questions[question].words.in_language(p.lang)
        return f"{name}: {'ved ikke' if p.lang == 'da' else 'not known'}"
    return answer_words(p.knowledge, question, answer, p.lang)
