"""What must hold for every possible person, proved over the rules and the policy that ship.

Each proof first shows that its premise can be met; a proof about nothing would hold too.
Needs z3-solver (test time only).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import z3  # type: ignore[import-untyped]

from rygrad.kb.basics import LEVELS, Level, rank
from rygrad.kb.knowledge import Knowledge, row_name
from rygrad.kb.models import Rule
from rygrad.logic.to_proof import Asked, World, said
from rygrad.logic.vocabulary import Choice, YesNo


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that does not hold: which proof, about what, and a person who shows it."""

    proof: str
    about: str
    person: dict[str, bool | int | str] | None

    def __str__(self) -> str:
        shown = "its premise can never be met" if self.person is None else f"for example {self.person}"
        return f"{self.proof}: {self.about}: {shown}"


class Prover:
    """One incremental solver over one person, and a second world where two are compared."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.k = knowledge
        self.world = World(knowledge.program)
        self.solver = z3.Solver()
        self.solver.add(*self.world.premise)
        self.levels = LEVELS[1:]

    def shows(self, proof: str, about: str, premise: z3.BoolRef, then: z3.BoolRef) -> Iterator[Failure]:
        """Nothing when the premise can be met and always gives `then`; else what is wrong."""
        if self.solver.check(premise) != z3.sat:
            yield Failure(proof, about, None)
        elif self.solver.check(premise, z3.Not(then)) != z3.unsat:
            yield Failure(proof, about, said(self.solver.model(), self.world))

    def can(self, proof: str, about: str, wanted: z3.BoolRef) -> Iterator[Failure]:
        """Nothing when some person meets it."""
        if self.solver.check(wanted) != z3.sat:
            yield Failure(proof, about, None)

    def taken(self, table: str, row: str) -> z3.BoolRef:
        """The row is the first true one of its table."""
        rows = self.k.tables[table].rows
        earlier = rows[: [r.then for r in rows].index(row)]
        none = [z3.Not(self.world.true(row_name(table, r.then))) for r in earlier]
        return z3.And(self.world.true(row_name(table, row)), *none)

    def reassured(self) -> z3.BoolRef:
        """The policy's row for this person reassures."""
        rows = self.k.tables["disposition"].rows
        return z3.Or(*(self.taken("disposition", r.then) for r in rows if r.reassures))

    def moved_levels(self, question: str) -> list[Level]:
        """The levels that can depend on a question."""
        return [level for level in self.levels if question in self.k.program.asks[level]]

    def with_level(self) -> list[Rule]:
        """Rules that lead to a level."""
        return [r for r in self.k.rules.values() if r.then.level]


def emergency_rule_gives_emergency(p: Prover) -> Iterator[Failure]:
    """Any emergency rule true: the level is emergency, and the person is told to phone now."""
    first = p.k.tables["disposition"].rows[0].then
    for rule in p.with_level():
        if rule.then.level == "emergency_now":
            then = z3.And(p.world.true("emergency_now"), p.taken("disposition", first))
            yield from p.shows("emergency_rule_gives_emergency", rule.id, p.world.true(rule.id), then)


def level_rule_gives_level(p: Prover) -> Iterator[Failure]:
    """Any rule true: the level is at least the rule's own."""
    for rule in p.with_level():
        at_least = LEVELS[rank(rule.then.level) :]
        then = z3.Or(*(p.world.true(level) for level in at_least))
        yield from p.shows("level_rule_gives_level", rule.id, p.world.true(rule.id), then)


def red_flag_never_lowers(p: Prover) -> Iterator[Failure]:
    """A yes, or a worse word, to any red-flag question never lowers level or could_be.

    `could_be` may fall from "not asked" to a word that is not the worst; it never falls from one
    word to a worse one.
    """
    for question in p.k.program.questions.values():
        if not getattr(question, "red_flag", False):
            continue
        for said_now, milder, worst in _worse(p, question):
            raised = p.world.with_other(question.id, said_now)
            kept = z3.And(*(_level_kept(p, raised, lv) for lv in p.moved_levels(question.id)))
            could = z3.And(*(_could_kept(p, raised, lv) for lv in p.moved_levels(question.id)))
            known = z3.BoolVal(True) if worst else p.world.asked[question.id].known
            yield from p.shows("red_flag_never_lowers", question.id, milder, kept)
            yield from p.shows(
                "red_flag_never_lowers", f"{question.id} (could be)", z3.And(milder, known), could
            )


