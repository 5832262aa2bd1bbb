"""Makes the picture in the README: three pages of the guide as a phone shows them, side by side.

Usage: python take_picture.py FILE.jpg
"""

from __future__ import annotations

import sys
import tempfile
from base64 import b64encode
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Browser, sync_playwright

from browser.chromium import FLAGS, Look, chromium_path
from browser.live_site import live_site
from browser.views import arrive, views

SHOWN = ("screen_where_it_hurts", "result_plain", "plan")
LOOK = Look(360, 740, touch=True).but(lang="en")
FRAME = """<body style="margin:0;padding:16px;background:#d9dcda;display:flex;gap:16px;width:max-content">
{}</body>"""


def main(file: Path) -> None:
    """Takes the pictures and sets them side by side."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        with live_site(Path(temporary) / "site") as site:
            shots = _shots(browser, site.address)
        page = browser.new_page(viewport={"width": 1144, "height": 772})
        page.set_content(FRAME.format("".join(_image(shot) for shot in shots)))
        page.screenshot(path=file, type="jpeg", quality=82)
        browser.close()


def _shots(browser: Browser, address: str) -> list[bytes]:
    """The upper part of each page, as a phone shows it before anybody scrolls."""
    context = browser.new_context(base_url=address, **LOOK.options())
    page, made = context.new_page(), []
    seen = {view.name: view for view in views()}
    for name in SHOWN:
        arrive(page, seen[name])
        made.append(page.screenshot())
    context.close()
    return made


def _image(shot: bytes) -> str:
    return f'<img width="360" height="740" alt="" src="data:image/png;base64,{b64encode(shot).decode()}">'


if __name__ == "__main__":
    main(Path(sys.argv[1]))
