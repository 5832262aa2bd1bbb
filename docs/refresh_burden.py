"""Writes docs/burden-figures.md: its numbers are the knowledge's.

.venv/bin/python docs/refresh_burden.py
"""

from __future__ import annotations

from pathlib import Path

from rygrad.burden.article_figures import tell_figures
from rygrad.kb.load import load

HEAD = """# Which of the article's figures can hold together
The source article gives several figures of who has low back pain, and how long. Here each is held against the
others and against what was measured: what it says (with the number of its fact), the source against it, the
arithmetic. `rygrad simulate --which-figures` prints this in Danish or English; with `--scenario seed_figures`
the article's figures are simulated as they stand. [The simulation](burden.md) has its own misfits.
This page is written by `docs/refresh_burden.py`; a test holds it equal to the knowledge.

"""


def main() -> None:
    """Writes the page beside this file."""
    page = Path(__file__).with_name("burden-figures.md")
    page.write_text(HEAD + tell_figures(load(), "en") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
