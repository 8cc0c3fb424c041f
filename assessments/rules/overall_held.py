"""The sammantagna bedömningen by another hand: which ways in it has, and which not."""

from dataclasses import dataclass
from datetime import date

from assessments.enums import AssessmentState
from assessments.rules.overall import (
    OverallFacts,
    enough_assessments,
    overall_open,
    overall_opens_on,
)
from assessments.rules.requests import dated_on_paper, not_for_oneself
from bt_admin.lib.dates import date_text
from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import ASSESSMENT, HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no


@dataclass(frozen=True)
class OverallHeldFacts:
    """Somebody types what a handledare judges; `about.by` is whoever types.

    `assessor` is None before one is chosen. `begun_by` has begun one in bt-admin.
    """

    about: OverallFacts
    assessor: Person | None = None
    begun_by: Person | None = None


@dataclass(frozen=True)
class OverallPaperFacts:
    """`performed_on` and `signed_on` as the paper says."""

    held: OverallHeldFacts
    performed_on: date
    signed_on: date


def may_fill_overall_together(facts: OverallHeldFacts) -> Verdict:
    """May it be filled in on this person's phone, with the handledare beside?

    On the doctor's, when the placement is over or in its last fourteen days, and only
    with a handledare of that placement, who signs as themselves (ASSESSMENT).
    """
    return all_of(_on_own_phone(facts), _may_be_held(facts))


def may_type_in_overall(facts: OverallHeldFacts) -> Verdict:
    """May this person type in somebody else's sammantagna bedömning from a paper?

    Neither the doctor nor the handledare who judged; only such a handledare's.
    """
    return all_of(_for_others(facts), _may_be_held(facts))


def check_overall_paper(facts: OverallPaperFacts) -> Verdict:
    """May what this paper says be typed in?

    As may_type_in_overall, with dates that can be, and as many assessments as the
    region asks for or the reason why not.
    """
    about = facts.held.about
    return all_of(
        may_type_in_overall(facts.held),
        dated_on_paper(facts.performed_on, facts.signed_on, about.today),
        enough_assessments(about),
    )


def may_ask_for_overall(supervisors: tuple[Person, ...]) -> Verdict:
    """May it be asked for, of anybody with or without an account? Never.

    It is the handledare's own duty when the placement ends (ASSESSMENT): the doctor
    reads it and notes that, and nobody else's link signs it.
    """
    who = names(supervisors) or "Handledaren på placeringen"
    return no(
        "overall.not_asked_for",
        "Den sammantagna bedömningen begärs inte och signeras inte via länk eller "
        "QR-kod. Den är handledarens bild av hela placeringen. "
        f"{who} får den som uppgift när placeringen går mot sitt slut. Då kan ni också "
        "fylla i den tillsammans på din telefon.",
        ASSESSMENT,
    )


def _may_be_held(facts: OverallHeldFacts) -> Verdict:
    return all_of(
        overall_open(facts.about),
        _not_begun(facts),
        _in_time(facts.about),
        _by_supervisor(facts),
    )


def _in_time(about: OverallFacts) -> Verdict:
    """As for the handledare, who may write a draft before that; nobody else may."""
    opens = overall_opens_on(about.placement_ends_on)
    if opens <= about.today:
        return YES
    return no(
        "overall.not_ended",
        "Den sammantagna bedömningen gäller hela placeringen, som slutar den "
        f"{date_text(about.placement_ends_on)}. Den kan fyllas i från den "
        f"{date_text(opens)}.",
        HOUSE,
    )


def _on_own_phone(facts: OverallHeldFacts) -> Verdict:
    doctor = facts.about.doctor
    if facts.about.by == doctor:
        return YES
    return no(
        "overall.not_on_own_phone",
        f"Den fylls i tillsammans på {doctor}s telefon, av {doctor} och handledaren. "
        "Är du handledare på placeringen skriver du den på din egen sida.",
        HOUSE,
    )


def _for_others(facts: OverallHeldFacts) -> Verdict:
    about = facts.about
    if about.by == about.doctor:
        return not_for_oneself("Fyll i den tillsammans med handledaren i stället.")
    if about.by == facts.assessor:
        return not_for_oneself("Signera den som dig själv i stället.")
    return YES


def _not_begun(facts: OverallHeldFacts) -> Verdict:
    begun = facts.begun_by
    if begun is None or facts.about.state != AssessmentState.DRAFT:
        return YES
    return no(
        "overall.begun",
        f"{begun} har redan börjat skriva den i bt-admin, och inget skrivs över. Be "
        f"{begun} göra klart den där.",
        HOUSE,
    )


def _by_supervisor(facts: OverallHeldFacts) -> Verdict:
    supervisors = facts.about.supervisors
    if facts.assessor in supervisors or (facts.assessor is None and supervisors):
        return YES
    if not supervisors:
        return no(
            "overall.no_supervisor",
            "Placeringen har ingen handledare, och bara en handledare på placeringen "
            "gör den sammantagna bedömningen. Be BT-ansvarig läkare utse en.",
            ASSESSMENT,
        )
    return no(
        "overall.by_supervisor",
        "Den sammantagna bedömningen görs av en handledare på placeringen. Välj "
        f"{names(supervisors)}.",
        ASSESSMENT,
        field="assessor",
    )
