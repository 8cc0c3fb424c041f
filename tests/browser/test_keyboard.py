"""Without a mouse: every stop is seen, none is a trap, and the work gets done."""

from collections.abc import Callable

import pytest

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
HANDLEDARE = "Tuomas Haapakorpi"
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


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize(
    ("name", "path"),
    [
        (HANDLEDARE, "/kronoberg/"),
        ("Elza Bērziņa", "/kronoberg/min-bt/"),
        ("Karin Björnhede", "/kronoberg/bt-lakare/"),
        ("Karin Björnhede", "/kronoberg/bt-lakare/lagg-upp/"),
    ],
)
def test_every_stop_is_seen(visit: Visit, name: str, path: str, phone: bool) -> None:
    visitor = visit(name, phone=phone)
    visitor.open(path)
    found = stops(visitor)
    assert found[0]["words"] == "Hoppa till innehållet"
    unseen = [
        one for one in found if not one["seen"] or not one["inside"] or one["covered"]
    ]
    assert unseen == []


def tab_to(visitor: Visitor, words: str) -> None:
    for _ in range(MOST_STOPS):
        visitor.page.keyboard.press("Tab")
        focus = visitor.page.evaluate(FOCUS)
        if focus and str(focus["words"]).startswith(words):
            return
    raise AssertionError(f"Tab never came to {words}")


def test_a_mini_cex_is_signed_with_the_keys_alone(visit: Visit) -> None:
    visitor = visit("Goran Vukelić")  # whose request no other test answers
    keys = visitor.page.keyboard
    tab_to(visitor, "Signera Mini-CEX")
    keys.press("Enter")
    visitor.page.wait_for_url("**/bedomning/**")
    tab_to(visitor, "item_overall")
    keys.press("Space")
    tab_to(visitor, "text_keep_doing")
    keys.type("Du lät patienten berätta färdigt.")
    tab_to(visitor, "Signera bedömningen")
    keys.press("Enter")
    visitor.page.wait_for_url("**/kronoberg/")
    assert "Signerat." in visitor.text
