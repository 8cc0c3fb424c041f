"""A kollegium that meets: who leads it, calls it and sits in it, and about whom."""

from dataclasses import dataclass
from datetime import date

from assessments.enums import MeetingKind, MeetingState
from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

# How long before and after the meeting its packs are open, when nobody says otherwise.
WINDOW_DAYS = 14
LONGEST_WINDOW_DAYS = 60
OPEN = (MeetingState.SCHEDULED, MeetingState.INPUT_COLLECTED)
SIGNED = (MeetingState.DOCUMENTED, MeetingState.FED_BACK)
LEADERS = ("director_of_studies", "bt_manager", "deputy_bt_manager")


@dataclass(frozen=True)
class KindOfMeeting:
    """What the kind of a meeting decides; everything else is the same.

    `invited`: the roles that are members from the beginning. `needed`: of each group
    somebody has to sit in it. `whole_cohort`: all who began together.
    """

    key: MeetingKind
    invited: tuple[str, ...]
    needed: tuple[tuple[str, ...], ...]
    whole_cohort: bool = False


KINDS = {
    MeetingKind.COLLEGIUM: KindOfMeeting(
        MeetingKind.COLLEGIUM,
        invited=(*LEADERS, "main_supervisor", "placement_supervisor"),
        needed=(("director_of_studies",),),
    ),
    # Stockholm's: one studierektor for each part of the service, the BT-chef, the
    # huvudansvariga and the extern bedömare look at the whole cohort.
    MeetingKind.COMMITTEE: KindOfMeeting(
        MeetingKind.COMMITTEE,
        invited=(*LEADERS, "main_supervisor", "external_assessor"),
        needed=(
            ("director_of_studies",),
            ("bt_manager", "deputy_bt_manager"),
            ("main_supervisor",),
            ("external_assessor",),
        ),
        whole_cohort=True,
    ),
}


@dataclass(frozen=True)
class LeadFacts:
    """Somebody about to do the studierektor's part of a meeting."""

    by: Person
    directors: tuple[Person, ...]
    state: MeetingState | str = MeetingState.SCHEDULED


@dataclass(frozen=True)
class CallFacts:
    """A meeting about to be called or moved. `doctors`: how many are on its list."""

    lead: LeadFacts
    title: str
    meets_on: date
    opens_on: date
    closes_on: date
    today: date
    doctors: int


@dataclass(frozen=True)
class MemberFacts:
    """Somebody about to be put in a meeting."""

    lead: LeadFacts
    person: Person
    roles: tuple[str, ...]
    doctors: tuple[Person, ...]


# ---------------------------------------------------------------------------- who leads
def may_lead_meeting(facts: LeadFacts) -> Verdict:
    """May this person call the meeting, and do what follows? The studierektor does."""
    if facts.by in facts.directors:
        return YES
    return no(
        "meeting.not_director",
        "Du får inte leda kollegiet. Studierektorn kallar till det och dokumenterar "
        f"det. Be {names(facts.directors) or 'regionens BT-kansli'}.",
        REGIONAL_MODEL,
    )


def may_change_meeting(facts: LeadFacts) -> Verdict:
    """May its list, its members or its day still be changed? Not once it was held."""
    return may_lead_meeting(facts) & _not_yet_held(facts.state)


def _not_yet_held(state: MeetingState | str) -> Verdict:
    if state in OPEN:
        return YES
    return no(
        "meeting.held_already",
        "Kollegiet kan inte ändras. Det har hållits, och listan ska visa vilka som "
        "var med och vilka ni talade om. Kalla till ett nytt kollegium.",
        HOUSE,
    )


# ------------------------------------------------------------------------------- called
def may_call_meeting(facts: CallFacts) -> Verdict:
    """May a meeting be called like this?

    By the studierektor, on a day inside its own window, about somebody. The window is
    sixty days at most (HOUSE): who sits in a meeting has no standing right to read.
    """
    return all_of(
        may_lead_meeting(facts.lead),
        _has_title(facts.title),
        _day_to_come(facts.meets_on, facts.today),
        _window(facts),
        _about_somebody(facts.doctors),
    )