def _level_kept(p: Prover, raised: World, level: Level) -> z3.BoolRef:
    return z3.Implies(p.world.true(level), z3.Or(*(raised.true(lv) for lv in LEVELS[rank(level) :])))


def _could_kept(p: Prover, raised: World, level: Level) -> z3.BoolRef:
    return z3.Or(p.world.false(level), *(z3.Not(raised.false(lv)) for lv in LEVELS[rank(level) :]))


def _worse(p: Prover, question: object) -> Iterator[tuple[Asked, z3.BoolRef, bool]]:
    """Each worse answer, what must hold in the first world, and whether it is the worst answer."""
    yes, no = z3.BoolVal(True), z3.BoolVal(False)
    if isinstance(question, YesNo):
        asked = p.world.asked[question.id]
        yield Asked(yes, {"yes": yes}), z3.Not(z3.And(asked.known, asked.words["yes"])), True
    elif isinstance(question, Choice):
        asked = p.world.asked[question.id]
        for at, word in enumerate(question.words[1:], 1):
            milder = z3.Or(z3.Not(asked.known), *(asked.words[w] for w in question.words[:at]))
            said_now = Asked(yes, {w: yes if w == word else no for w in question.words})
            yield said_now, milder, word == question.words[-1]


def answer_never_overturns(p: Prover) -> Iterator[Failure]:
    """What is settled, true or false, stays so when the person answers one more question."""
    for question in p.k.program.questions.values():
        if question.asked_of != "person" or not p.moved_levels(question.id):
            continue
        asked = p.world.asked[question.id]
        silent = Asked(z3.BoolVal(False), asked.words, asked.number)
        before = p.world.with_other(question.id, silent)
        kept = [
            z3.Implies(then(level), now(level))
            for level in p.moved_levels(question.id)
            for then, now in ((before.true, p.world.true), (before.false, p.world.false))
        ]
        yield from p.shows("answer_never_overturns", question.id, asked.known, z3.And(*kept))


# How far what is not asked of the person in the interview may raise: decision 0002.
RAISES_TO: dict[str, Level] = {
    "clinician": "emergency_now",
    "interview": "see_doctor_today",
    "questionnaire": "see_physio",
}


def not_asked_only_raises(p: Prover) -> Iterator[Failure]:
    """An examination, a questionnaire or the interview's note never lowers, nor raises past its limit."""
    raised: dict[str, list[z3.BoolRef]] = {who: [] for who in RAISES_TO}
    for question in p.k.program.questions.values():
        if question.asked_of == "person" or not p.moved_levels(question.id):
            continue
        asked = p.world.asked[question.id]
        before = p.world.with_other(question.id, Asked(z3.BoolVal(False), asked.words, asked.number))
        most = rank(RAISES_TO[question.asked_of])
        moved = p.moved_levels(question.id)
        raised[question.asked_of] += [z3.And(before.false(level), p.world.true(level)) for level in moved]
        lowered = [z3.Implies(before.true(lv), z3.Or(*map(p.world.true, LEVELS[rank(lv) :]))) for lv in moved]
        beyond = [z3.Implies(before.false(lv), p.world.false(lv)) for lv in moved if rank(lv) > most]
        yield from p.shows("not_asked_only_raises", question.id, asked.known, z3.And(*lowered, *beyond))
    for who, ways in raised.items():
        yield from p.can("not_asked_only_raises", f"{who} can raise", z3.Or(*ways))


