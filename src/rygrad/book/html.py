"""HTML that cannot be wrong: every text is escaped when it is put in, every tag is closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

_EMPTY = {"meta", "link", "br"}
_INLINE = {"a", "b", "code", "small", "span", "strong"}


class Html(str):
    """Text that is HTML already; any other text is escaped where it is put in."""

    __slots__ = ()


Part = Html | str | int | None


def joined(parts: Iterable[Part], between: str = "") -> Html:
    """Parts one after the other; what is None is left out."""
    made = [part if isinstance(part, Html) else escape(str(part)) for part in parts if part is not None]
    return Html(escape(between).join(made))


def tag(name: str, /, *inside: Part, **attributes: str | bool | None) -> Html:
    """One element. `class_` is class, `data_label` data-label; an attribute of None or False is left out."""
    made = "".join(_attribute(key, value) for key, value in attributes.items() if value not in (None, False))
    if name in _EMPTY:
        return Html(f"<{name}{made}>\n")
    return Html(f"<{name}{made}>{joined(inside)}</{name}>" + ("" if name in _INLINE else "\n"))


def _attribute(key: str, value: str | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def table(caption: Part, heads: Sequence[Part], rows: Iterable[Sequence[Part]]) -> Html:
    """A table with a caption and column heads; on a narrow screen each row becomes a small list.

    The roles keep it a table for a screen reader when the style sheet shows it as a list. The first
    cell of a row is its head.
    """
    head = tag("tr", *(tag("th", h, scope="col", role="columnheader") for h in heads), role="row")
    labels = [str(h) for h in heads]
    body = [_row(row, labels) for row in rows]
    return tag(
        "table",
        tag("caption", caption),
        tag("thead", head, role="rowgroup"),
        tag("tbody", *body, role="rowgroup"),
        role="table",
    )


def _row(cells: Sequence[Part], labels: Sequence[str]) -> Html:
    first = tag("th", cells[0], scope="row", role="rowheader")
    rest = (
        tag("td", tag("div", cell), role="cell", data_label=label)
        for cell, label in zip(cells[1:], labels[1:], strict=True)
    )
    return tag("tr", first, *rest, role="row")


def bullets(items: Iterable[Part]) -> Html | None:
    """A list, or nothing when there is nothing to list."""
    made = [tag("li", item) for item in items]
    return tag("ul", *made) if made else None


def pairs(items: Iterable[tuple[Part, Part]]) -> Html:
    """Names and what they stand for; a name without a value is left out."""
    made = [tag("div", tag("dt", name), tag("dd", value)) for name, value in items if value not in (None, "")]
    return tag("dl", *made)
