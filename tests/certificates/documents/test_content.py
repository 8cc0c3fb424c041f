"""What stands in the boxes."""

from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
from pypdf import PdfReader

from certificates.documents import (
    ApplicationForm,
    CompletedForm,
    CountryAndDate,
    NotInFont,
    TooManyRows,
    months,
    number_ranges,
    print_form,
)
from certificates.documents.text import printable

from .examples import CREATED, EMPTY, FILLED, SERVICE
from .reading import letters, squeezed, words


@pytest.mark.parametrize("bilaga", FILLED)
def test_every_value_can_be_read(bilaga, filled):
    read = words(filled[bilaga])
    texts = FILLED[bilaga].texts().values()
    assert [text for text in texts if squeezed(text) not in read] == []


def test_values_stand_in_their_boxes(filled):
    """One look at each kind of box; the labels are measured in test_facsimile."""
    assert places(filled[3], "Åkesson") == [(0, 74, 224)]
    assert places(filled[3], "260112-260311") == [(0, 233, 364)]
    assert places(filled[3], "6,25") == [(0, 437, 772)]
    assert places(filled[3], "Akutkliniken,Växjö") == [(0, 74, 386)]
    assert places(filled[1], "7,9") == [(1, 360, 217)]


def places(pdf, text):
    """Page and place (left, base line) where this text starts."""
    return [
        (number, round(found[at].x), round(found[at].y))
        for number, page in enumerate(pypdfium2.PdfDocument(pdf))
        for found in [letters(page)]
        for at in range(len(found))
        if "".join(letter.text for letter in found[at : at + len(text)]) == text
    ]


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        ([3], "3"),
        ([1, 2], "1-2"),
        ([1, 2, 3, 4], "1-4"),
        ([7, 1, 2, 9, 8, 8], "1-2, 7-9"),
    ],
)
def test_attachment_numbers(numbers, text):
    assert number_ranges(numbers) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("4", "4,0"),
        ("3.00", "3,0"),
        ("2.25", "2,25"),
        ("0.125", "0,13"),
        ("10", "10,0"),
    ],
)
def test_months_have_a_comma(value, text):
    assert months(Decimal(value)) == text


def test_more_than_eighteen_rows_are_refused():
    print_form(CompletedForm(rows=SERVICE * 6), created=CREATED)
    with pytest.raises(TooManyRows) as refusal:
        print_form(CompletedForm(rows=SERVICE * 6 + SERVICE[:1]), created=CREATED)
    assert (refusal.value.field, refusal.value.rows, refusal.value.most) == (
        "rows",
        19,
        18,
    )


def test_a_fourth_licence_is_refused():
    with pytest.raises(TooManyRows) as refusal:
        print_form(
            ApplicationForm(licences=(CountryAndDate("Norge"),) * 4), created=CREATED
        )
    assert refusal.value.field == "licences"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("A\u030angstro\u0308m", "Ångström"),
        ("Dz\u030ceko \u200bx\u202e", "Džeko x"),
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        (
            "1\u202f000\u00a0kr A\u2011vitamin B\u00adlister",
            "1 000 kr A-vitamin Blister",
        ),
        ("β-blockerare, Δ och ω", "β-blockerare, Δ och ω"),
        ("µg/l, ≥ 5 – «så» … “nu”", "µg/l, ≥ 5 – «så» … “nu”"),
    ],
)
def test_text_is_cleaned_without_losing_a_letter(typed, printed):
    assert printable("activities", typed) == printed


@pytest.mark.parametrize("text", ["漢字", "Иван", "ok 🙂", "nul\0", "esc\x1b[0m"])
def test_what_the_font_lacks_is_refused_not_left_blank(text):
    form = replace(EMPTY[2], activities=text)
    with pytest.raises(NotInFont) as refusal:
        print_form(form, created=CREATED)
    assert refusal.value.field == "activities"
    assert set(refusal.value.characters) <= set(text)


def test_html_is_shown_not_obeyed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    text = (
        f'<img src="http://127.0.0.1:9/x.png"><link rel=attachment href="{secret.as_uri()}">'
        "<style>@import url(http://127.0.0.1:9/x.css)</style><script>1</script>&amp;</p>"
        "{{ 1|add:1 }} {% include 'x' %}"
    )
    pdf = print_form(replace(EMPTY[2], activities=text), created=CREATED)
    assert squeezed(text) in words(pdf)
    assert dict(PdfReader(as_file(pdf, tmp_path)).attachments) == {}


def as_file(pdf, folder):
    path = folder / "form.pdf"
    path.write_bytes(pdf)
    return path
