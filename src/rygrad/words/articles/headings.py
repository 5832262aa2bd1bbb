"""Ids of headings: plain letters that survive mails and chats, the same tomorrow as today."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "œ": "oe", "ð": "d", "þ": "th"})


def plain_id(text: str) -> str:
    """A text as an id: "Hvad er lændesmerter?" is "hvad-er-laendesmerter"; empty when no letter is left."""
    spelled = unicodedata.normalize("NFC", text).lower().translate(_DANISH)
    bare = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def article_id(name: str) -> str:
    """The id of an article from its name, for its address: "low_back" stays, "Lænden" is "laenden"."""
    return name if re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name) else plain_id(name) or "article"


class Ids:
    """The ids of one page; a second of the same gets -2, a third -3."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def claim(self, wanted: str) -> str:
        """The wanted id, or the first with a number behind it that is free; `source-` is for the sources."""
        wanted = f"section-{wanted}" if wanted.startswith("source-") else wanted or "section"
        name = wanted
        number = 1
        while name in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        self._taken.add(name)
        return name
