"""Text is printed whole, in 7 points or more, or refused."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates.documents import (
    Applicant,
    Certifier,
    CompetenceForm,
    CompletedForm,
    DelmalEntry,
    DelmalForm,
    DoesNotFit,
    ServiceRow,
    compose_delmal,
    overflowing,
    print_form,
    split_delmal,
)

from .examples import CREATED, DOCTOR, EMPTY, SERVICE, SUPERVISOR
from .reading import squeezed, words

SENTENCE = "Tjänstgöring under handledning på akutmottagningen, Växjö. "
LONG_UNIT = (
    "Verksamhetsområde akut- och internmedicin samt geriatrik " * 3
    + "på Ljungby lasarett, plan 3."
)


@pytest.mark.parametrize(
    "form",
    [
        CompetenceForm(supervisor=Certifier(workplace=LONG_UNIT)),
        CompetenceForm(assessor=Certifier(workplace="x" * 300)),
        CompetenceForm(applicant=Applicant(last_name="Lång-" * 25)),
        DelmalForm(activities="å" * 300 + " " + "W" * 300, checks=SENTENCE * 60),
        CompletedForm(rows=(replace(SERVICE[0], workplace=LONG_UNIT[:115]),)),
        CompletedForm(primary_care="rad\n" * 20, acute_care=SENTENCE * 30),
    ],
)
def test_long_text_is_printed_whole(form):
    pdf = print_form(form, created=CREATED)
    read = words(pdf)
    assert [text for text in form.texts().values() if squeezed(text) not in read] == []
    assert smallest_type(pdf) >= 6.4  # the labels' own; what is filled in has 7


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (CompetenceForm(supervisor=Certifier(name="Ö" * 400)), "supervisor.name"),
        (
            CompetenceForm(applicant=Applicant(first_name="Ö" * 300)),
            "applicant.first_name",
        ),
        (DelmalForm(activities=SENTENCE * 200), "activities"),
        (DelmalForm(checks="\n".join("rad" * 100)), "checks"),
        (DelmalForm(checks="x" * 1_000_000), "checks"),
        (CompletedForm(primary_care=SENTENCE * 100), "primary_care"),
        (CompletedForm(acute_care=SENTENCE * 100), "acute_care"),
        (
            CompletedForm(rows=(SERVICE[0], replace(SERVICE[0], workplace=LONG_UNIT))),
            "rows.2.workplace",
        ),
    ],
)
def test_what_no_size_can_hold_is_refused_by_name(form, field):
    with pytest.raises(DoesNotFit) as refusal:
        print_form(form, created=CREATED)
    assert refusal.value.field == field


def test_type_is_as_large_as_the_box_allows():
    short, long = (
        print_form(
            replace(EMPTY[2], activities=SENTENCE * times + "Ž"), created=CREATED
        )
        for times in (5, 90)
    )
    assert [type_of(short, "Ž"), type_of(long, "Ž")] == [10, 7.5]


def type_of(pdf, letter):
    return next(size for text, size in sizes(pdf) if text == letter)


def smallest_type(pdf):
    return min(size for _, size in sizes(pdf))


def sizes(pdf):
    return [
        (
            chr(pdfium.FPDFText_GetUnicode(text, index)),
            round(pdfium.FPDFText_GetFontSize(text, index) * 0.75, 2),
        )
        for page in pypdfium2.PdfDocument(pdf)
        for text in [page.get_textpage()]
        for index in range(text.count_chars())
        if not pdfium.FPDFText_IsGenerated(text, index)
    ]


# ------------------------------------------------------------ splitting by delmål
def entries(*lengths):
    return [
        DelmalEntry(f"BT{number}", f"{SENTENCE * length}Nr {number}.", "Mini-CEX.")
        for number, length in enumerate(lengths, start=1)
    ]


def split(*lengths, first=1):
    return split_delmal(
        entries(*lengths),
        applicant=DOCTOR,
        certifier=SUPERVISOR,
        first_annex_number=first,
    )


def test_little_text_is_one_certificate():
    forms = split(*[1] * 18)
    assert [form.codes for form in forms] == [tuple(f"BT{n}" for n in range(1, 19))]


def test_much_text_is_spread_in_order_and_numbered_on():
    forms = split(40, 40, 100, 5, first=3)
    assert [form.codes for form in forms] == [("BT1", "BT2"), ("BT3", "BT4")]
    assert [form.annex_number for form in forms] == [3, 4]


def test_every_word_is_on_one_of_the_certificates():
    forms = split(90, 60)
    read = "".join(words(print_form(form, created=CREATED)) for form in forms)
    asked = [squeezed(entry.activities) for entry in entries(90, 60)]
    assert [len(forms), [text for text in asked if text not in read]] == [2, []]


def test_one_delmal_too_long_for_a_certificate_is_named():
    with pytest.raises(DoesNotFit) as refusal:
        split(1, 1, 300)
    assert (refusal.value.field, refusal.value.code) == ("activities", "BT3")


def test_nothing_to_certify_is_no_certificate():
    assert split() == []


def test_several_delmal_are_told_apart_and_equal_words_written_once():
    form = compose_delmal(
        [
            DelmalEntry("BT1", "Akuten.", "Mini-CEX."),
            DelmalEntry("BT2", "Kurs.", "Mini-CEX."),
            DelmalEntry("BT3", "Akuten.", "Mini-CEX."),
        ],
        applicant=DOCTOR,
        certifier=SUPERVISOR,
    )
    assert form.activities == "BT1, BT3: Akuten.\n\nBT2: Kurs."
    assert form.checks == "BT1, BT2, BT3: Mini-CEX."


def test_a_single_delmal_needs_no_code_before_its_words():
    [entry] = entries(0)
    form = compose_delmal([entry], applicant=DOCTOR, certifier=SUPERVISOR)
    assert form.activities == entry.activities


# ------------------------------------------------------------------ any text at all
typed = st.text(
    st.characters(categories=["Lu", "Ll", "Nd", "Po", "Zs"], max_codepoint=0x17F),
    max_size=400,
)


@settings(max_examples=8)
@given(name=typed, story=typed, workplace=typed)
def test_any_text_is_printed_whole_or_refused(name, story, workplace):
    row = ServiceRow(
        workplace[:60],
        date(2026, 1, 1),
        date(2026, 2, 1),
        100,
        SERVICE[0].full_time_months,
    )
    form = CompletedForm(
        applicant=Applicant(last_name=name),
        rows=(row,),
        primary_care=story,
        acute_care=workplace,
    )
    if len(name) > 100 and "applicant.last_name" in overflowing(form):
        return
    pdf = print_form(form, created=CREATED)
    read = words(pdf)
    assert [text for text in form.texts().values() if squeezed(text) not in read] == []
