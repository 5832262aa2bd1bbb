"""What an article says of itself to search engines (schema.org as JSON-LD); nothing that is not told."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from rygrad.words.articles.article import Article
from rygrad.words.articles.front_matter import read_day
from rygrad.words.articles.library import Library

Address = Callable[[str], str]
# Inside a script element these would end it or open a comment; some readers take the last two for line ends.
_ESCAPED = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def article_address(article: Article) -> str:
    """The path of an article in its own language."""
    return f"/articles/{article.id}?lang={article.lang}"


def linked_data(article: Article, articles: Library, address: Address) -> Markup:
    """The content of the page's data block; it holds no sign that could end the block."""
    url = address(article_address(article))
    graph = [_page(article, articles, url)]
    if article.questions:
        graph.append(_questions(article, url))
    return data_block({"@context": "https://schema.org", "@graph": graph})


def data_block(made: dict[str, Any]) -> Markup:
    """Data as the content of a script element; it holds no sign that could end it."""
    text = json.dumps(made, ensure_ascii=False)
    for sign, written in _ESCAPED.items():
        text = text.replace(sign, written)
    return Markup(text)


def _page(article: Article, articles: Library, url: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@type": "MedicalWebPage",
        "@id": url,
        "url": url,
        "name": article.title,
        "description": article.description,
        "inLanguage": article.lang,
    }
    if article.updated:
        made["dateModified"] = article.updated.isoformat()
    reviewed = read_day(article.front.values.get("reviewed"))
    if article.status == "reviewed" and reviewed:
        made["lastReviewed"] = reviewed.isoformat()
    if article.about:
        made["about"] = _condition(article, articles)
    return made


def _condition(article: Article, articles: Library) -> dict[str, Any]:
    """What the article is about, and what else it is called: its title in each language. No codes."""
    titles = [articles.articles[article.id, lang].title for lang in articles.languages(article.id)]
    other = [t for t in dict.fromkeys(titles) if t.lower() != article.about.lower()]
    made: dict[str, Any] = {"@type": "MedicalCondition", "name": article.about}
    return made | ({"alternateName": other} if other else {})


def _questions(article: Article, url: str) -> dict[str, Any]:
    return {
        "@type": "FAQPage",
        "@id": f"{url}#faq",
        "inLanguage": article.lang,
        "mainEntity": [
            {
                "@type": "Question",
                "name": q.question,
                "url": f"{url}#{q.id}",
                "acceptedAnswer": {"@type": "Answer", "text": q.answer},
            }
            for q in article.questions
        ],
    }
