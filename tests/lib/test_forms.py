import pytest
from django import forms

from bt_admin.lib.forms import (
    HOLDS_A_NUMBER,
    Choices,
    DateField,
    Fault,
    ScaleLadder,
    ScaleRow,
    ask_about_numbers,
    faults,
    refuse,
)
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Reason, Verdict


class Sample(forms.Form):
    readers = {"text": "Läses av dig."}

    seen_on = DateField(label="Dag")
    level = forms.ChoiceField(choices=[(1, "Ett"), (2, "Två")], widget=ScaleLadder)
    row = forms.ChoiceField(choices=[(1, "1"), ("", "ej sett")], widget=ScaleRow)
    text = forms.CharField(widget=forms.Textarea, required=False)
    who = forms.ChoiceField(
        choices=[("a", "A"), ("b", "B")], widget=Choices(unfolds={"b": ["mail"]})
    )
    mail = forms.EmailField(required=False)
    tick = forms.BooleanField(required=False)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("2027-03-03", None),
        ("20270303", None),
        ("", "Skriv ett datum."),
        ("3 mars", "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2027-03-03."),
        ("2027-13-01", "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2027-03-03."),
        ("2027-02-30", "Det finns inget datum 2027-02-30. Februari har 28 dagar."),
        ("2028-02-30", "Det finns inget datum 2028-02-30. Februari har 29 dagar."),
        ("2027-12-32", "Det finns inget datum 2027-12-32. December har 31 dagar."),
        ("9999-12-32", "Det finns inget datum 9999-12-32. December har 31 dagar."),
        ("<b>x</b>", "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2027-03-03."),
    ],
)
def test_a_date_as_it_is_typed(typed, error):
    form = Sample({"seen_on": typed})
    assert form.errors.get("seen_on") == ([error] if error else None)


def test_each_field_knows_its_component():
    drawn = {field.name: field.component for field in Sample()}
    assert drawn == {
        "seen_on": "box",
        "level": "scale_ladder",
        "row": "scale_row",
        "text": "box",
        "who": "choices",
        "mail": "box",
        "tick": "tick",
    }


def test_only_what_may_be_left_out_is_marked():
    assert [field.name for field in Sample() if field.is_optional] == ["text"]


def test_a_box_is_described_by_all_that_stands_round_it():
    form = Sample({"text": "Pat 19121212-1212 fick vänta."})
    described = {field.name: field.aria_describedby for field in form}
    assert described["text"] == "id_text_guard id_text_readers"
    assert described["seen_on"] == "id_seen_on_helptext id_seen_on_error"
    assert form["text"].guard_speaks


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Pat 191212121212 hade", True),
        ("Pat 19121212-1212", True),
        ("Pat 1212121212", True),
        ("Pat 121212-1212", True),
        ("samordning 701063-2391", True),
        ("fel kontrollsiffra 121212-1213", False),
        ("mitt eget: 811228-9874", False),
        ("mitt eget: 198112289874", False),
        ("Ring 08-465 004 20", False),
        ("Mätte 20270303", False),
        ("nummer 1234567890123456", False),
    ],
)
def test_a_number_that_is_somebody_elses_is_asked_about(text, speaks):
    form = Sample({"text": text})
    ask_about_numbers(form, own="198112289874")
    assert form["text"].guard_speaks is speaks
    assert form.errors.get("text") == ([HOLDS_A_NUMBER] if speaks else None)


def test_a_number_passes_when_it_is_no_patients():
    form = Sample({"text": "Ring mig, 121212-1212", "text_confirmed": "1"})
    ask_about_numbers(form, own="")
    assert form.errors.get("text") is None
    assert form["text"].guard_speaks


def test_the_summary_leads_to_the_first_choice():
    form = Sample({"seen_on": "2027-03-03", "who": "a"})
    assert faults(form) == [
        Fault("Level: Välj ett svar.", "#id_level_0"),
        Fault("Row: Välj ett svar.", "#id_row_0"),
    ]


def test_a_refusal_goes_to_its_field_or_above_the_form():
    form = Sample({"seen_on": "2027-03-03", "level": 1, "row": 1, "who": "a"})
    late = Reason("Dagen är för sen.", HOUSE, field="seen_on")
    general = Reason("Planen är låst.", HOUSE, field="nowhere")
    refuse(form, Verdict((late, general)))
    assert faults(form) == [
        Fault("Planen är låst.", "", general),
        Fault("Dagen är för sen.", "#id_seen_on"),
    ]
