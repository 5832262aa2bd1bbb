"""One visit: the answers so far, kept by the person's own browser, sealed; the server keeps none."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
import zlib
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from cryptography.fernet import Fernet, InvalidToken

from rygrad.assess.answers import Answers, AnswersError, checked_answers
from rygrad.guide.interview import Interview
from rygrad.kb.knowledge import Knowledge

COOKIE = "rygrad_visit"
ONE_HOUR = 60 * 60
HOURS_24 = 24 * 60 * 60
MOST_UNPACKED = 65536  # bytes; sealed by this site, and limited all the same
Lang = Literal["da", "en"]


@dataclass(frozen=True)
class Visit:
    """What a browser carries from page to page.

    `trail` is the screens answered so far, in order; `chosen` the language, where one was chosen;
    `everyday` whether the person wants the questions that can no longer change how soon to be seen.
    """

    id: str
    answers: Answers = field(default_factory=dict)
    not_known: dict[str, int] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    chosen: Lang | None = None
    everyday: bool = False

    def interview(self, knowledge: Knowledge, lang: str) -> Interview:
        """The interview as far as it has come."""
        return Interview(knowledge, dict(self.answers), dict(self.not_known), lang)

    def with_interview(self, interview: Interview) -> Visit:
        """The visit after some answers."""
        return replace(self, answers=dict(interview.answers), not_known=dict(interview.not_known))

    def past(self, screen: str) -> Visit:
        """The visit once a screen is answered."""
        return replace(self, trail=(*(s for s in self.trail if s != screen), screen))

    def with_everyday(self) -> Visit:
        """The visit of a person who wants the questions about everyday life too."""
        return replace(self, everyday=True)

    def choosing(self, lang: Lang) -> Visit:
        """The visit in a chosen language."""
        return replace(self, chosen=lang)

    def emptied(self) -> Visit:
        """A new visit that keeps the chosen language alone."""
        return new_visit(self.chosen)

    @property
    def begun(self) -> bool:
        """Whether anything was answered."""
        return bool(self.answers or self.not_known)


def new_visit(chosen: Lang | None = None) -> Visit:
    """A visit nobody has answered anything in yet."""
    return Visit(secrets.token_urlsafe(9), chosen=chosen)


class Seal:
    """Seals visits with the site's secret, opens what it has sealed, and vouches for forms."""

    def __init__(self, secret: bytes, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._fernet = Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"visit" + secret).digest()))
        self._form_secret = hashlib.sha256(b"form" + secret).digest()

    def sealed(self, visit: Visit) -> str:
        """The visit as the text of a cookie: packed, then encrypted and signed."""
        parts = [
            visit.id,
            visit.answers,
            visit.not_known,
            list(visit.trail),
            visit.chosen,
            int(visit.everyday),
        ]
        packed = zlib.compress(json.dumps(parts, separators=(",", ":")).encode(), 9)
        return self._fernet.encrypt(packed).rstrip(b"=").decode()

    def opened(self, cookie: str | None) -> Visit | None:
        """The visit in a cookie; None when there is none, it is forged, or it is over a day old."""
        if not cookie or len(cookie) > 8192:
            return None
        try:
            packed = self._fernet.decrypt(cookie + "=" * (-len(cookie) % 4), ttl=HOURS_24)
            parts = json.loads(zlib.decompressobj().decompress(packed, MOST_UNPACKED))
            return self._visit(*parts)
        except (InvalidToken, ValueError, TypeError, zlib.error):
            return None

    def is_fresh(self, cookie: str | None) -> bool:
        """Whether a cookie this site has sealed is so new that it need not be sealed again."""
        if not cookie:
            return False
        try:
            sealed_at = self._fernet.extract_timestamp(cookie + "=" * (-len(cookie) % 4))
        except (InvalidToken, ValueError):
            return False
        return time.time() - sealed_at < ONE_HOUR

    def _visit(
        self,
        id: str,
        answers: dict[str, Any],
        not_known: dict[str, int],
        trail: list[str],
        chosen: Lang | None,
        everyday: int,
    ) -> Visit:
        """A visit whose answers still fit: after a change of knowledge the others are unknown again."""
        known = {q: n for q, n in not_known.items() if q in self._knowledge.questions}
        kept = tuple(s for s in trail if s in self._knowledge.screens)
        return Visit(id, self._fitting(answers), known, kept, chosen, bool(everyday))

    def _fitting(self, answers: dict[str, Any]) -> Answers:
        try:
            return checked_answers(answers, self._knowledge)
        except AnswersError as e:
            unfit = {fault.key for fault in e.faults}
            return {q: a for q, a in answers.items() if q not in unfit}

    def form_token(self, visit: Visit) -> str:
        """The token of a visit's forms, masked anew each time so that compression betrays nothing."""
        mask = secrets.token_bytes(16)
        return base64.urlsafe_b64encode(mask + _xor(mask, self._plain_token(visit))).decode()

    def vouches_for(self, visit: Visit, token: str) -> bool:
        """Whether a form came from a page of this visit."""
        try:
            raw = base64.urlsafe_b64decode(token.encode())
        except ValueError:
            return False
        return len(raw) == 32 and hmac.compare_digest(_xor(raw[:16], raw[16:]), self._plain_token(visit))

    def _plain_token(self, visit: Visit) -> bytes:
        return hmac.digest(self._form_secret, visit.id.encode(), "sha256")[:16]


def _xor(a: bytes, b: bytes) -> bytes:
    return bytes(x ^ y for x, y in zip(a, b, strict=True))
