"""On paper, with the text twice as large, and on every width from a watch-sized phone to a wide desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from browser.chromium import DESKTOP, FLAGS, PHONE, TABLET, TEXT_TWICE_AS_LARGE, Look, chromium_path
from browser.fit import overflowing
from browser.live_site import LiveSite
from browser.people import persistent
from browser.views import View, arrive, views

FEW = {
    "start",
    "about",
    "first_screen",
    "screen_about_you",
    "screen_this_time",
    "screen_where_it_hurts",
    "result_persistent",
    "result_emergency",
    "answers",
}
VIEWS = [pytest.param(view, id=view.name) for view in views() if view.name in FEW]


@pytest.fixture(scope="module")
def large_text(playwright_running: Playwright) -> Iterator[Browser]:
    """A browser whose reader has set the text to twice its size."""
    browser = playwright_running.chromium.launch(
        executable_path=chromium_path(), args=[*FLAGS, TEXT_TWICE_AS_LARGE]
    )
    yield browser
    browser.close()


@pytest.mark.parametrize("view", VIEWS)
def test_text_twice_as_large_fits(view: View, large_text: Browser, site: LiveSite) -> None:
    context = large_text.new_context(base_url=site.address, **PHONE.but(touch=False).options())
    page = context.new_page()
    arrive(page, view)
    size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert size >= 32, f"the reader's size is not followed: {size} px"
    found = overflowing(page)
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("look", [TABLET, DESKTOP])
@pytest.mark.parametrize("view", VIEWS)
def test_wider_screens_fit(view: View, look: Look, chromium: Browser, site: LiveSite) -> None:
    context = chromium.new_context(base_url=site.address, **look.options())
    page = context.new_page()
    arrive(page, view)
    found = overflowing(page)
    context.close()
    assert not found, "\n".join(found)


def test_paper_shows_the_advice_and_no_buttons(desktop: Page) -> None:
    view = next(v for v in views() if v.name == "result_persistent")
    arrive(desktop, view)
    desktop.emulate_media(media="print")
    for selector in ("nav", ".skip", "footer a", "button", "a.button"):
        shown = [part.inner_text() for part in desktop.locator(selector).all() if part.is_visible()]
        assert not shown, f"{selector} on paper: {shown}"
    for selector in (".verdict .big", ".safety-net"):
        expect(desktop.locator(selector)).to_be_visible()
    ink = desktop.locator(".verdict .big").evaluate("e => getComputedStyle(e).color")
    assert ink in ("rgb(0, 0, 0)", "rgb(28, 43, 48)")


def test_paper_is_light_in_the_dark_theme(desktop: Page) -> None:
    arrive(desktop, View("result", lambda p: p.goto("/result"), persistent))
    desktop.emulate_media(media="print", color_scheme="dark")
    ground = desktop.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
