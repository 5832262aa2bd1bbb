"""One page a rule: its words, its reasons, the cases that hold it, and what stands on it."""

from __future__ import annotations

from collections.abc import Iterator

from rygrad.book.html import Html, Part, bullets, joined, table, tag
from rygrad.book.view import View
from rygrad.kb import models
from rygrad.kb.knowledge import row_name
from rygrad.logic.tree import names_in

AnyRule = models.Rule | models.RiskFactor
STATES = (("finding", "true"), ("no_finding", "false"), ("open", "open"))


def rule_page(view: View, rule: AnyRule) -> Iterator[Part]:
    """Everything about one rule, under its title."""
    kind = "rules" if isinstance(rule, models.Rule) else "risk_factors"
    placed = view.knowledge.placed[kind, rule.id]
    if isinstance(rule, models.Rule):
        yield tag("p", *_badges(view, rule), class_="badges")
        yield tag("p", view.t(rule.explain), class_="lead") if rule.explain else None
    else:
        yield tag("p", view.t(rule.advice), class_="lead")
    yield from _sentence(view, rule)
    if rule.id in view.knowledge.on_examination:
        yield tag("p", view.w("examination"), class_="hint")
    yield tag("h2", view.w("because"))
    yield _because(view, rule)
    claims = rule.claims if isinstance(rule, models.RiskFactor) else []
    yield view.disagreement(dict.fromkeys((*rule.because.values(), *claims)))
    yield view.claims(claims)
    yield tag("h2", view.w("cases"))
    yield from _cases(view, rule.id)
    yield from _users(view, rule.id)
    yield tag("h2", view.w("status"))
    file = f"{placed.file.parent.name}/{placed.file.name}"
    route = getattr(rule, "then", models.Then()).route
    phone = view.link("routes", route) if route else None
    where = (view.w("file"), tag("code", file))
    yield view.details(rule, (view.w("id"), tag("code", rule.id)), where, (view.w("route"), phone))


def _badges(view: View, rule: models.Rule) -> Iterator[Part]:
    led = list(view.led_to(rule.then))
    yield joined(led, " ") if led else tag("span", view.w("building_block"), class_="level")
    yield " "
    yield view.status(rule)


def _sentence(view: View, rule: AnyRule) -> Iterator[Html]:
    yield tag("h2", view.w("sentence"))
    for lang, name in (("da", "in_danish"), ("en", "in_english")):
        said = view.said("rule", rule.id, 0, lang)
        yield tag("p", tag("b", f"{view.w(name)}: "), tag("span", said, lang=lang))
    yield tag("p", tag("b", f"{view.w('written')}:"))
    yield tag("pre", tag("code", rule.when))


def _because(view: View, rule: AnyRule) -> Html:
    heads = [view.w(key) for key in ("name", "rests_on", "source", "sure")]
    rows = [(view.named(name), *_rests_on(view, claim)) for name, claim in rule.because.items()]
    return table(view.w("because_caption"), heads, rows)


def _rests_on(view: View, name: str) -> tuple[Part, Part, Part]:
    claim = view.knowledge.claims.get(name)
    if claim is None:
        return view.link("claims", name), "", ""
    sources = joined((view.source(s) for s in (claim.source, *claim.also)), " · ")
    return view.link("claims", name, view.t(claim.says)), sources, view.sure(claim)


def _cases(view: View, rule: str) -> Iterator[Part]:
    for key, state in STATES:
        yield tag("h3", view.w(state))
        numbers = [n for n, case in enumerate(view.knowledge.cases) if rule in getattr(case.expect, key)]
        yield bullets(case_link(view, n) for n in numbers) or tag("p", view.w("no_case"))


def case_link(view: View, number: int) -> Html:
    """A case by its sentence, linked; cases are written in one language."""
    case = view.knowledge.cases[number]
    return tag("a", case.name, href=f"{view.up}cases.html#case-{number + 1}", lang="en")


def _users(view: View, rule: str) -> Iterator[Part]:
    """Rules, risk factors and table rows whose sentence names this rule."""
    rows = {row_name(t.id, row.then): t.id for t in view.knowledge.tables.values() for row in t.rows}
    found: dict[str, Html] = {}
    for (kind, name, _), sentence in view.knowledge.sentences.items():
        if kind == "rule" and rule in names_in(sentence.tree):
            table_id = rows.get(name)
            shown = view.link("tables", table_id) if table_id else view.named(name)
            found[table_id or name] = shown
    if found:
        yield tag("h2", view.w("used_by"))
        yield bullets(found.values())
