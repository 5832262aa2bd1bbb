"""`/cds-services`: what a clinic's system meets; every refusal has a place, nothing of a call is kept."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parents[1] / "fhir"))

from hook_calls import LOW_BACK_PAIN, MRI, bundle, call, condition, order

from rygrad.web.app import create_app
from rygrad.web.hooks_trust import KeysError, trust_of
from rygrad.web.settings import Settings

IMAGING = "/cds-services/lumbar-imaging"
REPORT = {"card": "u1", "outcome": "overridden", "outcomeTimestamp": "2026-11-23T10:05:31.52Z"}


def test_discovery_is_open_to_every_system(client: TestClient) -> None:
    got = client.get("/cds-services")
    assert got.status_code == 200
    assert len(got.json()["services"]) == 3
    assert got.headers["access-control-allow-origin"] == "*"
    before = client.options(IMAGING, headers={"Origin": "https://ehr.example"})
    assert before.status_code == 204
    assert "POST" in before.headers["access-control-allow-methods"]


def test_a_card_in_the_reader_s_language(client: TestClient) -> None:
    sent = call(order(MRI, LOW_BACK_PAIN))
    danish = client.post(IMAGING, json=sent).json()["cards"][0]
    english = client.post(IMAGING, json=sent, headers={"Accept-Language": "en"}).json()["cards"][0]
    assert danish["extension"] == english["extension"] == {"rating": "not_appropriate"}
    assert danish["summary"] != english["summary"]
    assert danish["links"][0]["url"] == "http://testserver/"


@pytest.mark.parametrize(
    ("body", "kind", "status", "path"),
    [
        ("{", "application/json", 400, "body"),
        ("[]", "application/json", 400, "body"),
        ('{"hook": "a", "hook": "b"}', "application/json", 400, "body"),
        ("[" * 100_000, "application/json", 400, "body"),
        ("{}", "text/plain", 415, "Content-Type"),
        ("{}", "application/json", 400, "hook"),
        (b"\xff\xfe", "application/json", 400, "body"),
        (json.dumps(call(order()) | {"hook": "order-review"}), "application/json", 400, "hook"),
        (
            json.dumps(call(order(), prefetch={"c": {"resourceType": "Condition", "code": 5}})),
            "application/json",
            400,
            "prefetch.c.code",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    client: TestClient, body: Any, kind: str, status: int, path: str
) -> None:
    got = client.post(IMAGING, content=body, headers={"Content-Type": kind})
    assert got.status_code == status
    made = got.json()
    assert made["resourceType"] == "OperationOutcome"
    assert made["issue"][0]["expression"] == [path]


@pytest.mark.parametrize("path", ["/cds-services/other", "/cds-services/other/feedback", "/cds-services/a/b"])
def test_a_service_that_is_not_there(client: TestClient, path: str) -> None:
    got = client.post(path, json={})
    assert got.status_code == 404
    assert got.json()["resourceType"] == "OperationOutcome"
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("DELETE", "/cds-services", "GET"), ("GET", IMAGING, "POST"), ("PUT", f"{IMAGING}/feedback", "POST")],
)
def test_another_method(client: TestClient, method: str, path: str, allowed: str) -> None:
    got = client.request(method, path)
    assert got.status_code == 405
    assert allowed in got.headers["allow"]
    assert got.json()["issue"][0]["expression"] == ["method"]


def test_a_record_of_five_megabytes(client: TestClient) -> None:
    note = {"text": "x" * 900}
    many = [condition(("urn:x", str(n)), note=[note]) for n in range(5000)]
    sent = call(order(MRI, LOW_BACK_PAIN), prefetch={"conditions": bundle(*many)})
    body = json.dumps(sent)
    assert len(body) > 5_000_000
    started = time.perf_counter()
    got = client.post(IMAGING, content=body, headers={"Content-Type": "application/json"})
    assert got.status_code == 200
    assert got.json()["cards"][0]["extension"] == {"rating": "not_appropriate"}
    assert time.perf_counter() - started < 5


def test_a_record_that_is_too_large(client: TestClient) -> None:
    got = client.post(IMAGING, content=b"x" * 9_000_000, headers={"Content-Type": "application/json"})
    assert got.status_code == 413
    assert got.json()["resourceType"] == "OperationOutcome"


def _feedback(client: TestClient, *reports: dict[str, Any]) -> Any:
    return client.post(f"{IMAGING}/feedback", json={"feedback": list(reports)})


def test_feedback_is_kept_once_and_without_the_comment(client: TestClient, settings: Settings) -> None:
    override = {"reason": {"code": "care_tried"}, "userComment": "Fru Hansen"}
    taken = REPORT | {"outcome": "accepted", "acceptedSuggestions": [{"id": "s1"}]}
    for _ in range(2):
        assert _feedback(client, REPORT | {"overrideReason": override}, taken).status_code == 200
    kept = client.app.state.site.card_feedback.counted()  # type: ignore[attr-defined]
    assert kept == {
        ("lumbar-imaging", "overridden", "care_tried"): 1,
        ("lumbar-imaging", "accepted", None): 1,
    }
    for file in settings.folder.iterdir():
        assert b"Hansen" not in file.read_bytes()


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"card": None}, "feedback[1].card"),
        ({"card": "x" * 300}, "feedback[1].card"),
        ({"outcome": "ignored"}, "feedback[1].outcome"),
        ({"outcome": "accepted"}, "feedback[1].acceptedSuggestions"),
        ({"outcome": "accepted", "acceptedSuggestions": ["s1"]}, "feedback[1].acceptedSuggestions"),
        ({"outcomeTimestamp": "yesterday"}, "feedback[1].outcomeTimestamp"),
        ({"outcomeTimestamp": "2026-13-01T00:00:00Z"}, "feedback[1].outcomeTimestamp"),
        ({"overrideReason": "no"}, "feedback[1].overrideReason"),
        ({"overrideReason": {"reason": {"code": 5}}}, "feedback[1].overrideReason.reason.code"),
        ({"overrideReason": {"userComment": 5}}, "feedback[1].overrideReason.userComment"),
    ],
)
def test_feedback_that_cannot_be_read_keeps_nothing(
    client: TestClient, change: dict[str, Any], path: str
) -> None:
    got = _feedback(client, REPORT, REPORT | change)
    assert got.status_code == 400
    assert got.json()["issue"][0]["expression"] == [path]
    assert client.app.state.site.card_feedback.counted() == {}  # type: ignore[attr-defined]
    assert client.post(f"{IMAGING}/feedback", json={"feedback": []}).status_code == 400


ISSUER = "https://ehr.example"
AUDIENCE = f"http://testserver{IMAGING}"


@pytest.fixture(scope="module")
def key() -> ec.EllipticCurvePrivateKey:
    """The key of a clinic's system."""
    return ec.generate_private_key(ec.SECP384R1())


