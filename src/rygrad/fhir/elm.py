"""CQL as ELM, the form in which engines run it: translated by HL7's own translator, where Node has it.

Nothing else in the product needs Node; what is missing is told, never worked around.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from rygrad.kb.problem import Refusal

PACKAGE = "@cqframework/cql"
_PROGRAM = Path(__file__).with_name("cql_to_elm.mjs")
_SECONDS = 300


class NoTranslator(Refusal):
    """Node or the package is not there."""


class NotTranslated(ValueError):
    """The translator found faults; the message has one line for each."""


def to_elm(libraries: Sequence[str], folder: Path) -> list[str]:
    """The ELM of some CQL libraries, as JSON text; `folder` is where `node_modules` lies.

    Raises NoTranslator, or NotTranslated for any fault, warnings and definitions that are only null too.
    """
    made = json.loads(_translated(json.dumps({"libraries": list(libraries)}), folder))
    faults = [f"{at}: {fault}" for at, found in enumerate(made["faults"]) for fault in found]
    if faults:
        raise NotTranslated("\n".join(faults))
    return [str(text) for text in made["elm"]]


def _translated(sent: str, folder: Path) -> str:
    node = shutil.which("node")
    if node is None:
        raise NoTranslator("Node er ikke installeret", "Node is not installed")
    if not (folder / "node_modules" / PACKAGE).is_dir():  # Node itself would look in every folder above too
        raise NoTranslator(
            f"{PACKAGE} findes ikke i {folder}: npm install {PACKAGE}",
            f"{PACKAGE} is not in {folder}: npm install {PACKAGE}",
        )
    try:
        done = subprocess.run(
            [node, str(_PROGRAM), str(folder)],
            input=sent,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise NoTranslator("Node svarede ikke", "Node did not answer") from None
    if done.returncode:
        why = next((line for line in done.stderr.splitlines() if "Error" in line), f"exit {done.returncode}")
        raise NoTranslator(f"Node kunne ikke oversætte: {why}", f"Node could not translate: {why}")
    return done.stdout
