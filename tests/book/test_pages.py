"""The book: everything of the knowledge is in it, it is well made, and it harms no folder."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from typer.testing import CliRunner

from rygrad.book.care_pages import disagree
from rygrad.book.html import Html, joined, table, tag
from rygrad.book.pages import book
from rygrad.book.view import View
from rygrad.book.write import MARKER, BookFault, write
from rygrad.cli import app
from rygrad.kb.basics import Text
from rygrad.kb.care_models import PhaseAdvice, Verdict
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.wording import in_words

VOID = {"meta", "link", "br"}


class Reader(HTMLParser):
    """Reads a page and notes what is out of balance, every id, link and picture."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.heads: list[int] = []
        self.tags: Counter[str] = Counter()

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.tags[name] += 1
        self.ids += [found["id"] or ""] if "id" in found else []
        if name == "a":
            self.links.append(found["href"] or "")
        elif "src" in found or "href" in found:
            self.fetched.append(found.get("src") or found.get("href") or "")
        self.faults += [f"{name} has {key}" for key in found if key.startswith("on") or key == "style"]
        if re.fullmatch(r"h[1-6]", name):
            self.heads.append(int(name[1]))
        if name in ("p", "ul", "table", "div", "section", "article") and "p" in self.open:
            self.faults.append(f"{name} inside p")
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name: str) -> None:
        if not self.open or self.open.pop() != name:
            self.faults.append(f"</{name}> closes nothing")


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    reader.faults += [f"<{name}> is never closed" for name in reader.open]
    return reader


