"""The plan as a page, a PDF and a calendar: from an address alone, and not while something comes first."""

from __future__ import annotations

import html
import re
import subprocess
from datetime import date

import pytest
from browsing import Reader
from fastapi.testclient import TestClient
from icalendar import Calendar

GIVEN = {"minutes": "12", "days": "3", "settles": "yes", "strength": "1", "on": "2026-11-23"}


def test_asks_where_you_are(client: TestClient) -> None:
    page = client.get("/plan").text
    for name in GIVEN:
        assert f'name="{name}"' in page
    assert "Har du ikke svaret på spørgsmålene endnu" in page


def test_starts_where_you_are_and_climbs_to_thirty_minutes_on_five_days(client: TestClient) -> None:
    page = client.get("/plan", params=GIVEN).text
    rows = re.findall(r'<th scope="row">\d+</th><td>[^<]+</td><td>(\d+)</td><td>(\d)</td>', page)
    assert int(rows[0][0]) <= 12
    assert int(rows[0][1]) <= 3
    assert rows[-1] == ("30", "5")
    assert "Hold pause, og søg hjælp" in page
    assert page.count('class="drawing" role="img"') >= 4


def test_a_flare_goes_one_step_down(client: TestClient) -> None:
    def minutes(**more: str) -> list[int]:
        page = client.get("/plan", params={**GIVEN, **more}).text
        return [int(m) for m in re.findall(r'<th scope="row">\d+</th><td>[^<]+</td><td>(\d+)</td>', page)]

    assert minutes(flare="2026-12-28") != minutes()
    assert min(minutes(flare="2026-12-28")) >= 5


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": "-1"},
        {"minutes": "999"},
        {"minutes": "ti"},
        {"days": "8"},
        {"settles": "maybe"},
        {"strength": "4"},
        {"on": "2029-01-01"},
        {"on": "0000-00-00"},
        {"flare": "x"},
    ],
)
def test_what_cannot_be_is_said_and_no_file_is_made(client: TestClient, wrong: dict[str, str]) -> None:
    page = client.get("/plan", params=GIVEN | wrong)
    assert page.status_code == 422
    assert 'class="error-summary"' in page.text
    for path in ("/plan.pdf", "/plan.ics"):
        assert client.get(path, params=GIVEN | wrong).status_code == 422


def test_waits_while_someone_must_phone(reader: Reader) -> None:
    reader.answer("bladder_bowel_and_saddle", {"saddle_numbness": "yes"})
    for path in ("/plan", "/plan.pdf", "/plan.ics"):
        got = reader.client.get(path, params=GIVEN)
        assert got.status_code == 409
        assert "Planen må vente" in got.text


def test_waits_while_an_emergency_question_is_open(reader: Reader) -> None:
    reader.answer("bladder_bowel_and_saddle", {})
    assert reader.client.get("/plan", params=GIVEN).status_code == 409


def test_the_pdf_is_read_by_another_program(client: TestClient) -> None:
    got = client.get("/plan.pdf", params=GIVEN)
    assert got.headers["content-type"] == "application/pdf"
    text = subprocess.run(
        ["pdftotext", "-", "-"], input=got.content, capture_output=True, check=True
    ).stdout.decode()
    assert "søg hjælp" in text
    assert "30" in text


def test_the_calendar_is_read_by_another_program_and_holds_each_walk(client: TestClient) -> None:
    got = client.get("/plan.ics", params=GIVEN)
    calendar = Calendar.from_ical(got.content)
    begins = [e.start for e in calendar.events]
    assert min(d if type(d) is date else d.date() for d in begins) >= date(2026, 11, 23)
    assert sum("Gå" in str(e["summary"]) for e in calendar.events) > 40


def test_the_link_makes_the_same_plan_on_the_phone(client: TestClient) -> None:
    page = client.get("/plan", params=GIVEN).text
    link = html.unescape(re.search(r'href="/plan.pdf\?([^"]+)"', page)[1])  # type: ignore[index]
    client.cookies.clear()
    again = client.get(f"/plan?{link}").text
    assert re.findall(r"<td>(\d+)</td>", again) == re.findall(r"<td>(\d+)</td>", page)


def test_the_link_holds_no_answer(reader: Reader) -> None:
    page = reader.client.get("/plan", params=GIVEN).text
    link = re.search(r'href="/plan.pdf\?([^"]+)"', page)
    assert link
    names = {part.split("=")[0] for part in html.unescape(link[1]).split("&")}
    assert names == {*GIVEN, "lang"}


def test_the_other_language_keeps_the_plan(client: TestClient) -> None:
    page = client.get("/plan", params=GIVEN).text
    other = re.search(r'href="(\?[^"]+)" lang="en"', page)
    assert other
    english = client.get(f"/plan{html.unescape(other[1])}").text
    assert "Week by week" in english
    assert re.findall(r"<td>(\d+)</td>", english) == re.findall(r"<td>(\d+)</td>", page)
