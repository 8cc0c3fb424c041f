"""Nothing that is kept is overwritten unseen, thrown away by others, or kept twice."""

from dataclasses import dataclass
from datetime import date, datetime

from assessments.enums import AssessmentState
from assessments.rules.requests import LOCKED
from bt_admin.lib.dates import date_text, time_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no


@dataclass(frozen=True)
class DraftFacts:
    """A draft that somebody is about to overwrite or throw away.

    `version_shown` is what the person began from, `version_now` what is stored.
    """

    by: Person
    writer: Person
    state: AssessmentState | str
    version_shown: int = 1
    version_now: int = 1
    changed_at: datetime | None = None


@dataclass(frozen=True)
class TakeUpFacts:
    """A draft of a placement's overall assessment, and who wants to write it.

    `supervisors` are the handledare of the placement now.
    """

    by: Person
    writer: Person
    supervisors: tuple[Person, ...]
    state: AssessmentState | str = AssessmentState.DRAFT


def may_overwrite(facts: DraftFacts) -> Verdict:
    """Is what is stored still what this person began to write from?"""
    if facts.version_shown == facts.version_now:
        return YES
    when = f" kl.\u00a0{time_text(facts.changed_at)}" if facts.changed_at else ""
    return no(
        "edit.stale",
        f"Ändringen är inte sparad. En annan ändring sparades{when}. Jämför och "
        "spara igen – din text finns kvar här under.",
        HOUSE,
    )


def may_discard(facts: DraftFacts) -> Verdict:
    """May this person throw the draft away? The one who began it, and only a draft."""
    if facts.by == facts.writer and facts.state == AssessmentState.DRAFT:
        return YES
    return no(
        "assess.not_your_draft",
        "Bedömningen kan inte kastas. Det går bara med ett utkast som du själv har "
        "påbörjat. En begäran skickar du tillbaka eller tackar nej till.",
        HOUSE,
    )


def may_take_up(facts: TakeUpFacts) -> Verdict:
    """May this person go on with an overall assessment that somebody has begun?

    Their own; or that of somebody who is no longer handledare there. Not a signed one.
    """
    if facts.state in LOCKED:
        return no(
            "overall.already_signed",
            f"Du kan inte skriva den sammantagna bedömningen. {facts.writer} har redan "
            "signerat den, och det blir en för varje placering. Läs den som finns.",
            HOUSE,
        )
    if facts.by == facts.writer or facts.writer not in facts.supervisors:
        return YES
    return no(
        "overall.begun_by_other",
        f"Du kan inte skriva den sammantagna bedömningen. {facts.writer} har redan "
        f"börjat på den, och det blir en för varje placering. Be {facts.writer} att "
        "göra klart den.",
        HOUSE,
    )


def may_record_once(held_on: date, recorded_on: tuple[date, ...]) -> Verdict:
    """Is this kollegium not recorded yet? One on each day, for each doctor."""
    if held_on not in recorded_on:
        return YES
    return no(
        "collegium.already_recorded",
        f"Kollegiet den {date_text(held_on)} är redan dokumenterat. Det finns en text "
        "för varje kollegium. Läs den som finns, eller ändra datumet.",
        HOUSE,
        field="held_on",
    )
