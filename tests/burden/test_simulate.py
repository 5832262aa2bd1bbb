"""`rygrad simulate`: what it says, what it refuses, and that the law on paper names every parameter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rygrad.burden.chance import COMPILED
from rygrad.burden.counts import AGES
from rygrad.burden.outcome import AFTERWARDS, YEARLY_FIGURES
from rygrad.burden.scenario import FIXED, find_scenario, run_of
from rygrad.burden.simulate import simulated
from rygrad.burden.tell import number, tell
from rygrad.cli import app
from rygrad.kb.burden_models import Change, Parameter, Scenario
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal

LAW = (Path(__file__).parents[2] / "docs" / "burden.md").read_text(encoding="utf-8")
SIX = ("baseline", "walking", "no_unneeded_scans", "scan_everyone", "smoking_halved", "seed_figures")
ONE = """
- id: mine
  title: {da: Min, en: Mine}
  says: {da: Prøve., en: A try.}
  changes:
    CHANGE
  source: rygrad
  status: draft
"""
SMALL = ("--people", "200", "--years", "2")


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["simulate", *words])
    return done.exit_code, done.stdout, done.stderr


class TestTheData:
    def test_holds_the_six_scenarios_and_each_can_be_run(self, knowledge: Knowledge) -> None:
        assert set(SIX) <= set(knowledge.scenarios)
        for scenario in knowledge.scenarios.values():
            run_of(scenario, knowledge)

    def test_every_parameter_stands_in_the_law_or_is_said_to_be_a_share_of_people(
        self, knowledge: Knowledge
    ) -> None:
        people = {"share_women", "share_overweight", "share_obese", "share_smoking", "share_heavy_work"}
        missing = [name for name in knowledge.burden_parameters if f"`{name}`" not in LAW]
        assert set(missing) <= people | {"adults_in_denmark"}

    def test_every_target_names_a_figure(self, knowledge: Knowledge) -> None:
        told = {*YEARLY_FIGURES, *(name for names in AFTERWARDS.values() for name in names)}
        assert {t.figure for t in knowledge.burden_targets.values()} <= told
        assert {t.ages for t in knowledge.burden_targets.values()} <= set(AGES)

    def test_what_was_read_is_what_a_claim_says(self, knowledge: Knowledge) -> None:
        """A number called read stands in one of its claims, unless its source has no claim here."""
        for p in knowledge.burden_parameters.values():
            if p.basis == "read" and p.claims:
                assert p.value in [knowledge.claims[name].value for name in p.claims], p.id

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"basis": "assumed"}, "reason"),
            ({"value": 1.2, "high": 1.3}, "share"),
            ({"value": 0.9}, "high"),
            ({"low": -0.1}, "share"),
        ],
    )
    def test_a_parameter_that_is_not_honest_is_refused(self, changes: dict[str, object], says: str) -> None:
        good = {
            **{"id": "x", "words": {"da": "x", "en": "x"}, "value": 0.5, "low": 0.4, "high": 0.6},
            **{"unit": "share", "basis": "read", "source": "rygrad", "status": "draft"},
        }
        assert Parameter.model_validate(good).value == 0.5
        with pytest.raises(ValueError, match=says):
            Parameter.model_validate(good | changes)


class TestAScenario:
    def test_changes_hold_from_the_first_counted_year_unless_it_says_otherwise(
        self, knowledge: Knowledge
    ) -> None:
        later = run_of(knowledge.scenarios["no_unneeded_scans"], knowledge)
        assert (later.before.scan_unneeded, later.after.scan_unneeded) == (pytest.approx(0.2265), 0)
        at_once = run_of(knowledge.scenarios["seed_figures"], knowledge)
        assert at_once.before == at_once.after

    def test_of_half_the_smokers_does_not_move_the_divisor(self, knowledge: Knowledge) -> None:
        made = run_of(knowledge.scenarios["smoking_halved"], knowledge)
        assert made.after.share_smoking == made.before.share_smoking / 2
        assert made.after.onset_mean == made.before.onset_mean

    @pytest.mark.parametrize("name", [*FIXED, "no_such"])
    def test_cannot_change_what_a_run_is_about(self, knowledge: Knowledge, name: str) -> None:
        reason = {"da": "x", "en": "x"}
        told = {"id": "mine", "title": reason, "says": reason, "source": "rygrad", "status": "draft"}
        wrong = Scenario.model_validate({**told, "changes": {name: {"to": 1, "reason": reason}}})
        with pytest.raises(Refusal, match="cannot be changed"):
            run_of(wrong, knowledge)

    def test_needs_to_or_times(self) -> None:
        reason = {"da": "x", "en": "x"}
        assert Change.model_validate({"times": 0.5, "reason": reason}).of(4) == 2
        for wrong in ({}, {"to": 1, "times": 1}):
            with pytest.raises(ValueError, match="either"):
                Change.model_validate({**wrong, "reason": reason})


class TestTheCommand:
    @pytest.mark.parametrize("lang", ["da", "en"])
    def test_says_what_is_assumed_and_what_does_not_fit(self, lang: str) -> None:
        code, out, err = run(*SMALL, "--lang", lang, "--scenario", "walking")
        assert (code, err) == (0, "")
        for words in {
            "da": (
                "en model og ikke en forudsigelse",
                "Antaget (",
                "forskel",
                "Mod det, der er målt (som nu)",
            ),
            "en": ("a model, not a forecast", "Assumed (", "change", "Against what was measured (as now)"),
        }[lang]:
            assert words in out

    def test_marks_what_does_not_fit(self, knowledge: Knowledge) -> None:
        told = simulated(knowledge.scenarios["seed_figures"], knowledge, 400, 2, 1)
        assert [f.fits for f in told.fits].count(False) > 5
        assert "DOES NOT FIT" in tell(told, knowledge, "en")

    def test_gives_everything_as_json_and_the_same_again(self) -> None:
        code, out, _ = run(*SMALL, "--json")
        told = json.loads(out)
        assert code == 0
        assert len(told["years"]) == 2
        assert {p["basis"] for p in told["parameters"]} == {"read", "derived", "calibrated", "assumed"}
        assert 0 < told["mean"]["all"]["any_pain"] < 1
        assert told["baseline"] is None
        assert run(*SMALL, "--json")[1] == out
        assert run(*SMALL, "--json", "--seed", "2")[1] != out

    def test_takes_a_scenario_from_a_file(self, tmp_path: Path) -> None:
        file = tmp_path / "mine.yaml"
        file.write_text(ONE.replace("CHANGE", "seek_6: {to: 0, reason: {da: x, en: x}}"), encoding="utf-8")
        code, out, _ = run(*SMALL, "--scenario", str(file), "--json")
        used = {p["id"]: p["used"] for p in json.loads(out)["parameters"]}
        assert (code, used["seek_6"]) == (0, 0)

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            (ONE.replace("CHANGE", "no_such: {to: 0, reason: {da: x, en: x}}"), "no_such"),
            (ONE.replace("CHANGE", "seek_6: {to: 1.5, reason: {da: x, en: x}}"), "share"),
            (ONE.replace("CHANGE", "seek_6: {to: -1, reason: {da: x, en: x}}"), "share"),
            (ONE.replace("CHANGE", "walking_fades: {to: 0.5, reason: {da: x, en: x}}"), "whole"),
            (ONE.replace("CHANGE", "seek_6: {to: 0.5}"), "seek_6.reason"),
            (ONE.replace("CHANGE", "scan_unneeded: {to: 1, reason: {da: x, en: x}}"), "over 1"),
            (ONE.replace("CHANGE", "recovery_0_6: {to: .nan, reason: {da: x, en: x}}"), "mine.yaml"),
            (ONE.replace("CHANGE", "seek_6: {to: yes"), "mine.yaml"),
            (
                ONE.replace("id: mine", "id: walking").replace(
                    "CHANGE", "seek_6: {to: 0, reason: {da: x, en: x}}"
                ),
                "that ships",
            ),
            ("[]", "there are 0"),
            ("just text", "mine.yaml"),
            ("- 1", "mine.yaml"),
            ("\0", "mine.yaml"),
            ("x" * 100_001, "too large"),
        ],
    )
    def test_refuses_a_bad_file(self, tmp_path: Path, text: str, says: str) -> None:
        file = tmp_path / "mine.yaml"
        file.write_text(text, encoding="utf-8")
        code, out, err = run(*SMALL, "--scenario", str(file), "--lang", "en")
        assert (code, out) == (2, "")
        assert says in err
        assert "Traceback" not in err

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("--people", "0"), "--people: 0"),
            (("--people", "20000001"), "--people"),
            (("--years", "61"), "--years: 61"),
            (("--seed", "-1"), "--seed: -1"),
            (("--scenario", "no_such"), "baseline, walking"),
            (("--scenario", "no_such.yaml"), "no_such.yaml: there is no such file"),
        ],
    )
    def test_refuses_what_cannot_be(self, words: tuple[str, ...], says: str) -> None:
        code, out, err = run(*words, "--lang", "en")
        assert (code, out) == (2, "")
        assert says in err

    @pytest.mark.skipif(COMPILED, reason="numba is here")
    def test_says_what_to_install_for_many_people(self) -> None:
        code, _, err = run("--people", "1000000", "--lang", "en")
        assert code == 2
        assert "rygrad[burden]" in err


def test_numbers_are_written_as_in_the_language() -> None:
    assert number(1234.5, 1, "da") == "1.234,5"
    assert number(1234.5, 1, "en") == "1,234.5"
    assert number(-0.04, 1, "da") == "0,0"
    assert number(-0.06, 1, "da") == "-0,1"


def test_every_scenario_of_the_knowledge_is_found_by_name(knowledge: Knowledge) -> None:
    assert [find_scenario(name, knowledge).id for name in SIX] == list(SIX)


@pytest.mark.parametrize("words", [("--check", "--json"), ("--check", "--which-figures")])
def test_refuses_two_answers_at_once(words: tuple[str, ...]) -> None:
    code, out, err = run(*SMALL, *words, "--lang", "en")
    assert (code, out) == (2, "")
    assert "only one of" in err


@pytest.mark.parametrize("people", ["1", "3", "100"])
@pytest.mark.filterwarnings("error")
def test_a_trial_among_too_few_is_refused(people: str) -> None:
    code, out, err = run("--people", people, "--years", "1", "--check", "--lang", "en")
    assert (code, out) == (2, "")
    assert "too few for a trial" in err
