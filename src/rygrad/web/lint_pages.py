"""A text checked for words that frighten: pasted into a form, shown with its findings, forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from rygrad.kb.problem import Refusal
from rygrad.web.turn import Turn
from rygrad.words.lint.findings import Report
from rygrad.words.lint.lint import Linter
from rygrad.words.lint.reading import prose_of

LONGEST = 100_000  # characters; a long article has a fifth of that
TEXT_LANGUAGES = ("auto", "da", "en")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text: as it is, or marked as finding `number`, or as a name that stays."""

    text: str
    severity: str | None = None
    number: int | None = None


async def show(request: Request) -> Response:
    """The empty form."""
    return _page(Turn(request))


async def check(request: Request) -> Response:
    """The findings of a text that was sent; nothing of it is kept."""
    turn = Turn(request)
    form = await turn.form()
    sent = form.get("text")
    text = sent.replace("\r\n", "\n") if isinstance(sent, str) else ""
    wanted = turn.field("text_lang")
    text_lang = wanted if wanted in TEXT_LANGUAGES else "auto"
    if not text.strip():
        return _page(turn, text_lang, fault=turn.t("fault-lint-empty"), status=422)
    if len(text) > LONGEST:
        return _page(turn, text_lang, fault=turn.t("fault-lint-long", most=LONGEST), status=422)
    spoken = None if text_lang == "auto" else text_lang
    try:
        report = await run_in_threadpool(_report, turn, text, spoken)
    except Refusal:
        return _page(turn, text_lang, fault=turn.t("fault-lint-unreadable"), status=422)
    return _page(turn, text_lang, text, report, list(_pieces(text, report)))


def _report(turn: Turn, text: str, spoken: str | None) -> Report:
    made_once = turn.site.knowledge.made_once
    if ("linter", "") not in made_once:
        made_once["linter", ""] = Linter(turn.site.knowledge)
    linter: Linter = made_once["linter", ""]
    return linter.lint(prose_of(text.encode(errors="replace"), "text", "-"), "-", spoken, turn.lang)


def _page(
    turn: Turn,
    text_lang: str = "auto",
    text: str = "",
    report: Report | None = None,
    pieces: list[Piece] | None = None,
    fault: str | None = None,
    status: int = 200,
) -> Response:
    return turn.page(
        "lint.html",
        status=status,
        text=text,
        text_lang=text_lang,
        text_languages=TEXT_LANGUAGES,
        report=report,
        pieces=pieces or [],
        fault=fault,
        longest=LONGEST,
    )


def _pieces(text: str, report: Report) -> Iterator[Piece]:
    """The text cut at its findings; of two that overlap the first is marked."""
    marks = [(f.spot.start, f.spot.end, str(f.severity), n) for n, f in enumerate(report.findings, 1)]
    marks += [(k.spot.start, k.spot.end, "kept", 0) for k in report.kept]
    at = 0
    for start, end, severity, number in sorted(marks):
        if start < at:
            continue
        yield Piece(text[at:start])
        yield Piece(text[start:end], severity, number or None)
        at = end
    yield Piece(text[at:])
