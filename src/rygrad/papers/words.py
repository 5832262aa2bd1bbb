"""The papers' own words in Danish and English (Fluent); dates and numbers as people write them (Babel)."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource

FOLDER = Path(__file__).parent / "texts"
LOCALE = {"da": "da_DK", "en": "en_GB"}
SHORT = {"da": "EEE d. MMM", "en": "EEE d MMM"}
SHORTEST = {"da": "EEE d.", "en": "EEE d"}
PLAIN = {"da": "d. MMMM", "en": "d MMMM"}
LONG = {"da": "d. MMMM y", "en": "d MMMM y"}


class MissingTextError(KeyError):
    """A paper asks for a text that is not there, or fills it in wrongly."""


@cache
def bundle(lang: str) -> FluentBundle:
    """All the papers' texts in one language."""
    made = FluentBundle([LOCALE[lang].replace("_", "-")], use_isolating=False)
    made.add_resource(FluentResource((FOLDER / f"{lang}.ftl").read_text(encoding="utf-8")))
    return made


def say(lang: str, id: str, **given: str | float) -> str:
    """One text in one language, filled in; `MissingTextError` when it is not there or does not fit."""
    texts = bundle(lang)
    message = texts.get_message(id) if texts.has_message(id) else None
    if message is None or message.value is None:
        raise MissingTextError(f"{id} ({lang})")
    said, faults = texts.format_pattern(message.value, given)
    if faults:
        raise MissingTextError(f"{id} ({lang}): {faults[0]}")
    return str(said)


def short_day(lang: str, day: date) -> str:
    """A day with its weekday: "man. 24. nov.", "Mon 24 Nov"."""
    return format_date(day, SHORT[lang], locale=LOCALE[lang])


def shortest_day(lang: str, day: date) -> str:
    """A day inside a month that is known: "man. 24.", "Mon 24"."""
    return format_date(day, SHORTEST[lang], locale=LOCALE[lang])


def plain_day(lang: str, day: date) -> str:
    """A day inside a sentence: "24. november", "24 November"."""
    return format_date(day, PLAIN[lang], locale=LOCALE[lang])


def long_day(lang: str, day: date) -> str:
    """A day in full: "24. november 2026", "24 November 2026"."""
    return format_date(day, LONG[lang], locale=LOCALE[lang])


def number(lang: str, value: float) -> str:
    """A number with at most one decimal: "2,6", "2.6"."""
    return format_decimal(value, format="0.#", locale=LOCALE[lang])


def measured(lang: str, value: float) -> str:
    """A measured number, always with its one decimal: "1,0", "1.0"."""
    return format_decimal(value, format="0.0", locale=LOCALE[lang])
