"""The result: the best first, each with its sources; what may not be shown is not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from browsing import DAY, Reader

from rygrad.assess.assess import assess
from rygrad.guide.explain import explain
from rygrad.guide.interview import Interview
from rygrad.kb.knowledge import Knowledge
from rygrad.web.result_view import HELPFUL, View, view


def seen(knowledge: Knowledge, answers: dict[str, Any]) -> View:
    """How the page arranges these answers."""
    made = assess(answers, knowledge, DAY)
    return view(made, explain(Interview(knowledge, answers).person()), knowledge, "da")


def page(reader: Reader, answers: dict[str, Any]) -> str:
    """The result page of these answers."""
    return reader.bring(answers)


def test_what_works_best_comes_first(knowledge: Knowledge, all_no: dict[str, Any]) -> None:
    ranks = [HELPFUL.index(o.recommendation) for o in seen(knowledge, all_no).helpful]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1


@pytest.mark.parametrize("days", [20, 60, 200])
def test_every_claim_on_the_page_names_its_source(
    reader: Reader, knowledge: Knowledge, all_no: dict[str, Any], days: int
) -> None:
    text = page(reader, all_no | {"duration_days": days})
    assert text.count("<cite>") > 40
    for option in seen(knowledge, all_no | {"duration_days": days}).helpful:
        assert f'id="care-{option.id}"' in text


def test_where_article_and_research_differ_both_are_shown(reader: Reader, all_no: dict[str, Any]) -> None:
    text = page(reader, all_no)
    section = text[text.index('id="differ"') :]
    assert "Artiklen:" in section
    assert "Forskningen:" in section


def test_the_course_is_drawn_and_told(reader: Reader, all_no: dict[str, Any]) -> None:
    text = page(reader, all_no)
    assert re.search(r"<svg[^>]+role=\"img\"", text)
    assert "Se tallene som tabel" in text


@pytest.mark.parametrize(
    "told",
    [
        {"saddle_numbness": True},
        {"fever": True},
        {"age": 15},
        {"age": 3},
    ],
)
def test_nothing_reassures_where_someone_must_be_seen(
    reader: Reader, all_no: dict[str, Any], told: dict[str, Any]
) -> None:
    text = page(reader, all_no | told)
    assert "Intet i dine svar tyder på noget alvorligt" not in text
    assert "Sådan går det som regel" not in text
    assert "Hold øje med dette" in text


def test_a_child_gets_no_plan_for_adults(reader: Reader, all_no: dict[str, Any]) -> None:
    text = page(reader, all_no | {"age": 15})
    assert "Det kan du gøre" not in text
    assert reader.client.get("/plan").status_code == 409


def test_find_a_physiotherapist_carries_place_and_specialty_alone(
    reader: Reader, all_no: dict[str, Any]
) -> None:
    text = page(reader, all_no | {"duration_days": 200})
    link = re.search(r'href="(/find/[^"]+)"', text)
    assert link
    assert link[1] == "/find/fysioterapeut/danmark/kroniske-smerter"
    found = reader.client.get(link[1])
    assert found.status_code == 200
    assert "henvisning" in found.text


@pytest.mark.parametrize(
    "path",
    ["/find/laege/danmark/ryg", "/find/fysioterapeut/danmark/hjerte", "/find/fysioterapeut/<b>/ryg"],
)
def test_what_cannot_be_found_is_not_there(reader: Reader, path: str) -> None:
    assert reader.client.get(path).status_code == 404


def test_danish_letters_in_an_address(reader: Reader) -> None:
    assert reader.client.get("/find/kiropraktor/ærø/spinalstenose").status_code == 200


def test_a_calm_result_leads_to_what_is_written_about_its_parts(
    reader: Reader, all_no: dict[str, Any]
) -> None:
    text = page(reader, all_no)
    led = re.findall(r'<a href="/articles/low_back_pain#([\w-]+)"', text)
    assert led == ["what", "scan", "how-long", "what-helps", "why", "physiotherapist"]
    assert text.index('class="verdict') < text.index("/articles/low_back_pain#")
