"""An article as HTML: headings with ids, figures, notes to sources; nothing a writer typed runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.models import Source
from rygrad.words.articles.article import Article, Heading
from rygrad.words.articles.links import odd_place, target
from rygrad.words.articles.reading import alternative, only_images

DEEPEST_IN_CONTENTS = 3
SAID = {
    "da": {
        "missing": "Her mangler et billede",
        "table": "Vis som tabel",
        "written": "Tabel",
        "source": "Kilde",
    },
    "en": {
        "missing": "A picture is missing here",
        "table": "Show as a table",
        "written": "Table",
        "source": "Source",
    },
}
_YEAR = re.compile(r"_((?:19|20)\d\d)$")
_INITIALS = re.compile(r"(?: [A-ZÆØÅ]{1,3})+$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart or a drawing: its SVG, and for a chart its title, its table (header first) and its claims."""

    svg: str
    title: str = ""
    table: Sequence[Sequence[str]] | None = None
    claims: tuple[str, ...] = ()


Figures = Callable[[str, str, str], Figure | None]  # kind ("chart" or "drawing"), name, language


def no_figures(*_: str) -> Figure | None:
    """No figure, whatever is asked for."""
    return None


@dataclass(frozen=True)
class Around:
    """What an article needs from around it to become a page.

    `image` gives the address of an image that is there, None of one that is not; `has_article` tells
    whether an id leads to an article.
    """

    knowledge: Knowledge
    figures: Figures = no_figures
    image: Callable[[str], str | None] = lambda _: None
    has_article: Callable[[str], bool] = lambda _: False


@dataclass(frozen=True, slots=True)
class Rendered:
    """The HTML of an article's text, its contents (headings of levels 2 and 3), the claims it rests on."""

    html: str
    contents: tuple[Heading, ...]
    claims: tuple[str, ...]
    title_id: str


@dataclass
class _Making:
    """What is known while one article is written out."""

    article: Article
    around: Around
    claims: dict[str, None] = field(default_factory=dict)
    closing: list[str] = field(default_factory=list)
    figures: bool = False  # in a paragraph that is images alone

    @property
    def lang(self) -> str:
        return self.article.lang

    def said(self, key: str) -> str:
        return SAID[self.lang][key]


def render(article: Article, around: Around) -> Rendered:
    """The page of an article, below its title."""
    shown = _shown_headings(article)
    title = next((h for h in article.headings if h not in shown), None)
    tokens = _without_title(article.tokens, title)
    making = _Making(article, around)
    md = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Page).enable("table")
    html = md.renderer.render(tokens, md.options, {"making": making})
    contents = tuple(h for h in shown if h.level <= DEEPEST_IN_CONTENTS)
    return Rendered(html, contents, tuple(making.claims), title.id if title else "")


def _shown_headings(article: Article) -> list[Heading]:
    """All headings but the one that is the page's title."""
    first = article.headings[0] if article.headings else None
    at = next((h for h in article.headings if h.level == 1), None)
    is_title = at and (article.title_from == "heading" or (at is first and at.text == article.title))
    return [h for h in article.headings if not (is_title and h is at)]


def _without_title(tokens: Sequence[Token], title: Heading | None) -> list[Token]:
    made = list(tokens)
    for at, token in enumerate(made):
        if title and token.type == "heading_open" and token.attrGet("id") == title.id:
            return made[:at] + made[at + 3 :]
    return made


def short_name(source: Source, lang: str) -> str:
    """How a note names a source: its short name, or its first author and its year."""
    if source.short:
        return source.short.in_language(lang)
    first = re.split(r" et al|[.,:;(]", source.citation, maxsplit=1)[0].strip()
    name = _INITIALS.sub("", first)[:60]
    year = _YEAR.search(source.id)  # the citation holds page numbers that look like years
    return f"{name} {year[1]}" if year else name


