"""The diary in a browser: a link is the key, a day takes ten seconds, all of it can be had or gone."""

from __future__ import annotations

import re
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import anyio
import pytest
from browsing import DAY, Reader
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Message

from rygrad.store.database import StoreError
from rygrad.web.settings import Settings

ENTRY = {"pain": "4", "minutes": "15", "strength": "yes", "went": "6"}


@pytest.fixture
def diary(reader: Reader) -> str:
    """The address of a new diary, begun nine days ago."""
    page = reader.send("/diary", {"onset": "2026-11-13"})
    assert page.status_code == 200, page.text
    return re.sub(r"^https?://[^/]+|\?.*$", "", str(page.url))


def live_on(client: TestClient, day: date) -> None:
    """Moves the site's calendar."""
    object.__setattr__(client.app.state.site.settings, "today", lambda: day)  # type: ignore[attr-defined]


def write(client: TestClient, diary: str, day: date, **told: str) -> str:
    """Writes a day, and the page that comes back."""
    page = client.post(f"{diary}/day", data={"day": day.isoformat(), **ENTRY, **told})
    assert page.status_code == 200, page.text
    return page.text


def test_begins_with_its_link_to_keep(reader: Reader) -> None:
    page = reader.send("/diary", {"onset": ""})
    assert "Gem dit link nu" in page.text
    link = re.search(r'readonly value="([^"]+)"', page.text)
    assert link
    assert reader.client.get(link[1]).status_code == 200


def test_a_day_is_kept_and_can_be_changed(client: TestClient, diary: str) -> None:
    assert "Gemt" in write(client, diary, DAY)
    assert 'name="pain" value="4" checked' in client.get(diary).text
    write(client, diary, DAY, pain="2", strength="no")
    kept = client.get(f"{diary}/export.json").json()["entries"]
    assert kept == [{"day": "2026-11-22", "pain": 2, "minutes": 15, "strength": False, "went": 6}]


def test_what_is_skipped_is_unknown_not_zero(client: TestClient, diary: str) -> None:
    client.post(f"{diary}/day", data={"day": DAY.isoformat(), "pain": "3"})
    kept = client.get(f"{diary}/export.json").json()["entries"][0]
    assert (kept["minutes"], kept["strength"], kept["went"]) == (None, None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"pain": "11"},
        {"pain": "-1"},
        {"pain": "x"},
        {"minutes": "601"},
        {"went": "٣"},
        {"day": "2026-11-23"},
        {"day": "yesterday"},
        {"day": "1900-01-01"},
        {"day": ""},
    ],
)
def test_a_day_that_cannot_be_is_refused_whole(client: TestClient, diary: str, wrong: dict[str, str]) -> None:
    page = client.post(f"{diary}/day", data={"day": DAY.isoformat(), **ENTRY, **wrong})
    assert page.status_code == 422
    assert 'class="error-summary"' in page.text
    assert client.get(f"{diary}/export.json").json()["entries"] == []


def test_an_empty_day_is_refused(client: TestClient, diary: str) -> None:
    assert client.post(f"{diary}/day", data={"day": DAY.isoformat()}).status_code == 422


def test_eight_weeks_show_the_change_and_ask_again_when_the_phase_changes(
    client: TestClient, diary: str
) -> None:
    for week in range(8):
        for day in range(7):
            today = DAY + timedelta(days=7 * week + day)
            live_on(client, today)
            page = write(client, diary, today, pain=str(max(1, 7 - week)))
            told = "Det er seks uger siden, det begyndte" in page
            assert told is ((today - date(2026, 11, 13)).days >= 42)
    assert "så stor en ændring plejer at kunne mærkes" in page
    assert page.count("<tr>") >= 56


def test_answering_again_starts_from_how_long_it_has_lasted(client: TestClient, diary: str) -> None:
    page = client.post(f"{diary}/again", data={"x": "1"})
    assert "/interview/" in str(page.url)
    assert client.get("/answers.json").json()["duration_days"] == 9


def test_a_new_sign_leads_to_whom_to_phone_at_once(client: TestClient, diary: str) -> None:
    page = client.post(f"{diary}/signs", data={"saddle_numbness": "yes"})
    assert 'class="urgent emergency_now"' in page.text
    assert 'href="tel:112"' in page.text


def test_no_sign_leads_to_the_questions(client: TestClient, diary: str) -> None:
    assert "/interview/" in str(client.post(f"{diary}/signs", data={"x": "1"}).url)


def test_answers_are_kept_only_when_asked_for(reader: Reader) -> None:
    reader.answer("bladder_bowel_and_saddle", {})
    without = reader.send("/diary", {"onset": ""})
    with_them = reader.send("/diary", {"onset": "", "with_answers": "yes"})
    for page, kept in ((without, False), (with_them, True)):
        address = str(page.url).split("?")[0]
        assert bool(reader.client.get(f"{address}/export.json").json()["answers"]) is kept


