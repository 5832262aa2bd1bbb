"""The rules as a FHIR R4 Library, whose content is the CQL that PlanDefinitions name."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from rygrad.fhir.plan import LIBRARY
from rygrad.fhir.questionnaire import OURS, canonical_of
from rygrad.fhir.translated import with_english
from rygrad.kb.basics import LEVELS, Text
from rygrad.kb.knowledge import Knowledge
from rygrad.logic.to_cql import NotSaid, to_cql

TYPES = "http://terminology.hl7.org/CodeSystem/library-type"
TITLE = Text(da="Reglerne om ondt i lænden", en="The rules on low back pain")


def cql(knowledge: Knowledge) -> str:
    """The rules as one CQL library; raises NotSaid where CQL cannot say one of them."""
    kept = knowledge.made_once
    if ("cql", "") not in kept:
        kept["cql", ""] = to_cql(knowledge.program, LIBRARY, knowledge.version, LEVELS)
    return str(kept["cql", ""])


def libraries(knowledge: Knowledge, base: str = OURS) -> dict[str, dict[str, Any]]:
    """The library by its name; none where CQL cannot say the rules of this knowledge."""
    try:
        text = cql(knowledge)
    except NotSaid:
        return {}
    made = {
        "resourceType": "Library",
        "id": LIBRARY,
        "url": canonical_of("Library", LIBRARY, base),
        "version": knowledge.version,
        "name": LIBRARY,
        **with_english("title", TITLE),
        "status": "draft",
        "experimental": True,  # no clinician has reviewed it
        "type": {"coding": [{"system": TYPES, "code": "logic-library"}]},
        "content": [{"contentType": "text/cql", "data": b64encode(text.encode()).decode("ascii")}],
    }
    return {LIBRARY: made}
