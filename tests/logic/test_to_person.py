"""Rules on one person: truth tables, limits, derived numbers, and scores as ranges."""

from __future__ import annotations

from itertools import product

import pytest
from a_vocabulary import outcome, program, sentence
from hypothesis import given, settings
from hypothesis import strategies as st

from rygrad.logic.core import ALWAYS, NEVER, PointsLine, ScoreCore
from rygrad.logic.program import Program
from rygrad.logic.to_person import to_person

T, F, U = True, False, None
Status = bool | None
# a, b, a and b, a or b: Kleene's strong logic
TABLE: list[tuple[Status, Status, Status, Status]] = [
    (T, T, T, T),
    (T, F, F, T),
    (T, U, U, T),
    (F, T, F, T),
    (F, F, F, F),
    (F, U, F, U),
    (U, T, U, T),
    (U, F, F, U),
    (U, U, U, U),
]


@pytest.mark.parametrize(("a", "b", "both", "either"), TABLE)
def test_and_and_or_have_three_values(a: Status, b: Status, both: Status, either: Status) -> None:
    made = outcome({"fever": a, "cough": b}, both="fever and cough", either="fever or cough").rules
    assert (made["both"], made["either"]) == (both, either)


@pytest.mark.parametrize(("a", "denied", "unknown"), [(T, F, F), (F, T, F), (U, U, T)])
def test_not_and_unknown(a: Status, denied: Status, unknown: bool) -> None:
    made = outcome({"fever": a}, n="not fever", u="unknown(fever)", k="not unknown(fever)").rules
    assert (made["n"], made["u"], made["k"]) == (denied, unknown, not unknown)


def test_left_out_is_the_same_as_null() -> None:
    rules = {"a": "fever or not cough", "b": "mood = calm", "c": "age > 70", "d": "unknown(age > 70)"}
    nothing = dict.fromkeys(("fever", "cough", "mood", "age"))
    assert outcome({}, (), **rules) == outcome(nothing, (), **rules)


@pytest.mark.parametrize(
    ("op", "below", "at", "above"),
    [
        ("<", T, F, F),
        ("<=", T, T, F),
        (">", F, F, T),
        (">=", F, T, T),
        ("=", F, T, F),
        ("!=", T, F, T),
    ],
)
def test_a_number_just_below_at_and_just_above_its_limit(op: str, below: bool, at: bool, above: bool) -> None:
    got = [outcome({"age": age}, r=f"age {op} 70").rules["r"] for age in (69, 70, 71, None)]
    assert got == [below, at, above, None]
    got = [outcome({"age": age, "onset": 70}, r=f"age {op} onset").rules["r"] for age in (69, 70, 71, None)]
    assert got == [below, at, above, None]


def test_zero_is_an_answer() -> None:
    assert outcome({"age": 0}, r="age < 1").rules["r"] is True


def test_two_numbers_need_both() -> None:
    assert outcome({"onset": 40}, r="onset < age").rules["r"] is None


@pytest.mark.parametrize(("mood", "is_", "is_not"), [("calm", T, F), ("afraid", F, T), (None, U, U)])
def test_a_choice(mood: str | None, is_: Status, is_not: Status) -> None:
    made = outcome({"mood": mood}, a="mood = calm", b="mood != calm").rules
    assert (made["a"], made["b"]) == (is_, is_not)


@pytest.mark.parametrize(
    ("height", "weight", "heavy"),
    [
        (200, 120, True),  # 10,000 x 120 / 40,000 = 30 exactly
        (200, 119, False),  # 29.75, rounded down to 29
        (180, 97, False),  # 970,000 / 32,400 = 29.94, rounded down to 29
        (180, 98, True),  # 980,000 / 32,400 = 30.2
        (None, 120, None),
        (180, None, None),
    ],
)
def test_body_mass_index_is_rounded_down(height: int | None, weight: int | None, heavy: Status) -> None:
    assert outcome({"height": height, "weight": weight}, r="bmi >= 30").rules["r"] is heavy


