"""Who may be recorded with skyddade personuppgifter, and with which readers."""

from dataclasses import replace

import pytest

from bt_admin.lib.people import Person
from bt_admin.lib.sources import FDBL_16, OSL_21_3, OSL_22_1
from regions.rules.protection import (
    ProtectionFacts,
    basis_of,
    may_be_readers,
    may_record_protection,
)

ANNA, BO, EVA = Person(1, "Anna Ek"), Person(2, "Bo Lind"), Person(3, "Eva Alm")
GOOD = ProtectionFacts(
    person=ANNA, readers=frozenset({BO, EVA}), certifying=frozenset({BO})
)


@pytest.mark.parametrize("roles", [set(), {"doctor"}])
def test_a_doctor_may_be_recorded_also_before_the_first_role(roles):
    assert may_record_protection(replace(GOOD, roles=frozenset(roles)))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"recorded": True}, "protection.recorded"),
        ({"roles": frozenset({"doctor", "administrator"})}, "protection.other_role"),
        ({"readers": frozenset({ANNA, BO})}, "protection.own_reader"),
        ({"strangers": frozenset({EVA})}, "protection.stranger"),
        ({"certifying": frozenset()}, "protection.nobody_certifies"),
    ],
)
def test_one_thing_wrong_is_one_reason(change, code):
    assert may_record_protection(replace(GOOD, **change)).codes == [code]


def test_who_sees_is_asked_of_the_readers_alone():
    assert may_be_readers(replace(GOOD, recorded=True))
    assert may_be_readers(replace(GOOD, certifying=frozenset())).codes == [
        "protection.nobody_certifies"
    ]


@pytest.mark.parametrize(
    ("kind", "source"),
    [("marked", OSL_22_1), ("registered", FDBL_16), ("own_word", OSL_21_3)],
)
def test_each_kind_rests_on_its_paragraph(kind, source):
    assert basis_of(kind) == source
