"""SQL: what is printed, and that all four dialects can be read by an independent parser."""

from __future__ import annotations

import sqlite3

import duckdb
import pytest
import sqlglot

from rygrad.kb.derived import BMI
from rygrad.kb.knowledge import Knowledge
from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.to_sql import DIALECTS, to_sql
from rygrad.logic.vocabulary import Choice, Number, Question, YesNo

QUESTIONS: dict[str, Question] = {
    "fever": YesNo("fever"),
    "leg": Choice("leg", ("none", "it's")),
    "age": Number("age", "year", 0, 120),
    "height": Number("height", "cm", 100, 230),
    "weight": Number("weight", "kg", 25, 350),
    BMI.id: BMI,
}


def program(**rules: core.Core) -> Program:
    return Program(QUESTIONS, rules, {})


def scored(*groups: tuple[core.PointsLine, ...], op: str = ">=") -> Program:
    return Program(
        QUESTIONS, {"high": core.Total("points", op, 2)}, {"points": core.ScoreCore("points", groups)}
    )


@pytest.mark.parametrize("dialect", DIALECTS)
def test_all_shipped_rules_are_read_by_an_independent_parser(knowledge: Knowledge, dialect: str) -> None:
    text = to_sql(knowledge.program, dialect, "people", keep=["person"])
    tree = sqlglot.parse_one(text, read=dialect, error_level=sqlglot.ErrorLevel.RAISE)
    named = [column.alias_or_name for column in tree.selects]
    wanted = [name for name in knowledge.program.order if name in knowledge.program.rules]
    ends = [
        f"{s}_{end}"
        for s in knowledge.program.order
        if s in knowledge.program.scores
        for end in ("low", "high")
    ]
    assert named == ["person", *wanted, *ends]


def test_one_small_rule_whole() -> None:
    rules = program(
        hot=core.And((core.Yes("fever"), core.Not(core.Against("age", ">", 50)))),
        told=core.Not(core.Unknown(core.Holds("hot"))),
    )
    assert to_sql(rules, "duckdb", "main.people", keep=["person"]) == (
        "WITH\n"
        '"step_0" AS (\n'
        "  SELECT\n"
        '    "person",\n'
        '    "age",\n'
        '    "fever"\n'
        '  FROM "main"."people"\n'
        "),\n"
        '"step_1" AS (\n'
        "  SELECT *,\n"
        '    "fever" AND (NOT ("age" > 50)) AS "hot"\n'
        '  FROM "step_0"\n'
        "),\n"
        '"step_2" AS (\n'
        "  SELECT *,\n"
        '    NOT ("hot" IS NULL) AS "told"\n'
        '  FROM "step_1"\n'
        ")\n"
        "SELECT\n"
        '  "person",\n'
        '  "hot",\n'
        '  "told"\n'
        'FROM "step_2"'
    )


@pytest.mark.parametrize(
    ("dialect", "yes", "word", "bmi"),
    [
        ("duckdb", '"fever"', "\"leg\" = 'it''s'", ") // NULLIF("),
        ("sqlite", '("fever" <> 0)', "\"leg\" = 'it''s'", ") / NULLIF("),
        ("postgres", '"fever"', "\"leg\" = 'it''s'", ") / NULLIF("),
        ("spark", "`fever`", "`leg` = 'it\\'s'", ") DIV NULLIF("),
    ],
)
def test_what_dialects_say_differently(dialect: str, yes: str, word: str, bmi: str) -> None:
    rules = program(
        hot=core.Or((core.Yes("fever"), core.Is("leg", "it's"))), heavy=core.Against("bmi", ">=", 30)
    )
    text = to_sql(rules, dialect, "people")
    assert f"{yes} OR ({word})" in text
    assert bmi in text


def test_missing_columns_are_null_of_their_type() -> None:
    rules = program(
        x=core.And(
            (
                core.Yes("fever"),
                core.Is("leg", "none"),
                core.Against("age", "<", 9),
                core.Against("bmi", "<", 9),
            )
        )
    )
    text = to_sql(rules, "postgres", "people", columns=["weight"])
    for said in ('NULL AS BOOLEAN) AS "fever"', 'NULL AS TEXT) AS "leg"', 'NULL AS BIGINT) AS "age"'):
        assert f"CAST({said}" in text
    assert 'CAST("weight" AS BIGINT)) / NULLIF(CAST(NULL AS BIGINT)' in text


