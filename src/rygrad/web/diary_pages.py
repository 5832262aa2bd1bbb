"""The diary: ten seconds a day under a private link, beside what is usual; to be had or gone at will."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from limits import parse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rygrad.assess.answers import AnswersError
from rygrad.assess.assess import assess
from rygrad.assess.person import person
from rygrad.care.diary import Course, Entry, course
from rygrad.care.questionnaires import QUESTIONNAIRES
from rygrad.kb.basics import rank
from rygrad.papers.qr import qr_svg
from rygrad.store.diaries import Diary, DiaryError
from rygrad.web.figures import diary_figure
from rygrad.web.texts import day_words, number_words, safe
from rygrad.web.turn import Turn
from rygrad.web.visit import new_visit

MOST_MINUTES = 600
DAYS_SHOWN = 14
LONGEST_AGO = timedelta(days=3660)


async def open_(request: Request) -> Response:
    """What a diary is, and the form that begins one."""
    return Turn(request).page("diary_start.html", faults={}, today=_today(request))


async def begin(request: Request) -> Response:
    """A new diary; its link is the only key."""
    turn = Turn(request)
    await turn.form()
    onset, fault = _past_day(turn, "onset")
    if fault:
        return turn.page("diary_start.html", status=422, faults={"onset": fault}, today=_today(request))
    rate = parse(f"{turn.site.settings.diaries_an_hour}/hour")
    if not await turn.site.wrong_keys.hit(rate, "begin", turn.address):
        raise HTTPException(429, "too-often", {"Retry-After": "3600"})
    answers = turn.interview().implied() if turn.field("with_answers") == "yes" else None
    key = turn.site.store.start(turn.lang, onset, answers, turn.site.settings.today())
    return turn.go(f"/diary/{key}?new=1")


def _today(request: Request) -> str:
    today: date = request.app.state.site.settings.today()
    return today.isoformat()


async def found(turn: Turn) -> tuple[str, Diary]:
    """The diary of the address; a wrong key is counted, and too many are told to wait."""
    key = turn.request.path_params["key"]
    diary = turn.site.store.diary(key)
    if diary is None:
        rate = parse(f"{turn.site.settings.wrong_keys_an_hour}/hour")
        if not await turn.site.wrong_keys.hit(rate, "key", turn.address):
            raise HTTPException(429, "too-often", {"Retry-After": "3600"})
        raise HTTPException(404, "no-such-diary")
    return key, diary


async def show(request: Request) -> Response:
    """The diary: today's entry, the course, what to do next."""
    turn = Turn(request)
    key, diary = await found(turn)
    return _page(turn, key, diary, {})


