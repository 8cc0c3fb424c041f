"""The tjänsteförteckning of bilaga 3: its rows, its sum, and what it must hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bt_admin.lib.dates import (
    date_text,
    months_column,
    months_text,
    number_text,
    number_word,
    percent_text,
    period_text,
    period_yymmdd,
)
from bt_admin.lib.sources import BILAGA_3, HOUSE, IN_FORCE, Dated
from bt_admin.lib.verdicts import YES, Verdict, all_of, no, warning
from placements.rules.programme import placement_count
from placements.rules.time import (
    CARE_NAMES,
    MANDATORY_CARE,
    MAX_PLACEMENTS,
    MIN_BT_MONTHS,
    MIN_SETTING_MONTHS,
    Period,
    full_time_months,
    merge,
    months_by_care,
    overlaps_above_full_time,
    period_months,
)
from regions.enums import CareSetting

BILAGA_3_ROWS = Dated(((IN_FORCE, 18),), BILAGA_3, "rader")
# Nobody certifies time that has not been served; the closing talk may come in the
# last week, and that much is let through with a warning.
OPENS_DAYS_BEFORE_END = 7


@dataclass(frozen=True)
class ServiceRow:
    """A printed row. `share` and `months_value` are `percent` and `months` as numbers."""

    place: str
    period: str
    percent: str
    share: Decimal
    months: str
    months_value: Decimal
    care: CareSetting
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class ServiceFacts:
    """The service of a whole BT, with the two narratives.

    The reasons are a studierektor's, for an exception; empty means none. `today` None
    leaves out whether the service has been served. `overflowing` are the boxes whose
    text does not fit the form.
    """

    doctor: str
    started_on: date
    periods: tuple[Period, ...]
    primary_care_text: str = ""
    acute_care_text: str = ""
    exception_reason: str = ""
    short_setting_reason: str = ""
    today: date | None = None
    overflowing: tuple[str, ...] = ()


# ------------------------------------------------------------------------ the rows
def service_rows(periods: Iterable[Period]) -> tuple[ServiceRow, ...]:
    """Which rows are printed, in order of time?

    Adjacent periods at the same tjänstgöringsställe with the same percentage are one
    row. BILAGA_3, columns 1 to 4: dates as ååmmdd-ååmmdd.
    """
    return tuple(_row(period) for period in merge(periods))


def service_sum(periods: Iterable[Period]) -> Decimal:
    """What stands at Summa? The printed rows added up."""
    return full_time_months(periods)


def _row(period: Period) -> ServiceRow:
    months = period_months(period)
    return ServiceRow(
        place=period.label,
        period=period_yymmdd(period.starts_on, period.ends_on),
        percent=number_text(period.percent),
        share=Decimal(period.percent),
        months=months_column(months),
        months_value=months,
        care=period.care,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
    )


# --------------------------------------------------------------- what it must hold
def check_service(facts: ServiceFacts) -> Verdict:
    """Can a BT be certified as fullgjord on this service?

    At least six months of full time (PSF_4_1); primary care and acute care, each in
    its box (BILAGA_3) and three months long (SETTING_LENGTH); four placements at
    most; no more than full time at once; eighteen rows; and the time is served.
    """
    return all_of(
        _long_enough(facts),
        _settings(facts),
        _narratives(facts),
        _rows_fit(facts),
        _boxes_fit(facts),
        _few_enough_placements(facts),
        _within_full_time(facts),
        _served(facts),
    )


def _long_enough(facts: ServiceFacts) -> Verdict:
    shortest = MIN_BT_MONTHS.on(facts.started_on)
    months = service_sum(facts.periods)
    if months >= shortest:
        return YES
    return no(
        "sign_fullgjord.too_short",
        "Intyget om fullgjord bastjänstgöring kan inte signeras än. BT ska motsvara "
        f"minst {number_word(shortest)} månader på heltid, och tjänsteförteckningen "
        f"visar {months_text(months)}. Planera mer tjänstgöring, eller pröva ett "
        "tillgodoräknande.",
        MIN_BT_MONTHS.source,
    )


def _settings(facts: ServiceFacts) -> Verdict:
    months = months_by_care(facts.periods)
    verdicts = []
    for care in MANDATORY_CARE.on(facts.started_on):
        if care in months:
            verdicts.append(_setting_length(facts, care, months[care]))
        else:
            verdicts.append(_setting_missing(care))
    return all_of(*verdicts)


def _setting_missing(care: CareSetting) -> Verdict:
    which = "primary" if care == CareSetting.PRIMARY_CARE else "acute"
    name = CARE_NAMES[care]
    return no(
        f"sign_fullgjord.no_{which}_care",
        f"Intyget kan inte signeras än. BT ska innehålla tjänstgöring i {name}, och "
        "ingen rad i tjänsteförteckningen är markerad så. Rätta typen av vård på "
        f"placeringen, eller planera en i {name}.",
        MANDATORY_CARE.source,
    )


def _setting_length(facts: ServiceFacts, care: CareSetting, months: Decimal) -> Verdict:
    shortest = MIN_SETTING_MONTHS.on(facts.started_on)
    if months >= shortest:
        return YES
    text = (
        "Primärvård och akut sjukvård ska omfatta minst "
        f"{number_word(shortest)} månader vardera, och {CARE_NAMES[care]} omfattar "
        f"{months_text(months)}."
    )
    source = MIN_SETTING_MONTHS.source
    if facts.short_setting_reason.strip():
        text += " Studierektorn har angett skäl."
        return warning("sign_fullgjord.setting_short_with_reason", text, source)
    return no(
        "sign_fullgjord.setting_too_short",
        f"Intyget kan inte signeras än. {text} Förläng placeringen, eller be "
        "studierektorn pröva ett undantag.",
        source,
    )


def _narratives(facts: ServiceFacts) -> Verdict:
    boxes = {
        CareSetting.PRIMARY_CARE: ("primary_care_text", facts.primary_care_text),
        CareSetting.ACUTE: ("acute_care_text", facts.acute_care_text),
    }
    return all_of(
        *(
            _narrative_missing(care, field)
            for care, (field, text) in boxes.items()
            if not text.strip()
        )
    )


def _narrative_missing(care: CareSetting, field: str) -> Verdict:
    return no(
        "sign_fullgjord.narrative_missing",
        "Intyget kan inte signeras än. Bilaga\u00a03 ska beskriva både primärvård och "
        f"akut sjukvård, och rutan om {CARE_NAMES[care]} är tom. Fyll i den, eller "
        "hämta text från placeringarna.",
        BILAGA_3,
        field=field,
    )


def _rows_fit(facts: ServiceFacts) -> Verdict:
    highest = BILAGA_3_ROWS.on(facts.started_on)
    rows = len(service_rows(facts.periods))
    if rows <= highest:
        return YES
    return no(
        "sign_fullgjord.too_many_rows",
        "Tjänsteförteckningen får inte plats på blanketten. Bilaga\u00a03 har "
        f"{highest} rader, och förteckningen har {rows}. Slå ihop perioder på samma "
        "tjänstgöringsställe.",
        BILAGA_3_ROWS.source,
    )


def _boxes_fit(facts: ServiceFacts) -> Verdict:
    return all_of(*(box_overflow(box) for box in facts.overflowing))


def box_overflow(box: str, *, several_delmal: bool = False) -> Verdict:
    """A text that does not fit its box: never clipped, so it is not printed."""
    way = "Korta texten"
    if several_delmal:
        way += ", eller dela upp delmålen på två intyg"
    return no(
        "sign_delmal.box_overflow" if several_delmal else "sign.box_overflow",
        f"Intyget kan inte skrivas ut så här. Texten i ”{box}” får inte plats på "
        f"blanketten, och inget får falla bort. {way}.",
        HOUSE,
    )


def _few_enough_placements(facts: ServiceFacts) -> Verdict:
    highest = MAX_PLACEMENTS.on(facts.started_on)
    count = placement_count(facts.periods)
    if count <= highest or facts.exception_reason.strip():
        return YES
    return no(
        "sign_fullgjord.too_many_placements",
        "Intyget kan inte signeras än. BT har högst "
        f"{number_word(highest)} placeringar, och tjänsteförteckningen har "
        f"{number_word(count)}. Slå ihop perioder till en placering, eller be "
        "studierektorn pröva ett undantag.",
        MAX_PLACEMENTS.source,
    )


def _within_full_time(facts: ServiceFacts) -> Verdict:
    overlaps = overlaps_above_full_time(facts.periods)
    if not overlaps:
        return YES
    first = overlaps[0]
    return no(
        "sign_fullgjord.overlap",
        "Intyget kan inte signeras än. Perioderna "
        f"{period_text(first.starts_on, first.ends_on)} blir tillsammans "
        f"{percent_text(first.percent)} av heltid. Rätta datum eller "
        "tjänstgöringsgrad på placeringarna.",
        BILAGA_3,
    )


def _served(facts: ServiceFacts) -> Verdict:
    if facts.today is None or not facts.periods:
        return YES
    last = max(period.ends_on for period in facts.periods)
    if last <= facts.today:
        return YES
    if last - facts.today < timedelta(days=OPENS_DAYS_BEFORE_END):
        return warning(
            "sign_fullgjord.last_week",
            f"Tjänsteförteckningen slutar den {date_text(last)}. Intyget gäller bara "
            "om tiden också blir gjord.",
            HOUSE,
        )
    return no(
        "sign_fullgjord.not_served",
        "Intyget om fullgjord bastjänstgöring kan inte signeras än. Det gäller tid "
        f"som är gjord, och sista perioden slutar den {date_text(last)}. Signera i "
        "sista veckan eller senare.",
        HOUSE,
    )
