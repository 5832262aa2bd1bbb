"""A visit is sealed: what comes back is what was sent, and nothing else is believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rygrad.kb.knowledge import Knowledge
from rygrad.web.visit import HOURS_24, Seal, Visit, new_visit

SECRET = b"s" * 32
COOKIE_LIMIT = 4096


@pytest.fixture(scope="module")
def seal(knowledge: Knowledge) -> Seal:
    """A site's seal."""
    return Seal(SECRET, knowledge)


def test_comes_back_as_it_was(seal: Seal) -> None:
    visit = Visit("abc", {"fever": True, "age": 45}, {"chills": 2}, ("legs",), "en", True)
    assert seal.opened(seal.sealed(visit)) == visit


def test_fits_a_cookie_with_every_question_answered(seal: Seal, knowledge: Knowledge) -> None:
    everything = {
        q.id: True if q.type == "yes_no" else (q.of or [""])[0] if q.type == "choice" else q.max or 0
        for q in knowledge.questions.values()
    }
    visit = Visit("abcdefghijkl", everything, {}, tuple(knowledge.screens), "da", True)
    assert len(seal.sealed(visit)) < COOKIE_LIMIT - 100


@given(st.text(max_size=200))
def test_a_forged_cookie_is_nobody(knowledge: Knowledge, forged: str) -> None:
    assert Seal(SECRET, knowledge).opened(forged) is None


def test_one_changed_letter_is_nobody(seal: Seal) -> None:
    sealed = seal.sealed(new_visit())
    changed = sealed[:40] + ("A" if sealed[40] != "A" else "B") + sealed[41:]
    assert seal.opened(changed) is None


def test_another_sites_cookie_is_nobody(seal: Seal, knowledge: Knowledge) -> None:
    assert Seal(b"t" * 32, knowledge).opened(seal.sealed(new_visit())) is None


def test_lasts_a_day(seal: Seal, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    sealed = seal.sealed(new_visit())
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + HOURS_24 + 60)
    assert seal.opened(sealed) is None


def test_answers_that_no_longer_fit_are_unknown_again(seal: Seal) -> None:
    visit = Visit("abc", {"fever": True, "gone": True, "age": 9999}, {"gone": 1}, ("gone",))
    opened = seal.opened(seal.sealed(visit))
    assert opened is not None
    assert opened.answers == {"fever": True}
    assert (opened.not_known, opened.trail) == ({}, ())


def test_answers_are_not_readable(seal: Seal) -> None:
    import base64

    sealed = seal.sealed(Visit("abc", {"urinary_incontinence": True}))
    assert b"urinary" not in base64.urlsafe_b64decode(sealed + "==")


def test_a_form_token_is_vouched_for_its_own_visit_alone(seal: Seal) -> None:
    mine, other = new_visit(), new_visit()
    token = seal.form_token(mine)
    assert seal.vouches_for(mine, token)
    assert not seal.vouches_for(other, token)
    assert token != seal.form_token(mine)  # masked anew


@pytest.mark.parametrize("token", ["", "x", "æøå", "A" * 44, "A" * 10000])
def test_a_forged_form_token_is_refused(seal: Seal, token: str) -> None:
    assert not seal.vouches_for(new_visit(), token)
