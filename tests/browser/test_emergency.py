"""As soon as an emergency is sure, the page says so first, with whom to phone, and nothing reassures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.chromium import NARROW, PHONE, Look
from browser.live_site import LiveSite
from browser.people import barely_begun, lifted, numb_saddle
from browser.views import FIRST
from browser.walker import answer_screen, begin, bring, screen, walk
from browser.watch import Watch

Open = Callable[[LiveSite, Look], tuple[Page, Watch]]


@pytest.mark.parametrize("look", [PHONE, PHONE.but(script=False), NARROW.but(lang="en", dark=True)])
def test_the_very_next_page_says_whom_to_phone(look: Look, opened: Open, site: LiveSite) -> None:
    page, _ = opened(site, look)
    begin(page)
    answer_screen(page, lifted() | {"saddle_numbness": True})
    shown = screen(page)
    assert shown not in (None, FIRST), "the rest is optional, and may still be answered"
    banner = page.locator(".urgent.emergency_now")
    assert _top(banner) < _top(page.locator("main"))
    number = banner.locator("a[href^='tel:']").first
    expect(number).to_be_in_viewport(ratio=1)
    assert (number.bounding_box() or {"height": 0})["height"] >= 44
    expect(banner.locator("p.aside")).to_be_visible()
    _nothing_reassures(page)


def _top(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["y"]


def _nothing_reassures(page: Page) -> None:
    """No calm verdict, and none of the words that a person without danger is told."""
    expect(page.locator(".calm")).to_have_count(0)
    shown = page.locator("body").inner_text()
    calm = page.request.post("/api/assess", data=lifted(), params={"lang": _lang(page)}).json()
    assert calm["disposition"]["may_reassure"]
    assert calm["disposition"]["text"] not in shown
    assert calm["prognosis"]["text"] not in shown
    assert not [o["title"] for o in calm["care"] if f"\n{o['title']}\n" in shown]


def _lang(page: Page) -> str:
    return page.locator("html").get_attribute("lang") or ""


def test_it_stands_on_every_page_after(phone: Page) -> None:
    bring(phone, numb_saddle())
    for path in ("/result", "/interview", "/answers", "/", "/about", "/privacy"):
        phone.goto(path)
        expect(phone.locator(".urgent.emergency_now a[href^='tel:']").first).to_be_in_viewport()
        _nothing_reassures(phone)


def test_the_region_decides_the_number(phone: Page) -> None:
    bring(phone, numb_saddle() | {"region": "nordjylland"})
    first = phone.locator(".urgent a[href^='tel:']").first
    route = phone.request.get("/result.json").json()["disposition"]["route"]["phone"]
    assert first.get_attribute("href") == f"tel:{route}"
    assert phone.locator(".urgent a[href='tel:112']").count() == 1


def test_the_rest_may_be_answered_and_never_calms(phone: Page) -> None:
    """However well everything else is, the emergency stays."""
    met = walk(phone, lifted() | {"saddle_numbness": True})
    assert len(met) > 3
    expect(phone.locator(".urgent.emergency_now")).to_be_visible()
    _nothing_reassures(phone)


def test_while_an_emergency_question_is_open_nothing_calms(phone: Page) -> None:
    bring(phone, barely_begun())
    expect(phone.locator(".calm")).to_have_count(0)
    expect(phone.locator(".urgent")).to_have_count(0)
    expect(phone.locator(".verdict.open")).to_be_visible()
    expect(phone.locator("a.button[href='/interview']")).to_be_visible()
