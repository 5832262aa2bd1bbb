"""Rules to HL7's Clinical Quality Language (CQL 1.5): one library that other engines run as it stands.

CQL's logic has the same three values, so and, or and not are printed as they are; unknown is null. Every
answer is a parameter, every rule and both ends of every score a definition. Each definition stands on
earlier ones, and a sentence that is used in several places gets a definition of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import prod

from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.vocabulary import Choice, Derived, Number, Question, YesNo

LARGEST = 2**31 - 1  # CQL's Integer; its Long is not known to all engines
_SAYABLE = re.compile(r'[^\x00-\x1f\x7f-\x9f"\\\u2028\u2029]+')
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]*")
_NOTE = (
    "// Every answer is a parameter: pass each one, null for what is not known.",
    "// Every rule is a definition: true, false, or null while it cannot be told.",
    "// Of every score the lowest and the highest total that are still possible.",
)


class NotSaid(ValueError):
    """CQL, or an engine that runs it, cannot say this; the message names what."""


def to_cql(program: Program, library: str, version: str, levels: Sequence[str] = ()) -> str:
    """The whole program as the text of one CQL library; the same program gives the same text.

    Numbers are whole numbers in the base unit of their question. Where `levels` names rules from the
    mildest to the gravest, the first standing for none of the others, `level`, `could_be` and `settled`
    are told too. Raises NotSaid for names that would collide, for text that cannot be quoted plainly,
    and for numbers that may leave 32 bits.
    """
    return _Library(program, levels).text(library, version)


class _Library:
    def __init__(self, program: Program, levels: Sequence[str]) -> None:
        self.program = program
        self.levels = levels
        self.lines: list[str] = []
        self.parts: dict[int, str] = {}
        self.shared = _shared(program)
        self.questions = _questions(program)
        self.taken: set[str] = set()

    def text(self, library: str, version: str) -> str:
        if not _VERSION.fullmatch(version):
            raise NotSaid(f"{version!r} is no version: digits, letters, dots")
        self._claim([*(q.id for q in self.questions), *self._outcomes()])
        head = [f"library {_id(library)} version {_text(version)}", "", *_NOTE, ""]
        head += [_parameter(q) for q in self.questions if not isinstance(q, Derived)]
        head += ["", "context Unfiltered"]
        for question in self.questions:
            if isinstance(question, Derived):
                self._define(question.id, self._derived(question))
        for name in self.program.order:
            if name in self.program.scores:
                self._score(self.program.scores[name])
            else:
                self._define(name, self._sentence(self.program.rules[name], whole=True))
        self._verdict()
        return "\n".join([*head, *self.lines]) + "\n"

    def _outcomes(self) -> Iterable[str]:
        yield from self.program.rules
        for score in self.program.scores:
            yield from (f"{score}_low", f"{score}_high")
        if self.levels:
            yield from ("level", "could_be", "settled")

    def _claim(self, names: list[str]) -> None:
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise NotSaid(f"two definitions of one name: {', '.join(twice)}")
        self.taken = set(names)

    def _define(self, name: str, text: str, private: bool = False) -> None:
        self.lines += ["", f"define {'private ' if private else ''}{_id(name)}:", f"  {text}"]

    def _derived(self, question: Derived) -> str:
        """Rounded down, as `div` does for numbers that are not negative; null where it would divide by 0."""
        numbers = {part: self.program.questions[part] for part in question.sources}
        _refuse_overflow(question, numbers)
        over = " * ".join([str(question.times), *map(_id, question.over)])
        under = " * ".join(map(_id, question.under))
        zero = " or ".join(f"{_id(part)} = 0" for part in dict.fromkeys(question.under))
        return f"if {zero} then null else ({over}) div ({under})" if under else over

    def _sentence(self, node: core.Core, whole: bool = False) -> str:
        """A sentence as it stands in another: in parentheses, unless it is the `whole` definition."""
        if id(node) in self.shared:
            return _id(self._part(node))
        return self._printed(node, whole)

    def _part(self, node: core.Core) -> str:
        if id(node) not in self.parts:
            text = self._printed(node, whole=True)
            name = self.parts[id(node)] = self._free_name()
            self._define(name, text, private=True)
        return self.parts[id(node)]

    def _free_name(self) -> str:
        name = f"part_{len(self.parts) + 1}"
        while name in self.taken:
            name += "_"
        self.taken.add(name)
        return name

    def _printed(self, node: core.Core, whole: bool) -> str:
        match node:
            case core.And(parts) if parts:
                return self._joined("and", parts, whole)
            case core.Or(parts) if parts:
                return self._joined("or", parts, whole)
            case core.Not(part):
                return _inside(f"not {self._sentence(part)}", whole)
            case core.Unknown(part):
                return _inside(f"{self._sentence(part)} is null", whole)
            case core.Total(score, op, value):
                return _inside(self._total(score, op, value), whole)
        return _inside(_atom(node), whole or isinstance(node, (core.Yes, core.Holds, core.And, core.Or)))

    def _joined(self, word: str, parts: tuple[core.Core, ...], whole: bool) -> str:
        said = [self._sentence(part) for part in parts]
        if len(said) == 1:
            return said[0]
        return f"\n    {word} ".join(said) if whole else f"({f' {word} '.join(said)})"

    def _total(self, score: str, op: str, value: int) -> str:
        low, high = _id(f"{score}_low"), _id(f"{score}_high")
        true, false = core.total_pair(
            op,
            lambda op: f"{low} {op} {_whole(value)}",
            lambda op: f"{high} {op} {_whole(value)}",
            "{} and {}".format,
            "{} or {}".format,
        )
        return f"case when {true} then true when {false} then false else null end"

    def _score(self, score: core.ScoreCore) -> None:
        if sum(abs(line.points) for group in score.groups for line in group) > LARGEST:
            raise NotSaid(f"{score.id}: a total may leave 32 bits")
        made = [[(self._sentence(line.when), line.points) for line in group] for group in score.groups]
        for end, sign in (("low", 1), ("high", -1)):
            groups = [_points(group, sign) for group in made]
            self._define(f"{score.id}_{end}", "\n    + ".join(groups) or "0")

    def _verdict(self) -> None:
        if not self.levels:
            return
        mildest, *others = self.levels
        for name, unless in (("level", "{}"), ("could_be", "({0} or {0} is null)")):
            said = [f"when {unless.format(_id(level))} then {_text(level)}" for level in reversed(others)]
            self._define(name, "\n    ".join(["case", *said, f"else {_text(mildest)}", "end"]))
        self._define("settled", '"level" = "could_be"')


def _shared(program: Program) -> set[int]:
    """Joined sentences that stand in several places (`at least 5 of ...` repeats its parts), by id."""
    seen: dict[int, int] = {}

    def visit(node: core.Core) -> None:
        if core.children(node):
            seen[id(node)] = seen.get(id(node), 0) + 1
            if seen[id(node)] == 1:
                for part in core.children(node):
                    visit(part)

    for name in program.order:
        for part in program.parts(name):
            visit(part)
    return {node for node, times in seen.items() if times > 1}


def _questions(program: Program) -> list[Question]:
    """What the rules ask, in the order of the vocabulary, and what derived numbers are made from."""
    named = {q for name in program.order for leaf in program.leaves(name) for q in core.asked(leaf)}
    asked = named.union(*(program.sources(question) for question in named))
    return [question for question in program.questions.values() if question.id in asked]


def _parameter(question: Question) -> str:
    kind = {YesNo: "Boolean", Choice: "String", Number: "Integer"}[type(question)]
    if isinstance(question, Number) and max(abs(question.low), abs(question.high)) > LARGEST:
        raise NotSaid(f"{question.id}: an answer may leave 32 bits")
    return f"parameter {_id(question.id)} {kind} default null"


def _refuse_overflow(question: Derived, numbers: dict[str, Question]) -> None:
    high: dict[str, int] = {}
    for name, number in numbers.items():
        if not isinstance(number, Number) or number.low < 0 or question.times < 0:
            raise NotSaid(f"{question.id}: `div` rounds down only what is not negative")
        high[name] = number.high
    over = question.times * prod(high[part] for part in question.over)
    if max(over, prod(high[part] for part in question.under)) > LARGEST:
        raise NotSaid(f"{question.id}: a product may leave 32 bits")


def _atom(node: core.Core) -> str:
    match node:
        case core.Yes(question):
            return _id(question)
        case core.Is(question, word):
            return f"{_id(question)} = {_text(word)}"
        case core.Against(question, op, value):
            return f"{_id(question)} {op} {_whole(value)}"
        case core.Pair(left, op, right):
            return f"{_id(left)} {op} {_id(right)}"
        case core.Holds(rule):
            return _id(rule)
        case core.And(()):
            return "true"
        case core.Or(()):
            return "false"
    raise TypeError(node)


def _points(lines: list[tuple[str, int]], sign: int) -> str:
    """Points of lines of which at most one counts: the first true line's; where no line is true, the
    lowest (sign 1) or highest (sign -1) of those that are still unknown; else none."""
    said = [f"when {text} then {_whole(points)}" for text, points in lines]
    moving = sorted((line for line in lines if line[1] * sign < 0), key=lambda line: line[1] * sign)
    said += [f"when {text} is null then {_whole(points)}" for text, points in moving]
    return f"(case {' '.join(said)} else 0 end)" if said else "0"


def _inside(text: str, whole: bool) -> str:
    return text if whole else f"({text})"


def _whole(value: int) -> str:
    if abs(value) > LARGEST:
        raise NotSaid(f"{value} leaves 32 bits")
    return str(value) if value >= 0 else f"(-{-value})"


def _id(name: str) -> str:
    return f'"{_plain(name)}"'


def _text(word: str) -> str:
    return "'" + _plain(word).replace("'", "\\'") + "'"


def _plain(text: str) -> str:
    """Text that needs no escape but for `'`: engines differ in how they read the others."""
    if not _SAYABLE.fullmatch(text):
        raise NotSaid(f"{text!r}: no empty text, no quotation mark, backslash or control character")
    return text
