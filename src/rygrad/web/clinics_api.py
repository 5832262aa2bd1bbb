"""The interface for other programs to a site's clinics: the nearest of them as JSON, GeoJSON or FHIR."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, BeforeValidator, WithJsonSchema

from rygrad.directory.clinic import Clinic, Profession, Specialty
from rygrad.directory.fhir import as_bundle
from rygrad.directory.places import LONGEST, Place
from rygrad.directory.writing import as_found, as_geojson, as_object
from rygrad.store.clinics import Found
from rygrad.store.nearest import WHOLE_KM, Wish
from rygrad.web.api import REFUSALS, Refused, RefusedError
from rygrad.web.visit import Lang

router = APIRouter(prefix="/api")
MOST = 100
Form = Literal["json", "geojson", "fhir"]
KINDS: dict[str, str] = {
    "json": "application/json",
    "geojson": "application/geo+json",
    "fhir": "application/fhir+json",
}


def _only_true(said: object) -> object:
    """Nobody can ask for those without: what a clinic has not told is unknown."""
    if said not in ("true", "1", True):
        raise ValueError(
            'only true; leave it out otherwise: what a clinic has not told is unknown, never "no"'
        )
    return True


Known = Annotated[
    bool | None, BeforeValidator(_only_true), WithJsonSchema({"type": "string", "enum": ["true"]})
]


class ClinicsFound(BaseModel):
    """The place that was understood, how many fit in the whole country, and the nearest of them."""

    place: dict[str, Any]
    total: int
    clinics: list[dict[str, Any]]


def _forms(model: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    object_ = {"schema": {"type": "object"}}
    content = {KINDS["json"]: model, KINDS["geojson"]: object_, KINDS["fhir"]: object_}
    return {200: {"description": "As it was asked for.", "content": content}}


REFUSED: dict[int | str, dict[str, Any]] = {422: REFUSALS[422], 429: REFUSALS[429]}
FormQuery = Annotated[Form | None, Query(alias="format", description="Else what `Accept` asks for.")]


@router.get(
    "/clinics",
    response_class=JSONResponse,
    responses=_forms({"schema": ClinicsFound.model_json_schema()}) | REFUSED,
)
async def nearest(
    request: Request,
    place: Annotated[
        str, Query(min_length=1, max_length=LONGEST, description="A town, an island, a postcode, or danmark.")
    ],
    specialty: Annotated[Specialty | None, Query(description="What they say they know.")] = None,
    profession: Annotated[Profession | None, Query(description="Who works there.")] = None,
    ydernummer: Annotated[Known, Query(description="Known to work under the public agreement.")] = None,
    wheelchair: Annotated[Known, Query(description="Known to let a wheelchair in.")] = None,
    home_visits: Annotated[Known, Query(description="Known to come home.")] = None,
    group_training: Annotated[Known, Query(description="Known to train people in groups.")] = None,
    within: Annotated[int, Query(ge=1, le=WHOLE_KM, description="Kilometres, as the crow flies.")] = WHOLE_KM,
    most: Annotated[int, Query(ge=1, le=MOST, description="At most so many.")] = 20,
    form: FormQuery = None,
    lang: Annotated[Lang, Query(description="Language of refusals.")] = "da",
) -> JSONResponse:
    """The clinics nearest a place, nearest first; of the whole country by name.

    A filter finds only clinics known to have it. A site without a list finds none.
    """
    asked = {
        "ydernummer": ydernummer,
        "wheelchair": wheelchair,
        "home_visits": home_visits,
        "group_training": group_training,
    }
    wish = Wish(specialty, profession, frozenset(name for name, wanted in asked.items() if wanted))
    where = _place(request, place, lang)
    directory = request.app.state.site.directory
    if where.kind == "country":
        found = directory.by_name(wish, most)
    else:
        found = directory.nearest(where.lat, where.lon, wish, most, within)
    return _written(request, form, found, as_found(where, found.total, found.pairs))


@router.get(
    "/clinics/{id}",
    response_class=JSONResponse,
    responses=_forms({"schema": {"type": "object"}})
    | REFUSED
    | {
        404: {"model": Refused, "description": "No list has had such a clinic."},
        410: {"model": Refused, "description": "The clinic is in the list no more."},
    },
)
async def one(
    request: Request,
    id: str,
    form: FormQuery = None,
    lang: Annotated[Lang, Query(description="Language of refusals.")] = "da",
) -> JSONResponse:
    """One clinic of the list."""
    directory = request.app.state.site.directory
    clinic: Clinic | None = directory.clinic(id)
    if clinic is not None:
        return _written(request, form, Found.of(clinic), as_object(clinic))
    day = directory.closed_on(id)
    if day is None:
        raise RefusedError(404, "klinikken kendes ikke" if lang == "da" else "the clinic is not known")
    gone = f"ikke på listen siden {day}" if lang == "da" else f"not in the list since {day}"
    raise RefusedError(410, gone)


def _place(request: Request, typed: str, lang: Lang) -> Place:
    """The one place that is meant; refuses none and several, and names those."""
    site = request.app.state.site
    found: tuple[Place, ...] = site.places.find(typed, site.directory.postcode)
    if len(found) == 1:
        return found[0]
    if found:
        labels = ", ".join(f"»{place.label}«" for place in found)
        raise RefusedError(422, f"place: {'kan være' if lang == 'da' else 'may be'} {labels}")
    raise RefusedError(
        422,
        "place: kendes ikke. Skriv en by, en ø, et postnummer fra listen, eller danmark"
        if lang == "da"
        else "place: not known. Write a town, an island, a postcode of the list, or danmark",
    )


def _written(request: Request, form: Form | None, found: Found, plain: dict[str, Any]) -> JSONResponse:
    form = form or _accepted(request.headers.get("accept", ""))
    if form == "geojson":
        plain = as_geojson(found.pairs)
    elif form == "fhir":
        plain = as_bundle(found.pairs, found.total, str(request.url))
    return JSONResponse(plain, media_type=KINDS[form], headers={"Vary": "Accept"})


def _accepted(accept: str) -> Form:
    """The first of our kinds that is named; JSON for who names none."""
    named = [part.partition(";")[0].strip().lower() for part in accept.split(",")[:20]]
    forms: dict[str, Form] = {KINDS["json"]: "json", KINDS["geojson"]: "geojson", KINDS["fhir"]: "fhir"}
    return next((forms[kind] for kind in named if kind in forms), "json")
