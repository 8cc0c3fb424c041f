"""The day a kollegium meets, and after: held, judged and signed."""

from dataclasses import dataclass, field
from datetime import date

from assessments.enums import MeetingKind, MeetingState
from assessments.rules.meetings import (
    KINDS,
    SIGNED,
    LeadFacts,
    may_change_meeting,
    may_lead_meeting,
)
from bt_admin.lib.dates import date_text, list_text
from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.swedish import begin
from bt_admin.lib.verdicts import YES, Verdict, all_of, no


@dataclass(frozen=True)
class HoldFacts:
    """A meeting that has taken place. `member_roles`: the roles of those who came."""

    lead: LeadFacts
    kind: MeetingKind | str
    meets_on: date
    today: date
    member_roles: tuple[str, ...]
    titles: dict[str, str] = field(default_factory=dict)  # role: what it is called


@dataclass(frozen=True)
class SignFacts:
    """Minutes about to be signed. `unjudged`: doctors nobody has written about."""

    lead: LeadFacts
    minutes: str
    unjudged: tuple[Person, ...]


# --------------------------------------------------------------------------------- held
def may_hold(facts: HoldFacts) -> Verdict:
    """May it be registered that the meeting has been held?

    On its day or later, once, and with everybody there whom its kind needs.
    """
    return all_of(
        may_change_meeting(facts.lead), _day_has_come(facts), _complete(facts)
    )


def _day_has_come(facts: HoldFacts) -> Verdict:
    if facts.today >= facts.meets_on:
        return YES
    return no(
        "meeting.not_held_yet",
        f"Kollegiet träffas den {date_text(facts.meets_on)}. Registrera det då.",
        HOUSE,
    )


def _complete(facts: HoldFacts) -> Verdict:
    there = set(facts.member_roles)
    missing = [
        facts.titles.get(group[0], group[0])
        for group in KINDS[MeetingKind(facts.kind)].needed
        if not there & set(group)
    ]
    if not missing:
        return YES
    return no(
        "meeting.incomplete",
        f"Mötet kan inte registreras. {begin(list_text(missing))} ska vara med, "
        "och ingen av de närvarande har den rollen. Kryssa för vilka som var där, "
        "eller lägg till ledamoten.",
        REGIONAL_MODEL,
        field="attended",
    )


# -------------------------------------------------------------------- judged and signed
def may_judge(facts: LeadFacts) -> Verdict:
    """May what the meeting says of a doctor be written? When held, until signed."""
    if facts.state in SIGNED:
        return may_lead_meeting(facts) & signed_already()
    if facts.state == MeetingState.HELD:
        return may_lead_meeting(facts)
    return may_lead_meeting(facts) & no(
        "meeting.not_held",
        "Bedömningen kan inte skrivas än. Registrera först att kollegiet har hållits, "
        "och vilka som var där.",
        HOUSE,
    )


def may_sign_minutes(facts: SignFacts) -> Verdict:
    """May the minutes be signed? With every doctor judged, by the studierektor, once."""
    return all_of(may_judge(facts.lead), _has_minutes(facts), _all_judged(facts))


def _has_minutes(facts: SignFacts) -> Verdict:
    if facts.minutes.strip():
        return YES
    text = "Skriv minst en mening om hur mötet gick till."
    return no("meeting.no_minutes", text, HOUSE, field="minutes")


def _all_judged(facts: SignFacts) -> Verdict:
    if not facts.unjudged:
        return YES
    return no(
        "meeting.unjudged",
        f"Protokollet kan inte signeras än. Bedömningen av {names(facts.unjudged)} "
        "saknas. Skriv den, så att alla på listan får veta vad ni kom fram till.",
        HOUSE,
    )


def signed_already() -> Verdict:
    return no(
        "meeting.signed",
        "Protokollet är signerat och kan inte ändras. Har något tillkommit, kalla till "
        "ett nytt kollegium eller dokumentera ett samtal.",
        HOUSE,
    )
