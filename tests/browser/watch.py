"""What no page may do while a test looks: complain, break, fetch from elsewhere, fail on the server."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

OWN_SCHEMES = ("data:", "blob:", "about:")
STATUS_SAID_TWICE = "Failed to load resource: the server responded with a status of"


class Watch:
    """Listens to a context and keeps every fault until `check` fails with them."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.faults: list[str] = []
        self._expected: set[int] = set()
        context.on("console", self._console)
        context.on("weberror", self._broken)
        context.on("request", self._request)
        context.on("response", self._response)

    def expect(self, *statuses: int) -> None:
        """From here on a page may be refused with one of these statuses (never 500 or above)."""
        self._expected.update(s for s in statuses if s < 500)

    def check(self) -> None:
        """Fails with everything seen since the last check."""
        faults, self.faults = self.faults, []
        assert not faults, "\n".join(faults)

    def _console(self, message: ConsoleMessage) -> None:
        # The status of an answer is judged in _response, which knows what was expected.
        if message.type in ("error", "warning") and not message.text.startswith(STATUS_SAID_TWICE):
            self.faults.append(f"console {message.type}: {message.text}")

    def _broken(self, error: WebError) -> None:
        self.faults.append(f"page error: {error.error}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address + "/", *OWN_SCHEMES)):
            self.faults.append(f"request to elsewhere: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._expected:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")
