"""The QR code, read back by a reader of barcodes (zbar) from a picture of it in Chromium."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from rygrad.papers.qr import QrError, qr_svg

SVG = "{http://www.w3.org/2000/svg}"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
LINKS = [
    "https://rygrad.example/d/3vQd1o0jY1mS7w1m3M8m0yC0O5i3rVw9Qm1pQ0r5s7U",
    "http://127.0.0.1:8000/plan?minutter=10&dage=3#æøå",
]


@pytest.mark.parametrize("link", LINKS)
def test_a_reader_reads_it_on_a_dark_page(link: str, tmp_path: Path) -> None:
    page_text = (
        f'<body style="background:#111;margin:0"><div style="width:180px">{qr_svg(link, "kode")}</div>'
    )
    picture = tmp_path / "qr.png"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 200, "height": 200})
        page.set_content(page_text)
        page.screenshot(path=str(picture))
        browser.close()
    read = subprocess.run(["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, check=True)
    assert read.stdout.decode().strip() == link


def test_it_has_words_a_quiet_zone_and_no_style() -> None:
    drawn = qr_svg("https://rygrad.example", 'Kode <til> "planen" & mere')
    root = ET.fromstring(drawn)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == 'Kode <til> "planen" & mere'
    assert "style" not in drawn
    ground = root.find(f"{SVG}rect")
    path = root.find(f"{SVG}path")
    assert ground is not None
    assert path is not None
    assert ground.get("fill") == "#fff"
    assert (path.get("d") or "").startswith("M4 4h7")


def test_too_much_or_nothing_is_refused_in_both_languages() -> None:
    for text in ("", "x" * 5000):
        with pytest.raises(QrError) as refused:
            qr_svg(text, "kode")
        assert set(refused.value.says) == {"da", "en"}
