"""A plan written by hand, with what a paper may meet: markup, Danish letters, the hour lost in March."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 160" fill="none" stroke="currentColor"'
    ' stroke-width="8" stroke-linecap="round"><line x1="10" y1="150" x2="230" y2="150" stroke-width="2"/>'
    '<circle cx="60" cy="120" r="12"/><path d="M72 128 L130 100 L170 148"/></svg>'
)
STEPS = [(10, 3), (15, 3), (15, 4), (20, 4), (20, 4), (20, 5), (25, 5), (30, 5)]
MARKUP = "#panic() *stjerner* $x$ _bund_ @ref <mærke> `kode` \\ [kant] // æøå ÆØÅ"


def weeks(begins: date, steps: list[tuple[int, int]]) -> tuple[Any, ...]:
    """One week a step, the walking days spread out from its first day."""
    made = []
    for number, (minutes, days_a_week) in enumerate(steps, 1):
        first = begins + timedelta(weeks=number - 1)
        days = tuple(first + timedelta(days=at * 7 // days_a_week) for at in range(days_a_week))
        made.append(
            SimpleNamespace(
                number=number,
                begins=first,
                step=f"walk_{minutes}_{days_a_week}",
                minutes=minutes,
                days_a_week=days_a_week,
                days=days,
            )
        )
    return tuple(made)


def exercise(id: str, title: str, harder: str = "") -> Any:
    """One exercise with a simple drawing."""
    return SimpleNamespace(
        id=id,
        title=title,
        says="Lig på ryggen med bøjede knæ. Løft bækkenet roligt, og sænk det igen.",
        dose="2 sæt med 8 gentagelser",
        easier="Løft kun lidt.",
        harder=harder,
        stop_when="Stop, hvis smerten kommer op over 5 ud af 10.",
        level=1,
        drawing=DRAWING,
        drawing_says=f"En person ligger på ryggen og løfter bækkenet: {title}",
    )


def plan(
    lang: str = "da", on: date = date(2027, 2, 15), steps: list[tuple[int, int]] | None = None, says: str = ""
) -> Any:
    """A plan from a day on; `says` replaces the first paragraph."""
    return SimpleNamespace(
        start=SimpleNamespace(minutes=10, days_a_week=3, settles=None, on=on, strength=1),
        lang=lang,
        says=says or "Planen begynder, hvor du er, og lægger lidt til ad gangen.",
        weeks=weeks(on, steps or STEPS),
        up_when="Gå et trin op, når smerten er højst 5 ud af 10 og er faldet til ro næste dag.",
        down_when="Gå ét trin ned, når smerten er over 5 ud af 10. Fem minutter er fint.",
        stop_when="Hold pause, og ring straks ved nyt besvær med blære eller tarm.",
        exercises=(
            exercise("bridge", "Bækkenløft", "Løft på ét ben."),
            exercise("squat", "Rejs og sæt dig"),
        ),
        strength_days=(on + timedelta(days=1), on + timedelta(days=4)),
        advice=(
            SimpleNamespace(
                id="breaks", title="Skift stilling tit", says="Rejs dig hver halve time.", claims=()
            ),
            SimpleNamespace(
                id="heat", title="Sådan bruger du varme", says="Læg en pude på lænden.", claims=()
            ),
        ),
        claims=(),
    )
