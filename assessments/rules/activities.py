"""What a doctor may log, change, share and show first; who may confirm it.

Nothing in the law asks for a course or a reflection by name: these rules are ours.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.enums import ActivityKind
from assessments.rules.delmal import catalogue
from bt_admin.lib.dates import date_text
from bt_admin.lib.sources import HOUSE, IN_FORCE, REGULATION, Dated
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

MOST_DELMAL = Dated(((IN_FORCE, 4),), HOUSE, "delmål")
MOST_BEST = Dated(((IN_FORCE, 3),), HOUSE, "underlag")
MOST_HOURS = Dated(((IN_FORCE, Decimal(999)),), HOUSE, "timmar")
MOST_FILES = Dated(((IN_FORCE, 10),), HOUSE, "filer")
MAX_TITLE = 120
MAX_TEXT = 4000
EARLIEST = date(1960, 1, 1)
# A reflection is nobody's to confirm; attendance is confirmed by whoever ticked it.
CONFIRMABLE = frozenset(ActivityKind) - {ActivityKind.REFLECTION}


@dataclass(frozen=True, kw_only=True)
class ActivityFacts:
    """An activity as it would be saved, and who wants to save it."""

    by_the_doctor: bool
    title: str
    kind: str
    starts_on: date
    ends_on: date
    today: date
    hours: Decimal | None = None
    text: str = ""
    codes: tuple[str, ...] = ()
    placement_is_own: bool = True
    files: int = 0
    regulation: str = REGULATION


@dataclass(frozen=True, kw_only=True)
class StandingFacts:
    """An activity that exists: whose it is, and what rests on it."""

    by_the_doctor: bool
    kind: str
    shared: bool = True
    confirmed_by: str = ""
    used: bool = False
    changed_elsewhere: bool = False


@dataclass(frozen=True, kw_only=True)
class ConfirmFacts:
    """Somebody says that this took place. `assesses`: handledare or huvudansvarig."""

    assesses: bool
    is_the_doctor: bool
    kind: str
    shared: bool
    confirmed_by: str = ""


@dataclass(frozen=True, kw_only=True)
class BestFacts:
    """What the doctor wants to show first for a delmål, and what there is."""

    by_the_doctor: bool
    chosen: tuple[str, ...]
    offered: frozenset[str]


# ------------------------------------------------------------------------ to save it
def may_save_activity(facts: ActivityFacts) -> Verdict:
    """May this be kept as an activity of the doctor's?

    By the doctor alone; about what has begun; for at most four delmål. Ours (HOUSE).
    """
    return all_of(
        _own(facts.by_the_doctor),
        _named(facts),
        _dated(facts),
        _hours(facts.hours),
        _codes(facts),
        _rest(facts),
    )


def may_change_activity(facts: StandingFacts) -> Verdict:
    """May the doctor still change or remove this?

    Not when somebody has confirmed it, nor when a delmål has been certified on it:
    others then rest on what it says. Ours (HOUSE).
    """
    if not facts.by_the_doctor:
        return _own(False)
    if facts.used:
        return no(
            "activity.used",
            "Aktiviteten kan inte ändras. Ett delmål är intygat med den som underlag. "
            "Lägg till en ny om något ska kompletteras.",
            HOUSE,
        )
    if facts.confirmed_by:
        return no(
            "activity.confirmed",
            f"Aktiviteten kan inte ändras. {facts.confirmed_by} har bekräftat den. "
            "Lägg till en ny om något ska kompletteras.",
            HOUSE,
        )
    if facts.changed_elsewhere:
        return no(
            "activity.changed_elsewhere",
            "Aktiviteten har ändrats i ett annat fönster. Det du skrev finns kvar här. "
            "Öppna aktiviteten igen, jämför och spara sedan.",
            HOUSE,
        )
    return YES


def may_share(facts: StandingFacts) -> Verdict:
    """May this reflection be shown to others? Only by the doctor who wrote it."""
    if facts.by_the_doctor and facts.kind == ActivityKind.REFLECTION:
        return YES
    return no(
        "activity.not_yours_to_share",
        "Bara BT-läkaren delar sina egna reflektioner.",
        HOUSE,
    )


def may_confirm(facts: ConfirmFacts) -> Verdict:
    """May this person confirm that the activity took place?

    A handledare or the huvudansvarig handledare, never the doctor; a reflection is
    nobody's to confirm, and what is confirmed stays so. Ours (HOUSE).
    """
    if facts.is_the_doctor or not facts.assesses:
        return no(
            "activity.confirm_role",
            "Aktiviteten kan inte bekräftas av dig. Det gör en handledare eller "
            "huvudansvarig handledare.",
            HOUSE,
        )
    if facts.kind not in CONFIRMABLE or not facts.shared:
        return no(
            "activity.confirm_kind", "En reflektion bekräftas inte av någon.", HOUSE
        )
    if facts.confirmed_by:
        return no(
            "activity.confirmed_already",
            f"Aktiviteten är redan bekräftad av {facts.confirmed_by}.",
            HOUSE,
        )
    return YES


def may_choose_best(facts: BestFacts) -> Verdict:
    """May these be shown first for the delmål, in this order?

    Three at most, each once, among what is signed or shared; chosen by the doctor.
    """
    most = MOST_BEST.latest
    if not facts.by_the_doctor:
        return no("best.role", "Bara BT-läkaren väljer vad som visas först.", HOUSE)
    if len(facts.chosen) > most:
        text = f"Välj högst {most} underlag."
        return no("best.too_many", text, HOUSE, field="chosen")
    if len(set(facts.chosen)) < len(facts.chosen):
        text = "Välj olika underlag. Samma står på två platser."
        return no("best.twice", text, HOUSE, field="chosen")
    if set(facts.chosen) - facts.offered:
        text = "Ett av underlagen finns inte kvar. Välj ur listan igen."
        return no("best.unknown", text, HOUSE, field="chosen")
    return YES


# ------------------------------------------------------------------------- in parts
def _own(by_the_doctor: bool) -> Verdict:
    if by_the_doctor:
        return YES
    return no(
        "activity.not_yours",
        "Det här är BT-läkarens egen lista. Bara BT-läkaren ändrar i den.",
        HOUSE,
    )


def _named(facts: ActivityFacts) -> Verdict:
    verdicts = []
    if not facts.title.strip():
        text = "Skriv en rubrik, till exempel vad kursen heter."
        verdicts.append(no("activity.title", text, HOUSE, field="title"))
    elif len(facts.title) > MAX_TITLE:
        text = f"Rubriken är {len(facts.title) - MAX_TITLE} tecken för lång."
        verdicts.append(no("activity.title", text, HOUSE, field="title"))
    if facts.kind not in list(ActivityKind):
        text = "Välj vad det är."
        verdicts.append(no("activity.kind", text, HOUSE, field="kind"))
    return all_of(*verdicts)


def _dated(facts: ActivityFacts) -> Verdict:
    if facts.starts_on > facts.today:
        text = "Datumet kan inte ligga framåt i tiden."
        return no("activity.ahead", text, HOUSE, field="starts_on")
    if facts.starts_on < EARLIEST:
        text = f"Skriv ett datum från den {date_text(EARLIEST)} eller senare."
        return no("activity.long_ago", text, HOUSE, field="starts_on")
    if facts.ends_on < facts.starts_on:
        text = "Slutdatumet behöver vara samma dag som startdatumet eller senare."
        return no("activity.order", text, HOUSE, field="ends_on")
    if facts.ends_on > facts.today:
        text = "Slutdatumet kan inte ligga framåt i tiden."
        return no("activity.ahead", text, HOUSE, field="ends_on")
    return YES


def _hours(hours: Decimal | None) -> Verdict:
    if hours is None or 0 < hours <= MOST_HOURS.latest:
        return YES
    text = f"Skriv timmarna som ett tal mellan 0,5 och {MOST_HOURS.latest}."
    return no("activity.hours", text, HOUSE, field="hours")


def _codes(facts: ActivityFacts) -> Verdict:
    known = catalogue(facts.regulation).codes
    if strange := [code for code in facts.codes if code not in known]:
        text = f"”{strange[0]}” är inget delmål. Välj ur listan."
        return no("activity.delmal", text, HOUSE, field="delmal")
    if len(set(facts.codes)) > MOST_DELMAL.latest:
        text = "Välj högst fyra delmål, de som det tydligast visar."
        return no("activity.delmal", text, HOUSE, field="delmal")
    return YES


def _rest(facts: ActivityFacts) -> Verdict:
    verdicts = []
    if not facts.placement_is_own:
        text = "Välj en placering ur listan."
        verdicts.append(no("activity.placement", text, HOUSE, field="placement"))
    if len(facts.text) > MAX_TEXT:
        text = f"Texten är {len(facts.text) - MAX_TEXT} tecken för lång."
        verdicts.append(no("activity.text", text, HOUSE, field="text"))
    if facts.files > MOST_FILES.latest:
        text = f"En aktivitet har högst {MOST_FILES.latest} filer. Ta bort någon först."
        verdicts.append(no("activity.files", text, HOUSE, field="files"))
    return all_of(*verdicts)


def unknown_codes(codes: Collection[str], regulation: str = REGULATION) -> list[str]:
    """Which of these are no delmål of the regulation?"""
    return [code for code in codes if code not in catalogue(regulation).codes]
