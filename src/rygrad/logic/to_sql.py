"""Rules to SQL: one SELECT that answers every rule and score inside the database that holds the people.

SQL's own logic has the same three values, so and, or and not are printed as they are; unknown is NULL.
Rules stand on other rules by name: one step (WITH) a depth, so that each name is computed once. Answers
are whole numbers, never floating point: NaN, which some engines hold to be greater than every number,
must be made NULL before it comes here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.vocabulary import Choice, Derived, YesNo


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one engine says what engines say differently."""

    name: str
    yes_no: str
    text: str
    number: str
    divide: str
    step: str = "AS"
    quote: str = '"'
    longest: int = 255

    def identifier(self, name: str) -> str:
        """A column's or table's name as it is written."""
        return self.quote + name.replace(self.quote, self.quote * 2) + self.quote

    def literal(self, word: str) -> str:
        """A word as a value."""
        if self.name == "spark":
            word = word.replace("\\", "\\\\").replace("'", "\\'")
            return f"'{word}'"
        return "'" + word.replace("'", "''") + "'"


# SQLite and PostgreSQL would print a step's sentences into every place that uses them: MATERIALIZED.
DIALECTS = {
    "duckdb": Dialect("duckdb", "BOOLEAN", "VARCHAR", "BIGINT", "//"),
    "sqlite": Dialect("sqlite", "INTEGER", "TEXT", "INTEGER", "/", "AS MATERIALIZED"),
    "postgres": Dialect("postgres", "BOOLEAN", "TEXT", "BIGINT", "/", "AS MATERIALIZED", longest=63),
    "spark": Dialect("spark", "BOOLEAN", "STRING", "BIGINT", "DIV", quote="`"),
}
_SHARED = 12  # atoms; a sentence this long that stands in several places gets a column of its own


def to_sql(
    program: Program,
    dialect: str,
    table: str,
    columns: Collection[str] | None = None,
    keep: Collection[str] = (),
    wanted: Collection[str] | None = None,
) -> str:
    """One SELECT over `table`: the columns to `keep`, each rule, and each score's `_low` and `_high`.

    `columns` are the question columns the table has, all if None; the others are NULL. `table` may be
    `schema.table`. `wanted` are the rules and scores to answer, all if None. Raises KeyError for another
    dialect or outcome, ValueError for names that would collide.
    """
    if dialect not in DIALECTS:
        raise KeyError(f"{dialect!r} is no dialect: {', '.join(DIALECTS)}")
    unknown = sorted(set(wanted or ()) - set(program.order))
    if unknown:
        raise KeyError(f"no rule or score: {', '.join(unknown)}")
    return _Select(program, DIALECTS[dialect], columns, tuple(keep), wanted).text(table)


