"""`rygrad articles check`: articles read and judged, their faults listed, and the exit code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal
from rygrad.papers.article_charts import CHARTS
from rygrad.words.articles.article import Article
from rygrad.words.articles.checking import Fault, Ground, check_article, check_languages
from rygrad.words.articles.checking_shown import left_out
from rygrad.words.articles.checking_words import CHECKS
from rygrad.words.articles.library import FOLDER, Library, article_files, library, text_of
from rygrad.words.articles.reading import read_article

_WORDS = {
    "da": {"error": "fejl", "warning": "advarsel", "warnings": "advarsler", "none": "intet at bemærke"},
    "en": {"error": "error", "warning": "warning", "warnings": "warnings", "none": "nothing to remark"},
}


class ArticlesFault(Refusal):
    """Articles that cannot be read: all of them, a line each."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An article's file and its faults."""

    file: str
    faults: list[Fault]


def check_articles(
    paths: Sequence[Path], knowledge: Knowledge, today: date, images: Path | None = None
) -> list[Checked]:
    """The faults of every article under some paths; raises ArticlesFault when one cannot be read."""
    shipped = knowledge.folder / FOLDER
    read = _read(paths, shipped)
    ours = library(shipped).articles
    known = dict(ours)
    known.update({(a.id, a.lang): a for a in read})
    ground = Ground(
        knowledge, Library(known), today, lambda article, source: _has_image(article, source, images), CHARTS
    )
    checked = [Checked(a.file, check_article(a, ground, CHECKS)) for a in read]
    faults_of = {c.file: c.faults for c in checked}
    for one, other in _pairs(read):
        faults_of[other.file].extend(check_languages(one, other))
    for article, fault in left_out(read, ours.values()):
        faults_of[article.file].append(fault)
    return checked


def _read(paths: Sequence[Path], shipped: Path) -> list[Article]:
    faults: list[Refusal] = []
    read = []
    for file in _files(paths):
        try:
            text = text_of(file)
        except ValueError as e:
            faults.append(Refusal(f"{file}: {e.args[0]}", f"{file}: {e.args[1]}"))
            continue
        ours = shipped.resolve() in file.resolve().parents
        read.append(read_article(text, str(file), ours))
    if faults:
        raise ArticlesFault("\n".join(e.da for e in faults), "\n".join(e.en for e in faults))
    return read


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and the articles of the folders named, each once."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        inside = article_files(path)
        if not inside:
            raise ArticlesFault(f"{path}: ingen artikler her (.md)", f"{path}: no articles here (.md)")
        found.update(dict.fromkeys(inside))
    return list(found)


def _has_image(article: Article, source: str, images: Path | None) -> bool:
    """Whether a picture lies beside the article, in the folder told, or below it as the address says."""
    path = unquote(source).partition("?")[0]
    if "://" in path or path.startswith("//"):
        return True  # another site's; whether it is there cannot be said without asking
    name = path.lstrip("/")
    beside = Path(article.file).parent
    tried = [beside / name, beside / "images" / Path(name).name]
    if images is not None:
        tried += [images / name, images / Path(name).name]
    return any(file.is_file() for file in tried)


def _pairs(read: Sequence[Article]) -> Iterator[tuple[Article, Article]]:
    """The two languages of an article of ours."""
    by_name = {(a.id, a.lang): a for a in read if a.ours}
    for (id, lang), article in by_name.items():
        if lang == "da" and (other := by_name.get((id, "en"))):
            yield article, other


def listing(checked: Sequence[Checked], lang: str) -> Iterator[str]:
    """The faults a line each, then each file's sum."""
    said = _WORDS[lang]
    for one in checked:
        for f in one.faults:
            yield f"{one.file}:{f.line}:{f.column}: {said[f.severity]}: {f.text(lang)} [{f.rule}]"
    for one in checked:
        yield f"{one.file}: {_sum(one.faults, lang)}"


def _sum(faults: Sequence[Fault], lang: str) -> str:
    counted = Counter(f.severity for f in faults)
    said = _WORDS[lang]
    errors, warnings = counted["error"], counted["warning"]
    parts = [f"{errors} {said['error']}{'s' if lang == 'en' and errors != 1 else ''}"] if errors else []
    parts += [f"{warnings} {said['warning' if warnings == 1 else 'warnings']}"] if warnings else []
    return ", ".join(parts) or said["none"]


def as_json(checked: Sequence[Checked], lang: str) -> str:
    """All faults for other programs."""
    files = [
        {
            "file": one.file,
            "faults": [
                {
                    "line": f.line,
                    "column": f.column,
                    "severity": f.severity,
                    "rule": f.rule,
                    "says": f.text(lang),
                }
                for f in one.faults
            ],
        }
        for one in checked
    ]
    return json.dumps({"files": files}, ensure_ascii=False, indent=2)


def exit_code(checked: Sequence[Checked]) -> int:
    """1 when there is an error, else 0."""
    return int(any(f.severity == "error" for one in checked for f in one.faults))
