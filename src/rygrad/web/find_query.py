"""What an address of the directory asks for, and the one way it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from rygrad.directory.clinic import FILTERS, Profession, Specialty
from rygrad.store.nearest import WHOLE_KM, Wish
from rygrad.web.texts import LANGUAGES

KINDS = {"fysioterapeut": Profession.PHYSIOTHERAPIST, "kiropraktor": Profession.CHIROPRACTOR}
ANY = "alle"  # whatever the specialty
SPECIALTIES = (*(str(specialty) for specialty in Specialty), ANY)
WITHIN_KM = (5, 10, 20, 50)
MOST = (20, 50, 100)
_NOT_ASKED = ("", "0", "false", "nej", "no")


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is looked for, where (a place's slug), for what, and what they must be known to have."""

    kind: str
    place: str
    specialty: str = ANY
    filters: frozenset[str] = frozenset()
    km: int | None = None
    most: int = MOST[0]
    lang: str | None = None

    @property
    def wish(self) -> Wish:
        """As the store is asked."""
        return Wish(self._specialty, KINDS[self.kind], self.filters)

    @property
    def _specialty(self) -> Specialty | None:
        return None if self.specialty == ANY else Specialty(self.specialty)

    @property
    def within_km(self) -> float:
        """How far away at most."""
        return self.km or WHOLE_KM

    @property
    def query(self) -> str:
        """The filters in their one order, so that the same page has the same address."""
        said: list[tuple[str, str | int]] = [(name, 1) for name in sorted(self.filters)]
        said += [("km", self.km)] if self.km else []
        said += [("most", self.most)] if self.most != MOST[0] else []
        said += [("lang", self.lang)] if self.lang else []
        return urlencode(said)

    @property
    def path(self) -> str:
        """The address without the query."""
        return f"/find/{self.kind}/{self.place}/{self.specialty}"

    @property
    def address(self) -> str:
        """The whole address."""
        return f"{self.path}?{self.query}" if self.query else self.path

    def at(self, place: str) -> Asked:
        """The same, somewhere else."""
        return replace(self, place=place, most=MOST[0])

    def but(self, kind: str | None = None, specialty: str | None = None) -> Asked:
        """The same, of another kind or for something else."""
        return replace(
            self, kind=kind or self.kind, specialty=specialty or self.specialty, most=MOST[0], lang=None
        )

    def bare(self) -> Asked:
        """The same without filters."""
        return Asked(self.kind, self.place, self.specialty)

    def more(self) -> Asked | None:
        """The same with more clinics on the page; None when this is the longest."""
        longer = [most for most in MOST if most > self.most]
        return replace(self, most=longer[0], lang=None) if longer else None


def asked(kind: str, place: str, specialty: str, query: QueryParams) -> Asked:
    """What an address asks for; what it says that we do not know is left out."""
    lang = query.get("lang")
    return Asked(
        kind,
        place,
        specialty,
        frozenset(name for name in FILTERS if query.get(name, "").lower() not in _NOT_ASKED),
        _one_of(query.get("km"), WITHIN_KM),
        _one_of(query.get("most"), MOST) or MOST[0],
        lang if lang in LANGUAGES else None,
    )


def _one_of(said: str | None, allowed: Iterable[int]) -> int | None:
    return next((number for number in allowed if said == str(number)), None)
