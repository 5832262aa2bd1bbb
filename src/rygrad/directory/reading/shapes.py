"""Looking into JSON that others wrote: whatever is not of the awaited shape is simply not there."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any


def listed(value: Any) -> list[Any]:
    """A list, or the one thing that stands where a list may stand."""
    return value if isinstance(value, list) else [] if value is None else [value]


def inside(value: Any, *keys: str) -> Any:
    """What stands under keys within keys; the first of a list; None when there is no such thing."""
    for key in keys:
        value = value[0] if isinstance(value, list) and value else value
        value = value.get(key) if isinstance(value, dict) else None
    return value


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects among what stands in a list."""
    return (one for one in listed(value) if isinstance(one, dict))


def short_id(prefix: str, told: str) -> str:
    """An id of ours for an address that is none: always the same for the same address."""
    return f"{prefix}-{sha256(told.encode()).hexdigest()[:16]}"
