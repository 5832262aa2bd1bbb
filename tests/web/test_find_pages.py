"""The directory as pages: the place that is meant, nearest first, unknown is no "no", nothing handed on."""

from __future__ import annotations

import csv
import html
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browsing import DAY, Reader
from clinics import CLINICS, HOSTILE, clinic, load_clinics
from fastapi.testclient import TestClient

from rygrad.kb.knowledge import Knowledge
from rygrad.web.app import create_app
from rygrad.web.settings import Settings, prepared


def names(text: str) -> list[str]:
    return re.findall(r'<a href="/find/klinik/([\w-]+)">', text)


class TestThePlace:
    @pytest.mark.parametrize(
        ("typed", "slug"),
        [
            ("odense", "odense"),
            ("i Odense", "odense"),
            ("kbh", "koebenhavn"),
            ("Kobenhavn", "koebenhavn"),
            ("Århus", "aarhus"),
            ("Aarhus C", "aarhus"),
            ("Odnese", "odense"),
            ("5000", "5000"),
            ("på Bornholm", "bornholm"),
            ("", "danmark"),
            ("hele landet", "danmark"),
        ],
    )
    def test_what_is_typed_leads_to_its_address(self, directory: TestClient, typed: str, slug: str) -> None:
        asked = {"place": typed, "kind": "fysioterapeut", "specialty": "ryg"}
        went = directory.get("/find", params=asked, follow_redirects=False)
        assert (went.status_code, went.headers["location"]) == (303, f"/find/fysioterapeut/{slug}/ryg")
        assert directory.get(went.headers["location"], follow_redirects=False).status_code == 200

    def test_several_are_asked_about(self, directory: TestClient) -> None:
        page = directory.get("/find", params={"place": "Gjellerup"})
        assert page.status_code == 200
        assert "Hvilket sted mener du?" in page.text
        assert 'href="/find/fysioterapeut/gjellerup-ved-herning/alle"' in page.text

    def test_a_place_we_do_not_know_is_told_and_kept_in_the_field(self, directory: TestClient) -> None:
        page = directory.get("/find", params={"place": "Qwxzy <b>"})
        assert page.status_code == 422
        assert "Vi kender ikke »Qwxzy &lt;b&gt;«" in page.text
        assert 'value="Qwxzy &lt;b&gt;"' in page.text
        assert 'aria-invalid="true"' in page.text

    @pytest.mark.parametrize(
        ("written", "canonical"),
        [
            ("/find/fysioterapeut/Aarhus C/ryg", "/find/fysioterapeut/aarhus/ryg"),
            ("/find/fysioterapeut/kbh/ryg", "/find/fysioterapeut/koebenhavn/ryg"),
            ("/find/fysioterapeut/ærø/ryg", "/find/fysioterapeut/aeroe/ryg"),
            (
                "/find/fysioterapeut/odense/ryg?km=10&home_visits=on",
                "/find/fysioterapeut/odense/ryg?home_visits=1&km=10",
            ),
            (
                "/find/fysioterapeut/odense/ryg?wheelchair=1&utm_source=x&km=",
                "/find/fysioterapeut/odense/ryg?wheelchair=1",
            ),
            ("/find/fysioterapeut/odense/ryg?km=7&most=21&wheelchair=0", "/find/fysioterapeut/odense/ryg"),
            (
                "/find/fysioterapeut/Odense/ryg?wheelchair=ja&lang=en",
                "/find/fysioterapeut/odense/ryg?wheelchair=1&lang=en",
            ),
        ],
    )
    def test_one_page_has_one_address(self, directory: TestClient, written: str, canonical: str) -> None:
        went = directory.get(written, follow_redirects=False)
        assert (went.status_code, went.headers["location"]) == (308, canonical)
        assert directory.get(canonical, follow_redirects=False).status_code == 200

    @pytest.mark.parametrize(
        "path",
        [
            "/find/laege/odense/ryg",
            "/find/fysioterapeut/odense/hjerte",
            "/find/fysioterapeut/<b>/ryg",
            "/find/fysioterapeut/0000/ryg",
            "/find?kind=laege",
        ],
    )
    def test_what_is_no_page_is_told(self, directory: TestClient, path: str) -> None:
        assert directory.get(path).status_code == 404

    def test_near_me_uses_the_nearest_town_alone(self, directory: TestClient) -> None:
        went = directory.get("/find?lat=55.40&lon=10.39&specialty=ryg&wheelchair=1", follow_redirects=False)
        assert went.headers["location"] == "/find/fysioterapeut/odense/ryg?wheelchair=1"

    @pytest.mark.parametrize("at", ["lat=55.6&lon=13.0", "lat=x&lon=1", "lat=55.4", "lat=1e9&lon=nan"])
    def test_near_me_outside_denmark_is_told(self, directory: TestClient, at: str) -> None:
        page = directory.get(f"/find?{at}")
        assert page.status_code == 422
        assert "Skriv byen i stedet" in page.text


