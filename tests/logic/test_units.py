"""Units: converted exactly or refused, and said as a person says them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rygrad.logic.units import FAMILIES, SPOKEN, converted, many, same_family, spoken, unit_called


@pytest.mark.parametrize(
    ("value", "unit", "to", "exact"),
    [
        (6, "week", "day", 42),
        (12, "week", "day", 84),
        (3, "day", "hour", 72),
        (1, "day", "minute", 1440),
        (30, "minute", "hour", None),
        (120, "minute", "hour", 2),
        (41, "day", "week", None),
        (42, "day", "week", 6),
        (0, "day", "week", 0),
        (-14, "day", "week", -2),
        (2, "m", "cm", 200),
        (150, "cm", "m", None),
        (5, "kg", "kg", 5),
        (1, "year", "day", None),  # a year has no exact number of days
        (3, "kg", "cm", None),
        (3, "stone", "kg", None),
    ],
)
def test_conversion_is_exact_or_none(value: int, unit: str, to: str, exact: int | None) -> None:
    assert converted(value, unit, to) == exact


times = st.sampled_from(["minute", "hour", "day", "week"])


@given(st.integers(-(10**9), 10**9), times, times)
def test_there_and_back_is_the_same(value: int, unit: str, to: str) -> None:
    there = converted(value, unit, to)
    assert there is None or converted(there, to, unit) == value
    smallest = converted(value, unit, "minute")
    assert smallest is not None
    assert converted(smallest, "minute", unit) == value


def test_a_family_is_what_can_be_converted_at_all() -> None:
    assert same_family("minute", "week")
    assert same_family("m", "cm")
    assert not same_family("year", "day")
    assert not same_family("kg", "cm")
    assert not same_family("stone", "stone")


@pytest.mark.parametrize(
    ("word", "unit"),
    [
        ("weeks", "week"),
        ("week", "week"),
        ("cm", "cm"),
        ("m", "m"),
        ("drinks", "drink"),
        ("uger", None),
        ("%", None),
    ],
)
def test_one_and_many_mean_the_same_unit(word: str, unit: str | None) -> None:
    assert unit_called(word) == unit


def test_no_unit_stands_in_two_families() -> None:
    units = [unit for family in FAMILIES for unit in family]
    assert len(units) == len(set(units))
    assert set(SPOKEN) <= set(units)


@pytest.mark.parametrize(
    ("value", "unit", "da", "en"),
    [
        (1, "week", "1 uge", "1 week"),
        (6, "week", "6 uger", "6 weeks"),
        (0, "day", "0 dage", "0 days"),
        (70, "year", "70 år", "70 years"),
        (1, "drink", "1 genstand", "1 drink"),
        (10, "percent", "10 %", "10 %"),
        (7, "rating", "7", "7"),
        (7, None, "7", "7"),
    ],
)
def test_a_number_is_said_with_its_unit(value: int, unit: str | None, da: str, en: str) -> None:
    assert (spoken(value, unit, "da"), spoken(value, unit, "en")) == (da, en)


def test_a_unit_is_said_of_many() -> None:
    assert (many("week", "da"), many("weeks", "en"), many("count", "da"), many(None, "en")) == (
        "uger",
        "weeks",
        "",
        "",
    )
