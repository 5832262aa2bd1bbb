"""A site, one Chromium, and Smart Forms made into one script, for all tests of this folder."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.chromium import FLAGS, chromium_path
from browser.live_site import LiveSite, live_site
from playwright.sync_api import Browser, sync_playwright

from renderers.forms import FORMS, Form, pages_of

HERE = Path(__file__).parent
PATIENCE = 20_000  # milliseconds; the forms have hundreds of items

Open = Callable[[str], Form]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser itself."""
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """The site as `rygrad serve` runs it."""
    with live_site(tmp_path_factory.mktemp("live") / "site", clinics=False) as running:
        yield running


@pytest.fixture(scope="package")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Smart Forms as one script and one style sheet."""
    folder = tmp_path_factory.mktemp("bundled")
    subprocess.run(["node", HERE / "bundle.mjs", folder], check=True, timeout=120)
    return folder


@pytest.fixture
def opened(chromium: Browser, bundled: Path) -> Iterator[Open]:
    """Opens an empty page of a renderer; at the end none may have complained or asked anybody else."""
    forms: list[Form] = []
    contexts = []

    def open_on(renderer: str, width: int = 1280) -> Form:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="da-DK")
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        forms.append(FORMS[renderer](context.new_page(), pages_of(context, bundled)))
        return forms[-1]

    yield open_on
    for context in contexts:
        context.close()
    for form in forms:
        assert form.faults == []