def test_export_as_a_spreadsheet(client: TestClient, diary: str) -> None:
    write(client, diary, DAY)
    got = client.get(f"{diary}/export.csv")
    assert got.content.startswith(b"\xef\xbb\xbf")
    assert got.text.lstrip("\ufeff").splitlines() == [
        "dato;smerte_0_10;minutter_gået;styrke;dagen_gik_0_10",
        "2026-11-22;4;15;ja;6",
    ]


def test_delete_is_real(client: TestClient, diary: str, settings: Settings) -> None:
    write(client, diary, DAY)
    assert "Dagbogen er slettet" in client.post(f"{diary}/delete", data={"x": "1"}).text
    assert client.get(diary).status_code == 404
    with sqlite3.connect(settings.folder / "rygrad.sqlite3") as database:
        counts = [database.execute(f"select count(*) from {t}").fetchone()[0] for t in ("diaries", "entries")]
    assert counts == [0, 0]


def test_a_key_stands_in_no_file(client: TestClient, diary: str, settings: Settings) -> None:
    write(client, diary, DAY)
    key = diary.rsplit("/", 1)[1].encode()
    for file in Path(settings.folder).iterdir():
        assert key not in file.read_bytes(), file.name


def test_a_day_can_be_taken_away(client: TestClient, diary: str) -> None:
    write(client, diary, DAY)
    client.post(f"{diary}/remove", data={"day": DAY.isoformat()})
    assert client.get(f"{diary}/export.json").json()["entries"] == []


def test_the_day_it_began_can_be_corrected(client: TestClient, diary: str) -> None:
    client.post(f"{diary}/onset", data={"onset": "2026-11-01"})
    assert client.get(f"{diary}/export.json").json()["onset"] == "2026-11-01"
    assert client.post(f"{diary}/onset", data={"onset": "2027-01-01"}).status_code == 422


def test_another_site_cannot_write(client: TestClient, diary: str) -> None:
    got = client.post(f"{diary}/delete", data={"x": "1"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert got.status_code == 403
    assert client.get(diary).status_code == 200


async def asked_at_once(app: ASGIApp, paths: list[str]) -> list[int]:
    """The status of each address, asked one after the other without a client between."""
    codes: list[int] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            codes.append(message["status"])

    for path in paths:
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
        }
        rest = {
            "headers": [(b"host", b"t")],
            "client": ("10.0.0.9", 1),
            "scheme": "http",
            "server": ("t", 80),
        }
        await app({**scope, **rest, "root_path": "", "http_version": "1.1"}, receive, send)
    return codes


@pytest.mark.parametrize("key", ["x", "A" * 43, "A" * 5000, "..%2f..", "%00" * 43])
def test_a_wrong_key_is_nobodys(client: TestClient, key: str) -> None:
    assert client.get(f"/diary/{key}").status_code == 404


def test_ten_thousand_wrong_keys_are_told_to_wait_and_the_right_one_still_opens(
    client: TestClient, diary: str
) -> None:
    codes = anyio.run(asked_at_once, client.app, [f"/diary/{n:043d}" for n in range(10_000)])
    assert codes[0] == 404
    assert codes.count(404) == client.app.state.site.settings.wrong_keys_an_hour  # type: ignore[attr-defined]
    assert set(codes) == {404, 429}
    assert client.get(diary).status_code == 200


def test_a_database_that_does_not_answer_is_said_plainly(
    client: TestClient, diary: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("disken er fuld: /hemmelig/mappe", "the disk is full: /secret/folder")

    monkeypatch.setattr(client.app.state.site.store, "write", full)  # type: ignore[attr-defined]
    page = client.post(f"{diary}/day", data={"day": DAY.isoformat(), **ENTRY})
    assert page.status_code == 503
    assert "Det sidste er ikke gemt" in page.text
    assert "mappe" not in page.text


def test_answering_again_keeps_the_banner(reader: Reader, diary: str) -> None:
    reader.answer("bladder_bowel_and_saddle", {"saddle_numbness": "yes"})
    page = reader.client.post(f"{diary}/again", data={"x": "1"})
    assert 'class="urgent emergency_now"' in page.text


def test_nothing_comforts_beside_a_banner(reader: Reader, diary: str) -> None:
    for at in range(9):
        write(reader.client, diary, DAY - timedelta(days=at), pain="0")
    assert "Du skrev 0 i smerte en uge i træk" in reader.client.get(diary).text
    reader.answer("bladder_bowel_and_saddle", {"saddle_numbness": "yes"})
    assert "Du skrev 0 i smerte en uge i træk" not in reader.client.get(diary).text


def test_the_signs_cover_what_alone_means_a_doctor_today(client: TestClient, diary: str) -> None:
    page = client.get(diary).text
    for name in ("saddle_numbness", "foot_drop", "pain_sudden_tearing", "leg_cold_or_pale", "fever"):
        assert f'name="{name}"' in page


def test_a_flood_of_new_diaries_is_told_to_wait(reader: Reader) -> None:
    codes = [reader.send("/diary", {"onset": ""}).status_code for _ in range(22)]
    assert codes[:20] == [200] * 20
    assert codes[-1] == 429
