"""`rygrad batch`: says of each what an assessment says; refuses files; keeps refused people aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from batches import batch, refused, rows, written
from people import people

from rygrad.assess.answers import AnswersError, checked_answers
from rygrad.assess.assess import assessment_of
from rygrad.assess.person import person
from rygrad.kb.knowledge import Knowledge
from rygrad.logic.to_bitmaps import to_bitmaps
from rygrad.population import answer_files
from rygrad.population.columns import KEPT, needed, told_columns

NAN = float("nan")


@pytest.fixture(scope="module")
def some(knowledge: Knowledge) -> Any:
    """Stratified people, with a number each."""
    made = people(knowledge.program, 700, seed=5).combine_chunks()
    return made.append_column("id", pa.array(range(made.num_rows)))


def expected(knowledge: Knowledge, answers: dict[str, Any]) -> dict[str, Any]:
    """What an assessment of one person says, in the columns of OUT."""
    number = answers.pop("id")
    who = person(knowledge, {q: a for q, a in answers.items() if a is not None})
    made = assessment_of(who, date(2026, 1, 1))
    row = knowledge.row_of("imaging_order", who.outcome)
    told = {
        "id": number,
        "level": made.disposition.level,
        "could_be": made.disposition.could_be,
        "settled": made.disposition.settled,
        "phase": made.phase,
        "phase_danish": made.phase_danish,
        "cause": made.cause.cause,
        "cause_settled": made.cause.settled,
        "imaging": made.imaging.advice,
        "imaging_settled": made.imaging.settled,
        "order_rating": row.rating if row else None,
    }
    assert set(told) == {"id", *(one.name for one in told_columns(knowledge))}
    return told | {rule: who.outcome.rules[rule] for rule in knowledge.rules}


@pytest.mark.parametrize("form", ["parquet", "one_group.parquet", "csv", "arrow", "folder"])
def test_says_what_the_assessment_says(
    form: str, knowledge: Knowledge, some: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_files, "PEOPLE", 128)  # so that parts begin and end inside row groups
    where = tmp_path / f"in.{form}"
    if form.endswith("parquet"):
        pq.write_table(some, where, row_group_size=100 if form == "parquet" else some.num_rows)
    elif form == "csv":
        pa_csv.write_csv(plain(some), where)
    elif form == "arrow":
        with pa.ipc.new_file(where, some.schema) as file:
            file.write_table(some, max_chunksize=90)
    else:
        where.mkdir()
        for at in range(0, some.num_rows, 250):
            pq.write_table(some.slice(at, 250), where / f"{at:04}.parquet")
    done = batch(where, tmp_path / "out.parquet")
    assert done.exit_code == 0, done.stderr
    found = rows(tmp_path / "out.parquet")
    assert len(found) == some.num_rows
    for one, answers in zip(found, some.to_pylist(), strict=True):
        made = expected(knowledge, dict(answers))
        number = str(made["id"]) if form == "csv" else made["id"]
        assert {name: one[name] for name in made} == made | {"id": number}
        assert one["age"] == answers["age"]
        assert one["sex"] == answers["sex"]


def given(knowledge: Knowledge, random: Random) -> dict[str, list[Any]]:
    """Answers of which some cannot be used, for every type of question."""
    columns: dict[str, list[Any]] = {}
    for question in random.sample(sorted(knowledge.questions.values(), key=lambda q: q.id), 40):
        low, high = question.min or 0, question.max or 0
        could_be: dict[str, list[Any]] = {
            "yes_no": [True, False],
            "choice": [
                *(question.of or ()),
                *(question.of or ()),
                random.choice(["x", "", "Never", "none "]),
            ],
            "number": [low, low + 1, high - 1, high, random.choice([low - 1, high + 1, 2**31, -(2**40)])],
        }
        some = could_be[question.type]
        columns[question.id] = [random.choice(some * 30 + [None]) for _ in range(40)]
        columns[question.id][:20] = [some[0]] * 20
    return columns | {"fever": [True] * 40, "id": list(range(40))}


@pytest.mark.parametrize("seed", range(6))
def test_refuses_whom_an_assessment_refuses(seed: int, knowledge: Knowledge, tmp_path: Path) -> None:
    columns = given(knowledge, Random(seed))
    read = set(to_bitmaps(knowledge.program, needed(knowledge)).columns) | set(KEPT)
    wrong = set()
    for at in range(40):
        try:
            checked_answers({q: column[at] for q, column in columns.items() if q in read}, knowledge)
        except AnswersError as e:
            wrong |= {(at, fault.key) for fault in e.faults}
    assert wrong
    batch(written(tmp_path / "in.parquet", columns), tmp_path / "out.parquet")
    aside = rows(tmp_path / "out.refused.parquet")
    assert {(int(r["id"]), r["column"]) for r in aside} == wrong
    assert {r["id"] for r in rows(tmp_path / "out.parquet")} == set(range(40)) - {at for at, _ in wrong}


@pytest.mark.parametrize(
    "words",
    [
        pa.array(["male", None, "female"], pa.large_string()),
        pa.array(["male", None, "female"], pa.string_view()),
        pa.DictionaryArray.from_arrays(pa.array([0, 1, 2]), ["male", None, "female"]),
        pa.DictionaryArray.from_arrays(pa.array([1, None, 2]), ["female", "male", "female", "x"]),
    ],
    ids=str,
)
def test_words_of_any_arrow_type(words: Any, tmp_path: Path) -> None:
    table = pa.table({"sex": words, "age": pa.array([1, 2, None], pa.uint64())})
    with pa.ipc.new_file(tmp_path / "in.arrow", table.schema) as file:
        file.write_table(table)
    done = batch(tmp_path / "in.arrow", tmp_path / "out.parquet")
    assert "3 people answered, 0 refused" in done.stderr, (done.stderr, done.exception)
    assert [r["sex"] for r in rows(tmp_path / "out.parquet")] == ["male", None, "female"]


def plain(table: Any) -> Any:
    """The same with words as plain text, which is all that CSV holds."""
    fields = [f.with_type(pa.string()) if pa.types.is_dictionary(f.type) else f for f in table.schema]
    return table.cast(pa.schema(fields))


def test_out_says_what_it_is(tmp_path: Path, knowledge: Knowledge) -> None:
    written(tmp_path / "in.parquet", {"age": [40, 999], "fever": [True, None]})
    batch(tmp_path / "in.parquet", tmp_path / "out.parquet")
    told = pq.read_schema(tmp_path / "out.parquet").metadata
    assert told[b"rygrad.knowledge"].decode() == knowledge.version
    assert told[b"rygrad.review_status"] == b"draft"
    assert (told[b"rygrad.engine"], told[b"rygrad.people"], told[b"rygrad.refused"]) == (b"arrow", b"1", b"1")


def test_synthetic_people_stay_labelled(tmp_path: Path) -> None:
    table = pa.table({"id": [1], "synthetic": [True], "age": [40]})
    pq.write_table(table.replace_schema_metadata({"rygrad.label": "SYNTHETIC"}), tmp_path / "in.parquet")
    assert batch(tmp_path / "in.parquet", tmp_path / "out.parquet").exit_code == 0
    assert pq.read_schema(tmp_path / "out.parquet").metadata[b"rygrad.label"] == b"SYNTHETIC"
    assert rows(tmp_path / "out.parquet", "id", "synthetic") == [{"id": 1, "synthetic": True}]


@pytest.mark.parametrize("told", ["true", "TRUE", "1", "ja"])
def test_synthetic_people_of_a_csv_are_labelled(told: str, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(f"id,synthetic,age\n1,,40\n2,{told},40\n")
    assert batch(tmp_path / "in.csv", tmp_path / "out.parquet").exit_code == 0
    assert pq.read_schema(tmp_path / "out.parquet").metadata[b"rygrad.label"].startswith(b"SYNTHETIC")
    written(tmp_path / "no.parquet", {"synthetic": [False, None], "age": [40, 41]})
    assert batch(tmp_path / "no.parquet", tmp_path / "real.parquet").exit_code == 0
    assert b"rygrad.label" not in pq.read_schema(tmp_path / "real.parquet").metadata


class TestRefusedPeople:
    def test_are_counted_and_kept_aside_and_not_in_out(self, tmp_path: Path) -> None:
        columns = {
            "id": ["a", "b", "c", "d", "e", "f"],
            "age": [40.0, NAN, 41.5, 300.0, None, 50.0],
            "sex": ["female", "male", "male", "x", "female", "hun"],
            "fever": [True, False, None, True, False, True],
        }
        done = batch(written(tmp_path / "in.parquet", columns), tmp_path / "out.parquet")
        assert done.exit_code == 0
        assert "2 people answered, 4 refused" in done.stderr
        assert "1 × age: out of range: 0 to 120" in done.stderr
        assert "2 × sex: unknown word; allowed: " in done.stderr
        assert "e.g. 'x', row 4" in done.stderr
        assert rows(tmp_path / "out.parquet", "id", "age") == [
            {"id": "a", "age": 40},
            {"id": "e", "age": None},
        ]
        aside = rows(tmp_path / "out.refused.parquet")
        assert sorted((r["row"], r["id"], r["column"], r["value"]) for r in aside) == [
            (2, "b", "age", "nan"),
            (3, "c", "age", "41.5"),
            (4, "d", "age", "300"),
            (4, "d", "sex", "x"),
            (6, "f", "sex", "hun"),
        ]
        nan = next(r["reason"] for r in aside if r["value"] == "nan")
        assert nan == "NaN is no answer; leave the field empty, or use --nan missing"

    def test_nan_may_count_as_unanswered(self, tmp_path: Path) -> None:
        written(tmp_path / "in.parquet", {"age": [NAN, 40.0], "fever": [True, True]})
        done = batch(tmp_path / "in.parquet", tmp_path / "out.parquet", "--nan", "missing")
        assert "2 people answered, 0 refused" in done.stderr
        assert rows(tmp_path / "out.parquet", "age") == [{"age": None}, {"age": 40}]
        assert not (tmp_path / "out.refused.parquet").exists()

    def test_endless_numbers_are_out_of_range(self, tmp_path: Path) -> None:
        written(tmp_path / "in.parquet", {"age": [float("inf"), -float("inf"), 40.0]})
        assert (
            "1 person answered, 2 refused" in batch(tmp_path / "in.parquet", tmp_path / "out.parquet").stderr
        )

    @pytest.mark.parametrize(
        "ages",
        [
            pa.array([2**64 - 1, 40], pa.uint64()),
            pa.array([300, 40], pa.float16()),
            pa.array([-1, 40], pa.int8()),
        ],
        ids=str,
    )
    def test_numbers_of_any_arrow_type_are_out_of_range(self, ages: Any, tmp_path: Path) -> None:
        done = batch(written(tmp_path / "in.parquet", {"age": ages}), tmp_path / "out.parquet")
        assert "1 × age: out of range: 0 to 120" in done.stderr, (done.stderr, done.exception)
        assert rows(tmp_path / "out.parquet", "age") == [{"age": 40}]

    def test_of_a_csv(self, tmp_path: Path) -> None:
        (tmp_path / "in.csv").write_text(
            "\ufeffid;age;fever;sex\n1;40;ja;female\n2;;nej;\n3;4x;1;male\n4;40,5;0;male\n5;40;måske;male\n6;NaN;;\n",
            encoding="utf-8",
        )
        done = batch(tmp_path / "in.csv", tmp_path / "out.parquet")
        assert "2 people answered, 4 refused" in done.stderr
        found = rows(tmp_path / "out.parquet", "id", "age", "sex")
        assert found == [{"id": "1", "age": 40, "sex": "female"}, {"id": "2", "age": None, "sex": None}]
        aside = {
            (r["row"], r["value"], r["reason"].split(";")[0]) for r in rows(tmp_path / "out.refused.parquet")
        }
        assert aside == {
            (3, "4x", "is no number (year)"),
            (4, "40,5", "must be a whole number (year)"),
            (5, "måske", "unknown word"),
            (6, "NaN", "NaN is no answer"),
        }

    def test_thousands_set_apart_are_never_read_as_a_fraction(self, tmp_path: Path) -> None:
        """In a Danish file 1.000 days are three years; whoever wrote 1.000 for 1 is asked to write 1."""
        words = ["1.000", "3.000", "1,000", "36.500", "40", "40.0", "40,0", "40.00", "40.0000"]
        (tmp_path / "in.csv").write_text("id;duration_days\n" + "".join(f"{w};{w}\n" for w in words))
        done = batch(tmp_path / "in.csv", tmp_path / "out.parquet")
        assert "5 people answered, 4 refused" in done.stderr
        assert "4 × duration_days: must be a whole number" in done.stderr
        assert {r["id"] for r in rows(tmp_path / "out.refused.parquet")} == set(words[:4])

    def test_ids_of_bytes_are_kept_aside_too(self, tmp_path: Path) -> None:
        ids = pa.array([b"\xff\xfe", b"a", None], pa.binary())
        done = batch(
            written(tmp_path / "in.parquet", {"id": ids, "age": [999, 999, 999]}), tmp_path / "out.parquet"
        )
        assert "0 people answered, 3 refused" in done.stderr, done.exception
        assert [r["id"] for r in rows(tmp_path / "out.refused.parquet")] == ["fffe", "a", None]

    def test_one_column_that_answers_two_questions(self, tmp_path: Path) -> None:
        (tmp_path / "m.yaml").write_text(
            "sex: {column: x, values: {a: male}}\nfever: {column: x, values: {a: true}}"
        )
        file = written(tmp_path / "in.parquet", {"x": ["a", "b"]})
        done = batch(file, tmp_path / "out.parquet", "--mapping", tmp_path / "m.yaml")
        assert "1 person answered, 1 refused" in done.stderr
        assert done.stderr.count("1 × x: does not stand in the mapping file (e.g. 'b', row 2)") == 2

    def test_rows_count_on_over_parts(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(answer_files, "PEOPLE", 8)
        ages = [40] * 30
        ages[29] = ages[8] = 999
        batch(written(tmp_path / "in.parquet", {"age": ages}), tmp_path / "out.parquet")
        assert [r["row"] for r in rows(tmp_path / "out.refused.parquet")] == [9, 30]


def test_small_files_become_one_row_group_and_rows_stay_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_files, "PEOPLE", 8)
    (tmp_path / "in").mkdir()
    for at, count in enumerate([3, 1, 0, 2, 2, 7, 20, 1]):
        ages = [40] * count
        ages[-1:] = [900 + at] * bool(count)
        table = pa.table({"age": pa.array(ages, pa.int16())}).replace_schema_metadata({"n": str(at)})
        pq.write_table(table, tmp_path / "in" / f"{at}.parquet")
    done = batch(tmp_path / "in", tmp_path / "out.parquet")
    assert "29 people answered, 7 refused" in done.stderr, done.stderr
    aside = rows(tmp_path / "out.refused.parquet")
    assert [(Path(r["file"]).name, r["row"], r["value"]) for r in aside] == [
        (f"{at}.parquet", row, str(900 + at)) for at, row in enumerate([3, 1, 0, 2, 2, 7, 20, 1]) if row
    ]
    groups = pq.ParquetFile(tmp_path / "out.parquet").metadata
    assert [groups.row_group(at).num_rows for at in range(groups.num_row_groups)] == [3, 1, 6, 8, 8, 3]


def test_a_part_more_than_half_full_goes_before_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_files, "PEOPLE", 8)
    read: list[int] = []

    def pieces() -> Iterator[tuple[answer_files.Piece, Any]]:
        for at, count in enumerate([5, 8, 4, 4]):
            read.append(at)
            yield answer_files.Piece(at, 0, count), pa.table({"age": [40] * count})

    gone = [(part.table.num_rows, len(read)) for part in answer_files.parts_of(pieces())]
    assert gone == [(5, 1), (8, 2), (8, 4)]


class TestRefusedFiles:
    def test_wrong_types_all_at_once(self, tmp_path: Path) -> None:
        written(tmp_path / "in.parquet", {"age": ["40"], "fever": [1], "sex": [1]})
        said = refused(tmp_path, tmp_path / "in.parquet", tmp_path / "out.parquet")
        assert "column 'age': found string, allowed: int8-int64" in said
        assert "column 'fever': found int64, allowed: bool" in said
        assert "column 'sex': found int64, allowed: string" in said

    @pytest.mark.parametrize("names", [["sex", "sex"], ["fever", "Fever"], ["other", "other"]])
    def test_a_column_twice(self, names: list[str], tmp_path: Path) -> None:
        pq.write_table(
            pa.table([pa.array(["x"])] * 2 + [pa.array([40])], names=[*names, "age"]), tmp_path / "in.parquet"
        )
        assert "stands twice" in refused(tmp_path, tmp_path / "in.parquet", tmp_path / "out.parquet")
        (tmp_path / "in.csv").write_text(f"{names[0]},{names[1]}\n1,1\n")
        assert "stands twice" in refused(tmp_path, tmp_path / "in.csv", tmp_path / "out.parquet")

    @pytest.mark.parametrize("form", ["parquet", "arrow", "csv"])
    @pytest.mark.parametrize("kept", [0, 0.5, 0.95])
    def test_a_file_cut_short(self, form: str, kept: float, tmp_path: Path, some: Any) -> None:
        where = tmp_path / f"in.{form}"
        if form == "parquet" or form == "arrow":
            pq.write_table(some, where)
        else:
            pa_csv.write_csv(plain(some), where)
        raw = where.read_bytes()
        where.write_bytes(raw[: int(len(raw) * kept)])
        said = refused(tmp_path, where, tmp_path / "out.parquet")
        assert str(where) in said
        assert any(told in said for told in ("cannot be read", "no column", "the file is empty"))

    @pytest.mark.parametrize("note", ["note", "age"])
    def test_a_quotation_mark_that_is_never_closed(self, note: str, tmp_path: Path) -> None:
        """What follows it would be one long cell, and its people lost."""
        names = ["fever", "age"] if note == "age" else ["age", note]
        (tmp_path / "in.csv").write_text(",".join(names) + '\n1,40\n1,"41\n0,42\n')
        said = refused(tmp_path, tmp_path / "in.csv", tmp_path / "out.parquet")
        assert "a quotation mark is never closed" in said

    @pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r", "\n\n"])
    def test_a_csv_may_end_in_any_way(self, end: str, tmp_path: Path) -> None:
        (tmp_path / "in.csv").write_bytes(f'age,fever,note\n40,1,5" x\n41,0,"two\nlines"{end}'.encode())
        done = batch(tmp_path / "in.csv", tmp_path / "out.parquet", "--keep", "note")
        assert "2 people answered, 0 refused" in done.stderr, done.stderr
        assert rows(tmp_path / "out.parquet", "age", "note") == [
            {"age": 40, "note": '5" x'},
            {"age": 41, "note": "two\nlines"},
        ]

    def test_damage_amid_a_file(self, tmp_path: Path, some: Any) -> None:
        pq.write_table(some, tmp_path / "in.parquet", use_dictionary=False, compression="zstd")
        raw = bytearray((tmp_path / "in.parquet").read_bytes())
        raw[200:5000] = bytes(4800)
        (tmp_path / "in.parquet").write_bytes(raw)
        said = refused(tmp_path, tmp_path / "in.parquet", tmp_path / "out.parquet")
        assert "cut short or damaged" in said

    @pytest.mark.parametrize("text", ["age;køn\n40;x\n", "age;name\n40;Sjælland\n"])
    def test_text_that_is_not_utf8_is_told_how_to_be_saved(self, text: str, tmp_path: Path) -> None:
        (tmp_path / "in.csv").write_text(text, encoding="latin-1")
        said = refused(tmp_path, tmp_path / "in.csv", tmp_path / "out.parquet", "--keep", "name")
        assert "not UTF-8; save the file as UTF-8" in said

    def test_no_question_at_all(self, tmp_path: Path) -> None:
        written(tmp_path / "in.parquet", {"Age": [40], "name": ["x"]})
        said = refused(tmp_path, tmp_path / "in.parquet", tmp_path / "out.parquet")
        assert "no column is a question" in said
        assert "Age (did you mean age?)" in said

    def test_files_with_other_columns(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        written(tmp_path / "in" / "a.parquet", {"age": [40]})
        written(tmp_path / "in" / "b.parquet", {"age": [40.0]})
        said = refused(tmp_path, tmp_path / "in", tmp_path / "out.parquet")
        assert "b.parquet: other columns than in" in said
        assert "double" in said

    def test_one_file_under_two_names_counts_nobody_twice(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        file = written(tmp_path / "in" / "a.parquet", {"age": [40]})
        (tmp_path / "in" / "b.parquet").symlink_to("a.parquet")
        assert "are one file" in refused(tmp_path, tmp_path / "in", tmp_path / "out.parquet")
        assert "are one file" in refused(tmp_path, tmp_path / "in" / "*.parquet", tmp_path / "out.parquet")
        (tmp_path / "in" / "b.parquet").unlink()
        (tmp_path / "in" / "c.parquet").hardlink_to(file)
        assert "are one file" in refused(tmp_path, tmp_path / "in", tmp_path / "out.parquet")

    @pytest.mark.parametrize("to", ["../more", "../nowhere"])
    def test_links_that_nobody_follows(self, to: str, tmp_path: Path) -> None:
        for folder in ("in", "more"):
            (tmp_path / folder).mkdir()
            written(tmp_path / folder / "a.parquet", {"age": [40]})
        (tmp_path / "in" / "b").symlink_to(to)
        said = refused(tmp_path, tmp_path / "in", tmp_path / "out.parquet")
        assert "in/b: a link to a folder or to nothing" in said

    def test_files_and_folders_within_a_folder(self, tmp_path: Path) -> None:
        for at in ("in/deep/er", "in/_logs", "in/.git", "in/o.parquet.parts"):
            (tmp_path / at).mkdir(parents=True)
            written(tmp_path / at / "a.parquet", {"age": [40]})
        (tmp_path / "in" / "b.csv.gz").write_text("")
        (tmp_path / "in" / "_SUCCESS").write_text("")
        done = batch(tmp_path / "in", tmp_path / "out.parquet")
        assert "1 person answered" in done.stderr
        assert f"Files that are not read: {tmp_path / 'in' / 'b.csv.gz'}\n" in done.stderr
        said = refused(tmp_path, tmp_path / "in", tmp_path / "new.parquet", "--strict")
        assert "--strict: Files that are not read" in said

    def test_answers_in_the_names_of_folders(self, tmp_path: Path) -> None:
        for at in ("in/sex=male", "in/sex=female", "by/year=2024"):
            (tmp_path / at).mkdir(parents=True)
            written(tmp_path / at / "a.parquet", {"age": [40]})
        assert "sex: stands in names of folders" in refused(
            tmp_path, tmp_path / "in", tmp_path / "out.parquet"
        )
        assert "sex: stands in names of folders" in refused(
            tmp_path, tmp_path / "in" / "*" / "*.parquet", tmp_path / "out.parquet"
        )
        done = batch(tmp_path / "by", tmp_path / "out.parquet")
        assert "Columns that are no question: year (left out)" in done.stderr
        assert batch(tmp_path / "in" / "sex=male" / "a.parquet", tmp_path / "o.parquet").exit_code == 0

    def test_out_that_is_or_lies_in_what_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        file = written(tmp_path / "in" / "a.parquet", {"age": [40]})
        assert "lies in IN" in refused(tmp_path, file, file, "--replace")
        assert "lies in IN" in refused(tmp_path, tmp_path / "in", tmp_path / "in" / "out.parquet")
        (tmp_path / "a.parquet").mkdir()
        assert "is a folder" in refused(tmp_path, file, tmp_path / "a.parquet")
        assert "no folder" in refused(tmp_path, file, tmp_path / "none" / "out.parquet")
        assert "must end in" in refused(tmp_path, file, tmp_path / "out.csv")
        assert "no files to read" in refused(tmp_path, tmp_path / "x*.parquet", tmp_path / "out.parquet")
        assert "not a kind we read" in refused(
            tmp_path, written(tmp_path / "a.txt", {"age": [1]}), tmp_path / "o.parquet"
        )

    def test_refused_people_are_not_put_on_what_is_read(self, tmp_path: Path) -> None:
        """Whoever mends the refused and reads them again would lose them by --replace."""
        file = written(tmp_path / "out.refused.parquet", {"age": [40]})
        said = refused(tmp_path, file, tmp_path / "out.parquet", "--replace")
        assert "out.refused.parquet is or lies in IN" in said

    def test_a_folder_of_somebody_else_in_the_place_of_ours(self, tmp_path: Path) -> None:
        file = written(tmp_path / "in.parquet", {"age": [40]})
        (tmp_path / "out.parquet.parts").mkdir()
        (tmp_path / "out.parquet.parts" / "diary.txt").write_text("mine")
        assert "diary.txt is not ours" in refused(tmp_path, file, tmp_path / "out.parquet")

    def test_an_out_that_is_there_unless_told(self, tmp_path: Path) -> None:
        file = written(tmp_path / "in.parquet", {"age": [40]})
        (tmp_path / "out.parquet").write_text("mine")
        assert "--replace" in refused(tmp_path, file, tmp_path / "out.parquet")
        assert (tmp_path / "out.parquet").read_text() == "mine"
        assert batch(file, tmp_path / "out.parquet", "--replace").exit_code == 0
        assert rows(tmp_path / "out.parquet", "age") == [{"age": 40}]

    def test_columns_that_are_no_question(self, tmp_path: Path) -> None:
        file = written(tmp_path / "in.parquet", {"age": [40], "fevr": [True], "cpr": ["x"]})
        assert "--strict" in refused(tmp_path, file, tmp_path / "out.parquet", "--strict")
        done = batch(file, tmp_path / "out.parquet", "--keep", "cpr")
        assert "Columns that are no question: fevr (did you mean fever?) (left out)" in done.stderr
        assert rows(tmp_path / "out.parquet", "cpr") == [{"cpr": "x"}]

    def test_kept_columns_that_cannot_be(self, tmp_path: Path) -> None:
        file = written(tmp_path / "in.parquet", {"age": [40], "level": ["x"], "list": [[1]]})
        assert "names a column of OUT" in refused(tmp_path, file, tmp_path / "o.parquet", "--keep", "level")
        assert "no such column" in refused(tmp_path, file, tmp_path / "o.parquet", "--id", "who")
        capital = written(tmp_path / "c.parquet", {"age": [40], "Level": ["x"]})
        said = refused(tmp_path, capital, tmp_path / "o.parquet", "--keep", "Level")
        assert "Level names a column of OUT" in said
        assert "only plain types" in refused(tmp_path, file, tmp_path / "o.parquet", "--keep", "list")


class TestMapping:
    def test_names_words_and_units(self, tmp_path: Path) -> None:
        written(
            tmp_path / "in.parquet",
            {"alder": [40, 41, 42], "koen": ["K", "M", "?"], "uger": [2.0, 3.0, 4.0], "feber": [1, 0, 1]},
        )
        (tmp_path / "m.yaml").write_text(
            "age: alder\nsex: {column: koen, values: {K: female, M: male}}\n"
            "duration_days: {column: uger, times: 7}\n"
            "fever: {column: feber, values: {'1': true, '0': false}}\n"
        )
        done = batch(
            tmp_path / "in.parquet",
            tmp_path / "out.parquet",
            "--mapping",
            tmp_path / "m.yaml",
            "--keep",
            "uger",
        )
        assert "2 people answered, 1 refused" in done.stderr, done.stderr
        assert "does not stand in the mapping file" in done.stderr
        found = rows(tmp_path / "out.parquet", "age", "sex", "phase", "uger")
        assert found == [
            {"age": 40, "sex": "female", "phase": "acute", "uger": 2.0},
            {"age": 41, "sex": "male", "phase": "acute", "uger": 3.0},
        ]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("agee: alder", "m.yaml:1:7: agee: no such question; did you mean 'age'?"),
            ("age: none", "no such column: none"),
            ("age: alder\nfever: alder", "m.yaml:2:8: the column 'alder' already answers age"),
            ("sex: {column: koen, values: {K: woman}}", "m.yaml:1:33: sex: 'woman' is no choice; allowed:"),
            ("fever: {column: koen, times: 7}", "only for questions with numbers"),
            ("age: {column: alder, times: 1.5}", "times is a whole number"),
            ("age: {column: alder, word: x}", "'word' is not known; allowed: column, values, times"),
            ("age: [alder]", "must be a column's name"),
            ("age: alder\nage: uger", "stands twice"),
            ("- age", "must be lines such as"),
            ("age: {", "not valid YAML"),
            ("age: alder", "age stands twice"),
        ],
    )
    def test_faults_are_told_with_their_place(self, text: str, said: str, tmp_path: Path) -> None:
        columns: dict[str, Any] = {"alder": [40], "koen": ["K"], "uger": [2]}
        file = written(
            tmp_path / "in.parquet", columns | ({"age": [40]} if said == "age stands twice" else {})
        )
        (tmp_path / "m.yaml").write_text(text)
        assert said in refused(tmp_path, file, tmp_path / "o.parquet", "--mapping", tmp_path / "m.yaml")

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        file = written(tmp_path / "in.parquet", {"age": [40]})
        assert "there is no such file" in refused(
            tmp_path, file, tmp_path / "o.parquet", "--mapping", tmp_path / "none.yaml"
        )


def test_nobody_at_all_gives_an_empty_out(tmp_path: Path) -> None:
    file = written(
        tmp_path / "in.parquet", {"age": pa.array([], pa.int16()), "sex": pa.array([], pa.string())}
    )
    assert batch(file, tmp_path / "out.parquet").exit_code == 0
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 0
    (tmp_path / "in.csv").write_text("age,sex\n")
    assert batch(tmp_path / "in.csv", tmp_path / "out2.parquet").exit_code == 0


def test_everybody_refused_gives_an_empty_out_and_says_so(tmp_path: Path) -> None:
    done = batch(written(tmp_path / "in.parquet", {"age": [999]}), tmp_path / "out.parquet")
    assert "0 people answered, 1 refused" in done.stderr
    assert rows(tmp_path / "out.parquet") == []
