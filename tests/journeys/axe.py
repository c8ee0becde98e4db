"""The accessibility checker of the browser tests: a page passes WCAG 2.2 A and AA, or the test says what to mend and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, one line a rule broken with the first places where it is."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text(encoding="utf-8"))  # not a script tag: it works under the strictest content policy
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    return [
        f"{broken['id']}: {broken['help']} ({', '.join(str(node['target'][0]) for node in broken['nodes'][:3])})"
        for broken in found["violations"]
    ]


def axe(page: Page) -> None:
    """Assert that the page has no accessibility violation that a machine can find."""
    broken = violations(page)
    assert broken == [], "\n".join(broken)
