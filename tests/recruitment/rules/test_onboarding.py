from datetime import date

from recruitment.rules.onboarding import PREPARATIONS, tasks_before


def test_days_before_the_first_and_none_before_today():
    tasks = dict(tasks_before(date(2027, 1, 18), date(2026, 12, 1)))
    assert tasks["Beställ konto, e-post och tjänstekort"] == date(2026, 12, 21)
    assert tasks["Utse huvudansvarig handledare"] == date(2027, 1, 18)
    assert tasks["Skriv anställningsavtalet"] == date(2026, 12, 1)
    assert len(tasks) == len(PREPARATIONS)
