"""Synthetic people: as the shares say, together as the claims say, valid, labelled, always the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from rygrad.assess.answers import AnswersError, checked_answers
from rygrad.kb.basics import LEVELS
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.population import shares
from rygrad.kb.population_models import Share, Spread
from rygrad.kb.problem import KnowledgeError, Refusal
from rygrad.logic.program import Program
from rygrad.logic.to_bitmaps import Bitmaps
from rygrad.population.arrow_engine import arrow_engine
from rygrad.population.synth import Wanted, tables
from rygrad.population.synth_draws import BLOCK, Draws
from rygrad.population.synth_people import People

MANY = 100_000
SIGMAS = 5  # some thousand comparisons with one fixed seed: a right generator stays within


@pytest.fixture(scope="module")
def people(knowledge: Knowledge) -> People:
    return People(knowledge)


@pytest.fixture(scope="module")
def many(people: People) -> Any:
    return table_of(people, Wanted(MANY, seed=11))


def table_of(people: People, wanted: Wanted) -> Any:
    return pa.concat_tables(tables(people, wanted)).combine_chunks()


def holds(sentence: Any, knowledge: Knowledge, table: Any) -> Any:
    """For whom a sentence is true, by the engine for millions."""
    program = Program(knowledge.vocabulary.questions, {"it": sentence}, {})
    return Bitmaps(program)(table).column("it").fill_null(False).to_numpy()


def asked(question: str, knowledge: Knowledge, table: Any) -> Any:
    """Those whom the question makes sense to; the others have the interview's "no"."""
    lead = knowledge.sentences.get(("only_if", question, 0))
    return np.ones(table.num_rows, bool) if lead is None else holds(lead.core, knowledge, table)


def groups_of(share: Share, whom: Any, knowledge: Knowledge, table: Any) -> Iterator[tuple[Spread, Any]]:
    """Each spread of a share with the people it is for; the first group that fits counts."""
    left = whom.copy()
    for sentence, group in zip(shares(knowledge).sentences[share.id], share.groups, strict=False):
        inside = holds(sentence, knowledge, table) & left
        left &= ~inside
        yield group, inside
    yield share, left


