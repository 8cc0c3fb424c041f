"""What somebody without a mouse meets: where Tab stops, and that it can be seen."""

from tests.browser.visitor import Visitor

MOST_STOPS = 200
# What has focus: its words, and whether it can be seen that it has.
FOCUS = """() => {
    const node = document.activeElement;
    if (!node || node === document.body) return null;
    const box = node.getBoundingClientRect(), look = getComputedStyle(node);
    const near = node.closest('label')
        ?? document.querySelector(`label[for='${node.id}']`);
    const ring = one => one && (getComputedStyle(one).outlineStyle !== 'none'
        || getComputedStyle(one).boxShadow !== 'none');
    const above = document.elementFromPoint(
        box.x + box.width / 2, box.y + box.height / 2);
    return {
        words: (node.innerText || node.getAttribute('aria-label') || node.name || '')
            .trim().split('\\n')[0],
        name: node.name ?? '',
        seen: Boolean(ring(node) || ring(near)),
        inside: box.bottom > 0 && box.top < innerHeight,
        covered: Boolean(above && !node.contains(above) && !above.contains(node)
            && !(near && near.contains(above)) && look.opacity !== '0'),
    };
}"""


def stops(visitor: Visitor) -> list[dict[str, object]]:
    """Every place that Tab comes to, until it leaves the page."""
    found: list[dict[str, object]] = []
    for _ in range(MOST_STOPS):
        visitor.page.keyboard.press("Tab")
        focus = visitor.page.evaluate(FOCUS)
        if focus is None:
            return found
        found.append(focus)
    raise AssertionError(f"No end after {MOST_STOPS} stops: {found[-3:]}")


def unseen(found: list[dict[str, object]]) -> list[dict[str, object]]:
    return [
        one for one in found if not one["seen"] or not one["inside"] or one["covered"]
    ]


def tab_to(visitor: Visitor, words: str) -> None:
    """To what says so, or to the field of that name."""
    for _ in range(MOST_STOPS):
        visitor.page.keyboard.press("Tab")
        focus = visitor.page.evaluate(FOCUS) or {"words": "", "name": ""}
        if any(str(focus[key]).startswith(words) for key in ("words", "name")):
            return
    raise AssertionError(f"Tab never came to {words}")


def every_stop_is_seen(visitor: Visitor) -> None:
    """On the open page, at both widths; it is left with the focus at its beginning."""
    for width in (1280, 360):
        visitor.page.set_viewport_size({"width": width, "height": 800})
        visitor.page.reload()
        assert (visitor.page.url, width, unseen(stops(visitor))) == (
            visitor.page.url,
            width,
            [],
        )
    visitor.page.set_viewport_size({"width": 1280, "height": 800})
    visitor.page.reload()


def enter(visitor: Visitor, words: str) -> None:
    """Follow the link or press the button that says so."""
    tab_to(visitor, words)
    visitor.page.keyboard.press("Enter")
    visitor.arrive()