def may_move_meeting(facts: CallFacts) -> Verdict:
    """May it be moved? As calling it, as long as it has not been held."""
    return may_change_meeting(facts.lead) & may_call_meeting(facts)


def _has_title(title: str) -> Verdict:
    if title.strip():
        return YES
    text = "Skriv vad kollegiet heter, till exempel BT-kollegium våren."
    return no("meeting.no_title", text, HOUSE, field="title")


def _day_to_come(meets_on: date, today: date) -> Verdict:
    if meets_on >= today:
        return YES
    return no(
        "meeting.past",
        "Dagen har redan varit. Välj i dag eller en senare dag. Ett kollegium som har "
        "hållits dokumenterar du hos varje läkare.",
        HOUSE,
        field="meets_on",
    )


def _window(facts: CallFacts) -> Verdict:
    if facts.opens_on > facts.meets_on:
        text = "Underlaget behöver öppnas senast den dag kollegiet träffas."
        return no("meeting.opens_late", text, HOUSE, field="opens_on")
    if facts.closes_on < facts.meets_on:
        text = "Underlaget behöver vara öppet till och med den dag kollegiet träffas."
        return no("meeting.closes_early", text, HOUSE, field="closes_on")
    if (facts.closes_on - facts.opens_on).days <= LONGEST_WINDOW_DAYS:
        return YES
    return no(
        "meeting.window_long",
        f"Underlaget kan vara öppet i högst {LONGEST_WINDOW_DAYS} dagar. Ledamöterna "
        "läser inför mötet och har ingen rätt att läsa annars. Korta tiden.",
        HOUSE,
        field="closes_on",
    )


def _about_somebody(doctors: int) -> Verdict:
    if doctors:
        return YES
    text = "Välj minst en BT-läkare som kollegiet ska tala om."
    return no("meeting.nobody", text, HOUSE, field="doctors")


# ------------------------------------------------------- who sits in it, and about whom
def may_add_member(facts: MemberFacts) -> Verdict:
    """May this person be put in the meeting?

    Anybody of the pool: with a role in the region now. Never a doctor on its list.
    """
    return all_of(
        may_change_meeting(facts.lead), _of_the_pool(facts), _not_on_the_list(facts)
    )


def _of_the_pool(facts: MemberFacts) -> Verdict:
    if facts.roles:
        return YES
    return no(
        "meeting.not_in_pool",
        f"{facts.person} kan inte vara ledamot. Ledamöter har ett uppdrag i regionen. "
        "Välj ur listan.",
        HOUSE,
        field="member",
    )


def _not_on_the_list(facts: MemberFacts) -> Verdict:
    if facts.person not in facts.doctors:
        return YES
    return no(
        "meeting.member_is_discussed",
        f"{facts.person} kan inte vara ledamot. Kollegiet talar om {facts.person}.",
        HOUSE,
        field="member",
    )


def may_discuss(doctor: Person, is_member: bool) -> Verdict:
    """Can this doctor be put on the list? Not while sitting in the meeting."""
    if not is_member:
        return YES
    return no(
        "meeting.member_is_discussed",
        f"Kollegiet kan inte tala om {doctor}, som är ledamot. Ta bort ledamoten först.",
        HOUSE,
        field="doctor",
    )


def may_leave_list(*, said: bool, is_last: bool) -> Verdict:
    """Can a doctor be taken off the list? Not the last, nor when something was said."""
    if is_last:
        text = "Listan kan inte bli tom. Lägg till någon annan först."
        return no("meeting.last_doctor", text, HOUSE)
    if said:
        return no(
            "meeting.said_already",
            "Läkaren kan inte tas bort från listan. Någon har redan lämnat synpunkter "
            "eller anmält jäv, och det ska finnas kvar.",
            HOUSE,
        )
    return YES
