"""Who may stand in for somebody on leave, and when."""

from dataclasses import dataclass
from datetime import date, timedelta

from bt_admin.lib.dates import period_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE, SUPERVISORS
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from regions.roles import DIRECTOR

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class StandInFacts:
    """Somebody proposed to look after what waits for a person on leave.

    `roles` are the absent person's roles, in the period, that can be looked after.
    `taken` is a period, touching this one, for which another has been named.
    """

    absent: Person
    stand_in: Person
    starts: date
    ends: date
    today: date
    roles: frozenset[str]
    licensed: bool = False
    supervisor_trained: bool = False
    is_doctor: bool = False
    is_assessor: bool = False
    taken: tuple[date, date | None] | None = None


def may_stand_in(facts: StandInFacts) -> Verdict:
    """May this person stand in for the other in this period?

    For somebody who is handledare, huvudansvarig handledare or studierektor, in a
    period of at most a year that is not over, by one person at a time (HOUSE). Whoever
    looks after a handledare's doctors is a licensed doctor with supervisor training
    (SUPERVISORS); a BT-läkare or an extern bedömare never is.
    """
    return all_of(
        _has_roles(facts),
        _another(facts),
        _period(facts),
        _free(facts),
        _unbound(facts),
        _trained(facts),
    )


def _has_roles(facts: StandInFacts) -> Verdict:
    if facts.roles:
        return YES
    return no(
        "stand_in.no_role",
        f"{facts.absent} behöver ingen ersättare då. Ersättare finns för handledare, "
        "huvudansvarig handledare och studierektor, och ingen sådan roll gäller i "
        "perioden. Ändra datumen.",
        HOUSE,
        field="starts",
    )


def _another(facts: StandInFacts) -> Verdict:
    if facts.stand_in != facts.absent:
        return YES
    return no(
        "stand_in.self",
        "Ingen är ersättare för sig själv. Välj någon annan.",
        HOUSE,
        field="person",
    )


def _period(facts: StandInFacts) -> Verdict:
    if facts.starts < facts.today:
        return no(
            "stand_in.past",
            "Ersättaren kan börja tidigast i dag. Ändra första dagen.",
            HOUSE,
            field="starts",
        )
    if facts.ends < facts.starts:
        return no(
            "stand_in.backwards",
            "Sista dagen är före den första. Ändra den ena.",
            HOUSE,
            field="ends",
        )
    if facts.ends - facts.starts >= LONGEST:
        return no(
            "stand_in.too_long",
            "En ersättare utses för högst ett år. Välj en tidigare sista dag, eller "
            "låt regionens BT-kansli utse en ny handledare.",
            HOUSE,
            field="ends",
        )
    return YES


def _free(facts: StandInFacts) -> Verdict:
    if facts.taken is None:
        return YES
    return no(
        "stand_in.taken",
        f"{facts.absent} har redan en ersättare {period_text(*facts.taken)}. Avsluta "
        "den först, eller välj andra datum.",
        HOUSE,
        field="starts",
    )


def _unbound(facts: StandInFacts) -> Verdict:
    if not (facts.is_doctor or facts.is_assessor):
        return YES
    role = "BT-läkare" if facts.is_doctor else "extern bedömare"
    return no(
        "stand_in.bound",
        f"{facts.stand_in} är {role} i regionen och kan inte vara ersättare. "
        "Välj någon annan.",
        HOUSE,
        field="person",
    )


def _trained(facts: StandInFacts) -> Verdict:
    if facts.roles <= {DIRECTOR} or (facts.licensed and facts.supervisor_trained):
        return YES
    return no(
        "stand_in.not_trained",
        f"{facts.stand_in} kan inte vara ersättare för en handledare. Det kräver "
        "legitimation och handledarutbildning, och båda är inte registrerade. Välj "
        "någon annan, eller låt studierektorn registrera dem.",
        SUPERVISORS,
        field="person",
    )
