"""Every page, in both languages and both themes: axe-core and html-validate find nothing; it fits 320 px."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser.axe import violations
from browser.chromium import NARROW, PHONE, Look
from browser.fit import overflowing
from browser.html_check import html_faults
from browser.live_site import LiveSite
from browser.views import View, arrive, views
from browser.watch import Watch

# The screens of the interview are one template: in Danish always, in English with the slow tests.
SEEN_IN = [
    pytest.param(view, lang, id=f"{view.name}-{lang}", marks=[pytest.mark.slow] if later else [])
    for view in views()
    for lang in ("da", "en")
    for later in [lang == "en" and view.name.startswith("screen_")]
]
Seen = Callable[[Look], tuple[Page, Watch]]


@pytest.fixture(scope="module")
def lasting(chromium: Browser, site: LiveSite) -> Iterator[Seen]:
    """One browser profile a look, kept for the whole file; a view begins by forgetting its cookies."""
    pages: dict[Look, tuple[Page, Watch]] = {}

    def page_with(look: Look) -> tuple[Page, Watch]:
        if look not in pages:
            context = chromium.new_context(base_url=site.address, **look.options())
            watch = Watch(context, site.address)
            watch.expect(404, 409, 410, 422)
            pages[look] = context.new_page(), watch
        return pages[look]

    yield page_with
    for page, _ in pages.values():
        page.context.close()


@pytest.fixture(scope="module")
def sent_html() -> dict[str, str]:
    """The HTML of every page seen in this file, for one run of html-validate at its end."""
    return {}


@pytest.mark.parametrize(("view", "lang"), SEEN_IN)
def test_everybody_can_use_it(view: View, lang: str, lasting: Seen, sent_html: dict[str, str]) -> None:
    page, watch = lasting(PHONE.but(lang=lang))
    page.set_viewport_size({"width": PHONE.width, "height": PHONE.height})
    page.emulate_media(color_scheme="light")
    sent_html[f"{view.name} ({lang})"] = arrive(page, view)
    assert page.locator("html").get_attribute("lang") == lang
    found = [f"light: {v}" for v in violations(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {v}" for v in violations(page)]
    page.set_viewport_size({"width": NARROW.width, "height": NARROW.height})
    found += [f"320 px: {v}" for v in overflowing(page)]
    assert not found, "\n".join(found)
    watch.check()


def test_html_is_valid(sent_html: dict[str, str], screens_folder: Path) -> None:
    assert sent_html, "run the whole file: this judges the pages that the tests above have met"
    found = html_faults(sent_html, screens_folder)
    assert not found, "\n".join(found)
