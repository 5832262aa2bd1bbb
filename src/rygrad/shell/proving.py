"""`rygrad check --proofs`: what must hold for everyone, proved; says plainly when z3 is missing."""

from __future__ import annotations

from time import perf_counter

from rich.console import Console

from rygrad.kb.knowledge import Knowledge


def prove(knowledge: Knowledge, lang: str, out: Console, err: Console) -> int:
    """Runs every proof; prints what does not hold with a person who shows it; 0 when all hold."""
    try:
        from rygrad.assess.proofs import PROOFS, failures
    except ImportError:
        da, en = (
            "--proofs kræver pakken z3-solver: pip install z3-solver",
            "--proofs needs z3-solver: pip install z3-solver",
        )
        err.print(da if lang == "da" else en, markup=False)
        return 2
    started = perf_counter()
    failed = failures(knowledge)
    for failure in failed:
        err.print(str(failure), markup=False, highlight=False)
    if failed:
        return 1
    took = f"{perf_counter() - started:.1f} s"
    said = f"{len(PROOFS)} beviser holder ({took})" if lang == "da" else f"{len(PROOFS)} proofs hold ({took})"
    out.print(said, highlight=False)
    return 0
