"""The interview without JavaScript: urgent questions first, nothing guessed, everything can be changed."""

from __future__ import annotations

import json
import re

from browsing import Reader
from fastapi.testclient import TestClient

from rygrad.kb.knowledge import Knowledge

FIRST = "bladder_bowel_and_saddle"
REASSURING = "Intet i dine svar tyder på noget alvorligt"


def address(text: str) -> str:
    """A response's address without the host."""
    return re.sub(r"^https?://[^/]+", "", text)


def whole_until(reader: Reader, screen: str) -> list[str]:
    """Answers "no" until a screen comes, with pain and no red flag."""
    return whole(reader, stop=screen)


def whole(reader: Reader, more: dict[str, str] | None = None, stop: str = "") -> list[str]:
    """Answers "no" all the way, except what is named; returns the screens in order."""
    walked = []
    at = address(str(reader.client.get("/interview").url))
    while at.startswith("/interview/"):
        screen = at.rsplit("/", 1)[1]
        if screen == stop:
            break
        page = reader.client.get(at).text
        fields = {"go": "rest_no", **(more or {})}
        for name in re.findall(r'type="radio" name="([a-z_0-9]+)"', page):
            if name not in fields and f'name="{name}" value="no"' not in page:
                fields[name] = "none" if f'name="{name}" value="none"' in page else "unknown"
        for name in re.findall(r'name="([a-z_0-9]+)" inputmode', page):
            fields.setdefault(name, {"age": "45", "duration_days": "20"}.get(name, "1"))
        at = address(str(reader.send(at, fields).url))
        walked.append(screen)
        assert len(walked) < 60, walked
    return walked


def test_begins_with_what_may_be_an_emergency(client: TestClient) -> None:
    assert address(str(client.get("/interview").url)) == f"/interview/{FIRST}"


def test_a_whole_interview_ends_in_a_result_with_a_safety_net(reader: Reader) -> None:
    walked = whole(reader)
    assert walked[0] == FIRST
    result = reader.client.get("/result").text
    assert REASSURING in result
    assert "Hold øje med dette" in result
    assert "ikke godkendt som medicinsk udstyr" in result


def test_an_emergency_is_said_on_every_page_from_then_on(reader: Reader) -> None:
    page = reader.answer(FIRST, {"saddle_numbness": "yes"})
    for text in (page.text, reader.client.get("/").text, reader.client.get("/answers").text):
        banner = text[text.index('class="urgent emergency_now"') : text.index("<main")]
        assert "Ring nu" in banner
        assert 'href="tel:112"' in banner
        assert 'href="tel:1813"' in banner
        assert "Resten af spørgsmålene er frivillige" in banner
    assert REASSURING not in reader.client.get("/result").text


def test_the_numbers_are_those_of_the_region_once_it_is_told(reader: Reader) -> None:
    told = json.dumps({"saddle_numbness": True, "region": "midtjylland"})
    token = reader.token("/answers")
    reader.client.post("/answers/file", data={"form_token": token}, files={"file": ("svar.json", told)})
    banner = reader.client.get("/result").text
    assert 'href="tel:70113131"' in banner
    assert 'href="tel:1813"' not in banner


def test_nothing_reassures_while_an_emergency_question_is_open(reader: Reader) -> None:
    reader.answer(FIRST, {})
    result = reader.client.get("/result").text
    assert REASSURING not in result
    assert "Det kan du gøre" not in result
    assert "Svar på resten" in result


def test_a_question_left_open_is_asked_for_never_taken_as_no(reader: Reader) -> None:
    page = reader.send(f"/interview/{FIRST}", {"go": "next", "saddle_numbness": "no"})
    assert page.status_code == 422
    assert 'href="#q-urinary_retention"' in page.text
    assert "<title>Der mangler noget" in page.text
    assert reader.client.get("/answers.json").json() == {}


def test_what_was_ticked_stays_when_something_is_missing(reader: Reader) -> None:
    page = reader.send(f"/interview/{FIRST}", {"go": "next", "saddle_numbness": "yes"})
    assert 'name="saddle_numbness" value="yes" checked' in page.text


def test_yes_and_none_of_these_contradict_each_other(reader: Reader) -> None:
    page = reader.send(f"/interview/{FIRST}", {"go": "none", "saddle_numbness": "yes"})
    assert page.status_code == 422
    assert "Hvad er rigtigt?" in page.text


