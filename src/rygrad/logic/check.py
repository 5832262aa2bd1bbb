"""Tree to core: every name known, every type and unit right, no red flag denied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from rygrad.logic import core, tree
from rygrad.logic.messages import LanguageError, did_you_mean
from rygrad.logic.units import converted, same_family
from rygrad.logic.vocabulary import Choice, Constant, Derived, Number, Vocabulary, YesNo


@dataclass(frozen=True, slots=True)
class Allowed:
    """What this place of the knowledge may say: a rule may neither ask `unknown` nor deny a red flag."""

    unknown: bool = False
    denied_red_flag: bool = False


RULE = Allowed()
POLICY = Allowed(unknown=True, denied_red_flag=True)
SENTENCE = Allowed(denied_red_flag=True)


def checked(node: tree.Tree, words: Vocabulary, allowed: Allowed = RULE) -> core.Core:
    """The core of a tree; raises LanguageError at the first thing that is not right."""
    return _Checker(words, allowed).said(node, even=True)


class _Checker:
    def __init__(self, words: Vocabulary, allowed: Allowed) -> None:
        self.words = words
        self.allowed = allowed

    def said(self, node: tree.Tree, even: bool) -> core.Core:
        match node:
            case tree.Name():
                return self.name(node, even)
            case tree.Compare():
                return self.compare(node, even)
            case tree.Within():
                return self.within(node, even)
            case tree.Between():
                return self.between(node)
            case tree.Not(part):
                return core.Not(self.said(part, not even))
            case tree.And(parts):
                return core.And(tuple(self.said(p, even) for p in parts))
            case tree.Or(parts):
                return core.Or(tuple(self.said(p, even) for p in parts))
            case tree.AtLeast(count, parts):
                return core.at_least(count, tuple(self.said(p, even) for p in parts))
            case tree.Unknown(part):
                if not self.allowed.unknown:
                    raise fault("unknown_refused", node)
                return core.Unknown(self.said(part, even))
        assert_never(node)

    def name(self, node: tree.Name, even: bool) -> core.Core:
        if node.id in self.words.rules:
            return core.Holds(node.id)
        question = self.words.questions.get(node.id)
        match question:
            case YesNo():
                if question.red_flag and not even:
                    self.refuse_denied(node.id, node)
                return core.Yes(node.id)
            case Choice():
                raise needs_comparison(node, ("et valg", "a choice"), f"= {question.words[-1]}")
            case Number() | Derived():
                raise needs_comparison(node, ("et tal", "a number"), f">= {question.low + 1}")
        if node.id in self.words.scores:
            raise needs_comparison(node, ("en score", "a score"), ">= 4")
        raise self.unknown_name(node.id, node)

    def unknown_name(self, name: str, node: tree.Tree | tree.Word) -> LanguageError:
        return fault("unknown_name", node, read=name, hint=did_you_mean(name, self.words.names()))

    def must_be_known(self, name: str, node: tree.Tree) -> None:
        if name not in (*self.words.questions, *self.words.rules, *self.words.scores):
            raise self.unknown_name(name, node)

    def refuse_denied(self, question: str, node: tree.Tree) -> None:
        if not self.allowed.denied_red_flag:
            raise fault("red_flag_denied", node, question=question)

    def compare(self, node: tree.Compare, even: bool) -> core.Core:
        if node.id in self.words.scores:
            value = self.quantity(node.value, "point", node.id)
            return core.Total(node.id, node.op, value)
        question = self.words.questions.get(node.id)
        match question:
            case Number() | Derived():
                return self.number(question, node.op, node.value, node)
            case Choice():
                return self.choice(question, node, even)
            case YesNo():
                kind = ("et ja/nej-spørgsmål", "a yes/no question")
                raise fault("not_comparable", node, read=node.id, kind=kind)
        if node.id in self.words.rules:
            raise fault("not_comparable", node, read=node.id, kind=("en regel", "a rule"))
        raise self.unknown_name(node.id, node)

    def choice(self, question: Choice, node: tree.Compare, even: bool) -> core.Core:
        if node.op not in ("=", "!="):
            raise fault("choice_operator", node, question=question.id)
        word = self.answer(question, node.value)
        asked = core.Is(question.id, word)
        if node.op == "!=":
            rest = tuple(w for w in question.words if w != word)
            self.hold_upwards(question, rest, even, node)
            return core.Not(asked)
        self.hold_upwards(question, (word,), even, node)
        return asked

    def within(self, node: tree.Within, even: bool) -> core.Core:
        question = self.words.questions.get(node.id)
        if not isinstance(question, Choice):
            self.must_be_known(node.id, node)
            raise fault("not_comparable", node, read=node.id, kind=("intet valg", "no choice"))
        words = tuple(self.answer(question, word) for word in node.words)
        self.hold_upwards(question, words, even, node)
        parts = tuple(core.Is(question.id, word) for word in words)
        return parts[0] if len(parts) == 1 else core.Or(parts)

    def hold_upwards(self, question: Choice, words: tuple[str, ...], even: bool, node: tree.Tree) -> None:
        """A red flag may only be asked for its upper words, so that a worse answer never lowers."""
        if question.red_flag and not (even and set(question.words[-len(set(words)) :]) == set(words)):
            self.refuse_denied(question.id, node)

    def answer(self, question: Choice, value: tree.Value) -> str:
        text = value.text if isinstance(value, tree.Word) else str(value.value)
        if text not in question.words:
            raise fault(
                "wrong_choice",
                value,
                read=text,
                question=question.id,
                allowed=", ".join(question.words),
                hint=did_you_mean(text, list(question.words)),
            )
        return text

    def between(self, node: tree.Between) -> core.Core:
        question = self.words.questions.get(node.id)
        if node.id in self.words.scores:
            low, high = (self.quantity(v, "point", node.id) for v in (node.low, node.high))
            return core.And((core.Total(node.id, ">=", low), core.Total(node.id, "<=", high)))
        if not isinstance(question, (Number, Derived)):
            self.must_be_known(node.id, node)
            raise fault("not_comparable", node, read=node.id, kind=("intet tal", "no number"))
        lowest = self.number(question, ">=", node.low, node)
        highest = self.number(question, "<=", node.high, node)
        if (
            isinstance(lowest, core.Against)
            and isinstance(highest, core.Against)
            and lowest.value > highest.value
        ):
            raise fault("band_between", node, read=f"{lowest.value}-{highest.value}")
        return core.And((lowest, highest))

    def number(self, question: Number | Derived, op: str, value: tree.Value, node: tree.Tree) -> core.Core:
        other = self.words.questions.get(value.text) if isinstance(value, tree.Word) else None
        if isinstance(other, Number):
            if other.unit != question.unit:
                raise fault("wrong_unit", value, question=question.id, unit=question.unit, read=other.id)
            return core.Pair(question.id, op, other.id)
        limit = self.quantity(value, question.unit, question.id)
        tells = question.low <= limit <= question.high
        if (op in ("<", ">=") and limit == question.low) or (op in (">", "<=") and limit == question.high):
            tells = False
        if not tells and not self.allowed.unknown:
            read = f"{op} {limit}"
            raise fault(
                "never_true", node, question=question.id, min=question.low, max=question.high, read=read
            )
        return core.Against(question.id, op, limit)

    def quantity(self, value: tree.Value, unit: str, question: str) -> int:
        if isinstance(value, tree.Word):
            constant = self.words.constants.get(value.text)
            if constant is None:
                if value.text in self.words.questions or value.text in self.words.rules:
                    raise fault("needs_number", value, question=question, read=value.text)
                known = [*self.words.constants, *self.words.names()]
                raise fault("unknown_name", value, read=value.text, hint=did_you_mean(value.text, known))
            return self.exact(constant, unit, question, value)
        return self.exact(Constant("", value.value, value.unit or unit), unit, question, value)

    def exact(self, number: Constant, unit: str, question: str, value: tree.Value) -> int:
        read = number.id or f"{number.value} {number.unit}"
        if not same_family(number.unit, unit) and number.unit != unit:
            raise fault("wrong_unit", value, question=question, unit=unit, read=read)
        exact = number.value if number.unit == unit else converted(number.value, number.unit, unit)
        if exact is None:
            raise fault("not_exact", value, read=read, unit=unit)
        return exact


def needs_comparison(node: tree.Name, kind: tuple[str, str], example: str) -> LanguageError:
    """A name that stands alone, though it is no yes or no."""
    return fault("needs_comparison", node, read=node.id, kind=kind, example=f"{node.id} {example}")


def fault(key: str, node: tree.Tree | tree.Value, **parts: object) -> LanguageError:
    """A LanguageError at a node's place."""
    return LanguageError(key, node.span.start, node.span.end, dict(parts))