@pytest.mark.parametrize(
    ("days", "phase"), [(41, "acute"), (42, "subacute"), (83, "subacute"), (84, "chronic"), (None, None)]
)
def test_phases_at_their_limits(days: int | None, phase: str | None) -> None:
    """Six and twelve weeks are 42 and 84 days; the 42nd and the 84th day begin the next phase."""
    made = outcome(
        {"duration": days},
        acute="duration < acute_below",
        subacute="duration >= 6 weeks and duration < 12 weeks",
        chronic="duration >= 84 days",
    ).rules
    wanted = {name: None if days is None else name == phase for name in ("acute", "subacute", "chronic")}
    assert {name: made[name] for name in wanted} == wanted


def test_a_rule_stands_on_rules_written_later() -> None:
    made = outcome({"fever": True, "rash": True}, first="second or cough", second="infection")
    assert made.rules["first"] is True


def test_always_and_never() -> None:
    made = to_person(Program({}, {"always": ALWAYS, "never": NEVER}, {}))({})
    assert made.rules == {"always": True, "never": False}


# --- scores


def line(when: str, points: int) -> PointsLine:
    return PointsLine(sentence(when), points)


def total(answers: dict[str, bool | int | str | None], *groups: tuple[PointsLine, ...]) -> tuple[int, int]:
    return outcome(answers, (ScoreCore("points", groups),)).scores["points"]


BANDS = (line("age < 60", 0), line("age between 60 and 70", 1), line("age > 70", 3))
OUT = (line("fever", -2),)
IN = (line("cough", 3),)


@pytest.mark.parametrize(
    ("answers", "low", "high"),
    [
        ({}, -2, 6),  # at worst -2 alone, at best 3 for age and 3 for cough
        ({"fever": True}, -2, 4),
        ({"fever": False}, 0, 6),
        ({"cough": True}, 1, 6),
        ({"fever": True, "cough": True, "age": 71}, 4, 4),
        ({"fever": False, "cough": False, "age": 59}, 0, 0),
        ({"fever": False, "cough": True, "age": 60}, 4, 4),
        ({"fever": False, "cough": True, "age": 70}, 4, 4),
        ({"fever": False, "cough": True}, 3, 6),
    ],
)
def test_a_total_is_a_range_while_parts_are_open(
    answers: dict[str, bool | int | str | None], low: int, high: int
) -> None:
    assert total(answers, OUT, IN, BANDS) == (low, high)


def test_of_lines_that_exclude_each_other_only_one_counts() -> None:
    """Open between 2 and 5 is 0 to 5, not 0 to 7; with the lower one ruled out, 0 to 5 still."""
    group = (line("fever", 2), line("cough", 5))
    assert total({}, group) == (0, 5)
    assert total({"fever": False}, group) == (0, 5)
    assert total({"cough": False}, group) == (0, 2)
    assert total({"fever": True}, group) == (2, 2)


def test_the_range_holds_every_total_that_can_still_come() -> None:
    answers: dict[str, bool | int | str | None]
    for fever, cough, age in product((T, F, U), (T, F, U), (59, 60, 71, None)):
        answers = {"fever": fever, "cough": cough, "age": age}
        ways = product(
            (T, F) if fever is None else (fever,),
            (T, F) if cough is None else (cough,),
            (59, 60, 71) if age is None else (age,),
        )
        totals = [-2 * f + 3 * c + (0 if a < 60 else 1 if a <= 70 else 3) for f, c, a in ways]
        assert total(answers, OUT, IN, BANDS) == (min(totals), max(totals)), answers


@pytest.mark.parametrize(
    ("sentence_", "fixed", "ranged"),
    [  # cough counts 3; the total is 3 when both are answered, 1 to 3 while fever (-2) is open
        ("points >= 1", T, T),
        ("points >= 2", T, U),
        ("points > 3", F, F),
        ("points > 0", T, T),
        ("points > 1", T, U),
        ("points < 1", F, F),
        ("points < 3", F, U),
        ("points < 4", T, T),
        ("points <= 3", T, T),
        ("points <= 2", F, U),
        ("points <= 0", F, F),
        ("points = 3", T, U),
        ("points = 4", F, F),
        ("points != 3", F, U),
        ("points != 0", T, T),
        ("points between 1 and 3", T, T),
        ("points between 2 and 3", T, U),
    ],
)
def test_a_comparison_on_a_range_is_true_false_or_unknown(
    sentence_: str, fixed: Status, ranged: Status
) -> None:
    score = (ScoreCore("points", (OUT, IN)),)
    assert outcome({"cough": True, "fever": False}, score, r=sentence_).rules["r"] is fixed
    assert outcome({"cough": True}, score, r=sentence_).rules["r"] is ranged


