"""Teaching for many: what can be planned, and who says who was there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assessments.rules.activities import MAX_TEXT, MAX_TITLE, unknown_codes
from bt_admin.lib.sources import HOUSE, IN_FORCE, Dated
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

LONGEST_SESSION = Dated(((IN_FORCE, 12),), HOUSE, "timmar")
MOST_CODES = Dated(((IN_FORCE, 4),), HOUSE, "delmål")
MAX_PLACE = 120
MAX_LED_BY = 80


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """Teaching as it would be planned."""

    may_plan: bool
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    has_leader: bool
    led_by: str = ""
    codes: tuple[str, ...] = ()
    text: str = ""
    began_from: date | None = None
    began_until: date | None = None
    cancelled: bool = False
    attended: int = 0


@dataclass(frozen=True, kw_only=True)
class AttendanceFacts:
    """Somebody ticks who was there. `used` were there and rest in a certificate."""

    may_plan: bool
    is_leader: bool
    cancelled: bool
    starts_on: date
    today: date
    strangers: int = 0
    used: tuple[str, ...] = ()


def may_plan_session(facts: SessionFacts) -> Verdict:
    """May this teaching be planned, or changed, as it stands here?

    By who plans in the region; with a place, somebody who leads, at most twelve hours
    and four delmål. Ours (HOUSE).
    """
    return all_of(_planner(facts.may_plan), _still_on(facts), _filled(facts))


def may_cancel(facts: SessionFacts) -> Verdict:
    """May this teaching be cancelled? Not once somebody is noted as having been there."""
    if facts.attended:
        return _planner(facts.may_plan) & no(
            "teaching.attended",
            "Undervisningen kan inte ställas in. Närvaro är redan noterad.",
            HOUSE,
        )
    return _planner(facts.may_plan)


def may_tick(facts: AttendanceFacts) -> Verdict:
    """May this person note who was there?

    Whoever plans, or leads the session; from the day itself; of those it was for. A
    presence that a certificate rests on is not taken back. Ours (HOUSE).
    """
    if not (facts.may_plan or facts.is_leader):
        return no(
            "teaching.tick_role",
            "Närvaron noteras av den som leder undervisningen eller planerar den.",
            HOUSE,
        )
    if facts.cancelled:
        return no("teaching.cancelled", "Undervisningen är inställd.", HOUSE)
    if facts.today < facts.starts_on:
        text = "Närvaron kan noteras från och med samma dag."
        return no("teaching.too_early", text, HOUSE)
    if facts.strangers:
        text = "Någon i listan hör inte till gruppen. Läs om sidan och kryssa igen."
        return no("teaching.stranger", text, HOUSE, field="present")
    if facts.used:
        names = ", ".join(facts.used)
        text = f"Närvaron kan inte tas bort för {names}. Ett delmål är intygat med den."
        return no("teaching.used", text, HOUSE, field="present")
    return YES


def _planner(may_plan: bool) -> Verdict:
    if may_plan:
        return YES
    return no(
        "teaching.role",
        "Undervisning planeras av studierektor, administratör eller AT/BT-chef.",
        HOUSE,
    )


def _still_on(facts: SessionFacts) -> Verdict:
    if not facts.cancelled:
        return YES
    return no("teaching.cancelled", "Undervisningen är inställd.", HOUSE)


def _filled(facts: SessionFacts) -> Verdict:
    hours = LONGEST_SESSION.latest
    wrong = [
        (not facts.title.strip(), "title", "Skriv vad undervisningen heter."),
        (len(facts.title) > MAX_TITLE, "title", "Rubriken är för lång."),
        (not facts.place.strip(), "place", "Skriv var den är, till exempel en sal."),
        (len(facts.place) > MAX_PLACE, "place", "Platsen är för lång."),
        (len(facts.led_by) > MAX_LED_BY, "led_by", "Namnet är för långt."),
        (
            not facts.has_leader and not facts.led_by.strip(),
            "leader",
            "Välj vem som leder, eller skriv ett namn.",
        ),
        (
            facts.ends_at <= facts.starts_at,
            "ends",
            "Sluttiden behöver ligga efter starttiden.",
        ),
        (
            facts.ends_at - facts.starts_at > timedelta(hours=hours),
            "ends",
            f"Ett tillfälle är högst {hours} timmar. Lägg upp ett till.",
        ),
        (len(facts.text) > MAX_TEXT, "text", "Texten är för lång."),
        (bool(unknown_codes(facts.codes)), "delmal", "Välj delmål ur listan."),
        (
            len(facts.codes) > MOST_CODES.latest,
            "delmal",
            "Välj högst fyra delmål.",
        ),
        (
            bool(
                facts.began_from
                and facts.began_until
                and facts.began_until < facts.began_from
            ),
            "began_until",
            "Till-datumet behöver vara samma dag som från-datumet eller senare.",
        ),
    ]
    return all_of(
        *(
            no(f"teaching.{field}", text, HOUSE, field=field)
            for is_wrong, field, text in wrong
            if is_wrong
        )
    )
