"""Rule to a Danish or English sentence, made from the tree as it was written, before any rewriting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rygrad.logic import tree
from rygrad.logic.units import spoken

_OPS = {
    "da": {"<": "under", "<=": "højst", ">": "over", ">=": "mindst", "=": "præcis", "!=": "ikke"},
    "en": {"<": "under", "<=": "at most", ">": "over", ">=": "at least", "=": "exactly", "!=": "not"},
}
_AND = {"da": " og ", "en": " and "}
_OR = {"da": " eller ", "en": " or "}


@dataclass(frozen=True)
class Wording:
    """What names are called in one language.

    `name` says a question, rule, group or score; `option` says a choice's word; `unit` gives a
    question's base unit; `number` gives a claim's whole number with its unit.
    """

    lang: str
    name: Callable[[str], str]
    option: Callable[[str, str], str]
    unit: Callable[[str], str | None]
    number: Callable[[str], tuple[int, str] | None]


def to_words(node: tree.Tree, wording: Wording) -> str:
    """The sentence of a rule, for reading: no code words, no ids."""
    return _Speaker(wording).say(node, inside=False)


class _Speaker:
    def __init__(self, wording: Wording) -> None:
        self.w = wording
        self.da = wording.lang == "da"
        self.ops: Mapping[str, str] = _OPS[wording.lang]

    def say(self, node: tree.Tree, inside: bool) -> str:
        match node:
            case tree.Name(name):
                return self.w.name(name)
            case tree.Compare(name, op, value):
                return self.compare(name, op, value)
            case tree.Within(name, words):
                options = [self.w.option(name, word.text) for word in words]
                return f"{self.w.name(name)}: {self.joined(options, _OR)}"
            case tree.Between(name, low, high):
                between = "mellem" if self.da else "between"
                ends = self.value(name, low) + _AND[self.w.lang] + self.value(name, high)
                return f"{self.w.name(name)} {between} {ends}"
            case tree.Not(part):
                return f"{'ikke' if self.da else 'not'} {self.say(part, inside=True)}"
            case tree.And(parts):
                return self.wrapped(self.joined([self.say(p, True) for p in parts], _AND), inside)
            case tree.Or(parts):
                return self.wrapped(self.joined([self.say(p, True) for p in parts], _OR), inside)
            case tree.AtLeast(count, parts):
                start = f"mindst {count} af: " if self.da else f"at least {count} of: "
                return self.wrapped(start + "; ".join(self.say(p, True) for p in parts), inside)
            case tree.Unknown(part):
                end = "er ikke afklaret" if self.da else "is not yet known"
                return f"{self.say(part, inside=True)} {end}"
        raise TypeError(node)

    def compare(self, name: str, op: str, value: tree.Value) -> str:
        if isinstance(value, tree.Word) and self.is_choice(name, value):
            option = self.w.option(name, value.text)
            return f"{self.w.name(name)}: {'' if op == '=' else self.ops[op] + ' '}{option}"
        return f"{self.w.name(name)} {self.ops[op]} {self.value(name, value)}"

    def is_choice(self, name: str, value: tree.Word) -> bool:
        """Whether a word is an answer to a choice: numbers have a unit, scores only meet numbers."""
        return self.w.unit(name) is None and not self.w.number(value.text)

    def value(self, name: str, value: tree.Value) -> str:
        if isinstance(value, tree.Quantity):
            return spoken(value.value, value.unit or self.w.unit(name), self.w.lang)
        number = self.w.number(value.text)
        return spoken(*number, self.w.lang) if number else self.w.name(value.text)

    def joined(self, parts: list[str], last: Mapping[str, str]) -> str:
        return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + last[self.w.lang] + parts[-1]

    def wrapped(self, text: str, inside: bool) -> str:
        return f"({text})" if inside else text
