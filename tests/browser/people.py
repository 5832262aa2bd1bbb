"""Made-up people who walk through the site, each with answers to every question they are asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import FilePayload
from ruamel.yaml import YAML

EXAMPLES = Path(__file__).parents[2] / "examples"
Answers = dict[str, bool | int | str | None]  # None is "don't know"


def lifted() -> Answers:
    """A woman of 38, nine days after lifting, nothing serious: the example of the README."""
    answers: dict[str, Any] = YAML(typ="safe", pure=True).load(EXAMPLES / "one_person.yaml")
    return answers


def numb_saddle() -> Answers:
    """A man of 44 with both legs, a numb saddle area and trouble passing urine: an emergency."""
    answers: Answers = json.loads((EXAMPLES / "emergency.json").read_text(encoding="utf-8"))["answers"]
    return answers


def persistent() -> Answers:
    """The woman of 38, half a year on, worried, with pain below the knee: a result with more to say."""
    return lifted() | {
        "duration_days": 180,
        "earlier_episodes": 3,
        "worried_about_back": True,
        "believes_movement_harms": True,
        "pain_leg": "one",
        "pain_below_knee": True,
        "wants_scan": True,
    }


def feverish() -> Answers:
    """The woman of 38 with fever and chills, who should be seen by a doctor today."""
    return lifted() | {"fever": True, "chills": True}


def barely_begun() -> Answers:
    """Somebody who stopped after a few answers, with every emergency question still open."""
    return {"age": 38, "pain_low_back": True, "duration_days": 9}


def as_file(answers: Answers) -> FilePayload:
    """The answers as a file to hand to the site, as Playwright takes it."""
    text = json.dumps({q: a for q, a in answers.items() if a is not None})
    return {"name": "svar.json", "mimeType": "application/json", "buffer": text.encode()}
