"""An Assessment arranged for the page: what comes first, what belongs together, what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rygrad.assess.assessment import Assessment, Candidate, Option, RiskFactorFound
from rygrad.guide.explain import Why
from rygrad.kb.basics import SEED
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Claim

HELPFUL = ("first", "consider", "may_help")
SPECIALTY = {"radicular": "iskias", "spinal_stenosis": "spinalstenose"}


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as it is shown: its words, its source, how sure it is."""

    id: str
    text: str
    citation: str
    link: str | None
    certainty: str
    checked: str
    read_on: date


@dataclass(frozen=True, slots=True)
class Differ:
    """A point on which the article and the research differ, both shown."""

    article: Said
    research: list[Said]


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows of one Assessment, in its order."""

    why: list[Why]
    instead: list[tuple[str, str, bool]]
    causes: list[Candidate]
    show_scan: bool
    show_advice: bool
    helpful: list[Option]
    ask_first: list[Option]
    uncertain: list[Option]
    not_helpful: list[Option]
    risks: list[RiskFactorFound]
    said: dict[str, Said]
    differ: list[Differ]
    specialty: str
    place: str


def view(made: Assessment, why: list[Why], knowledge: Knowledge, lang: str) -> View:
    """Arranges an Assessment; what may reassure is left out where the policy does not allow it."""
    d = made.disposition
    likely = [c for c in made.cause.candidates if c.cause == made.cause.cause]
    chosen = [c for c in likely if c.rule_out or d.may_reassure]  # an ordinary cause reassures
    advice = any(o.offered for o in made.care)
    options = made.care if advice else []
    claims = _claims_shown(made, options)
    return View(
        why=why,
        instead=_instead(why),
        causes=chosen,
        show_scan=made.imaging.settled and (d.may_reassure or made.imaging.advice != "not_indicated"),
        show_advice=advice,
        helpful=_best_first([o for o in options if o.offered and o.recommendation in HELPFUL]),
        ask_first=[o for o in options if o.ask_first],
        uncertain=[o for o in options if o.recommendation == "uncertain"],
        not_helpful=[o for o in options if o.recommendation == "not_recommended"],
        risks=[r for r in made.risk_factors if r.status is True and r.changeable] if advice else [],
        said={c: said(knowledge, c, lang) for c in claims},
        differ=_differ(knowledge, claims, lang) if advice else [],
        specialty=SPECIALTY.get(
            str(made.cause.cause), "kroniske-smerter" if made.phase == "chronic" else "ryg"
        ),
        place="danmark",
    )


def _best_first(options: list[Option]) -> list[Option]:
    """What works best in this phase first; what works alike stays in the order of the knowledge."""
    return sorted(options, key=lambda option: HELPFUL.index(option.recommendation))


def _instead(why: list[Why]) -> list[tuple[str, str, bool]]:
    """Other answers and the level they would give; True where that level was not sure either."""
    changes = {
        i.said: (i.said, str(i.could_be), i.could_be != i.level) for reason in why for i in reason.instead
    }
    return list(changes.values())


def _claims_shown(made: Assessment, options: list[Option]) -> list[str]:
    listed = [c for o in options for c in [*o.claims, *(v.claim for v in o.verdicts)]]
    listed += [c for r in made.imaging.reasons for c in r.claims]
    listed += [c for r in made.risk_factors for c in r.claims]
    listed += [a.claim for c in made.cause.candidates for a in [*c.pros, *c.cons]]
    listed += made.prognosis.get("claims", [])
    listed += [c for n in made.safety_net for c in n.claims]
    for plan in made.plan.values():
        listed += plan["claims"]
    return list(dict.fromkeys(listed))


def said(knowledge: Knowledge, claim: str, lang: str) -> Said:
    """One claim with its source; the same for everyone, so made once."""
    kept: dict[tuple[str, str], Said] = knowledge.made_once
    key = ("said", f"{claim} {lang}")
    if key not in kept:
        kept[key] = _said(knowledge, claim, lang)
    return kept[key]


def _said(knowledge: Knowledge, claim: str, lang: str) -> Said:
    found = knowledge.claims[claim]
    source = knowledge.sources[found.source]
    return Said(
        claim,
        found.says.in_language(lang),
        source.citation,
        source.link,
        found.certainty,
        found.checked,
        source.read_on,
    )


def _differ(knowledge: Knowledge, shown: list[str], lang: str) -> list[Differ]:
    """Where the article says one thing and the research another, among what this page rests on."""
    made: dict[str, list[str]] = {}
    for name in shown:
        claim = knowledge.claims[name]
        for article, research in _against_article(knowledge, claim):
            made.setdefault(article, []).append(research)
    return [
        Differ(said(knowledge, a, lang), [said(knowledge, r, lang) for r in dict.fromkeys(found)])
        for a, found in made.items()
    ]


def _against_article(knowledge: Knowledge, claim: Claim) -> list[tuple[str, str]]:
    others = [knowledge.claims[o] for o in claim.disagrees]
    if claim.source == SEED:
        return [(claim.id, o.id) for o in others if o.source != SEED]
    return [(o.id, claim.id) for o in others if o.source == SEED]
