"""References by personal link, and the extract of the register that is only shown.

The questions are ours, unless the region's method has its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bt_admin.lib.dates import date_text
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from recruitment.enums import ApplicationState as S

LINK_DAYS = 14
LONGEST_ANSWER = 2000
# First when somebody goes on: before that nobody is asked about anybody.
SELECTED = (S.SHORTLISTED, S.RANKED)


@dataclass(frozen=True)
class Question:
    """`choices` empty: answered in words."""

    key: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = True


AGAIN = (("yes", "Ja"), ("doubt", "Ja, med tvekan"), ("no", "Nej"))
QUESTIONS = (
    Question("known", "Hur länge och i vilken roll har du arbetat med den sökande?"),
    Question("strengths", "Vad gör den sökande särskilt bra som läkare?"),
    Question("cooperation", "Hur fungerar samarbetet med kollegor och andra?"),
    Question("safety", "Hur gör den sökande när kunskapen eller tiden inte räcker?"),
    Question("development", "Vad behöver den sökande utveckla?"),
    Question("again", "Skulle du vilja arbeta med den sökande igen?", AGAIN),
    Question("else", "Något mer som vi bör veta?", required=False),
)


def questions_of(method: Mapping[str, Any]) -> tuple[Question, ...]:
    """What a referee is asked: the method's own questions, or ours."""
    own = method.get("reference", ())
    return tuple(
        Question(one["key"], one["label"], required=one.get("required", True))
        for one in own
    ) or QUESTIONS  # fmt: skip


def readable(
    questions: Sequence[Question], answers: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Each question with what was answered, in words."""
    return [
        (
            one.label,
            dict(one.choices).get(answers.get(one.key, ""), answers.get(one.key, "")),
        )
        for one in questions
        if answers.get(one.key)
    ]


# --------------------------------------------------------------------------- the link
@dataclass(frozen=True)
class RefereeFacts:
    """A referee, and how far the asking has come."""

    application: str
    email: str
    expires_on: date | None = None
    is_answered: bool = False
    is_declined: bool = False
    today: date = date.min


def may_ask_referee(facts: RefereeFacts) -> Verdict:
    """May the office send this person a link, the first one or one more? HOUSE."""
    return all_of(_goes_on(facts.application, "Referensen"), _not_done(facts))


def _not_done(facts: RefereeFacts) -> Verdict:
    if facts.is_answered:
        text = "Referensen har redan svarat. Svaret står här."
        return no("reference.answered", text, HOUSE)
    if facts.is_declined:
        text = "Referensen har tackat nej. Be den sökande om en annan person att fråga."
        return no("reference.declined", text, HOUSE)
    if not facts.email:
        text = "E-postadress saknas. Be den sökande om den."
        return no("reference.no_email", text, HOUSE)
    return YES


def link_opens(facts: RefereeFacts) -> bool:
    """Does the link open a form today? Wrong, old and used ones look alike. HOUSE."""
    return (
        facts.expires_on is not None
        and facts.today <= facts.expires_on
        and not facts.is_answered
        and not facts.is_declined
    )


def expires(today: date) -> date:
    """The last day of a link that is sent today."""
    return today + timedelta(days=LINK_DAYS)


def answers_complete(
    questions: Sequence[Question], answers: Mapping[str, str]
) -> Verdict:
    """Is everything that has to be answered answered, and with what was offered?"""
    return all_of(*(_answered(one, answers.get(one.key, "")) for one in questions))


def _answered(question: Question, answer: str) -> Verdict:
    if question.required and not answer.strip():
        text = "Välj ett svar." if question.choices else "Skriv något här."
        return no("reference.empty", text, HOUSE, field=question.key)
    if question.choices and answer and answer not in dict(question.choices):
        return no("reference.choice", "Välj ett svar.", HOUSE, field=question.key)
    if len(answer) > LONGEST_ANSWER:
        text = f"Skriv högst {LONGEST_ANSWER} tecken."
        return no("reference.long", text, HOUSE, field=question.key)
    return YES


# ------------------------------------------------------------------- the record check
def may_note_record(state: str, shown_on: date, today: date) -> Verdict:
    """May it be noted that an extract of the belastningsregister was shown?

    First when somebody is selected; the day of it has been. Only that it was shown is
    kept, never what stood in it (REGIONAL_MODEL).
    """
    return all_of(_goes_on(state, "Utdraget"), _has_been(shown_on, today))


def _has_been(shown_on: date, today: date) -> Verdict:
    if shown_on <= today:
        return YES
    text = (
        f"Dagen kan inte vara efter i dag, {date_text(today)}. Skriv den dag då "
        "utdraget visades."
    )
    return no("record.future", text, HOUSE, field="shown_on")


def _goes_on(state: str, what: str) -> Verdict:
    if state in SELECTED:
        return YES
    text = f"{what} efterfrågas inte än. Det görs först när den sökande går vidare."
    if state in (S.HIRED, S.WITHDRAWN, S.NOT_SELECTED, S.NOT_APPOINTABLE):
        text = f"{what} efterfrågas inte. Ärendet är avslutat."
    return no("reference.not_selected", text, REGIONAL_MODEL)
