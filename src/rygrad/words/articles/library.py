"""All articles of a site by id and language: those that ship, and the site's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rygrad.kb.problem import Problem
from rygrad.words.articles.article import Article
from rygrad.words.articles.front_matter import LANGUAGES
from rygrad.words.articles.reading import read_article

FOLDER = "articles"
LARGEST = 1_000_000  # bytes; a long article is a twentieth of it
_ENDINGS = (".md", ".markdown")
# The kinds of pictures a site shows, by the ending of their names.
PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True)
class Library:
    """Articles by id and language, and what was wrong with files that could not be taken in."""

    articles: Mapping[tuple[str, str], Article] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def __contains__(self, id: object) -> bool:
        return any((id, lang) in self.articles for lang in LANGUAGES)

    def find(self, id: str, lang: str) -> Article | None:
        """An article in a language, in another when it is not in that; None when the id is not known."""
        in_order = (lang, *(other for other in LANGUAGES if other != lang))
        return next((self.articles[id, at] for at in in_order if (id, at) in self.articles), None)

    def languages(self, id: str) -> list[str]:
        """The languages an article is in."""
        return [lang for lang in LANGUAGES if (id, lang) in self.articles]

    def shown(self, lang: str) -> list[Article]:
        """Every article once, in the language where it can be; ours first, by title."""
        ids = dict.fromkeys(id for id, _ in self.articles)
        found = [article for id in ids if (article := self.find(id, lang))]
        return sorted(found, key=lambda a: (not a.ours, a.lang != lang, a.title.lower()))

    def newest(self) -> list[Article]:
        """Every article in every language, the last changed first; those without a date at the end."""
        return sorted(self.articles.values(), key=lambda a: (a.updated or date.min, a.id), reverse=True)

    def related(self, article: Article) -> list[Article]:
        """The articles it names as related, and those that name it, in its own language where they can be."""
        names = [*article.related]
        names += [a.id for a in self.articles.values() if article.id in a.related]
        found = (self.find(name, article.lang) for name in dict.fromkeys(names) if name != article.id)
        return [other for other in found if other is not None]


def library(ours: Path, own: Path | None = None) -> Library:
    """Reads the articles of two folders; a file that cannot be used is left out and told."""
    taken: dict[tuple[str, str], Article] = {}
    problems: list[Problem] = []
    for article, wrong in _read(article_files(ours), ours=True):
        problems += wrong
        if article and article.status != "retired":
            problems += _take(article, taken)
    for article, wrong in _read(article_files(own) if own else (), ours=False):
        problems += wrong
        if article and article.status != "retired":
            problems += _take(article, taken)
    return Library(taken, tuple(problems))


def article_files(folder: Path) -> list[Path]:
    """The articles of a folder and the folders in it, by name; none where there is none."""
    if not folder.is_dir():
        return []
    return sorted(f for f in folder.rglob("*") if f.suffix.lower() in _ENDINGS and f.is_file())


def text_of(file: Path) -> str:
    """The text of an article's file; raises ValueError with the reason in Danish and English."""
    try:
        if file.stat().st_size > LARGEST:
            raise ValueError("filen er over 1 MB", "the file is over 1 MB")
        return file.read_bytes().decode("utf-8")
    except UnicodeError:
        raise ValueError("filen er ikke UTF-8", "the file is not UTF-8") from None
    except OSError as e:
        reason = e.strerror or "error"
        raise ValueError(f"kan ikke læses ({reason})", f"cannot be read ({reason})") from e


def _read(files: Iterable[Path], ours: bool) -> Iterable[tuple[Article | None, list[Problem]]]:
    for file in files:
        try:
            article = read_article(text_of(file), str(file), ours)
        except ValueError as e:
            yield None, [Problem(str(file), 1, 1, *e.args)]
            continue
        yield article, article.front.problems


def _take(article: Article, taken: dict[tuple[str, str], Article]) -> list[Problem]:
    """Takes an article in; one whose id is taken is left out, so that no text of ours is covered unseen."""
    there = taken.setdefault((article.id, article.lang), article)
    if there is article:
        return []
    da = f"artiklen »{article.id}« ({article.lang}) findes allerede: {there.file}"
    en = f"the article '{article.id}' ({article.lang}) is there already: {there.file}"
    return [Problem(article.file, 1, 1, da, en)]
