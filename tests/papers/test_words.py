"""The papers' words: the same in both languages, all of them used, dates as people write them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from rygrad.papers import words

ROOM = Path(words.__file__).parent


def ids(lang: str) -> set[str]:
    """The texts that a language has."""
    return set(
        re.findall(r"^([a-z][\w-]*) =", (ROOM / f"texts/{lang}.ftl").read_text(encoding="utf-8"), re.M)
    )


def test_both_languages_have_the_same_texts_and_fill_in_the_same() -> None:
    assert ids("da") == ids("en")
    for id in ids("da"):
        filled = [re.findall(r"\$(\w+)", str(_raw(lang, id))) for lang in ("da", "en")]
        assert sorted(set(filled[0])) == sorted(set(filled[1])), id


def _raw(lang: str, id: str) -> str:
    written = (ROOM / f"texts/{lang}.ftl").read_text(encoding="utf-8")
    return re.split(r"\n(?=[a-z#])", written[written.index(f"\n{id} =") + 1 :])[0]


def test_every_text_is_used() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in [*ROOM.glob("*.py"), ROOM / "plan.typ"])
    made = {f"diary-{name}" for name in ("day", "pain", "walked", "strength", "went")}
    assert not [id for id in ids("da") - made if not re.search(rf"[\"'.]{id}\b", code)]


def test_a_missing_text_and_a_missing_value_are_faults() -> None:
    with pytest.raises(words.MissingTextError):
        words.say("da", "not-there")
    with pytest.raises(words.MissingTextError):
        words.say("da", "plan-from")


def test_dates_and_numbers() -> None:
    day = date(2026, 11, 24)
    assert [words.short_day(lang, day) for lang in ("da", "en")] == ["tirs. 24. nov.", "Tue 24 Nov"]
    assert [words.long_day(lang, day) for lang in ("da", "en")] == ["24. november 2026", "24 November 2026"]
    assert words.number("da", 2.6) == "2,6"
    assert words.number("da", 7.0) == "7"
    assert words.measured("en", 1) == "1.0"
