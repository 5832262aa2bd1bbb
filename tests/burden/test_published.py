"""The simulated trial: its counting on made-up people whose answer is known, and that it follows design."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from rygrad.burden.outcome import Outcome
from rygrad.burden.published import fits_claim, medians, tell_published, trial_rows
from rygrad.burden.scenario import Values, baseline_values
from rygrad.burden.trial import RECURRENCES, Arms, Trials, hazard, median_days, trial_of, trials_of
from rygrad.kb.burden_models import OwnRate, RateStep, Trial
from rygrad.kb.knowledge import Knowledge

PEOPLE = 8000
EVEN = {"again_13": 0.3, "again_26": 0.5, "again_52": 0.7, "still_6": 0.6, "still_12": 0.4, "still_52": 0.2}


@pytest.fixture(scope="module")
def design(knowledge: Knowledge) -> Trial:
    return knowledge.trials["walkback"]


@pytest.fixture(scope="module")
def values(knowledge: Knowledge) -> Values:
    return baseline_values(knowledge)


@pytest.fixture(scope="module")
def arms(values: Values, design: Trial) -> Arms:
    return trial_of(values, design, PEOPLE, 1)


def made(ratio: float, people: int = 20_000, weekly: float = 0.02) -> Arms:
    """People whose rate of recurrence is even, and `ratio` times that for half of them."""
    chance = np.random.default_rng(3)
    walks = chance.random(people) < 0.5
    weeks = np.floor(chance.exponential(1 / (weekly * np.where(walks, ratio, 1.0)))).astype(np.int64)
    followed = chance.integers(52, 157, people)
    return Arms(walks, dict.fromkeys(RECURRENCES, weeks), followed, chance.poisson(30, people).astype(float))


class TestCounting:
    @pytest.mark.parametrize("ratio", [0.5, 0.72, 1.0, 1.5])
    def test_finds_the_ratio_that_was_put_in(self, ratio: float) -> None:
        found = hazard(made(ratio), "any")
        assert found.interval[0] < ratio < found.interval[1]
        assert found.error < 0.03

    def test_finds_the_median_that_was_put_in(self) -> None:
        arms = made(0.5)
        for walks, weekly in ((False, 0.02), (True, 0.01)):
            found = median_days(arms, "any", walks)
            assert found is not None
            assert found == pytest.approx(7 * np.log(2) / weekly, rel=0.05)

    def test_has_no_median_where_half_never_recur(self) -> None:
        assert median_days(made(1.0, weekly=0.001), "any", walks=True) is None

    def test_counts_nobody_after_they_were_followed(self) -> None:
        """Cutting everybody's time must not move the ratio: who is gone is no longer at risk."""
        arms = made(0.6)
        short = Arms(arms.walks, arms.weeks, np.minimum(arms.followed, 60), arms.earlier)
        assert hazard(short, "any").ratio == pytest.approx(hazard(arms, "any").ratio, rel=0.05)
        assert hazard(short, "any").error > hazard(arms, "any").error

    def test_reads_a_median_between_two_weeks(self) -> None:
        found = medians(Outcome([], {}, EVEN))
        assert found[0].ours == pytest.approx(7 * (6 + 6 * np.log(0.6 / 0.5) / np.log(0.6 / 0.4)))
        assert found[1].ours == pytest.approx(7 * 26)
        never = EVEN | {"again_26": 0.35, "again_52": 0.4}
        assert medians(Outcome([], {}, never))[1].ours is None


