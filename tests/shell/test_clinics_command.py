"""`rygrad clinics`: a list is loaded, searched and handed on from the terminal."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from rygrad.cli import app
from rygrad.cli.clinics import ProfessionName, SpecialtyName
from rygrad.directory.clinic import Profession, Specialty

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "examples" / "clinics_demo.csv"
LIST = "id;navn;by;telefon\na;Fysio A;Odense;65123456\nb;Fysio B;Aarhus;\n"
BAD = (
    "id;navn;by;telefon\na;Fysio A;Odense;65123457\nb;Fysio B;Aarhus;1\nc;Fysio C;Vejle;\nd;Fysio D;Vejle;\n"
)
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`rygrad clinics ...` on a data folder of its own."""

    def runs(command: str, *words: str) -> Result:
        data = ["--data", str(tmp_path / "site")]
        return CliRunner().invoke(app, ["clinics", command, *words, *data])

    return runs


def file_of(folder: Path, text: str, name: str = "list.csv") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def ids(run: Run) -> list[str]:
    return [one["id"] for one in json.loads(run("export", "--json").stdout)["clinics"]]


def test_a_dry_run_tells_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    done = run("import", file_of(tmp_path, LIST), "--dry-run")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "Nye: 2")
    assert done.stdout.endswith("Kun en prøve: intet er gemt.\n")
    assert ids(run) == []


def test_all_or_nothing_and_the_rest_when_asked(run: Run, tmp_path: Path) -> None:
    assert run("import", file_of(tmp_path, LIST)).exit_code == 0
    done = run("import", file_of(tmp_path, BAD))
    assert done.exit_code == 1
    assert "linje 3: telefon: »1« er ikke et telefonnummer" in done.stdout
    assert "telefon: +4565123456 → +4565123457" in done.stdout
    assert "Intet er gemt" in done.stdout
    assert ids(run) == ["a", "b"]
    done = run("import", file_of(tmp_path, BAD), "--skip-refused", "--lang", "en")
    assert done.exit_code == 0
    assert "The row is refused (the clinic stays as it was): 1" in done.stdout
    assert ids(run) == ["a", "b", "c", "d"]


def test_the_same_file_again_changes_nothing_and_what_is_left_out_is_closed(run: Run, tmp_path: Path) -> None:
    run("import", file_of(tmp_path, LIST))
    done = run("import", file_of(tmp_path, LIST))
    assert done.stdout == "Uændrede: 2\nIntet at ændre: listen er den samme.\n"
    done = run("import", file_of(tmp_path, "\n".join(LIST.splitlines()[:2])), "--json")
    told = json.loads(done.stdout)
    assert told["removed"] == [{"id": "b", "name": "Fysio B"}]
    assert (told["written"], told["unchanged"], ids(run)) == (True, 1, ["a"])


def test_a_list_for_an_empty_site_closes_nothing_on_another(run: Run, tmp_path: Path) -> None:
    done = run("import", str(DEMO), "--if-empty")
    assert done.exit_code == 0
    demo = ids(run)
    assert len(demo) > 40
    done = run("import", file_of(tmp_path, LIST), "--if-empty")
    assert (done.exit_code, done.stdout) == (0, "")
    assert ids(run) == demo


