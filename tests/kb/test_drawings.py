"""What a drawing may hold: a page shows it as it is, so nothing in it may run, fetch or colour."""

from __future__ import annotations

import pytest

from rygrad.kb.drawings import drawing_faults

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 160" stroke="currentColor">'


def said(inside: str, begins: str = OPEN, ends: str = "</svg>") -> list[str]:
    return [en for _, en in drawing_faults(begins + inside + ends)]


def test_plain_shapes_are_fine() -> None:
    assert said('<g class="ghost" opacity="0.3"><path d="M0 0L9 9" fill="none"/></g><circle r="3"/>') == []


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("<script>alert(1)</script>", "'script' may not stand in a drawing"),
        ("<style>path{}</style>", "'style' may not stand in a drawing"),
        ('<path style="fill:red"/>', "'style' may not stand in a drawing"),
        ('<path onclick="go()"/>', "'onclick' may not stand in a drawing"),
        ('<path id="one"/>', "'id' may not stand in a drawing"),
        ('<path fill="#f00"/>', "the colour '#f00' is not the page's own"),
        ('<path stroke="url(#a)"/>', "the colour 'url(#a)' is not the page's own"),
        ("<image/>", "'image' may not stand in a drawing"),
        ("<!-- note -->", "may hold shapes only"),
    ],
)
def test_what_runs_fetches_or_colours_is_refused(inside: str, wanted: str) -> None:
    assert said(inside) == [wanted]


def test_an_entity_is_not_even_read() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + OPEN
    assert said("&b;", bomb) == ["may hold shapes only"]


def test_a_link_in_another_namespace_is_refused() -> None:
    xlink = '<path xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://example.org"/>'
    assert said(xlink) == ["'{http://www.w3.org/1999/xlink}href' may not stand in a drawing"]


def test_what_is_not_closed_is_refused() -> None:
    assert said("<g>")[0].startswith("is no valid SVG")


def test_another_size_is_refused() -> None:
    small = OPEN.replace("240 160", "24 16")
    assert said("", small) == ["must be svg with viewBox 0 0 240 160"]
