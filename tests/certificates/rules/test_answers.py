from datetime import date

import pytest

from certificates.enums import AnswerKind
from certificates.rules.answers import (
    NEXT,
    AnswerFacts,
    Step,
    appeal_by,
    kinds_after,
    last_day_to_appeal,
    may_correct_answer,
    may_record_answer,
)

K = AnswerKind
DAY = date(2027, 10, 4)
LATER = date(2027, 10, 20)
SENT = Step(K.SENT, DAY)
SAID = {"text": "Bilaga 3 saknar datum.", "case_number": "9.1-123/2027"}


def codes(new, *steps, is_doctor=True, **said):
    facts = AnswerFacts(new, steps, LATER, is_doctor, **(said or SAID))
    return may_record_answer(facts).codes


@pytest.mark.parametrize(
    ("after", "kind"), [(one, kind) for one in NEXT for kind in NEXT[one]]
)
def test_what_follows_on_what(after, kind):
    new = Step(kind, LATER, last_on=LATER)
    assert codes(new, Step(after, DAY)) == []


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        (K.SENT, K.SENT_AGAIN),
        (K.SENT, K.APPEALED),
        (K.APPROVED, K.REJECTED),
        (K.APPROVED, K.COMPLEMENT),
        (K.REJECTED, K.COMPLEMENT),
        (K.APPLY_AGAIN, K.APPROVED),
    ],
)
def test_what_does_not(after, kind):
    new = Step(kind, LATER, last_on=LATER)
    assert codes(new, Step(after, DAY)) == ["answer.out_of_turn"]


def test_nothing_is_answered_before_it_is_sent():
    assert codes(Step(K.APPROVED, DAY)) == ["answer.out_of_turn"]


@pytest.mark.parametrize("kind", [K.SENT_AGAIN, K.APPLY_AGAIN])
def test_the_doctor_sends_and_begins_again(kind):
    after = Step(K.COMPLEMENT if kind == K.SENT_AGAIN else K.REJECTED, DAY)
    assert codes(Step(kind, LATER), after, is_doctor=False) == ["answer.not_doctor"]
    assert kind not in kinds_after([after], is_doctor=False)
    assert kind in kinds_after([after], is_doctor=True)


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (Step(K.APPROVED, date(2027, 10, 21)), "answer.ahead"),
        (Step(K.APPROVED, date(2027, 10, 3)), "answer.before"),
        (Step(K.COMPLEMENT, DAY), "answer.last_day"),
        (Step(K.COMPLEMENT, DAY, last_on=date(2027, 10, 3)), "answer.last_day"),
        (Step(K.REJECTED, LATER, received_on=DAY), "answer.received"),
        (Step(K.REJECTED, DAY, received_on=date(2027, 10, 21)), "answer.received"),
    ],
)
def test_days_that_cannot_be(new, code):
    assert codes(new, SENT) == [code]


@pytest.mark.parametrize(
    ("kind", "field"),
    [(K.COMPLEMENT, "text"), (K.REJECTED, "text"), (K.APPROVED, "case_number")],
)
def test_what_has_to_be_said(kind, field):
    said = {**SAID, field: "  "}
    new = Step(kind, LATER, last_on=LATER)
    assert codes(new, SENT, **said) == ["answer.not_said"]


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2027, 10, 4), date(2027, 10, 25)),
        (date(2027, 10, 2), date(2027, 10, 25)),  # the 23rd is a Saturday
        (date(2027, 12, 3), date(2027, 12, 27)),  # julafton, and a weekend of juldagar
        (date(2027, 6, 4), date(2027, 6, 28)),  # midsommarafton
        (date(2027, 12, 10), date(2028, 1, 3)),  # nyårsafton
        (date(2028, 2, 8), date(2028, 2, 29)),
    ],
)
def test_three_weeks_to_appeal(received, last):
    assert last_day_to_appeal(received) == last


@pytest.mark.parametrize(
    ("steps", "day"),
    [
        ([SENT], None),
        ([SENT, Step(K.REJECTED, DAY)], None),
        ([SENT, Step(K.REJECTED, DAY, received_on=DAY)], date(2027, 10, 25)),
        ([SENT, Step(K.REJECTED, DAY), Step(K.RECEIVED, DAY)], date(2027, 10, 25)),
        ([Step(K.REJECTED, DAY, received_on=DAY), Step(K.APPEALED, DAY)], None),
    ],
)
def test_till_when(steps, day):
    assert appeal_by(steps) == day


@pytest.mark.parametrize(
    ("kind", "is_last", "reason", "code"),
    [
        (K.APPROVED, True, "Fel doktor.", []),
        (K.APPROVED, True, " ", ["answer.no_reason"]),
        (K.COMPLEMENT, False, "Fel.", ["answer.not_last"]),
        (K.SENT, True, "Fel.", ["answer.not_last"]),
        (None, True, "Fel.", ["answer.not_last"]),
    ],
)
def test_only_the_last_is_corrected(kind, is_last, reason, code):
    assert may_correct_answer(kind, is_last, reason).codes == code
