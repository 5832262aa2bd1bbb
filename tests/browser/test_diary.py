"""The diary over eight simulated weeks; what is kept comes out whole, and what is deleted is gone."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from browser.chromium import PHONE, Look
from browser.conftest import MONDAY
from browser.diary_keeper import begin_diary, write_day
from browser.live_site import LiveSite
from browser.walker import follow
from browser.watch import Watch

Open = Callable[[LiveSite, Look], tuple[Page, Watch]]
ONSET = MONDAY - timedelta(days=3)
DAYS = 8 * 7
SIX_WEEKS = 42  # days; the claim `acute_below` holds it


def pain_on(n: int) -> int:
    """A usual course: much at first, then less and less, none in the end."""
    return max(0, 7 - n // 5)


def test_eight_weeks(opened: Open, site_with_calendar: LiveSite) -> None:
    site = site_with_calendar
    site.turn_to(MONDAY)
    page, _ = opened(site, PHONE)
    link = begin_diary(page, ONSET)
    offered: list[date] = []
    for n in range(DAYS):
        today = MONDAY + timedelta(days=n)
        site.turn_to(today)
        page.goto(link)
        if page.locator("form[action$='/again']").count():
            offered.append(today)
        write_day(page, pain=pain_on(n), minutes=5 + n // 2, strength=n % 3 == 0, went=5)
        expect(page.locator(".saved")).to_be_visible()
        if len(offered) == 1:
            _answers_again(page, today)
            offered.append(today)
            page.context.clear_cookies()  # answers stay in the browser for a day at most
    assert offered[:1] == [ONSET + timedelta(days=SIX_WEEKS)]
    assert len(offered) == 2, f"asked again although it was answered: {offered}"
    page.goto(link)
    expect(page.locator(".verdict.calm")).to_be_visible()
    expect(page.locator("svg[role=img]").first).to_be_visible()
    kept = page.request.get(f"{link}/export.json").text()
    assert all(f'"{(MONDAY + timedelta(days=n)).isoformat()}"' in kept for n in range(DAYS))


def _answers_again(page: Page, today: date) -> None:
    """Six weeks: the questions are offered again, and the diary knows how long it has lasted."""
    follow(page, page.locator("form[action$='/again'] button").click)
    assert "/interview/" in page.url
    assert page.request.get("/answers.json").json()["duration_days"] == (today - ONSET).days


def test_everything_comes_out_and_everything_goes(opened: Open, site_with_calendar: LiveSite) -> None:
    site = site_with_calendar
    site.turn_to(MONDAY)
    page, watch = opened(site, PHONE)
    link = begin_diary(page)
    write_day(page, pain=6, minutes=12, strength=True, went=4)
    page.goto(f"{link}?day={(MONDAY - timedelta(days=1)).isoformat()}")
    write_day(page, pain=7)
    page.goto(link)
    days = _as_json(page)
    assert days[MONDAY.isoformat()] == {"pain": 6, "minutes": 12, "strength": True, "went": 4}
    assert days[(MONDAY - timedelta(days=1)).isoformat()] == {
        "pain": 7,
        "minutes": None,
        "strength": None,
        "went": None,
    }
    with page.expect_download() as started:
        page.locator("a[href$='/export.csv']").click()
    rows = list(csv.reader(Path(started.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 3
    page.locator("details:has(form[action$='/delete']) summary").last.click()
    follow(page, page.locator("form[action$='/delete'] button").click)
    watch.expect(404)
    answer = page.goto(link)
    assert answer is not None
    assert answer.status == 404


def _as_json(page: Page) -> dict[str, dict[str, object]]:
    with page.expect_download() as started:
        page.locator("a[href$='/export.json']").click()
    kept = json.loads(Path(started.value.path()).read_text(encoding="utf-8"))
    return {e["day"]: {k: e[k] for k in ("pain", "minutes", "strength", "went")} for e in kept["entries"]}


def test_ten_seconds_without_javascript(opened: Open, site: LiveSite) -> None:
    """One question answered is enough, and it shows again when the day is opened again."""
    page, _ = opened(site, PHONE.but(script=False))
    link = begin_diary(page)
    write_day(page, pain=3)
    page.goto(link)
    expect(page.locator("#d-pain input[value='3']")).to_be_checked()
    assert page.locator("#minutes").input_value() == "", "what was skipped is not nought"


def test_an_empty_day_is_not_kept(opened: Open, site: LiveSite) -> None:
    page, watch = opened(site, PHONE)
    begin_diary(page)
    watch.expect(422)
    write_day(page)
    expect(page.locator(".error-summary")).to_be_focused()


def test_a_new_sign_leads_to_whom_to_phone(opened: Open, site: LiveSite) -> None:
    page, _ = opened(site, PHONE)
    begin_diary(page)
    page.locator("details:has(form[action$='/signs']) summary").click()
    page.locator("input[name=saddle_numbness]").check()
    follow(page, page.locator("form[action$='/signs'] button").click)
    expect(page.locator(".urgent.emergency_now a[href^='tel:']").first).to_be_in_viewport()
    expect(page.locator(".calm")).to_have_count(0)
