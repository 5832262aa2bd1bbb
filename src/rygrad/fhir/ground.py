"""What the resources of one bundle share: the assessment, the answers, whose they are, their names."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from rygrad.assess.answers import Answers
from rygrad.assess.assessment import Assessment
from rygrad.fhir.questionnaire import OURS
from rygrad.kb.basics import Text
from rygrad.kb.knowledge import Knowledge

Resource = dict[str, Any]
NAMES = uuid5(NAMESPACE_URL, OURS)
NOT_GIVEN = Text(da="ikke oplyst", en="not given")
DRAFT = Text(da="Udkast: ingen kliniker har gennemset det", en="Draft: no clinician has reviewed it")
_URI = re.compile(r"[!-\"$-~][!-~]{0,500}", re.ASCII)  # no white space, and no `#`
_SHOWN = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,200}")


@dataclass(frozen=True)
class Ground:
    """One person's assessment with the answers it was made from; `response` is what was sent, if anything."""

    made: Assessment
    answers: Answers
    knowledge: Knowledge
    base: str = OURS
    response: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def subject(self) -> Resource:
        """Whose it is, as the response says."""
        return subject_of(self.response, self.made.language)

    @cached_property
    def _name(self) -> UUID:
        """A name that the same person, answers and day always give."""
        kept = [self.response.get(key) for key in ("status", "questionnaire", "authored", "id")]
        sent = [said if isinstance(said, str) else None for said in kept]
        parts = [self.made.model_dump(mode="json"), self.answers, self.subject, sent, self.base]
        return uuid5(NAMES, json.dumps(parts, sort_keys=True))

    def url(self, name: str) -> str:
        """The address of one resource within the bundle."""
        return f"urn:uuid:{uuid5(self._name, name)}"

    def reference(self, name: str) -> Resource:
        """A reference to one resource of the bundle."""
        return {"reference": self.url(name)}

    def say(self, text: Text) -> str:
        """A text in the assessment's language."""
        return text.in_language(self.made.language)

    def start(self, kind: str) -> Resource:
        """What every resource that we conclude begins with; a draft is marked as one."""
        begun: Resource = {"resourceType": kind}
        if self.made.review_status == "draft":
            tag = {"system": system("review", self.base), "code": "draft", "display": self.say(DRAFT)}
            begun["meta"] = {"tag": [tag]}
        return begun | {"language": self.made.language}


def system(name: str, base: str = OURS) -> str:
    """The name of one of our own code systems."""
    return f"{base}:{name}" if base.startswith("urn:") else f"{base}/CodeSystem/{name}"


def subject_of(response: Mapping[str, Any], lang: str) -> Resource:
    """The subject of a response, of which only what a Reference may hold is carried on.

    A reference into the response itself (`#p`) would point nowhere here, so it is left out.
    """
    given = response.get("subject")
    sent = given if isinstance(given, dict) else {}
    found: Resource = {}
    if _fits(_URI, sent.get("reference")):
        found["reference"] = sent["reference"]
    identifier = sent.get("identifier")
    kept = _identifier(identifier) if isinstance(identifier, dict) else {}
    if kept:
        found["identifier"] = kept
    if _fits(_SHOWN, sent.get("display")) and sent["display"].strip():
        found["display"] = sent["display"]
    return found or {"display": NOT_GIVEN.in_language(lang)}


def _identifier(sent: Mapping[str, Any]) -> Resource:
    found = {"system": sent["system"]} if _fits(_URI, sent.get("system")) else {}
    value = sent.get("value")
    return found | {"value": value} if _fits(_SHOWN, value) and str(value).strip() else {}


def _fits(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
