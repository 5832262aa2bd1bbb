"""Every page of the site in every state worth looking at, and how a person gets there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, FilePayload, Page, Response

from browser.diary_keeper import begin_diary, write_day
from browser.live_site import CLOSED
from browser.people import Answers, barely_begun, feverish, lifted, numb_saddle, persistent
from browser.walker import bring, follow, screen, send
from rygrad.guide.interview import Interview
from rygrad.kb.load import load

FIRST = "bladder_bowel_and_saddle"
ACTIVITIES = ("at løfte mit barn", "at sidde i bilen", "at binde sko")


Brought = dict[Callable[[], Answers], tuple[str, str, str]]
_visits: WeakKeyDictionary[BrowserContext, Brought] = WeakKeyDictionary()
_diaries: WeakKeyDictionary[BrowserContext, str] = WeakKeyDictionary()


@dataclass(frozen=True)
class View:
    """One page in one state: its name, the person who sees it, and how they get there."""

    name: str
    reach: Callable[[Page], object]
    person: Callable[[], Answers] | None = None
    status: int = 200


def at(path: str) -> Callable[[Page], object]:
    """The page at an address."""
    return lambda page: page.goto(path)


def _sent_empty(page: Page) -> None:
    """A screen sent with nothing answered: the faults, and where they are."""
    page.goto("/interview")
    send(page)


def _linted(text: str) -> Callable[[Page], object]:
    """A text sent to the linter."""

    def reach(page: Page) -> None:
        page.goto("/lint")
        page.locator("#text").fill(text)
        follow(page, lambda: page.locator(".go button").click())

    return reach


def _called(text: str) -> Callable[[Page], object]:
    """A call sent from the page for developers."""

    def reach(page: Page) -> None:
        page.goto("/developers")
        page.locator("#call").fill(text)
        follow(page, lambda: page.locator("form[method=post] button").last.click())

    return reach


def _no_place(page: Page) -> None:
    """The body map sent with no place ticked."""
    page.goto("/interview/where_it_hurts")
    for place in page.locator("input.place:enabled").all():
        place.set_checked(False)
    send(page)


def _refused_file(page: Page) -> None:
    """A file of answers that does not fit."""
    page.goto("/answers")
    bad: FilePayload = {"name": "svar.json", "mimeType": "application/json", "buffer": b'{"fevr": true}'}
    page.locator("input[type=file]").set_input_files(bad)
    follow(page, page.locator("form[action='/answers/file'] button").click)


def _screens(person: Answers) -> list[str]:
    """The screens that show a person something they have answered."""
    knowledge = load()
    interview = Interview(knowledge).told(person)
    shown = {q for q in person if interview.makes_sense(q)}
    return [s.id for s in knowledge.screens.values() if shown & set(s.questions)]


def _plan_faults(page: Page) -> None:
    """A plan asked for with what cannot be."""
    page.goto("/plan?minutes=mange&days=3")


def _report(text: str) -> Callable[[Page], object]:
    """A scan report sent in, by someone of 50."""

    def send_it(page: Page) -> None:
        page.goto("/report")
        page.locator("#text").fill(text)
        page.locator("#age").fill("50")
        follow(page, page.locator("form[action='/report'] button").click)

    return send_it


def _diary(path: str = "", day: bool = False) -> Callable[[Page], object]:
    """A page of a new diary, with one day filled in or none."""

    def reach(page: Page) -> None:
        link = begin_diary(page)
        if day:
            write_day(page, pain=4, minutes=15, strength=True, went=6)
        if path or day:
            page.goto(link + path)

    return reach


def _diary_with_a_course(page: Page) -> None:
    """A diary of a few days, so that there is a course to draw and earlier days to change."""
    link = begin_diary(page, date.today() - timedelta(days=20))
    for back, pain in ((4, 7), (2, 6), (0, 4)):
        page.goto(f"{link}?day={(date.today() - timedelta(days=back)).isoformat()}")
        write_day(page, pain=pain, minutes=15, strength=back == 2, went=10 - pain)


def _one_diary(page: Page) -> str:
    """The one diary of a browser profile that stays without days: a site begins only so many an hour."""
    if page.context not in _diaries:
        _diaries[page.context] = begin_diary(page)
    return _diaries[page.context]


def _questionnaire(name: str, fill: bool = False, empty: bool = False) -> Callable[[Page], object]:
    """A questionnaire of a diary: open, filled in, or sent with nothing in it."""

    def reach(page: Page) -> None:
        page.goto(f"{_one_diary(page)}/questionnaire/{name}")
        if fill:
            for item, activity in zip(page.locator("fieldset.question").all(), ACTIVITIES, strict=False):
                item.locator("input.wide").fill(activity)
                item.locator("label.choice:has(input[value='4'])").click()
        if fill or empty:
            follow(page, page.locator("main form .go button").click)

    return reach


def _diary_sent_empty(page: Page) -> None:
    """A day saved with nothing told."""
    page.goto(_one_diary(page))
    write_day(page)


def _diary_deleted(page: Page) -> None:
    begin_diary(page)
    page.locator("details:has(form[action$='/delete']) summary").last.click()
    follow(page, page.locator("form[action$='/delete'] button").click)


def views() -> list[View]:
    """All of them, those of one person beside each other."""
    still = [View(path.strip("/") or "start", at(path)) for path in ("/", "/about", "/privacy")]
    nobody = [
        View("nowhere", at("/no/such/page"), status=404),
        View("answers_none", at("/answers")),
        View("first_screen", at("/interview")),
        View("first_screen_faults", _sent_empty, status=422),
        View("answers_refused", _refused_file, status=422),
    ]
    screens = [View(f"screen_{s}", at(f"/interview/{s}"), persistent) for s in _screens(persistent())]
    screens.append(View("where_it_hurts_faults", _no_place, persistent, status=422))
    results = [
        View("result_plain", at("/result"), lifted),
        View("answers", at("/answers"), lifted),
        View("start_begun", at("/"), lifted),
        View("result_persistent", at("/result"), persistent),
        View("result_open", at("/result"), barely_begun),
        View("result_today", at("/result"), feverish),
        View("result_emergency", at("/result"), numb_saddle),
        View("interview_emergency", at("/interview"), numb_saddle),
        View("start_emergency", at("/"), numb_saddle),
    ]
    plans = [
        View("plan_form", at("/plan")),
        View("plan_faults", _plan_faults, status=422),
        View("plan", at("/plan?minutes=12&days=3&settles=yes")),
        View("plan_waits", at("/plan"), numb_saddle, status=409),
    ]
    diaries = [
        View("diary_start", at("/diary")),
        View("diary_new", _diary()),
        View("diary", _diary(day=True)),
        View("diary_course", _diary_with_a_course),
        View("diary_faults", _diary_sent_empty, status=422),
        View("diary_deleted", _diary_deleted),
        View("diary_unknown", at(f"/diary/{'x' * 43}"), status=404),
    ]
    questionnaires = [
        View("psfs", _questionnaire("psfs")),
        View("psfs_faults", _questionnaire("psfs", empty=True), status=422),
        View("psfs_filled", _questionnaire("psfs", fill=True)),
        View("startback_without_text", _questionnaire("startback_total")),
        View("roland_morris_without_text", _questionnaire("roland_morris")),
    ]
    finds = [
        View("find_country", at("/find/fysioterapeut/danmark/alle")),
        View("find_place", at("/find/fysioterapeut/koebenhavn/ryg")),
        View("find_filtered", at("/find/fysioterapeut/odense/alle?wheelchair=1&km=50")),
        View("find_none_near", at("/find/kiropraktor/skagen/kroniske-smerter")),
        View("find_nobody", at("/find/kiropraktor/skagen/diskusprolaps?km=5&wheelchair=1")),
        View("find_which", at("/find?place=Gjellerup")),
        View("find_nowhere", at("/find?place=qwxzy"), status=422),
        View("clinic", at("/find/klinik/demo-koebenhavn-k")),
        View("clinic_closed", at(f"/find/klinik/{CLOSED}"), status=410),
    ]
    builds = [
        View("developers", at("/developers")),
        View("developers_urgent", at("/developers?reason=bp1")),
        View("developers_fault", _called('{"hook": "order-review"}'), status=422),
    ]
    lints = [
        View("lint", at("/lint")),
        View("lint_findings", _linted("Røntgen viser slid. Omkring 8 ud af 10 får det. Ingen metastaser.")),
        View("lint_faults", _linted(" "), status=422),
    ]
    reports = [
        View("report_form", at("/report")),
        View(
            "report_explained",
            _report("L5/S1: Let diskusbule og svær spinalstenose. Araknoiditis L5. Ingen fraktur."),
        ),
        View("report_refused", _report("Kog kartoflerne i tyve minutter."), status=422),
    ]
    library = [
        View("articles", at("/articles")),
        View("article", at("/articles/low_back_pain")),
        View("article_own", at("/articles/laendesmerter")),
        View("article_search", at("/articles/search?q=lændesmrter+gåture")),
        View("article_search_none", at("/articles/search?q=qwxzy")),
        View("article_search_faults", at("/articles/search?q=a"), status=422),
    ]
    return [
        *library,
        *still,
        *nobody,
        *screens,
        *results,
        *plans,
        *diaries,
        *questionnaires,
        *finds,
        *lints,
        *builds,
        *reports,
    ]


def _be(page: Page, person: Callable[[], Answers]) -> None:
    """Has the answers of a person; brought once in each browser profile, then remembered."""
    known = _visits.setdefault(page.context, {})
    if person not in known:
        bring(page, person())
        (visit,) = page.context.cookies()
        known[person] = visit["name"], visit["value"], page.url
    name, value, url = known[person]
    page.context.add_cookies([{"name": name, "value": value, "url": url}])


def arrive(page: Page, view: View) -> str:
    """Goes to a view as the person who sees it; gives the HTML as the server sent it."""
    page.context.clear_cookies()
    if view.person:
        _be(page, view.person)
    sent: list[Response] = []

    def keep(response: Response) -> None:
        sent.append(response)

    page.on("response", keep)
    view.reach(page)
    page.remove_listener("response", keep)
    last = [r for r in sent if r.headers.get("content-type", "").startswith("text/html")][-1]
    assert last.status == view.status, f"{view.name}: {last.status}"
    assert not view.name.startswith("screen_") or screen(page), f"{view.name} shows nothing"
    return last.text()
