"""The pages' templates: strict, escaping, with the words and drawings they may ask for."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import jinja2

from rygrad.web import texts

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"


def environment() -> jinja2.Environment:
    """The templates; a name that is not there is a fault, and everything is escaped."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.globals["static"] = static
    env.filters["safe_ours"] = texts.safe
    env.filters["weekday"] = lambda day, lang: texts.day_words(lang, day, "EEE")
    env.globals["day_words"] = texts.day_words
    env.globals["number_words"] = texts.number_words
    return env


@cache
def static(name: str) -> str:
    """The address of a static file, which changes with its content, so that browsers may keep it."""
    content = (STATIC / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"
