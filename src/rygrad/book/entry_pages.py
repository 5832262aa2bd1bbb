"""The pages that list entries: questions, claims, sources, cases, and the trace of the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rygrad.book.html import Html, Part, bullets, joined, pairs, table, tag
from rygrad.book.view import View
from rygrad.kb import models
from rygrad.kb.trace import trace
from rygrad.kb.wording import answer_words, level_words
from rygrad.logic.tree import names_in
from rygrad.logic.units import spoken


def by_topic(view: View, kind: str) -> dict[str, list[str]]:
    """The entries of a kind, by the file they stand in."""
    made: dict[str, list[str]] = defaultdict(list)
    for name in getattr(view.knowledge, kind):
        made[view.topic(kind, name)].append(name)
    return made


def topic_words(topic: str) -> str:
    """A file's name as words; file names are English."""
    return topic.replace("_", " ").capitalize()


def questions(view: View) -> Iterator[Part]:
    """Every question with its wording, its reason, and the rules that ask it."""
    asked_by = _asked_by(view)
    for topic, names in by_topic(view, "questions").items():
        yield tag("h2", topic_words(topic), lang="en")
        for name in names:
            yield _question(view, view.knowledge.questions[name], asked_by.get(name, {}))


def _asked_by(view: View) -> Mapping[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    known = (*view.knowledge.rules, *view.knowledge.risk_factors)
    for name in known:
        for asked in names_in(view.knowledge.sentences["rule", name, 0].tree):
            found[asked][name] = None
    return found


def _question(view: View, question: models.Question, asked_by: Iterable[str]) -> Html:
    lead = view.said("only_if", question.id) if question.only_if else None
    rules = joined((view.named(r) for r in asked_by), ", ")
    return tag(
        "article",
        tag("h3", view.t(question.ask) or view.title(question)),
        pairs(
            (
                (view.w("id"), tag("code", question.id)),
                (view.w("why"), view.t(question.why)),
                (view.w("plainer"), view.t(question.plainer)),
                (view.w("answers"), _answers(view, question)),
                (view.w("red_flag"), view.w("yes") if question.red_flag else None),
                (view.w("asked_of"), view.of("asked_of", question.asked_of)),
                (view.w("only_if"), lead),
                (view.w("word"), view.t(question.words)),
                (view.w("used_by"), rules),
            )
        ),
        view.details(question),
        id=question.id,
    )


def _answers(view: View, question: models.Question) -> Html:
    if question.type == "number":
        most = spoken(question.max or 0, question.unit, view.lang)
        return joined((view.of("type", "number"), f": {question.min}-{most}"))
    if question.type == "choice":
        made = question.options or {}
        options = (joined((view.t(made[o]), " ", tag("code", o))) for o in question.of or [])
        return joined(options, " · ")
    return joined((view.of("type", "yes_no"),))


def claims(view: View, names: Iterable[str]) -> Iterator[Part]:
    """The claims of one topic, each with number, source, certainty and what disagrees."""
    for name in names:
        claim = view.knowledge.claims[name]
        yield tag(
            "article",
            tag("h2", view.t(claim.says), class_="sentence"),
            pairs(
                (
                    (view.w("id"), tag("code", claim.id)),
                    (view.w("value"), view.value(claim)),
                    (view.w("source"), view.source(claim.source)),
                    (view.w("at"), ", ".join(claim.at)),
                    (view.w("also"), joined((view.source(s) for s in claim.also), " · ")),
                    (view.w("sure"), view.sure(claim)),
                )
            ),
            view.disagreement([name]),
            view.details(claim),
            id=name,
        )


def sources(view: View) -> Iterator[Part]:
    """Every source once, with what is taken from it."""
    carried: dict[str, list[str]] = defaultdict(list)
    for claim in view.knowledge.claims.values():
        for name in (claim.source, *claim.also):
            carried[name].append(claim.id)
    for topic, names in by_topic(view, "sources").items():
        yield tag("h2", topic_words(topic), lang="en")
        for name in names:
            yield _source(view, view.knowledge.sources[name], carried[name])


def _source(view: View, source: models.Source, taken: list[str]) -> Html:
    known = view.knowledge.claims
    shown = bullets(view.link("claims", c, view.t(known[c].says)) for c in dict.fromkeys(taken))
    count = tag("summary", f"{view.w('claims_here')}: {len(taken)}")
    facts = joined((tag("a", f, href=f"facts.html#{f}") for f in source.carries), ", ")
    return tag(
        "article",
        tag("h3", source.citation, class_="sentence"),
        pairs(
            (
                (view.w("id"), tag("code", source.id)),
                (view.w("link"), view.outside(source.link, source.link) if source.link else None),
                (view.w("kind"), view.of("source_kind", source.kind)),
                (view.w("read_on"), source.read_on.isoformat()),
                (view.w("licence"), tag("span", source.licence, lang="en")),
                (view.w("note"), tag("span", source.note, lang="en") if source.note else None),
                (view.w("carries"), facts),
            )
        ),
        tag("details", count, shown) if shown else None,
        id=source.id,
    )


def cases(view: View) -> Iterator[Part]:
    """Every clinical case: what was answered, and what must come out."""
    topic = None
    for number, case in enumerate(view.knowledge.cases, 1):
        here = view.topic("cases", case.name)
        if here != topic:
            topic = here
            yield tag("h2", topic_words(topic), lang="en")
        yield _case(view, number, case)


def _case(view: View, number: int, case: models.Case) -> Html:
    return tag(
        "article",
        tag("h3", case.name, lang="en", class_="sentence"),
        tag("p", tag("b", view.w("given"))),
        bullets(_given(view, q, value) for q, value in case.given.items()) or tag("p", view.w("none")),
        tag("p", tag("b", view.w("expected"))),
        pairs(_expected(view, case.expect)),
        id=f"case-{number}",
    )


def _given(view: View, question: str, value: object) -> str:
    if question in view.knowledge.questions and isinstance(value, bool | int | str):
        return answer_words(view.knowledge, question, value, view.lang)
    return f"{question}: {value}"


def _expected(view: View, expect: models.Expectation) -> Iterator[tuple[Part, Part]]:
    for key in type(expect).model_fields:
        value = getattr(expect, key)
        if value not in (None, [], {}):
            yield view.of("expect", key), _outcome(view, key, value)


def _outcome(view: View, key: str, value: object) -> Html:
    if key in ("level", "could_be"):
        return joined((level_words(str(value), view.lang),))
    if key in ("finding", "no_finding", "open", "cause", "not_cause") and isinstance(value, str | list):
        return joined((view.named(name) for name in ([value] if isinstance(value, str) else value)), ", ")
    if isinstance(value, dict):
        return joined((f"{name}: {part}" for name, part in value.items()), ", ")
    if isinstance(value, bool):
        return joined((view.w("yes") if value else view.w("none"),))
    listed = value if isinstance(value, list) else [str(value)]
    return tag("code", ", ".join(listed))


def facts(view: View) -> Iterator[Part]:
    """Each fact of the source article, and what carries it."""
    carriers = trace(view.knowledge)
    heads = (view.w("id"), view.w("fact"), view.w("carried_by"))
    rows = (
        (
            tag("span", fact.id, id=fact.id),
            tag("span", fact.fact, lang="en"),
            _carriers(view, carriers[fact.id]),
        )
        for fact in view.knowledge.facts.values()
    )
    yield table(view.w("facts"), heads, rows)


def _carriers(view: View, carriers: list[str]) -> Html:
    made = []
    for carrier in carriers:
        kind, _, name = carrier.partition("/")
        made.append(tag("span", carrier) if kind == "articles" else view.link(kind, name, name))
    return joined(made, ", ") if made else tag("span", view.w("none"), class_="missing")
