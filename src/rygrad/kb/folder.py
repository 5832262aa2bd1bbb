"""The knowledge folder on disk: which file holds which kind of entry, read once and remembered."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from rygrad.kb import (
    basics,
    burden_models,
    care_models,
    code_models,
    models,
    phrase_models,
    population_models,
    report_models,
)
from rygrad.kb.problem import Problem
from rygrad.kb.yaml_text import Parsed, YamlFault, parse
from rygrad.kb.yaml_text import Path as YamlPath

# kind -> (folder, special file or None, model)
KINDS: dict[str, tuple[str, str | None, type[basics.Entry]]] = {
    "facts": ("", "facts", models.Fact),
    "version": ("", "version", models.Version),
    "sources": ("sources", None, models.Source),
    "claims": ("claims", None, models.Claim),
    "screens": ("questions", "screens", models.Screen),
    "questions": ("questions", None, models.Question),
    "causes": ("rules", "causes", models.CauseClass),
    "risk_factors": ("rules", "risk_factors", models.RiskFactor),
    "rules": ("rules", None, models.Rule),
    "tables": ("tables", None, models.Table),
    "scores": ("scores", None, models.Score),
    "courses": ("care", "prognosis", care_models.Course),
    "safety_net": ("care", "safety_net", care_models.Advice),
    "advice": ("care", "advice", care_models.Advice),
    "walking": ("care", "walking_plan", care_models.WalkingPlan),
    "exercises": ("care/exercises", None, care_models.Exercise),
    "routes": ("care", "routes", care_models.Route),
    "care": ("care", None, care_models.Care),
    "imaging_findings": ("findings", None, report_models.ImagingFinding),
    "never_soften": ("phrases", "never_soften", phrase_models.NeverSoften),
    "phrase_contexts": ("phrases", "contexts", phrase_models.PhraseContext),
    "reading_bands": ("phrases", "reading_bands", phrase_models.ReadingBand),
    "report_context": ("findings", "context", report_models.Context),
    "phrases": ("phrases", None, phrase_models.Phrase),
    "imaging_codes": ("codes", "imaging_orders", code_models.ImagingCode),
    "override_reasons": ("codes", "override_reasons", code_models.OverrideReason),
    "reason_codes": ("codes", "reasons", code_models.ReasonCode),
    "record_codes": ("codes", None, code_models.RecordCode),
    "population": ("population", None, population_models.Share),
    "scenarios": ("burden", "scenarios", burden_models.Scenario),
    "burden_targets": ("burden", "targets", burden_models.Target),
    "trials": ("burden", "trials", burden_models.Trial),
    "burden_parameters": ("burden", None, burden_models.Parameter),
    "cases": ("cases", None, models.Case),
}
_READ_ELSEWHERE = ("articles/links.yaml",)  # where the guide leads to in the articles; the site reads it
_SAID = {  # what is most often wrong with the shape, in our own words
    "missing": ("mangler", "is missing"),
    "extra_forbidden": ("kendes ikke her", "is not known here"),
    "list_type": ("skal være en liste", "must be a list"),
    "string_type": ("skal være tekst", "must be text"),
    "int_type": ("skal være et helt tal", "must be a whole number"),
    "bool_type": ("skal være true eller false", "must be true or false"),
    "too_short": ("må ikke være tom", "must not be empty"),
    "string_pattern_mismatch": (
        "skal være små bogstaver a-z, tal og _, og begynde med et bogstav",
        "must be small letters a-z, digits and _, beginning with a letter",
    ),
}
_FORMAT = "3"  # of the remembered values; a change in what yaml_text reads or refuses needs another


@dataclass(frozen=True, slots=True)
class Placed:
    """One entry and where it stands: the file and its number in it."""

    file: Path
    at: int
    entry: Any

    def problem(self, da: str, en: str, path: YamlPath = ()) -> Problem:
        """What is wrong with the entry, or with the part of it at `path`."""
        line, column = parse(self.file.read_text(encoding="utf-8")).place((self.at, *path))
        return Problem(str(self.file), line, column, da, en)


def default_folder() -> Path:
    """The knowledge that came with the program: inside the package, or beside the sources."""
    inside = Path(__file__).parents[1] / "knowledge"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "knowledge"


def drawing_files(folder: Path) -> list[Path]:
    """The drawings of a knowledge folder, by name; none where it has none."""
    return sorted((folder / "drawings").glob("*.svg"))


def kind_of(file: Path, folder: Path) -> str | None:
    """Which kind of entries a file holds, by where it lies; None when it lies nowhere we know."""
    inside = file.relative_to(folder).parent.as_posix().removeprefix(".")
    general = None
    for kind, (where, special, _) in KINDS.items():
        if where == inside and special == file.stem:
            return kind
        if where == inside and special is None:
            general = kind
    return general


def read_folder(folder: Path) -> tuple[dict[str, list[Placed]], list[Problem]]:
    """Every entry of a knowledge folder by kind, and what is wrong with its files."""
    found: dict[str, list[Placed]] = {kind: [] for kind in KINDS}
    problems: list[Problem] = []
    for file in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.yml"))):
        if file.relative_to(folder).as_posix() in _READ_ELSEWHERE:
            continue
        kind = kind_of(file, folder) if file.suffix == ".yaml" else None
        if kind is None:
            problems.append(
                Problem(str(file), 1, 1, "filen ligger et sted, der ikke læses", "nothing reads a file here")
            )
            continue
        entries, wrong = _read_file(file, KINDS[kind][2])
        found[kind] += [Placed(file, at, entry) for at, entry in enumerate(entries)]
        problems += wrong
    return found, problems


def _read_file(file: Path, model: type[basics.Entry]) -> tuple[list[Any], list[Problem]]:
    try:
        raw = file.read_bytes()
        values = _remembered(raw)
        return _adapter(model).validate_json(values), []
    except YamlFault as e:
        return [], [Problem(str(file), e.line, e.column, e.da, e.en)]
    except UnicodeError:
        return [], [Problem(str(file), 1, 1, "filen er ikke UTF-8", "the file is not UTF-8")]
    except OSError as e:
        reason = e.strerror or "error"
        da, en = f"kan ikke læses ({reason})", f"cannot be read ({reason})"
        return [], [Problem(str(file), 1, 1, da, en)]
    except ValidationError as e:
        return [], _explained(file, parse(raw.decode()), e)


@cache
def _adapter(model: type[basics.Entry]) -> TypeAdapter[list[Any]]:
    """What reads a list of one kind; making it takes longer than reading a file."""
    return TypeAdapter(list[model])  # type: ignore[valid-type]


def _explained(file: Path, parsed: Parsed, error: ValidationError) -> list[Problem]:
    problems = []
    for fault in error.errors():
        path = tuple(p for p in fault["loc"])
        at = path[0] if path else None
        entry = parsed.value[at] if isinstance(at, int) and isinstance(parsed.value, list) else None
        name = entry.get("id") or entry.get("name") if isinstance(entry, dict) else None
        key = ".".join(str(p) for p in path[1:])
        line, column = parsed.place(path)
        da, en = _said(fault)
        where = "".join(f"{part}: " for part in (name, key) if part)
        problems.append(Problem(str(file), line, column, where + da, where + en))
    return problems


def _said(fault: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a shape, in Danish and English."""
    told = fault.get("ctx", {})
    match fault["type"]:
        case "value_error":
            da, en = told["error"].args
            return str(da), str(en)
        case "literal_error":
            allowed = str(told["expected"])
            return f"skal være {allowed.replace(' or ', ' eller ')}", f"must be {allowed}"
        case "string_too_short":
            least = told["min_length"]
            return f"skal have mindst {least} tegn", f"must have at least {least} characters"
        case "less_than_equal":
            return f"skal være højst {told['le']:g}", f"must be at most {told['le']:g}"
        case "greater_than_equal":
            return f"skal være mindst {told['ge']:g}", f"must be at least {told['ge']:g}"
        case other:
            return _SAID.get(other, (fault["msg"], fault["msg"]))


def _remembered(raw: bytes) -> bytes:
    """The file's values as JSON; reading YAML is slow, so the result is kept by the file's content."""
    kept = _cache_folder() / f"{_FORMAT}-{hashlib.sha256(raw).hexdigest()}.json"
    try:
        mark, _, values = kept.read_bytes().partition(b"\n")
        if mark == _mark(values):  # a damaged file is as good as none
            return values
    except OSError:
        pass
    made = json.dumps(parse(raw.decode()).value, ensure_ascii=False, default=_iso).encode()
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial = kept.with_suffix(f".{os.getpid()}")
        partial.write_bytes(_mark(made) + b"\n" + made)
        partial.replace(kept)
    except OSError:
        pass  # a cache that cannot be written only costs time
    return made


def _mark(values: bytes) -> bytes:
    return hashlib.sha256(values).hexdigest().encode()


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "rygrad" / "knowledge"
