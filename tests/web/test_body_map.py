"""The body map in a real browser without JavaScript, under the site's own Content-Security-Policy."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, sync_playwright

from rygrad.web.guard import CONTENT_SECURITY_POLICY
from rygrad.web.pages_environment import STATIC, environment
from rygrad.web.texts import say

ADDRESS = "http://guide.test/"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
WIDTHS = (284, 320, 360, 768, 1440)  # 284: as little room as twice as large text leaves on a screen of 320
FINGER = 44  # CSS pixels, WCAG 2.5.5; a map on a screen of 320 may not ask for a finer touch
PARTS = {
    "pain_low_back": 1,
    "pain_upper_back": 1,
    "pain_buttock": 1,
    "pain_groin": 1,
    "pain_below_knee": 2,
    "pain_flank": 2,
    "pain_abdomen": 1,
    "pain_chest": 1,
}
ON_ONE_SCREEN = ("pain_low_back", "pain_upper_back", "pain_buttock", "pain_groin", "pain_below_knee")
COLOUR = "(e, id) => getComputedStyle(e.querySelector('.tint.at-' + id)).opacity"
TICK = "(e, id) => getComputedStyle(e.querySelector('.tick.at-' + id)).visibility"
RIM = "(e, id) => getComputedStyle(e.querySelector('.rim.at-' + id)).strokeWidth"
OWNERS = """labels => labels.map(l => {
  const b = l.getBoundingClientRect(), inset = 1;
  const at = (x, y) => document.elementFromPoint(x, y)?.closest('label')?.className;
  return [l.className, at(b.x + b.width / 2, b.y + b.height / 2), at(b.x + inset, b.y + inset),
    at(b.right - inset, b.y + inset), at(b.x + inset, b.bottom - inset),
    at(b.right - inset, b.bottom - inset)];
})"""
# On a grid of points: how much of each region as it is drawn a finger finds, and how much is another's.
REACHED = """e => [...e.querySelectorAll('.rim')].map(rim => {
  const shape = e.querySelector(rim.getAttribute('href')), m = rim.getScreenCTM(), box = shape.getBBox();
  const id = rim.classList[1].slice(3), found = {id, inside: 0, own: 0, others: 0};
  for (let x = box.x + 1; x < box.x + box.width; x += 2)
  for (let y = box.y + 1; y < box.y + box.height; y += 2) {
    const p = new DOMPoint(x, y);
    if (!shape.isPointInFill(p)) continue;
    const on = p.matrixTransform(m), label = document.elementFromPoint(on.x, on.y)?.closest('label');
    found.inside++;
    if (label?.htmlFor === 'q-' + id) found.own++; else if (label) found.others++;
  }
  return found;
})"""


@dataclass(frozen=True)
class Place:
    """A place as the page hands it to the map."""

    id: str
    label: str
    help: str = ""
    why: str = ""
    ticked: bool = False
    asked: bool = True


ALL = [Place(id, f"Sted {id}", help=f"Hjælp {id}", why=f"Grund {id}") for id in PARTS]
SOME = [place for place in ALL if place.id in ON_ONE_SCREEN]
Show = Callable[..., Page]


def page_with(places: list[Place], lang: str = "da") -> str:
    """A whole page with nothing but the map in a form."""
    page = """<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Kort</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="rygrad.css"><link rel="stylesheet" href="body-map.css"></head>
    <body><main><h1>Hvor?</h1>
    {% from '_body_map.html' import body_map %}
    <form>{{ body_map(places, t) }}</form></main></body></html>"""
    return environment().from_string(page).render(places=places, t=say(lang))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "no Chromium: run tests/install_packages.sh"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def show(browser: Browser) -> Iterator[Show]:
    """Shows the map on a screen of some width; at the end the browser may have complained of nothing."""
    complaints: list[str] = []
    contexts = []

    def shown(places: list[Place], width: int = 320, **look: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 1400}, java_script_enabled=False, **look
        )
        contexts.append(context)
        context.route("**/*", lambda route: answer(route, places))
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(ADDRESS)
        return page

    yield shown
    for context in contexts:
        context.close()
    assert not complaints


def answer(route: Route, places: list[Place]) -> None:
    """The page under the site's policy, or one of its files."""
    name = route.request.url.removeprefix(ADDRESS)
    policy = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
    if name:
        route.fulfill(path=STATIC / name)
    else:
        route.fulfill(body=page_with(places), content_type="text/html; charset=utf-8", headers=policy)


def figure(page: Page) -> Locator:
    return page.locator(".body-map-drawing")


def ticked(page: Page) -> set[str]:
    """The places that are ticked, as the form would send them."""
    return {str(box.get_attribute("name")) for box in page.locator(".place:checked").all()}


def test_a_tap_on_the_figure_ticks_the_list_and_another_unticks_it(show: Show) -> None:
    page = show(ALL)
    for id, parts in PARTS.items():
        labels = page.locator(f".hit[for='q-{id}']").all()
        assert len(labels) == parts
        for label in labels:
            label.click()
            assert ticked(page) == {id}
            label.click()
            assert ticked(page) == set()


