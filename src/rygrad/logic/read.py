"""Rule text to tree: a small parser whose messages a clinician can use."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rygrad.logic.messages import LanguageError
from rygrad.logic.tree import (
    And,
    AtLeast,
    Between,
    Compare,
    Name,
    Not,
    Or,
    Quantity,
    Span,
    Tree,
    Unknown,
    Value,
    Within,
    Word,
)
from rygrad.logic.units import unit_called

KEYWORDS = {"and", "or", "not", "in", "between", "at", "least", "of", "unknown"}
MEANT = {"og": "and", "eller": "or", "ikke": "not", "mindst": "at least", "mellem": "between", "i": "in"}
_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<decimal>-?\d+[.,]\d+)|(?P<int>-?\d+)|(?P<name>[^\W\d]\w*)"
    r"|(?P<wrong>==|<>|=>|=<|&&|\|\||!(?!=))|(?P<op><=|>=|!=|=|<|>)|(?P<mark>[(),])",
)
_WRONG = {"==": "=", "<>": "!=", "=>": ">=", "=<": "<=", "&&": "and", "||": "or", "!": "not"}
_END = ("slutningen", "the end")
DEEPEST = 50  # parts inside one another; shipped rules need three
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words, numbers and marks of a rule, closed by an `end`."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise LanguageError("stray_character", at, at + 1, {"read": text[at]})
        kind, word, start, at = str(match.lastgroup), match.group(), at, match.end()
        if kind == "decimal":
            raise LanguageError("not_whole", start, at, {"read": word})
        if kind == "int" and len(word) > MOST_DIGITS:
            raise LanguageError("too_long", start, at, {"most": MOST_DIGITS})
        if kind == "wrong":
            raise LanguageError("wrong_word", start, at, {"read": word, "meant": _WRONG[word]})
        if kind == "name" and word not in KEYWORDS and word.lower() in KEYWORDS | {"or", "and"}:
            raise LanguageError("wrong_word", start, at, {"read": word, "meant": word.lower()})
        if kind != "space":
            found.append(Token(kind, word, start, at))
    found.append(Token("end", "", at, at))
    return found


class _Reader:
    """Walks the tokens once, from left to right."""

    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)
        self.at = 0
        self.depth = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def next(self) -> Token:
        token = self.here
        self.at += 1
        return token

    def takes(self, text: str) -> bool:
        if self.here.text == text and self.here.kind != "end":
            self.at += 1
            return True
        return False

    def fail(self, da: str, en: str) -> LanguageError:
        token = self.here
        if token.kind == "name" and token.text.lower() in MEANT:
            return self.danish(token)
        read = _END if token.kind == "end" else (f"»{token.text}«", f"'{token.text}'")
        return LanguageError("expected", token.start, token.end, {"read": read, "wanted": (da, en)})

    def danish(self, token: Token) -> LanguageError:
        parts = {"read": token.text, "meant": MEANT[token.text.lower()]}
        return LanguageError("wrong_word", token.start, token.end, parts)

    def must(self, text: str) -> Token:
        if self.here.text != text:
            raise self.fail(f"»{text}«", f"'{text}'")
        return self.next()

    def rule(self) -> Tree:
        if self.here.kind == "end":
            raise LanguageError("empty", 0, 0)
        tree = self.either()
        if self.here.kind != "end":
            raise self.fail("»and«, »or« eller slutningen", "'and', 'or' or the end")
        return tree

    def either(self) -> Tree:
        return self.chain("or", self.both, Or)

    def both(self) -> Tree:
        return self.chain("and", self.negation, And)

    def chain(self, word: str, part: Callable[[], Tree], node: type[And] | type[Or]) -> Tree:
        start = self.here.start
        parts = [part()]
        while self.takes(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else node(tuple(parts), self.span(start))

    def span(self, start: int) -> Span:
        return Span(start, self.tokens[self.at - 1].end)

    def negation(self) -> Tree:
        start, end = self.here.start, self.here.end
        if self.depth == DEEPEST:
            raise LanguageError("too_deep", start, end, {"most": DEEPEST})
        self.depth += 1
        made = Not(self.negation(), self.span(start)) if self.takes("not") else self.atom()
        self.depth -= 1
        return made

    def atom(self) -> Tree:
        start = self.here.start
        if self.takes("("):
            inner = self.either()
            self.must(")")
            return inner
        if self.takes("at"):
            return self.at_least(start)
        if self.takes("unknown"):
            self.must("(")
            inner = self.either()
            self.must(")")
            return Unknown(inner, self.span(start))
        return self.named()

    def at_least(self, start: int) -> Tree:
        self.must("least")
        if self.here.kind != "int":
            raise self.fail("et antal", "a count")
        count = int(self.next().text)
        self.must("of")
        self.must("(")
        parts = [self.either()]
        while self.takes(","):
            parts.append(self.either())
        self.must(")")
        span = self.span(start)
        if not 1 <= count <= len(parts):
            parts_ = {"count": count, "parts": len(parts)}
            raise LanguageError("at_least_count", span.start, span.end, parts_)
        return AtLeast(count, tuple(parts), span)

    def named(self) -> Tree:
        if self.here.kind != "name" or self.here.text in KEYWORDS:
            raise self.fail("et navn, »not« eller »(«", "a name, 'not' or '('")
        name = self.next()
        if name.text.lower() in MEANT:
            raise self.danish(name)
        if self.here.kind == "op":
            op = self.next().text
            value = self.value()
            return Compare(name.text, op, value, self.span(name.start))
        if self.takes("in"):
            self.must("(")
            words = [self.word()]
            while self.takes(","):
                words.append(self.word())
            self.must(")")
            return Within(name.text, tuple(words), self.span(name.start))
        if self.takes("between"):
            low = self.value()
            self.must("and")
            high = self.value()
            return Between(name.text, low, high, self.span(name.start))
        return Name(name.text, Span(name.start, name.end))

    def word(self) -> Word:
        if self.here.kind != "name":
            raise self.fail("et svarord", "an answer word")
        token = self.next()
        return Word(token.text, Span(token.start, token.end))

    def value(self) -> Value:
        token = self.here
        if token.kind == "int":
            self.next()
            unit = unit_called(self.here.text) if self.here.kind == "name" else None
            if self.here.kind == "name" and self.here.text not in KEYWORDS:
                if unit is None:
                    raise self.fail("en enhed, fx »days«", "a unit, such as 'days'")
                self.next()
            return Quantity(int(token.text), unit, self.span(token.start))
        if token.kind == "name" and token.text not in KEYWORDS:
            return self.word()
        raise self.fail("et helt tal eller et ord", "a whole number or a word")


def read(text: str) -> Tree:
    """The tree of one rule; raises LanguageError with the place of the first fault."""
    return _Reader(text).rule()
