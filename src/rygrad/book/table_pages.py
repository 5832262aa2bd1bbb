"""The pages of what decides: levels, decision tables, causes, scores."""

from __future__ import annotations

from collections.abc import Iterator

from rygrad.book.html import Html, Part, bullets, joined, pairs, table, tag
from rygrad.book.view import IMAGING, View
from rygrad.kb import basics, models
from rygrad.kb.knowledge import row_name
from rygrad.kb.wording import level_words


def levels(view: View) -> Iterator[Part]:
    """Each level and each advice on scans, with the rules that lead there."""
    yield tag("p", view.w("levels_intro"), class_="lead")
    for name in (*reversed(basics.LEVELS), *IMAGING):
        led = [r.id for r in view.knowledge.rules.values() if name in (r.then.level, r.then.imaging)]
        if name in IMAGING and name == IMAGING[0]:
            yield tag("h2", view.w("imaging"))
        said = level_words(name, view.lang)
        head = "h3" if name in IMAGING else "h2"
        yield tag(head, said[:1].upper() + said[1:], id=name)
        yield bullets(view.link("rules", rule) for rule in led) or tag("p", view.w("none"))


def tables(view: View) -> Iterator[Part]:
    """Each decision table with its rows in words."""
    for found in view.knowledge.tables.values():
        yield tag("section", *_table(view, found), id=found.id)


def _table(view: View, found: models.Table) -> Iterator[Part]:
    yield tag("h2", view.t(found.title))
    speaks = any(row.says for row in found.rows)
    heads = [view.w(key) for key in ("row", "when", *(["says"] if speaks else []), "rests_on")]
    yield table(view.w(found.hit), heads, (_row(view, found.id, row, speaks) for row in found.rows))
    yield view.disagreement(claim for row in found.rows for claim in row.because.values())
    yield view.details(found, (view.w("id"), tag("code", found.id)))


def _row(view: View, name: str, row: models.Row, speaks: bool) -> tuple[Part, ...]:
    said = view.said("rule", row_name(name, row.then))
    when = joined((tag("span", said), tag("pre", tag("code", row.when))))
    calm = tag("small", f" ({view.w('reassures')})") if row.reassures else None
    rests_on = view.claims(dict.fromkeys(row.because.values()))
    says = [joined((view.t(row.says), calm))] if speaks else []
    return tag("code", row.then), when, *says, rests_on


def causes(view: View) -> Iterator[Part]:
    """Each class of causes with what speaks for and against it, and the rules that point there."""
    for cause in view.knowledge.causes.values():
        yield tag("section", *_cause(view, cause), id=cause.id)


def _cause(view: View, cause: models.CauseClass) -> Iterator[Part]:
    yield tag("h2", view.t(cause.title))
    yield tag("p", view.t(cause.says), class_="lead")
    for kind, listed in (("for", cause.pros), ("against", cause.cons)):
        if listed:
            yield tag("h3", view.w(kind))
            yield bullets(_argument(view, kind, cause.id, at, found) for at, found in enumerate(listed))
    rules = [r.id for r in view.knowledge.rules.values() if r.then.cause == cause.id]
    if rules:
        yield tag("h3", view.w("rules"))
        yield bullets(view.link("rules", rule) for rule in rules)
    yield view.disagreement(cause.claims)
    yield view.claims(cause.claims)
    yield view.details(cause, (view.w("id"), tag("code", cause.id)))


def _argument(view: View, kind: str, cause: str, at: int, found: models.Argument) -> Html:
    said = tag("small", f" ({view.said(kind, cause, at)}) ")
    return joined((view.t(found.says), said, view.link("claims", found.claim, found.claim)))


def scores(view: View) -> Iterator[Part]:
    """Each questionnaire and point score: what gives points, what totals are called, whose it is."""
    for score in view.knowledge.scores.values():
        yield tag("section", *_score(view, score), id=score.id)


def _score(view: View, score: models.Score) -> Iterator[Part]:
    yield tag("h2", view.t(score.title))
    if score.items:
        yield table(view.w("items"), (view.w("when"), view.w("points")), _items(view, score))
    if score.of:
        yield tag("p", f"{view.w('mean_of')}: ", joined((view.named(q) for q in score.of), ", "))
    if score.bands:
        heads = (view.w("id"), view.w("when"), view.w("says"))
        rows = (
            (tag("code", band.id), view.said("band", score.id, at), view.t(band.says))
            for at, band in enumerate(score.bands)
        )
        yield table(view.w("bands"), heads, rows)
    yield view.disagreement(score.claims)
    yield view.claims(score.claims)
    yield pairs(
        (
            (view.w("source"), view.source(score.source)),
            (view.w("licence"), f"{score.rights}: {view.of('rights', score.rights)}"),
        )
    )
    yield tag("p", tag("small", score.licence, lang="en"))
    yield view.details(score, (view.w("id"), tag("code", score.id)))


def _items(view: View, score: models.Score) -> Iterator[tuple[Part, Part]]:
    for item in score.items:
        for line in item.one_of if isinstance(item, models.OneOf) else [item]:
            yield joined((view.t(line.says) or view.read(line.when),)), line.points
