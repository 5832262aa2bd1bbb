"""The folder in which rygrad keeps what it must, when none is named."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def default_folder() -> Path:
    """The user's data folder, by the custom of the system."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "rygrad"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "rygrad"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "rygrad"