class _Page(RendererHTML):
    """How each kind of token is written; the rest as CommonMark has it."""

    def heading_open(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        return f'<{_below_title(tokens[idx].tag)} id="{escape(str(tokens[idx].attrGet("id")))}">'

    def heading_close(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        return f"</{_below_title(tokens[idx].tag)}>\n"

    def paragraph_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        making: _Making = env["making"]
        making.figures = only_images(tokens[idx + 1])
        return "" if making.figures else self.renderToken(tokens, idx, options, env)

    def paragraph_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        making: _Making = env["making"]
        was, making.figures = making.figures, False
        return "" if was else self.renderToken(tokens, idx, options, env)

    def image(  # the signature is that of every rule
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,  # noqa: ARG002
        env: EnvType,
    ) -> str:
        making: _Making = env["making"]
        return _block_image(tokens[idx], making) if making.figures else _inline_image(tokens[idx], making)

    def link_open(self, tokens: Sequence[Token], idx: int, _options: object, env: EnvType) -> str:
        making: _Making = env["making"]
        before, after = _link(str(tokens[idx].attrGet("href") or ""), making)
        making.closing.append(after)
        return before

    def link_close(self, _tokens: object, _idx: int, _options: object, env: EnvType) -> str:
        making: _Making = env["making"]
        return making.closing.pop() if making.closing else ""

    def text(  # the signature is that of every rule
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,  # noqa: ARG002
        env: EnvType,  # noqa: ARG002
    ) -> str:
        words = tokens[idx].content
        inside = idx > 0 and tokens[idx - 1].type == "link_open"
        return escape(words.lstrip() if inside else words, quote=False)

    def table_open(self, _tokens: object, _idx: int, _options: object, env: EnvType) -> str:
        making: _Making = env["making"]
        return f'<section class="scroll" tabindex="0" aria-label="{making.said("written")}"><table>\n'

    def table_close(self, *_: object) -> str:
        return "</table></section>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        return f'<th scope="col"{_aligned(tokens[idx])}>'

    def td_open(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        return f"<td{_aligned(tokens[idx])}>"


def _below_title(tag: str) -> str:
    """A heading's tag; the page has its title, so a second of the first level is of the second."""
    return "h2" if tag == "h1" else tag


def _aligned(token: Token) -> str:
    """How a cell is aligned, as a class: the site allows no style in a page."""
    found = re.search(r"right|center", str(token.attrGet("style") or ""))
    return f' class="{found[0]}"' if found else ""


def _link(href: str, making: _Making) -> tuple[str, str]:
    """What is written before and after a link's text; a link that leads nowhere leaves its text."""
    leads = target(href)
    match leads.kind:
        case "claim":
            return "", _note(leads.name, making)
        case "article" if making.around.has_article(leads.name):
            fragment = f"#{leads.fragment}" if leads.fragment else ""
            return f'<a href="{escape(f"/articles/{leads.name}{fragment}")}">', "</a>"
        case "anchor" if any(h.id == leads.fragment for h in making.article.headings):
            return f'<a href="#{escape(leads.fragment)}">', "</a>"
        case "guide" | "site":
            return f'<a href="{escape(leads.name)}">', "</a>"
        case "contact":
            return f'<a href="{escape(leads.name)}">', "</a>"
        case "outside" if not odd_place(leads.name):
            return f'<a href="{escape(leads.name)}" rel="noreferrer noopener" hx-boost="false">', "</a>"
    return "", ""


def _note(claim: str, making: _Making) -> str:
    """The note behind a statement: which source it rests on, with a link to the list of them."""
    found = making.around.knowledge.claims.get(claim)
    if found is None:
        return ""
    making.claims[claim] = None
    source = making.around.knowledge.sources[found.source]
    name = escape(short_name(source, making.lang))
    return (
        f' <a class="note" href="#source-{source.id}"><span class="unseen">{making.said("source")}: </span>'
        f"{name}</a>"
    )


def _block_image(token: Token, making: _Making) -> str:
    source = unquote(str(token.attrGet("src") or ""))
    caption = escape(str(token.attrGet("title") or ""))
    kind, _, name = source.partition(":")
    if kind in ("chart", "drawing"):
        figure = making.around.figures(kind, name, making.lang)
        return (
            _drawn(figure, kind, escape(alternative(token)), caption, making)
            if figure
            else _absent(token, caption, making)
        )
    address = _address(source, making)
    if address is None:
        return _absent(token, caption, making)
    shown = f'<img src="{escape(address)}" alt="{escape(alternative(token))}" loading="lazy">'
    return f"<figure>{shown}{_captioned(caption)}</figure>\n"


def _address(source: str, making: _Making) -> str | None:
    """Where an image of the site is; None of one that another site would count its readers with."""
    elsewhere = not source or ":" in source or source.startswith("//")
    return None if elsewhere else making.around.image(source)


def _captioned(*parts: str) -> str:
    said = "".join(part for part in parts if part)
    return f"<figcaption>{said}</figcaption>" if said else ""


def _absent(token: Token, caption: str, making: _Making) -> str:
    said = (
        f"{making.said('missing')}: {escape(alternative(token))}"
        if token.content.strip()
        else making.said("missing")
    )
    return f'<figure class="no-picture"><p>{said}</p>{_captioned(caption)}</figure>\n'


def _drawn(figure: Figure, kind: str, words: str, caption: str, making: _Making) -> str:
    label = words or escape(figure.title)
    # The page's own SVG repeats its words for eyes alone: the label says them once.
    drawn = f'<div class="{kind}" role="img" aria-label="{label}">{figure.svg}</div>'
    notes = "".join(dict.fromkeys(_note(claim, making) for claim in figure.claims))
    title = caption or escape(figure.title)
    said = f"<p>{title}{notes}</p>" if title or notes else ""
    below = _captioned(said, _table(figure, title or label, making))
    return f'<figure class="article-figure">{drawn}{below}</figure>\n'


def _table(figure: Figure, title: str, making: _Making) -> str:
    """The figures of a chart as a table, folded."""
    if not figure.table:
        return ""
    head, *rows = figure.table
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join("<tr>" + "".join(_cell(cell, at) for at, cell in enumerate(row)) + "</tr>" for row in rows)
    return (
        f'<details><summary>{making.said("table")}<span class="unseen">: {title}</span></summary>'
        f'<section class="scroll" tabindex="0" aria-label="{title}"><table><caption>{title}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></section></details>"
    )


def _cell(cell: str, at: int) -> str:
    return f"<td>{escape(cell)}</td>" if at else f'<th scope="row">{escape(cell)}</th>'


def _inline_image(token: Token, making: _Making) -> str:
    source = unquote(str(token.attrGet("src") or ""))
    address = _address(source, making)
    if address is None:
        return f'<span class="no-picture">{escape(alternative(token))}</span>'
    return f'<img src="{escape(address)}" alt="{escape(alternative(token))}" loading="lazy">'
