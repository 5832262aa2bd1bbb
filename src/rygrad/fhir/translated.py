"""Danish texts with English beside them, as HL7's translation extension says it."""

from __future__ import annotations

from typing import Any

from rygrad.kb.basics import Text

CORE = "http://hl7.org/fhir/StructureDefinition"
TRANSLATION = f"{CORE}/translation"


def with_english(field: str, text: Text) -> dict[str, Any]:
    """A Danish text under a field's name, with its English translation beside it."""
    english = [{"url": "lang", "valueCode": "en"}, {"url": "content", "valueString": text.en}]
    return {field: text.da, f"_{field}": {"extension": [{"url": TRANSLATION, "extension": english}]}}
