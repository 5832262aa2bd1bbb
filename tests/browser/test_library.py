"""The library in a browser: the data block breaks no policy, the contents fold, search needs no script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from browser.chromium import DESKTOP, PHONE, Look
from browser.live_site import LiveSite
from browser.watch import Watch

Open = Callable[[LiveSite, Look], tuple[Page, Watch]]
ARTICLE = "/articles/low_back_pain"
LISTEN = """window.broken = [];
document.addEventListener("securitypolicyviolation",
  e => window.broken.push(e.violatedDirective + " " + e.sample));"""


def test_the_data_block_is_read_and_breaks_no_policy(phone: Page) -> None:
    phone.add_init_script(LISTEN)
    phone.goto(ARTICLE)
    block = phone.locator("script[type='application/ld+json']").text_content()
    assert {part["@type"] for part in json.loads(block or "")["@graph"]} == {"MedicalWebPage", "FAQPage"}
    assert phone.evaluate("window.broken") == []


def test_a_block_that_would_run_is_seen_as_broken(opened: Open, site: LiveSite) -> None:
    page, watch = opened(site, PHONE)
    page.add_init_script(LISTEN)
    page.goto(ARTICLE)
    page.evaluate("const s = document.createElement('script'); s.text = '1'; document.head.append(s)")
    page.wait_for_function("window.broken.length == 1")
    watch.faults.clear()


def test_contents_are_folded_on_a_phone_and_open_beside_the_text_on_a_desktop(
    phone: Page, opened: Open, site: LiveSite
) -> None:
    phone.goto(ARTICLE)
    first = phone.locator(".contents li a").first
    expect(first).to_be_hidden()
    phone.locator(".contents summary").click()
    expect(first).to_be_visible()
    desktop, _ = opened(site, DESKTOP)
    desktop.goto(ARTICLE)
    expect(desktop.locator(".contents li a").first).to_be_visible()
    side, text = (desktop.locator(s).bounding_box() for s in (".contents", ".article-body"))
    assert side
    assert text
    assert side["x"] > text["x"] + text["width"]


def test_contents_work_without_script(plain: Page) -> None:
    plain.goto(ARTICLE)
    plain.locator(".contents summary").click()
    plain.locator(".contents a[href='#scan']").click()
    expect(plain.locator("h2#scan")).to_be_in_viewport()


def test_search_leads_to_the_section_without_script(plain: Page) -> None:
    plain.goto("/")
    plain.locator("a.button[href='/articles']").click()
    plain.locator("#article-search").fill("spinalstenoze")
    plain.locator(".search button").click()
    expect(plain.locator("main")).to_contain_text("Vi viser »spinalstenose« i stedet.")
    plain.locator(f".card a[href^='{ARTICLE}?lang=da#']").first.click()
    expect(plain).to_have_url(re.compile(r"#[a-z-]+$"))
    expect(plain.locator(":target")).to_be_in_viewport()


def test_from_the_start_the_article_has_its_look(phone: Page) -> None:
    phone.goto("/")
    phone.locator("a.button[href='/articles']").click()
    phone.locator(f"a[href='{ARTICLE}']").click()
    expect(phone.locator(".contents")).to_have_css("border-top-style", "solid")
    phone.locator("a.note").first.click()
    expect(phone.locator("li:target")).to_be_in_viewport()


def test_charts_are_readable_on_a_small_phone(phone: Page) -> None:
    phone.goto(ARTICLE)
    sizes = phone.evaluate(
        """[...document.querySelectorAll(".article-figure svg.chart")].map(svg => Math.min(
            ...[...svg.querySelectorAll("text")].map(text => parseFloat(getComputedStyle(text).fontSize)
                * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)))"""
    )
    assert len(sizes) == 7
    assert min(sizes) >= 12
