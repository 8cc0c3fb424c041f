"""How many times somebody has to click or tap: counted in the page, not in the test.

A press of a pointer is one. So is Enter or Space on something that is not a text. What
Playwright does without a pointer costs what it costs a person: a field filled in has
to be tapped first, and a list is opened and chosen from. Typing itself is free.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.browser.visitor import Visitor

LISTEN = """() => {
    if (window.countsClicks) return;
    window.countsClicks = true;
    const writes = node => node instanceof HTMLTextAreaElement
        || (node instanceof HTMLInputElement
            && !['checkbox', 'radio', 'button', 'submit', 'file'].includes(node.type));
    const words = node => (node?.innerText || node?.name || node?.tagName || '')
        .trim().split('\\n')[0].slice(0, 60);
    let pressed = null, moved = false;
    addEventListener('pointerdown', event => {
        if (!event.isTrusted) return;
        pressed = event.target;
        window.oneClick(words(event.target));
    }, true);
    addEventListener('keydown', event => {
        moved = event.key === 'Tab';
        const acts = event.key === 'Enter' || event.key === ' ';
        if (event.isTrusted && acts && !writes(event.target)) {
            window.oneClick(`${event.key} ${words(event.target)}`);
        }
    }, true);
    addEventListener('focusin', event => {
        if (writes(event.target) && !moved && !event.target.contains(pressed)
            && !pressed?.closest?.('label')?.contains(event.target)) {
            window.oneClick(`field ${event.target.name}`);
        }
        moved = false;
    }, true);
    addEventListener('change', event => {
        if (event.target instanceof HTMLSelectElement
            && !event.target.contains(pressed)) {
            window.oneClick(`list ${event.target.name}`);
            window.oneClick(`option ${event.target.name}`);
        }
    }, true);
}"""


class Clicks:
    """What one visitor has clicked since this was made, and for how long."""

    def __init__(self, visitor: Visitor) -> None:
        self.made: list[str] = []
        self.began = time.monotonic()
        context = visitor.context
        context.expose_binding("oneClick", self.note)
        context.add_init_script(f"({LISTEN})()")
        visitor.page.evaluate(LISTEN)

    def note(self, _source: Any, words: str) -> None:
        self.made.append(words)

    @property
    def count(self) -> int:
        return len(self.made)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began


@contextmanager
def at_most(
    visitor: Visitor, budget: int, seconds: float | None = None
) -> Iterator[Clicks]:
    """Fail when what is done inside costs more; once for each window."""
    clicks = Clicks(visitor)
    yield clicks
    said = "\n".join(clicks.made)
    assert clicks.count <= budget, f"{clicks.count} clicks, not {budget}:\n{said}"
    if seconds is not None:
        assert clicks.seconds <= seconds, f"{clicks.seconds:.0f} s, not {seconds}"
