"""What Socialstyrelsen answers, what may follow on what, and the days that count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bt_admin.lib.dates import date_text
from bt_admin.lib.sources import (
    FL_44,
    HOUSE,
    PSF_4_1_A,
    PSF_8,
    Dated,
)
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from bt_admin.lib.working_days import is_working_day
from certificates.enums import AnswerKind

K = AnswerKind
# Three weeks from the day when the doctor took part of the decision (FL_44).
APPEAL_DAYS = Dated(((date(2018, 7, 1), 21),), FL_44, "dagar")

# What may follow on what. An approval ends it; a rejection never does, for one may
# appeal, be approved all the same, or apply again.
NEXT: Mapping[AnswerKind, tuple[AnswerKind, ...]] = {
    K.SENT: (K.COMPLEMENT, K.APPROVED, K.REJECTED),
    K.COMPLEMENT: (K.SENT_AGAIN, K.COMPLEMENT, K.APPROVED, K.REJECTED),
    K.SENT_AGAIN: (K.COMPLEMENT, K.APPROVED, K.REJECTED),
    K.APPROVED: (),
    K.REJECTED: (K.RECEIVED, K.APPEALED, K.APPROVED, K.APPLY_AGAIN),
    K.RECEIVED: (K.APPEALED, K.APPROVED, K.APPLY_AGAIN),
    K.APPEALED: (K.APPROVED, K.UPHELD, K.COMPLEMENT),
    K.UPHELD: (K.APPEALED, K.APPROVED, K.APPLY_AGAIN),
    K.APPLY_AGAIN: (K.SENT,),
}
# What only the doctor does: the post, the appeal is the doctor's too, and a new start.
DOCTORS = (K.SENT, K.SENT_AGAIN, K.APPLY_AGAIN)
TO_BE_SAID = {
    K.COMPLEMENT: ("text", "Skriv vad Socialstyrelsen vill ha."),
    K.REJECTED: ("text", "Skriv skälen till avslaget, så som de står i beslutet."),
    K.APPROVED: ("case_number", "Skriv beslutets diarienummer."),
    K.UPHELD: ("case_number", "Skriv målets eller ärendets nummer."),
}


@dataclass(frozen=True)
class Step:
    """A step that has been registered and not corrected."""

    kind: AnswerKind
    on: date
    last_on: date | None = None
    received_on: date | None = None


@dataclass(frozen=True)
class AnswerFacts:
    """A step about to be registered after `steps`, in order."""

    new: Step
    steps: tuple[Step, ...]
    today: date
    is_doctor: bool
    text: str = ""
    case_number: str = ""


def kinds_after(steps: Sequence[Step], *, is_doctor: bool) -> tuple[AnswerKind, ...]:
    """What may be registered now, by this person? In the order it is shown."""
    if not steps:
        return ()
    kinds = NEXT[steps[-1].kind]
    # When it is sent goes with the button on the page, which looks at the papers too.
    return tuple(
        kind for kind in kinds if kind != K.SENT and (is_doctor or kind not in DOCTORS)
    )


def may_record_answer(facts: AnswerFacts) -> Verdict:
    """May this step be registered now?

    When it follows on what is there, says what it has to say, and its days are in
    order: a rejection has reasons (PSF_8), an approval its number.
    """
    return all_of(_follows(facts), _by_doctor(facts), _said(facts), _days(facts))


def may_correct_answer(
    kind: AnswerKind | None, is_last: bool, reason: str, *, corrected: bool = False
) -> Verdict:
    """May a registered step be corrected? The last one, with a reason, once."""
    if corrected or not is_last or kind in (None, K.SENT, K.APPLY_AGAIN):
        return no(
            "answer.not_last",
            "Det här kan inte rättas. Bara det som registrerades sist går att rätta, "
            "och det som rättats en gång rättas i sin nya lydelse. Läs om sidan.",
            HOUSE,
        )
    if reason.strip():
        return YES
    return no("answer.no_reason", "Skriv varför.", HOUSE, field="correction")


def complement_open(steps: Sequence[Step]) -> bool:
    """Is it the doctor's turn, so that the papers may be made anew?"""
    return bool(steps) and steps[-1].kind == K.COMPLEMENT


def last_day_to_appeal(received_on: date) -> date:
    """The last day when an appeal must have come in to Socialstyrelsen.

    Three weeks from the day the decision was received (FL_44); a last day that is a
    Saturday, a Sunday, a holiday or one of the three eves moves on (LAST_DAY_MOVES).
    """
    day = received_on + timedelta(days=APPEAL_DAYS.on(received_on))
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def appeal_by(steps: Sequence[Step]) -> date | None:
    """Till when may the rejection that holds be appealed? None: not known, or not now."""
    received = received_day(steps)
    return last_day_to_appeal(received) if received else None


def received_day(steps: Sequence[Step]) -> date | None:
    if not steps or steps[-1].kind not in (K.REJECTED, K.RECEIVED, K.UPHELD):
        return None
    last = steps[-1]
    return last.on if last.kind == K.RECEIVED else last.received_on


# ------------------------------------------------------------------------ the reasons
def _follows(facts: AnswerFacts) -> Verdict:
    last = facts.steps[-1].kind if facts.steps else None
    if last and facts.new.kind in NEXT[last]:
        return YES
    if last is None:
        text = "Ansökan är inte skickad än. Registrera först att den är skickad."
    elif last == K.APPROVED:
        text = (
            "Socialstyrelsen har redan godkänt ansökan. Är det fel rättar du den "
            "registreringen."
        )
    else:
        text = (
            f"Det här kan inte registreras nu. Det senaste är «{last.label}». Läs om "
            "sidan och se vad som har hänt."
        )
    return no("answer.out_of_turn", text, HOUSE)


def _by_doctor(facts: AnswerFacts) -> Verdict:
    if facts.is_doctor or facts.new.kind not in DOCTORS:
        return YES
    return no(
        "answer.not_doctor",
        "Du får inte registrera det här. BT-läkaren skickar själv sin ansökan. Påminn "
        "BT-läkaren.",
        PSF_4_1_A,
    )


def _said(facts: AnswerFacts) -> Verdict:
    if facts.new.kind not in TO_BE_SAID:
        return YES
    field, words = TO_BE_SAID[facts.new.kind]
    if getattr(facts, field).strip():
        return YES
    source = PSF_8 if facts.new.kind == K.REJECTED else HOUSE
    return no("answer.not_said", words, source, field=field)


def _days(facts: AnswerFacts) -> Verdict:
    new, earlier = facts.new, [step.on for step in facts.steps[-1:]]
    if new.on > facts.today:
        return _wrong("answer.ahead", "Datumet kan inte ligga framåt i tiden.", "on")
    if earlier and new.on < earlier[0]:
        day = date_text(earlier[0])
        text = f"Datumet kan inte ligga före den {day}, då det förra hände."
        return _wrong("answer.before", text, "on")
    if new.kind == K.COMPLEMENT and (new.last_on is None or new.last_on < new.on):
        text = "Skriv sista dag att komplettera. Den kan inte ligga före brevets datum."
        return _wrong("answer.last_day", text, "last_on")
    received = new.received_on
    if received and not new.on <= received <= facts.today:
        text = "Mottaget kan inte vara före beslutet eller framåt i tiden."
        return _wrong("answer.received", text, "received_on")
    return YES


def _wrong(code: str, text: str, field: str) -> Verdict:
    return no(code, text, HOUSE, field=field)
