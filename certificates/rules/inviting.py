"""Asking somebody from outside to judge a doctor, and what they may answer.

The AT/BT-chef asks after consulting the studierektor, where the region has it so; the
one who is asked says yes or no; only a yes appoints.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from bt_admin.lib.dates import date_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import EXTERNAL_ASSESSOR, HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no, warning

ANSWER_WITHIN = timedelta(days=7)  # where the region's model says nothing else


@dataclass(frozen=True, kw_only=True)
class AskingFacts:
    """Somebody is about to ask this person about this doctor.

    `person` is whether that person may be asked at all (rules/pool.py). `waiting` was
    asked before and has until `answer_by`. `consulting` is whether the region's model
    says that the studierektor is consulted.
    """

    by: Person
    doctor: Person
    person: Verdict
    today: date
    planned_on: date | None = None
    sitting: Person | None = None
    waiting: Person | None = None
    answer_by: date | None = None
    consulting: bool = False
    consulted: Person | None = None
    consulted_on: date | None = None
    consulted_said: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerFacts:
    """Somebody answers, or takes back, an invitation. `state` is its state now."""

    by: Person
    asked: Person
    state: str
    closed_on: date | None = None
    reason: str = ""


def may_ask(facts: AskingFacts) -> Verdict:
    """May this person be asked to judge this doctor?

    Never by the doctor (EXTERNAL_ASSESSOR); one at a time; after the studierektor has
    been consulted, where the region has it so.
    """
    return all_of(
        not_chosen_by_the_doctor(facts.by, facts.doctor),
        _nobody_sits(facts),
        _nobody_is_asked(facts),
        _day_is_ahead(facts),
        consulted(facts),
        facts.person,
    )


def not_chosen_by_the_doctor(by: Person, doctor: Person) -> Verdict:
    """Is it somebody else than the doctor who chooses the assessor?"""
    if by != doctor:
        return YES
    return no(
        "invite.by_doctor",
        "Du kan inte välja din egen externa bedömare. Det gör AT/BT-chefen, och du får "
        "veta vem det blir när personen har tackat ja.",
        EXTERNAL_ASSESSOR,
    )


def consulted(facts: AskingFacts) -> Verdict:
    """Has the studierektor been asked what they think, where the region asks for it?

    Elsewhere a warning: the region's model says nothing of it.
    """
    if facts.consulted and facts.consulted_on and facts.consulted_said.strip():
        if facts.consulted_on <= facts.today:
            return YES
        return no(
            "invite.consulted_ahead",
            "Samrådet kan inte ligga framåt i tiden. Skriv vilken dag ni talades vid.",
            HOUSE,
            field="consulted_on",
        )
    missing = (
        "consulted"
        if facts.consulted is None
        else "consulted_on"
        if facts.consulted_on is None
        else "consulted_said"
    )
    begun = facts.consulted or facts.consulted_on or facts.consulted_said.strip()
    if not facts.consulting and not begun:
        return warning(
            "invite.not_consulted",
            "Inget samråd med studierektor är antecknat. Regionens modell säger inte "
            "att det behövs.",
            HOUSE,
        )
    return no(
        "invite.consultation_missing",
        "Förfrågan kan inte skickas än. AT/BT-chefen utser extern bedömare i samråd "
        "med studierektorn. Skriv vem, vilken dag och vad studierektorn sa.",
        HOUSE,
        field=missing,
    )


def may_answer(facts: AnswerFacts) -> Verdict:
    """May this person say yes? The one who was asked, while the question stands."""
    return all_of(_was_asked(facts), still_waits(facts))


def may_decline(facts: AnswerFacts) -> Verdict:
    """May this person say no? As with yes, and in a few words why."""
    verdict = may_answer(facts)
    if facts.reason.strip():
        return verdict
    return verdict & no(
        "invite.reason_missing",
        "Skriv kort varför, så att AT/BT-chefen vet hur nästa förfrågan bör göras. Är "
        "det jäv räcker det att skriva ”jäv”.",
        HOUSE,
        field="reason",
    )


def still_waits(facts: AnswerFacts) -> Verdict:
    """Does the question still stand?"""
    words = {
        "accepted": "Du har redan tackat ja",
        "declined": "Du har redan tackat nej",
        "withdrawn": "Förfrågan är tagen tillbaka",
        "replaced": "Någon annan har tillfrågats, eftersom svaret dröjde",
    }
    if facts.state not in words:
        return YES
    told = words[facts.state]
    if facts.by != facts.asked:
        told = told.replace("Du har", f"{facts.asked} har")
    on = f" den {date_text(facts.closed_on)}" if facts.closed_on else ""
    return no(
        f"invite.{facts.state}",
        f"Det går inte att ändra längre. {told}{on}. Kontakta AT/BT-chefen om det blev "
        "fel.",
        HOUSE,
    )


def _was_asked(facts: AnswerFacts) -> Verdict:
    if facts.by == facts.asked:
        return YES
    return no(
        "invite.not_asked",
        f"Du kan inte svara på den här förfrågan. Den är ställd till {facts.asked}.",
        HOUSE,
    )


def _nobody_sits(facts: AskingFacts) -> Verdict:
    if facts.sitting is None:
        return YES
    return no(
        "invite.already_appointed",
        f"Ingen mer kan tillfrågas. {facts.sitting} är redan utsedd till extern "
        "bedömare. Avsluta det uppdraget först.",
        HOUSE,
    )


def _nobody_is_asked(facts: AskingFacts) -> Verdict:
    late = facts.answer_by is not None and facts.answer_by < facts.today
    if facts.waiting is None or late:
        return YES
    until = f" Svaret ska komma senast den {date_text(facts.answer_by)}." if (
        facts.answer_by
    ) else ""  # fmt: skip
    return no(
        "invite.already_asked",
        f"{facts.waiting} är redan tillfrågad och har inte svarat än.{until} Ta "
        "tillbaka den förfrågan först om någon annan ska tillfrågas nu.",
        HOUSE,
    )


def _day_is_ahead(facts: AskingFacts) -> Verdict:
    if facts.planned_on is None or facts.planned_on >= facts.today:
        return YES
    return no(
        "invite.day_passed",
        "Den planerade dagen har varit. Skriv en dag som ligger framåt.",
        HOUSE,
        field="planned_on",
    )
