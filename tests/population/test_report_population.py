"""`rygrad report-population`: counts what is in OUT, refuses what is no OUT, tells no small count."""

from __future__ import annotations

import csv
import errno
import io
import json
import re
from collections import Counter
from html.parser import HTMLParser
from math import isclose
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from batches import batch, rows
from typer.testing import CliRunner, Result

from rygrad.cli import app
from rygrad.cli.whole_files import write_whole
from rygrad.kb.knowledge import Knowledge
from rygrad.population import report_counts
from rygrad.population.report_rows import wilson


@pytest.fixture
def report(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command, with knowledge that is loaded once."""
    monkeypatch.setattr("rygrad.cli.report_population.knowledge_of", lambda *_: knowledge)

    def run(*words: object, lang: str = "en") -> Result:
        return CliRunner().invoke(app, ["report-population", *map(str, words), "--lang", lang])

    return run


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Synthetic people as `rygrad batch` writes them."""
    folder = tmp_path_factory.mktemp("out")
    file = folder / "people.parquet"
    made = CliRunner().invoke(app, ["synth", "3000", "--seed", "4", "--out", str(file)])
    assert made.exit_code == 0
    people = pq.read_table(file)
    column = people.column_names.index("saddle_numbness")
    told = [None if at % 9 == 0 else word for at, word in enumerate(people.column(column).to_pylist())]
    field = people.schema.field(column)
    pq.write_table(people.set_column(column, field, pa.array(told, field.type)), file)
    assert batch(folder / "people.parquet", folder / "out.parquet").exit_code == 0
    return folder / "out.parquet"


def told(done: Result) -> list[dict[str, Any]]:
    """The rows of the JSON."""
    assert done.exit_code == 0, (done.stderr, done.exception)
    found: list[dict[str, Any]] = json.loads(done.stdout)["rows"]
    return found


def by_word(found: list[dict[str, Any]], table: str, by: str = "all") -> dict[Any, Any]:
    """Counts of a table by group and word."""
    return {(r["group"], r["word"]): r["count"] for r in found if (r["table"], r["by"]) == (table, by)}


def test_counts_are_those_of_the_file(report: Any, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_counts, "PEOPLE", 701)  # parts that end inside row groups
    people = rows(out)
    found = told(report(out, "--json", "--small-under", 1))
    for table in ("level", "could_be"):
        counted = Counter(one[table] for one in people)
        assert {word: n for (_, word), n in by_word(found, table).items() if n} == counted
        regions = Counter((one["region"], one[table]) for one in people)
        assert {key: n for key, n in by_word(found, table, "region").items() if n} == regions
    is_open = [p for p in people if p["could_be"] == "emergency_now" != p["level"]]
    assert is_open
    assert by_word(found, "open_emergency") == {("all", "open"): len(is_open)}
    orders = Counter((p["imaging_ordered"], p["order_rating"]) for p in people if p["imaging_ordered"])
    told_orders = {word: n for (_, word), n in by_word(found, "order").items() if n and word != "no_order"}
    assert told_orders == {"+".join(key): n for key, n in orders.items()}
    causes = Counter((p["cause"] or "none", p["cause_settled"]) for p in people)
    named = {f"{c}+{'settled' if s else 'not_settled'}": n for (c, s), n in causes.items()}
    assert {word: n for (_, word), n in by_word(found, "cause").items() if n} == named


def test_rules_and_ages_are_those_of_the_file(report: Any, out: Path, knowledge: Knowledge) -> None:
    people = rows(out)
    found = told(report(out, "--json", "--small-under", 1))
    true, unknown = by_word(found, "rule_true"), by_word(found, "rule_unknown")
    for rule in knowledge.rules:
        assert true["all", rule] == sum(one[rule] is True for one in people)
        assert unknown["all", rule] == sum(one[rule] is None for one in people)
    is_open = [p for p in people if p["could_be"] == "emergency_now" != p["level"]]
    for (_, rule), count in by_word(found, "rule_open").items():
        assert count == sum(one[rule] is None for one in is_open)
    ages = by_word(found, "people", "age")
    assert ages["18-29", "people"] == sum(18 <= one["age"] <= 29 for one in people)
    assert ages["80+", "people"] == sum(one["age"] >= 80 for one in people)
    assert sum(ages.values()) == len(people)


def test_a_share_has_wilsons_interval(report: Any, out: Path) -> None:
    """Against the roots of the equation it is made from: |share - p| = z sqrt(p(1 - p)/n)."""
    for count, of in ((0, 10), (3, 10), (10, 10), (95, 20000)):
        for p in wilson(count, of):
            assert isclose((count / of - p) ** 2, 1.959964**2 * p * (1 - p) / of, abs_tol=1e-8)
    for row in told(report(out, "--json")):
        if row["count"] is None:
            assert row["share"] is row["low"] is row["high"] is None
            assert row["suppressed"] in ("small", "hidden")
        elif row["of"]:
            assert row["low"] <= row["share"] <= row["high"]


def test_no_small_count_stands_anywhere(report: Any, out: Path, tmp_path: Path) -> None:
    found = report(out, "--json", "--html", tmp_path / "a.html", "--csv", tmp_path / "a.csv")
    assert not [row for row in told(found) if row["count"] in (1, 2, 3, 4)]
    assert [row for row in told(found) if row["suppressed"] == "small"]
    listed = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8"))))
    assert [row["count"] for row in listed] == [
        "" if r["count"] is None else str(r["count"]) for r in told(found)
    ]
    cells = re.findall(r"<td>([^<]*)</td>", (tmp_path / "a.html").read_text(encoding="utf-8"))
    assert "&lt;5" in cells
    assert not [cell for cell in cells if re.match(r"[1-4]( \(|$)", cell)]


class _Page(HTMLParser):
    """What of a page could ask something of the network, and whether every chart has words."""

    def __init__(self) -> None:
        super().__init__()
        self.asks: list[str] = []
        self.charts = self.named = self.open = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.asks += [tag] if tag in ("script", "link", "img", "iframe") else []
        self.asks += [f"{k}={v}" for k, v in attrs if k in ("src", "href", "srcset", "style")]
        if tag == "figure":
            self.charts += 1
            self.named += bool(dict(attrs).get("aria-label")) and dict(attrs).get("role") == "img"


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_page_asks_nothing_and_says_what_it_must(
    report: Any, out: Path, tmp_path: Path, lang: str
) -> None:
    assert report(out, "--html", tmp_path / "a.html", lang=lang).exit_code == 0
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert [ask for ask in page.asks if not ask.startswith("href=#")] == []
    assert page.charts == page.named >= 5
    assert "url(" not in text
    assert "@import" not in text
    wanted = (
        ("opdigtede", "klinisk gennemgang", "Gulvet", "Loftet")
        if lang == "da"
        else ("invented", "clinical review")
    )
    assert [word for word in wanted if word not in text] == []
    assert "{" not in re.sub(r"<style>.*?</style>", "", text, flags=re.S)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_contents_lead_to_every_section(report: Any, out: Path, tmp_path: Path, lang: str) -> None:
    assert report(out, "--html", tmp_path / "a.html", lang=lang).exit_code == 0
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    leads = re.findall(r'<a href="#([^"]+)">[^<]+</a>', text)
    assert leads == re.findall(r'<section id="([^"]+)"', text)
    assert len(leads) == text.count("<section") > 8


def test_what_the_file_lacks_is_not_split_by(report: Any, out: Path, tmp_path: Path) -> None:
    less = tmp_path / "less.parquet"
    pq.write_table(pq.read_table(out).drop_columns(["age", "region", "imaging_ordered"]), less)
    done = report(less, "--json")
    assert {row["by"] for row in told(done)} <= {"all", "sex"}
    assert json.loads(done.stdout)["columns_missing"] == ["age", "region", "imaging_ordered"]
    assert "order" not in {row["table"] for row in told(done)}
    assert "imaging_ordered" in report(less).stdout


def changed(out: Path, to: Path, column: str, value: object) -> Path:
    """OUT with one cell of one column changed, or with the column left out for an Ellipsis."""
    table = pq.read_table(out)
    at = table.schema.get_field_index(column)
    if value is ...:
        table = table.drop_columns([column])
    else:
        cells = table.column(column).to_pylist()
        cells[1] = value
        table = table.set_column(at, column, pa.array(cells))
    pq.write_table(table, to)
    return to


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("level", ..., "columns missing: level"),
        ("very_ill", ..., "columns missing: very_ill"),
        ("level", None, "level: an empty cell; allowed: self_care"),
        ("cause", "witchcraft", "cause: 'witchcraft'; allowed: cauda_equina"),
        ("cause_settled", None, "cause_settled: an empty cell"),
        ("region", "skaane", "region: 'skaane'; allowed: hovedstaden"),
        ("age", -3, "age: -3 is no age"),
        ("age", 41.5, "age (double) must be int8-int64"),
    ],
)
def test_what_is_no_file_of_batch_is_refused(
    report: Any, out: Path, tmp_path: Path, column: str, value: object, says: str
) -> None:
    done = report(changed(out, tmp_path / "bad.parquet", column, value), "--csv", tmp_path / "a.csv")
    assert done.exit_code == 2, (done.stdout, done.exception)
    assert says in done.stderr
    assert not (tmp_path / "a.csv").exists()


