"""`GET /api/clinics`: the same hits in three forms; what is unknown is never "no"; every refusal says why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from clinics import CLINICS, load_clinics
from fastapi.testclient import TestClient

from rygrad.web.app import create_app
from rygrad.web.settings import Settings

ODENSE: dict[str, Any] = {"place": "Odense", "specialty": "ryg"}


def ids(found: dict[str, Any]) -> list[str]:
    return [clinic["id"] for clinic in found["clinics"]]


def test_nearest_first_with_distances(directory: TestClient) -> None:
    found = directory.get("/api/clinics", params=ODENSE).json()
    assert found["place"]["name"] == "Odense"
    assert ids(found) == ["near", "unsaid", "steps", "nyborg", "chiro", "hostile"]
    far = [clinic["distance_km"] for clinic in found["clinics"]]
    assert far == sorted(far)
    assert found["clinics"][3]["price_first_ore"] == 45050
    assert found["clinics"][1]["wheelchair"] is None


def test_a_filter_finds_only_what_is_known(directory: TestClient) -> None:
    asked = ODENSE | {"wheelchair": "true", "profession": "physiotherapist"}
    found = directory.get("/api/clinics", params=asked).json()
    assert (ids(found), found["total"]) == (["near"], 1)


@pytest.mark.parametrize("said", ["false", "0", "no", ""])
def test_nobody_can_ask_for_those_without(directory: TestClient, said: str) -> None:
    answer = directory.get("/api/clinics", params=ODENSE | {"wheelchair": said})
    assert answer.status_code == 422
    assert 'unknown, never "no"' in answer.json()["detail"][0]


def test_within_and_most(directory: TestClient) -> None:
    assert ids(directory.get("/api/clinics", params=ODENSE | {"within": 5}).json()) == [
        "near",
        "unsaid",
        "steps",
    ]
    assert ids(directory.get("/api/clinics", params=ODENSE | {"most": 1}).json()) == ["near"]


def test_the_country_is_by_name(directory: TestClient) -> None:
    found = directory.get("/api/clinics", params={"place": "danmark"}).json()
    assert found["total"] == len(CLINICS)
    names = [clinic["name"] for clinic in found["clinics"]]
    assert names == sorted(names)
    assert {clinic["distance_km"] for clinic in found["clinics"]} == {None}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "place: Field required"),
        ({"place": "qwxzy"}, "place: kendes ikke"),
        ({"place": "qwxzy", "lang": "en"}, "place: not known"),
        ({"place": "Gjellerup"}, "place: kan være »Gjellerup (ved Viby)«, »Gjellerup (ved Herning)«"),
        ({"place": "x" * 2000}, "place: String should have at most"),
        ({"place": "<script>"}, "place: kendes ikke"),
        (ODENSE | {"specialty": "hjerte"}, "specialty: Input should be 'ryg'"),
        (ODENSE | {"most": 101}, "most: Input should be less than or equal to 100"),
        (ODENSE | {"within": "near"}, "within: Input should be a valid integer"),
        (ODENSE | {"format": "xml"}, "format: Input should be 'json', 'geojson' or 'fhir'"),
    ],
)
def test_what_cannot_be_read_is_told(directory: TestClient, asked: dict[str, Any], said: str) -> None:
    answer = directory.get("/api/clinics", params=asked)
    assert answer.status_code == 422
    assert answer.json()["detail"][0].startswith(said)


@pytest.mark.parametrize("label", ["Gjellerup (ved Herning)", "i Aarhus C", "5000", "ærø"])
def test_a_label_leads_to_its_place(directory: TestClient, label: str) -> None:
    assert directory.get("/api/clinics", params={"place": label}).status_code == 200


@pytest.mark.parametrize(
    ("params", "accept", "kind"),
    [
        ({}, "*/*", "application/json"),
        ({}, "text/html, application/geo+json;q=0.9", "application/geo+json"),
        ({}, "application/fhir+json; fhirVersion=4.0", "application/fhir+json"),
        ({"format": "geojson"}, "application/fhir+json", "application/geo+json"),
        ({"format": "json"}, "application/fhir+json", "application/json"),
    ],
)
@pytest.mark.parametrize("path", ["/api/clinics?place=odense", "/api/clinics/near?lang=da"])
def test_three_forms(
    directory: TestClient, path: str, params: dict[str, str], accept: str, kind: str
) -> None:
    address = "&".join([path, *(f"{name}={value}" for name, value in params.items())])
    answer = directory.get(address, headers={"Accept": accept})
    assert answer.headers["content-type"] == kind
    assert answer.headers["vary"].startswith("Accept")
    made = answer.json()
    shape = made.get("type") if kind == "application/geo+json" else made.get("resourceType")
    assert (
        shape
        == {
            "application/json": None,
            "application/geo+json": "FeatureCollection",
            "application/fhir+json": "Bundle",
        }[kind]
    )


def test_the_forms_hold_the_same_clinics(directory: TestClient) -> None:
    plain, geo, fhir = (
        directory.get("/api/clinics", params=ODENSE | {"format": form}).json()
        for form in ("json", "geojson", "fhir")
    )
    assert [f["id"] for f in geo["features"]] == ids(plain)
    places = [e for e in fhir["entry"] if e["resource"]["resourceType"] == "Location"]
    assert [e["resource"]["id"] for e in places] == ids(plain)
    assert fhir["total"] == plain["total"]
    assert fhir["link"][0]["url"].endswith("format=fhir")


def test_one_clinic_gone_and_never_there(loaded: Settings) -> None:
    load_clinics(loaded, CLINICS[1:], date(2026, 11, 21))
    with TestClient(create_app(loaded)) as client:
        assert client.get("/api/clinics/unsaid").json()["name"] == "Eksempelklinik unsaid"
        gone = client.get("/api/clinics/near?lang=en")
        assert (gone.status_code, gone.json()) == (410, {"detail": ["not in the list since 2026-11-21"]})
        assert client.get("/api/clinics/never").status_code == 404


def test_a_site_without_a_list_finds_none(client: TestClient) -> None:
    assert client.get("/api/clinics", params=ODENSE).json()["total"] == 0
    empty = client.get("/api/clinics", params=ODENSE | {"format": "fhir"}).json()
    assert "entry" not in empty  # FHIR has no empty lists


def test_it_is_described(directory: TestClient) -> None:
    described = directory.get("/openapi.json").json()["paths"]["/api/clinics"]["get"]
    asked = {one["name"]: one for one in described["parameters"]}
    assert asked["place"]["required"]
    assert set(asked) >= {"specialty", "wheelchair", "within", "most", "format", "lang"}
    assert set(described["responses"]["200"]["content"]) == {
        "application/json",
        "application/geo+json",
        "application/fhir+json",
    }
