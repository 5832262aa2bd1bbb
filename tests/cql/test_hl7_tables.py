"""What HL7's public tests of CQL's logical and null-logical operators hold, restated, holds in our language.

The facts are those of CqlLogicalOperatorsTest and CqlNullologicalOperatorsTest (cqframework/cql-tests).
Ours are `and`, `or`, `not` and `unknown`; `implies`, `xor`, `IsTrue` and `IsFalse` are written with them.
Left out: `Coalesce`, for no sentence of ours picks a value, and `IsNull('')`, for no answer is empty text.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import pyarrow as pa
from elm_runner import job, run, run_hl7

sys.path.insert(0, str(Path(__file__).parents[1] / "agreement"))

from engines import differences, outcomes

from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.vocabulary import Choice, Number, Question, YesNo

Value = bool | None
VALUES: dict[str, Value] = {"t": True, "f": False, "n": None}
QUESTIONS: dict[str, Question] = {
    "a": YesNo("a"),
    "b": YesNo("b"),
    "nobody_asked": YesNo("nobody_asked"),
    "word": Choice("word", ("abc", "other")),
    "number": Number("number", "count", 0, 9),
}
# Left, right: result. t true, f false, n null.
TWO = {
    "and": "tt:t tf:f tn:n ft:f ff:f fn:f nt:n nf:f nn:n",
    "or": "tt:t tf:t tn:t ft:t ff:f fn:n nt:t nf:n nn:n",
    "implies": "tt:t tf:f tn:n ft:t ff:t fn:t nt:t nf:n nn:n",
    "xor": "tt:f tf:t tn:n ft:t ff:f fn:n nt:n nf:n nn:n",
}
ONE = {"not": "t:f f:t n:n", "is_true": "t:t f:f n:f", "is_false": "t:f f:t n:f", "is_null": "t:f f:f n:t"}
FACTS = [
    (name, tuple(VALUES[v] for v in given), VALUES[result])
    for name, text in (TWO | ONE).items()
    for given, _, result in (fact.partition(":") for fact in text.split())
]


def sentence(name: str, parts: tuple[core.Core, ...]) -> core.Core:
    """An operator of CQL in the words of our language."""
    first = parts[0]
    match name:
        case "and":
            return core.And(parts)
        case "or":
            return core.Or(parts)
        case "implies":
            return core.Or((core.Not(first), parts[1]))
        case "xor":
            one = core.And((first, core.Not(parts[1])))
            return core.Or((one, core.And((core.Not(first), parts[1]))))
        case "not":
            return core.Not(first)
        case "is_true":
            return core.surely(first)
        case "is_false":
            return core.surely(core.Not(first))
    return core.Unknown(first)


def literal(value: Value) -> core.Core:
    return core.Yes("nobody_asked") if value is None else core.ALWAYS if value else core.NEVER


def everywhere(program: Program, people: pa.Table, folder: Path) -> dict[str, list[list[object]]]:
    """Each rule's values in the order of the people, by every engine; all of ours must agree first."""
    found = outcomes(program, people)
    assert differences(program, people, found) == []
    names = [name for name in program.order if name in program.rules]
    said = {}
    for engine, execute in (("cql-execution", run), ("hl7", run_hl7)):
        (rows,) = execute([job(program, people.to_pylist())], folder)
        said[engine] = [list(column) for column in zip(*rows, strict=True)]
    return said | {e: [table.column(name).to_pylist() for name in names] for e, table in found.items()}


def test_the_tables_are_whole() -> None:
    assert len(FACTS) == 4 * 9 + 4 * 3
    assert len({(name, given) for name, given, _ in FACTS}) == len(FACTS)


def test_each_fact_holds_for_answers_in_every_engine(tmp_path: Path) -> None:
    pairs = list(itertools.product(VALUES.values(), repeat=2))
    people = pa.table({"a": pa.array([a for a, _ in pairs]), "b": pa.array([b for _, b in pairs])})
    rules = {name: sentence(name, (core.Yes("a"), core.Yes("b"))) for name in (*TWO, *ONE)}
    wanted = {(name, given): result for name, given, result in FACTS}
    expected = [[wanted[name, pair if name in TWO else pair[:1]] for pair in pairs] for name in rules]
    found = everywhere(Program(QUESTIONS, rules, {}), people, tmp_path)
    assert set(found) == {"cql-execution", "hl7", "person", "bitmaps", "duckdb", "sqlite"}
    for engine, columns in found.items():
        assert columns == expected, engine


def test_each_fact_holds_for_what_is_written_out_in_every_engine(tmp_path: Path) -> None:
    """As HL7 writes it: `true and null`."""
    rules = {
        f"fact_{at}": sentence(name, tuple(map(literal, given))) for at, (name, given, _) in enumerate(FACTS)
    }
    people = pa.table({"a": pa.array([None], pa.bool_())})
    for engine, columns in everywhere(Program(QUESTIONS, rules, {}), people, tmp_path).items():
        for (name, given, result), column in zip(FACTS, columns, strict=True):
            assert column == [result], (engine, name, given)


def test_text_and_numbers_are_null_only_when_they_are_not_told(tmp_path: Path) -> None:
    rules = {
        "word_null": core.Unknown(core.Is("word", "other")),
        "number_null": core.Unknown(core.Against("number", ">", 5)),
    }
    people = pa.table({"word": ["abc", None, "abc"], "number": pa.array([1, None, 0], pa.int16())})
    for engine, columns in everywhere(Program(QUESTIONS, rules, {}), people, tmp_path).items():
        assert columns == [[False, True, False]] * 2, engine


def test_an_engine_of_another_logic_is_seen(tmp_path: Path) -> None:
    """Were unknown taken for no, as many programs do, a fact of every operator but `IsTrue` would fail."""
    pairs = list(itertools.product(VALUES.values(), repeat=2))
    people = pa.table({"a": [bool(a) for a, _ in pairs], "b": [bool(b) for _, b in pairs]})
    rules = {name: sentence(name, (core.Yes("a"), core.Yes("b"))) for name in (*TWO, *ONE)}
    wanted = {(name, given): result for name, given, result in FACTS}
    guessed = everywhere(Program(QUESTIONS, rules, {}), people, tmp_path)["hl7"]
    for name, column in zip(rules, guessed, strict=True):
        expected = [wanted[name, pair if name in TWO else pair[:1]] for pair in pairs]
        assert (column != expected) == (name != "is_true"), name
