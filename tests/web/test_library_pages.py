"""The library: each article in its language, what machines read of it, a site's own articles and pictures."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from browsing import Reader
from fastapi.testclient import TestClient

from rygrad.kb.knowledge import Knowledge
from rygrad.web.app import create_app
from rygrad.web.settings import Settings
from rygrad.web.shelf import article_faults, links_of

OURS = "/articles/low_back_pain"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PNG = b"\x89PNG\r\n\x1a\n"
HOSTILE = (
    '---\ntitle: "</script><script>alert(1)</script> & co"\nabout: "x</script><!-- y"\nlang: en\n---\n'
    "## Is it </script><!-- safe?\n\n<script>alert(2)</script> Yes \u2028 it is.\n\n"
    "[a](javascript:alert(3)) [b](data:text/html,x) [c](//evil.example/) [d](https://1.2.3.4/x)\n\n"
    '![a" onerror="alert(4)](images/back.png)\n\n![b](https://evil.example/x.png)\n\n![c](images/../../secret)\n'
)
Write = Callable[..., TestClient]


@pytest.fixture
def with_own(settings: Settings) -> Iterator[Write]:
    """A site with files of its own in the folder of articles."""
    clients: list[TestClient] = []

    def write(**files: str | bytes) -> TestClient:
        for name, content in files.items():
            file = settings.folder / "articles" / name.replace("__", "/").replace("_DOT_", ".")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        client = TestClient(create_app(settings), headers={"Accept-Language": "da"})
        clients.append(client.__enter__())
        return client

    yield write
    for client in clients:
        client.__exit__(None, None, None)


def data_of(page: str) -> dict[str, dict[str, Any]]:
    """The data block of a page, by type."""
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert not set(block) & set("<>&\u2028\u2029")
    return {part["@type"]: part for part in json.loads(block)["@graph"]}


class TestOurArticle:
    def test_is_shown_in_the_visitors_language_with_a_way_to_the_other(self, client: TestClient) -> None:
        danish = client.get(OURS)
        assert danish.headers["content-language"] == "da"
        assert "<h1>Ondt i lænden</h1>" in danish.text
        assert f'href="{OURS}?lang=en" hreflang="en" lang="en"' in danish.text
        english = client.get(OURS, headers={"Accept-Language": "en"}).text
        assert "<h1>Low back pain</h1>" in english
        assert f'href="{OURS}?lang=da" hreflang="da" lang="da"' in english

    def test_says_when_how_long_and_that_nobody_has_reviewed_it(self, client: TestClient) -> None:
        page = client.get(OURS).text
        assert re.search(r"Sidst opdateret \d+\. [a-z]+ 20\d\d · \d+ min\. at læse", page)
        assert "Ingen læge eller fysioterapeut har gennemgået artiklen endnu." in page

    def test_contents_and_notes_lead_to_places_on_the_page(self, client: TestClient) -> None:
        page = client.get(OURS).text
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        led = set(re.findall(r'href="#([^"]+)"', page))
        assert led <= set(ids)
        assert len([name for name in led if not name.startswith("source-")]) > 40
        listed = re.findall(r'<li id="(source-[^"]+)"><cite>(.+?)</cite>', page)
        assert {name for name, _ in listed} == {name for name in led if name.startswith("source-")}
        assert len({said for _, said in listed}) == len(listed) > 20

    def test_has_its_figures(self, client: TestClient) -> None:
        assert client.get(OURS).text.count('<figure class="article-figure">') == 15

    @pytest.mark.parametrize("path", ["/articles/nope", "/articles/low_back_pain.da", "/articles/%2e%2e"])
    def test_an_unknown_article_is_told(self, client: TestClient, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_weighs_little_and_comes_at_once(self, client: TestClient) -> None:
        assert len(gzip.compress(client.get(OURS).content, 3)) < 100_000
        took = []
        for _ in range(30):
            start = time.perf_counter()
            client.get(OURS)
            took.append((time.perf_counter() - start) * 1000)
        assert median(took) < 100, "a budget of 20 ms, with room for a busy machine"

    def test_the_list_shows_it_once_and_keeps_no_cookie(self, client: TestClient) -> None:
        page = client.get("/articles")
        assert page.text.count(f'href="{OURS}"') == 1
        assert "set-cookie" not in page.headers


class TestForMachines:
    def test_the_data_block_tells_what_is_known_and_no_more(self, client: TestClient) -> None:
        page = client.get(OURS).text
        data = data_of(page)
        about = data["MedicalWebPage"]
        assert about["inLanguage"] == "da"
        assert about["url"] == f"http://testserver{OURS}?lang=da"
        assert "lastReviewed" not in about
        assert about["about"] == {
            "@type": "MedicalCondition",
            "name": "low back pain",
            "alternateName": ["Ondt i lænden"],
        }
        asked = data["FAQPage"]["mainEntity"]
        assert len(asked) == 20
        assert all(q["name"].endswith("?") and q["acceptedAnswer"]["text"] for q in asked)
        assert all(f'id="{urlsplit(q["url"]).fragment}"' in page for q in asked)

    def test_a_review_is_told_with_its_day_alone(self, with_own: Write) -> None:
        client = with_own(
            a_DOT_md="---\nstatus: reviewed\nreviewed: 2026-01-02\n---\nx",
            b_DOT_md="---\nstatus: reviewed\n---\nx",
        )
        assert data_of(client.get("/articles/a").text)["MedicalWebPage"]["lastReviewed"] == "2026-01-02"
        assert "lastReviewed" not in data_of(client.get("/articles/b").text)["MedicalWebPage"]

    def test_each_page_says_its_address_in_each_language(self, client: TestClient) -> None:
        for path in ("/", "/about", "/articles", OURS):
            page = client.get(path).text
            assert f'<link rel="canonical" href="http://testserver{path}?lang=da">' in page
            for lang in ("da", "en"):
                assert f'hreflang="{lang}" href="http://testserver{path}?lang={lang}">' in page

    def test_every_address_of_the_sitemap_answers_and_is_open(self, with_own: Write) -> None:
        client = with_own(sciatica_DOT_md="---\ntitle: Iskias & ben\nupdated: 21/03/2025\n---\nTekst.")
        tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
        places = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in tree}
        assert len(places) == 4 * 2 + 2 + 1
        assert places["http://testserver/articles/sciatica?lang=da"] == "2025-03-21"
        for place in places:
            assert place is not None
            answer = client.get(place)
            assert answer.status_code == 200, place
            assert "x-robots-tag" not in answer.headers
            assert f'<link rel="canonical" href="{place}">' in answer.text

    def test_the_feed_is_whole(self, with_own: Write) -> None:
        client = with_own(
            a_DOT_md='---\ntitle: "Ben & <b>ryg</b> \\x0b"\nupdated: 2025-03-21\n---\nx',
            b_DOT_md="Uden dag ]]>",
        )
        answer = client.get("/feed.xml?lang=da")
        assert "set-cookie" not in answer.headers
        (channel,) = ElementTree.fromstring(answer.content)
        items = {item.findtext("title"): item for item in channel.iter("item")}
        assert set(items) == {"Ondt i lænden", "Ben & <b>ryg</b>", "B"}
        assert parsedate_to_datetime(items["Ben & <b>ryg</b>"].findtext("pubDate") or "").year == 2025
        assert items["B"].find("pubDate") is None
        assert channel.findtext("language") == "da"
        assert b"Low back pain" in client.get("/feed.xml?lang=en").content

    def test_the_sites_own_address_is_used(self, settings: Settings) -> None:
        known = replace(settings, address="https://ryg.example.dk")
        with TestClient(create_app(known), base_url="https://ryg.example.dk") as client:
            assert "<loc>https://ryg.example.dk/articles?lang=da</loc>" in client.get("/sitemap.xml").text
            assert "Sitemap: https://ryg.example.dk/sitemap.xml" in client.get("/robots.txt").text

    def test_robots_leave_what_people_told(self, client: TestClient) -> None:
        text = client.get("/robots.txt").text
        left = re.findall(r"^Disallow: (.+)$", text, re.M)
        assert {"/diary", "/result", "/interview", "/answers", "/articles/search"} <= set(left)
        assert not any(OURS.startswith(path) for path in left)
        assert "\n\nSitemap: http://testserver/sitemap.xml\n" in text

    @pytest.mark.parametrize("path", ["/articles/search", "/result", "/interview", "/diary"])
    def test_pages_of_one_person_stay_closed(self, client: TestClient, path: str) -> None:
        assert client.get(path, follow_redirects=False).headers["x-robots-tag"] == "noindex"


class TestSearch:
    def test_leads_to_the_section_with_the_words_marked(self, client: TestClient) -> None:
        page = client.get("/articles/search?q=gaature").text
        (address,) = re.findall(rf'href="{OURS}\?lang=da#(gaature)"', page)
        assert f'id="{address}"' in client.get(OURS).text
        assert "<mark>Gåture</mark>" in page

    def test_a_typing_fault_is_said(self, client: TestClient) -> None:
        page = client.get("/articles/search?q=lændesmrter").text
        assert "»lændesmrter« står ingen steder. Vi viser »lændesmerter« i stedet." in page

    @pytest.mark.parametrize(
        ("query", "said"), [("", "Skriv, hvad"), ("a", "mindst to"), ("x" * 10_000, "højst 200")]
    )
    def test_what_cannot_be_searched_for_is_said(self, client: TestClient, query: str, said: str) -> None:
        answer = client.get("/articles/search", params={"q": query})
        assert answer.status_code == 422
        assert said in re.findall(r'<p class="fault" id="fault-search">(.+?)</p>', answer.text)[0]

    def test_the_form_alone_where_nothing_was_asked(self, client: TestClient) -> None:
        assert client.get("/articles/search").status_code == 200

    @pytest.mark.parametrize(
        "query", ["<script>alert(1)</script>", '"><img src=x>', "NEAR(", "\0", "%ff", "'--"]
    )
    def test_a_query_is_only_text(self, client: TestClient, query: str) -> None:
        answer = client.get("/articles/search", params={"q": query})
        assert answer.status_code in (200, 422)
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text

    def test_a_word_that_stands_nowhere(self, client: TestClient) -> None:
        page = client.get("/articles/search?q=qwxzy").text
        assert "Vi fandt ikke noget" in page
        assert "»qwxzy« står ingen steder." in page


class TestOwnArticles:
    def test_is_said_to_be_the_sites_own(self, with_own: Write) -> None:
        client = with_own(foot_DOT_md="# Ondt i foden\n\nTekst.")
        page = client.get("/articles/foot").text
        assert "Artiklen er skrevet af dem, der driver dette websted." in page
        assert "har gennemgået artiklen endnu" not in page
        assert "<h1" in page
        assert page.count("Ondt i foden</h1>") == 1
        assert "stedets egen artikel" in client.get("/articles").text

    def test_one_in_another_language_says_so_and_is_marked(self, with_own: Write) -> None:
        page = with_own(foot_DOT_en_DOT_md="# Foot pain\n\nText.").get("/articles/foot").text
        assert re.search(r'<html lang="da">', page)
        assert re.search(r'<h1[^>]* lang="en">Foot pain</h1>', page)
        assert '<article lang="en">' in page
        assert "på engelsk" in page
        assert 'class="elsewhere"' not in page

    def test_a_hostile_one_is_text(self, with_own: Write) -> None:
        client = with_own(bad_DOT_md=HOSTILE, images__back_DOT_png=PNG)
        page = client.get("/articles/bad").text
        scripts = re.findall(r"<script[^>]*>", page)
        assert all("src=" in tag or "ld+json" in tag for tag in scripts)
        assert len(scripts) == 3
        assert not re.search(r"(href|src)=\"(javascript|data|//|https://1\.|https://evil)", page)
        assert 'alt="a&quot; onerror=&quot;alert(4)"' in page
        assert re.findall(r'<img src="([^"]+)"', page) == ["/articles/images/back.png"]
        assert data_of(page)["FAQPage"]["mainEntity"][0]["name"] == "Is it </script><!-- safe?"
        assert "<script>alert" not in client.get("/articles").text
        ElementTree.fromstring(client.get("/sitemap.xml").content)
        ElementTree.fromstring(client.get("/feed.xml?lang=en").content)

    def test_faults_are_told_and_the_rest_is_served(
        self, with_own: Write, settings: Settings, knowledge: Knowledge
    ) -> None:
        client = with_own(
            good_DOT_md="God tekst.",
            search_DOT_md="x",
            latin_DOT_md=b"b\xe6",
            half_DOT_md='---\ntitle: "a\\ud800"\n---\nx',
            cover_DOT_md="---\nid: low_back_pain\n---\nDækker over vores.",
            gone_DOT_md="---\nstatus: retired\n---\nx",
            deep_DOT_md="---\nx: " + "[" * 500 + "\n---\nx",
        )
        said = {Path(p.file).stem for p in article_faults(knowledge, settings.folder)}
        assert said == {"search", "latin", "half", "cover", "deep"}
        listed = set(re.findall(r'<a href="/articles/([\w-]+)"', client.get("/articles").text))
        assert listed == {"low_back_pain", "good", "deep"}
        assert client.get("/articles/gone").status_code == 404
        assert "Dækker over" not in client.get(OURS).text
        assert client.get("/articles/search?q=tekst").status_code == 200

    def test_a_folder_without_faults_says_nothing(self, knowledge: Knowledge, tmp_path: Path) -> None:
        assert article_faults(knowledge, tmp_path) == []


class TestPictures:
    def test_is_served_by_name_and_can_do_nothing(self, with_own: Write) -> None:
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        client = with_own(images__ryg_DOT_svg=svg, images__back_DOT_png=PNG)
        answer = client.get("/articles/images/ryg.svg")
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.headers["content-security-policy"].endswith("sandbox")
        assert "script-src" not in answer.headers["content-security-policy"]
        assert client.get("/articles/images/back.png").content == PNG

    def test_danish_letters_in_a_name(self, with_own: Write) -> None:
        client = with_own(images__bækken_DOT_png=PNG, foot_DOT_md="![Et bækken](/images/articles/bækken.png)")
        (address,) = re.findall(r'<img src="([^"]+)"', client.get("/articles/foot").text)
        assert client.get(address).content == PNG

    @pytest.mark.parametrize(
        "name",
        [
            "../../secret",
            "..%2f..%2fsecret",
            "%2e%2e/%2e%2e/secret",
            "..%5c..%5csecret",
            "secret",
            "/etc/passwd",
            "%2fetc%2fpasswd",
            "back.png%00.svg",
            "note.txt",
            "inner/deep.png",
            "inner",
            ".",
            "link.png",
            "BACK.PNG",
        ],
    )
    def test_nothing_else_is(self, with_own: Write, settings: Settings, name: str) -> None:
        folder = settings.folder / "articles" / "images"
        (folder / "inner").mkdir(parents=True)
        (folder / "link.png").symlink_to(settings.folder / "secret")
        client = with_own(images__note_DOT_txt="x", images__inner__deep_DOT_png=PNG, images__back_DOT_png=PNG)
        answer = client.get(f"/articles/images/{name}")
        assert answer.status_code == 404
        assert settings.secret not in answer.content

    def test_one_that_was_taken_away_is_missing(self, with_own: Write, settings: Settings) -> None:
        client = with_own(images__back_DOT_png=PNG)
        (settings.folder / "articles" / "images" / "back.png").unlink()
        assert client.get("/articles/images/back.png").status_code == 404


class TestLinksFromTheGuide:
    def test_every_place_and_section_is_there_in_both_languages(
        self, client: TestClient, knowledge: Knowledge
    ) -> None:
        shelf = client.app.state.site.shelf  # type: ignore[attr-defined]
        links = links_of(knowledge.folder)
        parts = {"screens": set(knowledge.screens), "causes": set(knowledge.causes)}
        parts["result"] = {"scan", "course", "care", "risks", "find"}
        assert set(links) == set(parts)
        for part, places in links.items():
            assert places.keys() <= parts[part]
            for place, leads in places.items():
                for lang in ("da", "en"):
                    found = shelf.reading(part, place, lang)
                    assert found is not None, f"{part}: {place}: {leads}"
                    assert found.lang == lang
                    assert f'id="{found.address.partition("#")[2]}"' in client.get(f"{OURS}?lang={lang}").text

    def test_a_screen_and_the_start_lead_to_the_article(self, reader: Reader) -> None:
        assert 'href="/articles"' in reader.client.get("/").text
        assert f'href="{OURS}#act"' in reader.client.get("/interview").text

    def test_nothing_leads_away_from_an_emergency(self, reader: Reader) -> None:
        reader.answer("bladder_bowel_and_saddle", {"saddle_numbness": "yes"})
        for path in ("/", "/interview", "/result", "/plan"):
            page = reader.client.get(path).text
            assert 'class="urgent emergency_now"' in page, path
            assert "/articles" not in page.partition("<body")[2], path
