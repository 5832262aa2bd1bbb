"""Names that lead nowhere: a claim, source, question or cause that an entry names and nothing defines.

Cheap enough for every load: an answer may not rest on a claim that is not there.
"""

from __future__ import annotations

from collections.abc import Iterator

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Problem
from rygrad.kb.yaml_text import Path as YamlPath

Reference = tuple[str, str, str, str, YamlPath]  # kind and id of the entry, name wanted, kind wanted, place
WITH_CLAIMS = (
    "risk_factors",
    "scores",
    "care",
    "advice",
    "safety_net",
    "courses",
    "walking",
    "exercises",
    "routes",
    "causes",
    "imaging_findings",
    "phrases",
    "never_soften",
    "reading_bands",
    "population",
    "burden_parameters",
    "burden_targets",
)


def references(knowledge: Knowledge) -> list[Problem]:
    """Every name that leads nowhere, where it stands; empty when an assessment can rest on all of them."""
    found = []
    for kind, name, wanted, where, path in _all(knowledge):
        if wanted not in getattr(knowledge, where):
            da, en = f"{name}: »{wanted}« findes ikke i {where}", f"{name}: '{wanted}' is not in {where}"
            found.append(knowledge.placed[kind, name].problem(da, en, path))
    return sorted(found)


def _all(k: Knowledge) -> Iterator[Reference]:
    yield from _of_claims(k)
    yield from _of_rules(k)
    yield from _of_tables_and_scores(k)
    yield from _of_plans(k)
    yield from _of_findings(k)
    yield from _of_codes(k)
    yield from _of_population(k)
    yield from _of_burden(k)
    for screen in k.screens.values():
        for question in screen.questions:
            yield "screens", screen.id, question, "questions", ("questions",)
    for kind in WITH_CLAIMS:
        for entry in getattr(k, kind).values():
            for claim in entry.claims:
                yield kind, entry.id, claim, "claims", ("claims",)
    for option in k.care.values():
        for phase, advice in option.phases.items():
            for verdict in advice.verdicts:
                yield "care", option.id, verdict.by, "sources", (phase,)
                yield "care", option.id, verdict.claim, "claims", (phase,)


def _of_claims(k: Knowledge) -> Iterator[Reference]:
    for claim in k.claims.values():
        for source in (claim.source, *claim.also):
            yield "claims", claim.id, source, "sources", ("source",)
        for other in claim.disagrees:
            yield "claims", claim.id, other, "claims", ("disagrees",)


def _of_rules(k: Knowledge) -> Iterator[Reference]:
    for kind in ("rules", "risk_factors"):
        for rule in getattr(k, kind).values():
            for name, claim in rule.because.items():
                yield kind, rule.id, claim, "claims", ("because", name)
    for rule in k.rules.values():
        if rule.then.cause:
            yield "rules", rule.id, rule.then.cause, "causes", ("then", "cause")
    for cause in k.causes.values():
        for argument in (*cause.pros, *cause.cons):
            yield "causes", cause.id, argument.claim, "claims", ()


def _of_tables_and_scores(k: Knowledge) -> Iterator[Reference]:
    for table in k.tables.values():
        for at, row in enumerate(table.rows):
            for claim in row.because.values():
                yield "tables", table.id, claim, "claims", ("rows", at, "because")
    for score in k.scores.values():
        yield "scores", score.id, score.source, "sources", ("source",)
        if score.change_that_matters:
            yield "scores", score.id, score.change_that_matters, "claims", ("change_that_matters",)


def _of_plans(k: Knowledge) -> Iterator[Reference]:
    for walk in k.walking.values():
        for key in ("weeks_at_most", "strength_days_a_week"):
            yield "walking", walk.id, getattr(walk, key), "claims", (key,)
    for exercise in k.exercises.values():
        for key in ("easier_exercise", "harder_exercise"):
            if other := getattr(exercise, key):
                yield "exercises", exercise.id, other, "exercises", (key,)
        yield "exercises", exercise.id, exercise.drawing, "drawings", ("drawing",)


def _of_findings(k: Knowledge) -> Iterator[Reference]:
    for finding in k.imaging_findings.values():
        if finding.base_rate:
            yield "imaging_findings", finding.id, finding.base_rate.claim, "claims", ("base_rate", "claim")
        for claim in finding.beside:
            yield "imaging_findings", finding.id, claim, "claims", ("beside",)
        for key in ("covers", "no_attention_beside"):
            for other in getattr(finding, key):
                yield "imaging_findings", finding.id, other, "imaging_findings", (key,)


def _of_codes(k: Knowledge) -> Iterator[Reference]:
    for kind in ("imaging_codes", "reason_codes", "record_codes"):
        for entry in getattr(k, kind).values():
            yield kind, entry.id, entry.source, "sources", ("source",)
    for record in k.record_codes.values():
        for question in (*record.says, *([record.number] if record.number else [])):
            yield "record_codes", record.id, question, "questions", ("says",)


def _of_population(k: Knowledge) -> Iterator[Reference]:
    for share in k.population.values():
        for at, question in enumerate(share.of):
            yield "population", share.id, question, "questions", ("of", at)
        if share.source:
            yield "population", share.id, share.source, "sources", ("source",)
        for at, odds in enumerate(share.odds):
            yield "population", share.id, odds.claim, "claims", ("odds", at, "claim")


def _of_burden(k: Knowledge) -> Iterator[Reference]:
    for kind in ("burden_parameters", "scenarios", "burden_targets", "trials"):
        for entry in getattr(k, kind).values():
            yield kind, entry.id, entry.source, "sources", ("source",)
    for scenario in k.scenarios.values():
        for name in scenario.changes:
            yield "scenarios", scenario.id, name, "burden_parameters", ("changes", name)
    for trial in k.trials.values():
        for figure, claim in trial.published.items():
            yield "trials", trial.id, claim, "claims", ("published", figure)
        for claim in trial.own.claims:
            yield "trials", trial.id, claim, "claims", ("own", "claims")
