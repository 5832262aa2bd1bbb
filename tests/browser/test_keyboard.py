"""The whole way with the keyboard alone: Tab, Space, Enter and the arrows; the focus always in sight."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from browser.chromium import DESKTOP, Look
from browser.live_site import LiveSite
from browser.people import Answers, lifted
from browser.views import FIRST
from browser.walker import follow, ids, is_place, screen, value_of
from browser.watch import Watch

Open = Callable[[LiveSite, Look], tuple[Page, Watch]]
MOST_TABS = 60
MOST_SCREENS = 40
# A ring around the field, its label, or what stands beside it in the label.
FOCUS_IN_SIGHT = """() => {
  const e = document.activeElement, ringed = x => {
    const s = getComputedStyle(x), box = x.getBoundingClientRect();
    return box.width > 2 && box.height > 2 &&
      ((s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none');
  };
  const places = [e, e.closest('label'), e.nextElementSibling].filter(Boolean);
  const box = (e.closest('label') || e).getBoundingClientRect();
  return places.some(ringed) && box.bottom > 0 && box.top < innerHeight;
}"""


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until something has the focus; every stop on the way must be in sight."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        stop = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert page.evaluate(FOCUS_IN_SIGHT), f"the focus is not in sight on {stop}"
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached with Tab on {page.url}")


def answer_by_keyboard(page: Page, answers: Answers) -> None:
    """Answers a screen: Tab to each question, arrows or Space to choose, digits to write, Enter to send."""
    for name in ids(page):
        _answer(page, name, answers.get(name))
    tab_to(page, ".go button[value=next]")
    follow(page, lambda: page.keyboard.press("Enter"))


def _answer(page: Page, name: str, answer: bool | int | str | None) -> None:
    field = page.locator(f"#q-{name}")
    if is_place(field):
        tab_to(page, f"#q-{name}")
        if field.is_checked() is not (answer is True):
            page.keyboard.press("Space")
    elif field.locator("input[type=radio]").count():
        tab_to(page, f"#q-{name} input[type=radio]")
        _choose(page, value_of(answer))
    elif answer is None:
        tab_to(page, f"#q-{name} input[type=checkbox]")
        page.keyboard.press("Space")
    else:
        tab_to(page, f"#q-{name} input[inputmode=numeric]")
        page.keyboard.press("Control+A")
        page.keyboard.type(str(answer))


def _choose(page: Page, value: str) -> None:
    page.keyboard.press("Space")
    for _ in range(MOST_TABS):
        if page.evaluate("document.activeElement.value") == value:
            assert page.evaluate("document.activeElement.checked")
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no choice {value} on {page.url}")


def test_the_first_stop_leads_past_the_menu(desktop: Page) -> None:
    desktop.goto("/")
    desktop.keyboard.press("Tab")
    skip = desktop.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    desktop.keyboard.press("Enter")
    expect(desktop.locator("#main")).to_be_focused()
    desktop.keyboard.press("Tab")
    expect(desktop.locator("main a.button").first).to_be_focused()


def test_a_whole_interview(opened: Open, site: LiveSite) -> None:
    page, _ = opened(site, DESKTOP)
    page.goto("/")
    tab_to(page, "main a.button[href='/interview']")
    follow(page, lambda: page.keyboard.press("Enter"))
    assert screen(page) == FIRST
    met = 0
    while screen(page):
        answer_by_keyboard(page, lifted())
        met += 1
        assert met < MOST_SCREENS
    assert page.url.endswith("/result")
    expect(page.locator(".verdict.calm")).to_be_visible()
    tab_to(page, "details summary")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")


def test_why_we_ask_opens_with_enter(desktop: Page) -> None:
    desktop.goto("/interview")
    tab_to(desktop, "#q-saddle_numbness summary")
    desktop.keyboard.press("Enter")
    expect(desktop.locator("#q-saddle_numbness details p")).to_be_visible()


def test_faults_are_met_first_by_the_keyboard(opened: Open, site: LiveSite) -> None:
    page, watch = opened(site, DESKTOP)
    watch.expect(422)
    page.goto("/interview")
    tab_to(page, ".go button[value=next]")
    follow(page, lambda: page.keyboard.press("Enter"))
    expect(page.locator(".error-summary")).to_be_focused()
    tab_to(page, ".error-summary a")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "saddle_numbness"


def test_enter_in_a_field_sends_the_page(desktop: Page) -> None:
    """Enter in a number goes on; it is never the button that answers "no" to everything."""
    desktop.goto("/interview")
    answers = lifted()
    while screen(desktop) != "about_you":
        answer_by_keyboard(desktop, answers)
    asked = ids(desktop)
    for name in asked:
        _answer(desktop, name, answers[name])
    desktop.locator("input[name=age]").focus()
    follow(desktop, lambda: desktop.keyboard.press("Enter"))
    said = desktop.request.get("/answers.json").json()
    assert {q: said[q] for q in asked} == {q: answers[q] for q in asked}