@pytest.fixture
def keys_file(key: ec.EllipticCurvePrivateKey, tmp_path: Path) -> Path:
    """Whom the site trusts."""
    public = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key()))
    file = tmp_path / "keys.json"
    jwk = public | {"kid": "k1", "use": "sig", "alg": "ES384"}
    file.write_text(json.dumps({ISSUER: {"keys": [jwk]}}))
    return file


@pytest.fixture
def trusting(settings: Settings, keys_file: Path) -> Iterator[TestClient]:
    """A site that asks its callers for a token."""
    with TestClient(create_app(replace(settings, trust=trust_of(keys_file)))) as made:
        yield made


def _token(key: Any, **change: Any) -> str:
    now = int(time.time())
    told = {"iss": ISSUER, "aud": AUDIENCE, "iat": now, "exp": now + 60, "jti": f"{time.perf_counter_ns()}"}
    told = {k: v for k, v in (told | change).items() if v is not None}
    return jwt.encode(told, key, algorithm="ES384", headers={"kid": "k1"})


def _asked(client: TestClient, token: str | None) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return client.post(IMAGING, json=call(order()), headers=headers)


def test_a_known_system_is_answered_and_a_token_is_good_once(trusting: TestClient, key: Any) -> None:
    assert trusting.get("/cds-services").status_code == 200
    token = _token(key)
    assert _asked(trusting, token).status_code == 200
    assert _asked(trusting, token).status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://somebody.example"},
        {"aud": "https://another.example/cds-services/lumbar-imaging"},
        {"exp": int(time.time()) - 600},
        {"exp": int(time.time()) + 7200},
        {"iat": int(time.time()) + 7200},
        {"exp": None},
        {"jti": None},
        {"iat": None},
    ],
)
def test_a_token_that_is_not_good(trusting: TestClient, key: Any, change: dict[str, Any]) -> None:
    got = _asked(trusting, _token(key, **change))
    assert got.status_code == 401
    assert got.headers["www-authenticate"] == "Bearer"
    assert got.json()["resourceType"] == "OperationOutcome"


def test_tokens_of_others(trusting: TestClient) -> None:
    assert _asked(trusting, None).status_code == 401
    assert _asked(trusting, "x.y.z").status_code == 401
    stranger = ec.generate_private_key(ec.SECP384R1())
    assert _asked(trusting, _token(stranger)).status_code == 401
    unsigned = jwt.encode({"iss": ISSUER, "aud": AUDIENCE}, None, algorithm="none")
    assert _asked(trusting, unsigned).status_code == 401


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"a": 5}', '{"a": {"keys": []}}', '{"a": {"keys": [{}]}}'])
def test_keys_that_cannot_be_used_stop_the_site(tmp_path: Path, text: str) -> None:
    file = tmp_path / "keys.json"
    file.write_text(text)
    with pytest.raises(KeysError, match="--cds-keys"):
        trust_of(file)
    with pytest.raises(KeysError, match="--cds-keys"):
        trust_of(tmp_path / "none.json")
