"""Chromium as the tests start it, and the screens, themes and languages it is seen with."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing leaves this machine
]
TEXT_TWICE_AS_LARGE = "--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"
LOCALES = {"da": "da-DK", "en": "en-GB"}


def chromium_path() -> str:
    """Where Chromium is; `tests/install_packages.sh` says what to install when it is not."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    assert found, "no Chromium: run tests/install_packages.sh"
    return found


@dataclass(frozen=True)
class Look:
    """How somebody sees the site: width and height in CSS pixels, theme, language, with or without script."""

    width: int = 1440
    height: int = 900
    touch: bool = False
    dark: bool = False
    lang: str = "da"
    script: bool = True

    def but(self, **changes: Any) -> Look:
        """The same look with something else."""
        return replace(self, **changes)

    def options(self) -> dict[str, Any]:
        """The look as Playwright's options for a context."""
        return {
            "viewport": {"width": self.width, "height": self.height},
            "has_touch": self.touch,
            "is_mobile": self.touch,
            "color_scheme": "dark" if self.dark else "light",
            "locale": LOCALES[self.lang],
            "java_script_enabled": self.script,
            "reduced_motion": "reduce",
            "service_workers": "block",
            "accept_downloads": True,
        }


DESKTOP = Look()
PHONE = Look(360, 740, touch=True)
NARROW = Look(320, 640, touch=True)
TABLET = Look(768, 1024, touch=True)
