"""Where to find a physiotherapist or chiropractor for a specialty in a place, and what it takes."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rygrad.web.result_view import said
from rygrad.web.turn import Turn

KINDS = ("fysioterapeut", "kiropraktor")
SPECIALTIES = ("ryg", "iskias", "diskusprolaps", "spinalstenose", "kroniske-smerter")
TOLD_OF = {
    "fysioterapeut": "danish_physio_subsidy_needs_referral",
    "kiropraktor": "danish_chiropractor_without_referral",
}
LONGEST_PLACE = 60


async def find(request: Request) -> Response:
    """How to find one: the place and the specialty are carried over, no answer is."""
    turn = Turn(request)
    kind, place = request.path_params["kind"], request.path_params["place"]
    specialty = request.path_params["specialty"]
    named = place.replace("-", "").replace(" ", "").isalpha() and len(place) <= LONGEST_PLACE
    if kind not in KINDS or specialty not in SPECIALTIES or not named:
        raise HTTPException(404, "no-such-page")
    return turn.page(
        "find.html",
        kind=kind,
        other=KINDS[1 - KINDS.index(kind)],
        place=place,
        specialty=specialty,
        told=[said(turn.site.knowledge, TOLD_OF[k], turn.lang) for k in (kind, KINDS[1 - KINDS.index(kind)])],
    )
