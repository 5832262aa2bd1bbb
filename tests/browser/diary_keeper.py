"""Keeps a diary as a person does: begins it, keeps the link, fills in a day."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Page

from browser.walker import follow


def begin_diary(page: Page, onset: date | None = None) -> str:
    """Begins a diary and gives its private link, without what the first visit adds to it."""
    page.goto("/diary")
    if onset is not None:
        page.locator("#onset").fill(onset.isoformat())
    follow(page, page.locator("form[action='/diary'] button").click)
    return str(page.locator("#link").input_value())


def write_day(
    page: Page,
    pain: int | None = None,
    minutes: int | None = None,
    strength: bool | None = None,
    went: int | None = None,
) -> None:
    """Fills in the day that is open and saves it; what is None is skipped."""
    day = page.locator("form.day")
    if pain is not None:
        _tap(page, "pain", str(pain))
    if minutes is not None:
        day.locator("input[name=minutes]").fill(str(minutes))
    if strength is not None:
        _tap(page, "strength", "yes" if strength else "no")
    if went is not None:
        _tap(page, "went", str(went))
    follow(page, day.locator("button").last.click)


def _tap(page: Page, name: str, value: str) -> None:
    page.locator(f"form.day label.choice:has(input[name={name}][value='{value}'])").click()