def test_a_tick_on_the_list_colours_the_figure_with_a_sign_beside_the_colour(show: Show) -> None:
    page = show(ALL)
    for id in PARTS:
        assert figure(page).evaluate(COLOUR, id) == "0.17"
        assert figure(page).evaluate(TICK, id) == "hidden"
        page.locator(f"#q-{id}").check()
        page.locator("h1").hover()
        assert figure(page).evaluate(COLOUR, id) == "0.88"
        assert figure(page).evaluate(TICK, id) == "visible"
    assert ticked(page) == set(PARTS)


def test_the_keyboard_reaches_each_place_once_and_its_region_is_outlined(show: Show) -> None:
    page = show(ALL)
    for id in PARTS:
        page.keyboard.press("Tab")
        assert page.locator(f"#q-{id}").evaluate("e => e === document.activeElement")
        assert figure(page).evaluate(RIM, id) == "1.8px"
        page.keyboard.press("Space")
    assert ticked(page) == set(PARTS)
    assert figure(page).evaluate(RIM, "pain_low_back") == "0.7px"


@pytest.mark.parametrize("places", [ALL, SOME], ids=["all", "one screen"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_finger_meets_two_places_and_each_is_a_finger_wide(
    show: Show, width: int, places: list[Place]
) -> None:
    page = show(places, width)
    hits = page.locator(".hit")
    for own, *met in hits.evaluate_all(OWNERS):
        assert met == [own] * 5
    for label in hits.all():
        box = label.bounding_box()
        assert box, label
        assert min(box["width"], box["height"]) >= FINGER, (label.get_attribute("class"), box)


@pytest.mark.parametrize("places", [ALL, SOME], ids=["all", "one screen"])
def test_what_is_drawn_is_what_is_tapped(show: Show, places: list[Place]) -> None:
    regions = figure(show(places)).evaluate(REACHED)
    assert {region["id"] for region in regions} == {place.id for place in places}
    for region in regions:
        assert region["inside"] > 10, region
        assert region["own"] >= 0.9 * region["inside"], region
        assert region["others"] <= 0.05 * region["inside"], region


def test_a_place_that_is_not_asked_is_drawn_and_inert(show: Show) -> None:
    page = show([*SOME, Place("pain_chest", "Bryst", asked=False)])
    assert page.locator(".hit").count() == sum(PARTS[id] for id in ON_ONE_SCREEN)
    assert page.locator("#q-pain_chest").count() == 0
    assert page.locator(".tint.at-pain_chest").count() == 1
    assert page.locator(".rim.at-pain_chest").count() == 0


def test_a_place_told_before_stands_fixed_in_the_list_and_in_colour(show: Show) -> None:
    page = show([*SOME, Place("pain_chest", "Bryst", asked=False, ticked=True)])
    chest = page.get_by_role("checkbox", name="Bryst")
    assert chest.is_checked()
    assert chest.is_disabled()
    assert figure(page).evaluate(COLOUR, "pain_chest") == "0.88"
    assert page.locator(".hit[for='q-pain_chest']").count() == 0


def test_the_low_back_leaves_room_for_a_flank_told_before(show: Show) -> None:
    page = show([*SOME, Place("pain_flank", "Side", asked=False, ticked=True)])
    page.locator(".hit[for='q-pain_low_back']").click()
    assert page.locator("use[href='#bm-low-back']").count() == 0
    assert page.locator(".tint[href='#bm-low-back-middle']").count() == 1
    assert ticked(page) == {"pain_low_back", "pain_flank"}


def test_a_place_without_a_region_stands_in_the_list_alone(show: Show) -> None:
    page = show([Place("pain_elsewhere", "Et andet sted")])
    page.get_by_text("Et andet sted").click()
    assert ticked(page) == {"pain_elsewhere"}
    assert page.locator(".hit, .live").count() == 0


def test_what_was_ticked_before_is_ticked(show: Show) -> None:
    page = show([replace(place, ticked=place.id == "pain_buttock") for place in ALL])
    assert ticked(page) == {"pain_buttock"}


def test_a_screen_reader_hears_each_place_once_with_its_help(show: Show) -> None:
    page = show(ALL)
    said = page.locator(".body-map").aria_snapshot()
    heard = re.findall(r'checkbox "([^"]+)"', said)
    assert heard == [place.label for place in ALL]
    assert "Forfra" not in said
    for place in ALL:
        box = page.get_by_role("checkbox", name=place.label, exact=True)
        assert page.locator(f"#{box.get_attribute('aria-describedby')}").inner_text() == place.help


def test_without_help_or_reason_nothing_is_left_empty() -> None:
    html = page_with([Place("pain_low_back", "Lænd")])
    assert "aria-describedby" not in html
    assert "<details" not in html


def test_what_a_label_says_is_escaped() -> None:
    assert "<b>" not in page_with([Place("pain_low_back", "<b>", help="<b>", why="<b>")])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(show: Show, width: int, scheme: str) -> None:
    page = show(ALL, width, color_scheme=scheme)
    assert page.evaluate("document.scrollingElement.scrollWidth") == width


def test_the_region_colours_stay_apart_when_the_person_chose_the_colours(show: Show) -> None:
    page = show(ALL, forced_colors="active")
    page.locator("#q-pain_low_back").check()
    fill = "(e, part) => getComputedStyle(e.querySelector(part)).fill"
    assert figure(page).evaluate(fill, ".tint.at-pain_low_back") != figure(page).evaluate(fill, ".skin")


def test_the_drawing_needs_no_inline_style() -> None:
    html = page_with(ALL)
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", html)
