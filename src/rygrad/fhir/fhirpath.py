"""A condition of the rule language as FHIRPath over a QuestionnaireResponse, unknown staying unknown.

FHIRPath has the same three values: an unanswered item is empty, and `and`, `or`, `not()` are Kleene's.
"""

from __future__ import annotations

from collections.abc import Mapping

from rygrad.logic.core import Against, And, Core, Holds, Is, Not, Or, Pair, Unknown, Yes

# Of an answer's kinds only the one of its question is there.
ANSWER = "%resource.descendants().where(linkId = '{}').answer.value"


class NotSaid(ValueError):
    """The condition uses something that an answer alone does not tell (another rule, a score)."""


def to_fhirpath(node: Core, rules: Mapping[str, Core] | None = None) -> str:
    """The expression; it is true, false or empty (unknown). Raises NotSaid.

    A rule that is named is written out where `rules` holds it: FHIRPath has no definitions.
    """
    match node:
        case Yes(question):
            return f"({ANSWER.format(question)} = true)"
        case Is(question, word):
            return f"({ANSWER.format(question)}.code = '{word}')"
        case Against(question, op, value):
            return f"({ANSWER.format(question)} {op} {value})"
        case Not(part):
            return f"({to_fhirpath(part, rules)}.not())"
        case And(parts) if parts:
            return f"({' and '.join(to_fhirpath(part, rules) for part in parts)})"
        case Or(parts) if parts:
            return f"({' or '.join(to_fhirpath(part, rules) for part in parts)})"
        case Unknown(part):
            return f"({to_fhirpath(part, rules)}.empty())"
        case Pair(left, op, right):
            return f"({ANSWER.format(left)} {op} {ANSWER.format(right)})"
        case Holds(rule) if rules and rule in rules:
            return to_fhirpath(rules[rule], rules)
        case _:
            raise NotSaid(type(node).__name__)
