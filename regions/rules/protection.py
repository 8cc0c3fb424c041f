"""Skyddade personuppgifter: who may be recorded so, and who may see them."""

from dataclasses import dataclass

from bt_admin.lib.people import Person
from bt_admin.lib.sources import FDBL_16, HOUSE, OSL_21_3, OSL_22_1, Source
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

DOCTOR = "doctor"


@dataclass(frozen=True)
class ProtectionFacts:
    """Somebody about to be recorded, and those chosen to see them.

    `roles` are the person's roles in the region today. `certifying` are those of the
    `readers` who may certify in the whole region, `strangers` those without a role.
    """

    person: Person
    roles: frozenset[str] = frozenset({DOCTOR})
    recorded: bool = False
    readers: frozenset[Person] = frozenset()
    certifying: frozenset[Person] = frozenset()
    strangers: frozenset[Person] = frozenset()


def basis_of(kind: str) -> Source:
    """Where the law speaks of this kind: marked by Skatteverket so that secrecy is
    tried (OSL_22_1), registered elsewhere (FDBL_16), or somebody persecuted (OSL_21_3).
    """
    return {"marked": OSL_22_1, "registered": FDBL_16}.get(kind, OSL_21_3)


def may_record_protection(facts: ProtectionFacts) -> Verdict:
    """May this person be recorded with skyddade personuppgifter, with these readers?

    On the word of Skatteverket or of the person, without a trial of our own (OSL_22_1,
    FDBL_16): the secrecy follows from the law whether it is recorded or not. Only a
    BT-läkare, who is in no list that others must find; and somebody who may see them
    can certify (HOUSE).
    """
    return all_of(_not_twice(facts), _doctor_only(facts), may_be_readers(facts))


def may_be_readers(facts: ProtectionFacts) -> Verdict:
    """May these, and nobody else, see the person?

    As few as the work allows, since where the person is must be told to nobody
    (OSL_21_3). Each has a role in the region, none is the person, and one certifies:
    else nobody could end the BT or the protection.
    """
    return all_of(_others(facts), _inside(facts), _one_certifies(facts))


def _not_twice(facts: ProtectionFacts) -> Verdict:
    if not facts.recorded:
        return YES
    return no(
        "protection.recorded",
        f"Det står redan att {facts.person} har skyddade personuppgifter.",
        OSL_22_1,
    )


def _doctor_only(facts: ProtectionFacts) -> Verdict:
    if facts.roles <= {DOCTOR}:
        return YES
    return no(
        "protection.other_role",
        f"{facts.person} har en annan roll i regionen än BT-läkare, och den måste andra "
        "kunna se. Avsluta rollen först.",
        HOUSE,
    )


def _others(facts: ProtectionFacts) -> Verdict:
    if facts.person not in facts.readers:
        return YES
    return no(
        "protection.own_reader",
        f"{facts.person} ser alltid sina egna uppgifter. Välj någon annan.",
        HOUSE,
        field="readers",
    )


def _inside(facts: ProtectionFacts) -> Verdict:
    if not facts.strangers:
        return YES
    names = ", ".join(sorted(str(one) for one in facts.strangers))
    return no(
        "protection.stranger",
        f"{names} har ingen roll i regionen eller på en enhet. Välj någon annan.",
        OSL_21_3,
        field="readers",
    )


def _one_certifies(facts: ProtectionFacts) -> Verdict:
    if facts.certifying:
        return YES
    return no(
        "protection.nobody_certifies",
        "Minst en av dem som får se måste vara AT/BT-chef eller biträdande AT/BT-chef. "
        "Annars kan ingen intyga läkarens BT, eller ändra här.",
        HOUSE,
        field="readers",
    )