def answers_of(question: str, share: Share, table: Any, whom: Any) -> Any:
    """The answers of some people, those without one left out; with `index` the number that is spread."""
    column = table.column(question)
    if share.index:
        height = table.column("height").to_numpy()
        column = pa.chunked_array([10_000 * column.to_numpy() // (height * height)])
    return column.filter(pa.array(whom)).drop_null()


def off_shares(knowledge: Knowledge, table: Any, only: str | None = None) -> list[str]:
    """Every outcome whose share is further from what is written than chance explains; of one entry or all."""
    wrong = []
    for question, share in shares(knowledge).ordered.items():
        if only not in (None, share.id):
            continue
        whom = asked(question, knowledge, table)
        spreads = groups_of(share, whom, knowledge, table) if not share.odds else [(share, whom)]
        for spread, inside in spreads:
            told = answers_of(question, share, table, inside)
            for outcome, part in zip(spread.outcomes, spread.parts, strict=True):
                found = hits(told, outcome) / max(len(told), 1)
                room = SIGMAS * (part * (1 - part) / max(len(told), 1)) ** 0.5
                if len(told) and abs(found - part) > room + 1e-9:
                    wrong.append(f"{question} {outcome}: {found:.4f}, wanted {part}")
    return wrong


def hits(told: Any, outcome: object) -> int:
    if isinstance(outcome, tuple):
        low, high = outcome
        made = pc.and_(pc.greater_equal(told, low), pc.less_equal(told, high))
    else:
        made = pc.equal(told.cast(pa.string()) if isinstance(outcome, str) else told, outcome)
    return int(pc.sum(made).as_py() or 0)


def odds_ratio(yes: Any, exposed: Any, layers: Any) -> float:
    """How many times the odds are among the exposed, layer by layer (Mantel and Haenszel)."""
    over = under = 0.0
    for layer in (layers, ~layers):
        count = [[(layer & (exposed == e) & (yes == y)).sum() for y in (1, 0)] for e in (1, 0)]
        over += count[0][0] * count[1][1] / layer.sum()
        under += count[0][1] * count[1][0] / layer.sum()
    return over / under


def ratios(table: Any) -> dict[str, float]:
    """Smoking and obesity with long-lasting pain, and smoking with the region, which it is nothing to."""
    smokes = pc.is_in(table.column("smoking").cast(pa.string()), pa.array(["occasional", "daily"])).to_numpy()
    height = table.column("height").to_numpy().astype(np.int64)
    obese = 10_000 * table.column("weight").to_numpy() // height**2 >= 30
    chronic = table.column("duration_days").to_numpy() >= 84
    north = pc.equal(table.column("region").cast(pa.string()), "nordjylland").to_numpy()
    return {
        "smoking_chronic_odds": odds_ratio(chronic, smokes, obese),
        "obesity_chronic_odds": odds_ratio(chronic, obese, smokes),
        "nothing": odds_ratio(north, smokes, obese),
    }


def with_share(knowledge: Knowledge, name: str, **changed: object) -> Knowledge:
    """The same knowledge with one share changed."""
    made = knowledge.population[name].model_copy(update=changed)
    return replace(knowledge, population={**knowledge.population, name: made})


def test_every_share_is_met(knowledge: Knowledge, many: Any) -> None:
    assert off_shares(knowledge, many) == []


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("people_smoking", {"choices": {"never": 0.494, "former": 0.28, "occasional": 0.05, "daily": 0.176}}),
        ("people_saddle_signs", {"yes": 0.0015}),
        ("people_daily_tasks", {"yes": 0.31}),
        ("people_cancer", {"groups": []}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_share_that_is_not_met_is_seen(
    name: str, changed: dict[str, Any], knowledge: Knowledge, many: Any
) -> None:
    assert off_shares(knowledge, many, name) == []
    assert off_shares(with_share(knowledge, name, **changed), many, name)


def test_smoking_and_weight_go_with_lasting_pain_as_the_claims_say(knowledge: Knowledge, many: Any) -> None:
    found = ratios(many)
    for claim in ("smoking_chronic_odds", "obesity_chronic_odds"):
        wanted = knowledge.claims[claim].value
        assert found[claim] == pytest.approx(wanted, rel=0.08)
    assert found["nothing"] == pytest.approx(1, abs=0.08)


def test_without_the_odds_they_would_not_go_together(knowledge: Knowledge) -> None:
    alone = People(with_share(knowledge, "people_duration", odds=[]))
    found = ratios(table_of(alone, Wanted(2 * BLOCK, seed=11)))
    assert found["smoking_chronic_odds"] == pytest.approx(1, abs=0.08)


def test_more_women_than_men_have_fragile_bones_and_weight_follows_sex(many: Any) -> None:
    sex = many.column("sex").cast(pa.string()).to_numpy()
    old = many.column("age").to_numpy() >= 65
    fragile = many.column("osteoporosis").to_numpy()
    assert fragile[old & (sex == "female")].mean() > 3 * fragile[old & (sex == "male")].mean()


def not_valid(table: Any, knowledge: Knowledge) -> list[str]:
    """Every answer that `rygrad assess` would refuse, or a "yes" where its question makes no sense."""
    wrong = []
    for row in table.to_pylist():
        given = {name: row[name] for name in row if name not in ("id", "synthetic")}
        try:
            checked_answers(given, knowledge)
        except AnswersError as e:
            wrong += [fault.text() for fault in e.faults]
    for (kind, question, _), lead in knowledge.sentences.items():
        if kind == "only_if":
            more = pc.fill_null(pc.cast(table.column(question), pa.int32()), 0).to_numpy() != 0
            if (more & ~holds(lead.core, knowledge, table)).any():
                wrong.append(f"{question}: answered where it makes no sense")
    return wrong


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_every_row_may_be_assessed(missing: float, people: People, knowledge: Knowledge) -> None:
    table = table_of(people, Wanted(1_500, seed=5, missing=missing))
    assert not_valid(table, knowledge) == []


def test_a_row_that_may_not_be_assessed_is_seen(people: People, knowledge: Knowledge) -> None:
    table = table_of(people, Wanted(200, seed=5))
    old = table.set_column(table.column_names.index("age"), "age", pa.array([121] * 200))
    assert "age" in not_valid(old, knowledge)[0]
    bruised = pa.array([True] * 200)
    all_ = table.set_column(table.column_names.index("bruise_over_spine"), "bruise_over_spine", bruised)
    assert not_valid(all_, knowledge) == ["bruise_over_spine: answered where it makes no sense"]


def test_an_interview_that_is_whole_leaves_no_urgent_question_open(many: Any, knowledge: Knowledge) -> None:
    """As the guide's own file of answers: "no" where a question's lead is no, so the level is settled."""
    with arrow_engine(knowledge) as said:
        told = said(many)
    assert pc.all(told.column("settled")).as_py()
    unhurt = pc.equal(many.column("injury").cast(pa.string()), "none")
    assert pc.unique(many.column("bruise_over_spine").filter(unhurt)).to_pylist() == [False]


def test_a_record_with_holes_leaves_questions_open(people: People, knowledge: Knowledge) -> None:
    table = table_of(people, Wanted(5_000, seed=5, missing=0.1))
    with arrow_engine(knowledge) as said:
        assert pc.mean(said(table).column("settled")).as_py() < 0.5
    lead = table.column("injury").is_null()
    assert table.column("bruise_over_spine").filter(lead).null_count == pc.sum(lead).as_py() > 300


def test_few_of_them_need_help_at_once(many: Any, knowledge: Knowledge) -> None:
    """In primary care just under 1 in 100 has something serious; the rules are wider, but not by much."""
    with arrow_engine(knowledge) as said:
        level = said(many).column("level").cast(pa.string())
    share = {level_: pc.mean(pc.equal(level, level_)).as_py() for level_ in LEVELS}
    assert 0.003 < share["emergency_now"] < 0.02
    assert share["emergency_now"] < share["see_doctor_today"] < 0.12
    assert all(share[word] > 0.05 for word in ("self_care", "see_physio", "see_doctor_soon"))


def test_signs_of_one_cause_come_together(many: Any) -> None:
    saddle = many.column("saddle_numbness").to_numpy()
    for sign in ("urinary_retention", "bladder_feeling_lost", "faecal_incontinence"):
        together = many.column(sign).to_numpy()
        assert together[saddle].mean() > 100 * together[~saddle].mean()


def test_an_examination_or_a_form_is_there_as_a_whole_or_not_at_all(many: Any, knowledge: Knowledge) -> None:
    for name, one, other in (
        ("people_leg_raise", "slump", "weakest_grade"),
        ("people_roland", "rmdq_1", "rmdq_24"),
        ("people_order", "imaging_ordered", "ordered_for_tumour"),
    ):
        told = many.column(one).is_valid()
        assert told.equals(many.column(other).is_valid())
        wanted = knowledge.population[name].answered
        assert pc.mean(told).as_py() == pytest.approx(wanted, abs=0.006)
    assert many.column("emergency_question_not_known").null_count == MANY


def test_nobody_is_younger_than_at_the_first_pain(many: Any) -> None:
    assert pc.all(pc.less_equal(many.column("age_at_first_onset"), many.column("age"))).as_py()
    weeks = pc.multiply(many.column("treated_weeks"), 7)
    assert pc.all(pc.less_equal(weeks, many.column("duration_days"))).as_py()
    assert pc.all(pc.less_equal(many.column("off_work_days"), many.column("duration_days"))).as_py()


def test_the_share_left_out_is_left_out_anywhere(people: People) -> None:
    table = table_of(people, Wanted(BLOCK, seed=5, missing=0.3))
    for question in ("age", "smoking", "fever", "saddle_numbness"):
        assert table.column(question).null_count / BLOCK == pytest.approx(0.3, abs=0.015)


def test_what_is_left_out_has_nothing_to_do_with_the_answer(people: People) -> None:
    table = table_of(people, Wanted(BLOCK, seed=5, missing=0.3))
    for question in ("stiffness", "wants_scan", "pain_buttock"):
        wanted = people.shares.ordered[question].yes
        assert pc.mean(table.column(question)).as_py() == pytest.approx(wanted, abs=0.02)


def test_within_a_band_every_number_is_as_likely(many: Any, knowledge: Knowledge) -> None:
    age = many.column("age").to_numpy()
    for band in knowledge.population["people_age"].bands or []:
        counts = np.bincount(age, minlength=121)[band.low : band.high + 1]
        wanted = counts.sum() / len(counts)
        assert np.abs(counts - wanted).max() < SIGMAS * wanted**0.5


def test_what_is_left_out_changes_no_answer_that_stands(people: People) -> None:
    whole = table_of(people, Wanted(500, seed=5)).to_pylist()
    for full, some in zip(whole, table_of(people, Wanted(500, seed=5, missing=0.5)).to_pylist(), strict=True):
        assert all(some[name] == full[name] for name in some if some[name] is not None)


def test_a_person_is_the_same_however_many_there_are(people: People, knowledge: Knowledge) -> None:
    few = table_of(people, Wanted(BLOCK + 10, seed=3))
    more = table_of(People(knowledge), Wanted(2 * BLOCK, seed=3))
    assert more.slice(0, few.num_rows).equals(few)
    assert few.column("id").to_pylist() == list(range(1, BLOCK + 11))
    assert not table_of(people, Wanted(100, seed=4)).drop(["id"]).equals(few.slice(0, 100).drop(["id"]))


def test_no_two_blocks_or_streams_share_their_chance() -> None:
    made = [
        Draws(seed, block).uniform(*stream)
        for seed in (0, 1)
        for block in (0, 1)
        for stream in (("age",), ("sex",), ("age", "missing"))
    ]
    assert np.abs(np.corrcoef(made) - np.eye(len(made))).max() < 0.03


def test_a_knowledge_without_shares_is_told(knowledge: Knowledge) -> None:
    with pytest.raises(Refusal, match="no population"):
        People(replace(knowledge, population={}))


def test_shares_that_cannot_be_used_make_nobody(knowledge: Knowledge) -> None:
    with pytest.raises(KnowledgeError, match="goes in a circle"):
        People(with_share(knowledge, "people_age", **circle(knowledge)))


def circle(knowledge: Knowledge) -> dict[str, Any]:
    """Age by work, which is by age."""
    group = knowledge.population["people_pregnancy"].groups[0]
    bands = knowledge.population["people_age"].bands
    return {"groups": [group.model_copy(update={"when": "work = none", "bands": bands})]}


def test_memory_does_not_grow_with_the_people(people: People) -> None:
    pool = pa.default_memory_pool()
    before = pool.bytes_allocated()
    for _ in islice(tables(people, Wanted(5 * BLOCK)), 5):
        assert pool.bytes_allocated() - before < 30e6
