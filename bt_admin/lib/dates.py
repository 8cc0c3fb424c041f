"""Dates and lengths: how they are counted, and how they are written in Swedish.

Texts have a no-break space between day and month, number and unit, and before %.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

NBSP = "\u00a0"
MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
NUMBER_WORDS = ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta"]
NUMBER_WORDS += ["nio", "tio", "elva", "tolv"]


# ------------------------------------------------------------------------ counting
def add_months(day: date, months: int) -> date:
    """The same date so many months on; the last of the month where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_and_days(starts_on: date, ends_on: date) -> tuple[int, int]:
    """How many whole calendar months, and days over, with both days counted?

    1–31 January is one month, 1 January–3 February one month and three days.
    """
    after = ends_on + timedelta(days=1)
    months = (after.year - starts_on.year) * 12 + after.month - starts_on.month
    while add_months(starts_on, months) > after:
        months -= 1
    return months, (after - add_months(starts_on, months)).days


# ------------------------------------------------------------------------- writing
def yymmdd(day: date) -> str:
    """Socialstyrelsen's forms ask for ååmmdd; nothing else does."""
    return day.strftime("%y%m%d")


def period_yymmdd(starts_on: date, ends_on: date) -> str:
    return f"{yymmdd(starts_on)}-{yymmdd(ends_on)}"


def period_iso(starts_on: date, ends_on: date) -> str:
    return f"{starts_on.isoformat()}–{ends_on.isoformat()}"


def date_text(day: date) -> str:
    """«3 mars 2027»"""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]} {day.year}"


def time_text(moment: datetime) -> str:
    """«10.42»: the caller gives Swedish time."""
    return f"{moment:%H.%M}"


def datetime_text(moment: datetime) -> str:
    """«3 mars 2027 kl. 10.42»: the caller gives Swedish time."""
    return f"{date_text(moment.date())} kl.{NBSP}{time_text(moment)}"


def period_text(starts_on: date, ends_on: date | None) -> str:
    """«3–28 mars 2027», «1 februari–31 mars 2027», «från den 1 mars 2027»"""
    if ends_on is None:
        return f"från den {date_text(starts_on)}"
    if starts_on == ends_on:
        return f"den {date_text(starts_on)}"
    if (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month):
        return f"{starts_on.day}–{date_text(ends_on)}"
    if starts_on.year == ends_on.year:
        first = f"{starts_on.day}{NBSP}{MONTHS[starts_on.month - 1]}"
        return f"{first}–{date_text(ends_on)}"
    return f"{date_text(starts_on)}–{date_text(ends_on)}"


def number_text(value: Decimal | int, at_least: int = 0) -> str:
    """Decimal comma, at most two decimals, at least so many."""
    text = f"{Decimal(value):.2f}"
    whole, decimals = text.split(".")
    decimals = decimals.rstrip("0").ljust(at_least, "0")
    return f"{whole},{decimals}" if decimals else whole


def months_text(months: Decimal | int) -> str:
    """«1 månad», «4,5 månader»"""
    noun = "månad" if Decimal(months) == 1 else "månader"
    return f"{number_text(months)}{NBSP}{noun}"


def months_column(months: Decimal | int) -> str:
    """«4,0», «3,75»: in columns, and on bilaga 3."""
    return number_text(months, at_least=1)


def days_text(days: int) -> str:
    return f"{days}{NBSP}{'dag' if days == 1 else 'dagar'}"


def percent_text(percent: Decimal | int) -> str:
    return f"{number_text(percent)}{NBSP}%"


def number_word(number: Decimal | int) -> str:
    """«fyra»: one to twelve are words when nothing is measured."""
    known = Decimal(number) == int(number) and 0 < number < len(NUMBER_WORDS)
    return NUMBER_WORDS[int(number)] if known else number_text(number)


def list_text(words: Sequence[str]) -> str:
    """«BT3, BT6 och BT12»"""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} och {words[-1]}"
