"""A condition of the rule language as FHIRPath over a QuestionnaireResponse, unknown staying unknown.

FHIRPath has the same three values: an unanswered item is empty, and `and`, `or`, `not()` are Kleene's.
"""

from __future__ import annotations

from rygrad.logic.core import Against, And, Core, Is, Not, Or, Unknown, Yes

# Of an answer's kinds only the one of its question is there.
_ANSWER = "%resource.descendants().where(linkId = '{}').answer.value"


class NotSaid(ValueError):
    """The condition uses something that an answer alone does not tell (another rule, a score)."""


def to_fhirpath(node: Core) -> str:
    """The expression; it is true, false or empty (unknown). Raises NotSaid."""
    match node:
        case Yes(question):
            return f"({_ANSWER.format(question)} = true)"
        case Is(question, word):
            return f"({_ANSWER.format(question)}.code = '{word}')"
        case Against(question, op, value):
            return f"({_ANSWER.format(question)} {op} {value})"
        case Not(part):
            return f"({to_fhirpath(part)}.not())"
        case And(parts) if parts:
            return f"({' and '.join(map(to_fhirpath, parts))})"
        case Or(parts) if parts:
            return f"({' or '.join(map(to_fhirpath, parts))})"
        case Unknown(part):
            return f"({to_fhirpath(part)}.empty())"
        case _:
            raise NotSaid(type(node).__name__)
