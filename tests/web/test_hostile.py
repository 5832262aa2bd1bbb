"""A hostile client gets a clear refusal and nothing else: no script, no file, no answer changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from browsing import Reader
from fastapi.testclient import TestClient

from rygrad.web.app import create_app
from rygrad.web.callers import caller
from rygrad.web.guard import MOST_BYTES
from rygrad.web.settings import Settings, SettingsError, prepared
from rygrad.web.visit import COOKIE

FIRST = "/interview/bladder_bowel_and_saddle"
SCRIPT = '"><script>alert(1)</script>'
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def plain(text: str) -> None:
    """A refusal that tells nothing of the inside."""
    for word in ("Traceback", "rygrad/", ".py", "sqlite", "File "):
        assert word not in text


@pytest.mark.parametrize("path", ["/api/assess", FIRST, "/answers/file", "/answers/forget"])
def test_ten_megabytes(client: TestClient, path: str) -> None:
    got = client.post(path, content=b"x" * 10_000_000, headers=FORM)
    assert got.status_code == 413
    plain(got.text)


def test_ten_megabytes_that_say_they_are_small(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(10_000):
            yield b"x" * 1000

    got = client.post("/api/assess", content=pieces(), headers={"Content-Type": "application/json"})
    assert got.status_code == 413


def test_the_limit_itself_is_read(client: TestClient) -> None:
    body = json.dumps({"fever": True}).encode()
    padded = body + b" " * (MOST_BYTES - len(body))
    sent = client.post("/api/assess", content=padded, headers={"Content-Type": "application/json"})
    assert sent.status_code == 200


@pytest.mark.parametrize("length", ["-1", "x", "99999999999999999999", ""])
def test_a_length_that_is_none(client: TestClient, length: str) -> None:
    got = client.post(FIRST, content=b"x", headers={**FORM, "Content-Length": length})
    assert got.status_code in (400, 403, 413)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py",
        "/static/%2e%2e/settings.py",
        "/static/..%2f..%2fcli.py",
        "/static//etc/passwd",
        "/static/%00",
        "/interview/..%2f..%2fetc%2fpasswd",
        "/interview/" + "a" * 5000,
        "/%f0%28%8c%28",
        "/..;/",
    ],
)
def test_path_tricks(client: TestClient, path: str) -> None:
    got = client.get(path)
    assert got.status_code in (400, 404)
    plain(got.text)


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "text/xml", "", "multipart/form-data"])
def test_wrong_content_type(reader: Reader, kind: str) -> None:
    token = reader.token(FIRST)
    got = reader.client.post(FIRST, content=f"form_token={token}&go=none", headers={"Content-Type": kind})
    assert got.status_code in (400, 415)
    plain(got.text)
    assert reader.client.get("/answers.json").json() == {}


@pytest.mark.parametrize("token", ["", "forged", "A" * 44, SCRIPT])
def test_a_form_that_is_not_ours(reader: Reader, token: str) -> None:
    reader.token(FIRST)
    got = reader.client.post(FIRST, data={"form_token": token, "go": "none"})
    assert got.status_code == 403
    assert reader.client.get("/answers.json").json() == {}


def test_a_form_from_another_site(reader: Reader) -> None:
    token = reader.token(FIRST)
    got = reader.client.post(
        FIRST, data={"form_token": token, "go": "none"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert got.status_code == 403


def test_a_token_without_its_cookie(reader: Reader) -> None:
    token = reader.token(FIRST)
    reader.client.cookies.clear()
    assert reader.client.post(FIRST, data={"form_token": token, "go": "none"}).status_code == 403


def test_a_forged_cookie_starts_from_nothing(client: TestClient) -> None:
    client.cookies.set(COOKIE, "gAAAAABforged")
    assert client.get("/answers.json").json() == {}
    assert client.get("/result").status_code == 200


def test_script_in_an_answer_comes_back_as_text(reader: Reader) -> None:
    page = reader.send(FIRST, {"go": "next", "saddle_numbness": SCRIPT})
    assert page.status_code == 422
    assert "<script>alert" not in page.text


def test_script_in_a_file_of_answers_comes_back_as_text(reader: Reader) -> None:
    token = reader.token("/answers")
    sent = {"file": ("x.json", json.dumps({SCRIPT: True, "fever": SCRIPT}))}
    page = reader.client.post("/answers/file", data={"form_token": token}, files=sent)
    assert page.status_code == 422
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("content", [b"", b"\xff", b"{", b"[1]", b'{"fever": 1}', b"x" * 70_000])
def test_files_of_answers_that_are_none(reader: Reader, content: bytes) -> None:
    reader.send(FIRST, {"go": "rest_no", "saddle_numbness": "yes"})
    kept = reader.client.get("/answers.json").json()
    token = reader.token("/answers")
    page = reader.client.post("/answers/file", data={"form_token": token}, files={"file": ("x", content)})
    assert page.status_code == 422
    assert reader.client.get("/answers.json").json() == kept


def test_ten_thousand_fields(reader: Reader) -> None:
    token = reader.token(FIRST)
    body = f"form_token={token}&" + "&".join(f"a{n}=1" for n in range(10_000))
    got = reader.client.post(FIRST, content=body, headers=FORM)
    assert got.status_code == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_methods_that_are_not_there(client: TestClient, method: str) -> None:
    assert client.request(method, "/result").status_code == 405


def test_headers_shut_other_sites_out(client: TestClient) -> None:
    for path in ("/", "/result.json", "/nothing", "/static/rygrad.css", "/health"):
        headers = client.get(path).headers
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert "strict-transport-security" not in headers


def test_hsts_and_a_secure_cookie_behind_tls(settings: Settings) -> None:
    with TestClient(create_app(settings), base_url="https://rygrad.test") as client:
        got = client.get(FIRST)
        assert "max-age=31536000" in got.headers["strict-transport-security"]
        assert "Secure" in got.headers["set-cookie"]


def test_pages_are_kept_by_nobody_and_files_of_ours_for_long(client: TestClient) -> None:
    page = client.get("/")
    assert page.headers["cache-control"] == "no-store"
    style = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "immutable" in client.get(style).headers["cache-control"]


def test_too_many_requests_are_told_to_wait(settings: Settings) -> None:
    with TestClient(create_app(replace(settings, requests_a_minute=5))) as client:
        answers = [client.get("/") for _ in range(8)]
    assert [a.status_code for a in answers].count(429) >= 2
    assert answers[-1].headers["retry-after"] == "60"
    assert "112" in answers[-1].text


def test_no_inline_style_or_script_on_any_page(reader: Reader) -> None:
    reader.answer("bladder_bowel_and_saddle", {})
    for path in ("/", FIRST, "/result", "/answers", "/about", "/privacy", "/nothing"):
        text = reader.client.get(path).text
        assert " style=" not in text
        assert "<style" not in text
        assert "<script>" not in text
        assert " onclick" not in text


def test_a_fault_of_our_own_tells_nothing_and_shuts_other_sites_out(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(settings)
    monkeypatch.setattr(app.state.site.store, "diary", lambda _: 1 / 0)
    with TestClient(app, raise_server_exceptions=False) as client:
        got = client.get("/diary/" + "A" * 43, headers={"Accept-Language": "da"})
    assert got.status_code == 500
    assert "Noget gik galt hos os" in got.text
    assert got.headers["content-security-policy"].startswith("default-src 'none'")
    plain(got.text)


@pytest.mark.parametrize(
    "path", ["/plan?minutes=10" + "%20" * 4000 + "&days=3", "/plan?minutes=" + "1" * 9000]
)
def test_a_long_address_is_no_fault_of_ours(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (200, 422)


def test_a_host_without_end(client: TestClient) -> None:
    assert client.get("/plan", headers={"Host": "a" * 3000}).status_code == 400


def test_one_house_is_counted_once() -> None:
    assert caller({"type": "http", "client": ("2001:db8::1", 1)}) == caller(
        {"type": "http", "client": ("2001:db8::2", 1)}
    )
    assert caller({"type": "http", "client": ("192.0.2.1", 1)}) == "192.0.2.1"


class TestASiteThatKnowsItsAddress:
    @pytest.fixture
    def site(self, settings: Settings) -> Iterator[TestClient]:
        known = replace(settings, address="https://ryg.example.dk")
        with TestClient(create_app(known), base_url="https://ryg.example.dk") as made:
            yield made

    @pytest.mark.parametrize("host", ["evil.example", "ryg.example.dk.evil.example", "127.0.0.1:8000", ""])
    def test_another_host_is_refused(self, site: TestClient, host: str) -> None:
        got = site.get("/", headers={"Host": host})
        assert (got.status_code, "<html" in got.text) == (421, False)

    def test_it_answers_under_its_own_in_any_case(self, site: TestClient) -> None:
        assert site.get("/", headers={"Host": "Ryg.Example.dk"}).status_code == 200

    def test_health_is_answered_under_every_name(self, site: TestClient) -> None:
        assert site.get("/health", headers={"Host": "10.0.0.7"}).status_code == 200

    def test_links_to_carry_away_begin_with_it(self, site: TestClient) -> None:
        begun = Reader(site).send("/diary", {"onset": ""})
        assert "https://ryg.example.dk/diary/" in begun.text


@pytest.mark.parametrize(
    "said", ["ryg.example.dk", "ftp://x.dk", "https://", "https://a.dk/b", "https://a@b.dk", "https://a.dk:x"]
)
def test_an_address_that_is_no_sites_is_refused(settings: Settings, said: str) -> None:
    with pytest.raises(SettingsError, match="--site-address"):
        prepared(settings.knowledge, settings.folder, address=said)