class TestTheTrial:
    def test_recruits_as_the_trial_did(self, arms: Arms, design: Trial) -> None:
        assert 0.4 < arms.walks.mean() < 0.6
        assert arms.followed.min() >= design.followed_from
        assert arms.followed.max() <= design.followed_to
        assert len(arms.walks) > 150

    def test_counts_a_recurrence_of_any_kind_no_later_than_one_that_limits(self, arms: Arms) -> None:
        assert (arms.weeks["any"] <= arms.weeks["limiting"]).all()
        assert (arms.weeks["any"] <= arms.weeks["care"]).all()

    def test_finds_no_effect_where_walking_has_none_and_a_large_one_where_it_is_large(
        self, values: Values, design: Trial
    ) -> None:
        none = values | {"walking_troublesome": 1.0, "walking_brief": 1.0}
        low, high = hazard(trial_of(none, design, PEOPLE, 2), "any").interval
        assert low < 1 < high
        much = values | {"walking_troublesome": 0.1, "walking_brief": 0.1, "walking_fades": 10_000}
        assert hazard(trial_of(much, design, PEOPLE, 2), "any").ratio < 0.35

    def test_same_seed_same_trial(self, arms: Arms, values: Values, design: Trial) -> None:
        again = trial_of(values, design, PEOPLE, 1)
        assert np.array_equal(arms.weeks["any"], again.weeks["any"])


@pytest.fixture(scope="module")
def trials(values: Values, design: Trial) -> Trials:
    return trials_of(values, design, 2 * PEOPLE, 1)


class TestItsOwnRate:
    def test_follows_the_same_people(self, trials: Trials) -> None:
        ours, own, _ = trials
        assert np.array_equal(ours.walks, own.walks)
        assert np.array_equal(ours.earlier, own.earlier)
        assert own.weeks["limiting"].mean() < ours.weeks["limiting"].mean()

    def test_gives_the_untreated_median_it_was_fitted_to_and_the_ratio_it_was_not(
        self, trials: Trials, design: Trial, knowledge: Knowledge
    ) -> None:
        rows = {row.words[1]: row for row in trial_rows(trials.own, design)}
        assert fits_claim(rows["Days to one that limits daily life, did not walk"], knowledge)
        assert fits_claim(rows["Hazard ratio, one that limits daily life"], knowledge)

    def test_its_effect_on_each_is_stronger_than_the_ratio_that_comes_out(
        self, trials: Trials, design: Trial, knowledge: Knowledge
    ) -> None:
        rows = {row.words[1]: row for row in trial_rows(trials.fitted, design)}
        for words in (
            "Days to one that limits daily life, walked",
            "Hazard ratio, one that limits daily life",
        ):
            assert fits_claim(rows[words], knowledge)
        assert design.own.effect < (rows[words].ours or 0) < hazard(trials.own, "limiting").ratio

    def test_leaves_the_model_as_it_was(self, values: Values, design: Trial, arms: Arms) -> None:
        assert np.array_equal(trials_of(values, design, PEOPLE, 1).ours.weeks["any"], arms.weeks["any"])

    def test_without_an_effect_the_arms_are_alike(self, values: Values, design: Trial) -> None:
        none = values | {"walking_troublesome": 1.0, "walking_brief": 1.0}
        low, high = hazard(trials_of(none, design, 2 * PEOPLE, 2).own, "limiting").interval
        assert low < 1 < high

    @pytest.mark.parametrize("weeks", [(1, 16), (0, 16, 16), (0, 30, 16)])
    def test_refuses_weeks_out_of_order(self, design: Trial, weeks: tuple[int, ...]) -> None:
        steps = [RateStep(from_week=week, times=2.0) for week in weeks]
        with pytest.raises(ValidationError, match="must begin in week 0"):
            OwnRate(**(design.own.model_dump() | {"steps": steps}))


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_table_marks_what_does_not_fit(
    arms: Arms, trials: Trials, design: Trial, knowledge: Knowledge, lang: str
) -> None:
    text = tell_published(Outcome([], {}, EVEN), trials, design, knowledge, lang)
    assert {"da": "PASSER IKKE", "en": "DOES NOT FIT"}[lang] in text
    assert "pocovi_2024" in text
    rows = {row.words[1]: fits_claim(row, knowledge) for row in trial_rows(arms, design)}
    assert rows["Hazard ratio, an episode of any kind"] is None  # its published figure was not read
    assert rows["Days to one that limits daily life, did not walk"] is False
