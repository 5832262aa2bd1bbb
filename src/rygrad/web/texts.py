"""The guide's own words in Danish and English (Fluent); dates and numbers as people write them (Babel)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource
from markupsafe import Markup

FOLDER = Path(__file__).parent / "texts"
LANGUAGES = ("da", "en")
LOCALE = {"da": "da_DK", "en": "en_GB"}
Say = Callable[..., str]


class MissingTextError(KeyError):
    """A page asks for a text that is not there, or fills it in wrongly."""


@cache
def bundle(lang: str) -> FluentBundle:
    """All texts of one language."""
    made = FluentBundle([LOCALE[lang].replace("_", "-")], use_isolating=False)
    for file in sorted(FOLDER.glob(f"*.{lang}.ftl")):
        made.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return made


@cache
def _plain(lang: str, id: str) -> str:
    return _formatted(lang, id, {})


@lru_cache(maxsize=4096)
def _filled(lang: str, id: str, given: tuple[tuple[str, Any], ...]) -> str:
    return _formatted(lang, id, dict(given))


def _formatted(lang: str, id: str, given: dict[str, Any]) -> str:
    texts = bundle(lang)
    if not texts.has_message(id):
        raise MissingTextError(f"{id} ({lang})")
    value = texts.get_message(id).value
    if value is None:
        raise MissingTextError(f"{id} ({lang}) has no text")
    said, faults = texts.format_pattern(value, given)
    if faults:
        raise MissingTextError(f"{id} ({lang}): {faults[0]}")
    return str(said)


@cache
def say(lang: str) -> Say:
    """The function from a text's id, and what fills it, to the text."""

    def said(id: str, **given: Any) -> str:
        return _filled(lang, id, tuple(given.items())) if given else _plain(lang, id)

    return said


@lru_cache(maxsize=4096)
def day_words(lang: str, day: date, shape: str = "d. MMMM y") -> str:
    """A date as it is said: "24. november 2026", "24 November 2026"."""
    return format_date(day, shape if lang == "da" else shape.replace("d.", "d"), locale=LOCALE[lang])


def number_words(lang: str, number: float) -> str:
    """A number as it is written: "7,5", "7.5"."""
    return format_decimal(number, format="#,##0.##", locale=LOCALE[lang])


def wished_language(accept: str | None) -> str:
    """The language a browser wishes for, from its Accept-Language: Danish unless English comes first."""
    wishes = []
    for at, part in enumerate((accept or "").split(",")[:20]):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), at, tag.strip().lower()[:2]))
        except ValueError:
            continue
    spoken = [tag for _, _, tag in sorted(wishes) if tag in ("da", "en", "no", "nb", "nn", "sv", "fo")]
    return "en" if spoken[:1] == ["en"] else "da"


def safe(text: str) -> Markup:
    """A text of our own that holds markup (drawings, charts); never anything a person wrote."""
    return Markup(text)
