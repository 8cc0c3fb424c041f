"""Whether a BT may be opened, and whether its plan holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bt_admin.lib.dates import (
    add_months,
    date_text,
    list_text,
    months_text,
    number_word,
    percent_text,
    period_text,
)
from bt_admin.lib.people import Person
from bt_admin.lib.sources import (
    APPLY_IN_TIME,
    BILAGA_3,
    FIXED_TERM,
    HOUSE,
    HSF_5_2,
    IN_FORCE,
    PSF_4_1,
    PSYCHIATRY,
    Dated,
)
from bt_admin.lib.verdicts import YES, Verdict, all_of, no, warning
from placements.rules.time import (
    CARE_NAMES,
    MANDATORY_CARE,
    MAX_PLACEMENTS,
    MIN_BT_MONTHS,
    MIN_SETTING_MONTHS,
    Period,
    calendar_months,
    full_time_months,
    months_by_care,
    overlaps_above_full_time,
)
from regions.enums import CareSetting, PartKind

MIN_FIXED_TERM_MONTHS = Dated(((IN_FORCE, Decimal(6)),), FIXED_TERM, "månader")
APPLY_WITHIN_MONTHS = Dated(((IN_FORCE, 24),), APPLY_IN_TIME, "månader")


@dataclass(frozen=True)
class ProgrammeFacts:
    """A BT about to be opened.

    `approved_on`: the day of an earlier intyg om godkänd bastjänstgöring.
    `other_programme_since`: the first day of a BT that is under way here already.
    """

    doctor: Person
    starts_on: date
    licensed_on: date | None
    months: Decimal | None = None
    fixed_term: bool = True
    approved_on: date | None = None
    other_programme_since: date | None = None
    contact: str = "regionens BT-kansli"


@dataclass(frozen=True)
class PlanFacts:
    """A plan with its periods. `started_on` decides which rules hold.

    `placement_count` None counts the placements that have service in them. The
    reasons are a studierektor's, for an exception; empty means none.
    `st_started_on` is for integrated BT only.
    """

    doctor: str
    started_on: date
    periods: tuple[Period, ...]
    placement_count: int | None = None
    exception_reason: str = ""
    short_setting_reason: str = ""
    bt2_has_evidence: bool = False
    st_started_on: date | None = None


# ------------------------------------------------------------------------- opening
def may_open_programme(facts: ProgrammeFacts) -> Verdict:
    """May a BT be opened for this person?

    BT is service after licence (HSF_5_2) and is done once (PSF_4_1); a fixed-term
    post lasts at least six months (FIXED_TERM).
    """
    if facts.starts_on < IN_FORCE:
        return _before_bt()
    return all_of(_licensed(facts), _only_once(facts), _long_enough_post(facts))


def _before_bt() -> Verdict:
    return no(
        "programme.before_bt",
        f"BT kan inte börja då. Reglerna om BT gäller från den {date_text(IN_FORCE)}. "
        "Välj ett senare startdatum.",
        PSF_4_1,
        field="starts_on",
    )


def _licensed(facts: ProgrammeFacts) -> Verdict:
    if facts.licensed_on is not None and facts.licensed_on <= facts.starts_on:
        return YES
    if facts.licensed_on is not None:
        return no(
            "programme.licence_later",
            "BT kan inte påbörjas då. Den görs efter legitimation, och "
            f"{facts.doctor} fick sin den {date_text(facts.licensed_on)}. Välj ett "
            "senare startdatum.",
            HSF_5_2,
            field="starts_on",
        )
    return no(
        "programme.no_licence",
        "BT kan inte påbörjas. Den görs efter legitimation, och ingen "
        f"läkarlegitimation är registrerad för {facts.doctor}. Registrera "
        "legitimationen med datum.",
        HSF_5_2,
        field="doctor",
    )


def _only_once(facts: ProgrammeFacts) -> Verdict:
    if facts.approved_on is not None:
        return no(
            "programme.second_bt",
            "En ny BT kan inte läggas upp. BT behöver bara göras en gång, och "
            f"{facts.doctor} fick intyg om godkänd bastjänstgöring den "
            f"{date_text(facts.approved_on)}. Kontakta {facts.contact} om uppgiften "
            "är fel.",
            PSF_4_1,
            field="doctor",
        )
    if facts.other_programme_since is not None:
        return no(
            "programme.already_open",
            f"En ny BT kan inte läggas upp. {facts.doctor} har redan en BT, som börjar "
            f"den {date_text(facts.other_programme_since)}. Ändra i den i stället.",
            HOUSE,
            field="doctor",
        )
    return YES


def _long_enough_post(facts: ProgrammeFacts) -> Verdict:
    shortest = MIN_FIXED_TERM_MONTHS.on(facts.starts_on)
    if not facts.fixed_term or facts.months is None or facts.months >= shortest:
        return YES
    return no(
        "programme.too_short",
        "Anställningen kan inte sparas. En tidsbegränsad BT-tjänst är minst "
        f"{number_word(shortest)} månader, och den här är "
        f"{months_text(facts.months)}. Ändra slutdatumet.",
        MIN_FIXED_TERM_MONTHS.source,
        field="norm_months",
    )


# ------------------------------------------------------------------------ the plan
def check_plan(facts: PlanFacts) -> Verdict:
    """Does this plan, if it is followed, make a BT?

    No more than full time at once, six months of full time, primary care and acute
    care and three months of each, four placements at most. Warns when there is no
    psychiatry, and when an integrated BT ends too late to apply in time.
    """
    return all_of(
        _within_full_time(facts),
        _long_enough(facts),
        check_settings(facts),
        _few_enough_placements(facts),
        _psychiatry(facts),
        _in_time(facts),
    )


def check_settings(facts: PlanFacts) -> Verdict:
    """Is there primary care and acute care, and enough of each?

    Both must be there (bilaga 3 has a box for each). Three months of each is known
    at second hand: an error, unless the studierektor has given a reason.
    """
    months = months_by_care(facts.periods)
    shortest = MIN_SETTING_MONTHS.on(facts.started_on)
    verdicts = []
    for care in MANDATORY_CARE.on(facts.started_on):
        if care not in months:
            verdicts.append(_setting_missing(care))
        elif months[care] < shortest:
            verdicts.append(_setting_short(facts, care, months[care], shortest))
    return all_of(*verdicts)


def placement_count(periods: Iterable[Period]) -> int:
    """How many placements are these? Introduction and vacation are none."""
    return len(
        {
            period.placement if period.placement is not None else period.place
            for period in periods
            if period.kind == PartKind.SERVICE
        }
    )


def _within_full_time(facts: PlanFacts) -> Verdict:
    overlaps = overlaps_above_full_time(facts.periods)
    if not overlaps:
        return YES
    first = overlaps[0]
    labels = list_text([label for label in first.labels if label])
    return no(
        "plan.overlap",
        f"Planen går inte ihop. {labels} ligger samtidigt "
        f"{period_text(first.starts_on, first.ends_on)}, och tillsammans blir det "
        f"{percent_text(first.percent)}. Ändra datum eller tjänstgöringsgrad.",
        BILAGA_3,
    )


def _long_enough(facts: PlanFacts) -> Verdict:
    shortest = MIN_BT_MONTHS.on(facts.started_on)
    months = full_time_months(facts.periods)
    if months >= shortest:
        return YES
    return no(
        "plan.too_short",
        f"Planen räcker inte till en BT. Den ska motsvara minst {number_word(shortest)} "
        f"månader på heltid, och här är {months_text(months)}. Planera mer "
        "tjänstgöring.",
        MIN_BT_MONTHS.source,
    )


def _setting_missing(care: CareSetting) -> Verdict:
    wanted = CARE_NAMES[care]
    return no(
        f"plan.no_{'primary' if care == CareSetting.PRIMARY_CARE else 'acute'}_care",
        f"Planen räcker inte till en BT. Den ska innehålla tjänstgöring i {wanted}, "
        f"och ingen placering är det. Planera en i {wanted}.",
        MANDATORY_CARE.source,
    )


def _setting_short(
    facts: PlanFacts, care: CareSetting, months: Decimal, shortest: Decimal
) -> Verdict:
    text = (
        "Primärvård och akut sjukvård ska omfatta minst "
        f"{number_word(shortest)} månader vardera, och {CARE_NAMES[care]} omfattar "
        f"{months_text(months)}."
    )
    if facts.short_setting_reason.strip():
        return warning(
            "plan.setting_short_with_reason",
            f"{text} Studierektorn har angett skäl.",
            MIN_SETTING_MONTHS.source,
        )
    return no(
        "plan.setting_too_short",
        f"Planen räcker inte till en BT. {text} Förläng placeringen, eller be "
        "studierektorn pröva ett undantag.",
        MIN_SETTING_MONTHS.source,
    )


def _few_enough_placements(facts: PlanFacts) -> Verdict:
    count = facts.placement_count
    if count is None:
        count = placement_count(facts.periods)
    highest = MAX_PLACEMENTS.on(facts.started_on)
    if count <= highest or facts.exception_reason.strip():
        return YES
    return no(
        "plan.too_many_placements",
        f"Planen har för många placeringar. BT har högst {number_word(highest)}, och "
        f"här är {number_word(count)}. Slå ihop perioder till en placering, eller be "
        "studierektorn pröva ett undantag.",
        MAX_PLACEMENTS.source,
    )


def _psychiatry(facts: PlanFacts) -> Verdict:
    planned = any(period.care == CareSetting.PSYCHIATRY for period in facts.periods)
    if planned or facts.bt2_has_evidence:
        return YES
    return warning(
        "plan.no_psychiatry",
        "Ingen placering i psykiatri är planerad, och underlag för BT2 saknas. BT2 ska "
        "ändå kunna visas. Planera psykiatri, eller skriv hur BT2 ska visas.",
        PSYCHIATRY,
    )


def _in_time(facts: PlanFacts) -> Verdict:
    if facts.st_started_on is None or not facts.periods:
        return YES
    within = APPLY_WITHIN_MONTHS.on(facts.started_on)
    latest = add_months(facts.st_started_on, within)
    done = max(period.ends_on for period in facts.periods)
    if done <= latest:
        return YES
    late = calendar_months(latest, done)
    return warning(
        "plan.integrated_too_late",
        "Ansökan om godkänd BT bör kunna göras inom de två första tjänstgöringsåren. "
        f"Med den här planen blir det den {date_text(done)}, {months_text(late)} för "
        "sent.",
        APPLY_WITHIN_MONTHS.source,
    )
