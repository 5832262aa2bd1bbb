"""What of a table may be told without giving away a count of few people.

Three ways to hide, each with a reason why a hidden count cannot be worked out from what is told;
docs/population-report.md has the reasons in full. Nothing here knows what is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Block = tuple[int, ...]  # places that are told as one


@dataclass(frozen=True, slots=True)
class Hidden:
    """The places of a row that are not told: `small` ones, and those hidden so that these stay hidden."""

    small: frozenset[int] = frozenset()
    beside: frozenset[int] = frozenset()

    @property
    def all(self) -> frozenset[int]:
        """Every hidden place; their sum can be worked out, no single one of them can."""
        return self.small | self.beside


def is_small(count: int, least: int) -> bool:
    """Whether a count is of too few people to be told; none at all may be told."""
    return 0 < count < least


def hidden(counts: Sequence[int], least: int, first: Sequence[int] = ()) -> Hidden | None:
    """What to hide in a row whose sum is told; None when nothing of it can be told.

    Beside the small counts so many others are hidden that each small one could be anything from 1 to
    `least - 1`. Who is hidden beside is decided by place (`first`, then those after the small ones), not
    by size, so that the choice itself says nothing.
    """
    small = [at for at, count in enumerate(counts) if is_small(count, least)]
    if not small:
        return Hidden()
    beside: list[int] = []
    total = sum(counts[at] for at in small)
    for at in dict.fromkeys([*first, *_after(small[-1], len(counts))]):
        if counts[at] < max(least, 1):
            continue
        beside.append(at)
        total += counts[at]
        if total >= len(small) * (least - 1) + len(beside) * least:
            return Hidden(frozenset(small), frozenset(beside))
    return None


def _after(last: int, length: int) -> list[int]:
    return [*range(last + 1, length), *range(last + 1)]


def rungs(told: Callable[[list[Block]], Sequence[int]], length: int, least: int) -> list[Block]:
    """Neighbours joined from the top until every count that `told` gives of the blocks is safe."""
    blocks: list[Block] = [(at,) for at in range(length)]
    while len(blocks) > 1 and any(is_small(count, least) for count in told(blocks)):
        blocks = min(
            _joined_once(blocks), key=lambda made: (_how_many_small(told(made), least), -_lowest(made))
        )
    return blocks


def _joined_once(blocks: list[Block]) -> list[list[Block]]:
    return [[*blocks[:at], blocks[at] + blocks[at + 1], *blocks[at + 2 :]] for at in range(len(blocks) - 1)]


def _how_many_small(counts: Sequence[int], least: int) -> int:
    return sum(is_small(count, least) for count in counts)


def _lowest(blocks: list[Block]) -> int:
    return next((block[0] for block in blocks if len(block) > 1), 0)


def joined_groups(rows: Sequence[Sequence[int]], least: int, ordered: bool) -> list[Block]:
    """Groups joined until every count of every block is safe; `ordered` ones only with their neighbours.

    The first count of a row is its people. Whoever swaps two people of a block changes nothing that is
    told, so what is told cannot say to which group of the block anybody belongs.
    """
    blocks: list[Block] = [(at,) for at in range(len(rows))]
    while len(blocks) > 1:
        unsafe = [b for b in blocks if any(is_small(count, least) for count in _sum(rows, b))]
        if not unsafe:
            break
        one = min(unsafe, key=lambda block: _sum(rows, block)[0])
        other = min(
            _near(blocks, one, ordered), key=lambda block: (not _sum(rows, block)[0], _sum(rows, block)[0])
        )
        blocks = sorted([*(b for b in blocks if b not in (one, other)), tuple(sorted(one + other))])
    return blocks


def _near(blocks: list[Block], one: Block, ordered: bool) -> list[Block]:
    at = blocks.index(one)
    beside = [*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2]]
    return beside if ordered else [block for block in blocks if block != one]


def joined_words(rows: Sequence[Sequence[int]], start: Sequence[Block], least: int) -> list[Block]:
    """Columns joined until each is safe in every row; `start` are those that must be told as one."""
    blocks = list(start)
    while len(blocks) > 1:
        unsafe = [b for b in blocks if any(is_small(sum(row[at] for at in b), least) for row in rows)]
        if not unsafe:
            break
        one = unsafe[0]
        other = blocks[(blocks.index(one) + 1) % len(blocks)]
        blocks = sorted([*(b for b in blocks if b not in (one, other)), tuple(sorted(one + other))])
    return blocks


def projected(of: Sequence[int], hiding: frozenset[int]) -> list[Block]:
    """The coarse columns that can be told when the fine ones of `hiding` are known only as a sum.

    `of` says to which coarse column each fine one belongs.
    """
    together = tuple(sorted({of[at] for at in hiding}))
    alone: list[Block] = [(column,) for column in sorted(set(of)) if column not in together]
    return sorted([*alone, together]) if together else alone


def _sum(rows: Sequence[Sequence[int]], block: Block) -> list[int]:
    return [sum(rows[at][place] for at in block) for place in range(len(rows[0]))]
