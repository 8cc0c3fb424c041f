"""Who lets a release go: one prepares it, another approves it, and it can be undone.

Approval is of a digest: what changes afterwards needs a new one. What follows from a yes
(a programme opens) waits until the round is confirmed, so that all can be undone till
then. Our own rules (HOUSE).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bt_admin.lib.dates import list_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.swedish import moment
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from recruitment.rules.checks import Check
from recruitment.rules.snapshot import Line, Snapshot


@dataclass(frozen=True)
class ReleaseFacts:
    """A release about to go. `letters`: how many; `typed`: the number typed to confirm."""

    checks: tuple[Check, ...]
    digest_now: str
    letters: int
    typed: int | None
    prepared_by: Person
    approved_by: Person | None = None
    approved_digest: str = ""
    released_at: datetime | None = None


@dataclass(frozen=True)
class Change:
    """One line that is not as it was at the last dry run. "" for not there at all."""

    application: str
    name: str
    then: str
    now: str
    why: str = ""


def may_approve(by: Person, prepared_by: Person, checks: Iterable[Check]) -> Verdict:
    """May this person approve the release? Another than who prepared it; all passed."""
    return all_of(_all_passed(checks), _another_person(by, prepared_by))


def may_release(facts: ReleaseFacts) -> Verdict:
    """May this be sent now?

    Every check passed, somebody else approved exactly this, and the number of letters
    was typed; once.
    """
    if facts.released_at is not None:
        return no(
            "release.done",
            f"Utskicket är redan gjort den {moment(facts.released_at)}. Ta tillbaka det "
            "om något är fel.",
            HOUSE,
        )
    return all_of(
        _all_passed(facts.checks), _approved(facts), _unchanged(facts), _number(facts)
    )


def may_undo(confirmed_at: datetime | None, reason: str) -> Verdict:
    """May a whole release be taken back? Until it was confirmed, with a reason."""
    if confirmed_at is not None:
        return no(
            "release.confirmed",
            "Utskicket kan inte tas tillbaka. Omgången bekräftades den "
            f"{moment(confirmed_at)}, och platserna gäller. Kontakta var och en som "
            "berörs.",
            HOUSE,
        )
    if reason.strip():
        return YES
    text = "Skriv varför. De som har fått besked läser skälet."
    return no("release.no_reason", text, HOUSE, field="reason")


def may_act_on_a_yes(confirmed_at: datetime | None) -> Verdict:
    """May what follows from a yes happen, as opening a programme? When confirmed."""
    if confirmed_at is not None:
        return YES
    return no(
        "release.not_confirmed",
        "BT kan inte öppnas än. Utskicket kan fortfarande tas tillbaka. Bekräfta "
        "omgången först.",
        HOUSE,
    )


def changes_between(before: Snapshot | None, now: Snapshot) -> tuple[Change, ...]:
    """What would be sent that was not in the last dry run, and what no longer would?

    In the order of the list now, those that have gone last; all of it the first time.
    """
    old = {line.application: line for line in before.lines} if before else {}
    new = {line.application: line for line in now.lines}
    found = [
        Change(one, line.name, _outcome(old.get(one)), line.outcome, line.reason)
        for one, line in new.items()
        if _outcome(old.get(one)) != line.outcome
    ]
    gone = [
        Change(one, line.name, line.outcome, "")
        for one, line in old.items()
        if one not in new
    ]
    return (*found, *gone)


def _outcome(line: Line | None) -> str:
    return line.outcome if line else ""


def _all_passed(checks: Iterable[Check]) -> Verdict:
    left = [one.label.lower() for one in checks if not one]
    if not left:
        return YES
    return no(
        "release.check_failed",
        f"Utskicket kan inte släppas än. Det här stämmer inte eller är inte prövat: "
        f"{list_text(left)}. Öppna kontrollen och rätta det den visar.",
        HOUSE,
    )


def _another_person(by: Person, prepared_by: Person) -> Verdict:
    if by != prepared_by:
        return YES
    return no(
        "release.same_person",
        "Du kan inte godkänna utskicket. Du har förberett det, och en annan person ska "
        "läsa det. Be en kollega i rekryteringsgruppen.",
        HOUSE,
    )


def _approved(facts: ReleaseFacts) -> Verdict:
    if facts.approved_by is None:
        return no(
            "release.not_approved",
            "Utskicket kan inte släppas än. Ingen annan har läst och godkänt det. Be en "
            "kollega i rekryteringsgruppen.",
            HOUSE,
        )
    return _another_person(facts.approved_by, facts.prepared_by)


def _unchanged(facts: ReleaseFacts) -> Verdict:
    if facts.approved_by is None or facts.approved_digest == facts.digest_now:
        return YES
    return no(
        "release.changed_since",
        "Utskicket kan inte släppas än. Något har ändrats sedan "
        f"{facts.approved_by} godkände det. Se vad som skiljer, och be om ett nytt "
        "godkännande.",
        HOUSE,
    )


def _number(facts: ReleaseFacts) -> Verdict:
    if facts.typed == facts.letters:
        return YES
    return no(
        "release.number",
        f"Listan har {facts.letters} rader. Läs den igen innan du bekräftar.",
        HOUSE,
        field="number",
    )
