"""Questionnaires in a diary: what is ours to show, what a site adds, what has changed since the first."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from browsing import DAY, Reader
from fastapi.testclient import TestClient

from rygrad.care.questionnaires import items
from rygrad.kb.knowledge import Knowledge
from rygrad.web.settings import Settings

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def diary(reader: Reader) -> str:
    """The address of a new diary."""
    return re.sub(r"^https?://[^/]+|\?.*$", "", str(reader.send("/diary", {"onset": ""}).url))


def own(*rated: int) -> dict[str, str]:
    """Own activities with their ratings."""
    told = {f"psfs_{at}": str(r) for at, r in enumerate(rated, 1)}
    return told | {f"psfs_{at}.activity": f"løfte {at}" for at in range(1, len(rated) + 1)}


def test_own_activities_are_kept_and_offered_again(client: TestClient, diary: str) -> None:
    page = client.post(f"{diary}/questionnaire/psfs", data=own(2, 3, 4))
    assert page.status_code == 200
    assert "løfte 1" in page.text
    assert client.get(f"{diary}/export.json").json()["scores"][0]["activities"][:3] == [
        "løfte 1",
        "løfte 2",
        "løfte 3",
    ]


def test_a_change_that_can_be_felt_is_marked(client: TestClient, diary: str) -> None:
    client.post(f"{diary}/questionnaire/psfs", data=own(2, 3, 4))
    later = DAY + timedelta(days=28)
    object.__setattr__(client.app.state.site.settings, "today", lambda: later)  # type: ignore[attr-defined]
    page = client.post(f"{diary}/questionnaire/psfs", data=own(6, 7, 8)).text
    assert "+4 (bedre)" in page
    assert "så stor en ændring plejer at kunne mærkes" in page


def test_too_few_activities_are_not_scored(client: TestClient, diary: str) -> None:
    page = client.post(f"{diary}/questionnaire/psfs", data=own(2))
    assert page.status_code == 422
    assert client.get(f"{diary}/export.json").json()["scores"] == []


def test_an_activity_without_words_is_asked_for(client: TestClient, diary: str) -> None:
    page = client.post(f"{diary}/questionnaire/psfs", data={**own(2, 3, 4), "psfs_2.activity": ""})
    assert page.status_code == 422
    assert "Skriv, hvad der er svært" in page.text


def test_script_in_an_activity_comes_back_as_text(client: TestClient, diary: str) -> None:
    page = client.post(f"{diary}/questionnaire/psfs", data={**own(2, 3, 4), "psfs_1.activity": SCRIPT})
    assert SCRIPT not in page.text
    assert "&lt;script&gt;" in page.text


@pytest.mark.parametrize("wrong", [{"psfs_1": "11"}, {"psfs_1": "x"}, {"psfs_1.activity": "x" * 201}])
def test_what_cannot_be_is_refused(client: TestClient, diary: str, wrong: dict[str, str]) -> None:
    assert client.post(f"{diary}/questionnaire/psfs", data=own(2, 3, 4) | wrong).status_code == 422
    assert client.get(f"{diary}/export.json").json()["scores"] == []


def test_a_form_whose_text_is_not_ours_says_so_and_takes_nothing(client: TestClient, diary: str) -> None:
    page = client.get(f"{diary}/questionnaire/startback_total")
    assert "Teksten til dette spørgeskema ejes af andre" in page.text
    sent = client.post(f"{diary}/questionnaire/startback_total", data={"start_1": "yes"})
    assert sent.status_code == 404


def test_a_site_that_has_the_text_shows_it_and_scores_as_published(
    client: TestClient, diary: str, settings: Settings, knowledge: Knowledge
) -> None:
    asked = items(knowledge, "startback_total")
    words = knowledge.questions[asked[-1]].of or []
    lines = ["accepted_terms: En klinik, 2026-11-01", "licence: Ejerens vilkår", "items:"]
    lines += [f"  {q}: Spørgsmål {at} æøå" for at, q in enumerate(asked, 1)]
    lines += ["options:", *(f"  {word}: Valg {word}" for word in words)]
    (settings.folder / "instruments").mkdir()
    (settings.folder / "instruments" / "startback_total.da.yaml").write_text("\n".join(lines), "utf-8")
    page = client.get(f"{diary}/questionnaire/startback_total").text
    assert "Spørgsmål 9 æøå" in page
    told = dict.fromkeys(asked[:8], "yes") | {asked[8]: words[-1]}
    shown = client.post(f"{diary}/questionnaire/startback_total", data=told)
    assert "<td>9" in shown.text


def test_a_faulty_file_of_the_site_shows_no_half_form(
    client: TestClient, diary: str, settings: Settings
) -> None:
    (settings.folder / "instruments").mkdir()
    (settings.folder / "instruments" / "startback_total.da.yaml").write_text("items: {start_1: x}", "utf-8")
    assert "ejes af andre" in client.get(f"{diary}/questionnaire/startback_total").text


def test_a_form_that_is_not_there(client: TestClient, diary: str) -> None:
    assert client.get(f"{diary}/questionnaire/nothing").status_code == 404
