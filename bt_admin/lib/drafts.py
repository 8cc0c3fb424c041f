"""What somebody has typed in a form and not sent: as data, back into it, and as text.

Knows forms and nothing else; who may keep what where is for regions/drafts.py.
"""

from collections.abc import Collection, Iterable, Mapping
from html import unescape

from django import forms
from django.http import QueryDict
from django.utils.html import strip_tags

Fields = dict[str, list[str]]
# What a form sends besides the answers: the buttons, the token and our own marks.
NOT_TYPED = {"csrfmiddlewaretoken", "do", "action"}
OURS = "draft_"


def fields_of(data: QueryDict) -> Fields:
    """Everything typed or chosen, by the name of its field; NUL is no character."""
    return {
        name: [value.replace("\0", "") for value in data.getlist(name)]
        for name in data
        if name not in NOT_TYPED and not name.startswith(OURS)
    }


def typed(fields: Mapping[str, list[str]]) -> Fields:
    """Without what is empty, and with the line ends of one kind: fit to be compared."""
    trimmed = {
        name: [value.replace("\r\n", "\n").strip() for value in values]
        for name, values in fields.items()
    }
    return {name: values for name, values in trimmed.items() if any(values)}


def among(names: Collection[str], fields: Mapping[str, list[str]]) -> Fields:
    """What a form asks, without what a page sends along."""
    return {name: values for name, values in fields.items() if name in names}


def as_data(fields: Mapping[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data


def fill(form: forms.BaseForm, fields: Mapping[str, list[str]]) -> None:
    """Let the form begin with what was typed, where it still has such a field.

    Hidden fields say what the form was shown with, and files are never kept.
    """
    data = as_data(fields)
    form.initial = {**form.initial}  # some views give a model's own attributes
    for name, field in form.fields.items():
        widget = field.widget
        if widget.is_hidden or widget.needs_multipart_form:
            continue
        form.initial[name] = widget.value_from_datadict(data, {}, form.add_prefix(name))


def lines(
    shown: Iterable[forms.BaseForm], fields: Mapping[str, list[str]]
) -> list[tuple[str, str]]:
    """What was typed, as (label, words) in the forms' order; the unknown comes last."""
    left, found = typed(fields), []
    for bound in (bound for form in shown for bound in form):
        values = left.pop(bound.html_name, None)
        if values and not bound.is_hidden:
            found.append((plain(bound.label), in_words(bound.field, values)))
    unknown = ["\n".join(values) for values in left.values() if in_prose(values)]
    return found + [("", words) for words in unknown]


def in_words(field: forms.Field, values: list[str]) -> str:
    """The words that were chosen between; what was written, as it was written."""
    choices = getattr(field, "choices", None)
    if choices is None:
        return "\n".join(values)
    words = {str(key): plain(label) for key, label in choices}
    return "\n".join(words.get(value, value) for value in values)


def in_prose(values: list[str]) -> bool:
    """Somebody's words, and no key, number or mark that a page sent along."""
    return any(" " in value for value in values)


def plain(label: object) -> str:
    return unescape(strip_tags(str(label).replace("<br>", ": ")))