@pytest.fixture(scope="module", params=["da", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def files(knowledge: Knowledge, lang: str) -> dict[str, str]:
    return book(knowledge, lang)


@pytest.fixture(scope="module")
def pages(files: dict[str, str]) -> dict[str, Reader]:
    return {name: read(text) for name, text in files.items() if name.endswith(".html")}


class TestEverythingIsInIt:
    @pytest.mark.parametrize("kind", ["rules", "risk_factors"])
    def test_each_rule_has_a_page_with_both_sentences(
        self, knowledge: Knowledge, files: dict[str, str], kind: str
    ) -> None:
        for rule in getattr(knowledge, kind).values():
            page = files[f"rules/{rule.id}.html"]
            for said in (in_words(knowledge, rule.id, "da"), in_words(knowledge, rule.id, "en"), rule.when):
                assert escape(said[1:]) in page, rule.id
            assert f"rules/{rule.id}.html" in files["index.html"]

    def test_each_rule_shows_its_claims_their_sources_and_its_cases(
        self, knowledge: Knowledge, files: dict[str, str]
    ) -> None:
        for rule in knowledge.rules.values():
            page = files[f"rules/{rule.id}.html"]
            for name in rule.because.values():
                claim = knowledge.claims[name]
                assert f"#{name}" in page
                assert escape(knowledge.sources[claim.source].citation) in page
            for case in knowledge.cases:
                named = (case.expect.finding, case.expect.no_finding, case.expect.open)
                if any(rule.id == n or (isinstance(n, list) and rule.id in n) for n in named):
                    assert escape(case.name) in page

    @pytest.mark.parametrize(
        ("page", "kinds"),
        [
            ("questions", ["questions"]),
            ("sources", ["sources"]),
            ("tables", ["tables"]),
            ("causes", ["causes"]),
            ("scores", ["scores"]),
            ("care", ["care", "advice", "safety_net", "courses", "walking", "exercises", "routes"]),
            ("facts", ["facts"]),
        ],
    )
    def test_each_entry_has_its_place(
        self, knowledge: Knowledge, pages: dict[str, Reader], page: str, kinds: list[str]
    ) -> None:
        wanted = {name for kind in kinds for name in getattr(knowledge, kind)}
        assert wanted <= set(pages[f"{page}.html"].ids)

    def test_each_claim_has_its_place(self, knowledge: Knowledge, pages: dict[str, Reader]) -> None:
        found = {i for name, page in pages.items() if name.startswith("claims/") for i in page.ids}
        assert set(knowledge.claims) <= found

    def test_each_case_has_its_place(self, knowledge: Knowledge, pages: dict[str, Reader]) -> None:
        assert {f"case-{n}" for n in range(1, len(knowledge.cases) + 1)} <= set(pages["cases.html"].ids)

    def test_a_disagreement_is_shown_with_both_sides(
        self, knowledge: Knowledge, files: dict[str, str], lang: str
    ) -> None:
        claim = next(c for c in knowledge.claims.values() if c.disagrees)
        view = View(knowledge, lang, "../")
        shown = view.disagreement([claim.id])
        assert shown is not None
        assert shown in files[f"claims/{view.topic('claims', claim.id)}.html"]
        for name in (claim.id, *claim.disagrees):
            assert escape(knowledge.claims[name].says.in_language(lang)) in shown

    def test_each_page_says_what_the_book_is_not(self, files: dict[str, str], lang: str) -> None:
        line = {"da": "venter på klinisk gennemgang", "en": "await clinical review"}[lang]
        assert all(line in text for name, text in files.items() if name.endswith(".html"))


class TestItIsWellMade:
    def test_every_tag_is_closed_and_nothing_runs(self, pages: dict[str, Reader]) -> None:
        assert {name: page.faults for name, page in pages.items() if page.faults} == {}
        assert not any(
            page.tags["script"] + page.tags["style"] + page.tags["iframe"] for page in pages.values()
        )

    def test_nothing_is_fetched_but_the_books_own_style(self, pages: dict[str, Reader]) -> None:
        fetched = {f for page in pages.values() for f in page.fetched}
        assert fetched == {"style.css", "../style.css", "data:,"}

    def test_the_style_fetches_nothing(self, files: dict[str, str]) -> None:
        assert "url(" not in files["style.css"]
        assert "@import" not in files["style.css"]

    def test_every_id_is_there_once(self, pages: dict[str, Reader]) -> None:
        assert {n: i for n, p in pages.items() for i, times in Counter(p.ids).items() if times > 1} == {}

    def test_every_link_leads_somewhere(self, pages: dict[str, Reader]) -> None:
        dead = set()
        for name, page in pages.items():
            for link in page.links:
                if link.startswith(("https://", "http://")):
                    continue
                path, _, anchor = link.partition("#")
                to = normpath(join(dirname(name), path)) if path else name
                if to not in pages or (anchor and anchor not in pages[to].ids):
                    dead.add((name, link))
        assert dead == set()

    def test_one_first_heading_and_no_level_left_out(self, pages: dict[str, Reader]) -> None:
        for name, page in pages.items():
            assert page.heads.count(1) == 1, name
            steps = zip(page.heads, page.heads[1:], strict=False)
            assert all(later <= earlier + 1 for earlier, later in steps), name

    def test_each_table_has_a_caption_and_heads(self, pages: dict[str, Reader]) -> None:
        for name, page in pages.items():
            assert page.tags["table"] == page.tags["caption"] == page.tags["thead"], name

    def test_the_language_is_told(self, files: dict[str, str], lang: str) -> None:
        assert all(f'<html lang="{lang}">' in text for name, text in files.items() if name.endswith(".html"))


class TestTextsAreEscaped:
    def test_a_text_is_never_markup(self) -> None:
        assert tag("p", "<script>", title='"') == '<p title="&quot;">&lt;script&gt;</p>\n'
        assert joined(["a<b", Html("<b>c</b>"), None, 3]) == "a&lt;b<b>c</b>3"
        assert "<i>" not in table("<i>", ("<i>", "<i>"), [("<i>", "<i>")])

    def test_a_hostile_knowledge_stays_text(self, knowledge: Knowledge) -> None:
        bad = Text(da="</title><script>x()</script>", en="<img src=x onerror=x()>")
        rule = next(iter(knowledge.rules.values()))
        name, source = next(iter(knowledge.sources.items()))
        hostile = dataclasses.replace(
            knowledge,
            rules={**knowledge.rules, rule.id: rule.model_copy(update={"title": bad, "explain": bad})},
            sources={
                **knowledge.sources,
                name: source.model_copy(update={"link": "javascript:x()", "citation": bad.da}),
            },
        )
        pages = {file: read(text) for file, text in book(hostile, "da").items() if file.endswith(".html")}
        assert not any(page.faults or page.tags["script"] for page in pages.values())
        assert not any(link.startswith("javascript:") for page in pages.values() for link in page.links)


class TestWhatIsMissing:
    def test_is_said_and_breaks_nothing(self, knowledge: Knowledge) -> None:
        rule = next(iter(knowledge.rules.values()))
        lame = rule.model_copy(update={"because": dict.fromkeys(rule.because, "nowhere")})
        holed = dataclasses.replace(knowledge, rules={**knowledge.rules, rule.id: lame})
        assert "nowhere: findes ikke" in book(holed, "da")[f"rules/{rule.id}.html"]

    def test_guidelines_disagree_only_when_they_recommend_different_things(self) -> None:
        def said(*words: str) -> PhaseAdvice:
            verdicts = [Verdict.model_validate({"by": "a", "says": w, "claim": "c"}) for w in words]
            return PhaseAdvice(recommendation="consider", verdicts=verdicts)

        assert not disagree(said("for", "consider", "no_recommendation"))
        assert disagree(said("for", "against"))
        assert disagree(said("consider", "careful"))


class TestTheFolder:
    def test_a_new_folder_is_made_with_those_above(self, tmp_path: Path) -> None:
        write({"index.html": "a", "rules/b.html": "b"}, tmp_path / "build" / "book")
        assert (tmp_path / "build" / "book" / "rules" / "b.html").read_text() == "b"
        assert [f.name for f in (tmp_path / "build").iterdir()] == ["book"]

    def test_a_former_book_is_replaced_whole(self, tmp_path: Path) -> None:
        write({"index.html": "old", "gone.html": "old"}, tmp_path / "book")
        write({"index.html": "new"}, tmp_path / "book")
        assert {f.name for f in (tmp_path / "book").iterdir()} == {"index.html", MARKER}
        assert (tmp_path / "book" / "index.html").read_text() == "new"

    def test_an_empty_folder_is_taken(self, tmp_path: Path) -> None:
        (tmp_path / "book").mkdir()
        write({"index.html": "a"}, tmp_path / "book")
        assert (tmp_path / "book" / "index.html").exists()

    def test_a_folder_with_something_else_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "thesis.txt").write_text("years of work")
        with pytest.raises(BookFault, match=r"thesis\.txt"):
            write({"index.html": "a"}, tmp_path)
        assert [f.name for f in tmp_path.iterdir()] == ["thesis.txt"]

    def test_a_former_book_with_something_added_is_left_alone(self, tmp_path: Path) -> None:
        write({"index.html": "old"}, tmp_path / "book")
        (tmp_path / "book" / "notes.txt").write_text("mine")
        with pytest.raises(BookFault, match=r"notes\.txt"):
            write({"index.html": "new"}, tmp_path / "book")
        assert (tmp_path / "book" / "index.html").read_text() == "old"

    def test_a_file_and_a_link_are_refused(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("a")
        (tmp_path / "link").symlink_to(tmp_path)
        for name in ("file", "link", "file/book"):
            with pytest.raises(BookFault):
                write({"index.html": "a"}, tmp_path / name)

    def test_a_book_that_fails_half_way_leaves_the_old_one(self, tmp_path: Path) -> None:
        write({"index.html": "old"}, tmp_path / "book")
        with pytest.raises(BookFault):
            write({"index.html": "new", "index.html/x": "cannot be"}, tmp_path / "book")
        assert (tmp_path / "book" / "index.html").read_text() == "old"
        assert [f.name for f in tmp_path.iterdir()] == ["book"]

    def test_the_folder_one_stands_in_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with pytest.raises(BookFault):
            write({"index.html": "a"}, Path())


class TestTheCommand:
    def test_writes_the_book_and_prints_the_page_to_open(self, tmp_path: Path) -> None:
        done = CliRunner().invoke(app, ["book", "--out", str(tmp_path / "book"), "--lang", "en"])
        assert done.exit_code == 0, done.output
        assert done.stdout.strip() == str(tmp_path / "book" / "index.html")
        assert "the rule book" in (tmp_path / "book" / "index.html").read_text(encoding="utf-8")

    def test_refuses_clearly_and_writes_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "mine").write_text("a")
        done = CliRunner().invoke(app, ["book", "--out", str(tmp_path)])
        assert done.exit_code == 2
        assert "mappen rummer andet end en bog" in done.stderr
        assert [f.name for f in tmp_path.iterdir()] == ["mine"]
