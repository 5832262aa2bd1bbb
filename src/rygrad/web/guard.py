"""What every request meets first: a limit on its size and number, and headers that shut other sites out."""

from __future__ import annotations

from asyncio import timeout
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rygrad.web.callers import caller

Refusal = Callable[[Scope, int, str], Awaitable[ASGIApp]]
MOST_BYTES = 256 * 1024
MOST_RECORD_BYTES = 8 * 1024 * 1024  # a record that another system sends along
A_HOSPITAL = 100  # behind one address of a system there are so many who ask
RECORDS = ("/cds-services", "/fhir/")
LONGEST_HOST = 255
HEALTH = "/health"  # asked by machines that know the site by number only
SLOWEST_PIECE = 20.0  # seconds without a byte
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex",
}
OPEN_TO_SEARCH = {"/", "/privacy", "/about", "/articles", "/sitemap.xml", "/feed.xml", "/robots.txt"}
ONE_YEAR = 365 * 24 * 60 * 60


class TooSlowError(Exception):
    """Nothing more of a body came for too long."""


class TooLargeError(Exception):
    """A body grew over the limit while it was read."""


class Guard:
    """Refuses what is too large, too often or meant for another site; puts the headers on every answer."""

    def __init__(self, app: ASGIApp, refuse: Refusal, requests_a_minute: int, address: str | None) -> None:
        self.app = app
        self.refuse = refuse
        self.host = urlsplit(address).netloc if address else None
        self.rate = _a_minute(requests_a_minute)
        self.rate_of_systems = _a_minute(requests_a_minute * A_HOSPITAL)
        self.counted = FixedWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        send = _with_headers(scope, send)
        refused = await self._refused(scope)
        if refused is not None:
            await refused(scope, receive, send)
            return
        try:
            await self.app(scope, _counted(receive, most_bytes(scope["path"])), send)
        except TooLargeError:
            answer = await self.refuse(scope, 413, "too-large")
            await answer(scope, receive, send)
        except TooSlowError:
            answer = await self.refuse(scope, 408, "form-unreadable")
            await answer(scope, receive, send)

    async def _refused(self, scope: Scope) -> ASGIApp | None:
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or int(length) > most_bytes(scope["path"]):
            return await self.refuse(scope, 413, "too-large")
        host = Headers(scope=scope).get("host", "")
        if len(host) > LONGEST_HOST:
            return await self.refuse(scope, 400, "form-unreadable")
        if self.host and host.lower() != self.host and scope["path"] != HEALTH:
            return await self.refuse(scope, 421, "other-site")
        if not await self._in_time(scope):
            return await self.refuse(scope, 429, "too-often")
        return None

    async def _in_time(self, scope: Scope) -> bool:
        """Whether this address may ask once more now."""
        system = scope["path"].startswith(RECORDS)
        rate = self.rate_of_systems if system else self.rate
        who = f"{'system' if system else 'person'} {caller(scope)}"
        return rate is None or await self.counted.hit(rate, who)


def open_to_search(path: str) -> bool:
    """Whether search engines may show a page; those that hold what a person told or asked never."""
    if path.startswith("/articles/"):
        return path != "/articles/search"
    return path in OPEN_TO_SEARCH or path.startswith("/find/")


def _a_minute(times: int) -> RateLimitItem | None:
    return parse(f"{times}/minute") if times else None


def most_bytes(path: str) -> int:
    """How large a body may be at an address."""
    return MOST_RECORD_BYTES if path.startswith(RECORDS) else MOST_BYTES


def _counted(receive: Receive, most: int) -> Receive:
    """Reads no further than the limit, whatever the request said of its length."""
    seen = 0

    async def read() -> Message:
        nonlocal seen
        try:
            async with timeout(SLOWEST_PIECE):
                message = await receive()
        except TimeoutError as e:
            raise TooSlowError from e
        seen += len(message.get("body", b""))
        if seen > most:
            raise TooLargeError
        return message

    return read


def _with_headers(scope: Scope, send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if open_to_search(scope["path"]):
                del headers["X-Robots-Tag"]
            if not scope["path"].startswith("/static/"):
                headers.setdefault("Cache-Control", "no-store")
            if scope.get("scheme") == "https":
                headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR}")
        await send(message)

    return sent