def test_dont_know_twice_to_an_emergency_question_means_a_doctor_today(reader: Reader) -> None:
    reader.answer(FIRST, {"saddle_numbness": "unknown"})
    again = reader.client.get(f"/interview/{FIRST}").text
    assert "Du var i tvivl før" in again
    page = reader.send(f"/interview/{FIRST}", {"go": "rest_no", "saddle_numbness": "unknown"})
    assert 'class="urgent see_doctor_today"' in page.text


def test_going_back_and_sending_the_same_doubt_again_counts_once(reader: Reader) -> None:
    doubt = {"nausea_or_vomiting": "unknown"}
    reader.answer(FIRST, {})
    before = reader.client.get("/result.json").json()["disposition"]
    reader.send(f"/interview/{FIRST}", {"go": "rest_no", **doubt})
    assert reader.client.get("/result.json").json()["disposition"] == before


def test_an_answer_can_be_changed_later(reader: Reader) -> None:
    reader.answer(FIRST, {"saddle_numbness": "yes"})
    page = reader.client.get(f"/interview/{FIRST}")
    assert 'name="saddle_numbness" value="yes" checked' in page.text
    after = reader.answer(FIRST, {"saddle_numbness": "no"})
    assert 'class="urgent' not in after.text


def test_what_hangs_on_a_changed_answer_goes_with_it(reader: Reader) -> None:
    reader.answer(FIRST, {})
    reader.send("/interview/legs", {"leg_weakness": "both", "leg_numbness": "none", "pain_leg": "none"})
    whole(reader, {"weakness_getting_worse": "yes"})
    assert reader.client.get("/answers.json").json()["weakness_getting_worse"] is True
    reader.send("/interview/legs", {"leg_weakness": "none", "leg_numbness": "none", "pain_leg": "none"})
    assert reader.client.get("/answers.json").json()["weakness_getting_worse"] is False


def test_weeks_become_days(reader: Reader) -> None:
    walked = whole(reader, {"duration_days": "6", "duration_days.unit": "week"})
    assert "this_time" in walked
    assert reader.client.get("/answers.json").json()["duration_days"] == 42


def test_numbers_that_cannot_be_are_refused_with_what_can(reader: Reader) -> None:
    whole(reader)
    for wrong in ("-1", "5,5", "1e3", "٣", "999999999", "abc", "0x10", "200"):
        page = reader.send("/interview/about_you", {"age": wrong, "sex": "unknown", "region": "unknown"})
        assert page.status_code == 422, wrong
        assert 'aria-invalid="true"' in page.text


def test_english_by_choice_and_by_the_browsers_wish(reader: Reader) -> None:
    wished = reader.client.get("/", headers={"Accept-Language": "en-GB"})
    assert '<html lang="en">' in wished.text
    assert '<html lang="en">' in reader.client.get("/?lang=en").text
    assert '<html lang="en">' in reader.client.get("/").text
    assert '<html lang="da">' in reader.client.get("/?lang=da").text


def test_forgets_everything(reader: Reader) -> None:
    reader.answer(FIRST, {"saddle_numbness": "yes"})
    page = reader.send("/answers/forget", {}, page="/answers")
    assert 'class="urgent' not in page.text
    assert reader.client.get("/answers.json").json() == {}


def test_no_cookie_before_anything_is_asked(client: TestClient) -> None:
    for path in ("/", "/about", "/privacy", "/health"):
        assert "set-cookie" not in client.get(path).headers
    cookie = client.get("/interview/bladder_bowel_and_saddle").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age" not in cookie


def test_a_screen_that_is_not_there(client: TestClient) -> None:
    assert client.get("/interview/nothing").status_code == 404


def test_every_question_says_why(reader: Reader, knowledge: Knowledge) -> None:
    page = reader.client.get(f"/interview/{FIRST}").text
    for name in knowledge.screens[FIRST].questions:
        why = knowledge.questions[name].why
        assert why is not None
        assert why.da in page


