"""The body map: places that are ticked on a figure or in a list, and what a tick left out means."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData

from rygrad.guide.interview import Interview

BODY_MAP = "where_it_hurts"  # the screen that is asked on the figure
PLACES = (
    "pain_low_back",
    "pain_upper_back",
    "pain_buttock",
    "pain_groin",
    "pain_below_knee",
    "pain_flank",
    "pain_abdomen",
    "pain_chest",
)
UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Place:
    """One place: whether it is asked now, and whether it is ticked."""

    id: str
    label: str
    help: str
    why: str
    ticked: bool
    asked: bool


def places(interview: Interview, asked: list[str], posted: FormData | None) -> list[Place]:
    """Every place of the figure, as it was sent or told; those of other screens as they were told there."""
    return [_place(interview, name, name in asked, posted) for name in PLACES]


def _place(interview: Interview, name: str, asked: bool, posted: FormData | None) -> Place:
    question, lang = interview.knowledge.questions[name], interview.lang
    words = question.words.in_language(lang)
    plainer = question.plainer if interview.not_known.get(name) and question.plainer else question.ask
    told = interview.answers.get(name) is True
    return Place(
        id=name,
        label=words[:1].upper() + words[1:],
        help=plainer.in_language(lang) if plainer else "",
        why=question.why.in_language(lang) if question.why else "",
        ticked=posted.get(name) == "yes" if posted is not None and asked else told,
        asked=asked,
    )


def unsure(interview: Interview, asked: list[str], posted: FormData | None) -> bool:
    """Whether the person could not point it out, now or before."""
    if posted is not None:
        return posted.get(UNSURE) == "yes"
    return any(name in interview.not_known for name in asked if name in PLACES)


def nothing_said(posted: FormData, asked: list[str], go: str) -> bool:
    """Whether no place is ticked and the person has said neither "none of these" nor "unsure"."""
    here = [name for name in asked if name in PLACES]
    ticked = any(posted.get(name) == "yes" for name in here)
    return bool(here) and not ticked and posted.get(UNSURE) != "yes" and go not in ("none", "rest_no")


def spelled_out(posted: FormData, asked: list[str]) -> FormData:
    """The form with each place answered: ticked is yes; not ticked is no, as the page says, or not known."""
    rest = "unknown" if posted.get(UNSURE) == "yes" else "no"
    ticks = {name: "yes" if posted.get(name) == "yes" else rest for name in PLACES if name in asked}
    return FormData({**{name: str(value) for name, value in posted.items()}, **ticks})
