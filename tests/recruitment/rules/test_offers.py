"""Who may get an offer, until when it is answered, and what can follow on what."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bt_admin.lib.people import Person
from bt_admin.lib.swedish import STOCKHOLM
from recruitment.rules.offers import (
    AnswerFacts,
    OfferFacts,
    expires_at,
    is_expired,
    may_accept,
    may_answer,
    may_offer,
)

HODAN = Person(13, "Hodan Abdirahman")
OFFER = OfferFacts(HODAN, "Region Kronoberg", is_ranked=True, places=6, held=5)
SHOWN = date(2027, 9, 10)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"is_ranked": False}, ["offer.not_ranked"]),
        ({"is_rejected": True}, ["offer.rejected"]),
        ({"is_ranked": False, "is_rejected": True}, ["offer.rejected"]),
        ({"has_withdrawn": True}, ["offer.application_withdrawn"]),
        ({"has_offer": True}, ["offer.has_offer"]),
        ({"record_needed": True}, ["offer.record_not_shown"]),
        ({"record_needed": True, "record_shown_on": SHOWN}, []),
        ({"held": 6}, ["offer.no_place"]),
        ({"held": 7}, ["offer.no_place"]),
        ({"held": 6, "overbooked_to": 7}, []),
        ({"held": 7, "overbooked_to": 7}, ["offer.no_place"]),
        ({"held": 5, "overbooked_to": 4}, []),
        (
            {"is_ranked": False, "record_needed": True, "held": 6},
            ["offer.not_ranked", "offer.record_not_shown", "offer.no_place"],
        ),
    ],
)
def test_who_may_get_an_offer(given, codes):
    assert may_offer(replace(OFFER, **given)).codes == codes


def test_the_record_is_asked_for_in_the_regions_name():
    [reason] = may_offer(replace(OFFER, record_needed=True)).reasons
    assert reason.text == (
        "Erbjudandet kan inte skickas än. I Region Kronoberg ska utdrag ur "
        "belastningsregistret ha visats upp före erbjudandet. Registrera datumet när "
        "det har visats."
    )


def local(year, month, day, hour=0, minute=0, second=0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("offered", "days", "last_second"),
    [
        (local(2027, 9, 16, 9), 7, local(2027, 9, 23, 23, 59, 59)),
        (local(2027, 9, 16, 23, 59), 1, local(2027, 9, 17, 23, 59, 59)),
        # 23.30 in London is the next day in Sweden.
        (datetime(2027, 9, 16, 22, 30, tzinfo=UTC), 1,
         local(2027, 9, 18, 23, 59, 59)),
        # Over the night when the clocks go back there is still a whole day.
        (local(2027, 10, 30, 12), 1, local(2027, 10, 31, 23, 59, 59)),
    ],
)  # fmt: skip
def test_the_last_day_is_counted_to_its_end(offered, days, last_second):
    assert expires_at(offered, days).replace(microsecond=0) == last_second


def test_an_answer_gets_at_least_a_day():
    with pytest.raises(ValueError, match="at least a day"):
        expires_at(local(2027, 9, 16), 0)


EXPIRES = expires_at(local(2027, 9, 16, 9), 7)
ANSWER = AnswerFacts("offered", EXPIRES, local(2027, 9, 20), contact="Karin Björnhede")
SAID_AT = local(2027, 9, 18, 8, 5)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"at": EXPIRES}, []),
        ({"at": EXPIRES + timedelta(microseconds=1)}, ["offer.expired"]),
        ({"state": "expired"}, ["offer.expired"]),
        ({"state": "withdrawn"}, ["offer.withdrawn"]),
        ({"state": "accepted", "answered_at": SAID_AT}, ["offer.answered"]),
        ({"state": "declined", "answered_at": SAID_AT}, ["offer.answered"]),
        ({"state": "declined", "at": EXPIRES + timedelta(1)}, ["offer.answered"]),
    ],
)
def test_when_an_offer_may_be_answered(given, codes):
    assert may_answer(replace(ANSWER, **given)).codes == codes
    assert may_accept(replace(ANSWER, **given)).codes == codes


def test_a_yes_waits_until_the_other_place_is_left_but_a_no_does_not():
    other = replace(ANSWER, accepted_in="Region Uppsala")
    assert may_accept(other).codes == ["offer.accepted_elsewhere"]
    assert may_answer(other).codes == []


def test_what_was_answered_is_told_back():
    answered = replace(ANSWER, state="declined", answered_at=SAID_AT)
    [reason] = may_answer(answered).reasons
    assert reason.text == (
        "Du kan inte ändra svaret här. Du tackade nej den 18\u00a0september 2027 "
        "kl.\u00a008.05. Kontakta Karin Björnhede så snart du kan om du har ändrat dig."
    )


def test_an_expired_offer_says_when():
    late = replace(ANSWER, at=EXPIRES + timedelta(days=1))
    [reason] = may_answer(late).reasons
    assert (
        "Svarstiden gick ut den 23\u00a0september 2027 kl.\u00a023.59." in reason.text
    )


@settings(max_examples=50)
@given(
    days=st.integers(1, 60),
    offered=st.datetimes(datetime(2026, 1, 1), datetime(2035, 1, 1)),
)
def test_nobody_gets_less_than_the_days_promised(days, offered):
    offered = offered.replace(tzinfo=STOCKHOLM)
    last = expires_at(offered, days)
    assert not is_expired("offered", last, last)
    assert is_expired("offered", last, last + timedelta(seconds=1))
    assert (last.date() - offered.date()).days == days
