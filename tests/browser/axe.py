"""What axe-core finds on a page that Playwright has open."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

AXE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
AT_THE_END = """() => {
    for (const node of document.querySelectorAll('.task-header, form > .autosave'))
        node.style.position = 'static';
    scrollTo(0, document.body.scrollHeight);
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What depends on where things stand and how they are painted, of each element by itself.
LOOKS = [
    "color-contrast",
    "link-in-text-block",
    "scrollable-region-focusable",
    "target-size",
]
RUN = """([rules, without, numbers]) => axe.run(
    numbers ? {include: numbers.map(number => shown[number])} : document,
    {runOnly: rules, resultTypes: ['violations'],
     rules: Object.fromEntries(without.map(rule => [rule, {enabled: false}]))},
)"""


def violations(
    page: Any,
    rules: Sequence[str] = RULES,
    without: Sequence[str] = (),
    numbers: Sequence[int] | None = None,
) -> list[str]:
    """One line per element: the rule, where, and what would mend it. Of the whole page,
    or of those numbers of what the page has listed as `shown`.

    Evaluated through the debugger, so that the page keeps its strict policy."""
    if not page.evaluate("'axe' in window"):  # it stays while the page does
        page.evaluate(AXE.read_text())
    # At the end of the page the phone's bottom bar covers nothing that can be pressed,
    # and what stays at the top would cover what anybody can scroll down to.
    page.evaluate(AT_THE_END)
    found = page.evaluate(RUN, [rules, without, numbers])
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
