"""What carries a fact of the source article: entries of the knowledge, and for some only an article."""

from __future__ import annotations

import dataclasses

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.trace import trace, uncarried


def test_every_fact_is_carried(knowledge: Knowledge) -> None:
    assert uncarried(knowledge) == []
    assert {"articles/low_back_pain.da", "articles/low_back_pain.en"} <= set(trace(knowledge)["M2"])


def test_our_article_alone_carries_no_fact_of_medicine(knowledge: Knowledge) -> None:
    """Else the article, which retells all, would hide that a rule or a claim is missing."""
    without = {name: entry for name, entry in knowledge.claims.items() if name != "article_c2_lifetime"}
    left = dataclasses.replace(knowledge, claims=without)
    assert trace(left)["C2"] == ["articles/low_back_pain.da", "articles/low_back_pain.en"]
    assert "C2" in uncarried(left)


def test_a_fact_of_an_article_needs_an_article(knowledge: Knowledge) -> None:
    assert uncarried(dataclasses.replace(knowledge, folder=knowledge.folder / "nowhere")) == ["M2", "P1"]