def every_input_has_a_disposition(p: Prover) -> Iterator[Failure]:
    """Whatever is known or unknown, some row of the policy is true."""
    rows = [p.world.true(row_name("disposition", r.then)) for r in p.k.tables["disposition"].rows]
    yield from p.shows("every_input_has_a_disposition", "disposition", z3.BoolVal(True), z3.Or(*rows))


def open_emergency_never_reassures(p: Prover) -> Iterator[Failure]:
    """While an emergency question is open, or someone must be seen today, nothing reassures."""
    premises = {
        "emergency open": p.world.open("emergency_now"),
        "emergency": p.world.true("emergency_now"),
        "today": p.world.true("see_doctor_today"),
        "today open": p.world.open("see_doctor_today"),
    }
    for about, premise in premises.items():
        yield from p.shows("open_emergency_never_reassures", about, premise, z3.Not(p.reassured()))


def some_input_reassures(p: Prover) -> Iterator[Failure]:
    """The policy can also reassure: a program that never does would be of no use."""
    yield from p.can("some_input_reassures", "disposition", p.reassured())


def every_rule_lives(p: Prover) -> Iterator[Failure]:
    """Every rule can be true, false and open; none is shadowed by rules as urgent, of the same cause."""
    for rule in p.k.rules.values():
        for state, wanted in (("true", p.world.true), ("false", p.world.false), ("open", p.world.open)):
            yield from p.can("every_rule_lives", f"{rule.id} can be {state}", wanted(rule.id))
    for rule in p.with_level():
        urgency = rank(rule.then.level)
        rivals = [
            r
            for r in p.with_level()
            if r is not rule and rank(r.then.level) >= urgency and rule.then.cause in (None, r.then.cause)
        ]
        alone = z3.And(p.world.true(rule.id), *(z3.Not(p.world.true(r.id)) for r in rivals))
        yield from p.can("every_rule_lives", f"{rule.id} decides for someone", alone)


def tables_are_complete(p: Prover) -> Iterator[Failure]:
    """With every question of a table answered a row is true; rows of a `unique` table never overlap."""
    for table in p.k.tables.values():
        rows = [row_name(table.id, row.then) for row in table.rows]
        asked = {q for row in rows for q in p.k.program.asks[row]}
        answered = z3.And(*(p.world.asked[q].known for q in sorted(asked)))
        some = z3.Or(*(p.world.true(row) for row in rows))
        if table.id != "cause":  # with no pain told, no cause is named
            yield from p.shows("tables_are_complete", f"{table.id} has no gap", answered, some)
        for row in table.rows:
            yield from p.can(
                "tables_are_complete", f"{table.id}: {row.then} can be taken", p.taken(table.id, row.then)
            )
        if table.hit == "unique":
            once = z3.AtMost(*(p.world.true(row) for row in rows), 1)
            yield from p.shows("tables_are_complete", f"{table.id} never overlaps", z3.BoolVal(True), once)


def examination_rules_wait(p: Prover) -> Iterator[Failure]:
    """A rule that needs an examination is false when nothing was found, so it may wait unseen."""

    def not_asked(question: str) -> bool:
        return p.k.program.questions[question].asked_of != "person"

    unseen = World(p.k.program, absent=not_asked, asked=dict(p.world.asked))
    for rule in sorted(p.k.on_examination):
        yield from p.shows("examination_rules_wait", rule, z3.BoolVal(True), unseen.false(rule))


PROOFS: dict[str, Callable[[Prover], Iterator[Failure]]] = {
    proof.__name__: proof
    for proof in (
        emergency_rule_gives_emergency,
        level_rule_gives_level,
        red_flag_never_lowers,
        answer_never_overturns,
        not_asked_only_raises,
        every_input_has_a_disposition,
        open_emergency_never_reassures,
        some_input_reassures,
        every_rule_lives,
        tables_are_complete,
        examination_rules_wait,
    )
}


def failures(knowledge: Knowledge, only: str | None = None) -> list[Failure]:
    """Everything that does not hold; empty when all proofs do."""
    prover = Prover(knowledge)
    return [f for name, proof in PROOFS.items() if only in (None, name) for f in proof(prover)]
