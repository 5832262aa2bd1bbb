"""The command line as another program meets it: what goes in, what comes out, where, and with which code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from typer.testing import CliRunner, Result

from rygrad.cli import app

DAY = ["--as-of", "2026-11-22"]
COMMANDS = ("assess", "guide", "check", "book")


def run(*args: str, given: str | bytes | None = None) -> Result:
    """The command inside this process: fast, the same code."""
    return CliRunner().invoke(app, list(args), input=given)


def refused(made: Result, said: str) -> None:
    """Exit 2, exactly this on standard error, nothing on standard output."""
    assert (made.exit_code, made.stdout, made.stderr) == (2, "", said + "\n")


# --- what comes out


def test_one_person_goes_out_as_one_object_with_what_is_promised() -> None:
    made = run("assess", "--json", *DAY, given='{"fever": true}')
    assert (made.exit_code, made.stderr) == (0, "")
    found: dict[str, Any] = json.loads(made.stdout)
    promised = (
        "as_of knowledge_version review_status disposition findings phase phase_danish cause imaging "
        "risk_factors scores prognosis care plan ask_next safety_net"
    )
    assert set(promised.split()) <= set(found)
    assert {"level", "could_be", "settled", "route"} <= set(found["disposition"])
    assert set(found["disposition"]["route"]) == {"text", "phone"}
    assert (found["as_of"], found["review_status"]) == ("2026-11-22", "draft")
    assert {"class", "candidates"} <= set(found["cause"])
    assert "id" not in found


def test_a_list_goes_out_as_a_list_in_its_order_with_its_ids() -> None:
    ids = ["b", None, 7, 0.5, "æ 🦴", {"a": [1]}]
    given = json.dumps([{"id": i, "answers": {}} for i in ids] + [{}])
    made = json.loads(run("assess", "--json", given=given).stdout)
    assert [person.get("id", "none") for person in made] == [*ids, "none"]


def test_a_list_of_one_and_of_none_are_lists() -> None:
    assert len(json.loads(run("assess", "--json", given='[{"fever": true}]').stdout)) == 1
    none = run("assess", "--json", given="[]")
    assert (none.exit_code, none.stdout) == (0, "[]\n")
    assert run("assess", given="[]").stdout == ""


def test_a_date_as_an_id_comes_back_as_text() -> None:
    made = run("assess", "--json", given="id: 2026-11-22\nanswers: {}\n")
    assert json.loads(made.stdout)["id"] == "2026-11-22"


def test_null_and_left_out_give_the_same_assessment() -> None:
    told = run("assess", "--json", *DAY, given='{"fever": true, "age": null}').stdout
    assert told == run("assess", "--json", *DAY, given='{"fever": true}').stdout


def test_an_emergency_is_said_in_both_languages_with_whom_to_phone() -> None:
    example = str(ROOT / "examples" / "emergency.json")
    danish, english = run("assess", example, *DAY), run("assess", example, *DAY, "--lang", "en")
    assert (danish.exit_code, english.exit_code) == (0, 0)
    assert "Ring nu" in danish.stdout
    assert "Phone now" in english.stdout
    assert "example-emergency" in danish.stdout


def test_marks_in_an_id_are_text_on_the_terminal_too() -> None:
    made = run("assess", given='{"id": "[/x] [red]a", "answers": {}}')
    assert made.exit_code == 0
    assert "[/x] [red]a" in made.stdout


def test_every_example_is_assessed() -> None:
    files = sorted((ROOT / "examples").glob("*.[yj]*"))
    assert len(files) >= 2
    for file in files:
        made = run("assess", str(file), "--json")
        assert (made.exit_code, made.stderr) == (0, ""), file


# --- wrong answers


@pytest.mark.parametrize(
    ("given", "da", "en"),
    [
        (
            '{"fevr": true}',
            "fevr: spørgsmålet kendes ikke; mente du »fever«?",
            "fevr: no such question; did you mean 'fever'?",
        ),
        (
            '{"age": 121}',
            "age: 121 er uden for det mulige; skal være helt tal fra 0 til 120 (year)",
            "age: 121 is out of range; must be a whole number from 0 to 120 (year)",
        ),
        (
            '{"fever": "yes"}',
            "fever: 'yes' er hverken true, false eller null",
            "fever: 'yes' is neither true, false nor null",
        ),
        (
            '{"fever": 1}',
            "fever: 1 er hverken true, false eller null",
            "fever: 1 is neither true, false nor null",
        ),
        (
            '{"age": 38.0}',
            "age: 38.0 er ikke et helt tal; skal være helt tal fra 0 til 120 (year)",
            "age: 38.0 is no whole number; must be a whole number from 0 to 120 (year)",
        ),
        (
            '{"age": "38"}',
            "age: '38' er ikke et helt tal; skal være helt tal fra 0 til 120 (year)",
            "age: '38' is no whole number; must be a whole number from 0 to 120 (year)",
        ),
        (
            '{"leg_weakness": "bothh"}',
            "leg_weakness: 'bothh' kan ikke vælges; muligt: none, one, both; mente du »both«?",
            "leg_weakness: 'bothh' is no choice; allowed: none, one, both; did you mean 'both'?",
        ),
        (
            '[{"fever": true}, {"id": "b", "answers": {"age": -1}}]',
            "person 2 (b): age: -1 er uden for det mulige; skal være helt tal fra 0 til 120 (year)",
            "person 2 (b): age: -1 is out of range; must be a whole number from 0 to 120 (year)",
        ),
        (
            '{"id": 1, "answers": {}, "fever": true}',
            "fever: skal stå inde i `answers`, ikke ved siden af",
            "fever: must stand inside `answers`, not beside it",
        ),
        (
            '[{"fever": true}, 3]',
            "person 2: answers: skal være nøgler med svar, ikke 3",
            "person 2: answers: must be keys with answers, not 3",
        ),
        (
            '{"fever": true}\n{"fever": false}\n{"fever": \n',
            "<stdin>:3:11: ikke gyldig JSON: Expecting value",
            "<stdin>:3:11: not valid JSON: Expecting value",
        ),
    ],
    ids=lambda value: value[:30],
)
@pytest.mark.parametrize("form", [["--json"], []])
def test_wrong_answers_are_refused_whole(given: str, da: str, en: str, form: list[str]) -> None:
    refused(run("assess", *form, given=given), da)
    refused(run("assess", *form, "--lang", "en", given=given), en)


def test_of_many_faults_the_first_twenty_are_told() -> None:
    made = run("assess", "--lang", "en", given=json.dumps([{"age": 121}] * 25))
    lines = made.stderr.splitlines()
    assert (made.exit_code, made.stdout, len(lines), lines[-1]) == (2, "", 21, "… +5")
    assert lines[19].startswith("person 20: age: ")


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-29", "tomorrow", ""])
def test_a_day_that_is_none(day: str) -> None:
    da = f"--as-of: »{day}« er ikke en dato; skriv fx 2026-11-22"
    refused(run("assess", "--as-of", day, given="{}"), f"{da} / '{day}' is not a date; write 2026-11-22")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["assess", "--nope"], "No such option: --nope"),
        (["assess", "--lang", "xx"], "'xx' is not one of 'da', 'en'"),
        (["assess", "a.json", "b.json"], "unexpected extra argument"),
        (["asses"], "No such command 'asses'"),
        (["book", "--out"], "requires an argument"),
        (["assess", "--as-of"], "requires an argument"),
    ],
)
def test_wrong_arguments_are_told(args: list[str], said: str) -> None:
    made = run(*args)
    assert (made.exit_code, made.stdout) == (2, "")
    assert said in made.stderr


def test_a_missing_file_and_a_missing_knowledge_are_told(tmp_path: Path) -> None:
    nobody = str(tmp_path / "nobody")
    refused(run("assess", nobody, "--lang", "en"), f"{nobody}: there is no such file")
    refused(
        run("assess", "--knowledge", nobody, "--lang", "en", given="{}"),
        f"{nobody}:1:1: there is no such folder",
    )


# --- help


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_its_help(command: str) -> None:
    made = run(command, "--help")
    assert (made.exit_code, made.stderr) == (0, "")
    assert f"{command} [OPTIONS]" in made.stdout
    assert "--lang" in made.stdout


def test_help_names_every_command_and_no_arguments_are_help() -> None:
    made = run("--help")
    assert made.exit_code == 0
    assert all(f"\n  {command}" in made.stdout for command in COMMANDS)
    nothing = run()
    assert (nothing.exit_code, nothing.stdout) == (2, "")
    assert nothing.stderr.strip() == made.stdout.strip()


# --- check


def test_check_says_that_all_is_in_order() -> None:
    made = run("check", "--lang", "en")
    assert (made.exit_code, made.stderr) == (0, "")
    assert made.stdout.startswith("ok: ")
    danish = run("check")
    assert danish.stdout.startswith("i orden: ")


def test_check_traces_every_fact() -> None:
    made = run("check", "--trace", "--lang", "en")
    assert (made.exit_code, made.stderr) == (0, "")
    assert len(made.stdout.splitlines()) == 84
    assert "NOTHING" not in made.stdout
