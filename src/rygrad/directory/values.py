"""One value of a list to one value of a clinic, or what is wrong with it; nothing is mended in silence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from math import isfinite
from typing import Any
from urllib.parse import urlsplit

import phonenumbers

from rygrad.directory.clinic import LONGEST_LINE, LONGEST_NAME, Specialty, folded
from rygrad.directory.headers import headers
from rygrad.kb.problem import Refusal

HIGHEST_PRICE = 10_000  # kroner; more is a price in øre, or a slip
LONGEST_WAIT = 730  # days
MOST_WORDS = 30
_HTML = re.compile(r"<|>|&(?:#\w+|[A-Za-z]+);")
_MAIL = re.compile(r"[^@\s<>\"',;:()\[\]\\]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_DAY = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_WAIT = re.compile(r"([0-9]{1,4})\s*([a-zæøå]*)")
_CURRENCY = re.compile(r"(?i)\b(?:kr|dkk)\b\.?|,-|\s")


class ValueFault(Refusal):
    """A value cannot be used."""


def blank(value: object) -> bool:
    """Whether a cell says nothing: unknown, and never "no"."""
    return value is None or (
        isinstance(value, str) and (not value.strip() or value.strip().lower() in headers().blank)
    )


def line(value: object, longest: int = LONGEST_LINE) -> str:
    """Plain text on one line. Markup, hidden characters and what a spreadsheet would run are refused."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueFault("skal være tekst", "must be text")
    text = " ".join(str(value).split())
    if len(text) > longest:
        raise ValueFault(f"{len(text)} tegn; højst {longest}", f"{len(text)} characters; at most {longest}")
    if any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn"} for c in text):
        raise ValueFault("der er skjulte tegn i teksten", "there are hidden characters in the text")
    if _HTML.search(text):
        raise ValueFault(f"der er HTML i »{_short(text)}«", f"there is HTML in '{_short(text)}'")
    if text[:1] in tuple("=+-@"):
        raise ValueFault(
            f"»{_short(text)}« begynder som en formel i et regneark",
            f"'{_short(text)}' begins like a formula in a spreadsheet",
        )
    return text


def name(value: object) -> str:
    """A clinic's name."""
    return line(value, LONGEST_NAME)


def yes_or_no(value: object) -> bool:
    """Yes or no, in words or as JSON has it."""
    word = folded(str(value))
    if isinstance(value, bool) or word in headers().yes or word in headers().no:
        return value if isinstance(value, bool) else word in headers().yes
    raise ValueFault(
        f"»{_short(str(value))}« er hverken ja eller nej", f"'{_short(str(value))}' is neither yes nor no"
    )


def degrees(value: object) -> float:
    """A coordinate; the decimal point may be a comma."""
    return _number(str(value).strip().removesuffix("°"), value)


def _number(text: str, value: object) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = float("nan")
    if isinstance(value, bool) or "_" in text or not isfinite(number):
        raise ValueFault(f"»{_short(str(value))}« er ikke et tal", f"'{_short(str(value))}' is not a number")
    return number


def price(value: object) -> int:
    """Kroner as a list writes them ("450,00 kr.", "1.250") to øre."""
    text = _CURRENCY.sub("", str(value))
    if "," in text and "." in text:
        thousands = "." if text.rfind(",") > text.rfind(".") else ","
        text = text.replace(thousands, "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+", text) and isinstance(value, str):
        text = text.replace(".", "")
    kroner = _number(text, value)
    if not 0 <= kroner <= HIGHEST_PRICE:
        raise ValueFault(
            f"»{_short(str(value))}« er ikke en pris fra 0 til {HIGHEST_PRICE} kroner",
            f"'{_short(str(value))}' is not a price from 0 to {HIGHEST_PRICE} kroner",
        )
    return round(kroner * 100)


def ore(value: object) -> int:
    """A price in whole øre, as our own JSON has it."""
    number = _number(str(value), value)
    if number != int(number) or not 0 <= number <= HIGHEST_PRICE * 100:
        raise ValueFault(
            f"»{_short(str(value))}« er ikke hele øre", f"'{_short(str(value))}' is not whole øre"
        )
    return int(number)


def phone(value: object) -> str:
    """A phone number as the whole world dials it (E.164); Danish unless it says otherwise."""
    said = str(value)
    try:
        number = phonenumbers.parse(said, "DK")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number) or not _all_of_it(said, number):
        raise ValueFault(
            f"»{_short(said)}« er ikke et telefonnummer", f"'{_short(said)}' is not a phone number"
        )
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _all_of_it(said: str, number: phonenumbers.PhoneNumber) -> bool:
    """Whether the number is all that was said; of two numbers in a cell the reader would take one."""
    digits, code = "".join(c for c in said if c.isdigit()), str(number.country_code)
    plain = phonenumbers.national_significant_number(number)
    return digits in {plain, code + plain, f"00{code}{plain}", f"{code}0{plain}"}


