"""Units: exact conversion to a question's base unit, or a refusal."""

from __future__ import annotations

# family -> unit -> how many of the family's smallest unit
FAMILIES: tuple[dict[str, int], ...] = (
    {"minute": 1, "hour": 60, "day": 1440, "week": 10080},
    {"cm": 1, "m": 100},
    {"year": 1},
    {"kg": 1},
    {"count": 1},
    {"rating": 1},
    {"drink": 1},
    {"grade": 1},
    {"bmi": 1},
    {"point": 1},
    {"percent": 1},
)
SPOKEN: dict[str, tuple[str, str, str, str]] = {  # da one, da many, en one, en many
    "minute": ("minut", "minutter", "minute", "minutes"),
    "hour": ("time", "timer", "hour", "hours"),
    "day": ("dag", "dage", "day", "days"),
    "week": ("uge", "uger", "week", "weeks"),
    "year": ("år", "år", "year", "years"),
    "cm": ("cm", "cm", "cm", "cm"),
    "m": ("m", "m", "m", "m"),
    "kg": ("kg", "kg", "kg", "kg"),
    "drink": ("genstand", "genstande", "drink", "drinks"),
    "point": ("point", "point", "point", "points"),
    "percent": ("%", "%", "%", "%"),
}
_BY_WORD = {u: u for family in FAMILIES for u in family} | {
    words[3]: unit for unit, words in SPOKEN.items() if unit != "percent"
}


def unit_called(word: str) -> str | None:
    """The unit a word means ("weeks" is week), or None."""
    return _BY_WORD.get(word)


def converted(value: int, unit: str, to: str) -> int | None:
    """`value` of `unit` in `to`, exactly; None when it cannot be, or is not whole."""
    for family in FAMILIES:
        if unit in family and to in family:
            smallest = value * family[unit]
            return smallest // family[to] if smallest % family[to] == 0 else None
    return None


def same_family(unit: str, to: str) -> bool:
    """Whether one unit can be converted to the other at all."""
    return any(unit in family and to in family for family in FAMILIES)


def many(unit: str | None, lang: str) -> str:
    """A unit as it is said of many: "weeks", "dage"; empty where nothing is said."""
    words = SPOKEN.get(unit_called(unit or "") or "")
    return "" if words is None else words[1 if lang == "da" else 3]


def spoken(value: int, unit: str | None, lang: str) -> str:
    """A number with its unit as it is said: "6 weeks", "42 dage", and bare where nothing is said."""
    words = SPOKEN.get(unit or "")
    if words is None:
        return str(value)
    return f"{value} {words[(0 if value == 1 else 1) + (0 if lang == 'da' else 2)]}"