def test_files_that_cannot_be_read_are_refused(report: Any, out: Path, tmp_path: Path) -> None:
    whole = out.read_bytes()
    bad = {"cut": whole[: len(whole) // 2], "empty": b"", "text": b"age,sex\n40,male\n"}
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
        done = report(tmp_path / name, lang="da")
        assert done.exit_code == 2, name
        assert "er ikke en fil fra rygrad batch" in done.stderr
    assert "is a folder" in report(tmp_path).stderr
    hole = bytearray(whole)
    hole[4 : len(whole) // 3] = bytes(len(whole) // 3 - 4)
    (tmp_path / "hole").write_bytes(hole)
    for name, says in (("hole", "cannot be read"), ("nowhere", "there is no such file")):
        done = report(tmp_path / name)
        assert (done.exit_code, says in done.stderr) == (2, True), (name, done.stderr, done.exception)


def test_nobody_and_too_few_are_refused(report: Any, out: Path, tmp_path: Path) -> None:
    table = pq.read_table(out).replace_schema_metadata(None)
    for people, says in ((0, "nobody in the file"), (4, "fewer than 5 people")):
        pq.write_table(table.slice(0, people), tmp_path / "few.parquet")
        done = report(tmp_path / "few.parquet")
        assert (done.exit_code, says in done.stderr) == (2, True)
    pq.write_table(pq.read_table(out).slice(0, 100), tmp_path / "part.parquet")
    assert "the file says 3000 people, but has 100" in report(tmp_path / "part.parquet").stderr


def test_out_is_never_written_over(report: Any, out: Path, tmp_path: Path) -> None:
    before = out.read_bytes()
    for words, says in (
        (("--html", out), "which is read"),
        (("--csv", tmp_path), "is a folder"),
        (("--csv", tmp_path / "no" / "a.csv"), "there is no folder"),
        (("--csv", tmp_path / "a", "--html", tmp_path / "a"), "are one file"),
    ):
        done = report(out, *words)
        assert (done.exit_code, says in done.stderr) == (2, True), done.stderr
    assert out.read_bytes() == before


def test_the_page_holds_every_count_and_bars_as_long_as_the_shares(
    report: Any, out: Path, tmp_path: Path
) -> None:
    found = told(report(out, "--json", "--html", tmp_path / "a.html"))
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    cells = Counter(re.findall(r"<td>([^<]*)</td>", text))
    by_group = [
        r for r in found if r["by"] != "all" and r["table"] not in ("people",) and r["share"] is not None
    ]
    assert len(by_group) > 50
    wanted = Counter(f"{r['count']:,} ({r['share'] * 100:.1f}%)" for r in by_group)
    assert wanted - cells == Counter()
    widths = Counter(re.findall(r'class="bar" width="([^"]*)"', text))
    levels = [r for r in found if (r["table"], r["by"]) == ("level", "all") and r["count"]]
    assert levels
    assert Counter(f"{r['share'] * 100:.2f}" for r in levels) - widths == Counter()


@pytest.mark.parametrize(("refused", "shown"), [(3, "&lt;5"), (7, "7")])
def test_few_refused_rows_are_not_told_either(
    refused: int, shown: str, report: Any, out: Path, tmp_path: Path
) -> None:
    table = pq.read_table(out)
    said = {**(table.schema.metadata or {}), b"rygrad.refused": str(refused).encode()}
    pq.write_table(table.replace_schema_metadata(said), tmp_path / "o.parquet")
    done = report(tmp_path / "o.parquet", "--html", tmp_path / "a.html")
    plain = shown.replace("&lt;", "<")
    assert f"Refused rows: {plain}\n" in done.stdout
    assert f"<dt>Refused rows</dt><dd>{shown}</dd>" in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert json.loads(report(tmp_path / "o.parquet", "--json").stdout)["source"]["refused"] == plain


def test_a_disk_that_fills_up_leaves_the_old_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "a.html"
    old.write_text("old", encoding="utf-8")

    def half(file: Path, text: str, **_: object) -> int:
        with file.open("w", encoding="utf-8") as opened:
            opened.write(text[:2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as unplaced:
        unplaced.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "no")))
        with pytest.raises(OSError, match="no"):
            write_whole(old, "a new page")
    assert old.read_text(encoding="utf-8") == "old"
    monkeypatch.setattr(Path, "write_text", half)
    with pytest.raises(OSError, match="No space left") as full:
        write_whole(old, "a new page")
    assert full.value.filename == str(old)
    assert [(file.name, file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()] == [
        ("a.html", "old")
    ]
