"""FHIR R4 resources before three checkers: the official JSON schema, @medplum/core, and fhirpath.

Each misses what the others catch: the schema knows codes and shapes, @medplum/core the cardinalities,
fhirpath the invariants of the standard's own definitions.
"""

from __future__ import annotations

import functools
import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema_rs

HERE = Path(__file__).parent
SCHEMA = HERE / "node_modules" / "@medplum" / "definitions" / "dist" / "fhir" / "r4" / "fhir.schema.json"


@functools.cache
def _validator(kind: str) -> Any:
    text = SCHEMA.read_text(encoding="utf-8")
    schema = json.loads(text)
    assert kind in schema["definitions"], kind
    named = set(re.findall(r'"#/definitions/([^"]+)"', text))  # some are referred to and not there
    known = {name: {} for name in named} | schema["definitions"]
    own = {"$schema": schema["$schema"], "definitions": known, "allOf": [{"$ref": f"#/definitions/{kind}"}]}
    return jsonschema_rs.validator_for(own)


def fhir_faults(resources: Sequence[dict[str, Any]], folder: Path) -> list[str]:
    """What is wrong with some resources, one line a fault, the number of the resource first."""
    sent, report = folder / "resources.json", folder / "fhir-faults.json"
    sent.write_text(json.dumps(resources), encoding="utf-8")
    done = subprocess.run(
        ["node", str(HERE / "fhir_faults.mjs"), str(sent), str(report)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = [*json.loads(report.read_text(encoding="utf-8"))]
    lines = [f"{at}: {line}" for at, each in enumerate(found) for line in each]
    for at, resource in enumerate(resources):
        lines += [f"{at}: schema: {fault}" for fault in _schema(resource)]
    return lines


def _schema(resource: dict[str, Any]) -> list[str]:
    """The schema's faults; of a bundle each entry's own, because "one of 150 resources" says nothing."""
    inner = [entry["resource"] for entry in resource.get("entry", []) if "resource" in entry]
    bare = resource
    if inner:
        bare = resource | {
            "entry": [{k: v for k, v in entry.items() if k != "resource"} for entry in resource["entry"]]
        }
    faults = [
        f"{'/'.join(map(str, fault.instance_path))}: {fault.message[:300]}"
        for fault in _validator(resource["resourceType"]).iter_errors(bare)
    ]
    return [*faults, *(fault for one in inner for fault in _schema(one))]
