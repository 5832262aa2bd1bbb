"""What the linter says: severity, words instead, what is left alone, sources of numbers, LIX, remarks."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from rygrad.kb.knowledge import Knowledge
from rygrad.words.lint.findings import COUNTED
from rygrad.words.lint.lint import Linter, band
from rygrad.words.lint.reading import read_file
from words.lint.conftest import Lint


class TestTheArticle:
    """The source article lies beside the repository; it is not ours to copy."""

    @pytest.fixture
    def told(self, linter: Linter, shared: Path) -> dict[str, list[tuple[int, str]]]:
        report = linter.lint(read_file(str(shared / "seed" / "laendesmerter.md")))
        assert (report.text_lang, report.band) == ("da", "svær")
        found: dict[str, list[tuple[int, str]]] = {}
        for f in report.findings:
            found.setdefault(f.rule, []).append((f.spot.line, f.matched))
        return found

    def test_finds_its_words_of_wear(self, told: dict[str, list[tuple[int, str]]]) -> None:
        assert told["slid"] == [(54, "Slid"), (100, "nedslidning")]

    def test_finds_every_number_without_a_source(self, told: dict[str, list[tuple[int, str]]]) -> None:
        lines = [line for line, _ in told["number_without_source"]]
        assert lines == [9, 17, 25, 25, 33, 37, 41, 158, 172]

    def test_finds_little_else(self, told: dict[str, list[tuple[int, str]]]) -> None:
        assert set(told) == {"slid", "number_without_source", "narrowed_canal"}


class TestSerious:
    @pytest.mark.parametrize(
        "text",
        [
            "Der er metastaser i L3.",
            "En patologisk fraktur ses i L2.",
            "En ustabil fraktur er set.",
            "Svær central stenose med udfald.",
            "Aortaaneurisme på 6 cm.",
            "Sakroiliit med ødem.",
            "Progredierende parese i venstre fod.",
            "Mistanke om spondylodiscitis og absces.",
        ],
    )
    def test_names_are_left_alone_and_told(self, lint: Lint, text: str) -> None:
        report = lint(text, text_lang="da")
        assert report.findings == ()
        assert report.kept
        assert not any(k.denied for k in report.kept)

    @pytest.mark.parametrize("text", ["Ingen tegn på metastase.", "Der ses ikke absces.", "Uden fraktur."])
    def test_denial_is_heard(self, lint: Lint, text: str) -> None:
        assert [k.denied for k in lint(text, text_lang="da").kept] == [True]

    @pytest.mark.parametrize("text", ["Metastase kan ikke udelukkes.", "Vi kan ikke udelukke metastase."])
    def test_not_excluded_is_no_denial(self, lint: Lint, text: str) -> None:
        assert [k.denied for k in lint(text, text_lang="da").kept] == [False]

    def test_nothing_softer_is_suggested_beside_one(self, lint: Lint) -> None:
        (beside,) = lint("Udtalt slid og metastaser i L3.", text_lang="da").findings
        assert beside.instead is None
        assert "clinician" in (beside.note or "")
        (denied,) = lint("Udtalt slid, ingen metastaser.", text_lang="da").findings
        assert denied.instead == "udtalte aldersforandringer"

    def test_no_alternative_says_less(self, knowledge: Knowledge) -> None:
        """The words the evidence sheet names as impossible to replace have advice, and no replacement."""
        for name in (
            *("defect", "lesion", "abnormal", "instability_not_excluded", "sign_of_trauma", "ticking_bomb"),
            *("damaged_nerve", "trapped_nerve", "severe_changes", "ruptured_disc", "pathological_finding"),
        ):
            assert knowledge.phrases[name].instead is None, name
            assert knowledge.phrases[name].note is not None, name

    def test_no_alternative_hides_or_lowers_a_degree(self, knowledge: Knowledge) -> None:
        for phrase in knowledge.phrases.values():
            said = f"{phrase.instead.da} {phrase.instead.en}".split() if phrase.instead else []
            assert not {
                "normale",
                "normal",
                "lille",
                "let",
                "lidt",
                "mild",
                "slight",
                "harmløse",
                "ofte",
                "often",
            } & set(said)


class TestInstead:
    def test_stands_in_the_language_of_the_text(self, lint: Lint) -> None:
        (found,) = lint("There is wear and tear.", text_lang="en", lang="da").findings
        assert found.instead == "age-related changes"
        assert found.why.startswith("Ord om slid")

    def test_of_two_that_overlap_the_longer_is_told(self, lint: Lint) -> None:
        rules = [f.rule for f in lint("Du har degenerativ diskussygdom.", text_lang="da").findings]
        assert rules == ["degenerative_disc_disease"]

    def test_every_phrase_can_be_found_and_rests_on_claims(self, knowledge: Knowledge) -> None:
        assert len(knowledge.phrases) > 55
        severities = {p.severity for p in knowledge.phrases.values()}
        assert severities == {"catastrophic", "structural", "jargon"}
        for phrase in knowledge.phrases.values():
            assert phrase.da, phrase.id
            assert phrase.en, phrase.id
            assert all(claim in knowledge.claims for claim in phrase.claims)


class TestNumbers:
    @pytest.mark.parametrize(
        "text",
        [
            "5-10% har det.",
            "Op mod 80 procent.",
            "3 ud af 4.",
            "Otte ud af ti.",
            "Det kan halvere risikoen.",
            "Risikoen er dobbelt så stor.",
            "Hver fjerde har det.",
            "Det er 28,5 pct. færre.",
        ],
    )
    def test_a_statement_needs_a_source(self, lint: Lint, text: str) -> None:
        assert [f.rule for f in lint(text, text_lang="da").findings] == ["number_without_source"]

    @pytest.mark.parametrize(
        "source",
        ["[studie](https://doi.org/x)", "(Pocovi 2024)", "[^1]", "[3]", "Pocovi et al.", "Kilde: SST", "¹"],
    )
    def test_a_source_in_the_paragraph_is_enough(self, lint: Lint, source: str) -> None:
        assert lint(f"8 ud af 10 har det {source}.", text_lang="da").findings == ()

    def test_a_source_in_another_paragraph_is_not(self, lint: Lint) -> None:
        assert len(lint("8 ud af 10 har det.\n\nKilde: SST", text_lang="da").findings) == 1

    @pytest.mark.parametrize(
        "text", ["Gå 30 minutter.", "Hver anden dag.", "Kapitel 3 af bogen.", "I 2024.", "100 % sikker."]
    )
    def test_other_numbers_need_none(self, lint: Lint, text: str) -> None:
        assert lint(text, text_lang="da").findings == ()


class TestLix:
    @pytest.mark.parametrize(
        ("hard", "said"),
        [
            (0, "meget let"),
            (29, "meget let"),
            (30, "let"),
            (40, "middel"),
            (50, "svær"),
            (60, "meget svær"),
        ],
    )
    def test_the_bands_are_those_of_the_knowledge(self, knowledge: Knowledge, hard: int, said: str) -> None:
        assert band(knowledge, hard, "da") == said

    def test_english_has_no_band(self, lint: Lint) -> None:
        report = lint("This is a text with some words in it.", text_lang="en")
        assert report.lix > 0
        assert report.band is None

    def test_headings_and_list_items_are_sentences(self, lint: Lint) -> None:
        items = "\n".join(f"- et punkt nummer {'x' * n}" for n in range(1, 7))
        assert lint(items, text_lang="da").lix < 10


class TestLanguage:
    @pytest.mark.parametrize(
        ("text", "lang"),
        [("Du har ondt i ryggen og slid.", "da"), ("You have pain in the back.", "en"), ("Slid", "da")],
    )
    def test_is_told_from_the_text(self, lint: Lint, text: str, lang: str) -> None:
        assert lint(text).text_lang == lang


class TestRemarks:
    REASON = "rygrad: ignore slid -- ordet forklares"

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            (f"Der er slid. <!-- {REASON} -->", "markdown"),
            (f"<!-- {REASON} -->\nDer er slid.", "markdown"),
            (f"- <!-- {REASON} --> Der er slid.", "markdown"),
            (f"<p>Der er slid.<!-- {REASON} --></p>", "html"),
            (f"<!-- {REASON} -->\n<p>Der er slid.</p>", "html"),
            (f"Der er slid. [{REASON}]", "text"),
            (f"[{REASON}]\r\nDer er slid.", "text"),
            ("Der er slid. <!-- rygrad: ignore degeneration, slid — fordi -->", "markdown"),
        ],
    )
    def test_with_a_reason_leave_alone(self, lint: Lint, text: str, kind: str) -> None:
        assert lint(text, kind=kind, text_lang="da").findings == ()

    @pytest.mark.parametrize(
        "remark", ["ignore slid", "ignore slid --", "ignore slid -- ", "ignore", "hvad som helst"]
    )
    def test_without_a_reason_nothing_is_hidden(self, lint: Lint, remark: str) -> None:
        found = lint(f"Der er slid. <!-- rygrad: {remark} -->", text_lang="da").findings
        assert {f.rule for f in found} == {"slid", "ignore_without_reason"}

    def test_reach_one_line_and_one_rule(self, lint: Lint) -> None:
        text = f"<!-- {self.REASON} -->\n\n\nDer er slid.\n\nslid <!-- {self.REASON} --> modic\nslid"
        found = lint(text, text_lang="da").findings
        assert [(f.rule, f.spot.line) for f in found] == [("slid", 4), ("modic", 6), ("slid", 7)]

    def test_a_rule_that_is_not_there_is_told(self, lint: Lint) -> None:
        (found,) = lint("Ryg. <!-- rygrad: ignore slidd -- tastefejl -->", text_lang="da").findings
        assert (found.rule, found.severity) == ("ignore_of_nothing", "remark")
        assert "slidd" in found.why

    def test_one_in_code_is_no_remark(self, lint: Lint) -> None:
        text = f"Sådan:\n\n    <!-- {self.REASON} -->\n\nDer er slid."
        assert [f.rule for f in lint(text, text_lang="da").findings] == ["slid"]


def test_what_counts_grows_from_left_to_right() -> None:
    grown = [COUNTED[name] for name in ("none", "catastrophic", "structural", "jargon")]
    assert all(less < more for less, more in pairwise(grown))


HOSTILE = {
    "brackets": "[" * 20_000,
    "links": "[a](" * 5_000,
    "quotes": '"' * 20_000 + "slid",
    "comments": "<!--" * 10_000,
    "tags": "<b" * 20_000,
    "divs": "<div>" * 20_000,
    "entities": "&#0;&#x110000;&aelig&;" * 3_000,
    "stops": "slid" + "." * 50_000 + "x",
    "spaces": "klemt" + " " * 50_000 + "nerve",
    "digits": "1" * 50_000 + " ud",
    "findings": "ikke slid " * 8_000,
    "quoted": "man siger »slid« " * 4_000,
    "commas": "1,1" * 20_000 + "%x",
    "negations": "ikke " * 10_000 + "slid",
    "words": "ryg er " * 10_000,
    "marks": "a" + "\u0301" * 50_000,
    "addresses": "http://" * 10_000 + " a@" * 10_000,
    "emphasis": "*_" * 10_000,
    "cells": "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n",
    "parentheses": "(" * 30_000 + "2024",
}


@pytest.mark.parametrize("kind", ["markdown", "html", "text"])
@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_no_text_makes_it_slow_or_fail(lint: Lint, name: str, kind: str) -> None:
    begun = time.perf_counter()
    lint(HOSTILE[name], kind=kind)
    assert time.perf_counter() - begun < 20
