"""fhirpy asks a site everything we speak, in both its ways; what it got is printed as JSON.

Runs in build/clients-venv: `python ask_with_fhirpy.py BASE RESPONSE`.
"""

import asyncio
import json
import sys

from fhirpy import AsyncFHIRClient, SyncFHIRClient
from fhirpy.base.exceptions import OperationOutcome, ResourceNotFound

WRONG = {"resourceType": "QuestionnaireResponse", "status": "wrong"}


def told_at_once(base, response):
    """The synchronous client."""
    client = SyncFHIRClient(base)
    asked = client.resources("QuestionnaireResponse")
    return {
        "fetched": [one.serialize() for one in client.resources("Questionnaire").fetch()],
        "got": client.get("Questionnaire", "intake"),
        "assessed": asked.execute("$assess", data=response),
        "missing": _refused(client.get, "Questionnaire", "nothing"),
        "misspelled": _refused(asked.execute, "$assess", data=WRONG),
    }


async def told_later(base, response):
    """The asynchronous client."""
    client = AsyncFHIRClient(base)
    return {
        "fetched": [one.serialize() for one in await client.resources("Questionnaire").fetch()],
        "got": await client.get("Questionnaire", "intake"),
        "assessed": await client.resources("QuestionnaireResponse").execute("$assess", data=response),
    }


def _refused(call, *given, **named):
    """The name of what the client raises, and the OperationOutcome it holds."""
    try:
        call(*given, **named)
    except (OperationOutcome, ResourceNotFound) as e:
        return {"raised": type(e).__name__, "outcome": getattr(e, "resource", None) or str(e)}
    return {"raised": None}


if __name__ == "__main__":
    base, response = sys.argv[1], json.loads(sys.argv[2])
    made = {"sync": told_at_once(base, response), "async": asyncio.run(told_later(base, response))}
    print(json.dumps(made))
