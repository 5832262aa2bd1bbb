"""What every page of the book shares: the knowledge, the language, and how each thing is named and linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import get_args

from rygrad.book.html import Html, Part, bullets, joined, pairs, table, tag
from rygrad.book.words import model_word, word
from rygrad.kb import basics, models
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.wording import level_words, wording
from rygrad.logic import tree
from rygrad.logic.messages import LanguageError
from rygrad.logic.read import read
from rygrad.logic.to_words import Wording, to_words

CARE = ("advice", "safety_net", "courses", "walking", "exercises", "routes")  # what stands on the care page
IMAGING = (*get_args(basics.Imaging), "not_indicated")


@dataclass(frozen=True)
class View:
    """One book in one language; `up` leads from a page to the book's first folder."""

    knowledge: Knowledge
    lang: str
    up: str = ""

    def inside(self) -> View:
        """The same view from a page one folder down."""
        return replace(self, up="../")

    def w(self, key: str) -> str:
        """One of the book's own words."""
        return word(key, self.lang)

    def of(self, field: str, value: str) -> str:
        """What a word of the models is called."""
        return model_word(field, value, self.lang)

    def t(self, text: basics.Text | None) -> str | None:
        """A wording in the book's language."""
        return text.in_language(self.lang) if text else None

    @cached_property
    def speech(self) -> dict[str, Wording]:
        """How names are said, by language."""
        return {lang: wording(self.knowledge, lang) for lang in ("da", "en")}

    def said(self, kind: str, name: str, at: int = 0, lang: str | None = None) -> str:
        """A compiled sentence in words."""
        return self.spoken(self.knowledge.sentences[kind, name, at].tree, lang)

    def read(self, text: str) -> str:
        """A sentence in words, from its text."""
        try:
            return self.spoken(read(text))
        except LanguageError:
            return text

    def spoken(self, node: tree.Tree, lang: str | None = None) -> str:
        """A tree in words, from a capital letter to a full stop."""
        said = to_words(node, self.speech[lang or self.lang])
        return said[:1].upper() + said[1:] + ("" if said.endswith((".", "?", "!")) else ".")

    def href(self, kind: str, name: str) -> str:
        """Where an entry stands in the book."""
        if kind in ("rules", "risk_factors"):
            return f"{self.up}rules/{name}.html"
        if kind == "claims":
            return f"{self.up}claims/{self.topic('claims', name)}.html#{name}"
        page = "care" if kind in CARE else kind
        return f"{self.up}{page}.html#{name}"

    def topic(self, kind: str, name: str) -> str:
        """The file an entry stands in, without its ending."""
        return self.knowledge.placed[kind, name].file.stem

    def link(self, kind: str, name: str, shown: Part = None) -> Html:
        """An entry by its title, linked; an entry that is missing says so."""
        entry = getattr(self.knowledge, kind).get(name)
        if entry is None:
            return tag("span", f"{name}: {self.w('missing')}", class_="missing")
        return tag("a", shown or self.title(entry), href=self.href(kind, name))

    def title(self, entry: basics.Entry) -> str:
        """What an entry is called."""
        text = getattr(entry, "title", None) or getattr(entry, "words", None) or getattr(entry, "text", None)
        return str(self.t(text)) if text else str(getattr(entry, "id", ""))

    def named(self, name: str) -> Html:
        """Whatever a name in a rule stands for, linked to where the book explains it."""
        for kind in ("questions", "rules", "risk_factors", "scores", "causes", "claims"):
            if name in getattr(self.knowledge, kind):
                return self.link(kind, name)
        if name in basics.LEVELS or name in IMAGING:
            return tag("a", level_words(name, self.lang), href=f"{self.up}levels.html#{name}")
        return tag("span", name)

    def led_to(self, then: models.Then) -> Iterator[Html]:
        """What a rule leads to: level, scan, cause."""
        for name in (then.level, then.imaging):
            if name:
                href = f"{self.up}levels.html#{name}"
                yield tag("a", level_words(name, self.lang), class_=f"level {name}", href=href)
        if then.cause:
            yield self.link("causes", then.cause)

    def status(self, entry: basics.Entry) -> Html:
        """Whether a clinician has reviewed an entry."""
        value = str(getattr(entry, "status", "draft"))
        return tag("span", self.of("status", value), class_=f"status {value}")

    def outside(self, link: str | None, shown: str) -> Html:
        """A link out of the book; only to the web, never to a script."""
        if link and link.startswith(("https://", "http://")):
            return tag("a", shown, href=link, rel="noreferrer")
        return tag("span", shown)

    def source(self, name: str) -> Html:
        """A source's citation with its link out, and the way to its place in the book."""
        source = self.knowledge.sources.get(name)
        if source is None:
            return self.link("sources", name)
        shown = self.outside(source.link, source.citation)
        return joined((shown, " (", self.link("sources", name, name), ")"))

    def sure(self, claim: models.Claim) -> str:
        """How sure a claim is, and how it was checked."""
        return f"{self.of('certainty', claim.certainty)}; {self.of('checked', claim.checked)}"

    def value(self, claim: models.Claim) -> str | None:
        """A claim's number with unit and range."""
        if claim.value is None:
            return None
        spread = f" ({claim.low}-{claim.high})" if claim.low is not None and claim.high is not None else ""
        return f"{claim.value}{f' {claim.unit}' if claim.unit else ''}{spread}"

    def disagreement(self, claims: Iterable[str]) -> Html | None:
        """What claims say against each other, side by side; nothing when they agree."""
        clash: dict[str, None] = {}
        for name in claims:
            claim = self.knowledge.claims.get(name)
            if claim and claim.disagrees:
                clash |= dict.fromkeys((name, *claim.disagrees))
        rows = [self._side(self.knowledge.claims[c]) for c in clash if c in self.knowledge.claims]
        heads = (self.w("source"), self.w("claim"), self.w("sure"))
        return tag("div", table(self.w("disagree"), heads, rows), class_="disagree") if rows else None

    def _side(self, claim: models.Claim) -> tuple[Part, Part, Part]:
        return self.source(claim.source), self.link("claims", claim.id, self.t(claim.says)), self.sure(claim)

    def details(self, entry: basics.Entry, *more: tuple[Part, Part]) -> Html:
        """The small print of an entry: status, file, facts it carries, its note."""
        carries = getattr(entry, "carries", [])
        facts = joined((tag("a", f, href=f"{self.up}facts.html#{f}") for f in carries), ", ")
        note = self._english(getattr(entry, "note", None))
        shown = (*more, (self.w("carries"), facts), (self.w("note"), note))
        return pairs(((self.w("status"), self.status(entry)), *shown))

    def _english(self, note: str | None) -> Html | None:
        return tag("span", note, lang=None if self.lang == "en" else "en") if note else None

    def claims(self, names: Iterable[str]) -> Html | None:
        """Claims as a list of sentences, each linked."""
        return bullets(self.claim(name) for name in names)

    def claim(self, name: str) -> Html:
        """One claim as a linked sentence with its source."""
        claim = self.knowledge.claims.get(name)
        if claim is None:
            return self.link("claims", name)
        said = self.link("claims", name, self.t(claim.says))
        source = self.link("sources", claim.source, claim.source)
        return joined((said, " ", tag("small", source, "; ", self.sure(claim))))
