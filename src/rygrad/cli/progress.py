"""A progress bar for the commands that count people."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(command: str) -> Iterator[Callable[[int, int], None] | None]:
    """What to call with how many are done, of how many; None unless somebody looks at standard error."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"rygrad {command}", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
