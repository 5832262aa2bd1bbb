"""The safety properties hold for everyone, and each proof is caught lying when a fault is planted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import pytest

from rygrad.assess.proofs import PROOFS, failures
from rygrad.kb.knowledge import Knowledge, row_name
from rygrad.kb.models import Table
from rygrad.logic import core
from rygrad.logic.program import Program

FEVER = core.Yes("fever")


def with_rules(knowledge: Knowledge, changes: dict[str, core.Core]) -> Knowledge:
    """The knowledge with some sentences replaced behind the loader's back."""
    old = knowledge.program
    assert set(changes) <= set(old.rules)
    return replace(knowledge, program=Program(old.questions, {**old.rules, **changes}, old.scores))


def with_policy(knowledge: Knowledge, reassures: Callable[[str, bool], bool]) -> Knowledge:
    """The knowledge with other rows of the policy that reassure."""
    policy = knowledge.tables["disposition"]
    rows = [row.model_copy(update={"reassures": reassures(row.then, row.reassures)}) for row in policy.rows]
    tables: dict[str, Table] = {**knowledge.tables, "disposition": policy.model_copy(update={"rows": rows})}
    return replace(knowledge, tables=tables)


@pytest.mark.parametrize("proof", PROOFS)
def test_holds_for_the_knowledge_that_ships(knowledge: Knowledge, proof: str) -> None:
    assert [str(f) for f in failures(knowledge, only=proof)] == []


def test_all_proofs_together_take_seconds_not_minutes(knowledge: Knowledge) -> None:
    started = perf_counter()
    failures(knowledge)
    assert perf_counter() - started < 30  # 2-3 s on two cores; a blow-up of the encoding is what this catches


def fault_emergency_rule_gives_emergency(k: Knowledge) -> Knowledge:
    """The policy's first row asks for fever as well."""
    row = row_name("disposition", k.tables["disposition"].rows[0].then)
    return with_rules(k, {row: core.And((k.program.rules[row], FEVER))})


def fault_level_rule_gives_level(k: Knowledge) -> Knowledge:
    """One emergency rule is forgotten in the group."""
    group = k.program.rules["emergency_now"]
    assert isinstance(group, core.Or)
    return with_rules(k, {"emergency_now": core.Or(group.parts[1:])})


def fault_red_flag_never_lowers(k: Knowledge) -> Knowledge:
    """Fever talks an emergency away."""
    return with_rules(k, {"bowel_lost": core.And((k.program.rules["bowel_lost"], core.Not(FEVER)))})


def fault_answer_never_overturns(k: Knowledge) -> Knowledge:
    """A rule that is true only as long as nobody has asked."""
    return with_rules(k, {"bowel_lost": core.Or((k.program.rules["bowel_lost"], core.Unknown(FEVER)))})


def fault_not_asked_only_raises(k: Knowledge) -> Knowledge:
    """An examination talks away what counted while nobody had examined."""
    normal = core.surely(core.Yes("nerve_examination_normal"))
    return with_rules(k, {"bowel_lost": core.And((k.program.rules["bowel_lost"], core.Not(normal)))})


def fault_every_input_has_a_disposition(k: Knowledge) -> Knowledge:
    """The policy's last row is gone."""
    last = k.tables["disposition"].rows[-1].then
    return with_rules(k, {row_name("disposition", last): core.NEVER})


def fault_open_emergency_never_reassures(k: Knowledge) -> Knowledge:
    """The row for an open emergency reassures."""
    return with_policy(k, lambda row, reassures: reassures or row == "emergency_open")


def fault_some_input_reassures(k: Knowledge) -> Knowledge:
    """No row reassures."""
    return with_policy(k, lambda _row, _reassures: False)


def fault_every_rule_lives(k: Knowledge) -> Knowledge:
    """A rule that contradicts itself."""
    lost = k.program.rules["bowel_lost"]
    return with_rules(k, {"bowel_lost": core.And((lost, core.Not(lost)))})


def fault_tables_are_complete(k: Knowledge) -> Knowledge:
    """Day 42 falls between acute and subacute."""
    return with_rules(
        k,
        {
            "phase__subacute": core.And(
                (core.Against("duration_days", ">", 42), core.Against("duration_days", "<", 84))
            )
        },
    )


def fault_examination_rules_wait(k: Knowledge) -> Knowledge:
    """A rule that needs an examination is also true without one."""
    rule = sorted(k.on_examination)[0]
    return with_rules(k, {rule: core.Or((k.program.rules[rule], FEVER))})


FAULTS = {
    name.removeprefix("fault_"): made for name, made in list(globals().items()) if name.startswith("fault_")
}


def test_every_proof_has_a_planted_fault() -> None:
    assert set(FAULTS) == set(PROOFS)


@pytest.mark.parametrize("proof", PROOFS)
def test_a_planted_fault_is_caught_by_name(knowledge: Knowledge, proof: str) -> None:
    found = failures(FAULTS[proof](knowledge), only=proof)
    assert found
    assert {f.proof for f in found} == {proof}


def test_a_shadowed_rule_is_caught(knowledge: Knowledge) -> None:
    """Foot drop only together with a weak leg adds nothing to "a weak leg", of the same level and cause."""
    foot = core.And((core.Yes("foot_drop"), core.Holds("leg_weak")))
    found = failures(with_rules(knowledge, {"foot_drops": foot}), only="every_rule_lives")
    assert "foot_drops decides for someone" in {f.about for f in found}


def test_a_questionnaire_that_sends_someone_to_the_doctor_is_caught(knowledge: Knowledge) -> None:
    """A settled verdict may move from self-care to a physiotherapist by a questionnaire, no further."""
    high = core.Or((knowledge.program.rules["weight_loss"], core.Holds("startback_high__as_seen")))
    found = failures(with_rules(knowledge, {"weight_loss": high}), only="not_asked_only_raises")
    assert {knowledge.questions[f.about].asked_of for f in found} == {"questionnaire"}


def test_a_premise_that_can_never_be_met_is_no_proof(knowledge: Knowledge) -> None:
    """An emergency rule that can never be true would "prove" anything about itself."""
    found = failures(with_rules(knowledge, {"bowel_lost": core.NEVER}), only="emergency_rule_gives_emergency")
    assert [(f.about, f.person) for f in found] == [("bowel_lost", None)]


def test_an_overlap_in_a_table_is_caught(knowledge: Knowledge) -> None:
    overlap = with_rules(knowledge, {"phase__acute": core.Against("duration_days", "<=", 42)})
    assert "phase never overlaps" in {f.about for f in failures(overlap, only="tables_are_complete")}


def test_a_counterexample_is_a_person_the_engine_agrees_with(knowledge: Knowledge) -> None:
    """The person the prover shows really is lowered by the planted fault."""
    faulty = fault_red_flag_never_lowers(knowledge)
    person = next(f.person for f in failures(faulty, only="red_flag_never_lowers") if f.person is not None)
    answers = {q: a for q, a in person.items() if q != "bmi"}
    before = faulty.outcome(answers).rules["emergency_now"]
    after = faulty.outcome({**answers, "fever": True}).rules["emergency_now"]
    assert (before, after) in {(True, False), (True, None), (None, False)}
