"""CQL: what is printed for each kind of sentence, and what is refused. tests/cql runs it in other engines."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest

from rygrad.kb.derived import BMI
from rygrad.kb.knowledge import Knowledge
from rygrad.logic import core
from rygrad.logic.program import Program
from rygrad.logic.to_cql import LARGEST, NotSaid, to_cql
from rygrad.logic.vocabulary import Choice, Derived, Number, Question, YesNo

QUESTIONS: dict[str, Question] = {
    "fever": YesNo("fever"),
    "leg": Choice("leg", ("none", "it's")),
    "age": Number("age", "year", 0, 120),
    "onset": Number("onset", "year", 0, 120),
    "height": Number("height", "cm", 100, 230),
    "weight": Number("weight", "kg", 25, 350),
    BMI.id: BMI,
}


def program(*scores: core.ScoreCore, **rules: core.Core) -> Program:
    return Program(QUESTIONS, rules, {score.id: score for score in scores})


def said(name: str, *scores: core.ScoreCore, **rules: core.Core) -> str:
    """What one definition says, on one line."""
    text = to_cql(program(*scores, **rules), "T", "1")
    found = re.search(rf'^define (?:private )?"{name}":\n((?:  .*\n)+)', text, re.M)
    assert found, text
    return " ".join(found[1].split())


def test_one_small_rule_whole() -> None:
    rules = program(
        hot=core.And((core.Yes("fever"), core.Not(core.Against("age", ">", 50)))),
        told=core.Not(core.Unknown(core.Holds("hot"))),
    )
    assert to_cql(rules, "Small", "2026.1") == (
        "library \"Small\" version '2026.1'\n"
        "\n"
        "// Every answer is a parameter: pass each one, null for what is not known.\n"
        "// Every rule is a definition: true, false, or null while it cannot be told.\n"
        "// Of every score the lowest and the highest total that are still possible.\n"
        "\n"
        'parameter "fever" Boolean default null\n'
        'parameter "age" Integer default null\n'
        "\n"
        "context Unfiltered\n"
        "\n"
        'define "hot":\n'
        '  "fever"\n'
        '    and (not ("age" > 50))\n'
        "\n"
        'define "told":\n'
        '  not ("hot" is null)\n'
    )


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (core.Yes("fever"), '"fever"'),
        (core.Is("leg", "it's"), "\"leg\" = 'it\\'s'"),
        (core.Against("age", "!=", 5), '"age" != 5'),
        (core.Against("age", ">=", -5), '"age" >= (-5)'),
        (core.Pair("onset", "<", "age"), '"onset" < "age"'),
        (core.Holds("other"), '"other"'),
        (core.Not(core.Yes("fever")), 'not "fever"'),
        (core.Not(core.Not(core.Yes("fever"))), 'not (not "fever")'),
        (core.Unknown(core.Yes("fever")), '"fever" is null'),
        (core.Unknown(core.Unknown(core.Yes("fever"))), '("fever" is null) is null'),
        (core.And((core.Yes("fever"), core.Against("age", "<", 3))), '"fever" and ("age" < 3)'),
        (core.Or((core.Yes("fever"), core.Is("leg", "none"))), '"fever" or ("leg" = \'none\')'),
        (
            core.Not(core.Or((core.And((core.Yes("fever"), core.Holds("other"))), core.NEVER))),
            'not (("fever" and "other") or false)',
        ),
        (core.And((core.Yes("fever"),)), '"fever"'),
        (core.Not(core.Or((core.Against("age", "=", 3),))), 'not ("age" = 3)'),
        (core.ALWAYS, "true"),
        (core.NEVER, "false"),
        (
            core.surely(core.Against("age", ">", 50)),
            '("age" > 50) and (not (("age" > 50) is null))',
        ),
        (
            core.Total("points", ">=", 2),
            'case when "points_low" >= 2 then true when "points_high" < 2 then false else null end',
        ),
        (
            core.Not(core.Total("points", "=", -1)),
            'not (case when "points_low" >= (-1) and "points_high" <= (-1) then true '
            'when "points_high" < (-1) or "points_low" > (-1) then false else null end)',
        ),
    ],
)
def test_each_kind_of_sentence(node: core.Core, text: str) -> None:
    points = core.ScoreCore("points", ((core.PointsLine(core.Yes("fever"), 2),),))
    assert said("rule", points, rule=node, other=core.Yes("fever")) == text


def test_a_score_is_a_range_and_at_most_one_line_of_a_group_counts() -> None:
    lines = (core.PointsLine(core.Yes("fever"), 2), core.PointsLine(core.Against("age", ">", 50), -1))
    points = core.ScoreCore("points", (lines, (core.PointsLine(core.Is("leg", "none"), 3),)))
    assert said("points_low", points) == (
        '(case when "fever" then 2 when ("age" > 50) then (-1) '
        'when ("age" > 50) is null then (-1) else 0 end)'
        " + (case when (\"leg\" = 'none') then 3 else 0 end)"
    )
    assert said("points_high", points) == (
        '(case when "fever" then 2 when ("age" > 50) then (-1) when "fever" is null then 2 else 0 end)'
        " + (case when (\"leg\" = 'none') then 3 when (\"leg\" = 'none') is null then 3 else 0 end)"
    )
    assert said("none_low", core.ScoreCore("none", ())) == "0"


def test_a_derived_number_is_divided_whole_and_never_by_nothing() -> None:
    heavy = core.Against("bmi", ">=", 30)
    assert said("bmi", heavy=heavy) == (
        'if "height" = 0 then null else (10000 * "weight") div ("height" * "height")'
    )
    text = to_cql(program(heavy=heavy), "T", "1")
    assert text.index('parameter "weight"') < text.index('define "bmi"') < text.index('define "heavy"')
    assert 'parameter "bmi"' not in text


def test_a_part_that_several_use_is_printed_once() -> None:
    """At least 9 of 18 would be printed tens of thousands of times over."""
    many = core.at_least(9, tuple(core.Against("age", ">", n) for n in range(18)))
    text = to_cql(program(many=many), "T", "1")
    assert len(text) < 20_000
    assert text.count('define private "part_') > 50
    both = core.And((core.Yes("fever"), core.Against("age", ">", 50)))
    text = to_cql(program(part_1=both, other=core.Not(both)), "T", "1")
    assert text.count('"age" > 50') == 1
    assert text.count('define private "part_1_":') == 1  # a rule has the name already


def test_the_same_program_gives_the_same_text_whatever_is_in_memory(knowledge: Knowledge) -> None:
    shipped = knowledge.program
    again = Program(*(dict(deepcopy(part)) for part in (shipped.questions, shipped.rules, shipped.scores)))
    assert to_cql(again, "Rygrad", "1") == to_cql(knowledge.program, "Rygrad", "1")


def test_the_shipped_rules_are_all_there_and_everything_asked_may_be_unset(knowledge: Knowledge) -> None:
    text = to_cql(knowledge.program, "Rygrad", knowledge.version)
    defined = re.findall(r'^define "(\w+)":', text, re.M)
    ends = {f"{score}_{end}" for score in knowledge.program.scores for end in ("low", "high")}
    assert set(defined) == set(knowledge.program.rules) | ends | {"bmi"}
    assert len(defined) == len(set(defined))
    asked = re.findall(r'^parameter "(\w+)" (?:Boolean|String|Integer) default null$', text, re.M)
    assert asked == re.findall(r'^parameter "(\w+)"', text, re.M)
    needed = frozenset[str]().union(*knowledge.program.asks.values())
    assert set(asked) == needed
    assert not re.search(r"(?<!\w)(in|between|implies|xor)(?!\w)", re.sub(r'"\w+"|//.*|\'\w+\'', "", text))


def test_the_verdict_is_the_gravest_level_that_is_sure_and_the_gravest_still_possible() -> None:
    rules = program(soon=core.Yes("fever"), now=core.Against("age", ">", 50))
    text = " ".join(to_cql(rules, "T", "1", ("wait", "soon", "now")).split())
    assert "define \"level\": case when \"now\" then 'now' when \"soon\" then 'soon' else 'wait' end" in text
    assert (
        'define "could_be": case when ("now" or "now" is null) then \'now\' '
        "when (\"soon\" or \"soon\" is null) then 'soon' else 'wait' end" in text
    )
    assert 'define "settled": "level" = "could_be"' in text


HUGE = Number("huge", "day", 0, LARGEST + 1)
BELOW = Number("below", "day", -5, 5)
FAST = Derived("fast", "x", 0, 9, 20_000, ("duration",), ("age",))
REFUSED: dict[str, tuple[dict[str, Question], core.Core, str]] = {
    "an answer of 33 bits": (
        {"huge": HUGE},
        core.Against("huge", ">", 1),
        "huge: an answer may leave 32 bits",
    ),
    "a limit of 33 bits": ({"age": QUESTIONS["age"]}, core.Against("age", "<", -(2**31)), "leaves 32 bits"),
    "a product of 33 bits": (
        {"fast": FAST, "duration": Number("duration", "day", 0, 200_000), "age": QUESTIONS["age"]},
        core.Against("fast", ">", 1),
        "fast: a product may leave 32 bits",
    ),
    "a quotient below nothing": (
        {"fast": FAST, "duration": BELOW, "age": QUESTIONS["age"]},
        core.Against("fast", ">", 1),
        "fast: `div` rounds down only what is not negative",
    ),
    "a word with a backslash": ({"leg": QUESTIONS["leg"]}, core.Is("leg", "a\\b"), "backslash"),
    "a word with a new line": ({"leg": QUESTIONS["leg"]}, core.Is("leg", "a\nb"), "control character"),
    "an empty word": ({"leg": QUESTIONS["leg"]}, core.Is("leg", ""), "no empty text"),
    "a name that is taken": ({"r": YesNo("r")}, core.Yes("r"), "two definitions of one name: r"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_said_is_refused(case: str) -> None:
    questions, rule, message = REFUSED[case]
    with pytest.raises(NotSaid, match=re.escape(message)):
        to_cql(Program(questions, {"r": rule}, {}), "T", "1")


def test_names_and_versions_that_cannot_be_said_are_refused() -> None:
    with pytest.raises(NotSaid, match="quotation mark"):
        to_cql(program(), 'a"b', "1")
    with pytest.raises(NotSaid, match="is no version"):
        to_cql(program(), "T", "1'")
    line = core.PointsLine(core.Yes("fever"), LARGEST)
    with pytest.raises(NotSaid, match="points: a total may leave 32 bits"):
        to_cql(program(core.ScoreCore("points", ((line,), (line,)))), "T", "1")
