"""axe-core on a page: WCAG 2.0 to 2.2, levels A and AA, and its best practices."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).with_name("node_modules") / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Target size (WCAG 2.5.8) is off until asked for.
RUN = """async tags => {
  const found = await axe.run(document, {
    runOnly: {type: 'tag', values: tags},
    rules: {'target-size': {enabled: true}},
    resultTypes: ['violations'],
  });
  return found.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n =>
    [n.target.join(' '), n.failureSummary].join(': '))}));
}"""


@functools.cache
def _source() -> str:
    assert AXE.exists(), "axe-core is not installed: npm ci --prefix tests/browser"
    return AXE.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands: one line a violation and place; empty is good."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_source())
    found: list[dict[str, Any]] = page.evaluate(RUN, TAGS)
    return [f"{v['id']} ({v['help']}) {node}" for v in found for node in v["nodes"]]
