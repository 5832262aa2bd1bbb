"""What a drawing may hold: plain shapes that take their colour from the page, and nothing that runs."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Problem

SVG = "{http://www.w3.org/2000/svg}"
VIEW = "0 0 240 160"  # all drawings have one size, so that they stand beside each other
SHAPES = {"svg", "g", "path", "circle", "rect", "line"}
ATTRIBUTES = {
    *("class", "viewBox", "d", "cx", "cy", "r", "x", "y", "width", "height", "rx", "x1", "y1", "x2", "y2"),
    *("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "opacity"),
}
COLOURS = {"none", "currentColor"}  # a drawing is right in a light page, a dark one and on paper


def drawing_problems(knowledge: Knowledge) -> list[Problem]:
    """Every fault of the drawings, at the file."""
    folder = knowledge.folder / "drawings"
    return [
        Problem(str(folder / name), 1, 1, da, en)
        for name, svg in knowledge.drawings.items()
        for da, en in drawing_faults(svg)
    ]


def drawing_faults(svg: str) -> Iterator[tuple[str, str]]:
    """What a drawing holds that it may not, in Danish and English."""
    if "<!" in svg or "<?" in svg:
        yield "må kun rumme former", "may hold shapes only"
        return
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as e:
        yield f"er ikke gyldig SVG ({e})", f"is no valid SVG ({e})"
        return
    if root.tag != f"{SVG}svg" or root.get("viewBox") != VIEW:
        yield f"skal være svg med viewBox {VIEW}", f"must be svg with viewBox {VIEW}"
    for part in root.iter():
        yield from _faults_of(part)


def _faults_of(part: ElementTree.Element) -> Iterator[tuple[str, str]]:
    name = part.tag.removeprefix(SVG)
    if name not in SHAPES:
        yield f"»{name}« må ikke stå i en tegning", f"'{name}' may not stand in a drawing"
    for key, value in part.attrib.items():
        if key not in ATTRIBUTES:
            yield f"»{key}« må ikke stå i en tegning", f"'{key}' may not stand in a drawing"
        elif key in ("fill", "stroke") and value not in COLOURS:
            yield f"farven »{value}« er ikke sidens egen", f"the colour '{value}' is not the page's own"
