"""`rygrad serve`: the guide as a site on this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import ip_address

import uvicorn

from rygrad.kb.problem import Refusal
from rygrad.web.app import create_app
from rygrad.web.settings import Settings

BACKLOG = 1024
MOST_AT_ONCE = 1000  # connections; more are told to come back


class ServeFault(Refusal):
    """The site cannot be served; says why and what to do."""


def serve(settings: Settings, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serves until it is stopped; `ready` is told the address once the site answers there."""
    listening = listen(host, port)
    app = create_app(settings)
    # The access log would hold the keys of diaries, so there is none. Only a proxy on this machine is
    # believed about who asks and whether it came by TLS.
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=True,
        timeout_keep_alive=15,
        limit_concurrency=MOST_AT_ONCE,
    )
    ready(address(host, listening.getsockname()[1]))
    uvicorn.Server(config).run(sockets=[listening])


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds the site."""
    if host in ("", "0.0.0.0", "::"):  # every address of this machine
        host = "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def listen(host: str, port: int) -> socket.socket:
    """A socket that is bound, so that a port in use is told before anything else; raises ServeFault."""
    try:
        family = socket.AF_INET6 if ":" in host and ip_address(host) else socket.AF_INET
        # asyncio sends small packets at once (no Nagle) only on a socket that says it is TCP; without it
        # every further request on a kept connection waits 40 ms for an acknowledgement.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except (OSError, ValueError, OverflowError) as e:
        reason = getattr(e, "strerror", None) or str(e)
        raise ServeFault(
            f"{host}:{port}: {reason}. Vælg en anden port, fx --port {8080 if port != 8080 else 8090}.",
            f"{host}:{port}: {reason}. Choose another port, such as --port {8080 if port != 8080 else 8090}.",
        ) from e
    return listening
