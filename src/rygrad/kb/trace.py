"""From each fact of the source article to what carries it in the knowledge."""

from __future__ import annotations

from collections import defaultdict

from rygrad.kb.knowledge import Knowledge

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


def trace(knowledge: Knowledge) -> dict[str, list[str]]:
    """For each fact the entries that carry it ("claims/article_a1_where"), or what will carry it later."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind in CARRIERS:
        for name, entry in getattr(knowledge, kind).items():
            for fact in {*entry.carries, *getattr(entry, "facts", [])}:
                found[fact].append(f"{kind}/{name}")
    made = {}
    for fact in knowledge.facts.values():
        later = [f"later: {fact.later}"] if fact.later else []
        made[fact.id] = found[fact.id] + later
    return made
