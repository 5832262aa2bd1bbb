"""A short list of clinics with all kinds of gaps, for the tests of pages and API."""

from __future__ import annotations

from datetime import date
from typing import Any

from rygrad.directory.clinic import Clinic, Profession, Specialty
from rygrad.store.clinics import Directory
from rygrad.store.database import open_database
from rygrad.web.settings import Settings

PHYSIO, CHIRO = Profession.PHYSIOTHERAPIST, Profession.CHIROPRACTOR
HOSTILE = '<script>alert("x")</script>'


def clinic(id_: str, town: str, lat: float, lon: float, **told: Any) -> Clinic:
    usual: dict[str, Any] = {"name": f"Eksempelklinik {id_}", "profession": PHYSIO, "town": town}
    return Clinic(id=id_, lat=lat, lon=lon, **(usual | told))


CLINICS = [
    clinic("near", "Odense", 55.400, 10.390, specialties=(Specialty.RYG,), wheelchair=True, postcode="5000"),
    clinic("unsaid", "Odense", 55.405, 10.400, specialties=(Specialty.RYG,)),
    clinic("steps", "Odense", 55.410, 10.410, specialties=(Specialty.RYG,), wheelchair=False),
    clinic(
        "nyborg", "Nyborg", 55.312, 10.790, specialties=(Specialty.RYG, Specialty.ISKIAS), price_first=45050
    ),
    clinic("aarhus", "Aarhus C", 56.155, 10.206, approximate=True, phone="+4587654321", languages=("en",)),
    clinic("chiro", "Skagen", 57.72, 10.58, profession=CHIRO, specialties=(Specialty.RYG,)),
    clinic("nowhere", "", 55.41, 10.38).model_copy(update={"town": None}),
    clinic(
        "hostile",
        "Rønne",
        55.10,
        14.70,
        name=f"A {HOSTILE} </script>",
        note=HOSTILE,
        web="https://example.test/?a=1&b=<",
        specialties=(Specialty.RYG,),
    ),
]


def load_clinics(settings: Settings, clinics: list[Clinic], day: date = date(2026, 11, 20)) -> None:
    """Puts a list in the place of the one before."""
    engine = open_database(settings.folder)
    Directory(engine).replace(clinics, day)
    engine.dispose()
