"""Bitmaps: every way Arrow may hold a column, and lengths around whole bytes and words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from rygrad.kb.derived import BMI
from rygrad.logic import core, to_bitmaps
from rygrad.logic.program import Program
from rygrad.logic.to_bitmaps import Bitmaps
from rygrad.logic.to_person import to_person
from rygrad.logic.vocabulary import Choice, Number, YesNo

PROGRAM = Program(
    {
        "fever": YesNo("fever"),
        "chills": YesNo("chills"),
        "leg": Choice("leg", ("none", "one", "both")),
        "age": Number("age", "year", 0, 120),
        "onset_age": Number("onset_age", "year", 0, 120),
        "height": Number("height", "cm", 100, 230),
        "weight": Number("weight", "kg", 25, 350),
        BMI.id: BMI,
    },
    {
        "hot": core.Or((core.Yes("fever"), core.Yes("chills"))),
        "calm": core.Not(core.Yes("fever")),
        "not_told": core.Unknown(core.Yes("fever")),
        "both_legs": core.Is("leg", "both"),
        "over_50": core.Against("age", ">", 50),
        "started_young": core.And((core.Against("onset_age", "<", 40), core.Pair("onset_age", "<=", "age"))),
        "heavy": core.Against("bmi", ">=", 30),
        "some_points": core.Total("points", "=", 2),
    },
    {
        "points": core.ScoreCore(
            "points",
            (
                (core.PointsLine(core.Yes("fever"), 2),),
                (core.PointsLine(core.Is("leg", "one"), 1), core.PointsLine(core.Is("leg", "both"), 3)),
                (core.PointsLine(core.Yes("chills"), -1),),
            ),
        )
    },
)
ROWS: list[dict[str, Any]] = [
    {"fever": True, "chills": None, "leg": "one", "age": 50, "onset_age": 50, "height": 100, "weight": 30},
    {"fever": False, "chills": True, "leg": None, "age": 51, "onset_age": 39, "height": 200, "weight": 119},
    {
        "fever": None,
        "chills": False,
        "leg": "both",
        "age": None,
        "onset_age": 40,
        "height": 200,
        "weight": 120,
    },
    {"fever": None, "chills": None, "leg": "none", "age": 120, "onset_age": 0, "height": None, "weight": 350},
    {
        "fever": False,
        "chills": False,
        "leg": "elsewhere",
        "age": 0,
        "onset_age": None,
        "height": 230,
        "weight": None,
    },
]
TYPES = pa.schema(
    [
        ("fever", pa.bool_()),
        ("chills", pa.bool_()),
        ("leg", pa.string()),
        ("age", pa.uint8()),
        ("onset_age", pa.int64()),
        ("height", pa.int16()),
        ("weight", pa.uint32()),
    ]
)


def rows(count: int) -> list[dict[str, Any]]:
    return [ROWS[(at * at + at // 5) % len(ROWS)] for at in range(count)]


def table(count: int) -> pa.Table:
    return pa.Table.from_pylist(rows(count), TYPES)


def expected(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = [to_person(PROGRAM)(row) for row in answers]
    ends = [dict(zip(("points_low", "points_high"), one.scores["points"], strict=True)) for one in found]
    return [one.rules | totals for one, totals in zip(found, ends, strict=True)]


def answered(people: pa.Table) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = Bitmaps(PROGRAM)(people, scores=True).to_pylist()
    return made


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 63, 64, 65, 1000])
def test_any_number_of_people(count: int) -> None:
    assert answered(table(count)) == expected(rows(count))


@pytest.mark.parametrize("start", [1, 3, 7, 8, 9, 64])
@pytest.mark.parametrize("count", [1, 8, 65])
def test_a_slice_that_starts_amid_a_byte(start: int, count: int) -> None:
    assert answered(table(200).slice(start, count)) == expected(rows(200)[start : start + count])


def test_chunks_of_odd_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    people = pa.concat_tables([table(200).slice(0, 13), table(200).slice(13, 0), table(200).slice(13)])
    assert people.column("fever").num_chunks == 3
    assert answered(people) == expected(rows(200))
    monkeypatch.setattr(to_bitmaps, "_SMALL", 1)  # read as they are instead of joined first
    assert answered(people) == expected(rows(200))


def test_columns_chunked_differently(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_bitmaps, "_SMALL", 1)
    people = table(100)
    halves = pa.chunked_array([people["fever"].chunk(0)[:50], people["fever"].chunk(0)[50:]])
    assert answered(people.set_column(0, "fever", halves)) == expected(rows(100))


def test_more_people_than_one_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_bitmaps, "BLOCK", 64)
    assert answered(table(1000).slice(3)) == expected(rows(1000)[3:])


@pytest.mark.parametrize("name", TYPES.names)
def test_a_missing_column_is_unanswered_by_everybody(name: str) -> None:
    without = [{**row, name: None} for row in rows(20)]
    assert answered(table(20).drop_columns([name])) == expected(without)
    place = TYPES.names.index(name)
    assert answered(table(20).set_column(place, name, pa.nulls(20))) == expected(without)


def test_no_question_at_all() -> None:
    people = pa.table({"person": list(range(9))})
    assert answered(people) == expected([{}] * 9)


def test_columns_without_a_null_have_no_validity_bitmap() -> None:
    told = {
        "fever": False,
        "chills": True,
        "leg": "one",
        "age": 1,
        "onset_age": 9,
        "height": 180,
        "weight": 80,
    }
    full = [{name: told[name] if value is None else value for name, value in row.items()} for row in rows(50)]
    people = pa.Table.from_pylist(full, TYPES)
    assert people["fever"].chunk(0).buffers()[0] is None
    assert answered(people) == expected(full)


@pytest.mark.parametrize("type_", [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint64()])
def test_whole_numbers_of_any_width(type_: pa.DataType) -> None:
    people = table(50)
    place = TYPES.names.index("age")
    assert answered(people.set_column(place, "age", people["age"].cast(type_))) == expected(rows(50))


@pytest.mark.parametrize(
    "type_",
    [
        pa.large_string(),
        pa.string_view(),
        pa.dictionary(pa.int8(), pa.string()),
        pa.dictionary(pa.int32(), pa.large_string()),
    ],
)
def test_a_choice_as_any_text(type_: pa.DataType) -> None:
    people = table(50)
    assert answered(people.set_column(2, "leg", people["leg"].cast(type_))) == expected(rows(50))


def test_dictionaries_that_hold_null_doubles_or_many_words() -> None:
    for words in (["one", None, "both"], ["one", "none", "one", "both"], [*map(str, range(99)), "both"]):
        indices = pa.array(np.arange(30) % len(words), pa.int8())
        column = pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()))
        people = pa.table({"leg": column})
        assert answered(people) == expected([{"leg": word} for word in column.to_pylist()])


def test_nobody_divides_by_a_height_of_0() -> None:
    """Outside its range, but seen in records: the number is unknown, never a fault and never 0."""
    people = pa.table({"height": pa.array([0, 100, 0]), "weight": pa.array([80, 30, None], pa.int64())})
    assert Bitmaps(PROGRAM)(people)["heavy"].to_pylist() == [None, True, None]


@pytest.mark.parametrize(
    ("name", "column", "said"),
    [
        ("fever", pa.array([1, 0]), "column 'fever': found int64, wanted bool"),
        ("fever", pa.array(["yes", "no"]), "column 'fever': found string, wanted bool"),
        ("leg", pa.array([1, 0]), "column 'leg': found int64, wanted string or dictionary of string"),
        ("age", pa.array([50.0, None]), "column 'age': found double, wanted whole numbers"),
        ("age", pa.array([True, False]), "column 'age': found bool, wanted whole numbers"),
    ],
)
def test_a_column_of_a_wrong_type_is_refused(name: str, column: pa.Array, said: str) -> None:
    with pytest.raises(TypeError, match=said.replace("(", r"\(")):
        Bitmaps(PROGRAM)(pa.table({name: column}))


def test_only_what_is_wanted_is_made() -> None:
    some = Bitmaps(PROGRAM, wanted=["hot", "over_50"])
    assert some.columns == ("age", "chills", "fever")
    assert some(table(9)).column_names == ["hot", "over_50"]
    assert Bitmaps(PROGRAM, wanted=["some_points"])(table(3), scores=True).column_names == ["some_points"]
    with pytest.raises(KeyError, match="lukewarm"):
        Bitmaps(PROGRAM, wanted=["lukewarm"])
