"""What OUT holds and says of itself, and what makes two runs the same run."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal
from rygrad.population.answer_checks import Asked
from rygrad.population.answer_files import LABEL
from rygrad.population.answers_in import Source
from rygrad.population.columns import KEPT
from rygrad.population.engines import WORD, EngineName, outcome_schema
from rygrad.population.half_done import Done


def kept_schema(source: Source) -> Any:
    """The columns of OUT that come from IN: who is who, what a report divides by, what was asked for."""
    asked = {one.question.id: one for one in source.asked}
    fields = [pa.field(n, _plain(source.schema.field(n).type)) for n in source.along if n not in asked]
    fields += [
        pa.field(name, _type_of(one, source.schema))
        for name, one in asked.items()
        if name in KEPT or name in source.along
    ]
    order = [*source.along[:1], *KEPT, *source.along]
    return pa.schema(sorted(fields, key=lambda one: order.index(one.name)))


def _plain(found: Any) -> Any:
    return found.value_type if pa.types.is_dictionary(found) else found


def _type_of(asked: Asked, schema: Any) -> Any:
    """The type that a question's checked answers are written as."""
    if asked.question.type == "choice":
        return WORD
    if asked.question.type == "yes_no":
        return pa.bool_()
    found = schema.field(asked.taken.column).type
    as_is = asked.taken.times == 1 and asked.taken.values is None and pa.types.is_integer(found)
    return found if as_is else pa.int32()


def whole_schema(source: Source, knowledge: Knowledge) -> Any:
    """All columns of OUT; raises Refusal where a kept column is named as one of ours."""
    kept, made = kept_schema(source), outcome_schema(knowledge)
    seen = [name.lower() for name in (*made.names, *kept.names)]  # SQL knows no capitals in names
    both = sorted(name for name in kept.names if seen.count(name.lower()) > 1)
    if both:
        raise Refusal(
            f"--id / --keep: {', '.join(both)} er navnet på en kolonne i OUT; omdøb den i IN",
            f"--id / --keep: {', '.join(both)} names a column of OUT; rename it in IN",
        )
    return pa.schema([*kept, *made])


def metadata(source: Source, knowledge: Knowledge, name: EngineName, done: Done) -> dict[str, str]:
    """What OUT says of itself."""
    told = {
        "rygrad.version": version("rygrad"),
        "rygrad.knowledge": knowledge.version,
        "rygrad.review_status": "reviewed" if knowledge.is_reviewed else "draft",
        "rygrad.engine": name,
        "rygrad.source": source.named,
        "rygrad.people": str(done.people - done.refused),
        "rygrad.refused": str(done.refused),
    }
    label = source.label or (LABEL if done.synthetic else None)
    return told | ({"rygrad.label": label} if label else {})


def key(source: Source, knowledge: Knowledge, name: EngineName) -> dict[str, Any]:
    """What must be the same for a run to go on: files, knowledge, program, and what was asked for."""
    files = [(str(f.path.resolve()), f.path.stat().st_size, f.path.stat().st_mtime_ns) for f in source.files]
    asked = [
        (a.question.id, a.taken.column, a.taken.values and dict(a.taken.values), a.taken.times, a.nan_missing)
        for a in source.asked
    ]
    return {
        "files": files,
        "schema": str(source.schema.remove_metadata()),
        "asked": asked,
        "along": list(source.along),
        "id": source.id_column,
        "knowledge": _fingerprint(knowledge.folder),
        "engine": name,
        "version": version("rygrad"),
    }


def _fingerprint(folder: Path) -> str:
    """The same for the same files of knowledge, wherever they lie."""
    made = hashlib.sha256()
    for file in sorted(folder.rglob("*.yaml")):
        content = file.read_bytes()
        made.update(f"{file.relative_to(folder)} {len(content)}\n".encode() + content)
    return made.hexdigest()
