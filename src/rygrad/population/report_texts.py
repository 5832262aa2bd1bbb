"""The words of a report in Danish and English: its own stand in `report_page/`, others in the knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from rygrad.kb.basics import LEVELS
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.wording import level_words
from rygrad.population.report_rows import Report, Row

PAGE = Path(__file__).parent / "report_page"
OF_KNOWLEDGE = ("clinician_decides", "indicated_urgent", "not_indicated", *LEVELS)


@cache
def _read(name: str) -> Any:
    return YAML(typ="safe").load((PAGE / name).read_text(encoding="utf-8"))


def age_groups() -> tuple[int, ...]:
    """The first year of each age group."""
    return tuple(_read("settings.yaml")["age_groups_from"])


@dataclass(frozen=True)
class Texts:
    """Everything a report says, in one language."""

    knowledge: Knowledge
    lang: str

    def say(self, *path: str, **filled: object) -> str:
        """A text of ours with its blanks filled."""
        found = _read("texts.yaml")
        for name in path:
            found = found[name]
        return str(found[self.lang]).format(**filled)

    def word(self, word: str) -> str:
        """A word of a table as it is said."""
        own = _read("texts.yaml")["words"]
        if word in own:
            return str(own[word][self.lang])
        if word in OF_KNOWLEDGE:
            return level_words(word, self.lang)
        for kind in (self.knowledge.causes, self.knowledge.rules):
            if word in kind:
                return str(kind[word].title.in_language(self.lang))
        return self._option(word)

    def _option(self, word: str) -> str:
        for question in ("region", "sex", "imaging_ordered"):
            options = self.knowledge.questions[question].options or {}
            if word in options:
                return options[word].in_language(self.lang)
        return word

    def words(self, row: Row) -> str:
        """What the people of a row have in common; of a merged row all of its words."""
        if row.by == "all" and row.table in ("cause", "imaging", "order"):
            return ", ".join(self.word(word) for word in row.words)
        return self._either(row.words)

    def groups(self, row: Row) -> str:
        """Who the people of a row are."""
        return self._either(row.groups)

    def _either(self, words: tuple[str, ...]) -> str:
        return (" / ").join(self.word(word) for word in words)

    def number(self, count: int) -> str:
        """A count with its thousands set apart."""
        return f"{count:,}".replace(",", "." if self.lang == "da" else ",")

    def percent(self, share: float) -> str:
        """A share as percent with one decimal."""
        told = f"{share * 100:.1f}"
        return (told.replace(".", ",") + " %") if self.lang == "da" else f"{told}%"

    def count(self, row: Row, least: int) -> str:
        """A row's count, or why it is not told."""
        if row.count is not None:
            return self.number(row.count)
        return f"<{least}" if row.mark == "small" else self.say("hidden")

    def share(self, row: Row) -> str:
        """A row's share; nothing where it is not told."""
        return "" if row.share is None else self.percent(row.share)

    def interval(self, row: Row) -> str:
        """A row's interval; nothing where it is not told."""
        return "" if row.interval is None else "–".join(self.percent(end) for end in row.interval)

    def header(self, report: Report) -> list[tuple[str, str]]:
        """What stands above all tables: where the figures come from and how many people they are of."""
        unknown = self.say("not_said")
        refused = report.said.get("refused", "")
        count = int(refused) if refused.isascii() and refused.isdigit() else None
        small = count is not None and 0 < count < report.least
        told = unknown if count is None else f"<{report.least}" if small else self.number(count)
        return [
            (self.say("source"), report.said.get("source", unknown)),
            (self.say("people"), self.number(report.people)),
            (self.say("refused"), told),
            (self.say("knowledge"), report.said.get("knowledge", unknown)),
        ]

    def warnings(self, report: Report) -> list[str]:
        """What must be known before any figure is read."""
        said = [self.say("synthetic")] if report.said.get("label") else []
        return said if report.said.get("review_status") == "reviewed" else [*said, self.say("draft")]

    def notes(self, report: Report) -> list[str]:
        """What is not in the report, and why."""
        left = [
            f"{self.say('tables', table, 'title')} ({self.say('breakdowns', by)})"
            for table, by in report.left_out
        ]
        made = [self.say("left_out", what="; ".join(left))] if left else []
        return made + [self.say("missing", what=column) for column in report.missing]

    def how(self, report: Report) -> list[str]:
        """How the figures are to be read."""
        small = [self.say("how_small", most=report.least - 1, least=report.least)] if report.least > 1 else []
        return [self.say("how_interval"), *small, self.say("how_unknown")]
