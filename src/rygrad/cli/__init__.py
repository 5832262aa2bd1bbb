"""The command line: arguments in, rooms called; results to standard output, all else to standard error."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

import typer

from rygrad.cli import (
    batch,
    burden,
    clinics,
    exports,
    knowledge,
    person,
    report_population,
    site,
    synth,
    texts,
)

EXAMPLES = """
Examples:

\b
  rygrad guide                              the interview; --lang en for English
  echo '{"fever": true}' | rygrad assess    one person, answers as JSON
  rygrad assess people.yaml --json          everything, for other programs
  rygrad report svar.txt --age 50           a scan report in plain words
  rygrad check                              is the knowledge in order?
  rygrad lint article.md                    words that frighten, numbers without a source
  rygrad articles check articles/           is an article in order?
  rygrad book                               every rule as a page to read
  rygrad synth 1000 --out people.parquet    people who do not exist, for trying things out
  rygrad batch people.parquet out.parquet   the rules over many people, a row each
  rygrad simulate --scenario walking        what would it change if more walked?
  rygrad clinics search Odense              who is near, when a list is loaded
"""
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Low back pain: from the first worry to the right next step. Answers stay on this machine.\n"
    + EXAMPLES,
)
for command in (
    person.assess,
    person.guide,
    texts.report,
    texts.lint,
    knowledge.check,
    knowledge.book,
    burden.simulate,
    site.serve,
    synth.synth,
    batch.batch,
    report_population.report_population,
):
    app.command()(command)
app.add_typer(texts.articles_app, name="articles")
app.add_typer(clinics.clinics_app, name="clinics")
app.add_typer(exports.export_app, name="export")


def _not_written(e: OSError) -> NoReturn:
    """The machine refused, as a full disk does: one message, exit 1, no traceback."""
    what = "kunne ikke skrive alt / could not write all"
    if e.filename:
        what = f"kunne ikke bruge / could not use {e.filename}"
    with suppress(OSError):
        print(f"rygrad: {what}: {e.strerror or e}", file=sys.stderr, flush=True)
    for stream, number in ((sys.stdout, 1), (sys.stderr, 2)):  # what is left would only fail again at exit
        with suppress(OSError, ValueError):
            stream.flush()
            continue
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    raise SystemExit(1) from None


def main() -> None:
    """The `rygrad` command."""
    gc.set_threshold(20_000)  # loading makes much that stays; looking for rubbish meanwhile costs a tenth
    try:
        try:
            app()
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()  # here a full disk can still be told; at exit it cannot
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except OSError as e:
        _not_written(e)
    except KeyboardInterrupt:
        raise SystemExit(130) from None
