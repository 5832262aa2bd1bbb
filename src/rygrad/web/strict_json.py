"""JSON that means one thing: no key twice, no NaN, no nesting without end."""

from __future__ import annotations

import json
from typing import Any, NoReturn

EXACT = 2**53  # up to here every whole number is exact as a floating one


class NotJsonError(ValueError):
    """The text is no JSON, or says a key twice."""


def strict_json(body: bytes) -> Any:
    """What the body says; raises NotJsonError."""
    try:
        return json.loads(
            body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse, parse_float=_number
        )
    except UnicodeDecodeError as e:
        raise NotJsonError("not UTF-8") from e
    except RecursionError as e:
        raise NotJsonError("nested too deep") from e
    except json.JSONDecodeError as e:
        raise NotJsonError(f"not JSON: {e.msg}, line {e.lineno}, column {e.colno}") from e
    except NotJsonError:
        raise
    except ValueError as e:  # a number of thousands of digits
        raise NotJsonError("not JSON: a number is too long") from e


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise NotJsonError(f"the key {key[:60]!r} stands twice")
        made[key] = value
    return made


def _number(text: str) -> int | float:
    """78.0 is 78: JSON knows one kind of number, and other programs write whole ones either way."""
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < EXACT else number


def _refuse(constant: str) -> NoReturn:
    raise NotJsonError(f"{constant} is no JSON")
