"""Other engines run our rules: cql-execution and HL7's own say what we say, in every cell."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from elm_runner import HERE, Job, Person, differing, job, ours, outcomes_of, run, run_hl7
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "agreement"))

from people import people
from reach import possible
from test_random_rules import programs, somebody

from rygrad.assess.person import person as assessed
from rygrad.fhir.elm import NotTranslated, to_elm
from rygrad.kb.basics import LEVELS
from rygrad.kb.derived import BMI
from rygrad.kb.knowledge import Knowledge
from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.to_cql import to_cql
from rygrad.logic.vocabulary import Number, Question, YesNo

PEOPLE = 10_000
SEED = 20_261_123


@pytest.fixture(scope="module")
def everybody(knowledge: Knowledge) -> list[Person]:
    return people(knowledge.program, PEOPLE, SEED).to_pylist()


def test_every_cell_of_ten_thousand_people_is_the_same(
    knowledge: Knowledge, everybody: list[Person], tmp_path: Path
) -> None:
    names = outcomes_of(knowledge.program)
    (theirs,) = run([job(knowledge.program, everybody)], tmp_path)
    assert len(theirs) == PEOPLE
    assert len(names) == len(knowledge.program.rules) + 2 * len(knowledge.program.scores) > 200
    assert differing(names, theirs, ours(knowledge.program, everybody))[:5] == []
    seen = {name: set(column) for name, column in zip(names, zip(*theirs, strict=True), strict=True)}
    for rule, statuses in possible(knowledge.program).items():
        assert seen[rule] == statuses, rule


@pytest.mark.parametrize("count", [250, pytest.param(2_500, marks=pytest.mark.slow)])
def test_a_second_engine_says_the_same_in_every_cell(
    knowledge: Knowledge, everybody: list[Person], tmp_path: Path, count: int
) -> None:
    """HL7's own, from the same package as the translator: slower, so over fewer of the people."""
    some = everybody[:: PEOPLE // count]
    assert len(some) == count
    (theirs,) = run_hl7([job(knowledge.program, some)], tmp_path)
    assert differing(outcomes_of(knowledge.program), theirs, ours(knowledge.program, some))[:5] == []


def test_the_verdict_is_the_one_of_an_assessment(
    knowledge: Knowledge, everybody: list[Person], tmp_path: Path
) -> None:
    some = everybody[::25] + everybody[-20:]
    text = to_cql(knowledge.program, "Tested", "1", LEVELS)
    (theirs,) = run([Job(text, some, ["level", "could_be", "settled"])], tmp_path)
    expected = []
    for person in some:
        known = assessed(knowledge, {q: told for q, told in person.items() if told is not None})
        expected.append([known.level, known.could_be, known.level == known.could_be])
    assert theirs == expected
    assert {row[0] for row in theirs} == set(LEVELS)
    assert {row[2] for row in theirs} == {True, False}


def test_the_executor_as_it_stands_says_the_same_and_needs_no_parameter_to_be_passed(
    knowledge: Knowledge, everybody: list[Person], tmp_path: Path
) -> None:
    some = [*everybody[::200], {}]
    told = [{q: answer for q, answer in person.items() if answer is not None} for person in some]
    jobs = [job(knowledge.program, some, "executor"), job(knowledge.program, told, "unset")]
    for theirs in run(jobs, tmp_path):
        assert differing(outcomes_of(knowledge.program), theirs, ours(knowledge.program, some))[:5] == []


def test_rules_nobody_would_write_come_out_the_same(tmp_path: Path) -> None:
    """Made at random, with scores, `unknown` and empty parts, thirty programs in one run."""
    made: list[tuple[Program, list[Person]]] = []

    @settings(
        max_examples=30,
        deadline=None,
        database=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(programs(), st.integers(0, 2**32 - 1))
    def make(program: Program, seed: int) -> None:
        made.append((program, somebody(seed, 40).to_pylist()))

    make()
    assert len(made) > 20
    jobs = [job(program, persons) for program, persons in made]
    for found in (run(jobs, tmp_path), run_hl7(jobs, tmp_path)):
        for (program, persons), theirs in zip(made, found, strict=True):
            assert differing(outcomes_of(program), theirs, ours(program, persons)) == []


def test_a_derived_number_is_null_where_it_would_be_divided_by_nothing(tmp_path: Path) -> None:
    """And rounded down: 78 kg at 161 cm is 30.09, which is 30."""
    rules: dict[str, core.Core] = {
        "at_30": core.Against("bmi", "=", 30),
        "over": core.Against("bmi", ">", 30),
    }
    asked: dict[str, Question] = {
        "height": Number("height", "cm", 0, 230),
        "weight": Number("weight", "kg", 0, 350),
        BMI.id: BMI,
    }
    told = [(161, 78), (0, 78), (161, 0), (0, 0), (None, 78), (161, None), (180, 97), (180, 100), (230, 350)]
    persons: list[Person] = [{"height": height, "weight": weight} for height, weight in told]
    program = Program(asked, rules, {})
    wanted = ours(program, persons)
    assert wanted[1:6] == [[None, None], [False, False], [None, None], [None, None], [None, None]]
    assert run([job(program, persons)], tmp_path) == run_hl7([job(program, persons)], tmp_path) == [wanted]


def test_of_several_open_lines_the_most_and_the_least_count(tmp_path: Path) -> None:
    def lines(*points: int) -> tuple[core.PointsLine, ...]:
        return tuple(core.PointsLine(core.Yes(q), p) for q, p in zip("abc", points, strict=True))

    questions: dict[str, Question] = {q: YesNo(q) for q in "abc"}
    groups = {"up": lines(1, 3, 2), "down": lines(-1, -3, -2), "both": lines(2, -1, 3)}
    program = Program(questions, {}, {name: core.ScoreCore(name, (group,)) for name, group in groups.items()})
    persons: list[Person] = [
        dict(zip("abc", told, strict=True)) for told in product((True, False, None), repeat=3)
    ]
    wanted = ours(program, persons)
    assert wanted[-1] == [0, 3, -3, 0, -1, 3]
    assert run([job(program, persons)], tmp_path) == run_hl7([job(program, persons)], tmp_path) == [wanted]


# --- a fault is seen


PRINTED_WRONGLY = (
    ("\n    or ", "\n    and "),
    ('"stiffness" and ', '"stiffness" or '),
    ('"duration_days" < 42', '"duration_days" <= 42'),
    ('"duration_days" >= 84', '"duration_days" >= 85'),
    ("(not ", "("),
    (" is null then 1", " is null then 0"),
    ('("height" * "height")', '("height" * "weight")'),
)


def test_one_place_printed_wrongly_is_seen(
    knowledge: Knowledge, everybody: list[Person], tmp_path: Path
) -> None:
    names, some = outcomes_of(knowledge.program), everybody[::50]
    whole = to_cql(knowledge.program, "Tested", "1")
    assert [right for right, _ in PRINTED_WRONGLY if right not in whole] == []
    jobs = [Job(whole.replace(right, wrong, 1), some, names) for right, wrong in PRINTED_WRONGLY]
    expected = ours(knowledge.program, some)
    found = [bool(differing(names, theirs, expected)) for theirs in run(jobs, tmp_path)]
    assert found == [True] * len(PRINTED_WRONGLY)


def test_a_parameter_that_is_unset_without_a_default_is_taken_for_yes(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    """Why every parameter has `default null`: the engine's fault, and our text is safe from it."""
    names = outcomes_of(knowledge.program)
    text = to_cql(knowledge.program, "Tested", "1")
    bare = text.replace(" Boolean default null", " Boolean")
    safe, unsafe = run([Job(text, [{}], names, "unset"), Job(bare, [{}], names, "unset")], tmp_path)
    expected = ours(knowledge.program, [{}])
    assert differing(names, safe, expected) == []
    assert differing(names, unsafe, expected)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda text: text.replace('  "a"', '  "nobody"'), "Could not resolve identifier nobody"),
        (lambda text: text + '\ndefine "empty":\n  null\n', "empty is only null"),
        (lambda text: text + '\ndefine "typed":\n  null as Boolean\n', "typed is only null"),
        (lambda text: text.replace(" or ", " oder "), "Error"),
        (lambda text: text.replace('  "a"', "  5"), "Error"),
        (lambda text: text.replace("Boolean default", "Nothing default"), "Nothing"),
    ],
)
def test_a_text_that_the_translator_does_not_understand_is_seen(
    change: Callable[[str], str], fault: str
) -> None:
    text = to_cql(small(core.Or((core.Yes("a"), core.Yes("b")))), "Small", "1")
    assert to_elm([text], HERE)
    assert change(text) != text
    with pytest.raises(NotTranslated, match=fault):
        to_elm([text, change(text)], HERE)


def test_an_answer_of_another_type_is_refused_by_the_engine(tmp_path: Path) -> None:
    program = small(core.Yes("a"))
    with pytest.raises(AssertionError, match="Passed in parameter 'a' is wrong type"):
        run([job(program, [{"a": "yes"}])], tmp_path)


def small(rule: core.Core) -> Program:
    questions: dict[str, Question] = {"a": YesNo("a"), "b": YesNo("b")}
    return Program(questions, {"rule": rule}, {})
