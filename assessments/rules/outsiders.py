"""Colleagues without an account: who may be sent a link, and what it opens."""

from dataclasses import dataclass
from datetime import date, timedelta

from assessments.enums import AssessmentState
from bt_admin.lib.dates import date_text, days_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

LINK_DAYS = 30
REMIND_EVERY_DAYS = 3  # of one request; more often is nagging


@dataclass(frozen=True)
class Outsider:
    """A colleague without an account, as somebody has named them.

    Nothing of it is checked. The address is all that ties a person to the name.
    """

    name: str
    title: str = ""
    workplace: str = ""
    email: str = ""

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """The same for the same address, however the name is spelt."""
        return (self.email or self.name).strip().casefold()

    @property
    def described(self) -> str:
        """«Mikael Thörnqvist, distriktsläkare, Gläntans vårdcentral»"""
        told = (self.name, self.title, self.workplace)
        return ", ".join(part for part in told if part)


@dataclass(frozen=True)
class OutsiderFacts:
    """Whom the doctor wants to send a link; `around` are those with an account."""

    outsider: Outsider
    doctor_email: str
    around: tuple[tuple[str, str], ...] = ()  # (e-mail, name)


@dataclass(frozen=True)
class LinkFacts:
    """A link that somebody has opened; both days counted."""

    state: AssessmentState | str
    expires_on: date
    today: date
    used: bool = False


@dataclass(frozen=True)
class LetterFacts:
    """Somebody wants the assessor reminded, or a new link sent.

    `told_on` is the day of the last letter. `leads` says that `by` is a studierektor.
    """

    by: Person
    doctor: Person
    assessor: Person
    state: AssessmentState | str
    told_on: date
    today: date
    by_link: bool = False
    leads: bool = False
    expired: bool = False
    new_address: bool = False


def may_send_link(facts: OutsiderFacts) -> Verdict:
    """May the doctor send a link to this person?

    Somebody named in full, at an address that is not the doctor's own; and nobody who
    has an account and could sign logged in (HOUSE).
    """
    return all_of(named_in_full(facts.outsider), _not_own(facts), _no_account(facts))


def named_in_full(outsider: Outsider, *, with_email: bool = True) -> Verdict:
    """Is it told who this is: name, title, workplace, and where the letter goes?"""
    asked = {
        "outsider_name": (outsider.name, "Skriv bedömarens namn."),
        "outsider_title": (outsider.title, "Skriv titeln, till exempel ”överläkare”."),
        "outsider_workplace": (outsider.workplace, "Skriv var bedömaren arbetar."),
    }
    if with_email:
        text = "Skriv e-postadressen till arbetet."
        asked["outsider_email"] = (outsider.email, text)
    return all_of(
        *(
            no("link.not_named", text, HOUSE, field=field)
            for field, (told, text) in asked.items()
            if not told.strip()
        )
    )


def _not_own(facts: OutsiderFacts) -> Verdict:
    if facts.outsider.key != facts.doctor_email.casefold():
        return YES
    return no(
        "link.own_address",
        "Du kan inte skicka länken till dig själv. En bedömning görs av någon som har "
        "sett dig arbeta. Skriv bedömarens egen adress.",
        HOUSE,
        field="outsider_email",
    )


def _no_account(facts: OutsiderFacts) -> Verdict:
    for email, name in facts.around:
        if email.casefold() == facts.outsider.key:
            return no(
                "link.has_account",
                f"{name} behöver ingen länk. {name} är din handledare i bt-admin och "
                "signerar inloggad. Välj namnet ur listan i stället.",
                HOUSE,
                field="outsider_email",
            )
    return YES


def link_opens(facts: LinkFacts) -> Verdict:
    """Does this link open its form? While it waits, and to its last day (HOUSE)."""
    waits = facts.state == AssessmentState.REQUESTED and not facts.used
    if waits and facts.today <= facts.expires_on:
        return YES
    return no(
        "link.closed",
        "Länken öppnar ingenting. Den kan vara använd, ha gått ut eller ha ersatts av "
        "en nyare. Be den som skickade den att förnya den.",
        HOUSE,
    )


def last_day_of_link(today: date) -> date:
    return today + timedelta(days=LINK_DAYS)


def may_remind(facts: LetterFacts) -> Verdict:
    """May this person remind the assessor now? The doctor, once every three days."""
    return all_of(_waits(facts), _asker(facts, leads=False), _not_so_soon(facts))


def may_renew_link(facts: LetterFacts) -> Verdict:
    """May this person send a new link? The doctor or a studierektor.

    At once when the old one has run out or went to the wrong address; otherwise no
    more often than one reminds (HOUSE).
    """
    soon = YES if facts.expired or facts.new_address else _not_so_soon(facts)
    return all_of(
        _waits(facts), _asker(facts, leads=facts.leads), _has_link(facts), soon
    )


def _waits(facts: LetterFacts) -> Verdict:
    if facts.state == AssessmentState.REQUESTED:
        return YES
    return no(
        "assess.not_waiting",
        f"Begäran väntar inte på {facts.assessor}. Den är redan besvarad eller "
        "tillbaka hos BT-läkaren. Öppna den, så ser du läget.",
        HOUSE,
    )


def _asker(facts: LetterFacts, *, leads: bool) -> Verdict:
    if facts.by == facts.doctor or leads:
        return YES
    return no(
        "assess.not_the_asker",
        f"Du får inte göra det här. Begäran hör till {facts.doctor}. Be "
        f"{facts.doctor} eller studierektorn.",
        HOUSE,
    )


def _has_link(facts: LetterFacts) -> Verdict:
    if facts.by_link:
        return YES
    return no(
        "link.not_by_link",
        f"{facts.assessor} har ingen länk att förnya. {facts.assessor} signerar "
        "inloggad i bt-admin. Påminn i stället.",
        HOUSE,
    )


def _not_so_soon(facts: LetterFacts) -> Verdict:
    again = facts.told_on + timedelta(days=REMIND_EVERY_DAYS)
    if facts.today >= again:
        return YES
    return no(
        "assess.reminded_lately",
        f"{facts.assessor} fick mejl den {date_text(facts.told_on)}. Påminn igen från "
        f"den {date_text(again)}, tidigast {days_text(REMIND_EVERY_DAYS)} efter det "
        "förra.",
        HOUSE,
    )
