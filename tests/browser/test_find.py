"""Somebody looks for a clinic: types a town, filters, follows the map, reads a clinic, goes back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from browser.axe import violations
from browser.chromium import DESKTOP, PHONE, Look
from browser.html_check import html_faults
from browser.live_site import LiveSite, live_site
from browser.people import persistent
from browser.views import at
from browser.walker import bring
from browser.watch import Watch

Open = Callable[[LiveSite, Look], tuple[Page, Watch]]
ODENSE = {"latitude": 55.3959, "longitude": 10.3883}
MALMOE = {"latitude": 55.605, "longitude": 13.0}


def path_of(page: Page) -> str:
    parts = urlsplit(page.url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def type_place(page: Page, typed: str) -> None:
    page.get_by_label("By, ø eller postnummer").fill(typed)
    page.get_by_role("button", name="Søg", exact=True).click()


@pytest.mark.parametrize("script", [True, False])
def test_search_filter_clinic_and_back(opened: Open, site: LiveSite, script: bool) -> None:
    page, _ = opened(site, PHONE.but(script=script))
    page.goto("/find/fysioterapeut/danmark/ryg")
    type_place(page, "kbh")
    expect(page.get_by_role("heading", level=1)).to_have_text("Fysioterapeuter i København")
    assert path_of(page) == "/find/fysioterapeut/koebenhavn/ryg"
    everyone = page.locator(".clinic").count()
    page.get_by_text("Flere ønsker").click()
    page.get_by_label("Plads til kørestol").check()
    page.get_by_label("Hvor langt væk?").select_option("50")
    page.get_by_role("button", name="Søg", exact=True).click()
    assert path_of(page) == "/find/fysioterapeut/koebenhavn/ryg?wheelchair=1&km=50"
    expect(page.get_by_label("Plads til kørestol")).to_be_checked()
    filtered = page.locator(".clinic").count()
    assert 0 < filtered < everyone
    assert page.locator(".clinic .tags li", has_text="Plads til kørestol").count() == filtered
    first = page.locator(".clinic h3 a").first
    name = first.text_content() or ""
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert "Plads til kørestol" in (page.locator(".clinic-facts").text_content() or "")
    page.go_back()
    assert path_of(page) == "/find/fysioterapeut/koebenhavn/ryg?wheelchair=1&km=50"
    expect(page.locator(".clinic")).to_have_count(filtered)
    expect(page.get_by_label("By, ø eller postnummer")).to_have_value("København")


def test_the_map_leads_by_keyboard_where_the_list_does(desktop: Page) -> None:
    desktop.goto("/find/fysioterapeut/koebenhavn/alle")
    markers = desktop.locator("svg.clinic-map a")
    led = {marker.get_attribute("href") for marker in markers.all()}
    listed = {f"#{one.get_attribute('id')}" for one in desktop.locator(".clinic").all()}
    assert led <= listed
    assert len(led) > 3
    seen: set[str] = set()
    desktop.locator(".found h2").first.evaluate("h => { h.tabIndex = -1; h.focus(); }")
    for _ in range(120):
        desktop.keyboard.press("Tab")
        href = desktop.evaluate(
            "document.activeElement.closest('svg.clinic-map a')?.getAttribute('href') || ''"
        )
        seen |= {href} - {""}
    assert seen == led
    markers.first.focus()
    href = markers.first.get_attribute("href") or ""
    desktop.keyboard.press("Enter")
    expect(desktop.locator(href)).to_be_in_viewport()
    assert path_of(desktop) == "/find/fysioterapeut/koebenhavn/alle"


def test_the_map_of_the_country_leads_to_towns(desktop: Page) -> None:
    desktop.goto("/find/fysioterapeut/danmark/alle")
    marker = desktop.locator("svg.clinic-map a[href*='/odense/']").first
    marker.focus()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Fysioterapeuter i Odense")


def test_near_me_is_asked_for_only_on_a_tap_and_keeps_the_position(opened: Open, site: LiveSite) -> None:
    page, _ = opened(site, PHONE)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({**ODENSE})
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))
    page.goto("/find/kiropraktor/danmark/alle")
    assert not any("lat=" in request.url for request in sent)
    page.get_by_role("button", name="Brug, hvor jeg er").click()
    page.wait_for_url("**/find/kiropraktor/odense/alle")
    (asked,) = [parse_qs(urlsplit(r.url).query) for r in sent if "lat=" in r.url]
    assert (asked["lat"], asked["lon"]) == (["55.40"], ["10.39"])


def test_near_me_refused_or_abroad_is_told(opened: Open, site: LiveSite) -> None:
    page, watch = opened(site, PHONE)
    page.goto("/find/fysioterapeut/danmark/ryg")
    page.get_by_role("button", name="Brug, hvor jeg er").click()
    expect(page.locator(".find-near [role=status]")).to_have_text(re.compile("Skriv byen i stedet"))
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({**MALMOE})
    watch.expect(422)
    page.get_by_role("button", name="Brug, hvor jeg er").click()
    expect(page.get_by_role("alert")).to_have_text(re.compile("i Danmark. Skriv byen i stedet"))


def test_without_script_there_is_no_button_for_it(plain: Page) -> None:
    plain.goto("/find/fysioterapeut/danmark/ryg")
    expect(plain.get_by_role("button", name="Brug, hvor jeg er")).to_be_hidden()


def test_the_result_hands_over_no_answer(phone: Page) -> None:
    bring(phone, persistent())
    sent: list[Request] = []
    phone.on("request", lambda request: sent.append(request))
    phone.goto("/result")
    phone.get_by_label("By, ø eller postnummer").fill("8000 Aarhus C")
    sent.clear()
    phone.get_by_role("button", name="Find en fysioterapeut").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(re.compile("Fysioterapeuter i .*Aarhus"))
    told = [r for r in sent if r.resource_type == "document"]
    assert urlsplit(told[0].url).path == "/find"
    assert set(parse_qs(urlsplit(told[0].url).query)) == {"kind", "specialty", "place"}
    assert all(not urlsplit(r.url).query for r in told[1:])
    assert not any(r.post_data for r in sent)
    assert not any("referer" in r.headers for r in told)
    phone.locator(".clinic h3 a").first.click()
    away = phone.locator("main a[href^='http']").all()
    assert away
    assert all("noreferrer" in (link.get_attribute("rel") or "") for link in away)


def test_a_site_without_a_list_shows_where_there_is_one(chromium: Browser, tmp_path: Path) -> None:
    with live_site(tmp_path / "bare", clinics=False) as bare:
        context = chromium.new_context(base_url=bare.address, **DESKTOP.options())
        page = context.new_page()
        at("/find/kiropraktor/danmark/ryg")(page)
        assert violations(page) == []
        assert html_faults({"without": page.context.request.get(page.url).text()}, tmp_path) == []
        expect(page.get_by_role("link", name="Gå til sundhed.dk")).to_be_visible()
        context.close()
