"""More time in BT: how much, why, after hearing whom, and what it does to the plan."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bt_admin.lib.dates import add_months, list_text, months_text
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from placements.enums import ExtensionReason

LONGEST = Decimal(24)  # HOUSE: beyond it is a mistake of the keyboard
DAYS_IN_MONTH = 30
# Who is heard where the region does not say (HOUSE, after Kronoberg's list).
HEARD = ("verksamhetschef", "huvudansvarig handledare", "BT-studierektor")


@dataclass(frozen=True)
class Caps:
    """What the region has decided, in months; None where it has set no limit."""

    region: str
    per_placement: Decimal | None = None
    in_all: Decimal | None = None
    beyond_requires: str = ""
    consulted: tuple[str, ...] = HEARD


@dataclass(frozen=True)
class ExtensionFacts:
    """An extension about to be decided, and those decided before.

    `placement_before` and `total_before`: months decided because of competence; time
    given for leave is not among them. `heard`: the roles with a day. `ends_shown` is
    the last day that stood on the page, `ends_now` what this decision leads to.
    """

    may_decide: bool
    reason: ExtensionReason | str
    months: Decimal
    motivation: str
    caps: Caps
    heard: tuple[tuple[str, date], ...]
    today: date
    placement_before: Decimal = Decimal(0)
    total_before: Decimal = Decimal(0)
    extraordinary: str = ""
    ends_shown: date | None = None
    ends_now: date | None = None


@dataclass(frozen=True)
class Stretch:
    """A period of the plan, before or after it moves."""

    key: Hashable
    starts_on: date
    ends_on: date


def may_preview_extension(facts: ExtensionFacts) -> Verdict:
    """Would this extension be allowed, once everything is written?

    The limits hold for extensions to reach the goals; leave is not counted
    (REGIONAL_MODEL). Over the limit in all, only for reasons that are extraordinary;
    over the limit of a placement not at all.
    """
    return all_of(
        _decides(facts),
        _length(facts.months),
        _within_placement(facts),
        _within_all(facts),
    )


def may_extend(facts: ExtensionFacts) -> Verdict:
    """May the extension be decided?

    By the AT/BT-chef or the deputy, with a motivation, after hearing everybody on the
    region's list, and having seen where BT will end.
    """
    return all_of(
        may_preview_extension(facts),
        _motivated(facts),
        _all_heard(facts),
        _effect_seen(facts),
    )


def _decides(facts: ExtensionFacts) -> Verdict:
    if facts.may_decide:
        return YES
    return no(
        "extension.not_manager",
        "Du får inte besluta om förlängning. Det gör AT/BT-chefen eller den "
        "biträdande. Be AT/BT-chefen.",
        REGIONAL_MODEL,
    )


def _length(months: Decimal) -> Verdict:
    if Decimal(0) < months <= LONGEST and months * 2 % 1 == 0:
        return YES
    text = "Skriv hela eller halva månader, från 0,5 till 24."
    return no("extension.length", text, HOUSE, field="months")


def _counts(facts: ExtensionFacts) -> bool:
    return facts.reason == ExtensionReason.COMPETENCE


def _within_placement(facts: ExtensionFacts) -> Verdict:
    cap, months = facts.caps.per_placement, facts.placement_before + facts.months
    if not _counts(facts) or cap is None or months <= cap:
        return YES
    return no(
        "extension.placement_cap",
        f"Placeringen kan inte förlängas så mycket. I {facts.caps.region} är gränsen "
        f"{months_text(cap)} per placering när skälet är att nå målen, och "
        f"förlängningen blir {months_text(months)}. Korta den, eller lägg tiden på en "
        "annan placering.",
        REGIONAL_MODEL,
        field="months",
    )


def _within_all(facts: ExtensionFacts) -> Verdict:
    cap, months = facts.caps.in_all, facts.total_before + facts.months
    if not _counts(facts) or cap is None or months <= cap:
        return YES
    if facts.extraordinary.strip() and facts.caps.beyond_requires:
        return YES
    besides = facts.caps.beyond_requires
    return no(
        "extension.total_cap",
        f"BT kan inte förlängas så mycket. I {facts.caps.region} är gränsen "
        f"{months_text(cap)} sammanlagt när skälet är att nå målen, och det blir "
        f"{months_text(months)}. Korta förlängningen"
        + (f", eller ange {besides}." if besides else "."),
        REGIONAL_MODEL,
        field="extraordinary" if besides else "months",
    )


def _motivated(facts: ExtensionFacts) -> Verdict:
    if facts.motivation.strip():
        return YES
    text = "Skriv varför. BT-läkaren får beslutet med motivering."
    return no("extension.no_motivation", text, HOUSE, field="motivation")


def _all_heard(facts: ExtensionFacts) -> Verdict:
    days = dict(facts.heard)
    missing = [role for role in facts.caps.consulted if role not in days]
    if missing:
        return no(
            "extension.consultation_missing",
            "Förlängningen kan inte beslutas än. Före beslutet hörs "
            f"{list_text(facts.caps.consulted)}, och {list_text(missing)} har inte "
            "svarat. Be om synpunkter, eller registrera när samrådet skedde.",
            REGIONAL_MODEL,
            field=f"heard{facts.caps.consulted.index(missing[0])}",
        )
    ahead = [role for role, day in facts.heard if day > facts.today]
    if not ahead:
        return YES
    return no(
        "extension.heard_ahead",
        "Samrådet kan inte ligga framåt i tiden. Besluta när alla har hörts.",
        HOUSE,
        field=f"heard{facts.caps.consulted.index(ahead[0])}",
    )


def _effect_seen(facts: ExtensionFacts) -> Verdict:
    if facts.ends_shown is not None and facts.ends_shown == facts.ends_now:
        return YES
    return no(
        "extension.not_seen",
        "Se först vad som händer med planen. Planen eller längden har ändrats sedan "
        "du senast såg det. Läs och besluta sedan.",
        HOUSE,
    )


# ---------------------------------------------------------------------- what it does
def longer(day: date, months: Decimal) -> date:
    """The same day so many months later; half a month is fifteen days."""
    whole = int(months)
    return add_months(day, whole) + timedelta(
        days=int((months - whole) * DAYS_IN_MONTH)
    )


def moved(
    stretches: Sequence[Stretch], last_of_placement: Stretch, months: Decimal
) -> list[tuple[Stretch, Stretch]]:
    """What becomes of the plan: each stretch that moves, before and after.

    The placement's last stretch ends later, and all that begins after it moves as far.
    The latest comes first: each then moves into free time.
    """
    one = timedelta(days=1)
    found = []
    for row in sorted(stretches, key=lambda row: row.starts_on, reverse=True):
        after = longer(row.ends_on + one, months) - one
        if row.key == last_of_placement.key:
            found.append((row, Stretch(row.key, row.starts_on, after)))
        elif row.starts_on > last_of_placement.ends_on:
            first = longer(row.starts_on, months)
            found.append((row, Stretch(row.key, first, after)))
    return found