def test_empty_sentences_are_true_and_false() -> None:
    text = to_sql(program(always=core.ALWAYS, never=core.NEVER), "sqlite", "people")
    assert 'TRUE AS "always"' in text
    assert 'FALSE AS "never"' in text


def test_a_score_is_a_range() -> None:
    text = to_sql(scored((core.PointsLine(core.Yes("fever"), 2),)), "duckdb", "people")
    assert 'CASE WHEN "fever" THEN 2 ELSE 0 END AS "points_low"' in text
    assert 'CASE WHEN "fever" THEN 2 WHEN "fever" IS NULL THEN 2 ELSE 0 END AS "points_high"' in text
    assert '(CASE WHEN "points_low" >= 2 THEN TRUE WHEN "points_high" < 2 THEN FALSE END) AS "high"' in text


def test_a_long_shared_part_gets_its_own_column() -> None:
    """At least 9 of 18 would be printed tens of thousands of times over."""
    many = core.at_least(9, tuple(core.Against("age", ">", n) for n in range(18)))
    text = to_sql(program(many=many), "sqlite", "people")
    assert len(text) < 20_000
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE people (age)")
        database.executemany("INSERT INTO people VALUES (?)", [(8,), (9,), (None,)])
        assert database.execute(text).fetchall() == [(0,), (1,), (None,)]


def test_a_table_may_be_called_like_a_step() -> None:
    with duckdb.connect() as database:
        database.execute("CREATE TABLE step_0 AS SELECT true AS fever, 1::TINYINT AS person")
        text = to_sql(program(hot=core.Yes("fever")), "duckdb", "step_0", keep=["person"])
        assert database.sql(text).fetchall() == [(1, True)]


def test_narrow_columns_do_not_overflow() -> None:
    with duckdb.connect() as database:
        database.execute("CREATE TABLE people AS SELECT 350::SMALLINT AS weight, 230::UTINYINT AS height")
        text = to_sql(program(heavy=core.Against("bmi", "=", 66)), "duckdb", "people")
        assert database.sql(text).fetchall() == [(True,)]


def test_a_quote_in_a_name_stays_inside_it() -> None:
    text = to_sql(program(hot=core.Yes("fever")), "duckdb", 'a" ; drop', keep=['b"c'])
    assert 'FROM "a"" ; drop"' in text
    assert '"b""c",' in text


def test_what_cannot_be_said_is_refused() -> None:
    rules = program(hot=core.Yes("fever"))
    with pytest.raises(KeyError, match="oracle"):
        to_sql(rules, "oracle", "people")
    with pytest.raises(ValueError, match="two columns of one name: hot"):
        to_sql(rules, "duckdb", "people", keep=["Hot"])
    with pytest.raises(ValueError, match="too long a name for postgres"):
        to_sql(program(**{"x" * 64: core.Yes("fever")}), "postgres", "people")
    for told in ({"table": "people", "keep": ["å" * 32]}, {"table": "region." + "x" * 64}):
        with pytest.raises(ValueError, match="too long a name for postgres"):  # PostgreSQL counts bytes
            to_sql(rules, "postgres", **told)
    assert "å" * 31 in to_sql(rules, "postgres", "people", keep=["å" * 31])


def test_only_what_is_wanted_and_what_it_stands_on_is_worked_out() -> None:
    rules = program(
        hot=core.Yes("fever"),
        told=core.Not(core.Unknown(core.Holds("hot"))),
        old=core.Against("age", ">", 50),
    )
    text = to_sql(rules, "duckdb", "people", wanted=["told"])
    assert [column.alias_or_name for column in sqlglot.parse_one(text, read="duckdb").selects] == ["told"]
    assert '"hot"' in text
    assert '"old"' not in text
    assert '"age"' not in text
    high = scored((core.PointsLine(core.Yes("fever"), 2),))
    assert '"points_low"' in to_sql(high, "duckdb", "people", wanted=["high"]).split("SELECT")[2]
    with pytest.raises(KeyError, match="cold"):
        to_sql(rules, "duckdb", "people", wanted=["cold"])
