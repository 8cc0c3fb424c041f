"""A draft poured back into a form, and read as text."""

import pytest
from django import forms
from django.http import QueryDict

from bt_admin.lib.drafts import fields_of, fill, lines, typed
from bt_admin.lib.forms import ScaleLadder


class Sample(forms.Form):
    text = forms.CharField(label="Text", widget=forms.Textarea)
    level = forms.ChoiceField(
        label="Nivå", choices=[(1, "Ser på"), (2, "Själv")], widget=ScaleLadder
    )
    codes = forms.MultipleChoiceField(
        label="Delmål",
        choices=[("BT1", "BT1 Akut"), ("BT2", "BT2 Psykiatri")],
        widget=forms.CheckboxSelectMultiple,
    )
    shared = forms.BooleanField(label="Delas", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(required=False)


SENT = QueryDict(
    "text=Du+lyssnade.%00&level=2&codes=BT1&codes=BT2&version=3&do=sign"
    "&csrfmiddlewaretoken=x&draft_form=/a/"
)
FIELDS = {
    "text": ["Du lyssnade."],
    "level": ["2"],
    "codes": ["BT1", "BT2"],
    "version": ["3"],
}


def test_what_is_typed_is_kept_and_nothing_of_ours():
    assert fields_of(SENT) == FIELDS


def test_the_form_begins_with_what_was_typed():
    form = Sample(initial={"version": 7, "text": "Förut", "shared": True})
    fill(form, FIELDS)
    assert {name: form[name].value() for name in form.fields} == {
        "text": "Du lyssnade.",
        "level": "2",
        "codes": ["BT1", "BT2"],
        "shared": False,
        "version": 7,
        "file": None,
    }
    assert form["level"].as_widget().count("checked") == 1


def test_a_models_own_attributes_are_left_alone():
    attributes = {"text": "Förut"}
    fill(Sample(initial=attributes), FIELDS)
    assert attributes == {"text": "Förut"}


def test_in_words_in_the_forms_order():
    fields = {**FIELDS, "gone": ["En fråga som inte ställs längre."], "mark": ["ab1"]}
    assert lines([Sample()], fields) == [
        ("Text", "Du lyssnade."),
        ("Nivå", "Själv"),
        ("Delmål", "BT1 Akut\nBT2 Psykiatri"),
        ("", "En fråga som inte ställs längre."),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"a": ["x\r\ny "]}, {"a": ["x\ny"]}, True),
        ({"a": ["x"], "b": [""]}, {"a": ["x"]}, True),
        ({"a": ["x"]}, {"a": ["y"]}, False),
    ],
)
def test_when_two_texts_say_the_same(one, other, same):
    assert (typed(one) == typed(other)) is same
