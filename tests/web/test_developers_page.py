"""The page for those who build: a card at once, a call to edit, faults with their place, nothing kept."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace

from browsing import Reader
from fastapi.testclient import TestClient

from rygrad.fhir.hooks import TABLE
from rygrad.kb.knowledge import Knowledge
from rygrad.web.app import create_app
from rygrad.web.developers_pages import LONGEST, shown
from rygrad.web.settings import Settings


def _call(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.S)
    assert found
    return html.unescape(found[1])


def _picked(knowledge: Knowledge, reason: str) -> str:
    return next(r.id for r in knowledge.reason_codes.values() if r.reason == reason)


def test_the_card_stands_there_at_once(client: TestClient, knowledge: Knowledge) -> None:
    page = client.get("/developers").text
    assert "for lidt viden" in page
    urgent = client.get("/developers", params={"reason": _picked(knowledge, "cauda_equina")}).text
    assert "is-critical" in urgent


def test_the_call_on_the_page_is_the_call_that_is_answered(client: TestClient) -> None:
    for example in re.findall(r'href="(/developers\?[^"]+)"', client.get("/developers").text):
        page = client.get(html.unescape(example).partition("#")[0]).text
        sent = json.loads(_call(page))
        (card,) = client.post("/cds-services/lumbar-imaging", json=sent).json()["cards"]
        assert html.escape(card["summary"], quote=False) in page
        assert f"is-{card['indicator']}" in page


def test_an_edited_call_is_answered(reader: Reader) -> None:
    call = json.loads(_call(reader.client.get("/developers").text))
    call["context"]["draftOrders"]["entry"] = []
    page = reader.send("/developers", {"call": json.dumps(call)})
    assert page.status_code == 200
    assert "Intet kort" in page.text


def test_faults_say_where_and_keep_what_was_written(reader: Reader) -> None:
    for call, said in (
        ("{", "line 1"),
        ('{"hook": "order-review"}', "hook"),
        ("", f"{LONGEST}"),
        ("x" * (LONGEST + 1), f"{LONGEST}"),
        ('{"hook": "<script>alert(1)</script>"}', "&lt;script&gt;"),
    ):
        page = reader.send("/developers", {"call": call})
        assert page.status_code == 422
        assert said in page.text.replace("&#39;", "'")
        assert "<script>alert" not in page.text


def test_what_a_card_says_is_never_markup_of_others() -> None:
    assert "<b>" not in shown("<b>x</b> **y**")
    assert "<strong>y</strong>" in shown("**y**")
    assert "javascript:" not in shown("[x](javascript:alert(1))").replace("(javascript:alert(1))", "")


def test_a_site_whose_knowledge_rates_no_orders_says_so(settings: Settings, knowledge: Knowledge) -> None:
    without = replace(knowledge, tables={n: t for n, t in knowledge.tables.items() if n != TABLE})
    with TestClient(create_app(replace(settings, knowledge=without))) as client:
        assert "imaging_order" in client.get("/developers").text
        found = client.get("/cds-services").json()["services"]
        assert [one["hook"] for one in found] == ["patient-view"]
        assert client.post("/cds-services/lumbar-imaging", json={}).status_code == 404
