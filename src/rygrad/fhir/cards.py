"""A person and a rated order as CDS cards: what is said, why, what would settle it, what may be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from rygrad.assess.person import Person
from rygrad.fhir import card_words as w
from rygrad.fhir.orders import ImagingOrder
from rygrad.fhir.questionnaire import canonical
from rygrad.fhir.records import Told
from rygrad.fhir.resources import listed
from rygrad.kb.basics import LEVELS, Text
from rygrad.kb.knowledge import row_name
from rygrad.kb.models import Claim, Row, Source
from rygrad.kb.wording import level_words
from rygrad.logic import core

LONGEST_SUMMARY = 139  # the specification: under 140
MOST_LISTED = 8
RATING_URL = "{base}/StructureDefinition/imaging-order-rating"
OVERRIDES = "{base}/CodeSystem/override-reasons"
RATED_FOR_SURE = ("appropriate", "not_appropriate")
INDICATORS = {"emergency_now": "critical", "see_doctor_today": "warning"}
Card = dict[str, Any]


@dataclass(frozen=True)
class Maker:
    """Makes cards for one person in one language; `base` is where our FHIR addresses begin."""

    person: Person
    told: Told
    open_in: Callable[[Person, str], list[str]]
    base: str
    instance: str
    patient: str
    guide: str | None = None

    def say(self, text: Text) -> str:
        """A text in the reader's language."""
        return text.in_language(self.person.lang)

    def uuid(self, *parts: str) -> str:
        """The same card of the same call has the same id."""
        return str(uuid5(NAMESPACE_URL, "|".join((self.instance, *parts))))

    def detail(self, *parts: str) -> str:
        """Parts of a card's detail with our foot below, as Markdown."""
        foot = self.say(w.FOOT_REVIEWED if self.person.knowledge.is_reviewed else w.FOOT)
        return "\n\n".join([*filter(None, parts), foot.format(version=self.person.knowledge.version)])

    def listed(self, title: Text, lines: Iterable[str]) -> str:
        """A title and a list below it; nothing where the list is empty."""
        all_ = list(dict.fromkeys(lines))
        shown = all_[:MOST_LISTED]
        if len(all_) > len(shown):
            shown.append(self.say(w.MORE).format(count=len(all_) - len(shown)))
        return "\n".join([f"**{self.say(title)}**", "", *(f"- {line}" for line in shown)]) if all_ else ""

    def questions(self, names: Iterable[str]) -> list[str]:
        """Questions as a clinician asks them."""
        asked = (self.person.knowledge.questions[name].ask for name in names)
        return [self.say(text) for text in asked if text]

    def record(self) -> list[str]:
        """What was used of the record, and what was not, as parts of a detail."""
        used = [f"{self.say(one.words)} ({one.code})" for one in self.told.used]
        left = [f"`{one.path}` {self.say(one.why)}" for one in self.told.left_out]
        nothing = f"**{self.say(w.USED)}**: {self.say(w.NOTHING_USED)}"
        return [self.listed(w.USED, used) or nothing, self.listed(w.LEFT_OUT, left)]

    def links(self) -> list[dict[str, str]]:
        """Where all the questions are."""
        return [{"label": self.say(w.GUIDE), "url": self.guide, "type": "absolute"}] if self.guide else []

    def task(self) -> dict[str, Any]:
        """A suggestion: somebody asks the patient our questions."""
        form = {"type": {"text": "Questionnaire"}, "valueCanonical": canonical("intake", self.base)}
        resource = {
            "resourceType": "Task",
            "status": "requested",
            "intent": "proposal",
            "description": self.say(w.ASK_TASK_SAYS),
            "for": {"reference": f"Patient/{self.patient}"},
            "input": [form],
        }
        action = {"type": "create", "description": self.say(w.ASK_TASK_SAYS), "resource": resource}
        return {"label": self.say(w.ASK_TASK), "uuid": self.uuid("task"), "actions": [action]}


def order_card(maker: Maker, order: ImagingOrder, row: Row) -> Card:
    """The card for one order, by the row of the table that holds."""
    rating = row.rating or "insufficient_information"
    open_ = maker.open_in(maker.person, "imaging_order") if row.indicator != "critical" else []
    card: Card = {
        "uuid": maker.uuid(order.placed.path, row.then),
        "summary": maker.say(row.says) if row.says else "",
        "indicator": row.indicator or "info",
        "source": _source(maker, row),
        "detail": maker.detail(
            f"**{maker.say(w.RATED)}**: {maker.say(w.RATINGS[rating])}",
            maker.listed(w.WHY, _reasons(maker, row)),
            maker.listed(w.ASK, maker.questions(open_)),
            maker.listed(w.UNREAD, order.unread),
            maker.listed(w.ON_RECORD, (maker.say(reason.words) for reason in order.on_record)),
            *maker.record(),
        ),
        "overrideReasons": _overrides(maker),
        "extension": {"rating": rating},
    }
    suggestions = _suggestions(maker, order, row, bool(open_))
    if suggestions:
        card |= {"suggestions": suggestions, "selectionBehavior": "at-most-one"}
    return card | ({"links": maker.links()} if maker.guide and open_ else {})


def rating_action(maker: Maker, order: ImagingOrder, row: Row) -> dict[str, Any] | None:
    """The rating written on the order, as an action of its own; None where nothing is rated for sure."""
    if row.rating not in RATED_FOR_SURE or not order.placed.reference:
        return None
    mark = {"url": RATING_URL.format(base=maker.base), "valueCode": row.rating.replace("_", "-")}
    others = [
        e for e in listed(order.resource, "extension", order.placed.path) if not _is_ours(e, mark["url"])
    ]
    resource = order.resource | {"extension": [*others, mark]}
    return {"type": "update", "description": maker.say(w.KEEP_RATING), "resource": resource}


