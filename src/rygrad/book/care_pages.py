"""The page of what helps: options with each guideline's verdict, advice, courses, the walk, whom to phone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rygrad.book.html import Html, Part, joined, pairs, table, tag
from rygrad.book.view import CARE, View
from rygrad.kb import care_models

_STANCE = {"for": "for", "consider": "for", "careful": "careful", "against": "against"}


def care(view: View) -> Iterator[Part]:
    """Everything under care/, in the order it is shown to a person."""
    options = sorted(view.knowledge.care.values(), key=lambda c: c.order)
    for kind in dict.fromkeys(option.kind for option in options):
        yield tag("h2", view.of("care_kind", kind))
        for option in options:
            if option.kind == kind:
                yield tag("article", *_option(view, option), id=option.id)
    for name in CARE:
        yield tag("h2", view.w(name))
        entries: Mapping[str, Any] = getattr(view.knowledge, name)
        for entry in entries.values():
            yield tag("article", *_entry(view, entry), id=entry.id)


def _option(view: View, option: care_models.Care) -> Iterator[Part]:
    yield tag("h3", view.t(option.title))
    yield tag("p", view.t(option.says), class_="lead")
    if any(map(disagree, option.phases.values())):
        yield tag("p", tag("strong", view.w("guidelines_disagree")))
    heads = [view.w(key) for key in ("phase", "recommendation", "guidelines")]
    rows = (
        (view.of("phase", phase), view.of("recommendation", advice.recommendation), _verdicts(view, advice))
        for phase, advice in option.phases.items()
    )
    yield table(view.w("guidelines"), heads, rows)
    offer = view.said("offer", option.id) if option.offer_when else None
    yield pairs(((view.w("offered_when"), offer), (view.w("not_offered"), view.t(option.not_offered))))
    yield view.disagreement(option.claims)
    yield view.claims(option.claims)
    yield view.details(option, (view.w("id"), tag("code", option.id)))


def disagree(advice: care_models.PhaseAdvice) -> bool:
    """Whether guidelines that recommend anything recommend different things."""
    return len({_STANCE[v.says] for v in advice.verdicts if v.says in _STANCE}) > 1


def _verdicts(view: View, advice: care_models.PhaseAdvice) -> Html:
    made = (
        tag(
            "li",
            tag("b", view.of("verdict", verdict.says)),
            ": ",
            view.link("claims", verdict.claim, _says(view, verdict.claim)),
            " ",
            tag("small", view.link("sources", verdict.by, verdict.by)),
        )
        for verdict in advice.verdicts
    )
    return tag("ul", *made) if advice.verdicts else joined((view.w("none"),))


def _says(view: View, claim: str) -> str | None:
    found = view.knowledge.claims.get(claim)
    return view.t(found.says) if found else None


Shown = (
    care_models.Advice
    | care_models.Course
    | care_models.WalkingPlan
    | care_models.Exercise
    | care_models.Route
)


def _entry(view: View, entry: Shown) -> Iterator[Part]:
    name = tag("code", entry.id)
    match entry:
        case care_models.Course():
            yield tag("h3", view.of("phase", entry.phase).capitalize())
            yield tag("p", view.t(entry.says), class_="lead")
            heads = (view.w("week"), view.w("mean"))
            yield table(view.w("mean"), heads, ((point.week, point.mean) for point in entry.points))
        case care_models.WalkingPlan():
            yield tag("p", view.t(entry.says), class_="lead")
            yield _steps(view, entry)
        case care_models.Exercise():
            yield from _exercise(view, entry)
        case care_models.Route():
            yield tag("h3", name)
            yield tag("p", view.t(entry.text), class_="lead")
            heads = (view.w("region"), view.w("phone"))
            yield table(
                view.w("phone"), heads, ((where, number or "") for where, number in entry.phone.items())
            )
            yield pairs(((view.w("valid"), f"{entry.valid_from} - {entry.valid_until or ''}"),))
        case care_models.Advice():
            yield tag("h3", view.t(entry.title))
            yield tag("p", view.t(entry.says), class_="lead")
    yield view.disagreement(entry.claims)
    yield view.claims(entry.claims)
    yield view.details(entry, (view.w("id"), name))


def _exercise(view: View, exercise: care_models.Exercise) -> Iterator[Part]:
    yield tag("h3", view.t(exercise.title))
    said = str(view.t(exercise.drawing_says))
    drawing = Html(view.knowledge.drawings[exercise.drawing])
    yield tag("div", drawing, class_="drawing", role="img", aria_label=said)
    yield tag("p", view.t(exercise.says), class_="lead")
    yield pairs(
        (
            (view.w("grade"), exercise.level),
            (view.w("dose"), view.t(exercise.dose.says)),
            *((view.w(key), view.t(getattr(exercise, key))) for key in ("easier", "harder", "stop_when")),
            (view.w("drawing_says"), said),
        )
    )


def _steps(view: View, plan: care_models.WalkingPlan) -> Html:
    heads = [view.w(key) for key in ("step", "minutes", "days", "weeks")]
    steps = ((n, s.minutes, s.days_a_week, s.weeks) for n, s in enumerate([plan.least, *plan.steps]))
    return joined(
        (
            table(view.w("walking"), heads, steps),
            pairs((view.w(key), view.t(getattr(plan, key))) for key in ("up_when", "down_when", "stop_when")),
            pairs(
                (view.w("begins"), view.t(getattr(plan.starts, key)))
                for key in type(plan.starts).model_fields
            ),
        )
    )
