"""Who may be asked, and when a request goes back and is sent again."""

from dataclasses import dataclass
from datetime import date

from assessments.enums import AssessmentState
from assessments.rules.who import for_doctors_only, may_assess_with
from bt_admin.lib.dates import date_text, period_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no

GONE_BACK = (AssessmentState.RETURNED, AssessmentState.DECLINED)


@dataclass(frozen=True)
class Involved:
    """A handledare of this doctor, and between which days; both are counted."""

    person: Person
    starts: date
    ends: date | None = None

    def on(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class ChoiceFacts:
    """Whom the doctor asks, among those who supervise, about what day."""

    assessor: Person
    around: tuple[Involved, ...]
    performed_on: date


@dataclass(frozen=True)
class StartFacts:
    """Somebody begins an assessment that nobody has asked for.

    `who` may assess with the instrument; `roles` are what this person was to the
    doctor on the day it is about.
    """

    by: Person
    instrument: str
    who: tuple[str, ...]
    licensed: bool = True
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class SendAgainFacts:
    """A request that the doctor wants to change and send once more."""

    by: Person
    doctor: Person
    assessor: Person
    state: AssessmentState | str


def may_ask_for(by: Person, doctor: Person) -> Verdict:
    """May this person ask for assessments of that doctor? Only the doctor may."""
    if by == doctor:
        return YES
    return no(
        "assess.request_by_other",
        f"Du får inte be om en bedömning åt {doctor}. Det gör BT-läkaren själv. Be "
        f"{doctor} att skicka begäran.",
        HOUSE,
    )


def may_be_asked(facts: ChoiceFacts) -> Verdict:
    """May this person be asked to assess what happened on that day?

    A handledare of the doctor, of a placement or huvudansvarig, on the day itself
    (HOUSE): nobody else finds the request under Att göra.
    """
    mine = [one for one in facts.around if one.person == facts.assessor]
    if any(one.on(facts.performed_on) for one in mine):
        return YES
    if not mine:
        return no(
            "assess.not_around",
            f"{facts.assessor} kan inte bedöma det här tillfället. Begäran går till "
            "någon som är handledare för dig. Välj ur listan.",
            HOUSE,
            field="assessor",
        )
    return no(
        "assess.not_around_then",
        f"{facts.assessor} kan inte bedöma det här tillfället, den "
        f"{date_text(facts.performed_on)}. Uppdraget som handledare gäller "
        f"{period_text(mine[-1].starts, mine[-1].ends)}. Välj någon annan, eller "
        "ändra datumet.",
        HOUSE,
        field="assessor",
    )


def may_start_with(facts: StartFacts) -> Verdict:
    """May this person begin an assessment with this instrument, unasked?

    Licensed, where the instrument is for doctors; in a role it names, where it names
    roles alone (HOUSE). That the person follows the doctor is asked before.
    """
    if not facts.licensed and for_doctors_only(facts.who):
        return no(
            "assess.not_licensed",
            "Du kan inte göra den här bedömningen. Den görs av en legitimerad läkare, "
            "och ingen legitimation är registrerad för dig. Be regionens BT-kansli "
            "att registrera den.",
            HOUSE,
        )
    return may_assess_with(facts.who, facts.instrument, facts.by, facts.roles)


def may_send_again(facts: SendAgainFacts) -> Verdict:
    """May this person change the request and send it again?

    The doctor, when it has come back: returned with a comment, or declined.
    """
    verdict = may_ask_for(facts.by, facts.doctor)
    if not verdict or facts.state in GONE_BACK:
        return verdict
    return no(
        "assess.not_gone_back",
        f"Begäran kan inte ändras nu. Den ligger hos {facts.assessor} eller är redan "
        f"signerad. Be {facts.assessor} att skicka tillbaka den om något är fel.",
        HOUSE,
    )


def may_send_back(asked: bool) -> Verdict:
    """Is there a request to return or decline? Not when one began it oneself."""
    if asked:
        return YES
    return no(
        "assess.not_requested",
        "Bedömningen kan inte skickas tillbaka. Ingen har bett om den, du har börjat "
        "på den själv. Kasta utkastet i stället.",
        HOUSE,
    )