class TestTheList:
    def test_nearest_first_with_the_reason(self, directory: TestClient) -> None:
        text = directory.get("/find/fysioterapeut/odense/ryg").text
        assert names(text) == ["near", "unsaid", "steps", "nyborg", "hostile"]
        assert "Nærmest midten af Odense først, i luftlinje." in text
        assert "Ingen kan betale for en plads på listen." in text
        assert "<h1>Fysioterapeuter i Odense</h1>" in text
        assert "under 1 km" in text

    def test_grammar_of_an_island_in_both_languages(self, directory: TestClient) -> None:
        assert (
            "<h1>Fysioterapeuter på Bornholm</h1>" in directory.get("/find/fysioterapeut/bornholm/ryg").text
        )
        english = directory.get("/find/fysioterapeut/bornholm/ryg?lang=en").text
        assert "<h1>Physiotherapists on Bornholm</h1>" in english

    def test_a_filter_shows_the_known_and_says_how_many_it_left_out(self, directory: TestClient) -> None:
        text = directory.get("/find/fysioterapeut/odense/ryg?wheelchair=1").text
        assert names(text) == ["near"]
        assert "4 klinikker i landet er sorteret fra. De har svaret nej eller har ikke oplyst det." in text
        assert re.search(r'name="wheelchair" value="1" checked', text)

    def test_any_specialty_takes_those_that_tell_none(self, directory: TestClient) -> None:
        assert "aarhus" not in names(directory.get("/find/fysioterapeut/aarhus/ryg").text)
        assert names(directory.get("/find/fysioterapeut/aarhus/alle").text)[0] == "aarhus"

    def test_a_town_without_any_leads_to_those_nearby(self, directory: TestClient) -> None:
        text = directory.get("/find/fysioterapeut/aarhus/iskias").text
        assert "Der er ingen på listen i Aarhus med det, du søger." in text
        assert re.search(r'<a href="/find/fysioterapeut/nyborg/iskias">Nyborg</a>', text)
        near = directory.get("/find/fysioterapeut/aarhus/ryg?km=5").text
        assert "Ingen klinikker her" in near
        assert '<a href="/find/fysioterapeut/odense/ryg">Odense</a>' in near
        assert "3 klinikker" in near

    def test_a_wish_nobody_meets_is_told(self, directory: TestClient) -> None:
        text = directory.get("/find/kiropraktor/skagen/spinalstenose").text
        assert "Ingen på listen passer til det, du søger." in text
        assert 'href="/find/kiropraktor/skagen/alle"' in text

    def test_the_country_lists_its_towns_by_name(self, directory: TestClient) -> None:
        text = directory.get("/find/fysioterapeut/danmark/alle").text
        towns = re.findall(r'<a href="/find/fysioterapeut/([\w-]+)/alle">', text)
        assert towns == ["nyborg", "odense", "roenne", "aarhus"]
        assert "7 klinikker i hele landet" in text
        assert "En klinik mere har ikke oplyst sin by." in text

    def test_more_are_shown_when_asked_for(self, settings: Settings) -> None:
        many = [clinic(f"m{at}", "Odense", 55.4 + at / 1000, 10.39) for at in range(45)]
        load_clinics(settings, many)
        with TestClient(create_app(settings)) as client:
            text = client.get("/find/fysioterapeut/odense/alle").text
            assert len(names(text)) == 20
            assert 'href="/find/fysioterapeut/odense/alle?most=50"' in text
            longer = client.get("/find/fysioterapeut/odense/alle?most=50").text
            assert len(names(longer)) == 45
            assert "most=100" not in longer

    def test_the_rules_of_subsidy_have_a_source_and_a_date(self, directory: TestClient) -> None:
        text = directory.get("/find/fysioterapeut/odense/ryg").text
        assert "Du får kun tilskud til fysioterapi med en henvisning fra en læge." in text
        assert "aeldresagen.dk" in text
        assert re.search(r"Sådan læste vi reglerne \d+\. november 2026", text)

    def test_hostile_names_do_nothing(self, directory: TestClient) -> None:
        for path in ("/find/fysioterapeut/bornholm/ryg", "/find/klinik/hostile"):
            text = directory.get(path).text
            assert HOSTILE not in text
            assert html.escape(HOSTILE).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in text

    def test_no_answer_and_no_cookie_comes_along(self, directory: TestClient) -> None:
        page = directory.get("/find/fysioterapeut/odense/ryg")
        assert "set-cookie" not in page.headers
        assert page.headers["referrer-policy"] == "no-referrer"


