"""Ask axe-core what is wrong with the page that a browser shows."""

from functools import cache
from pathlib import Path
from typing import Any

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

LOOKS = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
"""The rules that depend on a page's width and colours, not on what it is made of alone."""

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@cache
def _source() -> str:
    return AXE.read_text("utf-8")


def violations(page: Any, *, leave_out: tuple[str, ...] = (), looks_only: bool = False) -> list[str]:
    """One line for each broken rule and element of a Playwright page; empty when there is nothing to mend.

    `looks_only` asks only what can be otherwise in another width and other colours of a page that was asked in full.
    """
    page.evaluate(_source())  # through the debugger, so the page's own content policy stays as strict as it is
    found = page.evaluate(
        "([only, out]) => axe.run({exclude: out}, {runOnly: only, resultTypes: ['violations']})",
        [
            {"type": "rule", "values": LOOKS} if looks_only else {"type": "tag", "values": RULES},
            [[one] for one in leave_out],
        ],
    )
    return [
        f"{broken['id']} ({broken['impact']}): {' '.join(map(str, node['target']))} – {node['failureSummary']}"
        for broken in found["violations"]
        for node in broken["nodes"]
    ]
