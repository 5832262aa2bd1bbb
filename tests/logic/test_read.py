"""Rule text to tree: what binds to what, where each part stands, and that nothing but a fault comes out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rygrad.logic.messages import LanguageError
from rygrad.logic.read import KEYWORDS, MEANT, read, tokens
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

A, B, C, D = Name("a"), Name("b"), Name("c"), Name("d")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("a or b and c", Or((A, And((B, C))))),
        ("a and b or c and d", Or((And((A, B)), And((C, D))))),
        ("(a or b) and c", And((Or((A, B)), C))),
        ("a or b or c", Or((A, B, C))),
        ("not a and b", And((Not(A), B))),
        ("not (a and b)", Not(And((A, B)))),
        ("not not a", Not(Not(A))),
        ("((a))", A),
        ("age > 70", Compare("age", ">", Quantity(70, None))),
        ("age!=-3", Compare("age", "!=", Quantity(-3, None))),
        ("duration < 6 weeks", Compare("duration", "<", Quantity(6, "week"))),
        ("duration < 1 week", Compare("duration", "<", Quantity(1, "week"))),
        ("duration < 6weeks", Compare("duration", "<", Quantity(6, "week"))),
        ("age < onset", Compare("age", "<", Word("onset"))),
        ("leg = both", Compare("leg", "=", Word("both"))),
        ("leg in (one, both)", Within("leg", (Word("one"), Word("both")))),
        ("age between 18 and 45 and a", And((Between("age", Quantity(18, None), Quantity(45, None)), A))),
        (
            "stiff between 30 minutes and 1 hour",
            Between("stiff", Quantity(30, "minute"), Quantity(1, "hour")),
        ),
        ("at least 2 of (a, b or c, not d)", AtLeast(2, (A, Or((B, C)), Not(D)))),
        ("unknown(a or b)", Unknown(Or((A, B)))),
        ("  a\n\tand\n b ", And((A, B))),
        ("blærebetændelse", Name("blærebetændelse")),
    ],
)
def test_text_becomes_the_tree_it_says(text: str, tree: Tree) -> None:
    assert read(text) == tree


def test_each_part_knows_where_it_stands() -> None:
    text = "fever and not (age > 6 weeks)"
    tree = read(text)
    assert isinstance(tree, And)
    denied = tree.parts[1]
    assert isinstance(denied, Not)
    compared = denied.part
    assert isinstance(compared, Compare)
    stands = [tree.span, tree.parts[0].span, denied.span, compared.span, compared.value.span]
    assert [text[s.start : s.end] for s in stands] == [
        text,
        "fever",
        "not (age > 6 weeks)",
        "age > 6 weeks",
        "6 weeks",
    ]


def test_the_tokens_end_with_the_end() -> None:
    assert [(t.kind, t.text, t.start, t.end) for t in tokens("a >= 3")] == [
        ("name", "a", 0, 1),
        ("op", ">=", 2, 4),
        ("int", "3", 5, 6),
        ("end", "", 6, 6),
    ]


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_nothing_is_no_rule(text: str) -> None:
    with pytest.raises(LanguageError) as e:
        read(text)
    assert (e.value.key, Span(e.value.start, e.value.end)) == ("empty", Span(0, 0))


@pytest.mark.parametrize("text", ["at least 0 of (a, b)", "at least 3 of (a, b)", "at least -1 of (a)"])
def test_a_count_lies_between_one_and_the_parts(text: str) -> None:
    with pytest.raises(LanguageError) as e:
        read(text)
    assert e.value.key == "at_least_count"


def test_fifty_inside_one_another_is_read_and_fifty_one_is_not() -> None:
    """49 parentheses and the name inside are 50 parts inside one another."""
    assert read("(" * 49 + "a" + ")" * 49) == A
    with pytest.raises(LanguageError) as e:
        read("(" * 50 + "a" + ")" * 50)
    assert e.value.key == "too_deep"


def test_depth_counts_what_is_inside_not_what_is_beside() -> None:
    assert isinstance(read(" and ".join(["(a)"] * 200)), And)


def test_a_hundred_thousand_parentheses_are_a_fault_not_a_crash() -> None:
    for text in ("(" * 100_000, "not " * 100_000 + "a", "unknown(" * 100_000, "at least 1 of (" * 100_000):
        with pytest.raises(LanguageError) as e:
            read(text)
        assert e.value.key == "too_deep"


def test_a_number_of_five_thousand_digits_is_a_fault() -> None:
    for text in ("age > " + "9" * 5000, "at least " + "1" * 5000 + " of (a)"):
        with pytest.raises(LanguageError) as e:
            read(text)
        assert e.value.key == "too_long"


# --- read(printed(tree)) == tree

names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(
    lambda n: n not in KEYWORDS and n not in MEANT
)
words = names.map(Word)
quantities = st.builds(
    Quantity, st.integers(-(10**9), 10**9), st.sampled_from([None, "week", "minute", "year", "point"])
)
values: st.SearchStrategy[Value] = st.one_of(words, quantities)
atoms = st.one_of(
    names.map(Name),
    st.builds(Compare, names, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), values),
    st.builds(Within, names, st.lists(words, min_size=1, max_size=4).map(tuple)),
    st.builds(Between, names, values, values),
)


def above(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    many = st.lists(parts, min_size=2, max_size=4).map(tuple)
    counted = st.lists(parts, min_size=1, max_size=4).flatmap(
        lambda made: st.integers(1, len(made)).map(lambda n: AtLeast(n, tuple(made)))
    )
    return st.one_of(parts.map(Not), many.map(And), many.map(Or), counted, parts.map(Unknown))


trees: st.SearchStrategy[Tree] = st.recursive(atoms, above, max_leaves=15)


def said(value: Value) -> str:
    if isinstance(value, Word):
        return value.text
    return f"{value.value} {value.unit}s" if value.unit else str(value.value)


def printed(tree: Tree) -> str:
    match tree:
        case Name(name):
            return name
        case Compare(name, op, value):
            return f"{name} {op} {said(value)}"
        case Within(name, inside):
            return f"{name} in ({', '.join(w.text for w in inside)})"
        case Between(name, low, high):
            return f"{name} between {said(low)} and {said(high)}"
        case Not(part):
            return f"not ({printed(part)})"
        case And(parts):
            return " and ".join(f"({printed(p)})" for p in parts)
        case Or(parts):
            return " or ".join(f"({printed(p)})" for p in parts)
        case AtLeast(count, parts):
            return f"at least {count} of ({', '.join(printed(p) for p in parts)})"
        case Unknown(part):
            return f"unknown({printed(part)})"


@settings(max_examples=300, deadline=None)
@given(trees)
def test_what_is_printed_is_read_as_the_same_tree(tree: Tree) -> None:
    assert read(printed(tree)) == tree


pieces = st.sampled_from(
    [
        *sorted(KEYWORDS),
        *MEANT,
        "(",
        ")",
        ",",
        "<",
        "<=",
        "=",
        "==",
        "!",
        "!=",
        "6",
        "-1",
        "7.5",
        "weeks",
        "a",
        "æ",
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(), st.lists(pieces, max_size=12).map(" ".join)))
def test_any_text_is_a_tree_or_a_fault_inside_the_text(text: str) -> None:
    made = tree_or_fault(text)
    if isinstance(made, LanguageError):
        assert 0 <= made.start <= made.end <= len(text)
        assert made.text("da") != made.text("en")
    else:
        assert read(printed(made)) == made


def tree_or_fault(text: str) -> Tree | LanguageError:
    try:
        return read(text)
    except LanguageError as e:
        return e