def test_the_body_map_takes_ticks_and_says_what_the_rest_means(reader: Reader) -> None:
    screens = whole_until(reader, "where_it_hurts")
    assert screens
    page = reader.client.get("/interview/where_it_hurts").text
    assert "Steder uden kryds regnes for nej" in page
    sent = {"pain_low_back": "yes", "leg_pain_worse_than_back": "no", "pain_below_knee": ""}
    reader.send("/interview/where_it_hurts", {"go": "next", **sent})
    told = reader.client.get("/answers.json").json()
    assert told["pain_low_back"] is True
    assert told["pain_upper_back"] is False


def test_who_cannot_point_it_out_says_no_to_nothing(reader: Reader) -> None:
    whole_until(reader, "where_it_hurts")
    page = reader.send("/interview/where_it_hurts", {"go": "next", "pain_low_back": "yes", "unsure": "yes"})
    assert page.status_code == 200, page.text
    told = reader.client.get("/answers.json").json()
    assert told["pain_low_back"] is True
    assert "pain_upper_back" not in told


def upload(reader: Reader, answers: dict[str, object]) -> str:
    """Goes on from a file of answers; the page that comes."""
    token = reader.token("/answers")
    sent = {"file": ("svar.json", json.dumps(answers))}
    return reader.client.post("/answers/file", data={"form_token": token}, files=sent).text


def test_a_file_of_answers_loses_no_question_that_a_new_answer_opens(reader: Reader) -> None:
    whole(reader)
    kept = reader.client.get("/answers.json").json()
    assert kept["nerve_signs_within_14_days"] is False  # implied, while the legs are well
    reader.send("/answers/forget", {}, page="/answers")
    upload(reader, kept)
    reader.send("/interview/legs", {"leg_weakness": "none", "leg_numbness": "both", "pain_leg": "both"})
    assert "nerve_signs_within_14_days" not in reader.client.get("/answers.json").json()


def test_a_doubt_about_an_emergency_survives_a_file(reader: Reader) -> None:
    reader.answer(FIRST, {"saddle_numbness": "unknown"})
    reader.send(f"/interview/{FIRST}", {"go": "rest_no", "saddle_numbness": "unknown"})
    kept = reader.client.get("/answers.json").json()
    reader.send("/answers/forget", {}, page="/answers")
    assert 'class="urgent see_doctor_today"' in upload(reader, kept)


def test_an_older_page_answers_only_what_it_showed(reader: Reader) -> None:
    reader.answer(FIRST, {})
    reader.send("/interview/legs", {"leg_weakness": "none", "leg_numbness": "both", "pain_leg": "none"})
    whole(reader, stop="new_or_old")
    old = reader.client.get("/interview/new_or_old").text
    shown = re.findall(r'name="shown" value="([^"]+)"', old)[0]
    token = reader.token("/interview/new_or_old")
    reader.send("/interview/legs", {"leg_weakness": "both", "leg_numbness": "both", "pain_leg": "none"})
    fields = {"form_token": token, "shown": shown, "go": "rest_no"}
    reader.client.post("/interview/new_or_old", data=fields)
    told = reader.client.get("/answers.json").json()
    assert "weakness_getting_worse" not in shown.split()
    assert "weakness_getting_worse" not in told


def test_a_slow_page_puts_no_older_answers_back(reader: Reader) -> None:
    reader.answer(FIRST, {})
    assert "set-cookie" not in reader.client.get("/result").headers


def test_no_ordinary_cause_is_named_while_an_emergency_is_open(reader: Reader) -> None:
    page = upload(reader, {"duration_days": 46})
    assert "Almindelige smerter" not in page
    assert "Find en fysioterapeut" not in page


def test_the_body_map_takes_no_silence_for_a_no(reader: Reader) -> None:
    whole_until(reader, "where_it_hurts")
    page = reader.send("/interview/where_it_hurts", {"go": "next"})
    assert page.status_code == 422
    assert "Sæt kryds ved mindst ét sted" in page.text
    assert "pain_groin" not in reader.client.get("/answers.json").json()


def test_a_doubt_about_the_place_stays_on_a_second_look(reader: Reader) -> None:
    whole_until(reader, "where_it_hurts")
    reader.send("/interview/where_it_hurts", {"go": "next", "pain_low_back": "yes", "unsure": "yes"})
    page = reader.client.get("/interview/where_it_hurts").text
    assert 'name="unsure" value="yes" checked' in page
