"""Decision tables as FHIR R4 PlanDefinitions: one action a row, its condition a name of our CQL library.

The first true row counts. An unknown row above blocks nothing, so "not true" is said of each row above,
which in CQL holds of what is false and of what is null alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rygrad.fhir.ground import system
from rygrad.fhir.questionnaire import OURS, canonical_of
from rygrad.fhir.translated import with_english
from rygrad.kb.basics import Text
from rygrad.kb.knowledge import Knowledge, row_name
from rygrad.kb.models import Row, Table
from rygrad.kb.wording import in_words

PLANS = ("disposition", "imaging")
TYPES = "http://terminology.hl7.org/CodeSystem/plan-definition-type"
LIBRARY = "rygrad"
Resource = dict[str, Any]


def plans(knowledge: Knowledge, base: str = OURS) -> dict[str, Resource]:
    """All of them by the name of their table; `base` is the address that their canonical URLs begin with."""
    return {name: plan(name, knowledge, base) for name in PLANS}


def plan(name: str, knowledge: Knowledge, base: str = OURS) -> Resource:
    """One table as a PlanDefinition; raises KeyError for a table that is not shipped as one."""
    table = {name: knowledge.tables[name] for name in PLANS}[name]
    library = f"{canonical_of('Library', LIBRARY, base)}|{knowledge.version}"
    made = {
        "resourceType": "PlanDefinition",
        "id": fhir_id(name),
        "language": "da",
        "url": canonical_of("PlanDefinition", fhir_id(name), base),
        "version": knowledge.version,
        "name": f"RygradPlan{name.title().replace('_', '')}",
        **with_english("title", table.title),
        "type": {"coding": [{"system": TYPES, "code": "eca-rule"}]},
        "status": "active" if table.status == "reviewed" else "draft",
        "experimental": table.status != "reviewed",
        "library": [library],
        "relatedArtifact": _sources(knowledge, [c for row in table.rows for c in row.because.values()]),
        "action": [_action(knowledge, table, at, base) for at in range(len(table.rows))],
    }
    return {field: value for field, value in made.items() if value}


def fhir_id(name: str) -> str:
    """A name as FHIR's ids may be written: without `_`."""
    return name.replace("_", "-")


def _action(knowledge: Knowledge, table: Table, at: int, base: str) -> Resource:
    row = table.rows[at]
    name = row_name(table.id, row.then)
    coding = {"system": system("rules", base), "code": name}
    return {
        "id": fhir_id(row.then),
        **(with_english("description", row.says) if row.says else {}),
        **with_english("textEquivalent", _in_words(knowledge, name)),
        "code": [{"coding": [coding]}],
        "documentation": [_sentence(row), *_claims(knowledge, row)],
        "condition": [{"kind": "applicability", "expression": _condition(knowledge, table, at, base)}],
    }


def _in_words(knowledge: Knowledge, name: str) -> Text:
    return Text(da=in_words(knowledge, name, "da"), en=in_words(knowledge, name, "en"))


def _condition(knowledge: Knowledge, table: Table, at: int, base: str) -> Resource:
    """The row is true, and none above it is."""
    names = [f'"{row_name(table.id, row.then)}"' for row in table.rows[: at + 1]]
    above, own = names[:-1], names[-1]
    overtaken = above if table.hit == "first" else []
    return {
        "language": "text/cql",
        "expression": " and ".join([f"{own} is true", *(f"{name} is not true" for name in overtaken)]),
        "reference": f"{canonical_of('Library', LIBRARY, base)}|{knowledge.version}",
    }


def _sentence(row: Row) -> Resource:
    """The row in our own rule language."""
    return {"type": "documentation", "label": "rule", "display": " ".join(row.when.split())}


def _claims(knowledge: Knowledge, row: Row) -> list[Resource]:
    """What the row rests on: each claim in its words, with its source."""
    found = [
        knowledge.claims[name] for name in dict.fromkeys(row.because.values()) if name in knowledge.claims
    ]
    return [
        {
            "type": "justification",
            **with_english("display", claim.says),
            **_cited(knowledge, claim.source),
        }
        for claim in found
    ]


def _sources(knowledge: Knowledge, claims: Sequence[str]) -> list[Resource]:
    names = dict.fromkeys(knowledge.claims[c].source for c in claims if c in knowledge.claims)
    return [{"type": "citation", **_cited(knowledge, name)} for name in names]


def _cited(knowledge: Knowledge, source: str) -> Resource:
    found = knowledge.sources[source]
    return {"citation": found.citation} | ({"url": found.link} if found.link else {})
