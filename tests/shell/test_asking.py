"""The interview in a terminal: keyboard only, nothing taken for granted, the urgent said at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO

from rich.console import Console

from rygrad.guide.interview import Interview
from rygrad.kb.knowledge import Knowledge
from rygrad.shell.asking import Asking

DAY = date(2026, 11, 22)


def asked(knowledge: Knowledge, lines: list[str], lang: str = "da") -> tuple[Interview, str]:
    """The interview after some typed lines, and what stood on the screen."""
    screen = StringIO()
    done = Asking(Console(file=screen, width=200), Interview(knowledge, lang=lang), DAY, reader(lines)).run()
    return done, screen.getvalue()


def reader(lines: list[str]) -> Callable[[], str]:
    """Types one line after the other, then ends the input."""
    left: Iterator[str] = iter(lines)

    def read() -> str:
        try:
            return next(left)
        except StopIteration as e:
            raise EOFError from e

    return read


def test_zero_is_none_of_these(knowledge: Knowledge) -> None:
    done, _ = asked(knowledge, ["0"])
    assert done.answers["saddle_numbness"] is False
    assert done.answers["faecal_incontinence"] is False


def test_numbers_tick_what_fits(knowledge: Knowledge) -> None:
    done, _ = asked(knowledge, ["1 3"])
    assert [q for q, a in done.answers.items() if a is True] == ["saddle_numbness", "urinary_incontinence"]


def test_an_empty_line_is_no_answer(knowledge: Knowledge) -> None:
    done, screen = asked(knowledge, ["", "ja", "99"])
    assert done.answers == {}
    assert screen.count("Det forstod jeg ikke") == 3


def test_an_emergency_is_said_at_once_with_whom_to_phone(knowledge: Knowledge) -> None:
    _, screen = asked(knowledge, ["1"])
    assert "Ring nu" in screen
    assert "1813" in screen
    assert "Resten er frivilligt" in screen


def test_nothing_is_said_of_emergency_before_it_is_sure(knowledge: Knowledge) -> None:
    _, screen = asked(knowledge, ["0"])
    assert "Ring nu" not in screen


def test_back_takes_the_last_screen_back(knowledge: Knowledge) -> None:
    done, screen = asked(knowledge, ["1", "t", "0"])
    assert done.answers["saddle_numbness"] is False
    assert screen.count("følelsesløs i skridtet") == 2


def test_why_is_answered_and_the_question_asked_again(knowledge: Knowledge) -> None:
    done, screen = asked(knowledge, ["h", "0"])
    assert "Hvorfor vi spørger" in screen
    assert done.answers["saddle_numbness"] is False


def test_doubt_about_one_leaves_it_open_and_asks_the_rest(knowledge: Knowledge) -> None:
    done, _ = asked(knowledge, ["?", "2", "n", "n", "n", "n", "n"])
    assert "urinary_retention" not in done.answers
    assert done.not_known == {"urinary_retention": 1}
    assert done.answers["saddle_numbness"] is False


def test_doubt_twice_is_a_doctor_today(knowledge: Knowledge) -> None:
    done, screen = asked(knowledge, ["?", "1", "n", "n", "n", "n", "n", "?"])
    assert done.person().level == "see_doctor_today"
    plainer = knowledge.questions["saddle_numbness"].plainer
    assert plainer is not None
    assert plainer.da[:30] in screen


def test_stop_ends_it_and_keeps_the_answers(knowledge: Knowledge) -> None:
    done, _ = asked(knowledge, ["0", "s", "1"])
    assert done.answers["saddle_numbness"] is False
    assert "leg_weakness" not in done.answers


def test_in_english_the_keys_are_english(knowledge: Knowledge) -> None:
    done, screen = asked(knowledge, ["w", "?", "1", "n", "n", "n", "n", "y", "q"], lang="en")
    assert "Why we ask" in screen
    assert done.answers["sexual_function_lost"] is True