def _page(turn: Turn, key: str, diary: Diary, faults: dict[str, str]) -> Response:
    today = turn.site.settings.today()
    seen = course(diary.entries, diary.onset, turn.site.knowledge, today, diary.assessed_on)
    day = _chosen_day(turn, today)
    entries = sorted(diary.entries, key=lambda entry: entry.day, reverse=True)
    here = f"/diary/{key}"
    new = "new" in turn.request.query_params
    link = turn.link(here)
    return turn.page(
        "diary.html",
        status=422 if faults else 200,
        faults=faults,
        here=here,
        link=link,
        qr=safe(qr_svg(link, turn.t("diary-qr"))) if new else "",
        new=new,
        saved=turn.request.query_params.get("saved", ""),
        diary=diary,
        entry=next((e for e in entries if e.day == day), Entry(day, None, None, None, None)),
        entries=entries[:DAYS_SHOWN],
        today=today,
        day=day,
        drawn=diary_figure(diary.entries, seen, turn.lang) if entries else None,
        notices=notices(turn, seen, here, calm(turn, diary)),
        facts=facts(turn, seen),
        questionnaires=[
            (name, turn.site.knowledge.scores[name].title.in_language(turn.lang)) for name in QUESTIONNAIRES
        ],
        said_day=lambda d: day_words(turn.lang, d, "EEEE d. MMMM"),
        short_day=lambda d: day_words(turn.lang, d, "EEE d. MMM"),
        signs=_signs(turn),
    )


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a diary has noticed, and where to go with it."""

    tone: str
    title: str
    text: str
    link: str = ""
    link_text: str = ""


def calm(turn: Turn, diary: Diary) -> bool:
    """Whether nothing told, in this visit or in the diary, speaks against a word of comfort."""
    if turn.visit.begun and not turn.assessment().disposition.may_reassure:
        return False
    if diary.answers is None:
        return True
    try:
        kept = assess(diary.answers, turn.site.knowledge, turn.site.settings.today())
    except AnswersError:  # the knowledge has changed: the answers say nothing any more
        return False
    return kept.disposition.may_reassure


def notices(turn: Turn, seen: Course, here: str, calm: bool) -> list[Notice]:
    """What a diary has noticed: another phase; and, where it may comfort, recovery and pain again."""
    t, made = turn.t, []
    if seen.phase_changed:
        title = t(f"diary-phase-{seen.phase_now}")
        made.append(Notice("open", title, t("diary-phase-text"), f"{here}/again", t("diary-phase-do")))
    if not calm:
        return made
    if seen.recovered_on is not None:
        day = day_words(turn.lang, seen.recovered_on, "d. MMMM")
        made.append(
            Notice("calm", t("diary-recovered"), t("diary-recovered-text", day=day), "/plan", t("plan-short"))
        )
    elif seen.recurrences and not seen.phase_changed:  # a new phase has said so already
        day = day_words(turn.lang, seen.recurrences[-1], "d. MMMM")
        made.append(Notice("open", t("diary-back"), t("diary-back-text", day=day), "/plan", t("plan-short")))
    return made


def facts(turn: Turn, seen: Course) -> list[tuple[str, str]]:
    """The last week in figures; what was not told is left out."""
    t, lang, made = turn.t, turn.lang, []
    if seen.last_week is not None:
        made.append((t("diary-last-week"), number_words(lang, round(seen.last_week, 1))))
    if seen.walked_last_week is not None:
        made.append((t("diary-walked"), t("diary-minutes-n", n=seen.walked_last_week)))
    if seen.strength_last_week is not None:
        made.append((t("diary-strength-days"), str(seen.strength_last_week)))
    if seen.change is not None:
        size = number_words(lang, abs(round(seen.change, 1)))
        way = "less" if seen.change < 0 else "more" if seen.change > 0 else "same"
        felt = f" {t('diary-change-felt')}" if seen.change_matters else ""
        made.append((t("diary-change"), t(f"diary-change-{way}", n=size) + felt))
    return made


def _chosen_day(turn: Turn, today: date) -> date:
    try:
        day = date.fromisoformat(turn.request.query_params.get("day", ""))
    except ValueError:
        return today
    return day if today - LONGEST_AGO <= day <= today else today


def _signs(turn: Turn) -> list[tuple[str, str]]:
    """The signs to ask about every time: each question whose yes alone means a doctor today or sooner."""
    knowledge = turn.site.knowledge
    kept: dict[tuple[str, str], list[tuple[str, str]]] = knowledge.made_once
    key = ("diary_signs", turn.lang)
    if key not in kept:
        asked = [q for q in knowledge.questions.values() if q.type == "yes_no" and q.asked_of == "person"]
        asked.sort(key=lambda q: knowledge.place_in_interview.get(q.id, 0))
        kept[key] = [
            (q.id, q.ask.in_language(turn.lang))
            for q in asked
            if q.ask and rank(person(knowledge, {q.id: True}, turn.lang).level) >= rank("see_doctor_today")
        ]
    return kept[key]


async def write(request: Request) -> Response:
    """Keeps one day; what is kept is on disk before the answer leaves."""
    turn = Turn(request)
    key, diary = await found(turn)
    await turn.keyed_form()
    faults: dict[str, str] = {}
    day, fault = _past_day(turn, "day")
    if fault or day is None:
        faults["day"] = fault or turn.t("fault-day-past")
    entry = Entry(
        day or turn.site.settings.today(),
        _number(turn, "pain", 10, faults),
        _number(turn, "minutes", MOST_MINUTES, faults),
        {"yes": True, "no": False}.get(turn.field("strength")),
        _number(turn, "went", 10, faults),
    )
    if not faults and all(v is None for v in (entry.pain, entry.minutes, entry.strength, entry.went)):
        faults["pain"] = turn.t("fault-entry-empty")
    if faults:
        return _page(turn, key, diary, faults)
    return await _kept(turn, key, diary, lambda: turn.site.store.write(key, entry), f"?saved={entry.day}")


async def _kept(turn: Turn, key: str, diary: Diary, work: Callable[[], object], then: str = "") -> Response:
    try:
        await run_in_threadpool(work)  # waiting for the disk holds nobody else up
    except DiaryError as e:
        return _page(turn, key, diary, {"day": e.text(turn.lang)})
    return turn.go(f"/diary/{key}{then}")


def _number(turn: Turn, name: str, most: int, faults: dict[str, str]) -> int | None:
    said = turn.field(name)
    if not said:
        return None
    if said.isascii() and said.isdecimal() and len(said) < 5 and int(said) <= most:
        return int(said)
    faults[name] = turn.t("fault-number-whole", low=0, high=most)
    return None


def _past_day(turn: Turn, name: str) -> tuple[date | None, str]:
    """A day that is not to come; None when none was told."""
    said = turn.field(name)
    if not said:
        return None, ""
    today = turn.site.settings.today()
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None, turn.t("fault-day-past")
    return (day, "") if today - LONGEST_AGO <= day <= today else (None, turn.t("fault-day-past"))


async def remove(request: Request) -> Response:
    """Takes one day away."""
    turn = Turn(request)
    key, _ = await found(turn)
    await turn.keyed_form()
    day, _ = _past_day(turn, "day")
    if day is not None:
        await run_in_threadpool(turn.site.store.remove_entry, key, day)
    return turn.go(f"/diary/{key}")


async def onset(request: Request) -> Response:
    """The day it began, told or corrected."""
    turn = Turn(request)
    key, diary = await found(turn)
    await turn.keyed_form()
    day, fault = _past_day(turn, "onset")
    if fault:
        return _page(turn, key, diary, {"onset": fault})
    turn.site.store.set_onset(key, day)
    return turn.go(f"/diary/{key}")


async def again(request: Request) -> Response:
    """The interview again, from what the diary knows: how long it has lasted."""
    turn = Turn(request)
    key, diary = await found(turn)
    await turn.keyed_form()
    today = turn.site.settings.today()
    visit = turn.visit  # what was answered before stays, and so does its banner
    if diary.onset is not None:
        told = {"duration_days": max(0, (today - diary.onset).days)}
        visit = visit.with_interview(visit.interview(turn.site.knowledge, turn.lang).told(dict(told)))
    turn.keep(visit)
    turn.site.store.assessed(key, today)
    return turn.go("/interview")


async def signs(request: Request) -> Response:
    """A new sign is answered like in the interview, at once: the result says whom to phone."""
    turn = Turn(request)
    _, diary = await found(turn)
    await turn.keyed_form()
    ticked: dict[str, bool | int | str | None] = {
        name: True for name, _ in _signs(turn) if turn.field(name) == "yes"
    }
    visit = turn.visit if turn.visit.begun else new_visit(turn.visit.chosen)
    told: dict[str, bool | int | str | None] = dict(visit.answers)
    if diary.onset is not None:
        told["duration_days"] = max(0, (turn.site.settings.today() - diary.onset).days)
    interview = visit.interview(turn.site.knowledge, turn.lang).told(told | ticked)
    turn.keep(visit.with_interview(interview))
    return turn.go("/result" if ticked else "/interview")


async def export_json(request: Request) -> Response:
    """All that the diary holds, for another program."""
    turn = Turn(request)
    key, _ = await found(turn)
    text = json.dumps(turn.site.store.export(key), ensure_ascii=False, indent=2)
    return _file(text.encode(), "application/json", turn.t("diary-file") + ".json")


async def export_csv(request: Request) -> Response:
    """The days of the diary, for a spreadsheet."""
    turn = Turn(request)
    key, _ = await found(turn)
    text: str = turn.site.store.export_csv(key)
    return _file(text.encode("utf-8-sig"), "text/csv; charset=utf-8", turn.t("diary-file") + ".csv")


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, 200, {"Content-Disposition": f'attachment; filename="{name}"'}, kind)


async def delete(request: Request) -> Response:
    """Deletes all of it, for good."""
    turn = Turn(request)
    key, _ = await found(turn)
    await turn.keyed_form()
    await run_in_threadpool(turn.site.store.delete, key)
    return turn.page("diary_gone.html")
