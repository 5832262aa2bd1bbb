"""Walks through the interview as a person does: reads what is asked, answers it, goes on."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from playwright.sync_api import ElementHandle, Error, Locator, Page, expect

from browser.people import Answers, as_file

MOST_SCREENS = 60
PATIENCE = 15.0  # seconds, for a page to come


def ids(page: Page) -> list[str]:
    """The questions on the page, in order."""
    asked = page.locator("fieldset.question[id], input.place:enabled")
    return [str(q.get_attribute("id"))[2:] for q in asked.all()]


def question(page: Page, name: str) -> Locator:
    """One question on the page."""
    return page.locator(f"#q-{name}")


def give(page: Page, name: str, answer: bool | int | str | None) -> None:
    """Answers one question, by whatever kind of field it has; a place not ticked is a no."""
    field = question(page, name)
    if is_place(field):
        field.set_checked(answer is True)
    elif field.locator("input[type=radio]").count():
        field.locator(f"label.choice:has(input[value='{value_of(answer)}'])").click()
    elif answer is None:
        field.locator("label.choice:has(input[type=checkbox])").click()
    else:
        field.locator("input[inputmode=numeric]").fill(str(answer))


def is_place(field: Locator) -> bool:
    """Whether a question is a place of the body map: one checkbox, of which no tick means no."""
    return "place" in (field.get_attribute("class") or "").split()


def value_of(answer: bool | int | str | None) -> str:
    """An answer as the value of its field."""
    if answer is None:
        return "unknown"
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return str(answer)


def answer_screen(page: Page, answers: Answers) -> None:
    """Answers every question on the page and sends it; a question nobody thought of is "don't know"."""
    for name in ids(page):
        give(page, name, answers.get(name))
    places = page.locator("input.place:enabled")
    if places.count() and not places.and_(page.locator(":checked")).count():
        page.locator("input[name=unsure]").check()
    send(page)


def send(page: Page) -> None:
    """Presses "Videre" and waits for the next page."""
    follow(page, lambda: page.locator(".go button[value=next]").click())


def follow(page: Page, act: Callable[[], object]) -> None:
    """Does something that leads to a new page, and waits until the new one stands.

    A page is put in place whole, by the browser or by htmx: its <main> is then another one.
    """
    before = page.locator("main").element_handle()
    act()
    until = time.monotonic() + PATIENCE
    while _stands(before):
        assert time.monotonic() < until, f"no new page came after {page.url}"
        page.wait_for_timeout(20)
    page.wait_for_load_state()


def _stands(part: ElementHandle) -> bool:
    """Whether a part of a page is still there; its whole document may be gone."""
    try:
        return bool(part.evaluate("e => e.isConnected"))
    except Error:
        return False


def screen(page: Page) -> str | None:
    """The id of the interview's screen that is shown; None on any other page."""
    form = page.locator("main form[action^='/interview/']:not([action$='/more'])")
    if not form.count():
        return None
    action = str(form.get_attribute("action"))
    expect(page).to_have_url(re.compile(f"{re.escape(action)}$"))
    return action.rpartition("/")[2]


def begin(page: Page, fresh: bool = True) -> None:
    """Begins the interview; `fresh` goes to the start first."""
    if fresh:
        page.goto("/")
    follow(page, lambda: page.locator("main a.button[href='/interview']").first.click())


def walk(page: Page, answers: Answers, until: Callable[[Page], bool] | None = None) -> list[str]:
    """From the start to the result (or until something holds); gives the screens met."""
    begin(page)
    met: list[str] = []
    while (shown := screen(page)) and not (until and until(page)):
        met.append(shown)
        assert len(met) < MOST_SCREENS, f"the interview does not end: {met[-5:]}"
        answer_screen(page, answers)
    return met


def bring(page: Page, answers: Answers) -> None:
    """Brings answers along as a file, so that the result stands at once."""
    page.goto("/answers")
    page.locator("input[type=file]").set_input_files(as_file(answers))
    with page.expect_navigation(url="**/result"):
        page.locator("form[action='/answers/file'] button").click()
