"""(answers, knowledge, as_of) to an Assessment."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from rygrad.assess import assessment as out
from rygrad.assess.advice import care_options, course, phase_of_care, plan, safety_net
from rygrad.assess.answers import checked_answers
from rygrad.assess.person import Person, person
from rygrad.kb.basics import ImagingAdvice, rank
from rygrad.kb.care_models import Route
from rygrad.kb.knowledge import Knowledge, row_name
from rygrad.kb.models import Rule

Lang = Literal["da", "en"]


def assess(given: object, knowledge: Knowledge, as_of: date, lang: Lang = "da") -> out.Assessment:
    """The assessment of one person's answers on one day; raises AnswersError when they cannot be used."""
    return assessment_of(person(knowledge, checked_answers(given, knowledge), lang), as_of)


def assessment_of(p: Person, as_of: date) -> out.Assessment:
    """The assessment of a person whose rules are already evaluated."""
    disposition = _disposition(p, as_of)
    phase = _taken(p, "phase")
    cared = phase_of_care(p, phase)
    return out.Assessment(
        as_of=as_of,
        knowledge_version=p.knowledge.version,
        review_status="reviewed" if p.knowledge.is_reviewed else "draft",
        language="en" if p.lang == "en" else "da",
        disposition=disposition,
        findings=_findings(p),
        not_examined=[r for r in p.knowledge.rules if p.status(r) is None and p.may_still_hold(r) is False],
        phase=phase,
        phase_danish=_taken(p, "phase_danish"),
        cause=_cause(p),
        imaging=_imaging(p),
        risk_factors=_risk_factors(p),
        scores=_scores(p),
        prognosis=course(p, cared),
        care=care_options(p, cared),
        plan=plan(p, cared),
        ask_next=p.ask_next(),
        safety_net=safety_net(p),
    )


def _taken(p: Person, table: str) -> str | None:
    row = p.knowledge.row_of(table, p.outcome)
    return row.then if row else None


def _disposition(p: Person, as_of: date) -> out.Disposition:
    row = p.knowledge.row_of("disposition", p.outcome)
    if row is None:  # the proofs show that the policy always has an answer
        raise RuntimeError("the disposition policy has no row for these answers")
    route = route_on(p, row.route or "", as_of)
    region = p.answers.get("region")
    phone = route.phone.get(str(region), route.phone.get("default"))
    return out.Disposition(
        level=p.level,
        could_be=p.could_be,
        settled=p.level == p.could_be,
        told=row.then,
        text=row.says.in_language(p.lang) if row.says else "",
        may_reassure=row.reassures,
        route=out.WhomToPhone(text=route.text.in_language(p.lang), phone=phone),
    )


def route_on(p: Person, wanted: str, as_of: date) -> Route:
    """Whom to phone on a day: the policy's route, unless a true rule of the level asks for another."""
    for rule in p.knowledge.rules.values():
        if rule.then.route and rule.then.level == p.level and p.status(rule.id) is True:
            wanted = rule.then.route
    dated = [r for r in p.knowledge.routes.values() if r.id == wanted or r.id.startswith(f"{wanted}_from_")]
    valid = [r for r in dated if r.valid_from <= as_of]
    return max(valid or dated, key=lambda r: r.valid_from)


def _findings(p: Person) -> list[out.Finding]:
    """Rules with a level or a cause that are true, then those still open; most urgent first."""
    found = []
    for rule in p.knowledge.rules.values():
        status = p.status(rule.id)
        told = rule.then.level or rule.then.cause
        if told and (status is True or p.may_still_hold(rule.id) is None):
            found.append(_finding(p, rule) if status else _open_finding(p, rule))
    return sorted(found, key=lambda f: (f.status is not True, -rank(f.level)))


def _open_finding(p: Person, rule: Rule) -> out.Finding:
    """A rule still open says the same of everyone, so it is made once."""
    kept: dict[tuple[str, str], out.Finding] = p.knowledge.made_once
    if (rule.id, p.lang) not in kept:
        kept[rule.id, p.lang] = _made_finding(p, rule, "unknown", [])
    return kept[rule.id, p.lang]


def _finding(p: Person, rule: Rule) -> out.Finding:
    return _made_finding(p, rule, True, p.parts.reasons(p.knowledge.program.rules[rule.id]))