def test_a_score_may_stand_on_a_rule() -> None:
    score = (ScoreCore("points", ((line("infection", 5),),)),)
    assert outcome({"fever": True, "rash": True}, score, r="points >= 5").rules["r"] is True
    assert outcome({"fever": False}, score, r="points >= 5").rules["r"] is False


def test_calin_with_one_of_five_unanswered_is_four_to_five_and_positive() -> None:
    """Onset, months, insidious and stiffness met; exercise unanswered; four of five are enough."""
    items = ("age < 40", "duration >= 90 days", "fever", "cough", "rash")
    score = (ScoreCore("points", tuple((line(item, 1),) for item in items)),)
    answers = {"age": 35, "duration": 180, "fever": True, "cough": True}
    made = outcome(answers, score, positive="points >= 4")
    assert made.scores["points"] == (4, 5)
    assert made.rules["positive"] is True


@pytest.mark.parametrize(
    ("answers", "items", "needs", "low", "high", "met"),
    [  # ASAS: 45 is past 40, night pain answered no: at most 3 of 4 needed
        ({"age": 45, "fever": True, "cough": True, "numb": False}, 5, 4, 2, 3, F),
        # Berlin: 20 minutes is short of 30, one of the two others open
        ({"stiff": 20, "fever": True, "numb": False}, 4, 2, 1, 2, U),
    ],
)
def test_asas_and_berlin_with_one_answer_open(
    answers: dict[str, bool | int | str | None],
    items: int,
    needs: int,
    low: int,
    high: int,
    met: Status,
) -> None:
    asked = (
        ["age < 40", "fever", "cough", "rash", "numb"]
        if items == 5
        else ["stiff > 30", "fever", "rash", "numb"]
    )
    score = (ScoreCore("points", tuple((line(item, 1),) for item in asked)),)
    made = outcome(answers, score, met=f"points >= {needs}")
    assert (made.scores["points"], made.rules["met"]) == ((low, high), met)


KONNO = (
    (line("age < 60", 0), line("age between 60 and 70", 1), line("age > 70", 2)),
    (line("not fever", 1),),  # no diabetes
    (line("cough", 3),),  # claudication
    (line("rash", -2),),  # straight leg raise positive
    (line("stiff >= 90", 3),),  # ankle-brachial index 0.9 or more
)


def test_konno_counts_points_against_too() -> None:
    """Age 45 (0), diabetes (0), leg raise positive (-2), index 1.0 (3): 1; without the index -2 to 1."""
    answers: dict[str, bool | int | str | None]
    answers = {"age": 45, "fever": True, "cough": False, "rash": True, "stiff": 100}
    assert total(answers, *KONNO) == (1, 1)
    assert total(answers | {"stiff": None}, *KONNO) == (-2, 1)
    assert total({"age": 72, "fever": False, "cough": True, "rash": False, "stiff": 80}, *KONNO) == (6, 6)


answered = st.fixed_dictionaries(
    {},
    optional={
        "fever": st.booleans() | st.none(),
        "cough": st.booleans() | st.none(),
        "age": st.integers(0, 120) | st.none(),
        "mood": st.sampled_from(["calm", "worried", "afraid", None]),
    },
)
SETTLED = program(
    a="at least 2 of (fever, not cough, age > 70, mood = calm)",
    b="(fever or age between 20 and 30) and mood != afraid",
    c="not (cough and (a or fever))",
)
ASK = to_person(SETTLED)


@settings(max_examples=300, deadline=None)
@given(answered, answered)
def test_a_later_answer_never_overturns_a_settled_rule(
    before: dict[str, bool | int | str | None], more: dict[str, bool | int | str | None]
) -> None:
    """Kleene logic without `unknown`: true stays true and false stays false, whatever is told later."""
    after = more | {key: told for key, told in before.items() if told is not None}
    settled = {rule: s for rule, s in ASK(before).rules.items() if s is not None}
    assert settled.items() <= ASK(after).rules.items()
