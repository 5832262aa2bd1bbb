"""Interview and examination as FHIR R4 Questionnaires (SDC): every linkId is a word of the vocabulary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from rygrad.fhir.fhirpath import to_fhirpath
from rygrad.fhir.translated import CORE, with_english
from rygrad.kb.basics import Text
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Question, Screen
from rygrad.logic.core import Against, And, Core, Is, Or, Yes
from rygrad.logic.units import many

SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition"
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
CATEGORIES = "http://hl7.org/fhir/questionnaire-display-category"
UNITS = "http://unitsofmeasure.org"
# Ours -> UCUM. Counts, ratings, grades and drinks are numbers without a unit there.
UCUM = {"day": "d", "week": "wk", "hour": "h", "minute": "min", "year": "a", "cm": "cm", "kg": "kg"}
SCREENS_OF = {"intake": "person", "examination": "clinician"}
TITLES = {
    "intake": Text(da="Ondt i lænden: det, du selv kan svare på", en="Low back pain: what a person can tell"),
    "examination": Text(
        da="Ondt i lænden: det, en undersøgelse viser", en="Low back pain: what an examination shows"
    ),
}
NAMES = tuple(TITLES)
OURS = "urn:rygrad:fhir"  # where a site has no address of its own
WHY = ".why"


def questionnaires(knowledge: Knowledge, base: str = OURS) -> dict[str, dict[str, Any]]:
    """All of them by name; `base` is the address that their canonical URLs begin with."""
    return {name: questionnaire(name, knowledge, base) for name in NAMES}


def questionnaire(name: str, knowledge: Knowledge, base: str = OURS) -> dict[str, Any]:
    """One Questionnaire, in Danish with English as translation; raises KeyError for another name."""
    title = TITLES[name]
    return {
        "resourceType": "Questionnaire",
        "id": name,
        "language": "da",
        "url": canonical(name, base),
        "version": knowledge.version,
        "name": f"Rygrad{name.capitalize()}",
        **with_english("title", title),
        "status": "draft",
        "experimental": True,  # no clinician has reviewed it
        "subjectType": ["Patient"],
        "item": list(_items(name, knowledge, base)),
    }


def canonical(name: str, base: str = OURS) -> str:
    """The canonical URL of a Questionnaire."""
    return canonical_of("Questionnaire", name, base)


def canonical_of(kind: str, name: str, base: str = OURS) -> str:
    """The canonical URL of one of our resources."""
    return f"{base}:{kind}:{name}" if base.startswith("urn:") else f"{base}/{kind}/{name}"


def answer_system(question: str, base: str = OURS) -> str:
    """The code system of a choice's words: the vocabulary itself."""
    return f"{base}:answers:{question}" if base.startswith("urn:") else f"{base}/CodeSystem/{question}"


def _items(name: str, knowledge: Knowledge, base: str) -> Iterable[dict[str, Any]]:
    """The screens of the interview as groups; what stands on no screen follows in one group."""
    of = SCREENS_OF[name]
    asked = {id: q for id, q in knowledge.questions.items() if q.asked_of == of and q.ask}
    for screen in knowledge.screens.values():
        shown = [asked.pop(id) for id in screen.questions if id in asked]
        if shown:
            yield _group(f"screen.{screen.id}", screen.title, shown, knowledge, base, screen)
    if asked:
        yield _group("screen.rest", TITLES[name], list(asked.values()), knowledge, base)


def _group(
    link: str,
    title: Text,
    questions: Sequence[Question],
    knowledge: Knowledge,
    base: str,
    screen: Screen | None = None,
) -> dict[str, Any]:
    intro = [_note(f"{link}.intro", screen.intro)] if screen and screen.intro else []
    asked = [_question(q, knowledge, base) for q in questions]
    shown = _when_any(asked)
    return {"linkId": link, **with_english("text", title), "type": "group", **shown, "item": [*intro, *asked]}


