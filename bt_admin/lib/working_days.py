"""Which days people work in Sweden: e-mail about work comes on no others."""

from datetime import date, timedelta

# Lag (1989:253) om allmänna helgdagar, and the eves that offices keep as holidays.
FIXED = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
AROUND_EASTER = (-2, 1, 39)  # långfredag, annandag påsk, Kristi himmelsfärdsdag
FRIDAY = 4


def is_working_day(day: date) -> bool:
    """Monday to Friday, and neither a holiday nor one of the three eves."""
    if day.weekday() > FRIDAY or (day.month, day.day) in FIXED:
        return False
    moving = {easter(day.year) + timedelta(days=days) for days in AROUND_EASTER}
    return day not in moving and not is_midsummer_eve(day)


def is_midsummer_eve(day: date) -> bool:
    """The Friday between 19 and 25 June."""
    return day.month == 6 and 19 <= day.day <= 25 and day.weekday() == FRIDAY


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap = (century + 8) // 25
    moon = (19 * golden + century - century // 4 - (century - leap + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
