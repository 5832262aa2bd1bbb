"""The core: `at least` against counting, `in` and `between` against looking, for every three-valued input."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest
from a_vocabulary import outcome

from rygrad.logic.core import (
    ALWAYS,
    NEVER,
    OPPOSITE,
    Against,
    And,
    Core,
    Holds,
    Not,
    Or,
    Total,
    Unknown,
    Yes,
    at_least,
    children,
    leaves,
    surely,
)

Status = bool | None
ALL: tuple[Status, ...] = (True, False, None)


def all_of(statuses: Iterable[Status]) -> Status:
    told = list(statuses)
    return False if False in told else None if None in told else True


def value(node: Core, told: dict[str, Status]) -> Status:
    """Kleene logic by its truth tables, independent of every target."""
    match node:
        case Yes(name):
            return told[name]
        case Not(part):
            inner = value(part, told)
            return None if inner is None else not inner
        case Unknown(part):
            return value(part, told) is None
        case And(parts):
            return all_of(value(p, told) for p in parts)
        case Or(parts):
            return value(Not(And(tuple(Not(p) for p in parts))), told)
    raise TypeError(node)


def counted(count: int, statuses: tuple[Status, ...]) -> Status:
    """At least `count`, by filling in every unknown both ways."""
    filled = product(*[(s,) if s is not None else (True, False) for s in statuses])
    answers = {sum(way) >= count for way in filled}
    return answers.pop() if len(answers) == 1 else None


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_at_least_is_counting_for_every_input(size: int) -> None:
    names = [f"q{n}" for n in range(size)]
    for count in range(1, size + 1):
        node = at_least(count, tuple(Yes(name) for name in names))
        for statuses in product(ALL, repeat=size):
            told = dict(zip(names, statuses, strict=True))
            assert value(node, told) is counted(count, statuses), (count, statuses)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_at_least_on_one_person_is_counting(count: int) -> None:
    for statuses in product(ALL, repeat=3):
        answers = dict(zip(("fever", "cough", "rash"), statuses, strict=True))
        made = outcome(answers, enough=f"at least {count} of (fever, cough, rash)")
        assert made.rules["enough"] is counted(count, statuses), statuses


def test_at_least_shares_its_nodes_so_it_stays_small() -> None:
    """9 of 18 has at most 9 x 10 + 18 different nodes; printed out it would have tens of thousands."""
    seen: set[int] = set()

    def visit(node: Core) -> None:
        if id(node) not in seen:
            seen.add(id(node))
            for part in children(node):
                visit(part)

    visit(at_least(9, tuple(Yes(f"q{n}") for n in range(18))))
    assert len(seen) < 2 * 9 * 10 + 18


def test_at_least_has_no_not_in_it() -> None:
    def denies(node: Core) -> bool:
        return isinstance(node, (Not, Unknown)) or any(denies(part) for part in children(node))

    assert not denies(at_least(2, (Yes("a"), Yes("b"), Yes("c"))))


def test_at_least_at_its_ends() -> None:
    parts = (Yes("a"), Yes("b"))
    assert at_least(0, parts) == ALWAYS
    assert at_least(3, parts) == NEVER
    assert at_least(1, parts) == Or(parts)
    assert at_least(2, parts) == And(parts)
    assert at_least(1, (Yes("a"),)) == Yes("a")


@pytest.mark.parametrize("mood", ["calm", "worried", "afraid", None])
def test_in_is_looking_and_unanswered_stays_unknown(mood: str | None) -> None:
    made = outcome({"mood": mood}, some="mood in (calm, afraid)", rest="not mood in (calm, afraid)")
    wanted = None if mood is None else mood in ("calm", "afraid")
    assert made.rules["some"] is wanted
    assert made.rules["rest"] is (None if wanted is None else not wanted)


@pytest.mark.parametrize(("age", "inside"), [(17, False), (18, True), (45, True), (46, False), (None, None)])
def test_between_includes_both_ends(age: int | None, inside: Status) -> None:
    made = outcome({"age": age}, young="age between 18 and 45", other="not age between 18 and 45")
    assert made.rules["young"] is inside
    assert made.rules["other"] is (None if inside is None else not inside)


@pytest.mark.parametrize("status", ALL)
def test_surely_counts_unknown_as_not_found(status: Status) -> None:
    assert value(surely(Yes("a")), {"a": status}) is (status is True)


def test_the_opposite_of_a_comparison_is_its_denial() -> None:
    compare = {
        "<": int.__lt__,
        "<=": int.__le__,
        ">": int.__gt__,
        ">=": int.__ge__,
        "=": int.__eq__,
        "!=": int.__ne__,
    }
    assert set(OPPOSITE) == set(compare)
    for op, opposite in OPPOSITE.items():
        for number in (4, 5, 6):
            assert compare[opposite](number, 5) is not compare[op](number, 5)


def test_leaves_are_the_atoms_as_often_as_they_stand() -> None:
    node = And(
        (Yes("a"), Or((Not(Yes("a")), Unknown(Against("b", ">", 1)))), Holds("r"), Total("s", ">", 1), NEVER)
    )
    assert list(leaves(node)) == [Yes("a"), Yes("a"), Against("b", ">", 1), Holds("r"), Total("s", ">", 1)]
