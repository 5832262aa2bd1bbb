"""The top of an article: dates as editors write them, words and lists, and each fault at its place."""

from __future__ import annotations

from datetime import date

import pytest

from rygrad.words.articles.front_matter import WANTED_OF_OURS, front_matter, missing_of_ours, read_day


def problems(top: str) -> list[tuple[int, int, str]]:
    """Line, column and words of what is wrong with a top."""
    return [(p.line, p.column, p.en) for p in front_matter(f"---\n{top}\n---\nText\n", "a.md").problems]


class TestDates:
    @pytest.mark.parametrize("key", ["updated", "last_updated", "lastUpdated"])
    @pytest.mark.parametrize("written", ["21/03/2025", "21-03-2025", "21.03.2025", "21.3.2025", "2025-03-21"])
    @pytest.mark.parametrize("quoted", [False, True])
    def test_is_read_day_first_or_as_iso_bare_or_quoted(self, key: str, written: str, quoted: bool) -> None:
        value = f'"{written}"' if quoted else written
        made = front_matter(f"---\n{key}: {value}\n---\n", "a.md")
        assert (made.updated(), made.problems) == (date(2025, 3, 21), [])

    @pytest.mark.parametrize("written", ["2025-03-21T10:00:00", "2025-03-21 10:00"])
    def test_the_time_of_day_does_not_matter(self, written: str) -> None:
        assert read_day(written) == date(2025, 3, 21)

    @pytest.mark.parametrize("written", ["31/02/2025", "03/21/2025", "2025-13-01", "i går", "21/03/25", ""])
    def test_what_is_no_date_is_none_and_said_at_its_place(self, written: str) -> None:
        assert read_day(written) is None
        ((line, column, said),) = problems(f'title: x\nupdated: "{written}"')
        assert (line, column) == (3, 10)
        assert "is not a date" in said

    def test_two_dates_are_one_too_many(self) -> None:
        ((line, _, said),) = problems("updated: 2025-03-21\nlastUpdated: 22/03/2025")
        assert line == 3
        assert said == "the date stands as updated and lastUpdated"

    @pytest.mark.parametrize("value", [20250321, None, True, ["2025-03-21"], {}])
    def test_what_is_no_text_is_no_date(self, value: object) -> None:
        assert read_day(value) is None


class TestTheTop:
    def test_a_text_without_one_is_all_body(self) -> None:
        made = front_matter("# Titel\n\n---\n\nTekst\n", "a.md")
        assert (made.body, made.body_line, made.values, made.problems) == (
            "# Titel\n\n---\n\nTekst\n",
            1,
            {},
            [],
        )

    def test_the_body_knows_its_line(self) -> None:
        made = front_matter("---\ntitle: x\n---\nTekst\n", "a.md")
        assert (made.body, made.body_line) == ("Tekst\n", 4)

    def test_an_empty_one_is_no_fault(self) -> None:
        assert front_matter("---\n---\nTekst", "a.md").problems == []

    def test_one_that_is_never_closed_is_said_and_its_text_kept(self) -> None:
        made = front_matter("---\ntitle: x\n", "a.md")
        assert made.body == "title: x\n"
        assert [p.line for p in made.problems] == [1]

    @pytest.mark.parametrize(
        ("top", "line"),
        [("title: [", 2), ("a: 1\na: 2", 3), ("a: &x 1\nb: *x", 2), ("- et\n- to", 2), ("bare ord", 2)],
    )
    def test_what_is_no_list_of_keys_is_said_at_its_line(self, top: str, line: int) -> None:
        ((at, _, _),) = problems(top)
        assert at == line

    @pytest.mark.parametrize(
        ("top", "said"),
        [
            ("lang: de", "lang: 'de' is not known; write da or en"),
            ("status: done", "draft or reviewed or retired"),
        ],
    )
    def test_words_that_are_not_known_are_said_with_what_is_allowed(self, top: str, said: str) -> None:
        ((line, column, words),) = problems(f"title: x\n{top}")
        assert (line, column) == (3, top.index(":") + 3)
        assert said in words

    def test_one_word_is_a_list_of_one_and_a_number_is_text(self) -> None:
        made = front_matter("---\ncovers: M1\nrelated: [a, 2]\ntitle: 2025\n---\n", "a.md")
        assert (made.words("covers"), made.words("related"), made.words("none")) == (("M1",), ("a", "2"), ())
        assert made.text("nothing", "title") == "2025"


class TestOurs:
    def test_must_say_every_key(self) -> None:
        said = {p.en.split(" ")[0] for p in missing_of_ours(front_matter("Tekst", "a.md"), "a.md")}
        assert said == set(WANTED_OF_OURS)

    def test_a_key_nothing_reads_is_said_at_its_place(self) -> None:
        top = "\n".join(f"{key}: x" for key in WANTED_OF_OURS)
        (problem,) = missing_of_ours(front_matter(f"---\n{top}\nauthor: y\n---\n", "a.md"), "a.md")
        assert (problem.line, problem.en) == (len(WANTED_OF_OURS) + 2, "author is not known here")
