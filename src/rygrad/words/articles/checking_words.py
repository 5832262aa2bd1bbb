"""Words that frighten and numbers without a source, as faults of an article; and all checks together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rygrad.words.articles.article import Article
from rygrad.words.articles.checking import (
    Check,
    Fault,
    Ground,
    Severity,
    dates,
    headings,
    images,
    known_names,
    top,
)
from rygrad.words.articles.checking_links import claim_numbers, links, references
from rygrad.words.articles.checking_shown import own_ids, pictures, wordless
from rygrad.words.articles.links import target
from rygrad.words.lint.findings import Finding
from rygrad.words.lint.lint import Linter
from rygrad.words.lint.markdown_prose import markdown_prose
from rygrad.words.lint.numbers import has_reference
from rygrad.words.lint.sarif import message

_SEVERITY: dict[str, Severity] = {"catastrophic": "error", "structural": "error"}

_STUDY = {
    "da": re.compile(
        r"(?i)\b(?:undersøgelsen?|undersøgelser|studiet?|studier|forsøg(?:et)?|forskning(?:en)?|forskere|eksperter)\s+"
        r"(?:har\s+)?(?:vist?e?r?|vist|fandt|fundet|finder|peger|pegede|tyder|tydede|påvist?e?r?|dokumenterer)\b"
    ),
    "en": re.compile(
        r"(?i)\b(?:stud(?:y|ies)|trials?|research(?:ers)?|experts?|reviews?)\s+(?:has\s+|have\s+)?"
        r"(?:shows?|showed|shown|finds?|found|suggests?|suggested|indicates?|indicated|proves?|proved)\b"
    ),
}


def studies(article: Article, _: Ground) -> Iterator[Fault]:
    """A study or an expert that is told of without saying which."""
    cited = {link.line for link in article.links if target(link.href).kind in ("outside", "claim")}
    for p in article.paragraphs:
        rows = range(p.line, p.line + p.markdown.count("\n") + 1)
        found = _STUDY[article.lang].search(p.plain)
        if found and not p.in_references and not cited.intersection(rows) and not has_reference(p.markdown):
            da = f"»{found.group()}« uden at sige hvilken; nævn kilden i samme afsnit"
            en = f"'{found.group()}' without saying which; name the source in the same paragraph"
            yield Fault(p.line, 1, "error" if article.ours else "warning", "study-without-source", da, en)


def words(article: Article, ground: Ground) -> Iterator[Fault]:
    """What our linter finds; a number without a source is an error in an article of ours."""
    linter = Linter(ground.knowledge)
    prose = markdown_prose(article.source)
    said = {lang: linter.lint(prose, text_lang=article.lang, lang=lang).findings for lang in ("da", "en")}
    for da, en in zip(said["da"], said["en"], strict=True):
        yield _fault(da, en, article.ours)


def _fault(da: Finding, en: Finding, ours: bool) -> Fault:
    severity = "error" if ours else _SEVERITY.get(da.severity, "warning")
    return Fault(da.spot.line, da.spot.column, severity, da.rule, message(da, "da"), message(en, "en"))


CHECKS: tuple[Check, ...] = (
    top,
    known_names,
    headings,
    own_ids,
    images,
    pictures,
    dates,
    links,
    wordless,
    references,
    claim_numbers,
    studies,
    words,
)
