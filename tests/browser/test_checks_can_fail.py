"""The checks of this folder catch what they are for: each meets a page with a planted fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser.axe import violations
from browser.chromium import NARROW
from browser.fit import overflowing
from browser.html_check import html_faults
from browser.live_site import LiveSite
from browser.watch import Watch
from rygrad.web.guard import CONTENT_SECURITY_POLICY

GOOD = """<!doctype html>
<html lang="da">
<head>
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Prøve</title>
</head>
<body><main><h1>Prøve</h1>{}</main></body>
</html>
"""


def show(page: Page, body: str, policy: bool = True) -> None:
    """Puts a page of our own on the site's address, under the site's policy."""
    headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY} if policy else {}
    page.route(
        "**/planted",
        lambda route: route.fulfill(
            body=GOOD.format(body), content_type="text/html; charset=utf-8", headers=headers
        ),
    )
    page.goto("/planted")
    page.wait_for_timeout(50)


@pytest.fixture
def page(chromium: Browser, site: LiveSite) -> Page:
    """A page that nobody else watches."""
    return chromium.new_context(base_url=site.address, **NARROW.options()).new_page()


@pytest.mark.parametrize(
    ("body", "policy", "said"),
    [
        ("<p style='color: red'>Hej</p>", True, "inline style"),
        ("<script>document.title = 'x'</script>", True, "inline script"),
        ("<img alt='' src='https://example.org/a.png'>", True, "example.org"),
        ("<img alt='' src='https://example.org/a.png'>", False, "request to elsewhere"),
        ("<script>console.error('planted')</script>", False, "planted"),
        ("<script>undefined.x</script>", False, "page error"),
        ("<img alt='' src='/static/no-such.png'>", True, "404 GET"),
    ],
)
def test_the_watch_sees(page: Page, site: LiveSite, body: str, policy: bool, said: str) -> None:
    watch = Watch(page.context, site.address)
    show(page, body, policy)
    with pytest.raises(AssertionError, match=said):
        watch.check()
    watch.check()  # said once


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<label>Alder</label> <input name=age>", "label"),
        ("<a href='/'></a>", "link-name"),
        ("<p><font color='#cccccc'>næsten usynligt</font></p>", "color-contrast"),
        ("<h3>For dybt</h3>", "heading-order"),
        ("<p><a href=/a>a</a><br><a href=/b>b</a></p><button>x</button><svg role=img></svg>", "svg-img-alt"),
        ("<font size=1><button>x</button><button>y</button></font>", "target-size"),
    ],
)
def test_axe_sees(page: Page, body: str, rule: str) -> None:
    show(page, body, policy=False)
    assert rule in {v.split()[0] for v in violations(page)}


def test_axe_has_nothing_against_a_good_page(page: Page) -> None:
    show(page, "<p>Alt er, som det skal være.</p>")
    assert violations(page) == []


def test_html_validate_sees(tmp_path: Path) -> None:
    pages = {
        "good": GOOD.format("<p>Hej</p>"),
        "twice": GOOD.format('<p id="a">1</p><p id="a">2</p>'),
        "open": GOOD.format("<p><ul></p>"),
        "unlabelled": GOOD.format('<input name="age">'),
    }
    found = " ".join(html_faults(pages, tmp_path))
    assert "twice" in found
    assert "no-dup-id" in found
    assert "open" in found
    assert "close-order" in found
    assert "unlabelled" in found
    assert "input-missing-label" in found
    assert "good" not in found


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td><img alt='' width=400 height=9></table>",
        "<pre>" + "x" * 90 + "</pre>",
    ],
)
def test_too_wide_is_seen(page: Page, body: str) -> None:
    show(page, body, policy=False)
    assert overflowing(page)


def test_cut_off_is_seen(page: Page) -> None:
    show(page, "<p id=cut style='overflow: hidden; white-space: nowrap'>" + "lang tekst " * 20, policy=False)
    assert any("#cut" in v for v in overflowing(page))
