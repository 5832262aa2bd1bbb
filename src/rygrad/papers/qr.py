"""QR codes as drawings: to carry an address from the screen or the paper to the phone."""

from __future__ import annotations

from xml.sax.saxutils import escape

import segno

QUIET_ZONE = 4  # modules; what ISO/IEC 18004 asks for


class QrError(ValueError):
    """A text that no QR code can hold, said in Danish and English."""

    def __init__(self, length: int) -> None:
        self.says = {
            "da": f"Teksten er for lang til en QR-kode ({length} tegn).",
            "en": f"The text is too long for a QR code ({length} characters).",
        }
        super().__init__(self.says["en"])


def qr_svg(text: str, says: str) -> str:
    """The text as a QR code in SVG, on white with its quiet zone in any theme; `says` is read aloud instead.

    `QrError` when the text is empty or longer than a QR code holds.
    """
    rows = _modules(text)
    side = len(rows) + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {side} {side}" role="img"'
        f' shape-rendering="crispEdges"><title>{escape(says)}</title>'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path fill="#000" d="{_path(rows)}"/></svg>'
    )


def _modules(text: str) -> list[list[int]]:
    if not text:
        raise QrError(0)
    try:
        code = segno.make(text, error="m", micro=False, boost_error=False)
    except segno.DataOverflowError:
        raise QrError(len(text)) from None
    return [list(row) for row in code.matrix]


def _path(rows: list[list[int]]) -> str:
    """One rectangle for each run of dark modules in a row."""
    drawn = []
    for y, row in enumerate(rows, QUIET_ZONE):
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            start = x
            while x < len(row) and row[x]:
                x += 1
            drawn.append(f"M{start + QUIET_ZONE} {y}h{x - start}v1h-{x - start}z")
    return "".join(drawn)