class TestOneClinic:
    def test_what_is_known_and_what_is_not(self, directory: TestClient) -> None:
        text = directory.get("/find/klinik/aarhus").text
        facts = dict(re.findall(r"<dt>(.+?)</dt><dd(?: class=\"unknown\")?>(.+?)</dd>", text))
        assert facts["Sprog"] == "engelsk"
        assert facts["Plads til kørestol"] == "Ikke oplyst"
        assert "betyder ikke nej" in text
        assert "Kortet viser byens midte" in text
        assert 'href="tel:+4587654321"' in text
        assert 'href="/find/fysioterapeut/aarhus/alle"' in text

    def test_no_is_no(self, directory: TestClient) -> None:
        text = directory.get("/find/klinik/steps").text
        assert "<dt>Plads til kørestol</dt><dd>Nej</dd>" in text

    def test_a_price_in_kroner(self, directory: TestClient) -> None:
        assert "<dd>450,5 kr.</dd>" in directory.get("/find/klinik/nyborg").text

    def test_data_for_search_engines_tells_only_what_the_list_tells(self, directory: TestClient) -> None:
        text = directory.get("/find/klinik/aarhus").text
        block = re.search(r'<script type="application/ld\+json">(.+?)</script>', text)
        assert block
        data = json.loads(block[1])
        assert data["@type"] == "Physiotherapy"
        assert data["telephone"] == "+4587654321"
        assert "geo" not in data  # only the middle of the town is known
        assert "amenityFeature" not in data
        hostile = directory.get("/find/klinik/hostile").text
        block = re.search(r'<script type="application/ld\+json">(.+?)</script>', hostile)
        assert block
        assert json.loads(block[1])["name"] == f"A {HOSTILE} </script>"

    def test_a_clinic_that_left_the_list_is_gone(self, loaded: Settings) -> None:
        load_clinics(loaded, CLINICS[1:], date(2026, 11, 21))
        with TestClient(create_app(loaded), headers={"Accept-Language": "da"}) as client:
            page = client.get("/find/klinik/near")
            assert page.status_code == 410
            assert "siden 21. november 2026" in page.text
            assert client.get("/find/klinik/never").status_code == 404


class TestInvented:
    def test_the_demo_list_says_so_everywhere(self, knowledge: Knowledge, tmp_path: Path) -> None:
        from rygrad.directory.places import read_places
        from rygrad.directory.reading import read_list
        from rygrad.directory.rows import Ground

        file = Path(__file__).parents[2] / "examples" / "clinics_demo.csv"
        read = read_list(file, Ground(read_places(), DAY), None, None)
        assert not read.refused
        assert all(c.invented and c.name.startswith("Eksempel") and not c.phone for c in read.clinics)
        assert all(".example" in (c.web or ".example") for c in read.clinics)
        made = replace(prepared(knowledge, tmp_path / "demo", requests_a_minute=0), today=lambda: DAY)
        load_clinics(made, read.clinics)
        with file.open(encoding="utf-8") as rows:
            ids = [row["id"] for row in csv.DictReader(rows, delimiter=";")]
        with TestClient(create_app(made), headers={"Accept-Language": "da"}) as client:
            for path in (
                "/find/fysioterapeut/danmark/ryg",
                "/find/fysioterapeut/odense/ryg",
                f"/find/klinik/{ids[0]}",
            ):
                text = client.get(path).text
                assert "Klinikkerne her er opdigtede." in text, path
                assert '<meta name="robots" content="noindex">' in text
                assert "application/ld+json" not in text


class TestHandOver:
    def test_the_result_hands_over_place_and_specialty_alone(
        self, loaded: Settings, all_no: dict[str, Any]
    ) -> None:
        with TestClient(create_app(loaded), headers={"Accept-Language": "da"}) as client:
            reader = Reader(client)
            reader.bring(all_no | {"duration_days": 200})
            text = client.get("/result").text
            form = re.search(r'<form[^>]*action="/find".+?</form>', text, re.S)
            assert form
            assert set(re.findall(r'name="(\w+)"', form[0])) == {"kind", "specialty", "place"}
            assert 'value="kroniske-smerter"' in form[0]

    def test_a_site_without_a_list_shows_the_way_to_one(self, client: TestClient) -> None:
        text = client.get("/find/kiropraktor/aeroe/spinalstenose").text
        assert "Søg på sundhed.dk" in text
        assert 'role="search"' not in text
