"""Dates, numbers and lists as the pages write them, beside what lib.dates writes.

Free of Django, so that a rule may word its refusal with it. Words in sentences
(17 september 2027), figures in fields, tables and logs (2027-09-17), never both in
one place. No-break spaces stand where a line must not end.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from bt_admin.lib.dates import (
    MONTHS,
    NBSP,
    datetime_text,
    days_text,
    list_text,
    time_text,
)
from bt_admin.lib.dates import date_text as long_day
from bt_admin.lib.dates import months_column as column_months
from bt_admin.lib.dates import months_text as months
from bt_admin.lib.dates import percent_text as percent
from bt_admin.lib.dates import period_text as period

__all__ = [
    "clock",
    "clock_time",
    "column_months",
    "day",
    "days",
    "delmal_list",
    "iso",
    "listing",
    "long_day",
    "moment",
    "month",
    "months",
    "number",
    "percent",
    "period",
    "relative_day",
    "short_day",
    "short_period",
    "week_day",
    "weeks",
]

STOCKHOLM = ZoneInfo("Europe/Stockholm")
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")

days = days_text


def day(on: date) -> str:
    """17 september: inside one year's plan, where the year is plain."""
    return f"{on.day}{NBSP}{MONTHS[on.month - 1]}"


def short_day(on: date) -> str:
    """fre 17 sep: in lists that are read for what comes next."""
    return f"{WEEKDAYS[on.weekday()][:3]} {_month_day(on)}"


def week_day(on: date) -> str:
    """fredag 17 september 2027."""
    return f"{WEEKDAYS[on.weekday()]} {long_day(on)}"


def month(on: date) -> str:
    """september 2027."""
    return f"{MONTHS[on.month - 1]} {on.year}"


def iso(on: date) -> str:
    """2027-09-17: in fields, table columns, file names and logs."""
    return f"{on:%Y-%m-%d}"


def clock(at: datetime) -> str:
    """kl. 10.42, in Swedish time."""
    return f"kl.{NBSP}{time_text(_local(at))}"


def clock_time(at: time) -> str:
    """kl. 13.15, where the day is known already."""
    return f"kl.{NBSP}{at:%H.%M}"


def lasting(seconds: float) -> str:
    """«50 s», «2 min 5 s», «25 min», «5 tim», «2 dygn»: for comparing."""
    if 60 <= seconds < 600:
        whole = round(seconds)
        return f"{whole // 60}{NBSP}min {whole % 60}{NBSP}s"
    for size, word in ((86_400, "dygn"), (3_600, "tim"), (60, "min")):
        if seconds >= 1.5 * size:
            return f"{seconds / size:.0f}{NBSP}{word}"
    return f"{seconds:.0f}{NBSP}s"


def moment(at: datetime) -> str:
    """17 september 2027 kl. 10.42, in Swedish time."""
    return datetime_text(_local(at))


def short_period(first: date, last: date) -> str:
    """18 jan–14 feb: in a list inside one year's plan."""
    return f"{_month_day(first)}–{_month_day(last)}"


def relative_day(on: date, today: date) -> str:
    """i dag, i morgon, om 3 dagar, för 2 dagar sedan: only beside the date itself."""
    near = {-1: "i går", 0: f"i{NBSP}dag", 1: "i morgon"}
    away = (on - today).days
    if away in near:
        return near[away]
    return f"om {days(away)}" if away > 0 else f"för {days(-away)} sedan"


def number(value: int | float | Decimal) -> str:
    """10 000; 4,5: groups of three, decimal comma, at most two decimals."""
    exact = Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole, _, decimals = f"{exact:,f}".partition(".")
    decimals = decimals.rstrip("0")
    grouped = whole.replace(",", NBSP).replace("-", "\N{MINUS SIGN}")
    return f"{grouped},{decimals}" if decimals else grouped


def weeks(value: int) -> str:
    """2 veckor; 1 vecka."""
    return f"{value}{NBSP}{'vecka' if value == 1 else 'veckor'}"


def begin(words: str) -> str:
    """As a sentence begins: «AT/BT-chef», where capitalize() makes «At/bt-chef»."""
    return words[:1].upper() + words[1:]


def listing(words: Iterable[object]) -> str:
    """a, b och c."""
    return list_text([str(word) for word in words])


def inside(title: str) -> str:
    """A placement's name in the middle of a sentence."""
    return title[:1].lower() + title[1:]


def genitive(name: str) -> str:
    """«Region Stockholms», but «Lars» as it is."""
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def delmal_list(codes: Iterable[str]) -> str:
    """BT1–BT4, BT7 och BT12: three or more in a row are written as a range."""
    numbers = sorted({int(code.removeprefix("BT")) for code in codes})
    return listing(part for run in _runs(numbers) for part in _written(run))


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for figure in numbers:
        if runs and figure == runs[-1][-1] + 1:
            runs[-1].append(figure)
        else:
            runs.append([figure])
    return runs


def _written(run: Sequence[int]) -> list[str]:
    if len(run) > 2:
        return [f"BT{run[0]}–BT{run[-1]}"]
    return [f"BT{figure}" for figure in run]


def _month_day(on: date) -> str:
    return f"{on.day}{NBSP}{MONTHS[on.month - 1][:3]}"


def _local(at: datetime) -> datetime:
    return at.astimezone(STOCKHOLM) if at.tzinfo else at
