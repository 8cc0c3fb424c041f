"""What is masked by which paragraph, and what has to be decided before giving out."""

from dataclasses import replace

import pytest

from bt_admin.lib.sources import OSL_21_3
from recruitment.rules.disclosure import (
    FIELDS,
    DisclosureFacts,
    Masking,
    may_disclose,
    proposed,
)

MASKED_FIRST = {
    "comment": "osl.39.2",
    "letter": "osl.21.1",
    "reference": "osl.39.2",
    "health": "osl.21.1",
    "personal_number": "osl.21.7",
    "home_address": "osl.39.3",
    "phone": "osl.39.3",
    "mail": "osl.21.7",
}


def test_what_is_masked_to_begin_with_and_by_what():
    found = {x.field: x.source.key for x in proposed(FIELDS) if x.is_masked}
    assert found == MASKED_FIRST


def test_what_an_application_is_made_of_is_given_out():
    given = [one.field for one in proposed(FIELDS) if not one.is_masked]
    assert given == ["name", "wishes", "licence", "merits", "score", "ranking"]


def test_no_paragraph_is_told_as_if_it_had_been_read():
    for one in proposed(FIELDS):
        assert str(one.source).endswith("(källa ej verifierad)")
        assert one.reason


def test_of_protected_people_nothing_tells_where_they_are():
    before = {x.field for x in proposed(FIELDS) if x.is_masked}
    found = proposed(FIELDS, is_protected=True)
    assert {x.field for x in found if x.source == OSL_21_3} == {
        "home_address",
        "phone",
        "mail",
        "wishes",
    }
    assert {x.field for x in found if x.is_masked} == before | {"wishes"}


def decided(key: str, *, is_masked: bool = True, reason: str = "Rör hälsa.") -> Masking:
    return Masking(key, is_masked, FIELDS[key].source, reason, "Elisabet Norrgård")


FACTS = DisclosureFacts(
    fields=("name", "merits", "letter"),
    decisions={"letter": decided("letter")},
    is_registered=True,
)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"decisions": {"letter": decided("letter", is_masked=False)}}, []),
        ({"is_registered": False}, ["disclose.not_registered"]),
        ({"is_draft": ("merits",)}, ["disclose.draft"]),
        ({"is_draft": ("score",)}, []),
        ({"decisions": {}}, ["disclose.undecided"]),
        (
            {"decisions": {"letter": replace(decided("letter"), decided_by="")}},
            ["disclose.undecided"],
        ),
        (
            {"decisions": {"letter": decided("letter", reason=" ")}},
            ["disclose.no_reason"],
        ),
        (
            {
                "decisions": {
                    "letter": decided("letter"),
                    "name": decided("name", reason=""),
                }
            },
            ["disclose.no_reason"],
        ),
        ({"fields": ("name", "wishes"), "is_protected": True}, ["disclose.undecided"]),
        ({"fields": ("name", "wishes")}, []),
    ],
)
def test_when_it_may_be_given_out(given, codes):
    assert may_disclose(replace(FACTS, **given)).codes == codes


def test_what_is_left_to_decide_is_named():
    asked = replace(FACTS, fields=("letter", "mail", "phone"), decisions={})
    [reason] = may_disclose(asked).reasons
    assert reason.text == (
        "Utlämnandet är inte färdigprövat. Ta ställning till: personligt brev, "
        "e-postadress och privat telefon."
    )


def test_a_field_that_there_is_not():
    with pytest.raises(LookupError):
        proposed(["skostorlek"])