def patient_card(maker: Maker) -> Card:
    """The card for someone with low back pain: risk group, how soon, open red-flag questions."""
    p = maker.person
    flags = [q for q in maker.open_in(p, "disposition") if p.knowledge.questions[q].red_flag]
    band = p.band("startback_total") if "startback_total" in p.knowledge.scores else None
    group = f"{maker.say(w.GROUP)}: {maker.say(w.GROUPS.get(band or '', w.UNKNOWN))}"
    row = p.knowledge.row_of("disposition", p.outcome)
    level = level_words(p.level, p.lang)
    raised = p.level in INDICATORS
    summary = w.RAISED if raised else w.OPEN if flags else w.NONE_OPEN
    found = [r.title for r in p.knowledge.rules.values() if r.then.level and p.status(r.id) is True]
    return {
        "uuid": maker.uuid("patient"),
        "summary": maker.say(summary).format(count=len(flags), group=group, level=level),
        "indicator": INDICATORS.get(p.level, "info"),
        "source": _own_source(maker),
        "detail": maker.detail(
            _how_soon(maker, row),
            maker.say(row.says) if row and row.says and not row.reassures else "",
            maker.listed(w.FOUND, map(maker.say, found)),
            maker.listed(w.ASK, maker.questions(flags)),
            f"**{group}**",
            *maker.record(),
        ),
        **({"suggestions": [maker.task()], "selectionBehavior": "any"} if flags else {}),
        **({"links": maker.links()} if maker.guide else {}),
    }


def _how_soon(maker: Maker, row: Row | None) -> str:
    """The level as it is known; the lowest is not said while nothing may reassure."""
    p = maker.person
    said = level_words(p.level, p.lang)
    if p.level == LEVELS[0] and not (row and row.reassures):
        said = maker.say(w.NOT_SETTLED)
    if p.could_be != p.level:
        said += f", {maker.say(w.COULD_BE)}: {level_words(p.could_be, p.lang)}"
    return f"**{maker.say(w.LEVEL)}**: {said}"


def _reasons(maker: Maker, row: Row) -> list[str]:
    """The rules that hold, then what the sources say of the names the row rests on."""
    p = maker.person
    leaves = core.leaves(p.knowledge.program.rules[row_name("imaging_order", row.then)])
    names = [leaf.rule for leaf in leaves if isinstance(leaf, core.Holds)]
    scans = [r.id for r in p.knowledge.rules.values() if r.then.imaging]
    true = [n for n in dict.fromkeys((*names, *scans)) if n in p.knowledge.rules and p.status(n) is True]
    lines = [maker.say(p.knowledge.rules[name].title) for name in true]
    return [*lines, *(_cited(maker, p.knowledge.claims[name]) for name in _claims(p, row))]


def _claims(p: Person, row: Row) -> list[str]:
    """The claims of the row's names that hold; all of them where the row is about what does not hold."""
    held = [c for name, c in row.because.items() if p.answers.get(name) is True or p.outcome.rules.get(name)]
    return list(dict.fromkeys(held or row.because.values()))


def _cited(maker: Maker, claim: Claim) -> str:
    source = maker.person.knowledge.sources[claim.source]
    name = _name(maker, source)
    said = f"[{name}]({source.link})" if source.link else name
    return f"{maker.say(claim.says)} ({said})"


def _source(maker: Maker, row: Row) -> dict[str, Any]:
    """The first published source the row rests on; ours, where it rests on none."""
    k = maker.person.knowledge
    for name in _claims(maker.person, row):
        for one in (k.claims[name].source, *k.claims[name].also):
            if link := k.sources[one].link:
                return {"label": _name(maker, k.sources[one]), "url": link, "topic": _topic(maker)}
    return _own_source(maker)


def _own_source(maker: Maker) -> dict[str, Any]:
    return {"label": f"rygrad {maker.person.knowledge.version}", "topic": _topic(maker)}


def _topic(maker: Maker) -> dict[str, str]:
    system = f"{maker.base}/CodeSystem/topics"
    return {"system": system, "code": "low-back-pain", "display": "Low back pain"}


def _name(maker: Maker, source: Source) -> str:
    return maker.say(source.short) if source.short else source.citation.partition(".")[0]


def _overrides(maker: Maker) -> list[dict[str, str]]:
    system = OVERRIDES.format(base=maker.base)
    reasons = maker.person.knowledge.override_reasons.values()
    return [{"system": system, "code": r.id, "display": maker.say(r.words)} for r in reasons]


def _suggestions(maker: Maker, order: ImagingOrder, row: Row, open_: bool) -> list[dict[str, Any]]:
    """What one tap may do. An order is never offered to be removed while a question is open."""
    reference = order.placed.reference
    if row.indicator == "critical" and row.rating == "appropriate" and reference:
        changed = order.resource | {"priority": "stat"}
        urgent = {"type": "update", "description": maker.say(w.MAKE_STAT), "resource": changed}
        return [{"label": maker.say(w.MAKE_STAT), "uuid": maker.uuid("stat"), "actions": [urgent]}]
    if open_:
        return [maker.task()]
    if row.rating == "not_appropriate" and row.indicator != "critical" and reference:
        removed = {"type": "delete", "description": maker.say(w.REMOVE), "resourceId": reference}
        return [{"label": maker.say(w.REMOVE), "uuid": maker.uuid("remove"), "actions": [removed]}]
    return []


def _is_ours(extension: Any, url: str) -> bool:
    return isinstance(extension, dict) and extension.get("url") == url
