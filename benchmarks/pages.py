"""How fast the guide's pages are with 16 clients at once, and how much a first visit loads.

    python benchmarks/pages.py [--clients 16] [--seconds 4] [--pause 0.25]

A real server process; clients in this one, each with a connection of its own and a visit that has
answered the whole interview, on a site with 3,000 made-up clinics. "server" is the time from a
request's arrival in the application to the end of its answer; "client" adds the network of this
machine and waiting for the other 15.
With `--pause 0` the clients never rest, so that "client" shows the queue.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import random
import re
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from machine import machine

ANSWERS = {"duration_days": 20, "age": 45, "sex": "female", "pain_severity": 5}
NONE = ("leg_weakness", "leg_numbness", "pain_leg", "injury")
PLAN = "?minutes=10&days=3&settles=yes&strength=1&on=2026-11-23"

READ = ("/articles/low_back_pain", "/articles/search?q=l%C3%A6ndesmrter")
CLINICS = 3_000
FIND = (
    "/find/fysioterapeut/odense/ryg",
    "/find/fysioterapeut/koebenhavn/ryg?wheelchair=1&ydernummer=1",
    "/find/fysioterapeut/danmark/alle",
    "/find/klinik/b7",
)
PAGES = ("/", "/interview/legs", "/answers", "/result", f"/plan{PLAN}", "/diary", *READ, *FIND)
BUDGET_MS = 20
FIRST_LOAD_BUDGET = 100_000
Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def site(folder: Path) -> None:
    """Serves the site on a free port, and prints the port, then each request's server time at the end."""
    import uvicorn
    from clinics import made_up

    from rygrad.directory.places import read_places
    from rygrad.kb.load import load
    from rygrad.store.clinics import Directory
    from rygrad.store.database import open_database
    from rygrad.web.app import create_app
    from rygrad.web.serve import listen
    from rygrad.web.settings import prepared

    settings = prepared(load(), folder, requests_a_minute=0)
    clinics = list(made_up(CLINICS, read_places().towns, random.Random(1)))
    Directory(open_database(folder)).replace(clinics, date(2026, 11, 22))
    app = create_app(settings)
    times: dict[str, list[float]] = {}

    async def timed(scope, receive, send):  # type: ignore[no-untyped-def]
        if scope["type"] == "http" and scope["path"] == "/times":
            body = json.dumps(times).encode()
            times.clear()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": body})
            return
        started = perf_counter()
        await app(scope, receive, send)
        if scope["type"] == "http":
            times.setdefault(scope["path"], []).append((perf_counter() - started) * 1000)

    listening = listen("127.0.0.1", 0)
    print(listening.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(timed, access_log=False, log_level="warning")).run(sockets=[listening])


async def ask(
    wire: Wire, method: str, path: str, cookie: str, body: bytes = b"", kind: str = ""
) -> tuple[str, bytes]:
    """One request on an open connection: the head and the body of the answer."""
    reader, writer = wire
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nAccept-Language: da\r\n"
    head += f"Cookie: rygrad_visit={cookie}\r\n" if cookie else ""
    head += f"Content-Type: {kind}\r\n" if kind else ""
    writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    await writer.drain()
    got = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length = re.search(r"content-length: (\d+)", got, re.I)
    if length:
        return got, await reader.readexactly(int(length[1]))
    pieces = []
    while size := int(await reader.readline(), 16):
        pieces.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return got, b"".join(pieces)


def cookie_in(head: str) -> str:
    """The visit's cookie that an answer sets."""
    found = re.search(r"rygrad_visit=([^;\r]+)", head)
    return found[1] if found else ""


