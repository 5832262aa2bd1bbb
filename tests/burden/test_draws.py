"""Drawn parameters: spread evenly, weighed by fit, ranked rightly, the same in any number of processes."""

from __future__ import annotations

import csv
import io
import json
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from typer.testing import CliRunner

from rygrad.burden.drawn_figures import lines_of
from rygrad.burden.draws import Draws, simulated_draws
from rygrad.burden.draws_told import tell_draws
from rygrad.burden.draws_written import as_csv, draws_as_json
from rygrad.burden.one_draw import FIGURES
from rygrad.burden.ranges import KEPT, as_table, drawn_names, drawn_values, hypercube, triangular
from rygrad.burden.scenario import find_scenario
from rygrad.burden.weigh import band, effective, misfit, ranking, share_lower, weights_of
from rygrad.cli import app
from rygrad.kb.burden_models import Change, Parameter, Scenario
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal


def small(knowledge: Knowledge) -> Knowledge:
    """The knowledge with a short run-in, so that plain Python is through in seconds."""
    short = knowledge.burden_parameters["run_in"].model_copy(update={"value": 5})
    return replace(knowledge, burden_parameters={**knowledge.burden_parameters, "run_in": short})


def ranging(knowledge: Knowledge, *names: str) -> Knowledge:
    """Only these parameters have a range; the rest stand still."""

    def still(one: Parameter) -> Parameter:
        return one if one.id in names else one.model_copy(update={"low": one.value, "high": one.value})

    made = {name: still(one) for name, one in knowledge.burden_parameters.items()}
    return replace(knowledge, burden_parameters=made)


def drawn(knowledge: Knowledge, processes: int = 1, seed: int = 1, scenario: str = "walking") -> Draws:
    return simulated_draws(find_scenario(scenario, knowledge), small(knowledge), 300, 2, seed, 12, processes)


@pytest.fixture(scope="module")
def walking(knowledge: Knowledge) -> Draws:
    return drawn(knowledge)


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["simulate", *words])
    return done.exit_code, done.stdout, done.stderr


def _killed(*_: object) -> NoReturn:
    raise BrokenProcessPool


class TestDrawing:
    def test_each_column_has_one_in_each_part(self) -> None:
        parts = np.sort(np.floor(hypercube(50, 7, 3) * 50), axis=0)
        assert (parts == np.arange(50)[:, None]).all()

    def test_the_triangle_is_that_of_its_formula(self) -> None:
        at = (np.arange(20000) + 0.5) / 20000
        found = triangular(at, 1.0, 2.0, 5.0)
        assert found.mean() == pytest.approx((1 + 2 + 5) / 3, abs=1e-3)
        assert found.var() == pytest.approx((1 + 4 + 25 - 2 - 5 - 10) / 18, abs=1e-3)
        assert (np.diff(found) > 0).all()

    def test_a_top_at_the_edge_is_no_trouble(self) -> None:
        at = np.array([0.01, 0.5, 0.99])
        assert (np.diff(triangular(at, 0.0, 0.0, 1.0)) > 0).all()
        assert (np.diff(triangular(at, 0.0, 1.0, 1.0)) > 0).all()

    def test_every_value_lies_in_its_range_and_choices_of_the_run_stand(self, knowledge: Knowledge) -> None:
        parameters = knowledge.burden_parameters
        for values in drawn_values(parameters, 40, 1):
            for name, one in parameters.items():
                assert one.low <= values[name] <= one.high
                assert name not in KEPT or values[name] == one.value
                assert one.unit not in ("weeks", "years") or values[name] == int(values[name])

    def test_the_seed_decides(self, knowledge: Knowledge) -> None:
        names = drawn_names(knowledge.burden_parameters)
        tables = [as_table(drawn_values(knowledge.burden_parameters, 9, seed), names) for seed in (1, 1, 2)]
        assert (tables[0] == tables[1]).all()
        assert (tables[0] != tables[2]).any(axis=0).all()


