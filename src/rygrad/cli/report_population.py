"""The command `report-population`: a file of outcomes to counts that give nobody away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rygrad.cli.options import FolderOption, Lang, LangOption, fail, knowledge_of, write_out
from rygrad.cli.progress import progress
from rygrad.cli.whole_files import refuse_places, write_whole
from rygrad.kb.problem import Refusal

if TYPE_CHECKING:
    from rygrad.population.report_rows import Report
    from rygrad.population.report_texts import Texts


def report_population(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The .parquet file of `rygrad batch`.")],
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page with charts and all tables.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write every count as a row.")
    ] = None,
    small_under: Annotated[
        int,
        typer.Option(
            "--small-under", metavar="N", min=1, max=1000, help="Counts from 1 to below N are hidden."
        ),
    ] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="The whole report as JSON.")] = False,
    lang: LangOption = Lang.da,
    folder: FolderOption = None,
) -> None:
    """Counts and shares of many people: how urgent, what is open, scans against the advice.

    By age, sex and region where OUT has them. Counts of few people are hidden so that they cannot be
    worked out from the others.

    \b
      rygrad batch people.parquet outcomes.parquet
      rygrad report-population outcomes.parquet --html report.html --csv report.csv
    """
    try:
        from rygrad.population.report_files import as_csv, as_object, as_text
        from rygrad.population.report_texts import Texts
    except ImportError as e:
        fail(f"rygrad report-population: mangler / needs {e.name}: pip install 'rygrad[population]'")
    known = knowledge_of(folder, lang.value)
    texts = Texts(known, lang.value)
    try:
        refuse_places({"--html": html, "--csv": csv}, {"OUT": out})
        report = _report(out, texts, small_under)
    except Refusal as e:
        fail(e.text(lang.value))
    made = {html: _page(report, texts) if html else "", csv: as_csv(report) if csv else ""}
    for file, content in made.items():
        if file:
            write_whole(file, content)
    write_out(
        json.dumps(as_object(report), ensure_ascii=False, indent=2) if as_json else as_text(report, texts)
    )


def _report(out: Path, texts: Texts, least: int) -> Report:
    from rygrad.population.report_counts import counted
    from rygrad.population.report_tables import report_of
    from rygrad.population.report_texts import age_groups

    with progress("report-population") as seen:
        counts = counted(out, texts.knowledge, age_groups(), seen)
    return report_of(counts, texts.knowledge, least)


def _page(report: Report, texts: Texts) -> str:
    try:
        from rygrad.population.report_html import page

        return page(report, texts)
    except ImportError as e:
        fail(f"--html: mangler / needs {e.name}: pip install 'rygrad[web]'")
