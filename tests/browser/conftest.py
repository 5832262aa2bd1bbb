"""One Chromium and one site for all tests of this folder; each test its own fresh browser profile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from browser.chromium import DESKTOP, FLAGS, PHONE, Look, chromium_path
from browser.live_site import LiveSite, live_site
from browser.watch import Watch

MONDAY = date(2026, 11, 23)
PATIENCE = 10_000  # milliseconds, before something that does not come counts as missing

Open = Callable[[LiveSite, Look], tuple[Page, Watch]]


@pytest.fixture(scope="package")
def playwright_running() -> Iterator[Playwright]:
    """What drives the browser; for this folder only, because it keeps an event loop running."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def chromium(playwright_running: Playwright) -> Iterator[Browser]:
    """The browser itself."""
    browser = playwright_running.chromium.launch(executable_path=chromium_path(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """The site as `rygrad serve` runs it."""
    with live_site(tmp_path_factory.mktemp("live") / "site") as running:
        yield running


@pytest.fixture(scope="package")
def site_with_calendar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """A site on which a test decides what day it is; begins on a Monday."""
    with live_site(tmp_path_factory.mktemp("dated") / "site", MONDAY) as running:
        yield running


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Open]:
    """Opens fresh profiles on a site; at the end each must have seen no fault."""
    watches: list[Watch] = []
    contexts = []

    def open_on(site: LiveSite, look: Look) -> tuple[Page, Watch]:
        context = chromium.new_context(base_url=site.address, **look.options())
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        watches.append(Watch(context, site.address))
        return context.new_page(), watches[-1]

    yield open_on
    for context in contexts:
        context.close()
    for watch in watches:
        watch.check()


@pytest.fixture
def phone(opened: Open, site: LiveSite) -> Page:
    """A phone in Danish, 360 by 740."""
    return opened(site, PHONE)[0]


@pytest.fixture
def desktop(opened: Open, site: LiveSite) -> Page:
    """A desktop in Danish, 1440 by 900."""
    return opened(site, DESKTOP)[0]


@pytest.fixture
def plain(opened: Open, site: LiveSite) -> Page:
    """A phone in Danish without JavaScript."""
    return opened(site, PHONE.but(script=False))[0]


@pytest.fixture(scope="package")
def screens_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pages are written for programs that read files."""
    return tmp_path_factory.mktemp("pages")
