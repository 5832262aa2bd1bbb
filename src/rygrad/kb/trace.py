"""From each fact of the source article to what carries it in the knowledge."""

from __future__ import annotations

import re
from collections import defaultdict

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.yaml_text import YamlFault, parse

CARRIERS = (
    "sources",
    "claims",
    "questions",
    "rules",
    "risk_factors",
    "causes",
    "tables",
    "scores",
    "care",
    "advice",
    "safety_net",
    "courses",
    "walking",
    "exercises",
    "imaging_findings",
    "phrases",
)


# What only an article can carry: what the source says of itself, and its figures.
ABOUT_AN_ARTICLE = ("meta", "figure")
_ARTICLE = "articles/"


def uncarried(knowledge: Knowledge) -> list[str]:
    """The facts that nothing carries. An article retells all; it carries only what is about an article."""
    return [
        fact
        for fact, carriers in trace(knowledge).items()
        if not any(
            not c.startswith(_ARTICLE) or knowledge.facts[fact].kind in ABOUT_AN_ARTICLE for c in carriers
        )
    ]


def trace(knowledge: Knowledge) -> dict[str, list[str]]:
    """For each fact the entries that carry it ("claims/article_a1_where", "articles/low_back_pain.da")."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind in CARRIERS:
        for name, entry in getattr(knowledge, kind).items():
            for fact in {*entry.carries, *getattr(entry, "facts", [])}:
                found[fact].append(f"{kind}/{name}")
    for fact, name in _of_articles(knowledge):
        found[fact].append(f"{_ARTICLE}{name}")
    return {fact: found[fact] for fact in knowledge.facts}


_TOP = re.compile(r"---\n(.*?)\n---\n", re.S)


def _of_articles(knowledge: Knowledge) -> list[tuple[str, str]]:
    """Each fact that an article says it covers, with its file; what is wrong at its top is told elsewhere."""
    made = []
    for file in sorted((knowledge.folder / "articles").glob("*.md")):
        top = _TOP.match(file.read_text(encoding="utf-8", errors="replace"))
        try:
            said = parse(top[1]).value if top else {}
        except YamlFault:
            continue
        covers = said.get("covers") if isinstance(said, dict) else None
        made += [(str(fact), file.stem) for fact in covers or ()]
    return made
