"""`rygrad export`: files for other systems, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from rygrad.cli import app


def test_each_questionnaire_is_a_file(tmp_path: Path) -> None:
    out = tmp_path / "new" / "fhir"
    for _ in range(2):
        done = CliRunner().invoke(app, ["export", "questionnaire", str(out)])
        assert done.exit_code == 0
    names = [f.name for f in out.iterdir()]
    assert {"Questionnaire-examination.json", "Questionnaire-intake.json"} <= set(names)
    assert len([name for name in names if name.startswith("Questionnaire-score-")]) == len(names) - 2 > 4
    made = json.loads((out / "Questionnaire-intake.json").read_text(encoding="utf-8"))
    assert made["url"] == "urn:rygrad:fhir:Questionnaire:intake"
    asked = ["export", "questionnaire", str(out), "--site-address", "https://ryg.example.dk/"]
    assert CliRunner().invoke(app, asked).exit_code == 0
    made = json.loads((out / "Questionnaire-intake.json").read_text(encoding="utf-8"))
    assert made["url"] == "https://ryg.example.dk/fhir/Questionnaire/intake"


def test_each_decision_table_is_a_file(tmp_path: Path) -> None:
    asked = ["export", "plan", str(tmp_path), "--site-address", "https://ryg.example.dk"]
    assert CliRunner().invoke(app, asked).exit_code == 0
    names = ["PlanDefinition-disposition.json", "PlanDefinition-imaging.json"]
    assert sorted(f.name for f in tmp_path.iterdir()) == names
    made = json.loads((tmp_path / names[1]).read_text(encoding="utf-8"))
    assert made["url"] == "https://ryg.example.dk/fhir/PlanDefinition/imaging"


def test_what_cannot_be_written_exits_2(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = CliRunner().invoke(app, ["export", "questionnaire", str(tmp_path / "file")])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    asked = ["export", "questionnaire", str(tmp_path / "x"), "--site-address", "ryg.example.dk"]
    assert CliRunner().invoke(app, asked).exit_code == 2
    assert not (tmp_path / "x").exists()
