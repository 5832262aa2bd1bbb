"""What `rygrad check` writes for editors."""

from __future__ import annotations

import json
from pathlib import Path

from rygrad.kb.folder import KINDS
from rygrad.shell.checking import write_schemas


def test_every_kind_of_file_has_a_schema_that_names_its_keys(tmp_path: Path) -> None:
    made = write_schemas(tmp_path)
    assert [file.stem for file in made] == list(KINDS)
    rules = json.loads((tmp_path / "rules.json").read_text(encoding="utf-8"))
    assert rules["type"] == "array"
    rule = rules["$defs"]["Rule"]
    assert {"id", "title", "when", "because", "status"} <= set(rule["required"])
    assert rule["additionalProperties"] is False
