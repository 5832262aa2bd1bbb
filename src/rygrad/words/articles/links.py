"""Where a link of an article leads: another article, the guide, a claim, or out of the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from rygrad.words.articles.headings import article_id

Kind = Literal["empty", "anchor", "claim", "article", "guide", "site", "outside", "contact", "unknown"]
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|_hs\w+", re.I)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(.*)", re.I | re.S)
_ARTICLE = re.compile(r"[A-Za-z0-9_-]+")
_BESIDE = re.compile(r"(?:.*/)?([^/]+?)(?:\.(?:da|en))?\.(?:md|markdown)", re.S)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.I)


@dataclass(frozen=True, slots=True)
class Target:
    """What kind of place, its name (an id, an address, a path), and the heading in it."""

    kind: Kind
    name: str
    fragment: str = ""


def target(href: str) -> Target:
    """Reads the address of a link as it stands in an article."""
    href = href.strip()
    if not href or href == "#":
        return Target("empty", "")
    if href.startswith("#"):
        return Target("anchor", "", unquote(href[1:]))
    if href.startswith("//"):
        return Target("outside", href)
    if found := _SCHEME.fullmatch(href):
        return _with_scheme(found[1].lower(), found[2], href)
    path, _, fragment = unquote(href).partition("#")
    path = path.partition("?")[0]
    if path.startswith("/articles/") and _ARTICLE.fullmatch(path.removeprefix("/articles/")):
        return Target("article", path.removeprefix("/articles/"), fragment)
    if path.startswith("/"):
        return Target("site", href)
    if found := _BESIDE.fullmatch(path):
        return Target("article", article_id(found[1]), fragment)
    return Target("unknown", href)


def _with_scheme(scheme: str, rest: str, href: str) -> Target:
    name, _, fragment = unquote(rest).partition("#")
    match scheme:
        case "claim":
            return Target("claim", name)
        case "article" if _ARTICLE.fullmatch(name):
            return Target("article", name, fragment)
        case "guide" if rest.startswith("/") and not rest.startswith(("//", "/\\")):
            return Target("guide", rest)
        case "http" | "https":
            return Target("outside", href)
        case "mailto" | "tel" if rest:
            return Target("contact", href)
    return Target("unknown", href)


def odd_place(href: str) -> bool:
    """Whether an outside address leads where no reader should be sent: no host, a bare number, a password."""
    try:
        parts = urlsplit(href)
        host, _ = parts.hostname or "", parts.port
        spelled = host.encode("idna").decode()
    except (ValueError, UnicodeError):
        return True
    if parts.scheme not in ("http", "https") or parts.username is not None or not _HOST.fullmatch(spelled):
        return True
    return _is_address(host) or spelled.endswith((".local", ".localhost", ".internal", ".test", ".invalid"))


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def tracking(href: str) -> list[str]:
    """The parts of an address that only count who came from where: utm_source and their like."""
    try:
        asked = parse_qsl(urlsplit(href).query, keep_blank_values=True)
    except ValueError:
        return []
    return [name for name, _ in asked if TRACKING.fullmatch(name)]


def is_home_page(href: str) -> bool:
    """Whether an address names a site and no page of it."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return bool(parts.netloc) and parts.path in ("", "/") and not parts.query


def same_page(href: str) -> str:
    """An address without what makes no difference, so that two for the same page are equal."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return href
    kept = [f"{k}={v}" for k, v in parse_qsl(parts.query) if not TRACKING.fullmatch(k)]
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{'&'.join(kept)}"
