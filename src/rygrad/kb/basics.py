"""What all entries of the knowledge are made of: names, levels, causes, wordings."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Status = Literal["draft", "reviewed", "retired"]
Certainty = Literal["definition", "high", "moderate", "low", "very_low"]
Checked = Literal["at_source", "secondary", "not_checked", "derived", "proposal"]
Level = Literal["self_care", "see_physio", "see_doctor_soon", "see_doctor_today", "emergency_now"]
Imaging = Literal["clinician_decides", "indicated_urgent"]  # what a rule may lead to
ImagingAdvice = Literal["not_indicated", Imaging]
Rating = Literal["appropriate", "not_appropriate", "insufficient_information"]  # of an order
Indicator = Literal["info", "warning", "critical"]
Phase = Literal["acute", "subacute", "chronic"]
PhaseDanish = Literal["new", "long_lasting"]
Cause = Literal[
    "nonspecific",
    "radicular",
    "spinal_stenosis",
    "facet",
    "fracture",
    "inflammatory",
    "infection",
    "tumour",
    "cauda_equina",
    "aorta",
    "kidney_or_urinary",
    "other_organ",
    "leg_arteries",
    "leg_vein",
    "shingles",
]
LEVELS: tuple[Level, ...] = get_args(Level)


def rank(level: Level | None) -> int:
    """How urgent a level is; without one, as the lowest."""
    return LEVELS.index(level or LEVELS[0])


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


# One word, or a list of them: always a list once it is read.
Words = Annotated[list[str], BeforeValidator(_listed, json_schema_input_type=str | list[str])]
Ids = Annotated[list[Id], BeforeValidator(_listed, json_schema_input_type=Id | list[Id])]
Causes = Annotated[list[Cause], BeforeValidator(_listed, json_schema_input_type=Cause | list[Cause])]

SEED = "seed"  # the source whose facts `at` names


class Entry(BaseModel):
    """What all entries share: nothing unknown is let in, nothing is changed later.

    A validator's ValueError has two arguments, the fault in Danish and in English.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Carrier(Entry):
    """An entry with a name of its own, the article's facts it carries, and whether it is reviewed."""

    id: Id
    carries: list[str] = []
    status: Status


class Text(Entry):
    """One wording in Danish and in English."""

    da: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_language(self, lang: str) -> str:
        """The wording in the language asked for, Danish unless it is English."""
        return self.en if lang == "en" else self.da