def mail(value: object) -> str:
    """A mail address."""
    text = line(str(value).removeprefix("mailto:"))
    if not _MAIL.fullmatch(text):
        raise ValueFault(
            f"»{_short(text)}« er ikke en mailadresse", f"'{_short(text)}' is not a mail address"
        )
    return text


def address_of_page(value: object) -> str:
    """A link that a browser may follow: http or https, no password in it; "www.x.dk" gets its https."""
    text = line(value)
    if "://" not in text and not re.match(r"[A-Za-z][A-Za-z0-9+-]*:(?!\d)", text):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    good = parts.scheme.lower() in {"http", "https"} and "." in host and "@" not in parts.netloc
    if not good or any(c in text for c in " \"'`\\"):
        raise ValueFault(f"»{_short(text)}« er ikke en webadresse", f"'{_short(text)}' is not a web address")
    return text


def postcode(value: object) -> str:
    """Four digits, with or without DK in front."""
    text = re.sub(r"(?i)^dk[- ]?", "", str(value).strip()).removesuffix(".0")
    if not re.fullmatch(r"[0-9]{4}", text):
        raise ValueFault(
            f"»{_short(str(value))}« er ikke et dansk postnummer på fire cifre",
            f"'{_short(str(value))}' is not a Danish postcode of four digits",
        )
    return text


def days(value: object) -> int:
    """A waiting time in days; "2 uger" is 14."""
    found = _WAIT.fullmatch(str(value).strip().lower().removesuffix(".0"))
    unit = headers().days.get(folded(found[2]), 1 if not found[2] else None) if found else None
    if not found or unit is None or int(found[1]) * unit > LONGEST_WAIT or isinstance(value, bool):
        raise ValueFault(
            f"»{_short(str(value))}« er ikke et antal dage eller uger",
            f"'{_short(str(value))}' is not a number of days or weeks",
        )
    return int(found[1]) * unit


def day(value: object, today: date) -> date:
    """A day that has been: 2026-11-22, or as Danes write it, 22-11-2026."""
    text = str(value).strip()
    found = _DAY.fullmatch(text)
    try:
        told = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text[:10])
    except ValueError:
        raise ValueFault(f"»{_short(text)}« er ikke en dato", f"'{_short(text)}' is not a date") from None
    if told > today:
        raise ValueFault(f"{told} er ikke kommet endnu", f"{told} has not come yet")
    return told


def words(value: object) -> tuple[str, ...]:
    """A list in one cell (parted by , ; / or |) or a list of JSON, each word once."""
    parts: Iterable[Any] = value if isinstance(value, list | tuple) else re.split(r"[,;/|\n]", str(value))
    found = tuple(dict.fromkeys(line(part, 80) for part in parts if not blank(part)))
    if len(found) > MOST_WORDS:
        raise ValueFault(f"{len(found)} ord; højst {MOST_WORDS}", f"{len(found)} words; at most {MOST_WORDS}")
    return found


def specialties(value: object) -> tuple[tuple[Specialty, ...], tuple[str, ...]]:
    """What may be searched for, in its own order, and the rest as it was said."""
    known = headers().specialties
    said = words(value)
    ours = {known[folded(word)] for word in said if folded(word) in known}
    return tuple(s for s in Specialty if s in ours), tuple(w for w in said if folded(w) not in known)


def languages(value: object) -> tuple[str, ...]:
    """ISO 639-1 where we know the word, else as it was said."""
    known = headers().languages
    return tuple(dict.fromkeys(known.get(folded(word), word) for word in words(value)))


def _short(text: str) -> str:
    """A value as a message may show it: short, and nothing hidden in it."""
    return "".join(c if c.isprintable() else "�" for c in text[:60]) + ("…" if len(text) > 60 else "")


READERS: dict[str, Callable[[Any], Any]] = {
    "address": line,
    "postcode": postcode,
    "town": line,
    "phone": phone,
    "mail": mail,
    "web": address_of_page,
    "booking": address_of_page,
    "ydernummer": yes_or_no,
    "wheelchair": yes_or_no,
    "home_visits": yes_or_no,
    "group_training": yes_or_no,
    "invented": yes_or_no,
    "opening_hours": line,
    "price_first": price,
    "price_follow_up": price,
    "languages": languages,
    "waiting_days": days,
    "note": line,
}
