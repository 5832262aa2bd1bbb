"""The page of one clinic: what is known of it, what is not, and how to reach it."""

from __future__ import annotations

from typing import Any

from babel import Locale
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rygrad.directory.clinic import FILTERS, Clinic, Profession
from rygrad.web.clinic_map import Point, place_map
from rygrad.web.find_pages import told_of
from rygrad.web.find_query import ANY, KINDS, Asked
from rygrad.web.find_view import OSM, place_of, where
from rygrad.web.linked_data import data_block
from rygrad.web.texts import Say, day_words, number_words
from rygrad.web.turn import Turn

KIND_OF = {profession: kind for kind, profession in KINDS.items()}
# schema.org has no word for a chiropractor's clinic.
SCHEMA_TYPE = {Profession.PHYSIOTHERAPIST: "Physiotherapy", Profession.CHIROPRACTOR: "MedicalBusiness"}


async def clinic(request: Request) -> Response:
    """One clinic of the list; one that is in it no more is said to be gone."""
    turn, id_ = Turn(request), request.path_params["id"]
    found = turn.site.directory.clinic(id_)
    if found is None:
        day = turn.site.directory.closed_on(id_)
        if day is None:
            raise HTTPException(404, "no-such-page")
        return turn.page("clinic_closed.html", 410, day=day)
    place = place_of(found.town or "", found.lat, found.lon, turn.site.places)
    kind = KIND_OF[found.profession]
    path = f"/find/klinik/{found.id}"
    return turn.page(
        "clinic.html",
        clinic=found,
        kind=kind,
        canonical=path,
        facts=facts(found, turn.t, turn.lang),
        back=Asked(kind, place.slug, ANY).address,
        where=where(place, turn.lang),
        told=told_of((kind,), turn),
        map=place_map(
            [Point(1, found.name, "#clinic", found.lat, found.lon, found.approximate)],
            turn.lang,
            towns=turn.site.places.towns,
        ),
        linked_data=None if found.invented else linked_clinic(found, turn.link(path)),
        from_osm=found.id.startswith(OSM),
    )


def facts(clinic: Clinic, t: Say, lang: str) -> list[tuple[str, str | None]]:
    """What people ask about a clinic, each with what is known or None; None is never "no"."""
    words = [t(f"specialty-{name}") for name in clinic.specialties]
    told = {
        "specialties": ", ".join([*words, *clinic.other_specialties]) or None,
        "waiting": None if clinic.waiting_days is None else t("clinic-days", n=clinic.waiting_days),
        "price-first": _kroner(clinic.price_first, t, lang),
        "price-follow-up": _kroner(clinic.price_follow_up, t, lang),
        **{name.replace("_", "-"): _yes_no(getattr(clinic, name), t) for name in FILTERS},
        "opening-hours": clinic.opening_hours,
        "languages": _languages(clinic, lang),
        "note": clinic.note,
        "confirmed": None if clinic.confirmed_on is None else day_words(lang, clinic.confirmed_on),
    }
    return [(t(f"clinic-{name}"), value) for name, value in told.items() if value or name != "note"]


def _kroner(ore: int | None, t: Say, lang: str) -> str | None:
    return None if ore is None else t("clinic-kroner", kroner=number_words(lang, ore / 100))


def _languages(clinic: Clinic, lang: str) -> str | None:
    """By name; what is no code we know stays as the list says it."""
    names = Locale.parse(lang).languages
    return ", ".join(names.get(said, said) for said in clinic.languages) or None


def _yes_no(known: bool | None, t: Say) -> str | None:
    return None if known is None else t("yes" if known else "no")


def linked_clinic(clinic: Clinic, url: str) -> Markup:
    """A clinic for search engines (schema.org); only what the list tells."""
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPE[clinic.profession],
        "@id": url,
        "name": clinic.name,
        "url": clinic.web or url,
        "address": {"@type": "PostalAddress", "addressCountry": "DK"} | _address(clinic),
        "telephone": clinic.phone,
        "email": clinic.mail,
        "knowsLanguage": list(clinic.languages),
    }
    if not clinic.approximate:
        made["geo"] = {"@type": "GeoCoordinates", "latitude": clinic.lat, "longitude": clinic.lon}
    if clinic.wheelchair is not None:
        made["amenityFeature"] = {
            "@type": "LocationFeatureSpecification",
            "name": "Wheelchair access",
            "value": clinic.wheelchair,
        }
    return data_block({name: value for name, value in made.items() if value not in (None, [])})


def _address(clinic: Clinic) -> dict[str, str]:
    told = {
        "streetAddress": clinic.address,
        "postalCode": clinic.postcode,
        "addressLocality": clinic.town,
    }
    return {name: value for name, value in told.items() if value}
