"""What a masked copy may say, and when a person must look."""

import pytest

from recruitment.rules.masked_copies import CopyFacts, may_approve
from recruitment.rules.masked_papers import (
    LONGEST,
    Doubt,
    PageText,
    is_left,
    masked_pages,
    masked_text,
)
from recruitment.rules.masking import Known

KNOWN = Known(
    names=("Kanarina Fågelsång", "Bo Ek"),
    emails=("kanarina@fagelsang.example",),
    phones=("070-765 43 21",),
    workplaces=("Kanariesjukhuset",),
    addresses=("Kanariegatan 7",),
)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Kanarina, läkare", "[namn], läkare"),
        # as letters come out of a file
        ("K A N A R I N A   F Å G E L S Å N G", "[namn]"),
        ("Kana-\nrina", "[namn]"),
        ("F˚agels˚ang", "[namn]"),
        ("NamnKanarina", "[namn]"),
        ("NamnBo och BoEk", "[namn] och [namn]"),
        ("CV KANARINAFÅGELSÅNG 2026", "CV [namn] 2026"),
        ("kanarina85", "[namn]"),
        ("0 7 0 7 6 5 4 3 2 1", "[telefon]"),
        ("1 9 8 5 0 1 0 1 9 8 0 9", "[personnummer]"),
        # where more about somebody stands
        ("se linkedin.com/in/kf-8a och www.kf.example/bo.", "se [länk] och [länk]."),
        ("https://x.example/?kf", "[länk]"),
        # what is left alone
        ("Bor i Eksjö, bl.a. t.ex. HbA1c, PhD, o.s.v.", None),
        ("Boende, ekg, 2019–2021, 75 %", None),
    ],
)
def test_what_is_masked_in_text_out_of_a_file(text, masked):
    assert masked_text(text, KNOWN) == (text if masked is None else masked)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Läkare i Växjö", False),
        ("[namn], läkare", False),
        ("Kanarina", True),
        ("k.a.n.a.r.i.n.a", True),
        ("k / / / / / a / / / / / n / / / / / a r i n a", True),
        ("kanarina @ fagelsang . example", True),
        ("Kanariegatan, nummer [adress]", False),
        ("K a n a r i e g a t a n 7", True),
        ("Kana[länk]rina", True),
        ("Kan[länk]utan slut", False),
    ],
)
def test_the_proof_sees_what_is_known_whatever_stands_between(text, left):
    assert is_left([text], KNOWN) is left


def page(**facts) -> PageText:
    return PageText(**({"text": "Läkare", "letters": 6} | facts))


@pytest.mark.parametrize(
    ("pages", "doubt", "number"),
    [
        ([page()], None, 1),
        ([page(pictures=1)], None, 1),
        ([page(), page(text="", letters=0)], None, 2),
        ([page(), page(text="", letters=0, pictures=1)], Doubt.MIXED, 2),
        ([page(text="", letters=0, pictures=1)], Doubt.SCAN, 0),
        ([page(text="", letters=0)], Doubt.SCAN, 0),
        ([page(text="□", letters=0, unknown=8)], Doubt.LETTERS, 0),
        ([page(letters=90, unknown=9)], None, 1),
        ([page(letters=90, unknown=11)], Doubt.LETTERS, 0),
        ([page(letters=90, unknown=1, is_mixed=True)], Doubt.LETTERS, 0),
        ([page(text="x" * LONGEST)], None, 1),
        ([page(text="x" * (LONGEST + 1))], Doubt.LONG, 0),
        ([page(text="kan / / / / / arina")], Doubt.LEFT, 1),
    ],
)
def test_when_a_person_must_look(pages, doubt, number):
    made = masked_pages(pages, KNOWN)
    assert (made.doubt, len(made.pages)) == (doubt, number)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, ""),
        ({"is_read": False}, "masking.not_read"),
        ({"has_copy": False}, "masking.no_copy"),
        ({"is_same": False}, "masking.changed"),
    ],
)
def test_who_approves_has_looked_at_what_there_is(facts, code):
    verdict = may_approve(CopyFacts(state="doubt", **facts))
    assert [one.code for one in verdict.reasons] == [code] * bool(code)
