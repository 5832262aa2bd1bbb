"""All articles of a site: what is taken in, what is left out and told, and what leads to what."""

from __future__ import annotations

from pathlib import Path

import pytest

from rygrad.words.articles.library import Library, library


class TestTheLibrary:
    @pytest.fixture
    def shelf(self, tmp_path: Path) -> Library:
        ours, own = tmp_path / "ours", tmp_path / "own"
        for folder, name, text in (
            (ours, "a.da.md", "---\nrelated: [b, none]\nupdated: 2026-01-01\n---\n# A\n"),
            (ours, "a.en.md", "# A in English\n"),
            (ours, "old.da.md", "---\nstatus: retired\n---\n# Gammel\n"),
            (own, "b.md", "---\nupdated: 2026-02-01\n---\n# B\n"),
            (own, "under/a.da.md", "# Min egen A\n"),
            (own, "old.md", "# Ny i stedet for en gammel\n"),
        ):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        (own / "c.md").write_bytes(b"\xff\xfe")
        (own / "d.md").write_bytes(b"a" * 1_000_001)
        return library(ours, own)

    def test_a_retired_article_is_gone_and_its_id_free(self, shelf: Library) -> None:
        assert sorted(shelf.articles) == [("a", "da"), ("a", "en"), ("b", "da"), ("old", "da")]
        assert not shelf.articles["old", "da"].ours

    def test_what_cannot_be_taken_in_is_told(self, shelf: Library) -> None:
        said = {(Path(p.file).name, p.en.split(":")[0]) for p in shelf.problems}
        assert said == {
            ("a.da.md", "the article 'a' (da) is there already"),
            ("c.md", "the file is not UTF-8"),
            ("d.md", "the file is over 1 MB"),
        }
        assert shelf.articles["a", "da"].title == "A"

    def test_related_go_both_ways_and_only_to_what_is_there(self, shelf: Library) -> None:
        a, b = shelf.articles["a", "da"], shelf.articles["b", "da"]
        assert (shelf.related(a), shelf.related(b)) == ([b], [a])

    def test_an_article_is_shown_in_the_language_where_it_can_be(self, shelf: Library) -> None:
        assert [x.title for x in shelf.shown("en")] == ["A in English", "B", "Ny i stedet for en gammel"]
        assert shelf.languages("a") == ["da", "en"]
        assert shelf.find("b", "en") is shelf.articles["b", "da"]
        assert "b" in shelf
        assert "none" not in shelf

    def test_the_newest_comes_first(self, shelf: Library) -> None:
        assert [x.id for x in shelf.newest()][:2] == ["b", "a"]

    def test_a_folder_that_is_not_there_is_empty(self, tmp_path: Path) -> None:
        assert library(tmp_path / "none").articles == {}
