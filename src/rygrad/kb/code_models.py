"""Entries of `codes/`: what a code in an order or a record says here; displays are our own words."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from rygrad.kb.basics import Carrier, Id, Text, Words

Modality = Literal["mri", "ct", "xray"]
Resource = Literal["Condition", "MedicationRequest", "Procedure", "Observation"]


class ImagingCode(Carrier):
    """One code by which a scan or X-ray of the lumbar spine is ordered."""

    system: Words  # the URIs under which systems send the code
    code: str = Field(min_length=1)
    words: Text
    modality: Modality
    source: Id
    note: str | None = None


class RecordCode(Carrier):
    """What codes in a record tell as answers, and only that: a code that is not there tells nothing.

    A code that ends in `*` stands for all that begin so. `now` counts what is active on the day; without
    it what ever was counts too. `number` is the question whose answer the measured value is, in UCUM `unit`.
    """

    resource: Resource
    system: Words
    codes: list[str] = Field(min_length=1)
    but_not: list[str] = []
    words: Text
    says: dict[Id, bool | int | str] = {}
    number: Id | None = None
    unit: str | None = None
    now: bool = False
    within_days: int | None = None
    source: Id
    note: str | None = None

    @model_validator(mode="after")
    def _tells_something(self) -> RecordCode:
        if bool(self.says) == bool(self.number):
            raise ValueError("skal have enten `says` eller `number`", "needs either `says` or `number`")
        if self.number and (self.resource != "Observation" or not self.unit):
            raise ValueError(
                "`number` hører til en Observation og har en `unit`",
                "`number` belongs to an Observation and has a `unit`",
            )
        return self

    def holds(self, code: str) -> bool:
        """Whether it is one of these codes."""
        return fits(code, self.codes) and not fits(code, self.but_not)


class ReasonCode(Carrier):
    """What codes of an order's reason say about why it was ordered."""

    system: Words
    codes: list[str] = Field(min_length=1)
    words: Text
    reason: Literal["back_pain", "cauda_equina", "infection", "tumour", "fracture"]
    source: Id
    note: str | None = None

    def holds(self, code: str) -> bool:
        """Whether it is one of these codes."""
        return fits(code, self.codes)


class OverrideReason(Carrier):
    """A reason a clinician may give for going on against a card."""

    words: Text


def fits(code: str, listed: list[str]) -> bool:
    """Whether a code is one of those listed, or begins as one that ends in `*`."""
    return any(code.startswith(one[:-1]) if one.endswith("*") else code == one for one in listed)
