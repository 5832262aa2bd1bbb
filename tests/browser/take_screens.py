"""Takes a picture of every page at 360, 768 and 1440 px in both themes, to be looked at by a person.

Usage: python take_screens.py FOLDER [da|en] [NAME...]   (a name is a view's, such as result_plain)
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Browser, sync_playwright

from browser.chromium import FLAGS, LOCALES, Look, chromium_path
from browser.live_site import live_site
from browser.views import View, arrive, views

LOOKS = {
    f"{width}-{'dark' if dark else 'light'}": Look(width, height, touch=width < 1000, dark=dark)
    for width, height in ((360, 740), (768, 1024), (1440, 900))
    for dark in (False, True)
}


def main(folder: Path, *wanted: str) -> None:
    """Takes the pictures, of all views or of those named."""
    lang = next((w for w in wanted if w in LOCALES), "da")
    names = set(wanted) - {lang}
    seen = [v for v in views() if not names or v.name in names]
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        for name, look in LOOKS.items():
            with live_site(
                Path(temporary) / name
            ) as site:  # its own, because a site begins few diaries an hour
                _take(browser, site.address, look.but(lang=lang), seen, folder, name)
        browser.close()
    print(folder)


def _take(browser: Browser, address: str, look: Look, seen: list[View], folder: Path, name: str) -> None:
    context = browser.new_context(base_url=address, **look.options())
    page = context.new_page()
    for view in seen:
        arrive(page, view)
        page.screenshot(path=folder / f"{view.name}-{look.lang}-{name}.png", full_page=True)
    context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
