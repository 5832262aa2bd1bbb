"""`rygrad check`: everything that can be wrong with a knowledge folder, in one run."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter
from rich.console import Console

from rygrad.assess.cases import failing_cases
from rygrad.kb.coverage import coverage
from rygrad.kb.folder import KINDS
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.lints import lints
from rygrad.kb.load import compiled
from rygrad.kb.problem import KnowledgeError, Problem
from rygrad.kb.trace import trace, uncarried
from rygrad.shell.articles_checked import ArticlesFault, check_articles
from rygrad.words.articles.library import FOLDER, article_files


def check(folder: Path | None, lang: str, out: Console, err: Console) -> int:
    """Loads, lints, runs the cases, traces the facts; prints each problem; 0 when there is none.

    A folder that is not there is wrong input, not a knowledge with a problem: 2.
    """
    if folder is not None and not folder.is_dir():
        err.print(
            f"{folder}: {'mappen findes ikke' if lang == 'da' else 'there is no such folder'}", markup=False
        )
        return 2
    try:
        knowledge = compiled(folder)
    except KnowledgeError as e:
        return _said(e.problems, lang, err)
    problems = lints(knowledge) + coverage(knowledge) + failing_cases(knowledge)
    problems += [_untraced(knowledge, fact) for fact in uncarried(knowledge)]
    problems += _of_articles(knowledge)
    if problems:
        return _said(problems, lang, err)
    k = knowledge
    counts = (
        f"{len(k.rules)} rules, {len(k.cases)} cases, {len(k.claims)} claims, {len(k.sources)} sources, "
        f"{len(k.questions)} questions, {len(k.facts)} facts traced"
    )
    if lang == "da":
        counts = (
            f"{len(k.rules)} regler, {len(k.cases)} cases, {len(k.claims)} påstande, "
            f"{len(k.sources)} kilder, {len(k.questions)} spørgsmål, {len(k.facts)} fakta sporet"
        )
    out.print(f"{'i orden' if lang == 'da' else 'ok'}: {counts}", highlight=False)
    return 0


def _of_articles(knowledge: Knowledge) -> list[Problem]:
    """What is wrong with the articles that ship; a folder without any has none."""
    folder = knowledge.folder / FOLDER
    if not article_files(folder):
        return []
    try:
        checked = check_articles([folder], knowledge, date.today())
    except ArticlesFault as e:
        return [Problem(str(folder), 1, 1, e.da, e.en)]
    return [
        Problem(one.file, f.line, f.column, f.da, f.en)
        for one in checked
        for f in one.faults
        if f.severity == "error"
    ]


def _untraced(knowledge: Knowledge, fact: str) -> Problem:
    da, en = f"{fact}: intet bærer dette faktum", f"{fact}: nothing carries this fact"
    return knowledge.placed["facts", fact].problem(da, en)


def _said(problems: list[Problem], lang: str, err: Console) -> int:
    for problem in problems:
        err.print(problem.text(lang), markup=False, highlight=False, soft_wrap=True)
    count = len(problems)
    many = "" if count == 1 else "er" if lang == "da" else "s"
    err.print(f"{count} problem{many}", highlight=False)
    return 1


def show_trace(knowledge: Knowledge, out: Console, err: Console, lang: str) -> int:
    """Prints each fact of the article with what carries it; 1 when nothing carries one."""
    without = uncarried(knowledge)
    for fact, carriers in trace(knowledge).items():
        said = ", ".join(carriers) or ("INTET" if lang == "da" else "NOTHING")
        out.print(f"{fact}: {said}", markup=False, highlight=False, soft_wrap=True)
    if without:
        err.print(f"{len(without)} {'fakta uden bærer' if lang == 'da' else 'facts that nothing carries'}")
    return 1 if without else 0


def write_schemas(folder: Path) -> list[Path]:
    """One JSON Schema a kind of knowledge file, for editors that check while typing."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for kind, (_, _, model) in KINDS.items():
        schema = TypeAdapter(list[model]).json_schema()  # type: ignore[valid-type]
        file = folder / f"{kind}.json"
        file.write_text(json.dumps(schema, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        made.append(file)
    return made
