"""A 360 as these tables have it: the doctor has opened it, and nobody is asked yet."""

from dataclasses import replace
from datetime import date, timedelta

from assessments.rules.instruments import instrument
from assessments.rules.round_facts import Asked, RoundFacts
from tests.assessments.rules.people import LAKARE

MSF = instrument("msf_360")
ITEMS = [item.key for item in MSF.items]
TODAY = date(2027, 3, 3)
DAY = timedelta(days=1)
FACTS = RoundFacts(
    is_doctor=True,
    leads=False,
    guides=False,
    doctor=LAKARE,
    doctor_email="ebba@example.org",
    state="open",
    today=TODAY,
)
PROFESSIONS = ["doctor"] * 7 + ["nurse"] * 3
STUDIEREKTOR = {"is_doctor": False, "leads": True}
MAIN = {"is_doctor": False, "guides": True}
NOBODY = {"is_doctor": False}


def asked(*professions: str) -> tuple[Asked, ...]:
    return tuple(
        Asked(f"k{number}@example.org", one) for number, one in enumerate(professions)
    )


def facts(**given) -> RoundFacts:
    return replace(FACTS, **given)
