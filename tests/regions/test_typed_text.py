"""Nothing typed is lost, and no patient's number gets in: held to every view there is.

The views come from the resolver. What a view draws is read from its code: the functions
of views and forms that it names, and those that these name, down to the boxes.
"""

import dis
import inspect
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from types import CodeType, ModuleType
from typing import Any

from django import forms
from django.urls import URLPattern, get_resolver

from assessments.forms.texts import text_box
from bt_admin.lib.forms import ask_about_numbers
from regions.drafts import keeps_draft, lay_out, lay_out_by_link

APPS = (
    "bt_admin",
    "regions",
    "placements",
    "assessments",
    "certificates",
    "recruitment",
)
# Where no draft is kept, and why.
NO_DRAFT = {
    "gallery": "shows the components; nothing is sent",
    "assessments:instrument_publish": "a button; the form is only looked at",
    "disclosure": "the words to be masked are kept nowhere",
    "case_papers": "files; the application is kept by `case_keep` while it is written",
    "case_send": "a button; as above",
    "certificates:application_sent": "a parcel's number; the application is looked at",
}
# Where the text may hold a number, and why.
NO_QUESTION = NO_DRAFT.keys() - {"case_send"}


def views() -> dict[str, Callable[..., Any]]:
    return dict(walk(get_resolver()))


def walk(resolver: Any, space: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", pattern.callback
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from walk(pattern, space + inner)


def wrapped(view: Any) -> Iterator[Any]:
    """The view, and each that its decorators have put round it."""
    while view is not None:
        yield view
        view = getattr(view, "__wrapped__", None)


def takes_what_is_typed(view: Any) -> bool:
    """Not a view that is only read."""
    held = [
        cell.cell_contents for one in wrapped(view) for cell in one.__closure__ or ()
    ]
    methods = [one for one in held if isinstance(one, list)]
    return not methods or any("POST" in one for one in methods)


def reached(view: Any) -> set[Any]:
    """Everything of views and forms that the view's code leads to."""
    found: set[Any] = set()
    waiting = [inspect.unwrap(view)]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += named_by(one)
    return found


def named_by(thing: Any) -> Iterator[Any]:
    if not is_ours(thing):
        return
    if isinstance(thing, type):
        yield from thing.__mro__
        yield from filter(inspect.isfunction, vars(thing).values())
        yield from (type(one.widget) for one in boxes_of(thing))
    elif inspect.isfunction(thing):
        yield from map(inspect.unwrap, named_in(thing.__code__, thing.__globals__))


def boxes_of(form: type) -> Iterable[forms.Field]:
    return getattr(form, "base_fields", {}).values()


def named_in(code: CodeType, known: dict[str, Any]) -> Iterator[Callable[..., Any]]:
    """The functions and classes that stand in the code, also as `module.name`."""
    steps = list(dis.get_instructions(code))
    for step, after in pairwise(steps):
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            value = known.get(step.argval)
            if isinstance(value, ModuleType):
                value = getattr(value, str(after.argval), None)
            if callable(value):
                yield value
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from named_in(inner, known)


def is_ours(thing: Any) -> bool:
    module = getattr(thing, "__module__", None) or ""
    app, layer, *_ = [*module.split("."), ""]
    return app in APPS and layer in ("views", "forms")


def has_a_box(view: Any) -> bool:
    return takes_what_is_typed(view) and bool(
        {text_box, forms.Textarea} & reached(view)
    )


def keeps(view: Any) -> bool:
    """On the server, or for whoever has a link and no account on their device."""
    if lay_out_by_link in reached(view):
        return True
    dropping = keeps_draft(view).__code__
    return lay_out in reached(view) and any(
        one.__code__ is dropping for one in wrapped(view)
    )


def asks(view: Any) -> bool:
    return bool({lay_out, lay_out_by_link, ask_about_numbers} & reached(view))


def without(asked: Callable[[Any], bool]) -> set[str]:
    return {
        name for name, view in views().items() if has_a_box(view) and not asked(view)
    }


def test_every_form_with_a_box_keeps_what_is_typed():
    assert sorted(without(keeps)) == sorted(NO_DRAFT)


def test_every_form_with_a_box_asks_about_a_patients_number():
    assert sorted(without(asks)) == sorted(NO_QUESTION)