class TestWeighing:
    def test_weights_sum_to_one_and_follow_the_fit(self, knowledge: Knowledge) -> None:
        targets = tuple(knowledge.burden_targets.values())
        inside = np.array([(t.low + t.high) / 2 for t in targets])
        off = misfit(np.stack([inside, inside + 0.1, inside - 0.3]), targets)
        weights = weights_of(off)
        assert off[0] == 0
        assert weights.sum() == pytest.approx(1)
        assert weights[0] > weights[1] > weights[2]

    def test_effective_draws_are_all_when_alike_and_one_when_one_counts(self) -> None:
        assert effective(np.full(8, 1 / 8)) == pytest.approx(8)
        assert effective(np.array([1.0, 0.0, 0.0])) == 1

    def test_the_interval_covers_and_weights_move_it(self) -> None:
        values = np.random.default_rng(1).normal(10, 2, 4000)
        even = np.full(4000, 1 / 4000)
        found = band(values, even)
        assert (found.low, found.median, found.high) == pytest.approx((6.08, 10, 13.92), abs=0.25)
        assert np.mean((values >= found.low) & (values <= found.high)) == pytest.approx(0.95, abs=0.002)
        assert band(values, even * (values > 10)).median > 11

    def test_nobody_counted_is_no_number(self) -> None:
        assert np.isnan(band(np.array([np.nan, np.nan]), np.array([0.5, 0.5])).median)
        assert share_lower(np.array([-1.0, 2.0, 0.0, np.nan]), np.full(4, 0.25)) == pytest.approx(0.5)


class TestRanking:
    def test_a_planted_parameter_that_matters_comes_first_and_an_idle_one_is_not_seen(self) -> None:
        table = hypercube(200, 3, 1)
        found = 5 * table[:, 0] - table[:, 1] + np.random.default_rng(2).normal(0, 0.3, 200)
        ranks = ranking(table, ("strong", "weak", "idle"), found)
        assert ranks is not None
        assert [one.name for one in ranks] == ["strong", "weak", "idle"]
        assert ranks[0].strength > 0.9
        assert ranks[1].strength < -0.4
        assert [one.seen for one in ranks] == [True, True, False]

    def test_the_law_itself_is_ranked_rightly(self, knowledge: Knowledge) -> None:
        """How many episodes are troublesome decides the weeks with pain; sick days a week do not."""
        two = ranging(small(knowledge), "troublesome", "sick_days_acute")
        made = simulated_draws(find_scenario("baseline", two), two, 150, 1, 1, 44)
        pain = ranking(made.table, made.names, made.of("pain_weeks", 0))
        sick = ranking(made.table, made.names, made.of("sick_days", 0))
        assert pain is not None
        assert sick is not None
        assert [(one.name, one.seen) for one in pain] == [("troublesome", True), ("sick_days_acute", False)]
        assert pain[0].strength > 0
        assert sick[0].name == "sick_days_acute"

    def test_too_few_draws_are_not_ranked(self) -> None:
        assert ranking(hypercube(12, 3, 1), ("a", "b", "c"), np.arange(12.0)) is None


