"""Scores as SDC Questionnaires of their own: the questions they ask, and what they add up to."""

from __future__ import annotations

from typing import Any

from rygrad.fhir.plan import fhir_id
from rygrad.fhir.questionnaire import OURS, SDC, canonical, question_item, questionnaires
from rygrad.fhir.response import SCORE
from rygrad.fhir.score_paths import ends, total
from rygrad.fhir.translated import with_english
from rygrad.kb.basics import Text
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Score

BEFORE = Text(
    da="Skemaet giver et tal. Det viser ikke, om noget haster; det gør guiden.",
    en="The form gives a number. It does not show whether something is urgent; the guide does.",
)
TOTAL = Text(da="Samlet, når alt er besvaret", en="Total, once all is answered")
LOW = Text(da="Mindst, med det der er besvaret", en="At least, with what is answered")
HIGH = Text(da="Højst, med det der er besvaret", en="At most, with what is answered")
WITHHELD = Text(
    da="Skemaets ord er ikke vores at give videre. Se docs/instruments.md.",
    en="The words of this form are not ours to pass on. See docs/instruments.md.",
)


def every_questionnaire(knowledge: Knowledge, base: str = OURS) -> dict[str, dict[str, Any]]:
    """The interview, the examination, and the scores whose words we may ship."""
    shipped = {name: score_form(id_, knowledge, base) for id_, name in form_names(knowledge).items()}
    return questionnaires(knowledge, base) | shipped


def form_names(knowledge: Knowledge) -> dict[str, str]:
    """The form of each score whose words we may ship."""
    return {id_: _name(id_) for id_, score in knowledge.scores.items() if _ships(score, knowledge)}


def withheld(knowledge: Knowledge) -> frozenset[str]:
    """The forms that we do not ship: of these scores we have ids and a scorer, and the words are others'."""
    return frozenset(_name(id_) for id_ in knowledge.scores) - frozenset(form_names(knowledge).values())


def _name(score: str) -> str:
    return f"score-{fhir_id(score)}"


def _asked(score: Score, knowledge: Knowledge) -> list[str]:
    asks = set(score.of) or knowledge.program.asks[score.id]
    return [question for question in knowledge.questions if question in asks]


def _ships(score: Score, knowledge: Knowledge) -> bool:
    asked = [knowledge.questions[question] for question in _asked(score, knowledge)]
    return score.rights == "A" and all(question.ask and question.why for question in asked)


def score_form(id_: str, knowledge: Knowledge, base: str = OURS) -> dict[str, Any]:
    """The form of one score; raises KeyError for one whose words we may not ship."""
    name, score = form_names(knowledge)[id_], knowledge.scores[id_]
    asked = _asked(score, knowledge)
    items = [question_item(knowledge.questions[q], knowledge, base, asked) for q in asked]
    return {
        "resourceType": "Questionnaire",
        "id": name,
        "language": "da",
        "url": canonical(name, base),
        "version": knowledge.version,
        "name": "Rygrad" + "".join(part.capitalize() for part in name.split("-")),
        **with_english("title", score.title),
        "status": "draft",
        "experimental": True,  # no clinician has reviewed it
        "subjectType": ["Patient"],
        **(with_english("copyright", score.credit) if score.credit else {}),
        "item": [*_before(score), *items, *_totals(score, knowledge)],
    }


def _before(score: Score) -> list[dict[str, Any]]:
    said = {"before": BEFORE, "instruction": score.instruction}
    return [
        {"linkId": f"{SCORE}{score.id}.{link}", **with_english("text", text), "type": "display"}
        for link, text in said.items()
        if text
    ]


def _totals(score: Score, knowledge: Knowledge) -> list[dict[str, Any]]:
    """The total, and for points the two ends that it lies between until then."""
    found = ends(score, knowledge)
    said = {"low": (LOW, found[0]), "high": (HIGH, found[1])} if found else {}
    said["total"] = (TOTAL, total(score, knowledge))
    kind = "decimal" if score.kind == "mean" else "integer"
    return [_calculated(f"{SCORE}{score.id}.{end}", text, kind, path) for end, (text, path) in said.items()]


def _calculated(link: str, text: Text, kind: str, path: str) -> dict[str, Any]:
    expression = {"language": "text/fhirpath", "expression": path}
    url = f"{SDC}/sdc-questionnaire-calculatedExpression"
    return {
        "linkId": link,
        "extension": [{"url": url, "valueExpression": expression}],
        **with_english("text", text),
        "type": kind,
        "required": False,
        "readOnly": True,
    }
