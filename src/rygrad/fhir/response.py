"""A QuestionnaireResponse as answers: nothing is guessed, what cannot be read is refused with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rygrad.assess.answers import Answers, AnswersError, checked_answers
from rygrad.kb.knowledge import Knowledge

DEEPEST = 20  # groups inside groups
_KINDS = {"valueBoolean": bool, "valueInteger": int, "valueCoding": dict, "valueString": str}
SCORE = "score."  # what a form adds up itself: no answer, and worked out anew here
_READ = ("completed", "amended", "in-progress")


@dataclass(frozen=True, slots=True)
class Issue:
    """What is wrong, where (a FHIRPath), and of which kind FHIR calls it."""

    code: str
    path: str
    da: str
    en: str

    def text(self, lang: str) -> str:
        """In the reader's language."""
        return self.da if lang == "da" else self.en


class ResourceFault(ValueError):
    """A resource that cannot be used; holds every issue."""

    def __init__(self, *issues: Issue) -> None:
        super().__init__("; ".join(f"{i.path}: {i.en}" for i in issues))
        self.issues = issues


def answers_of(resource: Any, knowledge: Knowledge) -> Answers:
    """The answers of a QuestionnaireResponse; an item without an answer is unknown. Raises ResourceFault."""
    root = "QuestionnaireResponse"
    if not isinstance(resource, dict) or resource.get("resourceType") != root:
        raise ResourceFault(
            Issue("invalid", root, f"skal være et {root}", f"must be a {root}"),
        )
    if resource.get("status") not in _READ:
        allowed = ", ".join(_READ)
        raise ResourceFault(Issue("value", f"{root}.status", f"vælg {allowed}", f"must be one of {allowed}"))
    told: dict[str, Any] = {}
    at: dict[str, str] = {}
    issues: list[Issue] = []
    for link, path, answer in _answered(resource, root, issues):
        if link.startswith(SCORE) and link.split(".")[1] in knowledge.scores:
            continue
        if link not in knowledge.questions:
            issues.append(_unknown(link, path))
        elif link in told:
            issues.append(
                Issue("duplicate", path, f"»{link}« er besvaret to gange", f"'{link}' is answered twice")
            )
        else:
            told[link], at[link] = answer, path
    try:
        answers = checked_answers(told, knowledge)
    except AnswersError as e:
        issues += [Issue("value", at.get(fault.key, root), fault.da, fault.en) for fault in e.faults]
    if issues:
        raise ResourceFault(*issues[:20])
    return answers


def _unknown(link: str, path: str) -> Issue:
    shown = "".join(c if c.isprintable() else "�" for c in link[:60])
    return Issue("not-found", path, f"»{shown}« er intet spørgsmål her", f"'{shown}' is no question of ours")


def _answered(
    holder: dict[str, Any], path: str, issues: list[Issue], depth: int = 0
) -> Iterator[tuple[str, str, Any]]:
    """Every item with an answer: linkId, where it stands, and the one answer's value."""
    if depth > DEEPEST:
        issues.append(Issue("too-long", path, "for mange lag", "nested too deep"))
        return
    items = holder.get("item", [])
    if not isinstance(items, list):
        issues.append(Issue("structure", f"{path}.item", "skal være en liste", "must be a list"))
        return
    for number, item in enumerate(items):
        here = f"{path}.item[{number}]"
        if not isinstance(item, dict) or not isinstance(item.get("linkId"), str):
            issues.append(Issue("required", f"{here}.linkId", "mangler", "is missing"))
            continue
        given = item.get("answer", [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            issues.append(Issue("structure", f"{here}.answer", "skal være en liste", "must be a list"))
            continue
        if len(given) > 1:
            issues.append(Issue("too-long", f"{here}.answer", "kun ét svar", "one answer only"))
        elif given and item["linkId"].startswith(SCORE):
            yield item["linkId"], here, None  # whatever number it holds
        elif given and (value := _value(given[0], f"{here}.answer[0]", issues)) is not None:
            yield item["linkId"], here, value
        yield from _answered(item, here, issues, depth + 1)
        for one in given:
            yield from _answered(one, f"{here}.answer[0]", issues, depth + 1)


def _value(answer: dict[str, Any], path: str, issues: list[Issue]) -> Any:
    kinds = [key for key in answer if key.startswith("value")]
    if not kinds:
        return None  # unknown, as when it is left out
    kind = _KINDS.get(kinds[0])
    value = answer[kinds[0]]
    wrong = kind is None or len(kinds) > 1 or not isinstance(value, kind)
    if wrong or (kind is int and isinstance(value, bool)):
        allowed = ", ".join(_KINDS)
        issues.append(Issue("structure", path, f"kun én af {allowed}", f"one of {allowed} only"))
        return None
    if isinstance(value, dict):
        code = value.get("code")
        if not isinstance(code, str):
            issues.append(Issue("required", f"{path}.valueCoding.code", "mangler", "is missing"))
            return None
        return code
    return value


def operation_outcome(issues: tuple[Issue, ...], lang: str = "en") -> dict[str, Any]:
    """What is wrong, as FHIR says it."""
    return {
        "resourceType": "OperationOutcome",
        "issue": [
            {
                "severity": "error",
                "code": issue.code,
                "details": {"text": issue.text(lang)},
                "expression": [issue.path],
            }
            for issue in issues
        ],
    }
