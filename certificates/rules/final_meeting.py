"""The meeting of the final judgement: when, who, and what the region asks of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bt_admin.lib.dates import add_months, date_text, period_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import EXTERNAL_ASSESSOR, HOUSE, REGIONAL_MODEL, Source
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from certificates.enums import DoctorPresence
from certificates.rules.readiness import first_of_last_week

USUAL_MINUTES = 60  # ours, where the region has not said
SHORTEST, LONGEST = 15, 480
NEW_TIME_MONTHS = 2
TEST_NOTICE = timedelta(days=7)  # ours: «i god tid» in Kronoberg's own words


@dataclass(frozen=True)
class MeetingModel:
    """What the region has decided of the meeting; the rest is ours.

    `parts`: (what, minutes) in order, empty where the region has no set order.
    """

    region: str
    name: str = "Slutbedömning"
    last_week: bool = False
    presence: DoctorPresence | str = DoctorPresence.WHEN_ASKED
    parts: tuple[tuple[str, int], ...] = ()
    minutes: int = USUAL_MINUTES
    place: str = ""
    may_test: bool = True
    new_time_months: int = NEW_TIME_MONTHS
    told: bool = False  # does the region say anything at all?


@dataclass(frozen=True)
class Window:
    """The days among which the meeting lies, and whose rule that is."""

    first: date
    last: date
    source: Source
    why: str
    is_new_time: bool = False
    strict: bool = False


@dataclass(frozen=True, kw_only=True)
class PlanMeetingFacts:
    """A meeting about to be planned or moved. `outside`: why it is on another day.

    `committee_on`: the day of the kompetenskommitté that it is held in.
    """

    model: MeetingModel
    starts_at: datetime
    on: date
    now: datetime
    today: date
    minutes: int
    place: str
    window: Window | None
    main_supervisor: Person | None
    assessor: Person | None
    held: bool = False
    outside: str = ""
    committee_on: date | None = None


def meeting_model(region: str, told: Mapping[str, Any]) -> MeetingModel:
    """The table `final_assessment` of a regional model, read with care."""
    parts = tuple(
        (str(one["label"]), int(one["minutes"])) for one in told.get("parts", ())
    )
    presence = told.get("doctor_present", "")
    known = {
        "mandatory": DoctorPresence.MANDATORY,
        "when_assessor_asks": DoctorPresence.WHEN_ASKED,
    }
    return MeetingModel(
        region=region,
        name=told.get("local_name") or "Slutbedömning",
        last_week=told.get("when") == "last_week",
        presence=known.get(presence, DoctorPresence.WHEN_ASKED),
        parts=parts,
        minutes=int(
            told.get("total_minutes") or sum(n for _w, n in parts) or USUAL_MINUTES
        ),
        place=told.get("place", ""),
        may_test=bool(told.get("assessor_may_test", True)),
        new_time_months=int(
            told.get("new_time_after_documentation_months") or NEW_TIME_MONTHS
        ),
        told=bool(told),
    )


def new_time_by(completed_on: date, model: MeetingModel) -> date:
    """The last day for the new time: within two months of the completion."""
    return add_months(completed_on, model.new_time_months)


def window_of(
    model: MeetingModel,
    last: date | None,
    completed_on: date | None = None,
    is_second: bool = False,
    today: date | None = None,
) -> Window | None:
    """Which days does the meeting lie among? None where nothing is planned.

    The last week of BT, or of its extension; after a completion, two months from it;
    for a second assessor after the last day, two months from now (REGIONAL_MODEL,
    and HOUSE where the region is silent).
    """
    if completed_on is not None:
        return Window(
            completed_on, new_time_by(completed_on, model), REGIONAL_MODEL,
            "inom två månader från att underlaget blev klart"
            if model.new_time_months == NEW_TIME_MONTHS
            else f"inom {model.new_time_months} månader från att underlaget blev klart",
            is_new_time=True, strict=True,
        )  # fmt: skip
    if is_second and today is not None:
        return Window(
            today, add_months(today, NEW_TIME_MONTHS), HOUSE,
            "så snart som möjligt, inom två månader",
        )  # fmt: skip
    if last is None:
        return None
    source = REGIONAL_MODEL if model.last_week else HOUSE
    return Window(
        first_of_last_week(last), last, source, "sista veckan av BT",
        strict=model.last_week,
    )  # fmt: skip


def may_plan_meeting(facts: PlanMeetingFacts) -> Verdict:
    """May the meeting be on this day, with these people?

    Huvudansvarig handledare and extern bedömare are there, always. Outside its days it
    is refused where the region says so, and otherwise asked for with a reason; a day
    that is past its last possible day is always only asked about.
    """
    return all_of(
        _not_held(facts),
        _both_known(facts),
        _ahead(facts),
        _long_enough(facts.minutes),
        _has_place(facts),
        _on_the_committees_day(facts),
        _in_window(facts),
    )


def may_change_meeting(held: bool, cancelled: bool) -> Verdict:
    """Is the meeting still ahead of us?"""
    if held:
        return no(
            "meeting.held",
            "Mötet är redan registrerat som hållet.",
            HOUSE,
        )
    if cancelled:
        return no("meeting.cancelled", "Mötet är inställt.", HOUSE)
    return YES


def said_why(reason: str) -> Verdict:
    """Is it said why the meeting is moved or cancelled? Those called are told."""
    if reason.strip():
        return YES
    return no(
        "meeting.no_reason",
        "Skriv varför. De som är kallade läser det.",
        HOUSE,
        field="reason",
    )


def may_test(
    by: Person, assessor: Person | None, on: date, today: date, model: MeetingModel
) -> Verdict:
    """May the assessor give a test of their own, told to the doctor in good time?"""
    if by != assessor:
        return no(
            "meeting.test_not_assessor",
            "Ett eget prov bestäms av den externa bedömaren.",
            EXTERNAL_ASSESSOR,
        )
    if not model.may_test:
        return no(
            "meeting.no_tests",
            f"I {model.region} ingår inget eget prov.",
            REGIONAL_MODEL,
        )
    if on >= today + TEST_NOTICE:
        return YES
    return no(
        "meeting.test_too_soon",
        "Provet kan inte läggas så nära. BT-läkaren ska få veta det minst "
        f"{TEST_NOTICE.days} dagar innan, alltså tidigast till den "
        f"{date_text(today + TEST_NOTICE)}. Flytta mötet, eller avstå från provet.",
        HOUSE,
        field="test",
    )


def may_hold(
    starts_at: datetime, now: datetime, supervisor_there: bool, assessor_there: bool,
    doctor_there: bool, model: MeetingModel,
) -> Verdict:  # fmt: skip
    """May the meeting be registered as held?

    When it has begun, with both bedömare there, and the doctor where the region says
    that the doctor is (REGIONAL_MODEL).
    """
    verdict = YES
    if starts_at > now:
        verdict = no(
            "meeting.ahead",
            "Mötet har inte börjat än. Registrera det när ni har träffats.",
            HOUSE,
        )
    if not (supervisor_there and assessor_there):
        verdict = verdict & no(
            "meeting.not_both",
            "Både huvudansvarig handledare och extern bedömare ska ha varit med. Flytta "
            "mötet om någon saknades.",
            REGIONAL_MODEL,
            field="assessor_there" if supervisor_there else "supervisor_there",
        )
    if model.presence == DoctorPresence.MANDATORY and not doctor_there:
        verdict = verdict & no(
            "meeting.no_doctor",
            f"I {model.region} är BT-läkaren med. Flytta mötet om BT-läkaren saknades.",
            REGIONAL_MODEL,
            field="doctor_there",
        )
    return verdict


# ------------------------------------------------------------------------- the parts
def _not_held(facts: PlanMeetingFacts) -> Verdict:
    return may_change_meeting(facts.held, cancelled=False)


def _on_the_committees_day(facts: PlanMeetingFacts) -> Verdict:
    """A committee talks about many doctors on one day; the meeting is then."""
    if facts.committee_on in (None, facts.on):
        return YES
    return no(
        "meeting.committee_day",
        f"Kompetenskommittén möts den {date_text(facts.committee_on)}. Välj den dagen, "
        "eller ett eget möte.",
        REGIONAL_MODEL,
        field="on",
    )


def _both_known(facts: PlanMeetingFacts) -> Verdict:
    if facts.main_supervisor and facts.assessor:
        return YES
    return no(
        "meeting.nobody",
        "Mötet kan inte planeras än. Huvudansvarig handledare och extern bedömare ska "
        "vara utsedda först.",
        EXTERNAL_ASSESSOR,
    )


def _ahead(facts: PlanMeetingFacts) -> Verdict:
    if facts.starts_at > facts.now:
        return YES
    return no("meeting.past", "Tiden har redan varit.", HOUSE, field="on")


def _long_enough(minutes: int) -> Verdict:
    if SHORTEST <= minutes <= LONGEST:
        return YES
    text = f"Skriv mellan {SHORTEST} och {LONGEST} minuter."
    return no("meeting.minutes", text, HOUSE, field="minutes")


def _has_place(facts: PlanMeetingFacts) -> Verdict:
    if facts.place.strip():
        return YES
    return no("meeting.no_place", "Skriv var ni träffas.", HOUSE, field="place")


def _in_window(facts: PlanMeetingFacts) -> Verdict:
    window = facts.window
    if window is None or window.first <= facts.on <= window.last:
        return YES
    late = facts.today > window.last  # nobody is left without a day to choose
    if window.strict and not late:
        return _refused(facts, window)
    if facts.outside.strip():
        return YES
    return no(
        "meeting.outside",
        f"Dagen ligger utanför {period_text(window.first, window.last)}, "
        f"{window.why}. Skriv varför, eller välj en annan dag.",
        window.source,
        field="outside",
    )


def _refused(facts: PlanMeetingFacts, window: Window) -> Verdict:
    day, region = date_text(facts.on), facts.model.region
    if window.is_new_time:
        text = (
            f"Den nya tiden kan inte bokas den {day}. I {region} ska den erbjudas "
            f"{window.why}, senast den {date_text(window.last)}. Välj en tidigare tid."
        )
        return no("external.new_time_late", text, window.source, field="on")
    text = (
        f"Den externa bedömningen kan inte bokas den {day}. I {region} görs den "
        f"{window.why}, {period_text(window.first, window.last)}. Välj en tid då."
    )
    return no("external.outside_window", text, window.source, field="on")


def is_newest(version: int, shown: int) -> Verdict:
    """Is the meeting still the one that the page showed?"""
    if version == shown:
        return YES
    return no(
        "meeting.changed",
        "Någon annan har planerat eller flyttat mötet under tiden. Läs vad som gäller "
        "nu, och ändra sedan om det behövs.",
        HOUSE,
    )


def is_judging(judges: bool) -> Verdict:
    """Is this one of the two who judge?"""
    if judges:
        return YES
    return no(
        "meeting.not_judging",
        "Det här gör huvudansvarig handledare eller den externa bedömaren.",
        EXTERNAL_ASSESSOR,
    )


def there_is_one(planned: bool) -> Verdict:
    """Is there a meeting to do something with?"""
    if planned:
        return YES
    return no("meeting.none", "Inget möte är planerat. Planera ett först.", HOUSE)
