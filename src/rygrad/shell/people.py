"""A file of answers to people: JSON, JSON lines or YAML; one person or a list; nothing guessed."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from math import isinf
from pathlib import Path
from typing import Any, BinaryIO

from rygrad.kb.problem import Refusal
from rygrad.kb.yaml_text import YamlFault, parse
from rygrad.shell.json_place import second_key

MOST_BYTES = 20 * 1024 * 1024  # tens of thousands of people; more are records, not a conversation
MOST_YAML = 2 * 1024 * 1024  # characters; YAML is read a hundred times slower than JSON


class InputFault(Refusal):
    """Input that cannot be used: what is wrong, and where."""


@dataclass(frozen=True, slots=True)
class Given:
    """One person as given: an id that comes back, if any, and the answers, still unchecked."""

    id: Any
    answers: Any
    has_id: bool
    beside: tuple[str, ...] = ()  # keys next to `id` and `answers`


@dataclass(frozen=True, slots=True)
class People:
    """Everyone in a file, and whether it was a list."""

    given: list[Given]
    is_list: bool


def read_people(file: str) -> People:
    """The people in a file, or on standard input for `-`; raises InputFault."""
    name = "<stdin>" if file == "-" else file
    raw = _bytes(file)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        where = f"{name}: byte {e.start + 1}"
        raise InputFault(f"{where}: ikke gyldig UTF-8", f"{where}: not valid UTF-8") from e
    if not text.strip():
        raise InputFault(
            f'{name}: filen er tom; der ventes svar, fx {{"fever": false}}',
            f'{name}: the file is empty; expected answers, such as {{"fever": false}}',
        )
    values = _values(text, name)
    if name.lower().endswith(".jsonl") and isinstance(values, dict):
        values = [values]  # a file of lines is a list, also with one line
    return _people(values, name)


def _bytes(file: str) -> bytes:
    if file == "-":
        return _limited(sys.stdin.buffer, "<stdin>")
    try:
        with Path(file).open("rb") as stream:
            return _limited(stream, file)
    except FileNotFoundError as e:
        raise InputFault(f"{file}: filen findes ikke", f"{file}: there is no such file") from e
    except OSError as e:
        reason = e.strerror or "error"
        raise InputFault(f"{file}: kan ikke læses ({reason})", f"{file}: cannot be read ({reason})") from e


def _limited(stream: BinaryIO, name: str) -> bytes:
    raw = stream.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        most = MOST_BYTES // (1024 * 1024)
        raise InputFault(
            f"{name}: filen er over {most} MB; del den op i mindre filer",
            f"{name}: the file is over {most} MB; split it into smaller files",
        )
    return raw


def _values(text: str, name: str) -> Any:
    looks_json = text.lstrip()[0] in "{["
    if name.lower().endswith((".yaml", ".yml")) or not (
        looks_json or name.lower().endswith((".json", ".jsonl"))
    ):
        return _yaml(text, name)
    try:
        return _json(text)
    except json.JSONDecodeError as e:
        lines = _json_lines(text, name) if e.msg == "Extra data" else None
        if lines is not None:
            return lines
        where = f"{name}:{e.lineno}:{e.colno}"
        raise InputFault(f"{where}: ikke gyldig JSON: {e.msg}", f"{where}: not valid JSON: {e.msg}") from e
    except _TwiceError as e:
        raise _twice(name, text, e) from e
    except (ValueError, RecursionError) as e:
        raise _json_fault(name, e) from e


def _twice(name: str, text: str, e: _TwiceError, line: int = 1, person: int | None = None) -> InputFault:
    """A key that stands twice: where, and in which person of a list."""
    place = second_key(text)
    if place is None:
        return InputFault(f"{name}: nøglen »{e}« står to gange", f"{name}: the key '{e}' stands twice")
    number = person or place.person
    where = f"{name}:{line + place.line - 1}:{place.column}:" + (f" person {number}:" if number else "")
    key = place.key[:60]
    return InputFault(f"{where} nøglen »{key}« står to gange", f"{where} the key '{key}' stands twice")


def _json_fault(where: str, e: BaseException) -> InputFault:
    what = "too deeply nested" if isinstance(e, RecursionError) else str(e)[:80]
    return InputFault(f"{where}: ikke gyldig JSON: {what}", f"{where}: not valid JSON: {what}")


class _TwiceError(ValueError):
    pass


def _json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_finite)


def _finite(text: str) -> float:
    if isinf(float(text)):
        raise ValueError(f"{text[:20]} is too large a number")
    return float(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise _TwiceError(key[:60])
        made[key] = value
    return made


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number in JSON")


def _json_lines(text: str, name: str) -> list[Any] | None:
    """The values of JSON lines; None when the first line is no value, so these are no JSON lines."""
    found: list[Any] = []
    for number, line in enumerate(text.split("\n"), 1):  # splitlines() would split inside texts
        if not line.strip():
            continue
        try:
            found.append(_json(line))
        except json.JSONDecodeError as e:
            if not found:
                return None
            where = f"{name}:{number}:{e.colno}"
            raise InputFault(
                f"{where}: ikke gyldig JSON: {e.msg}", f"{where}: not valid JSON: {e.msg}"
            ) from e
        except _TwiceError as e:
            raise _twice(name, line, e, number, len(found) + 1) from e
        except (ValueError, RecursionError) as e:
            raise _json_fault(f"{name}:{number}", e) from e
    return found


def _yaml(text: str, name: str) -> Any:
    if len(text) > MOST_YAML:
        most = MOST_YAML // (1024 * 1024)
        raise InputFault(
            f"{name}: over {most} MB YAML; skriv det som JSON",
            f"{name}: over {most} MB of YAML; write it as JSON",
        )
    try:
        return parse(text).value
    except YamlFault as e:
        where = f"{name}:{e.line}:{e.column}"
        raise InputFault(f"{where}: {e.da}", f"{where}: {e.en}") from e


def _people(values: Any, name: str) -> People:
    if isinstance(values, list):
        return People([_given(v) for v in values], is_list=True)
    if isinstance(values, dict):
        return People([_given(values)], is_list=False)
    raise InputFault(
        f'{name}: der ventes svar som nøgler, fx {{"fever": false}}, eller en liste af dem',
        f'{name}: expected answers as keys, such as {{"fever": false}}, or a list of them',
    )


def _given(value: Any) -> Given:
    if isinstance(value, dict) and "answers" in value:
        beside = tuple(key for key in value if key not in ("id", "answers"))
        return Given(value.get("id"), value["answers"], "id" in value, beside)
    return Given(None, value, has_id=False)