def _made_finding(p: Person, rule: Rule, status: out.Held, reasons: list[str]) -> out.Finding:
    return out.Finding(
        id=rule.id,
        title=rule.title.in_language(p.lang),
        explain=rule.explain.in_language(p.lang) if rule.explain else None,
        status=status,
        level=rule.then.level,
        because=[out.Because(question=q, answer=p.answers[q]) for q in reasons],
        sources=p.knowledge.sources_of_rule[rule.id],
    )


def _cause(p: Person) -> out.CauseFound:
    """The class the cause table gives; unsettled while a class above it in the table is open."""
    chosen = p.knowledge.row_of("cause", p.outcome)
    candidates = [_candidate(p, cause) for cause in p.knowledge.causes]
    return out.CauseFound(
        cause=chosen.then if chosen else None,
        settled=p.is_settled("cause", chosen),
        candidates=[c for c in candidates if c is not None],
    )


def _candidate(p: Person, name: str) -> out.Candidate | None:
    cause = p.knowledge.causes[name]
    row = row_name("cause", name)
    status = p.status(row) if row in p.outcome.rules else False
    pros = _arguments(p, "for", name)
    if status is not True and not pros:
        return None  # nothing told points to it; where it is open, the open findings say so already
    return out.Candidate(
        cause=cause.id,
        title=cause.title.in_language(p.lang),
        says=cause.says.in_language(p.lang),
        rule_out=cause.rule_out,
        status=True if status else "unknown",
        pros=pros,
        cons=_arguments(p, "against", name),
    )


def _arguments(p: Person, kind: str, name: str) -> list[out.Argument]:
    cause = p.knowledge.causes[name]
    listed = cause.pros if kind == "for" else cause.cons
    return [
        out.Argument(text=argument.says.in_language(p.lang), claim=argument.claim)
        for at, argument in enumerate(listed)
        if p.parts.status(p.sentence(kind, name, at)) is True
    ]


def _imaging(p: Person) -> out.ImagingAdvice:
    """The table's advice; not settled for a row `..._so_far`, or while a row above is open."""
    row = p.knowledge.row_of("imaging", p.outcome)
    settled = row is not None and row.then in get_args(ImagingAdvice) and p.is_settled("imaging", row)
    rules = [r for r in p.knowledge.rules.values() if r.then.imaging and p.status(r.id) is True]
    reasons = [
        out.Reason(text=r.title.in_language(p.lang), claims=list(dict.fromkeys(r.because.values())))
        for r in rules
    ]
    if row is not None and row.says:
        claims = list(dict.fromkeys(row.because.values()))
        reasons.insert(0, out.Reason(text=row.says.in_language(p.lang), claims=claims))
    said = row.then.removesuffix("_so_far") if row is not None else ""
    advice = said if said in get_args(ImagingAdvice) else "clinician_decides"
    ask_next = [] if settled else p.open_in_table("imaging")
    return out.ImagingAdvice(advice=advice, settled=settled, ask_next=ask_next, reasons=reasons)


def _risk_factors(p: Person) -> list[out.RiskFactorFound]:
    return [
        out.RiskFactorFound(
            id=risk.id,
            title=risk.title.in_language(p.lang),
            status=True if p.status(risk.id) else "unknown",
            changeable=risk.changeable,
            advice=risk.advice.in_language(p.lang),
            claims=risk.claims,
        )
        for risk in p.knowledge.risk_factors.values()
        if p.status(risk.id) is not False and p.withholds_care is not True
    ]


def _scores(p: Person) -> list[out.ScoreFound]:
    """Scores of which at least one part is answered."""
    found = []
    for score in p.knowledge.scores.values():
        made = _points(p, score.id) if score.kind == "points" else _rated(p, score.id)
        if made is not None:
            low, high = made
            title = score.title.in_language(p.lang)
            found.append(out.ScoreFound(id=score.id, title=title, low=low, high=high, band=p.band(score.id)))
    return found


def _points(p: Person, name: str) -> tuple[int, int] | None:
    asked = p.knowledge.program.asks[name]
    return p.outcome.scores[name] if any(q in p.answers for q in asked) else None


def _rated(p: Person, name: str) -> tuple[float, float] | None:
    """The mean of the answered numbers, when enough are answered."""
    score = p.knowledge.scores[name]
    given = [p.answers[q] for q in score.of if q in p.answers]
    if len(given) < (score.at_least_answered or 1):
        return None
    mean = round(sum(int(g) for g in given) / len(given), 1)
    return mean, mean
