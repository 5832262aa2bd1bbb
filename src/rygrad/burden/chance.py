"""Chance without order: each draw is a function of (seed, person, decision, count), by SplitMix64."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, TypeVar

import numpy as np

F = TypeVar("F", bound=Callable[..., Any])
COMPILED = find_spec("numba") is not None


def compiled() -> Callable[[F], F]:
    """Makes a function fast where numba is there; else it runs as it stands, some hundred times slower."""
    if not COMPILED:
        return lambda function: function
    import numba

    jit: Any = numba.njit  # so that types are the same where numba is not there
    made: Callable[[F], F] = jit(cache=True, nogil=True)
    return made


_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_30, _27, _31, _11, _40 = (np.uint64(n) for n in (30, 27, 31, 11, 40))


@compiled()
def mixed(x: np.uint64) -> np.uint64:
    """SplitMix64's last step: every bit of the result hangs on every bit of x."""
    x = (x ^ (x >> _30)) * _FIRST
    x = (x ^ (x >> _27)) * _SECOND
    return x ^ (x >> _31)


@compiled()
def key_of(seed: int, person: int) -> np.uint64:
    """One person's own stream."""
    return mixed(mixed(np.uint64(seed) + _STEP) + _STEP * np.uint64(person + 1))


@compiled()
def drawn(key: np.uint64, decision: int, count: int) -> float:
    """A number between 0 and 1, neither of them, for the count-th time a person meets a decision."""
    at = (np.uint64(decision) << _40) + np.uint64(count)
    x = mixed(np.uint64(key) + at * _STEP)
    return (np.float64(x >> _11) + 0.5) * (1.0 / 9007199254740992.0)
