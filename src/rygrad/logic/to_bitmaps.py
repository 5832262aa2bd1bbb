"""Rules to bitmaps: every rule for millions of people, eight people a byte operation.

Arrow keeps a yes/no column as a value bitmap and a validity bitmap, so *true* is `value & valid` and
*false* is `valid ^ true`; and, or and not are plain operations on whole byte arrays, and the result is
again an Arrow column without a detour. People are taken in blocks small enough that all that is in
between stays in the processor's cache, so memory beyond the answer does not grow with the table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from rygrad.logic.arrow_bits import Bits, Block, Column, packed_to_int, wrong_type
from rygrad.logic.gates import ALL, NONE, Digits, Gates, Step
from rygrad.logic.program import Program

BLOCK = 1 << 19  # people; a bitmap of a block is 64 kB
_SMALL = 1 << 15  # people; a table in chunks smaller than this on average is joined before it is read


def to_bitmaps(program: Program, wanted: Collection[str] | None = None) -> Bitmaps:
    """A function from a table of answers to a table of outcomes, all or those of the `wanted` names."""
    return Bitmaps(program, wanted)


class Bitmaps:
    """Answers every wanted rule for every row of a table: true, false, or null for unknown.

    Each question is a column of its own name: bool, whole numbers of any width, or text (also
    dictionary). A column that is missing, or of type null, is unanswered by everybody; columns that are
    no question are left alone. Raises TypeError when a column's type does not fit its question.
    """

    def __init__(self, program: Program, wanted: Collection[str] | None = None) -> None:
        self.program = program
        self.wanted = program.order if wanted is None else tuple(n for n in program.order if n in set(wanted))
        if wanted is not None and set(wanted) - set(self.wanted):
            raise KeyError(f"no rule or score: {', '.join(sorted(set(wanted) - set(self.wanted)))}")
        self._plans: dict[frozenset[str], _Plan] = {}

    @property
    def columns(self) -> tuple[str, ...]:
        """The questions the wanted rules stand on, sorted: the columns worth reading."""
        return tuple(sorted({q for name in self.wanted for q in self.program.asks[name]}))

    def schema(self, scores: bool = False) -> Any:
        """The Arrow schema of the answer: rules, then `<score>_low` and `<score>_high` if asked for."""
        fields = [pa.field(name, pa.bool_()) for name in self.wanted if name in self.program.rules]
        if scores:
            made = [name for name in self.wanted if name in self.program.scores]
            fields += [pa.field(f"{name}_{end}", pa.int32()) for name in made for end in ("low", "high")]
        return pa.schema(fields)

    def __call__(self, table: Any, scores: bool = False) -> Any:
        """The outcomes of every row, in the table's order."""
        found = {q: table.schema.field(q).type for q in self.columns if q in table.column_names}
        present = [q for q, type_ in found.items() if not pa.types.is_null(type_)]
        faults = [wrong_type(self.program.questions[q], found[q]) for q in present]
        if any(faults):
            raise TypeError("; ".join(fault for fault in faults if fault))
        plan = self._plan(frozenset(present))
        made = [self._batch(plan, batch, count, scores) for batch, count in _batches(table, present)]
        return pa.Table.from_batches(made, self.schema(scores))

    def _plan(self, columns: frozenset[str]) -> _Plan:
        if columns not in self._plans:
            self._plans[columns] = _planned(Gates(self.program, columns, self.wanted), self.wanted)
        return self._plans[columns]

    def _batch(self, plan: _Plan, batch: Mapping[str, Any], count: int, scores: bool) -> Any:
        questions = self.program.questions
        columns = {name: Column(questions[name], column) for name, column in batch.items()}
        answer = _Answer(plan, count, scores)
        buffers = np.empty((plan.buffers, (min(count, BLOCK) + 7) // 8), np.uint8)
        for start in range(0, count, BLOCK):
            _run(plan, Block(questions, columns, start, min(start + BLOCK, count)), buffers, answer)
        return pa.RecordBatch.from_arrays(answer.arrays(), schema=self.schema(scores))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What to run on every block: steps with the buffer each writes to, and what is ready after which step.

    A buffer is used again as soon as nobody needs what is in it.
    """

    size: int
    buffers: int
    steps: tuple[tuple[Step, int], ...]
    rules: dict[str, tuple[int, int]]
    scores: dict[str, tuple[Digits, Digits]]
    ready: dict[int, list[str]]


def _planned(gates: Gates, wanted: Collection[str]) -> _Plan:
    rules = {name: (gates.rules[name][0], known) for name, known in gates.known.items()}
    scores = {name: gates.scores[name] for name in wanted if name in gates.scores}
    ends = {name: set(pair) for name, pair in rules.items()}
    ends |= {name: {bit for end in pair for bit in end.bits} for name, pair in scores.items()}
    steps = _needed(gates.steps, set[int]().union(*ends.values()))
    last = {part: at for at, step in enumerate(steps) for part in step.parts}
    made_at = {step.made: at for at, step in enumerate(steps)}
    ready: dict[int, list[str]] = {}
    for name, bits in ends.items():
        at = max((made_at[b] for b in bits if b > ALL), default=-1)
        ready.setdefault(at, []).append(name)
        last |= {b: max(at, last.get(b, -1)) for b in bits}
    return _Plan(gates.size, *_placed(steps, last), rules, scores, ready)


def _needed(steps: list[Step], wanted: set[int]) -> list[Step]:
    """The steps that something wanted stands on."""
    needed = set(wanted)
    kept = []
    for step in reversed(steps):
        if step.made in needed:
            needed.update(step.parts)
            kept.append(step)
    return kept[::-1]


def _placed(steps: list[Step], last: dict[int, int]) -> tuple[int, tuple[tuple[Step, int], ...]]:
    """A buffer for each gate's result; loads bring their own memory."""
    free: list[int] = []
    held: dict[int, int] = {}
    count = 0
    placed = []
    ending: dict[int, list[int]] = {}
    for made, at in last.items():
        ending.setdefault(at, []).append(made)
    for at, step in enumerate(steps):
        if step.gate != "load":
            if not free:
                free.append(count)
                count += 1
            held[step.made] = free.pop()
        placed.append((step, held.get(step.made, -1)))
        free += [held.pop(made) for made in ending.get(at, ()) if made in held]
    return count, tuple(placed)


_GATES = {"and": np.bitwise_and, "or": np.bitwise_or, "xor": np.bitwise_xor}


def _run(plan: _Plan, block: Block, buffers: Bits, answer: _Answer) -> None:
    made: list[Any] = [None] * plan.size
    made[NONE], made[ALL] = ~block.everybody, block.everybody
    width = len(block.everybody)
    answer.write(plan.ready.get(-1, ()), block, made)
    for at, (step, buffer) in enumerate(plan.steps):
        if step.given is not None:
            made[step.made] = block.load(step.given)
        elif step.gate == "not":
            made[step.made] = np.invert(made[step.parts[0]], out=buffers[buffer, :width])
        else:
            gate, out = _GATES[step.gate], buffers[buffer, :width]
            gate(made[step.parts[0]], made[step.parts[1]], out=out)
            for part in step.parts[2:]:
                gate(out, made[part], out=out)
            made[step.made] = out
        if at in plan.ready:
            answer.write(plan.ready[at], block, made)


class _Answer:
    """The outcomes of one record batch, filled block by block."""

    def __init__(self, plan: _Plan, count: int, scores: bool) -> None:
        self.plan = plan
        self.count = count
        self.rules = {name: np.empty((2, (count + 7) // 8), np.uint8) for name in plan.rules}
        self.totals = {name: np.empty((2, count), np.int32) for name in plan.scores if scores}

    def write(self, names: Iterable[str], block: Block, made: list[Any]) -> None:
        """Takes over what is ready, before its buffers are used again."""
        people = slice(block.start, block.end)
        for name in names:
            if name in self.rules:
                for row, bits in zip(self.rules[name], self.plan.rules[name], strict=True):
                    row[block.bytes] = made[bits]
            elif name in self.totals:
                for end, digits in zip(self.totals[name], self.plan.scores[name], strict=True):
                    packed = tuple(made[bit] for bit in digits.bits)
                    end[people] = packed_to_int(packed, digits.least, block.end - block.start)

    def arrays(self) -> list[Any]:
        """One Arrow array an outcome, rules first, without a copy."""
        made = [
            pa.Array.from_buffers(pa.bool_(), self.count, [pa.py_buffer(valid), pa.py_buffer(true)])
            for true, valid in self.rules.values()
        ]
        return made + [pa.array(end) for both in self.totals.values() for end in both]


def _batches(table: Any, columns: list[str]) -> list[tuple[dict[str, Any], int]]:
    """Neighbouring people column by column with their number, without a copy unless in very small pieces."""
    if not columns:
        return [({}, table.num_rows)]
    batches = table.select(columns).to_batches()
    if len(batches) > 1 and table.num_rows < len(batches) * _SMALL:
        batches = table.select(columns).combine_chunks().to_batches()
    return [({name: batch.column(name) for name in columns}, batch.num_rows) for batch in batches]
