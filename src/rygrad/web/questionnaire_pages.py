"""Questionnaires inside a diary: filled in now and then, and what has changed since the first time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rygrad.assess.answers import AnswersError
from rygrad.care.questionnaires import (
    QUESTIONNAIRES,
    Change,
    InstrumentFault,
    Scored,
    Texts,
    band_says,
    change,
    items,
    score,
    texts,
)
from rygrad.kb.models import Question
from rygrad.store.diaries import Diary, DiaryError, Score
from rygrad.web.diary_pages import found
from rygrad.web.texts import day_words, number_words
from rygrad.web.turn import Turn

OWN_ACTIVITIES = "psfs"
TICKED = "roland_morris"  # ticked or not; a statement that is not ticked does not fit today
Told = dict[str, bool | int | str]


@dataclass(frozen=True, slots=True)
class Row:
    """One time it was filled in: the day, the score, the change since the first time."""

    day: str
    score: str
    band: str
    change: str
    felt: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the form: its words, its kind, what may be chosen, what was chosen last."""

    id: str
    text: str
    kind: str
    options: list[tuple[str, str]]
    low: int
    high: int


async def show(request: Request) -> Response:
    """The form and its history."""
    turn = Turn(request)
    key, diary = await found(turn)
    return _page(turn, key, diary, {})


def _name(turn: Turn) -> str:
    name: str = turn.request.path_params["name"]
    if name not in QUESTIONNAIRES:
        raise HTTPException(404, "no-such-page")
    return name


def _texts(turn: Turn, name: str) -> Texts | None:
    """The words of a questionnaire; a faulty file of the site shows no half form."""
    try:
        return texts(turn.site.settings.folder, turn.site.knowledge, name, turn.lang)
    except InstrumentFault:
        return None


def _page(turn: Turn, key: str, diary: Diary, faults: dict[str, str]) -> Response:
    name = _name(turn)
    said = _texts(turn, name)
    filled = [s for s in diary.scores if s.questionnaire == name]
    return turn.page(
        "questionnaire.html",
        status=422 if faults else 200,
        faults=faults,
        here=f"/diary/{key}/questionnaire/{name}",
        back=f"/diary/{key}",
        title=turn.site.knowledge.scores[name].title.in_language(turn.lang),
        said=said,
        items=_items(turn, name, said) if said is not None else [],
        own=name == OWN_ACTIVITIES,
        ticked=name == TICKED,
        activities=filled[-1].activities if filled else (),
        sent=turn.sent or {},
        rows=_rows(turn, name, filled),
        saved="saved" in turn.request.query_params,
    )


def _items(turn: Turn, name: str, said: Texts) -> list[Item]:
    knowledge = turn.site.knowledge
    made = []
    for item in items(knowledge, name):
        question = knowledge.questions[item]
        options = [(word, said.options.get(word, word)) for word in question.of or []]
        text = said.items.get(item, item)
        made.append(Item(item, text, _kind(question), options, question.min or 0, question.max or 0))
    return made


def _kind(question: Question) -> str:
    return "rating" if question.type == "number" else question.type


def _rows(turn: Turn, name: str, filled: list[Score]) -> list[Row]:
    knowledge = turn.site.knowledge
    scored = [(s, made) for s in filled if (made := _scored(turn, s)) is not None]
    rows = []
    for at, (filled_in, made) in enumerate(scored):
        first, first_made = scored[0]
        same = filled_in.activities == first.activities  # a mean of other activities is another measure
        moved = change(knowledge, name, first_made, made) if at and same else None
        band = band_says(knowledge, name, made.band, turn.lang) if made.band else ""
        rows.append(
            Row(
                day_words(turn.lang, filled_in.day, "d. MMM y"),
                _range(turn, made),
                band,
                _moved(turn, moved),
                bool(moved and moved.matters),
            )
        )
    return rows


def _scored(turn: Turn, filled: Score) -> Scored | None:
    """A score kept earlier; None when a change of knowledge has left no such items."""
    try:
        return score(turn.site.knowledge, filled.questionnaire, filled.items)
    except AnswersError:
        return None


def _range(turn: Turn, made: Scored) -> str:
    low, high = number_words(turn.lang, made.low), number_words(turn.lang, made.high)
    return low if made.low == made.high else f"{low}–{high}"


def _moved(turn: Turn, moved: Change | None) -> str:
    if moved is None:
        return ""
    sign = "+" if moved.points > 0 else ""
    way = "" if moved.better is None else turn.t("score-better") if moved.better else turn.t("score-worse")
    return f"{sign}{number_words(turn.lang, moved.points)} {way}".strip()


async def write(request: Request) -> Response:
    """Keeps a filled-in form; nothing is guessed for an item left open."""
    turn = Turn(request)
    key, diary = await found(turn)
    name = _name(turn)
    await turn.keyed_form()
    if _texts(turn, name) is None:
        raise HTTPException(404, "no-such-page")
    told, faults = _told(turn, name)
    if name == TICKED and not any(told.values()) and turn.field("none") != "yes":
        faults["form"] = turn.t("fault-none-ticked")
    if not faults and score(turn.site.knowledge, name, told) is None:
        faults["form"] = turn.t("fault-score-short")
    if faults:
        return _page(turn, key, diary, faults)
    activities = _activities(turn, name, told) if name == OWN_ACTIVITIES else ()
    today = turn.site.settings.today()
    try:
        turn.site.store.write_score(key, name, today, told, activities)
    except DiaryError as e:
        return _page(turn, key, diary, {"form": e.text(turn.lang)})
    return turn.go(f"/diary/{key}/questionnaire/{name}?saved=1")


def _activities(turn: Turn, name: str, told: Told) -> tuple[str, ...]:
    """The activities, each in its own place, so that next time it stands beside its own figure."""
    asked = items(turn.site.knowledge, name)
    return tuple(turn.field(f"{item}.activity") if item in told else "" for item in asked)


def _told(turn: Turn, name: str) -> tuple[Told, dict[str, str]]:
    told: Told = {}
    faults: dict[str, str] = {}
    for item in items(turn.site.knowledge, name):
        said = turn.field(item)
        if name == TICKED:
            told[item] = said == "yes"
        elif said:
            _take(turn, turn.site.knowledge.questions[item], said, told, faults)
            if name == OWN_ACTIVITIES and item in told and not turn.field(f"{item}.activity"):
                faults[item] = turn.t("fault-activity")
    return told, faults


def _take(turn: Turn, question: Question, said: str, told: Told, faults: dict[str, str]) -> None:
    meant: Mapping[str, bool | int | str] = {"yes": True, "no": False}
    if question.type == "number":
        low, high = question.min or 0, question.max or 0
        meant = {str(n): n for n in range(low, high + 1)}
    elif question.type == "choice":
        meant = {word: word for word in question.of or []}
    if said in meant:
        told[question.id] = meant[said]
    else:
        faults[question.id] = turn.t("fault-answer")
