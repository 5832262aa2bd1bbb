"""Folder to Knowledge: reads every entry and compiles every sentence, or says all that is wrong."""

from __future__ import annotations

from pathlib import Path

from rygrad.kb.compile import Compiler
from rygrad.kb.folder import Placed, default_folder, read_folder
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import KnowledgeError, Problem
from rygrad.kb.references import references


def load(folder: Path | None = None) -> Knowledge:
    """The knowledge of a folder (default: the one that ships); raises KnowledgeError with every problem.

    What it says rests on claims and sources that are all there; the rest is for `rygrad check`.
    """
    knowledge = compiled(folder)
    dangling = references(knowledge)
    if dangling:
        raise KnowledgeError(dangling)
    return knowledge


def compiled(folder: Path | None = None) -> Knowledge:
    """The knowledge of a folder whose names may still lead nowhere; raises KnowledgeError."""
    folder = folder or default_folder()
    if not folder.is_dir():
        raise KnowledgeError([Problem(str(folder), 1, 1, "mappen findes ikke", "there is no such folder")])
    found, problems = read_folder(folder)
    if problems:  # what stands in an unread file is missed everywhere: those faults would say nothing
        raise KnowledgeError(sorted(set(problems)))
    compiler = Compiler({kind: [p for p in all_ if _in_force(kind, p)] for kind, all_ in found.items()})
    knowledge = compiler.knowledge(folder)
    if compiler.problems:
        raise KnowledgeError(sorted(set(compiler.problems)))
    return knowledge


def _in_force(kind: str, placed: Placed) -> bool:
    """What is retired takes part in nothing; a retired claim stays, for what it disagrees with."""
    return kind == "claims" or getattr(placed.entry, "status", None) != "retired"
