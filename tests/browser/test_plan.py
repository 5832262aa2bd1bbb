"""The plan on the page, as a PDF and as a calendar, each read by another program."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Page, expect

from browser.chromium import PHONE, Look
from browser.live_site import LiveSite
from browser.people import numb_saddle
from browser.walker import bring, follow
from browser.watch import Watch

Open = Callable[[LiveSite, Look], tuple[Page, Watch]]


def make_plan(page: Page, minutes: int = 12, days: int = 3, settles: str = "yes") -> None:
    """Fills in the form as a person does."""
    page.goto("/plan")
    page.locator("#f-minutes").fill(str(minutes))
    page.locator("#f-days").select_option(str(days))
    page.locator(f"label.choice:has(input[name=settles][value={settles}])").click()
    follow(page, page.locator("form[action='/plan'] .go button").last.click)
    expect(page.locator("table.weeks")).to_be_visible()


def _column(page: Page, at: int) -> list[str]:
    return page.locator(f"table.weeks tbody tr > :nth-child({at})").all_inner_texts()


@pytest.mark.parametrize("look", [PHONE, PHONE.but(script=False)])
def test_it_begins_where_the_person_is(look: Look, opened: Open, site: LiveSite) -> None:
    page, _ = opened(site, look)
    make_plan(page)
    minutes = [int(m) for m in _column(page, 3)]
    assert minutes[0] <= 12
    assert minutes == sorted(minutes)
    assert minutes[-1] == 30
    assert int(_column(page, 4)[-1]) == 5
    expect(page.locator(".safety-net").first).to_be_visible()
    assert page.locator(".exercise svg").count() >= 4


def test_a_flare_takes_a_step_down(phone: Page) -> None:
    make_plan(phone, minutes=20, days=4)
    before = [int(m) for m in _column(phone, 3)]
    follow(phone, phone.locator("form:has(#flare) button").click)
    after = [int(m) for m in _column(phone, 3)]
    assert sum(after[:4]) <= sum(before[:4])
    assert after != before


def test_what_cannot_be_is_said(opened: Open, site: LiveSite) -> None:
    page, watch = opened(site, PHONE)
    watch.expect(422)
    page.goto("/plan")
    page.locator("#f-minutes").fill("mange")
    follow(page, page.locator("form[action='/plan'] .go button").last.click)
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("table.weeks")).to_have_count(0)


def test_the_pdf_is_read_by_another_program(desktop: Page, tmp_path: Path) -> None:
    make_plan(desktop)
    with desktop.expect_download() as started:
        desktop.locator("a[href^='/plan.pdf']").click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    text = _run("pdftotext", "-layout", str(file), "-")
    for words in ("Uge", "minutter", "øvelser"):
        assert words.lower() in text.lower(), words
    title = desktop.locator(".exercise h3").first.inner_text()
    assert title in " ".join(text.split())
    about = _run("pdfinfo", str(file))
    assert "Tagged:          yes" in about


def _run(*command: str) -> str:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_calendar_holds_every_walk(desktop: Page) -> None:
    make_plan(desktop)
    with desktop.expect_download() as started:
        desktop.locator("a[href^='/plan.ics']").click()
    calendar = icalendar.Calendar.from_ical(Path(started.value.path()).read_bytes())
    assert isinstance(calendar, icalendar.Calendar)
    walks = [e for e in calendar.walk("VEVENT") if "gå" in str(e["SUMMARY"]).lower()]
    assert len(walks) == sum(int(days) for days in _column(desktop, 4))
    assert len({str(e["UID"]) for e in calendar.walk("VEVENT")}) == len(calendar.walk("VEVENT"))


def test_the_square_is_read_by_another_program(desktop: Page, tmp_path: Path) -> None:
    """The code on the screen leads back to this very plan, and holds none of the answers."""
    make_plan(desktop)
    picture = tmp_path / "qr.png"
    desktop.locator(".qr svg").last.screenshot(path=picture)
    link = _run("zbarimg", "--quiet", "--raw", str(picture)).strip()
    weeks = _column(desktop, 3)
    desktop.goto(link)
    assert _column(desktop, 3) == weeks
    assert "rygrad_visit" not in link


def test_no_plan_before_the_phone_call(opened: Open, site: LiveSite) -> None:
    page, watch = opened(site, PHONE)
    bring(page, numb_saddle())
    watch.expect(409)
    answer = page.goto("/plan?minutes=12&days=3")
    assert answer is not None
    assert answer.status == 409
    expect(page.locator(".urgent a[href^='tel:']").first).to_be_in_viewport()
    expect(page.locator("table.weeks")).to_have_count(0)
