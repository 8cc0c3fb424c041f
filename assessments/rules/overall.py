"""The sammantagna bedömningen after a placement: who writes, signs and reads it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assessments.enums import AssessmentState
from assessments.rules.requests import LOCKED, about_oneself, not_the_doctor
from assessments.rules.signatures import (
    already_signed,
    same_version,
    surely_logged_in,
)
from bt_admin.lib.dates import date_text
from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import ASSESSMENT, HOUSE, REGIONAL_MODEL
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from regions.enums import LoginMethod

# The overall assessment is about the whole placement; these days it may be signed
# before the last one, so that it is ready for the talk at the change of placement.
OVERALL_OPENS_DAYS_BEFORE_END = 14


@dataclass(frozen=True)
class AcknowledgeFacts:
    by: Person
    doctor: Person
    state: AssessmentState | str


@dataclass(frozen=True)
class OverallFacts:
    """The sammantagna bedömningen of one placement.

    `supervisors` are the handledare of the placement today. `formative_minimum` is
    how many assessments the region asks for on each placement; a reason may stand in
    for those that are missing.
    """

    by: Person
    doctor: Person
    supervisors: tuple[Person, ...]
    placement_ends_on: date
    today: date
    formative_count: int = 0
    formative_minimum: int = 0
    too_few_reason: str = ""
    region: str = "regionen"
    state: AssessmentState | str = AssessmentState.DRAFT
    version_shown: int = 1
    version_now: int = 1
    changed_at: datetime | None = None
    login: LoginMethod | str = ""  # not told is not sure enough to sign
    already_signed_on: date | None = None


def may_start_overall(facts: OverallFacts) -> Verdict:
    """May this person write the overall assessment of the placement?

    A handledare of that placement (ASSESSMENT). A draft may be begun at any time.
    """
    if facts.by == facts.doctor:
        return about_oneself()
    if facts.by in facts.supervisors:
        return YES
    return no(
        "overall.not_supervisor",
        "Du får inte skriva den sammantagna bedömningen. Det gör handledaren på "
        f"placeringen. Be {names(facts.supervisors) or 'studierektorn'} att skriva "
        "den.",
        ASSESSMENT,
    )


def may_sign_overall(facts: OverallFacts) -> Verdict:
    """May this person sign the overall assessment of the placement?

    The handledare, once, when the placement has ended or is in its last fourteen
    days, with as many assessments as the region asks for or the reason why not.
    """
    return all_of(
        may_start_overall(facts),
        overall_open(facts),
        placement_has_ended(facts),
        enough_assessments(facts),
        surely_logged_in(facts.login),
        same_version(facts.version_shown, facts.version_now, facts.changed_at),
    )


def may_acknowledge(facts: AcknowledgeFacts) -> Verdict:
    """May this person note that the overall assessment has been read?

    Only the doctor, when it is signed. To have read it is not to agree.
    """
    if facts.by != facts.doctor:
        return not_the_doctor()
    if facts.state == AssessmentState.SIGNED:
        return YES
    if facts.state == AssessmentState.AMENDED:
        return no(
            "overall.corrected",
            "Du har en gammal version framför dig. Bedömningen är rättad, och det är "
            "den nya versionen som ska läsas. Öppna den.",
            HOUSE,
        )
    if facts.state == AssessmentState.ACKNOWLEDGED:
        return no(
            "overall.already_read",
            "Du har redan noterat att du har läst bedömningen. Vill du lägga till "
            "något tar du upp det i nästa handledarsamtal.",
            HOUSE,
        )
    return no(
        "overall.not_signed",
        "Bedömningen kan inte läsas än. Handledaren har inte signerat den. Du får en "
        "uppgift när den är klar.",
        HOUSE,
    )


def overall_open(facts: OverallFacts) -> Verdict:
    """Is it not signed yet?"""
    if facts.state not in LOCKED:
        return YES
    return already_signed(facts.already_signed_on or facts.today)


def overall_opens_on(placement_ends_on: date) -> date:
    """The first day on which it may be signed."""
    return placement_ends_on - timedelta(days=OVERALL_OPENS_DAYS_BEFORE_END - 1)


def placement_has_ended(facts: OverallFacts) -> Verdict:
    """Is the placement over, or in its last fourteen days?"""
    if overall_opens_on(facts.placement_ends_on) <= facts.today:
        return YES
    return no(
        "overall.not_ended",
        "Den sammantagna bedömningen kan inte signeras än. Den gäller hela "
        f"placeringen, som slutar den {date_text(facts.placement_ends_on)}. Spara ett "
        "utkast så länge.",
        HOUSE,
    )


def enough_assessments(facts: OverallFacts) -> Verdict:
    """Are there as many as the region asks for, or is it told why not?"""
    enough = facts.formative_count >= facts.formative_minimum
    if enough or facts.too_few_reason.strip():
        return YES
    return no(
        "overall.too_few",
        f"Den sammantagna bedömningen kan inte signeras än. I {facts.region} görs "
        f"minst {facts.formative_minimum} bedömningar på varje placering, och här "
        f"finns {facts.formative_count}. Komplettera, eller skriv varför det inte har "
        "gått.",
        REGIONAL_MODEL,
        field="too_few_reason",
    )