async def visited(wire: Wire) -> str:
    """The cookie of a visit that has answered the whole interview with "no"."""
    head, page = await ask(wire, "GET", "/answers", "")
    cookie = cookie_in(head)
    token = re.search(rb'name="form_token" value="([^"]+)"', gzip.decompress(page))
    assert token
    plain = dict.fromkeys(yes_no_questions(), False) | dict.fromkeys(NONE, "none")
    answers = json.dumps(plain | ANSWERS | {"pain_low_back": True})
    edge = "----rygrad"
    name = "Content-Disposition: form-data; name="
    parts = f'--{edge}\r\n{name}"form_token"\r\n\r\n{token[1].decode()}\r\n'
    parts += f'--{edge}\r\n{name}"file"; filename="a.json"\r\n\r\n{answers}\r\n--{edge}--\r\n'
    head, _ = await ask(
        wire, "POST", "/answers/file", cookie, parts.encode(), f"multipart/form-data; boundary={edge}"
    )
    assert " 303 " in head, head
    return cookie_in(head)


def yes_no_questions() -> list[str]:
    """The questions a person answers with yes or no."""
    from rygrad.kb.load import load

    return [q.id for q in load().questions.values() if q.type == "yes_no" and q.asked_of == "person"]


async def client(port: int, path: str, until: float, pause: float) -> list[float]:
    """One client that asks for a page again and again; its times in milliseconds."""
    wire = await asyncio.open_connection("127.0.0.1", port)
    cookie = await visited(wire)
    taken = []
    while perf_counter() < until:
        started = perf_counter()
        head, _ = await ask(wire, "GET", path, cookie)
        taken.append((perf_counter() - started) * 1000)
        assert " 200 " in head.splitlines()[0], head
        if pause:
            await asyncio.sleep(pause)
    wire[1].close()
    return taken


async def measured(
    port: int, path: str, clients: int, seconds: float, pause: float
) -> tuple[list[float], list[float]]:
    """Server and client times of one page."""
    until = perf_counter() + seconds
    taken = await asyncio.gather(*(client(port, path, until, pause) for _ in range(clients)))
    wire = await asyncio.open_connection("127.0.0.1", port)
    _, body = await ask(wire, "GET", "/times", "")
    wire[1].close()
    return json.loads(body)[path.split("?")[0]], [t for each in taken for t in each]


async def first_load(port: int) -> int:
    """The bytes a browser receives at its very first visit, compressed as they come."""
    wire = await asyncio.open_connection("127.0.0.1", port)
    _, page = await ask(wire, "GET", "/", "")
    text = gzip.decompress(page).decode()
    total = len(page)
    wanted = re.findall(r'(?:src|href)="(/static/[^"]+)"', text)
    style = next(p for p in wanted if ".css" in p)
    _, css = await ask(wire, "GET", style, "")
    wanted += [f"/static/{name}" for name in re.findall(r'url\("([^"]+)"\)', gzip.decompress(css).decode())]
    for path in dict.fromkeys(wanted):
        head, body = await ask(wire, "GET", path, "")
        assert " 200 " in head.splitlines()[0], path
        total += len(body)
    wire[1].close()
    return total


def shown(name: str, times: list[float]) -> str:
    """A line of the table."""
    return f"{median(times):8.2f} {quantiles(times, n=100)[98]:8.2f}  {name} ({len(times)})"


def main() -> None:
    """Measures every page and says whether the budget holds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--pause", type=float, default=0.25)
    parser.add_argument("--site", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.site:
        site(given.site)
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--site", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout
            port = int(server.stdout.readline())
            try:
                report(port, given)
            finally:
                server.terminate()


def report(port: int, given: argparse.Namespace) -> None:
    """Prints the table."""
    print(machine(["starlette", "uvicorn", "jinja2"]))
    print(f"{given.clients} clients, each resting {given.pause} s between pages")
    worst = 0.0
    for path in PAGES:
        on_server, at_client = asyncio.run(measured(port, path, given.clients, given.seconds, given.pause))
        print(f"{path.split('?')[0]}\n  median      p99 ms")
        print(shown("server", on_server))
        print(shown("client", at_client))
        worst = max(worst, quantiles(on_server, n=100)[98])
    print(f"worst p99 on the server: {worst:.1f} ms, budget {BUDGET_MS} ms")
    print(f"first load: {asyncio.run(first_load(port)):,} bytes compressed, budget {FIRST_LOAD_BUDGET:,}")


if __name__ == "__main__":
    main()
