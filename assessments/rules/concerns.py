"""A worry, and the plan that may follow: who raises, who reads, who writes."""

from dataclasses import dataclass
from datetime import date

from assessments.enums import ConcernState, PlanState
from bt_admin.lib.dates import date_text, list_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.verdicts import YES, Verdict, all_of, no


@dataclass(frozen=True)
class ConcernFacts:
    """One sentence about a doctor, about to be said."""

    by: Person
    doctor: Person
    supervises: bool
    text: str


@dataclass(frozen=True)
class FollowFacts:
    """The talk that a worry led to, about to be written down."""

    leads: bool
    state: ConcernState | str
    talk: str
    on: date
    raised_on: date
    today: date


@dataclass(frozen=True)
class PlanFacts:
    """An action plan about to be written, shared or closed.

    `consulted`: the roles that were heard. `due`: the days of its actions.
    """

    leads: bool
    state: PlanState | str
    today: date
    needs: str = ""
    consulted: tuple[str, ...] = ()
    due: tuple[date, ...] = ()
    follow_up_on: date | None = None
    outcome: str = ""


def may_raise_concern(facts: ConcernFacts) -> Verdict:
    """May this person say that they are worried?

    Every handledare of the doctor and the huvudansvariga; low on purpose, so that it
    is said early. One sentence.
    """
    if not facts.supervises or facts.by == facts.doctor:
        return no(
            "concern.not_supervisor",
            "Du kan inte säga det här. Det gör läkarens handledare. Prata med "
            "studierektorn om du är orolig.",
            HOUSE,
        )
    if facts.text.strip():
        return YES
    text = "Skriv en mening om vad du har sett."
    return no("concern.no_words", text, HOUSE, field="text")


def may_follow_concern(facts: FollowFacts) -> Verdict:
    """May the talk about this worry be registered? By one who leads, once."""
    return all_of(_leads(facts.leads), _not_followed(facts), _talk(facts))


def _leads(leads: bool) -> Verdict:
    if leads:
        return YES
    return no(
        "concern.not_leading",
        "Du får inte göra det här. Studierektorn eller AT/BT-chefen tar hand om oron.",
        HOUSE,
    )


def _not_followed(facts: FollowFacts) -> Verdict:
    if facts.state == ConcernState.RAISED:
        return YES
    return no(
        "concern.followed_already",
        "Oron är redan omhändertagen. Läs vad ni kom fram till, eller skriv en "
        "handlingsplan.",
        HOUSE,
    )


def _talk(facts: FollowFacts) -> Verdict:
    if not facts.talk.strip():
        text = "Skriv minst en mening om samtalet."
        return no("concern.no_talk", text, HOUSE, field="talk")
    if facts.on > facts.today:
        text = "Datumet kan inte ligga framåt i tiden. Registrera samtalet efteråt."
        return no("concern.talk_future", text, HOUSE, field="talk_on")
    if facts.on < facts.raised_on:
        text = (
            f"Samtalet kan inte ha hållits före den {date_text(facts.raised_on)}, då "
            "oron kom in. Välj ett senare datum."
        )
        return no("concern.talk_before", text, HOUSE, field="talk_on")
    return YES


# --------------------------------------------------------------------------- the plan
def may_write_plan(facts: PlanFacts) -> Verdict:
    """May this plan be written, or written again? By one who leads, while a draft."""
    return all_of(
        _leads(facts.leads), _is_draft(facts), _says_what(facts), _days(facts)
    )


def may_activate_plan(facts: PlanFacts) -> Verdict:
    """May the plan be shared with the doctor, and begin?

    With something to do in it, and with those heard who should be (REGIONAL_MODEL:
    it is written together with those who stand round the doctor).
    """
    return all_of(
        _leads(facts.leads), _is_draft(facts), _has_actions(facts), _heard(facts)
    )


def may_close_plan(facts: PlanFacts) -> Verdict:
    """May the plan be closed? An active one, once, saying how it went."""
    if facts.state != PlanState.ACTIVE:
        return _leads(facts.leads) & no(
            "plan.not_active", "Planen gäller inte nu och kan inte avslutas.", HOUSE
        )
    if facts.outcome.strip():
        return _leads(facts.leads)
    text = "Skriv hur det gick."
    return _leads(facts.leads) & no("plan.no_outcome", text, HOUSE, field="outcome")


def _is_draft(facts: PlanFacts) -> Verdict:
    if facts.state == PlanState.DRAFT:
        return YES
    return no(
        "plan.active_already",
        "Planen är redan delad med läkaren och kan inte skrivas om. Avsluta den och "
        "skriv en ny om något ska ändras.",
        HOUSE,
    )


def _says_what(facts: PlanFacts) -> Verdict:
    if facts.needs.strip():
        return YES
    text = "Skriv vad som behöver tränas."
    return no("plan.no_needs", text, HOUSE, field="needs")


def _days(facts: PlanFacts) -> Verdict:
    if facts.follow_up_on is None or facts.follow_up_on <= facts.today:
        text = "Välj en dag framåt i tiden för uppföljningen."
        return no("plan.no_follow_up", text, HOUSE, field="follow_up_on")
    if all(day >= facts.today for day in facts.due):
        return YES
    text = "En åtgärd kan inte vara klar innan den är bestämd. Välj ett senare datum."
    return no("plan.due_before", text, HOUSE)


def _has_actions(facts: PlanFacts) -> Verdict:
    if facts.due:
        return YES
    return no(
        "plan.no_actions",
        "Planen kan inte delas än. Läkaren ska få veta vad som ska göras, av vem och "
        "till när. Lägg till minst en åtgärd med ansvarig och datum.",
        REGIONAL_MODEL,
    )


def _heard(facts: PlanFacts) -> Verdict:
    if facts.consulted:
        return YES
    return no(
        "plan.nobody_heard",
        "Planen kan inte delas än. Den skrivs tillsammans med dem som är runt läkaren. "
        f"Kryssa för vilka ni har hört, till exempel {list_text(['handledaren', 'huvudansvarig handledare'])}.",
        REGIONAL_MODEL,
        field="consulted",
    )