def _when_any(asked: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """When a group has anything to ask: without it a heading can stand alone. Empty when it always has."""
    conditions: list[dict[str, Any]] = []
    for item in asked:
        if "enableWhen" not in item or item.get("enableBehavior") == "all":
            return {}
        conditions += [one for one in item["enableWhen"] if one not in conditions]
    return {"enableWhen": conditions} | ({"enableBehavior": "any"} if len(conditions) > 1 else {})


def _question(question: Question, knowledge: Knowledge, base: str) -> dict[str, Any]:
    assert question.ask
    kind = {"yes_no": "boolean", "choice": "choice", "number": "integer"}[question.type]
    made: dict[str, Any] = {
        "linkId": question.id,
        **with_english("text", question.ask),
        "type": kind,
        "required": False,  # an unanswered question is unknown, and may stay so
    }
    if extensions := _number(question):
        made["extension"] = extensions
    lead = knowledge.sentences.get(("only_if", question.id, 0))
    if lead:
        _enable(made, lead.core, base)
    if question.type == "choice":
        made["answerOption"] = [{"valueCoding": _coding(question, word, base)} for word in question.of or []]
    if question.why:
        made["item"] = [_note(f"{question.id}{WHY}", question.why, "help")]
    return made


def question_item(
    question: Question, knowledge: Knowledge, base: str, within: Collection[str]
) -> dict[str, Any]:
    """A question in a form that holds these only: a lead that is not among them hides nothing."""
    made = _question(question, knowledge, base)
    leads = {condition["question"] for condition in made.get("enableWhen", [])}
    if not leads <= set(within):
        del made["enableWhen"]
        made.pop("enableBehavior", None)
    return made


def _number(question: Question) -> list[dict[str, Any]]:
    if question.type != "number":
        return []
    made: list[dict[str, Any]] = [
        {"url": f"{CORE}/minValue", "valueInteger": question.min},
        {"url": f"{CORE}/maxValue", "valueInteger": question.max},
    ]
    if code := UCUM.get(question.unit or ""):
        said = Text(da=many(question.unit, "da"), en=many(question.unit, "en"))
        unit = {"system": UNITS, "code": code, **with_english("display", said)}
        made.append({"url": f"{CORE}/questionnaire-unit", "valueCoding": unit})
    return made


def _coding(question: Question, word: str, base: str) -> dict[str, Any]:
    shown = (question.options or {})[word]
    return {"system": answer_system(question.id, base), "code": word, **with_english("display", shown)}


def _note(link: str, text: Text, control: str | None = None) -> dict[str, Any]:
    made: dict[str, Any] = {"linkId": link, **with_english("text", text), "type": "display"}
    if control:
        # Some programs show a help text that has the one, some a help text that has the other.
        made["extension"] = [
            _coded("questionnaire-itemControl", CONTROLS, control),
            _coded("questionnaire-displayCategory", CATEGORIES, "instructions"),
        ]
    return made


def _coded(extension: str, system: str, code: str) -> dict[str, Any]:
    coding = [{"system": system, "code": code}]
    return {"url": f"{CORE}/{extension}", "valueCodeableConcept": {"coding": coding}}


def _enable(made: dict[str, Any], lead: Core, base: str) -> None:
    """Plain `enableWhen` where it can say the condition, else an expression."""
    plain = _plain(lead, base)
    if plain is None:
        expression = {"language": "text/fhirpath", "expression": f"{to_fhirpath(lead)} = true"}
        made.setdefault("extension", []).append(
            {"url": f"{SDC}/sdc-questionnaire-enableWhenExpression", "valueExpression": expression}
        )
        return
    conditions, behavior = plain
    made["enableWhen"] = conditions
    if len(conditions) > 1:
        made["enableBehavior"] = behavior


def _plain(lead: Core, base: str) -> tuple[list[dict[str, Any]], str] | None:
    """One level of "any" or "all" of answers; None when the condition is deeper."""
    flat = _flat(lead)
    parts = flat.parts if isinstance(flat, And | Or) else (flat,)
    conditions = [_condition(part, base) for part in parts]
    if not parts or any(condition is None for condition in conditions):
        return None
    return [c for c in conditions if c is not None], "all" if isinstance(flat, And) else "any"


def _flat(node: Core) -> Core:
    """An "or" inside an "or" is the same "or"."""
    if not isinstance(node, Or):
        return node
    parts: list[Core] = []
    for part in map(_flat, node.parts):
        parts += part.parts if isinstance(part, Or) else [part]
    return Or(tuple(parts))


def _condition(part: Core, base: str) -> dict[str, Any] | None:
    match part:
        case Yes(question):
            return {"question": question, "operator": "=", "answerBoolean": True}
        case Is(question, word):
            coding = {"system": answer_system(question, base), "code": word}
            return {"question": question, "operator": "=", "answerCoding": coding}
        case Against(question, op, value):
            return {"question": question, "operator": op, "answerInteger": value}
        case _:
            return None
