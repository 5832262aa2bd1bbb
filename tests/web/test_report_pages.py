"""A scan report on the site: explained on the page and through the API, and kept nowhere."""

from __future__ import annotations

import pytest
from browsing import Reader
from fastapi.testclient import TestClient

from rygrad.kb.knowledge import Knowledge
from rygrad.web.settings import Settings
from rygrad.words.report.explain import report

TEXT = "L4/L5: Let diskusbulging. Metastase i L2 kan ikke udelukkes. Araknoiditis L5. Ingen fraktur."


def explained(reader: Reader, text: str = TEXT, age: str = "45") -> str:
    """The page of a report that was sent."""
    return reader.send("/report", {"text": text, "age": age}).text


class TestThePage:
    def test_danger_comes_first_with_what_to_do(self, reader: Reader) -> None:
        page = explained(reader)
        assert page.index("Svaret nævner en svulst") < page.index("En diskus, der buler")
        assert "Ring til den læge, der bestilte billedet, i dag." in page

    def test_each_finding_is_marked_in_the_text_and_leads_to_its_explanation(self, reader: Reader) -> None:
        page = explained(reader)
        assert '<mark id="m-1"><a href="#f-1" hx-boost="false">diskusbulging</a></mark>' in page
        assert 'id="f-1"' in page

    def test_how_common_it_is_stands_in_words_and_as_a_bar(self, reader: Reader) -> None:
        page = explained(reader)
        assert "Af 100 på 45 år uden smerter har cirka 55 det" in page
        assert '<rect class="those" width="110.0"' in page
        assert "ses oftere hos folk op til 50 år, der har ondt" in page

    def test_what_was_not_understood_and_what_was_not_seen(self, reader: Reader) -> None:
        page = explained(reader)
        assert "»Araknoiditis L5«" in page
        assert "<li>Brud på en hvirvel</li>" in page

    def test_it_is_a_form_without_an_age(self, reader: Reader) -> None:
        assert "Af 100" not in explained(reader, age="")

    @pytest.mark.parametrize(
        ("text", "age", "said"),
        [
            ("", "", "Der er ingen tekst"),
            ("Kog kartoflerne i tyve minutter.", "", "ligner ikke svaret"),
            (TEXT, "gammel", "Alderen skal være"),
            (TEXT, "130", "Alderen skal være"),
        ],
    )
    def test_a_refusal_says_why_and_keeps_what_was_written(
        self, reader: Reader, text: str, age: str, said: str
    ) -> None:
        sent = reader.send("/report", {"text": text, "age": age})
        assert sent.status_code == 422
        assert said in sent.text
        assert text in sent.text

    def test_what_a_report_holds_is_never_markup(self, reader: Reader) -> None:
        page = explained(reader, "Prolaps L5/S1 <script>alert(1)</script>")
        assert "<script>alert" not in page

    def test_nothing_is_kept(self, reader: Reader, settings: Settings) -> None:
        explained(reader, "Prolaps L5/S1 sagsnummer9921")
        kept = [f for f in settings.folder.rglob("*") if f.is_file() and b"sagsnummer9921" in f.read_bytes()]
        assert kept == []
        assert not any("9921" in value for value in reader.client.cookies.values())

    def test_another_site_cannot_send_it(self, client: TestClient) -> None:
        assert client.post("/report", data={"text": TEXT}).status_code == 403

    def test_the_start_page_leads_to_it(self, client: TestClient) -> None:
        assert 'href="/report"' in client.get("/").text

    def test_in_english(self, client: TestClient) -> None:
        page = client.get("/report?lang=en").text
        assert "Understand the report of your scan" in page


class TestTheApi:
    def test_gives_the_same_as_the_reading(self, client: TestClient, knowledge: Knowledge) -> None:
        got = client.post("/api/report?lang=en", json={"text": TEXT, "age": 45}).json()
        assert got == report(TEXT, knowledge, 45, "en").model_dump(mode="json")

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"text": 3},
            {"text": TEXT, "age": True},
            {"text": TEXT, "age": 200},
            {"text": ""},
            {"text": TEXT, "name": "x"},
            {"text": TEXT, "age": "45"},
        ],
    )
    def test_refuses_with_a_reason(self, client: TestClient, sent: dict[str, object]) -> None:
        got = client.post("/api/report", json=sent)
        assert got.status_code == 422
        assert got.json()["detail"]

    def test_is_described(self, client: TestClient) -> None:
        described = client.get("/openapi.json").json()["paths"]["/api/report"]["post"]
        schema = described["requestBody"]["content"]["application/json"]["schema"]
        assert set(schema["properties"]) == {"text", "age"}
