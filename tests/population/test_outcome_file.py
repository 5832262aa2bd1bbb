"""The file of outcomes reads back as it was written, by readers that are not ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rygrad.population import outcome_file, parquet_pages
from rygrad.population.outcome_file import OutcomeFile
from rygrad.population.thrift_compact import read_struct, write_struct

WORDS = pa.dictionary(pa.int8(), pa.string())
SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("name", pa.string()),
        ("age", pa.int16()),
        ("region", pa.dictionary(pa.int32(), pa.string())),
        ("level", WORDS),
        ("settled", pa.bool_()),
        ("open", pa.bool_()),
        ("nobody", pa.bool_()),
        ("everybody", pa.bool_()),
        pa.field("required", pa.bool_(), nullable=False),
        ("empty", WORDS),
    ]
)


def people(count: int, seed: int = 1, open_: float = 0.2) -> pa.Table:
    """Made-up rows with every kind of column; about `open_` of the cells that may be null are."""
    random = np.random.default_rng(seed)

    def mask() -> Any:
        return random.random(count) < open_

    regions = pa.array(random.choice(["nordjylland", "sjælland"], count), mask=mask())
    levels = pa.array(random.integers(0, 3, count).astype(np.int8), mask=mask())
    made = [
        pa.array(np.arange(count, dtype=np.int64)),
        pa.array([f"pers-{n}" for n in range(count)], pa.string()),
        pa.array(random.integers(0, 100, count).astype(np.int16), mask=mask()),
        regions.dictionary_encode(),
        pa.DictionaryArray.from_arrays(levels, pa.array(["self_care", "æøå", ""])),
        pa.array(random.random(count) < 0.1),
        pa.array(random.random(count) < 0.3, mask=mask()),
        pa.nulls(count, pa.bool_()),
        pa.array(np.ones(count, bool)),
        pa.array(random.random(count) < 0.5),
        pa.DictionaryArray.from_arrays(pa.nulls(count, pa.int8()), pa.array([], pa.string())),
    ]
    return pa.Table.from_arrays(made, schema=SCHEMA)


def written(tables: list[pa.Table], path: Path) -> Path:
    with OutcomeFile(path, tables[0].schema, {"rules": "2026.11"}) as file:
        for table in tables:
            file.write(table)
    return path


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 63, 64, 65, 511, 513, 4097])
@pytest.mark.parametrize("open_", [0.0, 0.01, 0.6, 1.0])
def test_reads_back_as_it_was_written(count: int, open_: float, tmp_path: Path) -> None:
    table = people(count, open_=open_)
    path = written([table], tmp_path / "out.parquet")
    found = pq.read_table(path)
    found.validate(full=True)
    assert found.schema.equals(table.schema)
    assert found.to_pylist() == table.to_pylist()
    assert found.schema.metadata == {b"rules": b"2026.11"}


def test_another_reader_finds_the_same(tmp_path: Path) -> None:
    table = people(3000)
    path = written([table.slice(0, 1001), table.slice(1001)], tmp_path / "out.parquet")
    found = duckdb.sql(f"SELECT * FROM '{path}' ORDER BY id").to_arrow_table()
    assert found.to_pylist() == table.to_pylist()
    assert duckdb.sql(f"SELECT count(*) FROM '{path}' WHERE open IS NULL").fetchall() == [
        (table["open"].null_count,)
    ]


@pytest.mark.parametrize("words", [1, 2, 3, 4, 5, 16, 17, 127])
@pytest.mark.parametrize("count", [1, 7, 8, 9, 1003])
def test_words_take_as_few_bits_as_tell_them_apart(words: int, count: int, tmp_path: Path) -> None:
    random = np.random.default_rng(words)
    numbers = pa.array(random.integers(0, words, count).astype(np.int8), mask=random.random(count) < 0.2)
    column = pa.DictionaryArray.from_arrays(numbers, pa.array([f"word {n}" for n in range(words)]))
    table, file = pa.table({"w": column}), tmp_path / "out.parquet"
    with OutcomeFile(file, table.schema, {}) as out:
        out.write(table)
    assert pq.read_table(file).column("w").to_pylist() == column.to_pylist()
    found = duckdb.sql(f"SELECT w FROM read_parquet('{file}')").fetchall()
    assert [word for (word,) in found] == column.to_pylist()


def test_a_long_table_becomes_several_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome_file, "ROWS", 100)
    table = people(345)
    path = written([table, people(7, seed=2)], tmp_path / "out.parquet")
    about = pq.ParquetFile(path).metadata
    assert [about.row_group(n).num_rows for n in range(about.num_row_groups)] == [100, 100, 100, 45, 7]
    assert about.created_by.startswith("rygrad version ")
    assert pq.read_table(path).slice(0, 345).to_pylist() == table.to_pylist()
    one = pq.ParquetFile(path).read_row_group(2, columns=["open", "level", "age"])
    assert one.to_pylist() == table.select(["open", "level", "age"]).slice(200, 100).to_pylist()


def test_a_table_cut_anywhere_and_in_pieces(tmp_path: Path) -> None:
    table = people(400)
    pieces = pa.concat_tables([table.slice(3, 50), table.slice(53, 1), table.slice(54, 130)])
    path = written([pieces], tmp_path / "out.parquet")
    assert pq.read_table(path).to_pylist() == table.slice(3, 181).to_pylist()


@given(st.lists(st.sampled_from([True, False, None]), min_size=0, max_size=300))
def test_values_are_moved_together_as_arrow_does_it(values: list[bool | None]) -> None:
    column = pa.array([*values, None, True], pa.bool_())
    present, bits = parquet_pages._bits(column, 0), parquet_pages._bits(column, 1)
    count = len(column)
    tail = (1 << ((count - 1) % 8 + 1)) - 1  # what stands beyond the last person is nobody's
    present = np.append(present[:-1], present[-1] & tail)
    made = parquet_pages._compacted(bits, present)
    told = np.unpackbits(made, count=count - column.null_count, bitorder="little").astype(bool)
    assert told.tolist() == pc.drop_null(column).to_pylist()


def test_what_stands_beyond_the_last_person_is_not_taken(tmp_path: Path) -> None:
    """Nine people of sixteen bits, all of them set: only nine count."""
    ones = pa.py_buffer(b"\xff\xff")
    column = pa.Array.from_buffers(pa.bool_(), 9, [pa.py_buffer(b"\xfe\xff"), ones])
    path = written([pa.table({"a": column})], tmp_path / "out.parquet")
    assert pq.read_table(path)["a"].to_pylist() == [None] + [True] * 8
    assert pq.ParquetFile(path).metadata.row_group(0).column(0).num_values == 9


def test_footers_of_another_program_come_out_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "theirs.parquet"
    pq.write_table(people(500), path, row_group_size=90)
    whole = path.read_bytes()
    footer = whole[-8 - int.from_bytes(whole[-8:-4], "little") : -8]
    assert write_struct(read_struct(footer)) == footer
    assert len(footer) > 5000


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    with OutcomeFile(tmp_path / "out.parquet", people(1).schema, {}) as file:
        with pytest.raises(TypeError, match="other types"):
            file.write(people(5).drop_columns(["open"]))
        file.write(people(5))
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 5


def test_null_among_the_words_is_refused(tmp_path: Path) -> None:
    column = pa.DictionaryArray.from_arrays(pa.array([0, 1], pa.int8()), pa.array(["a", None]))
    with (
        pytest.raises(TypeError, match="null among the words"),
        OutcomeFile(tmp_path / "o", pa.schema([("a", WORDS)]), {}) as f,
    ):
        f.write(pa.table({"a": column}))


def test_nothing_can_be_read_before_it_is_closed(tmp_path: Path) -> None:
    file = OutcomeFile(tmp_path / "out.parquet", people(1).schema, {})
    file.write(people(5))
    file.file.flush()
    with pytest.raises(pa.ArrowInvalid):
        pq.read_table(tmp_path / "out.parquet")
    file.close()
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 5


def test_a_wrong_bit_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail: values that are not moved together give another table."""
    monkeypatch.setattr(parquet_pages, "_compacted", lambda values, _: values)
    table = people(513)
    path = written([table], tmp_path / "out.parquet")
    assert pq.read_table(path)["open"].to_pylist() != table["open"].to_pylist()
