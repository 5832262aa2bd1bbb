"""Whether a page fits its screen: nothing to scroll sideways for, nothing cut off."""

from __future__ import annotations

from playwright.sync_api import Page

WIDER = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  const place = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') +
    (typeof e.className === 'string' && e.className ? '.' + e.className.trim().replace(/\\s+/g, '.') : '');
  if (document.scrollingElement.scrollWidth > wide) {
    found.push(`the page is ${document.scrollingElement.scrollWidth} px on a screen of ${wide}`);
  }
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest('.unseen, .skip, .default, svg') || !e.checkVisibility()) continue;
    const box = e.getBoundingClientRect(), style = getComputedStyle(e);
    if (box.right > wide + 1 || box.left < -1) found.push(`${place(e)} ends at ${Math.round(box.right)} px`);
    const cut = ['hidden', 'clip'].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1;
    if (cut && !['INPUT', 'SELECT', 'PROGRESS'].includes(e.tagName)) found.push(`${place(e)} is cut off`);
  }
  return found;
}"""


def overflowing(page: Page) -> list[str]:
    """What is wider than the screen or cut off, with its place; empty is good."""
    found: list[str] = page.evaluate(WIDER)
    return found
