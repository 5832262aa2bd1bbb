"""healthchain's sandbox sends CDS Hooks requests to a site; what it got is printed as JSON.

Runs in build/clients-venv: `python ask_with_healthchain.py SERVICE HOOK REQUEST`, REQUEST being
{"context": {...}, "prefetch": {...}}. Its `load_from_path` leaves no room for a context, and an order hook
has to have one, so the request is made with its own constructor and put in its own queue.
"""

import json
import sys

from healthchain.models import CDSResponse
from healthchain.sandbox import SandboxClient
from healthchain.sandbox.requestconstructors import CdsRequestConstructor
from healthchain.sandbox.workflows import Workflow


def answered(service, hook, given):
    """What the sandbox sent and got; `understood` says whether its own model of an answer takes it."""
    client = SandboxClient(url=service, workflow=hook)
    constructor = CdsRequestConstructor()
    client.requests.append(constructor.construct_request(given["prefetch"], Workflow(hook), given["context"]))
    (response,) = client.send_requests()
    return {"sent": client.get_request_data()[0], "response": response, "understood": _understood(response)}


def _understood(response):
    """Its client gives out an answer unread when its model refuses it; here that is said."""
    try:
        CDSResponse(**response)
    except ValueError as e:
        return str(e)
    return True


if __name__ == "__main__":
    service, hook, given = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    print(json.dumps(answered(service, hook, given), default=str))
