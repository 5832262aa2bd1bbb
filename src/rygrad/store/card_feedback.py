"""What became of cards in other systems: kept and counted, without anything about the patient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Engine, func, select

from rygrad.store.database import reading, writing
from rygrad.store.tables import card_feedback


@dataclass(frozen=True, slots=True)
class Feedback:
    """One report on one card. Of a comment only that there was one: it may name the patient."""

    card: str
    outcome: str
    suggestions: tuple[str, ...]
    reason: str | None
    commented: bool
    at: str


class FeedbackStore:
    """Keeps reports on cards."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def keep(self, service: str, reports: Sequence[Feedback]) -> None:
        """All of them, or none; a report that is there already is not kept twice. Raises StoreError."""
        with writing(self.engine) as connection:
            for report in reports:
                same = select(card_feedback.c.id).where(
                    card_feedback.c.service == service,
                    card_feedback.c.card == report.card,
                    card_feedback.c.outcome == report.outcome,
                    card_feedback.c.at == report.at,
                )
                if connection.execute(same).first() is None:
                    row = asdict(report) | {"service": service, "suggestions": list(report.suggestions)}
                    connection.execute(card_feedback.insert(), row)

    def counted(self) -> dict[tuple[str, str, str | None], int]:
        """How many reports there are, by service, outcome and reason."""
        c = card_feedback.c
        asked = select(c.service, c.outcome, c.reason, func.count()).group_by(c.service, c.outcome, c.reason)
        with reading(self.engine) as connection:
            return {(s, o, r): n for s, o, r, n in connection.execute(asked)}