class TestDraws:
    def test_one_two_and_three_processes_give_the_same(self, knowledge: Knowledge, walking: Draws) -> None:
        for processes in (2, 3):
            other = drawn(knowledge, processes)
            assert np.array_equal(other.mean, walking.mean, equal_nan=True)
            assert np.array_equal(other.by_year, walking.by_year, equal_nan=True)
            assert (other.weights == walking.weights).all()

    def test_later_waves_are_the_same_in_two_processes_and_the_first_is_known(
        self, knowledge: Knowledge
    ) -> None:
        asked = find_scenario("walking", knowledge)
        one, two = (simulated_draws(asked, small(knowledge), 60, 1, 1, 80, processes) for processes in (1, 2))
        assert len(one.waves) > 1
        assert (one.table == two.table).all()
        assert (one.weights == two.weights).all()
        assert np.array_equal(one.mean, two.mean, equal_nan=True)
        assert one.free.sum() == one.waves[0]
        assert (one.even > 0).tolist() == one.free.tolist()

    def test_another_seed_gives_another(self, knowledge: Knowledge, walking: Draws) -> None:
        assert not np.array_equal(drawn(knowledge, seed=2).mean, walking.mean, equal_nan=True)

    def test_a_scenario_without_changes_differs_in_no_draw(self, knowledge: Knowledge) -> None:
        same = Scenario.model_validate({**knowledge.scenarios["baseline"].model_dump(), "id": "same"})
        made = simulated_draws(same, small(knowledge), 100, 1, 1, 4)
        assert (made.gap("pain_weeks") == 0).all()
        assert share_lower(made.gap("pain_weeks"), made.weights) == 0.5

    def test_draws_that_cannot_be_are_counted_and_told(self, knowledge: Knowledge) -> None:
        made = drawn(knowledge, scenario="scan_everyone")
        assert made.refused
        assert len(made.refused) + len(made.numbers) == 12
        at = made.names.index("scan_needed")
        assert (made.table[:, at] <= 1 - 0.9265).all()
        assert f"{len(made.refused)} of 12 draws cannot be" in tell_draws(made, knowledge, "en")

    def test_when_none_can_be_it_is_refused_with_the_reason(self, knowledge: Knowledge) -> None:
        change = Change.model_validate({"to": 0.99, "reason": {"da": "Prøve.", "en": "A try."}})
        all_scanned = knowledge.scenarios["scan_everyone"].model_copy(
            update={"changes": {"scan_unneeded": change}}
        )
        with pytest.raises(Refusal, match="scan_needed"):
            simulated_draws(all_scanned, small(knowledge), 100, 1, 1, 4)

    def test_too_few_effective_draws_are_said(self, knowledge: Knowledge, walking: Draws) -> None:
        assert effective(walking.weights) <= 12
        assert "For få" not in tell_draws(walking, knowledge, "en")
        assert "too few to carry an interval" in tell_draws(walking, knowledge, "en")
        assert "for få til at bære et interval" in tell_draws(walking, knowledge, "da")

    def test_the_csv_holds_every_draw(self, walking: Draws) -> None:
        rows = list(csv.DictReader(io.StringIO(as_csv(walking))))
        assert len(rows) == 12
        assert sum(float(row["weight"]) for row in rows) == pytest.approx(1)
        found = [float(row["scenario_pain_weeks"]) for row in rows]
        assert found == walking.mean[:, 1, FIGURES.index("pain_weeks")].tolist()

    def test_json_is_json_without_nan(self, knowledge: Knowledge, walking: Draws) -> None:
        text = json.dumps(draws_as_json(walking, knowledge), allow_nan=False)
        told = json.loads(text)
        pain = next(row for row in told["all_alike"] if row["figure"] == "pain_weeks")
        line = next(row for row in lines_of(walking, "en", False) if row.figure == "pain_weeks")
        assert line.gap is not None
        assert pain["difference"]["median"] == line.gap.median


class TestTheCommand:
    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("--draws", "1"), "from 2 to 10000"),
            (("--draws", "-3"), "from 2 to 10000"),
            (("--draws", "4", "--processes", "0"), "from 1 to 256"),
            (("--draws", "4", "--people", "0"), "--people"),
            (("--processes", "2"), "needs --draws"),
            (("--report", "x.html"), "needs --draws"),
            (("--draws", "4", "--csv", "/nowhere/x.csv"), "there is no folder"),
            (("--draws", "4", "--csv", "x", "--report", "./x"), "are one file"),
            (("--which-figures", "--report", "x.html"), "--report is not used with --which-figures"),
            (("--which-figures", "--people", "3"), "--people is not used with --which-figures"),
            (("--which-figures", "--scenario", "walking"), "--scenario is not used with --which-figures"),
            (("--check", "--csv", "x.csv"), "--csv is not used with --check"),
        ],
    )
    def test_what_cannot_be_is_refused(self, words: tuple[str, ...], says: str) -> None:
        code, out, err = run(*words, "--lang", "en")
        assert (code, out) == (2, "")
        assert says in err

    def test_a_scenario_file_is_never_written_over(self, tmp_path: Path) -> None:
        mine = tmp_path / "mine.yaml"
        mine.write_text(
            "- {id: mine, title: {da: a, en: b}, says: {da: a., en: b.}, source: rygrad, status: draft}\n"
        )
        before = mine.read_bytes()
        small = ("--draws", "2", "--people", "40", "--years", "1", "--processes", "1")
        code, _, err = run("--scenario", str(mine), *small, "--csv", str(mine), "--lang", "en")
        assert (code, "is --scenario, which is read" in err) == (2, True), err
        assert mine.read_bytes() == before

    def test_a_process_that_is_killed_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("rygrad.burden.spread._over_processes", _killed)
        code, out, err = run("--draws", "2", "--people", "40", "--processes", "2", "--lang", "en")
        assert (code, out) == (2, "")
        assert "ended midway" in err

    def test_writes_both_files_and_no_other(self, tmp_path: Path) -> None:
        page, table = tmp_path / "a.html", tmp_path / "a.csv"
        code, out, err = run(
            *("--scenario", "walking", "--draws", "3", "--people", "40", "--years", "1", "--processes", "1"),
            *("--report", str(page), "--csv", str(table)),
        )
        assert (code, err) == (0, "")
        assert "ikke en forudsigelse" in out
        assert sorted(tmp_path.iterdir()) == [table, page]
