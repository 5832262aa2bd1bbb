"""Who can help near you: the search, the clinics of a place, and what referral and subsidy take."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rygrad.directory.clinic import FILTERS
from rygrad.directory.denmark import in_denmark
from rygrad.directory.places import COUNTRY, LONGEST, Place
from rygrad.web.find_query import ANY, KINDS, SPECIALTIES, WITHIN_KM, Asked, asked
from rygrad.web.find_view import view, where
from rygrad.web.result_view import Said, said
from rygrad.web.turn import Turn

TOLD_OF = {  # claims on referral and subsidy
    "fysioterapeut": (
        "danish_physio_subsidy_needs_referral",
        "danish_physio_subsidy_needs_agreement",
        "danish_physio_referral_two_months",
    ),
    "kiropraktor": ("danish_chiropractor_without_referral",),
}
DEGREES = re.compile(r"-?\d{1,3}(\.\d{1,6})?")


async def search(request: Request) -> Response:
    """The way in: what somebody typed leads to the address of that place, or to the several it may be."""
    turn, query = Turn(request), request.query_params
    kind, specialty = query.get("kind", "fysioterapeut"), query.get("specialty", ANY)
    if kind not in KINDS or specialty not in SPECIALTIES:
        raise HTTPException(404, "no-such-page")
    typed = query.get("place", "").strip()[:LONGEST]
    wanted = asked(kind, COUNTRY.slug, specialty, query)
    if "lat" in query or "lon" in query:
        near = _near(turn, query.get("lat", ""), query.get("lon", ""))
        return _to(wanted.at(near.slug)) if near else _ask(turn, wanted, "", fault="find-not-in-denmark")
    if not typed:
        return _to(wanted)
    found = turn.site.places.find(typed, turn.site.directory.postcode)
    if len(found) == 1:
        return _to(wanted.at(found[0].slug))
    return _ask(turn, wanted, typed, found, "" if found else "find-no-such-place")


async def find(request: Request) -> Response:
    """The clinics of a place: nearest first, and by nothing else."""
    turn, told = Turn(request), request.path_params
    if told["kind"] not in KINDS or told["specialty"] not in SPECIALTIES:
        raise HTTPException(404, "no-such-page")
    wanted = asked(told["kind"], told["place"][:LONGEST], told["specialty"], request.query_params)
    place = turn.site.places.at(wanted.place, turn.site.directory.postcode)
    if place is None:
        return _elsewhere(turn, wanted)
    if request.url.query != wanted.query:
        return _to(wanted, 308)
    if not turn.site.directory.count():
        return _without_list(turn, wanted, place)
    shown = view(turn.site.directory, turn.site.places, place, wanted, turn.t, turn.lang)
    return turn.page("find.html", view=shown, typed=_typed(place), **_common(turn, wanted))


def _elsewhere(turn: Turn, wanted: Asked) -> Response:
    """An address that is not a place's own: the place's, the several it may be, or none."""
    typed = wanted.place.replace("-", " ")
    found = turn.site.places.find(typed, turn.site.directory.postcode)
    if len(found) == 1:
        return _to(wanted.at(found[0].slug), 308)
    return _ask(turn, wanted, typed, found, "" if found else "find-no-such-place", 404)


def _near(turn: Turn, lat: str, lon: str) -> Place | None:
    """The town nearest a position in Denmark; the position itself is used for nothing else."""
    if not (DEGREES.fullmatch(lat) and DEGREES.fullmatch(lon)) or not in_denmark(float(lat), float(lon)):
        return None
    return turn.site.places.nearest(float(lat), float(lon))


def _ask(
    turn: Turn, wanted: Asked, typed: str, found: tuple[Place, ...] = (), fault: str = "", status: int = 422
) -> Response:
    """Asks again: which of them, or where."""
    return turn.page(
        "find_place.html",
        status=status if fault else 200,
        typed=typed,
        fault=turn.t(fault, typed=typed) if fault else "",
        found=[(place, wanted.at(place.slug).address) for place in found],
        **_common(turn, wanted),
    )


def _without_list(turn: Turn, wanted: Asked, place: Place) -> Response:
    """What a site without a list of clinics can say: where there is one."""
    return turn.page("find_without.html", where=where(place, turn.lang), **_common(turn, wanted))


def _common(turn: Turn, wanted: Asked) -> dict[str, Any]:
    other = next(kind for kind in KINDS if kind != wanted.kind)
    return {
        "asked": wanted,
        "other": other,
        "told": told_of((wanted.kind, other), turn),
        "kinds": tuple(KINDS),
        "specialties": SPECIALTIES,
        "filters": tuple(FILTERS),
        "distances": WITHIN_KM,
        "longest": LONGEST,
    }


def told_of(kinds: Iterable[str], turn: Turn) -> list[Said]:
    """What referral and subsidy take, with sources."""
    return [said(turn.site.knowledge, claim, turn.lang) for kind in kinds for claim in TOLD_OF[kind]]


def _typed(place: Place) -> str:
    """What to put into the field for a place, so that it leads back to it."""
    return "" if place.kind == "country" else place.label


def _to(wanted: Asked, status: int = 303) -> Response:
    return RedirectResponse(wanted.address, status)