def test_a_list_of_which_nothing_can_be_used_closes_nothing(run: Run, tmp_path: Path) -> None:
    run("import", file_of(tmp_path, LIST))
    done = run("import", file_of(tmp_path, "navn;by\n=x;Odense\n"), "--skip-refused")
    assert done.exit_code == 1
    assert ids(run) == ["a", "b"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gone.csv"], "kan ikke læses"),
        (["list.docx"], "--format"),
        (["list.csv", "--format", "xml"], "--format: »xml«"),
        (["empty.csv"], "filen er tom"),
        (["list.csv", "--data", "list.csv"], "list.csv"),
    ],
)
def test_wrong_input_is_told_and_exits_2(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    file_of(tmp_path, LIST)
    file_of(tmp_path, LIST, "list.docx")
    file_of(tmp_path, "", "empty.csv")
    if "--data" in words:
        done = CliRunner().invoke(app, ["clinics", "import", *words])
    else:
        done = run("import", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_search_by_place_specialty_and_filters(run: Run) -> None:
    assert run("import", str(DEMO)).exit_code == 0
    done = run("search", "i Odense", "--specialty", "ryg", "--most", "3")
    assert done.exit_code == 0
    assert "nærmest Odense først" in done.stdout.splitlines()[0]
    assert "Ingen kan betale" in done.stdout
    told = json.loads(run("search", "5000", "--wheelchair", "--within", "60", "--json").stdout)
    far = [one["distance_km"] for one in told["clinics"]]
    assert far == sorted(far)
    assert far[-1] <= 60
    assert all(one["wheelchair"] is True for one in told["clinics"])
    geo = json.loads(run("search", "Aarhus C", "--profession", "chiropractor", "--geojson").stdout)
    assert {f["properties"]["profession"] for f in geo["features"]} == {"chiropractor"}
    rows = list(csv.DictReader(run("search", "danmark", "--most", "500", "--csv").stdout.splitlines()))
    assert [row["name"] for row in rows] == sorted(row["name"] for row in rows)
    assert len(rows) == len(ids(run))


def test_a_filter_says_that_others_may_have_it_too(run: Run, tmp_path: Path) -> None:
    run("import", file_of(tmp_path, LIST))
    done = run("search", "Odense", "--wheelchair")
    assert done.exit_code == 0
    assert done.stdout.startswith("Ingen klinik på listen passer.\nKun klinikker, som har oplyst det")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Viby"], "»Viby« kan være »Viby (ved Aarhus)«, »Viby (ved Tune)«"),
        (["xyzzyx"], "»xyzzyx« kendes ikke"),
        (["1234"], "»1234« kendes ikke"),
        (["Odense", "--json", "--csv"], "--json, --csv"),
    ],
)
def test_a_place_that_is_not_one_place(run: Run, words: list[str], said: str) -> None:
    run("import", str(DEMO))
    done = run("search", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_an_empty_directory_says_what_to_do(run: Run) -> None:
    done = run("search", "Odense")
    assert done.exit_code == 2
    assert "rygrad clinics import" in done.stderr


@pytest.mark.parametrize("form", ["csv", "json", "geojson"])
def test_what_is_exported_is_imported_again_and_changes_nothing(run: Run, tmp_path: Path, form: str) -> None:
    run("import", str(DEMO))
    written = file_of(tmp_path, run("export", f"--{form}").stdout, f"out.{form}")
    assert "Intet at ændre" in run("import", written).stdout


def test_nobody_can_take_the_demo_for_real_or_phone_it() -> None:
    rows = list(csv.DictReader(DEMO.read_text("utf-8").splitlines(), delimiter=";"))
    assert len({row["by"] for row in rows}) >= 30
    for row in rows:
        assert row["navn"].startswith("Eksempel")
        assert row["telefon"] == ""
        assert row["hjemmeside"].endswith(".example/")
        assert row["mail"].endswith(".example")
        assert "Opfundet" in row["bemærkning"]
        assert row["adresse"].startswith("Eksempelvej ")


def test_three_thousand_rows_take_less_than_five_seconds(run: Run, tmp_path: Path) -> None:
    rows = [
        f"k{at};Fysio {at};Odense;+45 65 1{at // 1000} {at // 10 % 100:02} 1{at % 10}" for at in range(3_000)
    ]
    listed = file_of(tmp_path, "id;navn;by;telefon\n" + "\n".join(rows))
    start = time.perf_counter()
    assert run("import", listed).exit_code == 0
    assert time.perf_counter() - start < 5


def test_the_words_of_the_command_are_the_words_of_the_directory() -> None:
    assert [name.value for name in ProfessionName] == list(Profession)
    assert [name.value for name in SpecialtyName] == list(Specialty)
