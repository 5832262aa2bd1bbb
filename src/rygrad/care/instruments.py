"""The words of a questionnaire that a site has added itself: read strictly, shown whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rygrad.kb.problem import Problem, Refusal
from rygrad.kb.yaml_text import Parsed, YamlFault, parse
from rygrad.kb.yaml_text import Path as YamlPath

FOLDER = "instruments"  # of a site's data folder
LONGEST = 1000  # characters of one text
FILES_REMEMBERED = 16
Wrong = tuple[YamlPath, str, str]  # where in the file, and what in Danish and English


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of a form: its items, the words of its choices, and what its owner wants below it."""

    lang: str
    instruction: str | None
    items: dict[str, str]
    options: dict[str, str]
    licence: str


class InstrumentFault(Refusal):
    """A site's file of a questionnaire's words cannot be used; holds every fault. No half form is shown."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(p.text("da") for p in problems), "\n".join(p.text("en") for p in problems))
        self.problems = problems


def site_texts(folder: Path, id: str, lang: str, asked: Sequence[str], words: Sequence[str]) -> Texts | None:
    """A questionnaire's words from the site's file, None when there is none; raises InstrumentFault.

    The file must have a text for every item in `asked` and every choice in `words`, and nothing else.
    """
    name = f"{id}.{lang}.yaml"
    parsed = _site_file(folder, name)
    if parsed is None:
        return None
    faults = [
        _problem(name, parsed.place(path), da, en) for path, da, en in _wrong(parsed.value, asked, words)
    ]
    if faults:
        raise InstrumentFault(faults)
    told = parsed.value
    options = dict(told.get("options", {}))
    return Texts(lang, told.get("instruction"), dict(told["items"]), options, told["licence"])


def unread_files(folder: Path, names: Sequence[str]) -> list[Problem]:
    """Each file of a site's folder of words whose name nothing reads."""
    listed = ", ".join(names)
    da, en = f"filen læses ikke; navnet skal være {listed}", f"nothing reads this file; names: {listed}"
    found = (file.name for file in sorted((folder / FOLDER).glob("*")))
    return [_problem(name, (1, 1), da, en) for name in found if name not in names]


def _problem(name: str, place: tuple[int, int], da: str, en: str) -> Problem:
    return Problem(f"{FOLDER}/{name}", *place, da, en)


def _site_file(folder: Path, name: str) -> Parsed | None:
    """A site's file, read anew when it has changed; None when there is none."""
    file = folder / FOLDER / name
    try:
        stat = file.stat()
        return _read(file, stat.st_mtime_ns, stat.st_size)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as e:
        why = e.strerror or "error"
        raise InstrumentFault(
            [_problem(name, (1, 1), f"kan ikke læses ({why})", f"cannot be read ({why})")]
        ) from e
    except UnicodeError as e:
        raise InstrumentFault([_problem(name, (1, 1), "filen er ikke UTF-8", "the file is not UTF-8")]) from e
    except YamlFault as e:
        raise InstrumentFault([_problem(name, (e.line, e.column), e.da, e.en)]) from e


@lru_cache(maxsize=FILES_REMEMBERED)
def _read(file: Path, _changed: int, _size: int) -> Parsed:
    return parse(file.read_text(encoding="utf-8"))


def _wrong(value: Any, asked: Iterable[str], words: Iterable[str]) -> Iterator[Wrong]:
    """What is wrong with a site's file: keys that are missing or not known, texts that are none."""
    parts = {"items": list(asked), **({"options": list(words)} if words else {})}
    lines = ["accepted_terms", "licence"]
    yield from _wrong_keys((), value, [*lines, *parts], may=["instruction"])
    if not isinstance(value, dict):
        return
    for key in (*lines, "instruction"):
        if key in value:
            yield from _wrong_text((key,), value[key])
    for part, keys in parts.items():
        if part in value:
            yield from _wrong_keys((part,), value[part], keys)
            told = value[part] if isinstance(value[part], dict) else {}
            for key in keys:
                if key in told:
                    yield from _wrong_text((part, key), told[key])


def _wrong_keys(path: YamlPath, value: Any, keys: list[str], may: Iterable[str] = ()) -> Iterator[Wrong]:
    where = "".join(f"{part}: " for part in path)
    if not isinstance(value, dict):
        listed = ", ".join(keys)
        yield path, f"{where}skal have linjerne {listed}", f"{where}must have the lines {listed}"
        return
    for key in keys:
        if key not in value:
            yield path, f"{where}mangler {key}", f"{where}{key} is missing"
    for key in value:
        if key not in (*keys, *may):
            yield (*path, key), f"{where}{key} kendes ikke her", f"{where}{key} is not known here"


def _wrong_text(path: YamlPath, value: Any) -> Iterator[Wrong]:
    where = ".".join(str(part) for part in path)
    if not isinstance(value, str) or not value.strip():
        da, en = "skal være tekst (sæt den i anførselstegn)", "must be text (put it in quotes)"
        yield path, f"{where}: {da}", f"{where}: {en}"
    elif len(value) > LONGEST:
        da, en = f"højst {LONGEST} tegn", f"at most {LONGEST} characters"
        yield path, f"{where}: {da}", f"{where}: {en}"
