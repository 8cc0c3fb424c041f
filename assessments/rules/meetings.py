"""A kollegium that meets: who calls it, sits in it, reads before it and signs it."""

from dataclasses import dataclass, field
from datetime import date

from assessments.enums import MeetingKind, MeetingState, Phase
from bt_admin.lib.dates import date_text, list_text
from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.swedish import begin
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
class PackFacts:
    """Somebody at the door of one doctor's pack."""

    by: Person
    doctor: Person
    is_member: bool
    opens_on: date
    closes_on: date
    today: date
    conflicted_on: date | None = None


@dataclass(frozen=True)
class InputFacts:
    """What a handledare is about to say before the meeting."""

    by: Person
    doctor: Person
    was_asked: bool
    state: MeetingState | str
    phase: Phase | str = ""
    strengths: str = ""
    needs: str = ""


@dataclass(frozen=True)
class MemberFacts:
    """Somebody about to be put in a meeting."""

    lead: LeadFacts
    person: Person
    roles: tuple[str, ...]
    doctors: tuple[Person, ...]


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


# -------------------------------------------------------------------------- who leads
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


# --------------------------------------------------------------------------- the pool
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


def may_read_pack(facts: PackFacts) -> Verdict:
    """May this person read the pack of this doctor, today?

    A member of the meeting, while its window is open, who has declared no conflict of
    interest about this doctor. Whatever other roles they hold: everybody in the room
    has the same before them. Never the doctor.
    """
    return all_of(_is_member(facts), no_conflict(facts), _window_open(facts))


def _is_member(facts: PackFacts) -> Verdict:
    if facts.is_member and facts.by != facts.doctor:
        return YES
    return no(
        "meeting.not_member",
        "Du får inte läsa det här underlaget. Det är till för kollegiets ledamöter. "
        "Be studierektorn om du borde vara ledamot.",
        HOUSE,
    )


def no_conflict(facts: PackFacts) -> Verdict:
    """Has this person declared no conflict of interest about this doctor?"""
    if facts.conflicted_on is None:
        return YES
    return no(
        "collegium.conflict",
        f"Du kan inte delta när {facts.doctor} diskuteras. Du anmälde jäv den "
        f"{date_text(facts.conflicted_on)}. Be en kollega på enheten att lämna "
        "synpunkter i ditt ställe.",
        HOUSE,
    )


def _window_open(facts: PackFacts) -> Verdict:
    if facts.today < facts.opens_on:
        return no(
            "meeting.not_open_yet",
            "Underlaget är inte öppet än. Det öppnas den "
            f"{date_text(facts.opens_on)}, och då kan alla ledamöter läsa samma sak.",
            HOUSE,
        )
    if facts.today > facts.closes_on:
        return no(
            "meeting.closed",
            "Underlaget är stängt. Det var öppet till och med den "
            f"{date_text(facts.closes_on)}. Be studierektorn om något behöver läsas igen.",
            HOUSE,
        )
    return YES


def may_declare_conflict(facts: PackFacts) -> Verdict:
    """May this person declare a conflict? Any member, once, whenever it is found."""
    return _is_member(facts) & no_conflict(facts)


# ---------------------------------------------------------------------------- the input
def may_give_input(facts: InputFacts) -> Verdict:
    """May this be said to the meeting?

    By who was asked, until the studierektor closes the collecting; changed as often as
    one likes until then. Where the doctor stands, and a sentence.
    """
    return all_of(_was_asked(facts), _still_collecting(facts.state), _says(facts))


def _was_asked(facts: InputFacts) -> Verdict:
    if facts.was_asked and facts.by != facts.doctor:
        return YES
    return no(
        "meeting.not_asked",
        "Du kan inte lämna synpunkter här. De som är eller har varit handledare för "
        f"{facts.doctor} har fått frågan. Be studierektorn om du borde ha fått den.",
        HOUSE,
    )


def _still_collecting(state: MeetingState | str) -> Verdict:
    if state == MeetingState.SCHEDULED:
        return YES
    return no(
        "meeting.input_closed",
        "Synpunkterna är redan insamlade. Säg det på mötet, eller be studierektorn ta "
        "med det.",
        HOUSE,
    )


def _says(facts: InputFacts) -> Verdict:
    if not facts.phase:
        text = "Välj hur det går mot planen, eller att du inte kan bedöma det."
        return no("meeting.no_phase", text, HOUSE, field="phase")
    if facts.strengths.strip() or facts.needs.strip():
        return YES
    text = "Skriv minst en mening. En iakttagelse räcker."
    return no("meeting.no_words", text, HOUSE, field="strengths")


def may_close_input(facts: LeadFacts) -> Verdict:
    """May the collecting be closed? By the studierektor, once."""
    if facts.state in (MeetingState.SCHEDULED,):
        return may_lead_meeting(facts)
    return may_lead_meeting(facts) & no(
        "meeting.input_closed_already",
        "Synpunkterna är redan insamlade.",
        HOUSE,
    )


# --------------------------------------------------------------------- held and signed
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


# -------------------------------------------------------------------------- afterwards
@dataclass(frozen=True)
class DoneFacts:
    """An agreed action about to be marked as done."""

    by: Person
    owner: Person
    leads: bool
    is_told: bool  # the doctor knows of it: the talk was held, the plan is shared
    is_doctor: bool


def may_mark_done(facts: DoneFacts) -> Verdict:
    """May this person say that the action is done? Its owner, or one who leads.

    Not the doctor while nobody has told the doctor of it.
    """
    is_known = facts.is_told or not facts.is_doctor
    if is_known and (facts.leads or facts.by == facts.owner):
        return YES
    return no(
        "action.not_owner",
        f"Du kan inte markera åtgärden som klar. Det gör {facts.owner}.",
        HOUSE,
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
