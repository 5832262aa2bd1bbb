"""healthchain's sandbox sends CDS Hooks requests to a site; what it got is printed as JSON.

Runs in build/clients-venv: `python ask_with_healthchain.py SERVICE HOOK REQUEST`, REQUEST being
{"context": {...}, "prefetch": {...}}. Its `load_from_path` leaves no room for a context, and an order hook
has to have one, so the request is made with its own constructor and put in its own queue. And 0.16.1 sends
of a context only what all hooks have in common, so that no order reaches a service; here it sends all.
"""

import json
import sys

from healthchain.models import CDSRequest, CDSResponse
from healthchain.sandbox import SandboxClient
from healthchain.sandbox.requestconstructors import CdsRequestConstructor
from healthchain.sandbox.workflows import Workflow
from pydantic import ValidationError


class WholeRequest(CDSRequest):
    """A request with the whole of its context."""

    def model_dump(self, **options):
        return super().model_dump(serialize_as_any=True, **options)


def answered(service, hook, given):
    """What the sandbox sent and got; `faults` is what its own model of an answer says of it."""
    client = SandboxClient(url=service, workflow=hook)
    made = CdsRequestConstructor().construct_request(given["prefetch"], Workflow(hook), given["context"])
    client.requests.append(WholeRequest(hook=made.hook, context=made.context, prefetch=made.prefetch))
    (response,) = client.send_requests()
    return {"sent": client.get_request_data()[0], "response": response, "faults": _faults(response)}


def _faults(response):
    """The fields its own model of an answer misses; its client gives the answer out unread then."""
    try:
        CDSResponse(**response)
    except ValidationError as e:
        return [f"{fault['loc'][-1]}: {fault['msg']}" for fault in e.errors()]
    return []


if __name__ == "__main__":
    service, hook, given = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    print(json.dumps(answered(service, hook, given), default=str))
