"""How fast a CDS Hooks service answers 16 clients at once.

    python benchmarks/hooks.py [--clients 16] [--seconds 4] [--pause 0]

The server of pages.py, and its clients; each sends the same order again and again, with a small record:
a patient, 15 conditions, 10 medicines. "server" is the time from a call's arrival to the end of its
answer; "client" adds the network of this machine and waiting for the other 15, who never rest.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

import pages
from machine import machine

PATH = "/cds-services/{}"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
CPT = "http://www.ama-assn.org/go/cpt"
BUDGET_MS = 20


def coded(system: str, code: str) -> dict[str, Any]:
    """A concept of one code."""
    return {"coding": [{"system": system, "code": code}]}


def record() -> dict[str, Any]:
    """What was fetched for the call."""
    whose = {"subject": {"reference": "Patient/p1"}}
    conditions = [
        {"resourceType": "Condition", "id": f"c{n}", "code": coded(ICD10, f"{letter}{n:02}.1")} | whose
        for n, letter in enumerate("AEFGHIJKLMNRSTZ", 10)
    ]
    medicines = [
        {
            "resourceType": "MedicationRequest",
            "status": "active",
            "medicationCodeableConcept": coded("urn:m", f"{n}"),
        }
        for n in range(10)
    ]
    entries = [{"resource": r} for r in (*conditions, *medicines)]
    person = {"resourceType": "Patient", "id": "p1", "birthDate": "1961-05-04", "gender": "female"}
    return {
        "patient": person,
        "conditions": {"resourceType": "Bundle", "type": "searchset", "entry": entries},
    }


def calls() -> dict[str, tuple[str, bytes]]:
    """What is measured: name, service, body."""
    order = {
        "resourceType": "ServiceRequest",
        "id": "o1",
        "status": "draft",
        "intent": "order",
        "subject": {"reference": "Patient/p1"},
        "code": coded(CPT, "72148"),
        "reasonCode": [coded(ICD10, "M54.5")],
    }
    drafts = {"resourceType": "Bundle", "entry": [{"resource": order}]}
    context = {"userId": "Practitioner/1", "patientId": "p1"}
    sign = {"hook": "order-sign", "hookInstance": "i", "context": context | {"draftOrders": drafts}}
    view = {"hook": "patient-view", "hookInstance": "i", "context": context, "prefetch": record()}
    back = {"resourceType": "Condition", "code": coded(ICD10, "M54.5")}
    view["prefetch"]["back"] = back
    return {
        "order alone": ("lumbar-imaging", json.dumps(sign).encode()),
        "order and record": ("lumbar-imaging", json.dumps(sign | {"prefetch": record()}).encode()),
        "record opened": ("low-back-pain", json.dumps(view).encode()),
    }


async def client(port: int, service: str, body: bytes, until: float, pause: float) -> list[float]:
    """One client; its times in milliseconds."""
    wire = await asyncio.open_connection("127.0.0.1", port)
    taken = []
    while perf_counter() < until:
        started = perf_counter()
        head, answer = await pages.ask(wire, "POST", PATH.format(service), "", body, "application/json")
        taken.append((perf_counter() - started) * 1000)
        assert " 200 " in head.splitlines()[0], head + str(answer[:300])
        if pause:
            await asyncio.sleep(pause)
    wire[1].close()
    return taken


async def measured(
    port: int, service: str, body: bytes, given: argparse.Namespace
) -> tuple[list[float], list[float]]:
    """Server and client times of one call."""
    until = perf_counter() + given.seconds
    each = (client(port, service, body, until, given.pause) for _ in range(given.clients))
    taken = await asyncio.gather(*each)
    wire = await asyncio.open_connection("127.0.0.1", port)
    _, times = await pages.ask(wire, "GET", "/times", "")
    wire[1].close()
    return json.loads(times)[PATH.format(service)], [t for one in taken for t in one]


def main() -> None:
    """Measures each call and says whether the budget holds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--pause", type=float, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(Path(pages.__file__)), "--site", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout
            port = int(server.stdout.readline())
            try:
                report(port, given)
            finally:
                server.terminate()


def report(port: int, given: argparse.Namespace) -> None:
    """Prints the table."""
    print(machine(["starlette", "uvicorn"]))
    print(f"{given.clients} clients, each resting {given.pause} s between calls")
    worst = 0.0
    for name, (service, body) in calls().items():
        on_server, at_client = asyncio.run(measured(port, service, body, given))
        print(f"{name}\n  median      p99 ms")
        print(pages.shown("server", on_server))
        print(pages.shown("client", at_client))
        worst = max(worst, quantiles(on_server, n=100)[98])
    print(f"worst p99 on the server: {worst:.1f} ms, budget {BUDGET_MS} ms")


if __name__ == "__main__":
    main()
