"""Is what a signed certificate rests on still as it was when it was signed?"""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.rules.delmal import collapse
from bt_admin.lib.dates import list_text
from bt_admin.lib.sources import BILAGA_3, BILAGA_4, HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, warning

WAY = "Återkalla intyget och signera ett nytt, om det som stod inte ska gälla."
NUMBER = "personnummer"


@dataclass(frozen=True)
class BeneathFacts:
    """What stands on the paper, and what is known now.

    `applicant` and `applicant_now`: {«efternamn»: text}. `service` and `service_now`:
    the lines of the tjänsteförteckning as texts (bilaga 3). `corrected`: assessments
    of its delmål that were corrected after the signature (bilaga 2). `lost`: delmål
    that nobody certifies any more (bilaga 4).
    """

    applicant: Mapping[str, str]
    applicant_now: Mapping[str, str]
    service: tuple[str, ...] = ()
    service_now: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def unchanged_beneath(facts: BeneathFacts) -> Verdict:
    """Does the record still say what the certificate says?

    A signed certificate counts until it is revoked, so that what differs is a warning
    for those who answer for it, with each fact by name. A personnummer is told of,
    never shown. HOUSE.
    """
    return all_of(
        _applicant(facts), _service(facts), _assessments(facts), _delmal(facts)
    )


def _applicant(facts: BeneathFacts) -> Verdict:
    changed = [
        _told(field, text, facts.applicant_now.get(field, ""))
        for field, text in facts.applicant.items()
        if text != facts.applicant_now.get(field, "")
    ]
    if not changed:
        return YES
    return warning(
        "beneath.applicant",
        "Uppgifterna om BT-läkaren har ändrats sedan intyget signerades: "
        f"{list_text(changed)}. {WAY}",
        HOUSE,
    )


def _told(field: str, was: str, now: str) -> str:
    if field == NUMBER:
        return "personnumret är ett annat"
    return f"{field} var ”{was}” och är nu ”{now}”"


def _service(facts: BeneathFacts) -> Verdict:
    if facts.service == facts.service_now:
        return YES
    gone = [row for row in facts.service if row not in facts.service_now]
    new = [row for row in facts.service_now if row not in facts.service]
    told = ""
    if gone:
        told += f" På intyget men inte i planen: {'; '.join(gone)}."
    if new:
        told += f" I planen men inte på intyget: {'; '.join(new)}."
    return warning(
        "beneath.service",
        f"Planen har ändrats sedan intyget signerades.{told} {WAY}",
        BILAGA_3,
    )


def _assessments(facts: BeneathFacts) -> Verdict:
    if not facts.corrected:
        return YES
    return warning(
        "beneath.assessment",
        "Underlag för delmålen har rättats sedan intyget signerades: "
        f"{list_text(facts.corrected)}. {WAY}",
        HOUSE,
    )


def _delmal(facts: BeneathFacts) -> Verdict:
    if not facts.lost:
        return YES
    return warning(
        "beneath.delmal",
        "Intyget gäller samtliga delmål, och intyg saknas nu för "
        f"{collapse(facts.lost)}. Utfärda dem på nytt, eller återkalla intyget.",
        BILAGA_4,
    )
