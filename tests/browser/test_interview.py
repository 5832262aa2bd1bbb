"""A person walks through the interview: on a phone, without JavaScript, back and forth, in doubt."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.chromium import DESKTOP, PHONE, Look
from browser.live_site import LiveSite
from browser.people import lifted
from browser.views import FIRST
from browser.walker import answer_screen, begin, bring, follow, give, ids, question, screen, send, walk
from browser.watch import Watch

Open = Callable[[LiveSite, Look], tuple[Page, Watch]]
RESULT = re.compile("/result$")


@pytest.mark.parametrize("look", [PHONE, PHONE.but(script=False), DESKTOP.but(dark=True, lang="en")])
def test_a_whole_interview(look: Look, opened: Open, site: LiveSite) -> None:
    page, _ = opened(site, look)
    met = walk(page, lifted())
    assert met[0] == FIRST, "what may be an emergency comes first"
    expect(page).to_have_url(RESULT)
    expect(page.locator(".verdict.calm .big")).to_be_visible()
    expect(page.locator(".urgent")).to_have_count(0)
    expect(page.locator(".safety-net li").first).to_be_visible()
    follow(page, lambda: page.locator("form.more button").click())
    everyday = []
    while shown := screen(page):
        everyday.append(shown)
        answer_screen(page, lifted())
    assert "daily_habits" in everyday
    expect(page).to_have_url(RESULT)
    expect(page.locator("form.more")).to_have_count(0)


def test_the_page_shows_what_the_program_says(phone: Page) -> None:
    """The result on the page, the file to keep and the API are one object."""
    bring(phone, lifted())
    kept = phone.request.get("/result.json").json()
    answers = phone.request.get("/answers.json").json()
    sent = phone.request.post("/api/assess", data=answers).json()
    assert {k: v for k, v in sent.items() if k != "id"} == kept
    assert phone.locator(".verdict .big").inner_text() == kept["disposition"]["text"]
    assert {n["title"] for n in kept["safety_net"]} == {
        b.removesuffix(".") for b in phone.locator(".safety-net li b").all_inner_texts()
    }


def test_one_tap_says_that_none_of_these_fits(phone: Page) -> None:
    begin(phone)
    follow(phone, lambda: phone.locator("p.none button").click())
    assert screen(phone) != FIRST
    said = phone.request.get("/answers.json").json()
    assert said["saddle_numbness"] is False
    assert said["sexual_function_lost"] is False


def test_no_to_the_rest_keeps_the_yes(phone: Page) -> None:
    begin(phone)
    give(phone, "urinary_retention", True)
    follow(phone, lambda: phone.locator("button[value=rest_no]").click())
    said = phone.request.get("/answers.json").json()
    assert said["urinary_retention"] is True
    assert said["saddle_numbness"] is False


def test_nothing_chosen_is_never_no(opened: Open, site: LiveSite) -> None:
    """ "Videre" with a question open: the faults are said first, have the focus, lead to the question."""
    page, watch = opened(site, PHONE)
    watch.expect(422)
    begin(page)
    give(page, "urinary_retention", False)
    send(page)
    assert screen(page) == FIRST
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary.locator("li")).to_have_count(len(ids(page)) - 1)
    expect(page).to_have_title(re.compile("^Der mangler noget"))
    expect(question(page, "urinary_retention").locator("input[value=no]")).to_be_checked()
    summary.locator("a").first.click()
    expect(page).to_have_url(re.compile("#q-saddle_numbness$"))
    expect(question(page, "saddle_numbness")).to_be_in_viewport()
    assert page.request.get("/answers.json").json() == {}


def test_back_and_forward_of_the_browser(phone: Page) -> None:
    walk(phone, lifted(), until=lambda p: screen(p) == "sudden_and_severe")
    follow(phone, phone.go_back)
    assert screen(phone) == "walking_and_balance"
    expect(question(phone, "foot_drop").locator("input[value=no]")).to_be_checked()
    follow(phone, phone.go_back)
    assert screen(phone) == "legs"
    expect(question(phone, "leg_weakness").locator("input[value=none]")).to_be_checked()
    follow(phone, phone.go_forward)
    assert screen(phone) == "walking_and_balance"
    answer_screen(phone, lifted())
    assert screen(phone) == "sudden_and_severe"


def test_back_on_the_page(plain: Page) -> None:
    walk(plain, lifted(), until=lambda p: screen(p) == "walking_and_balance")
    follow(plain, lambda: plain.locator("a.back").click())
    assert screen(plain) == "legs"
    expect(question(plain, "pain_leg").locator("input[value=none]")).to_be_checked()


def test_an_earlier_answer_is_changed(phone: Page) -> None:
    """To what is urgent and back again: the advice follows each time."""
    bring(phone, lifted())
    before = phone.locator(".verdict .big").inner_text()
    for answer, urgent in ((True, 1), (False, 0)):
        follow(phone, lambda: phone.get_by_role("link", name="Mine svar").first.click())
        follow(phone, lambda: phone.locator(f"a[href='/interview/{FIRST}']").click())
        give(phone, "saddle_numbness", answer)
        send(phone)
        expect(phone.locator(".urgent")).to_have_count(urgent)
        phone.goto("/result")
        expect(phone.locator(".urgent")).to_have_count(urgent)
    assert phone.locator(".verdict .big").inner_text() == before


def test_not_knowing_twice_ends_with_a_doctor_today(phone: Page) -> None:
    """Asked again in plainer words, and still in doubt: phone a doctor today."""
    answers = lifted() | {"saddle_numbness": None}
    begin(phone)
    wording = question(phone, "saddle_numbness").locator("legend").inner_text()
    answer_screen(phone, answers)
    expect(phone.locator(".urgent")).to_have_count(0)
    while screen(phone) != FIRST:
        answer_screen(phone, answers)
    expect(question(phone, "saddle_numbness").locator(".hint")).to_be_visible()
    assert question(phone, "saddle_numbness").locator("legend").inner_text() != wording
    answer_screen(phone, answers)
    expect(phone.locator(".urgent.see_doctor_today a[href^='tel:']").first).to_be_visible()
    phone.goto("/result")
    expect(phone.locator(".urgent.see_doctor_today")).to_be_visible()
    expect(phone.locator(".calm")).to_have_count(0)


def test_answers_are_forgotten(phone: Page) -> None:
    walk(phone, lifted(), until=lambda p: screen(p) == "legs")
    phone.goto("/answers")
    follow(phone, lambda: phone.locator("form[action='/answers/forget'] button").click())
    assert phone.context.cookies() == []
    assert phone.request.get("/answers.json").json() == {}


def test_answers_kept_as_a_file_come_back(phone: Page, opened: Open, site: LiveSite) -> None:
    bring(phone, lifted())
    phone.goto("/answers")
    with phone.expect_download() as started:
        phone.locator("a[href='/answers.json']").click()
    assert started.value.suggested_filename == "rygrad-svar.json"
    other, _ = opened(site, DESKTOP)
    other.goto("/answers")
    other.locator("input[type=file]").set_input_files(started.value.path())
    with other.expect_navigation(url="**/result"):
        other.locator("form[action='/answers/file'] button").click()
    assert other.request.get("/result.json").json() == phone.request.get("/result.json").json()


def test_the_language_is_chosen_and_stays(phone: Page) -> None:
    phone.goto("/")
    phone.locator("a[hreflang=en]").click()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    begin(phone, fresh=False)
    assert screen(phone) == FIRST
    expect(phone.locator("html")).to_have_attribute("lang", "en")
