"""Two renderers by other people behind the same few gestures: what a person sees, clicks and types."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Route, expect

HERE = Path(__file__).parent
ADDRESS = "http://renderer.invalid"  # served from files by the browser's own hand; no such host exists
LFORMS = HERE / "node_modules" / "lforms" / "dist"
TAKEN_WITHIN = 10.0  # seconds
YES, NO = "Yes", "No"  # both renderers say them in English only, whatever language the form is in


def pages_of(context: BrowserContext, bundled: Path) -> list[str]:
    """Gives a context the pages of the renderers; the list fills with whatever else it asks for."""
    elsewhere: list[str] = []

    def answer(route: Route) -> None:
        path = urlparse(route.request.url).path
        file = _file(path, bundled)
        if route.request.url.startswith(ADDRESS + "/") and file.is_file():
            route.fulfill(path=file)
        else:
            elsewhere.append(f"asked for {route.request.url}")
            route.abort()

    context.route("**/*", answer)
    return elsewhere


def _file(path: str, bundled: Path) -> Path:
    if path.startswith("/lforms/"):
        return LFORMS / path.removeprefix("/")
    if path.startswith("/bundled/"):
        return bundled / path.removeprefix("/bundled/")
    return HERE / path.removeprefix("/")


def answers_in(holder: dict[str, Any]) -> dict[str, Any]:
    """Every answer of a response by its linkId; a choice as its code."""
    told: dict[str, Any] = {}
    for item in holder.get("item", []):
        for answer in item.get("answer", []):
            (value,) = answer.values()
            told[item["linkId"]] = value["code"] if isinstance(value, dict) else value
        told |= answers_in(item)
    return told


class Form:
    """A form in a renderer: shown, answered question by question, given out as a QuestionnaireResponse."""

    page_name: str

    def __init__(self, page: Page, faults: list[str]) -> None:
        self.page, self.faults = page, faults
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))

    def show(self, questionnaire: dict[str, Any]) -> None:
        """Renders a Questionnaire and waits for its first group."""
        self.page.goto(f"{ADDRESS}/{self.page_name}.html")
        self.page.evaluate("questionnaire => window.show(questionnaire)", questionnaire)
        expect(self.page.get_by_text(questionnaire["item"][0]["text"], exact=True)).to_be_visible()

    def response(self) -> dict[str, Any]:
        """What the renderer gives out."""
        made: dict[str, Any] = self.page.evaluate("() => window.response()")
        return made

    def tell(self, link: str, told: bool | int | str) -> None:
        """Answers one question; a choice by the words that are shown."""
        expect(self.question(link)).to_be_visible()
        if isinstance(told, bool):
            self.question(link).get_by_text(YES if told else NO, exact=True).click()
        elif isinstance(told, int):
            self.number(link).fill(str(told))
            self.page.keyboard.press("Tab")
        else:
            self.choose(link, told)
        self._taken(link)

    def _taken(self, link: str) -> None:
        """Waits until an answer stands in the response: Smart Forms takes a moment, and a person too."""
        until = time.monotonic() + TAKEN_WITHIN
        while link not in answers_in(self.response()):
            assert time.monotonic() < until, f"{link} was answered and is not in the response"
            self.page.wait_for_timeout(50)

    def choose(self, link: str, words: str) -> None:
        """Picks from the list by keyboard: its field, the words typed, arrow down, enter."""
        self.question(link).get_by_role("combobox").click()
        self.page.keyboard.type(words)
        self.listed(words).wait_for()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def unit(self, link: str) -> str:
        """The unit that stands beside a number."""
        raise NotImplementedError

    def question(self, link: str) -> Locator:
        """The whole of a question, with its text and its field."""
        raise NotImplementedError

    def number(self, link: str) -> Locator:
        """The field of a question that is answered with a number."""
        raise NotImplementedError

    def listed(self, words: str) -> Locator:
        """An entry of the list that is open."""
        raise NotImplementedError

    def reason(self, link: str) -> str:
        """Why a question is asked, as the renderer shows it."""
        raise NotImplementedError

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text}")


class LhcForm(Form):
    """LHC-Forms (npm `lforms`) of the US National Library of Medicine."""

    page_name = "lforms"

    def question(self, link: str) -> Locator:
        return self.page.locator(f'[id="item-{link}/1/1"]')

    def number(self, link: str) -> Locator:
        return self.page.locator(f'[id="{link}/1/1"]')

    def unit(self, link: str) -> str:
        return self.page.locator(f'[id="unit_{link}/1/1"]').input_value()

    def listed(self, words: str) -> Locator:
        return self.page.locator("#lhc-tools-searchResults").get_by_text(words, exact=True)

    def reason(self, link: str) -> str:
        self.page.locator(f'[id="help-button-{link}/1/1"]').click()
        shown = self.page.locator(f'[id="help-content-{link}/1/1"]')
        shown.wait_for()
        return shown.inner_text().strip()


class SmartForm(Form):
    """Smart Forms (npm `@aehrc/smart-forms-renderer`) of CSIRO."""

    page_name = "smart_forms"

    def question(self, link: str) -> Locator:
        return self.page.locator(f'[data-test^="q-item-"][data-linkid="{link}"]')

    def number(self, link: str) -> Locator:
        return self.page.locator(f"#integer-{link}")

    def unit(self, link: str) -> str:
        shown = self.question(link).locator('[data-test="q-item-integer-field"]').inner_text()
        return shown.strip("\n\u200b")  # where a message would stand

    def listed(self, words: str) -> Locator:
        return self.page.get_by_role("option", name=words, exact=True)

    def reason(self, link: str) -> str:
        return self.page.locator(f"#instructions-{link}").inner_text().strip()


FORMS: dict[str, type[Form]] = {"lforms": LhcForm, "smart_forms": SmartForm}