class _Select:
    def __init__(
        self,
        program: Program,
        dialect: Dialect,
        columns: Collection[str] | None,
        keep: tuple[str, ...],
        wanted: Collection[str] | None,
    ) -> None:
        self.program = program
        self.wanted = [name for name in program.order if wanted is None or name in wanted]
        self.order = _with_what_they_stand_on(program, self.wanted)
        self.dialect = dialect
        self._id = dialect.identifier
        self.columns = columns
        self.keep = keep
        self.depth: dict[str, int] = {}
        self.stages: list[list[tuple[str, str]]] = []
        self.helpers: dict[int, str] = {}
        self.taken: set[str] = set()
        self.prefix = ""

    def text(self, table: str) -> str:
        """The whole statement."""
        leaves = (leaf for name in self.order for leaf in self.program.leaves(name))
        asked = sorted({question for leaf in leaves for question in core.asked(leaf)})
        outcomes = list(self._outcomes())
        self._refuse([*dict.fromkeys((*asked, *self.keep)), *outcomes])
        self._refuse_long(table.split("."))
        self.taken = {*asked, *self.keep, *outcomes, *self.order}
        self.prefix = "step_" if not table.split(".")[-1].startswith("step_") else "rygrad_step_"
        shared = self._shared()
        for name in self.order:
            if name in self.program.scores:
                self._score(self.program.scores[name], shared)
            else:
                self._place(name, *self._sentence(self.program.rules[name], shared))
        source = ".".join(self._id(part) for part in table.split("."))
        lines = [self._answers(asked, source)]
        for at, made in enumerate(self.stages):
            said = "".join(f",\n    {text} AS {self._id(name)}" for name, text in made)
            lines.append(self._step(at + 1, f"  SELECT *{said}\n  FROM {self._id(self._stage(at))}"))
        chosen = ",\n  ".join(self._id(name) for name in (*self.keep, *outcomes)) or "NULL"
        last = self._id(self._stage(len(self.stages)))
        return "WITH\n" + ",\n".join(lines) + f"\nSELECT\n  {chosen}\nFROM {last}"

    def _outcomes(self) -> Iterable[str]:
        yield from (name for name in self.wanted if name in self.program.rules)
        for name in self.wanted:
            if name in self.program.scores:
                yield from (f"{name}_low", f"{name}_high")

    def _refuse(self, names: list[str]) -> None:
        lower = [name.lower() for name in names]  # most engines do not tell Age from age
        twice = sorted({name for name in lower if lower.count(name) > 1})
        if twice:
            raise ValueError(f"two columns of one name: {', '.join(twice)}")
        self._refuse_long(names)

    def _refuse_long(self, names: list[str]) -> None:
        long = [name for name in names if len(name.encode()) > self.dialect.longest]  # æ, ø and å are two
        if long:
            raise ValueError(f"too long a name for {self.dialect.name}: {', '.join(long)}")

    def _answers(self, asked: list[str], source: str) -> str:
        said = [self._id(name) for name in self.keep if name not in asked]
        said += [self._question(name) for name in asked]
        return self._step(0, "  SELECT\n    " + (",\n    ".join(said) or "NULL") + f"\n  FROM {source}")

    def _step(self, at: int, select: str) -> str:
        return f"{self._id(self._stage(at))} {self.dialect.step} (\n{select}\n)"

    def _stage(self, at: int) -> str:
        return f"{self.prefix}{at}"

    def _question(self, name: str) -> str:
        asked = self.program.questions[name]
        if isinstance(asked, Derived):
            over = " * ".join([self._whole(str(asked.times)), *map(self._source, asked.over)])
            under = " * ".join(map(self._source, asked.under))
            return f"({over}) {self.dialect.divide} NULLIF({under}, 0) AS {self._id(name)}"
        if self._has(name):
            return self._id(name)
        kind = self.dialect.number
        if isinstance(asked, YesNo):
            kind = self.dialect.yes_no
        elif isinstance(asked, Choice):
            kind = self.dialect.text
        return f"CAST(NULL AS {kind}) AS {self._id(name)}"

    def _source(self, name: str) -> str:
        return self._whole(self._id(name) if self._has(name) else "NULL")

    def _whole(self, text: str) -> str:
        """As the widest whole number, so that a product of narrow columns cannot overflow."""
        return f"CAST({text} AS {self.dialect.number})"

    def _has(self, name: str) -> bool:
        return self.columns is None or name in self.columns

    def _place(self, name: str, text: str, depth: int) -> None:
        """A column at the first step at which all that it names is there."""
        while len(self.stages) <= depth:
            self.stages.append([])
        self.stages[depth].append((name, text))
        self.depth[name] = depth + 1

    def _shared(self) -> set[int]:
        """Long sentences that stand in several places (`at least 5 of ...` repeats its parts): by id."""
        seen: dict[int, int] = {}
        size: dict[int, int] = {}

        def visit(node: core.Core) -> int:
            seen[id(node)] = seen.get(id(node), 0) + 1
            if id(node) not in size:
                below = core.children(node)
                size[id(node)] = sum(map(visit, below)) if below else 1
            return size[id(node)]

        for name in self.order:
            for part in self.program.parts(name):
                visit(part)
        return {node for node, times in seen.items() if times > 1 and size[node] >= _SHARED}

    def _sentence(self, node: core.Core, shared: Collection[int], whole: bool = True) -> tuple[str, int]:
        """A sentence and the step it can stand at; the parts of a sentence stand in parentheses."""
        if id(node) in shared:
            if id(node) not in self.helpers:
                name = self.helpers[id(node)] = self._free_name()
                self._place(name, *self._sentence(node, set(shared) - {id(node)}))
            name = self.helpers[id(node)]
            return self._id(name), self.depth[name]
        match node:
            case core.And(parts) if parts:
                return self._joined(" AND ", parts, shared, whole)
            case core.Or(parts) if parts:
                return self._joined(" OR ", parts, shared, whole)
            case core.Not(part):
                text, depth = self._sentence(part, shared, whole=False)
                return (f"NOT {text}" if whole else f"(NOT {text})"), depth
            case core.Unknown(part):
                text, depth = self._sentence(part, shared, whole=False)
                return f"({text} IS NULL)", depth
        return self._atom(node)

    def _free_name(self) -> str:
        name = f"part_{len(self.helpers) + 1}"
        while name in self.taken:
            name += "_"
        self.taken.add(name)
        return name

    def _joined(
        self, word: str, parts: tuple[core.Core, ...], shared: Collection[int], whole: bool
    ) -> tuple[str, int]:
        made = [self._sentence(part, shared, whole=False) for part in parts]
        text = word.join(text for text, _ in made)
        bare = whole or len(parts) == 1
        return (text if bare else f"({text})"), max(depth for _, depth in made)

    def _atom(self, node: core.Core) -> tuple[str, int]:
        match node:
            case core.Yes(question):  # SQLite has whole numbers for yes and no: any but 0 is yes
                name = self._id(question)
                return (f"({name} <> 0)" if self.dialect.name == "sqlite" else name), 0
            case core.Is(question, word):
                return f"({self._id(question)} = {self.dialect.literal(word)})", 0
            case core.Against(question, op, value):
                return f"({self._id(question)} {_sql(op)} {value})", 0
            case core.Pair(left, op, right):
                return f"({self._id(left)} {_sql(op)} {self._id(right)})", 0
            case core.Holds(rule):
                return self._id(rule), self.depth[rule]
            case core.Total(score, op, value):
                return self._total(score, op, value), self.depth[f"{score}_low"]
            case core.And(()):
                return "TRUE", 0
            case core.Or(()):
                return "FALSE", 0
        raise TypeError(node)

    def _total(self, score: str, op: str, value: int) -> str:
        low, high = self._id(f"{score}_low"), self._id(f"{score}_high")
        true, false = core.total_pair(
            op,
            lambda op: f"{low} {op} {value}",
            lambda op: f"{high} {op} {value}",
            "{} AND {}".format,
            "{} OR {}".format,
        )
        return f"(CASE WHEN {true} THEN TRUE WHEN {false} THEN FALSE END)"

    def _score(self, score: core.ScoreCore, shared: Collection[int]) -> None:
        made = [
            [(*self._sentence(line.when, shared, whole=False), line.points) for line in group]
            for group in score.groups
        ]
        depth = max((depth for group in made for _, depth, _ in group), default=0)
        for end, sign in (("low", 1), ("high", -1)):
            groups = [self._points([(text, points) for text, _, points in group], sign) for group in made]
            self._place(f"{score.id}_{end}", "\n      + ".join(groups) or "0", depth)

    def _points(self, lines: list[tuple[str, int]], sign: int) -> str:
        """Points of lines of which at most one counts: the first true line's; where no line is true, the
        lowest (sign 1) or highest (sign -1) of those that are still unknown; else none."""
        said = [f"WHEN {text} THEN {points}" for text, points in lines]
        moving = sorted((line for line in lines if line[1] * sign < 0), key=lambda line: line[1] * sign)
        said += [f"WHEN {text} IS NULL THEN {points}" for text, points in moving]
        return f"CASE {' '.join(said)} ELSE 0 END" if said else "0"


def _with_what_they_stand_on(program: Program, wanted: Collection[str]) -> list[str]:
    needed = set(wanted)
    for name in reversed(program.order):  # what a sentence names stands before it
        if name in needed:
            for leaf in program.leaves(name):
                if isinstance(leaf, core.Holds):
                    needed.add(leaf.rule)
                elif isinstance(leaf, core.Total):
                    needed.add(leaf.score)
    return [name for name in program.order if name in needed]


def _sql(op: str) -> str:
    return "<>" if op == "!=" else op
