"""What is said of each person is the same from bitmaps and from SQL, in every database SQL is printed for."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import duckdb
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from batches import batch, rows
from people import people
from postgres_server import Server, server
from typer.testing import CliRunner

from rygrad.cli import app
from rygrad.cli.batch import EngineOfBatch
from rygrad.cli.exports import DialectOfSql
from rygrad.cluster.session import spark_session
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal
from rygrad.logic.to_sql import DIALECTS
from rygrad.population import sql
from rygrad.population.columns import Line
from rygrad.population.engines import EngineName, engine, outcome_schema
from rygrad.population.sql import outcome_select, whole_text

SQL_ENGINES: tuple[EngineName, ...] = ("duckdb", "spark")
EXAMPLE = Path("examples/spark/outcomes_on_a_cluster.py")


@pytest.fixture(scope="module")
def answers(knowledge: Knowledge) -> pa.Table:
    return people(knowledge.program, 1500, seed=11)


@pytest.fixture(scope="module")
def said(knowledge: Knowledge, answers: pa.Table) -> pa.Table:
    with engine("arrow", knowledge) as arrow:
        return arrow(answers)


@pytest.fixture(scope="module", autouse=True)
def one_spark() -> Iterator[Any]:
    """One session for all tests here: beginning one takes seconds."""
    with spark_session() as spark:
        yield spark


def unlike(found: pa.Table, said: pa.Table) -> dict[str, int]:
    """For each column that differs: in how many rows."""
    assert found.column_names == said.column_names
    counts = {
        name: sum(a != b for a, b in zip(found[name].to_pylist(), said[name].to_pylist(), strict=True))
        for name in said.column_names
    }
    return {name: count for name, count in counts.items() if count}


@pytest.mark.parametrize("name", SQL_ENGINES)
class TestEngine:
    def test_every_cell_and_type_is_that_of_the_bitmaps(
        self, name: EngineName, knowledge: Knowledge, answers: pa.Table, said: pa.Table
    ) -> None:
        with engine(name, knowledge) as ready:
            found = ready(answers)
        assert found.schema.equals(outcome_schema(knowledge))
        assert unlike(found, said) == {}

    def test_columns_that_are_not_there_or_empty_are_unknown(
        self, name: EngineName, knowledge: Knowledge, answers: pa.Table
    ) -> None:
        some = answers.select(["age", "saddle_numbness", "fever", "weight"]).slice(0, 200)
        some = some.append_column("height", pa.nulls(200))
        with engine("arrow", knowledge) as arrow, engine(name, knowledge) as ready:
            assert unlike(ready(some), arrow(some)) == {}
            assert ready(some.slice(0, 0)).schema.equals(outcome_schema(knowledge))

    def test_numbers_of_every_width(self, name: EngineName, knowledge: Knowledge, answers: pa.Table) -> None:
        """The body mass index is a product of hundreds and millions, over columns of a few bits."""
        some = answers.slice(0, 300).combine_chunks()
        kinds = {"age": pa.uint8(), "height": pa.int16(), "weight": pa.uint64()}
        narrow = pa.table(
            {q: some.column(q).cast(kinds.get(q, some.column(q).type)) for q in some.column_names}
        )
        with engine("arrow", knowledge) as arrow, engine(name, knowledge) as ready:
            assert unlike(ready(narrow), arrow(some)) == {}

    def test_rows_stay_in_order(self, name: EngineName, knowledge: Knowledge) -> None:
        ages = pa.array([at * 7919 % 121 for at in range(150_000)], pa.int16())
        with engine("arrow", knowledge) as arrow, engine(name, knowledge) as ready:
            made, wanted = ready(pa.table({"age": ages})), arrow(pa.table({"age": ages}))
        assert made.equals(wanted) or unlike(made, wanted) == {}

    def test_a_wrong_line_is_seen(
        self,
        name: EngineName,
        knowledge: Knowledge,
        answers: pa.Table,
        said: pa.Table,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        rightly: Callable[..., str] = sql._holds
        wrong: Callable[[Line, Any], str] = lambda line, how: (  # noqa: E731
            rightly(line, how).replace("TRUE", "FALSE") if line.state == "not_false" else rightly(line, how)
        )
        monkeypatch.setattr(sql, "_holds", wrong)
        with engine(name, knowledge) as ready:
            assert set(unlike(ready(answers), said)) == {"could_be"}

    def test_batch_writes_the_same_out(self, name: EngineName, tmp_path: Path, answers: pa.Table) -> None:
        pq.write_table(answers, tmp_path / "in.parquet", row_group_size=400)
        for which in ("arrow", name):
            done = batch(tmp_path / "in.parquet", tmp_path / f"{which}.parquet", "--engine", which)
            assert done.exit_code == 0, done.stderr
        made, wanted = (pq.read_table(tmp_path / f"{which}.parquet") for which in (name, "arrow"))
        assert made.schema.equals(wanted.schema)
        assert unlike(made, wanted) == {}
        assert made.schema.metadata[b"rygrad.engine"] == name.encode()


class TestText:
    """The files of `rygrad export sql`, run where they are for, over a table that the test makes."""

    def test_in_duckdb(self, knowledge: Knowledge, answers: pa.Table, said: pa.Table) -> None:
        with duckdb.connect() as database:
            database.register("people", _numbered(answers))
            found = database.sql(_text(knowledge, "duckdb")).fetchall()
        assert unlike(_table(found, said), said) == {}

    def test_in_sqlite(self, knowledge: Knowledge, answers: pa.Table, said: pa.Table) -> None:
        table = _numbered(answers)
        database = sqlite3.connect(":memory:")
        database.execute(f"CREATE TABLE people ({', '.join(table.column_names)})")
        places = ", ".join("?" * table.num_columns)
        database.executemany(f"INSERT INTO people VALUES ({places})", _cells(table))
        found = database.execute(_text(knowledge, "sqlite")).fetchall()
        database.close()
        yes_no = [pa.types.is_boolean(field.type) for field in said.schema]
        booleans = [
            (
                row[0],
                *(bool(c) if is_ and c is not None else c for c, is_ in zip(row[1:], yes_no, strict=True)),
            )
            for row in found
        ]
        assert unlike(_table(booleans, said), said) == {}

    def test_in_postgresql(
        self, postgres: Server, knowledge: Knowledge, answers: pa.Table, said: pa.Table
    ) -> None:
        table = _numbered(answers)
        columns = ", ".join(f"{field.name} {_postgres_type(field.type)}" for field in table.schema)
        with psycopg.connect(postgres.new_database()) as database:
            database.execute(f"CREATE TABLE people ({columns})")
            with database.cursor().copy("COPY people FROM STDIN") as copy:
                for row in _cells(table):
                    copy.write_row(row)
            found = database.execute(_text(knowledge, "postgres").encode()).fetchall()
        assert unlike(_table(found, said), said) == {}

    def test_on_a_cluster_by_spark_submit(
        self, knowledge: Knowledge, answers: pa.Table, said: pa.Table, tmp_path: Path
    ) -> None:
        pq.write_table(_numbered(answers), tmp_path / "answers.parquet")
        (tmp_path / "rygrad_spark.sql").write_text(_text(knowledge, "spark"), encoding="utf-8")
        submit = Path(sys.executable).parent / "spark-submit"
        here = os.environ | {"PYSPARK_PYTHON": sys.executable}
        told = ["--master", "local[2]", "--conf", "spark.ui.enabled=false", EXAMPLE]
        paths = [tmp_path / name for name in ("answers.parquet", "rygrad_spark.sql", "outcomes")]
        done = subprocess.run(
            [submit, *told, *paths], env=here, capture_output=True, text=True, check=False, timeout=240
        )
        assert done.returncode == 0, done.stderr[-2000:]
        found = pq.read_table(tmp_path / "outcomes").sort_by("id").drop_columns(["id"])
        assert unlike(found, said) == {}

    @pytest.mark.parametrize("dialect", DIALECTS)
    def test_says_what_it_is_and_what_must_be_checked_first(self, dialect: str, knowledge: Knowledge) -> None:
        head = _text(knowledge, dialect).split("SELECT")[0]
        assert knowledge.version in head
        assert "no clinician has reviewed it" in head
        assert "--   age: 0 to 120 (year)" in head
        assert all(line.startswith("--") for line in head.splitlines() if line)

    def test_names_that_cannot_be_are_refused(self, knowledge: Knowledge) -> None:
        with pytest.raises(ValueError, match="level"):
            whole_text(knowledge, "duckdb", "people", ["Level"])
        with pytest.raises(ValueError, match="name of a table"):
            whole_text(knowledge, "duckdb", "a..b", [])
        with pytest.raises(KeyError, match="oracle"):
            outcome_select(knowledge, "oracle")


def test_the_command_says_in_both_languages_which_name_cannot_be(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["export", "sql", str(tmp_path / "new"), "--keep", "level"])
    assert done.exit_code == 2
    assert "kan ikke bruges / a name cannot be used: two columns of one name: level" in done.stderr
    assert not (tmp_path / "new").exists()


def test_the_command_offers_every_engine_and_dialect() -> None:
    assert tuple(EngineOfBatch) == get_args(EngineName)
    assert set(DialectOfSql) == set(DIALECTS)


class TestWithoutSpark:
    def test_pyspark(self, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyspark.sql", None)
        with pytest.raises(Refusal, match=r"rygrad\[spark\]"), engine("spark", knowledge):
            pass

    @pytest.mark.parametrize("home", ["", "nowhere", "false"])
    def test_java(self, home: str, tmp_path: Path, answers: pa.Table) -> None:
        """No Java, a JAVA_HOME that is not there, a Java that does not start: refused, nothing written."""
        if home == "false":
            (tmp_path / "bin").mkdir()
            (tmp_path / "bin" / "java").symlink_to("/bin/false")
        pq.write_table(answers.slice(0, 9), tmp_path / "in.parquet")
        before = sorted(tmp_path.rglob("*"))
        rygrad = Path(sys.executable).parent / "rygrad"
        told = [rygrad, "batch", tmp_path / "in.parquet", tmp_path / "out.parquet", "--engine", "spark"]
        java = {"": {}, "nowhere": {"JAVA_HOME": "/nowhere"}, "false": {"JAVA_HOME": str(tmp_path)}}[home]
        path = {"PATH": "/nowhere" if home == "" else "/usr/bin:/bin"}
        done = subprocess.run(told, env=path | java, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 2, done.stderr
        assert "Java 17" in done.stderr
        assert "Traceback" not in done.stderr
        assert sorted(tmp_path.rglob("*")) == before


def test_spark_is_quiet_on_the_command_line(tmp_path: Path, answers: pa.Table) -> None:
    pq.write_table(answers.slice(0, 50), tmp_path / "in.parquet")
    rygrad, out = Path(sys.executable).parent / "rygrad", tmp_path / "out.parquet"
    told = [rygrad, "batch", tmp_path / "in.parquet", out, "--engine", "spark", "--lang", "en"]
    done = subprocess.run(told, capture_output=True, text=True, check=False, timeout=240)
    assert (done.returncode, done.stdout.strip()) == (0, str(out))
    assert done.stderr == "50 people answered, 0 refused.\n"
    assert len(rows(out)) == 50


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    with server() as running:
        yield running


def _numbered(answers: pa.Table) -> pa.Table:
    return answers.append_column("id", pa.array(range(answers.num_rows), pa.int32()))


def _text(knowledge: Knowledge, dialect: str) -> str:
    return whole_text(knowledge, dialect, "people", ["id"])


def _cells(table: pa.Table) -> list[tuple[Any, ...]]:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _table(found: list[tuple[Any, ...]], like: pa.Table) -> pa.Table:
    """Rows of a database, which begin with the person's number, as a table in the people's order."""
    columns = list(zip(*sorted(found), strict=True))[1:]
    fields = zip(columns, like.schema, strict=True)
    plain = [
        pa.array(cells, field.type if pa.types.is_boolean(field.type) else pa.string())
        for cells, field in fields
    ]
    return pa.Table.from_arrays(plain, like.column_names)


def _postgres_type(found: Any) -> str:
    if pa.types.is_boolean(found):
        return "boolean"
    return "integer" if pa.types.is_integer(found) else "text"
