"""A 360, step by step, with everything that is not the point filled in."""

from collections.abc import Iterable
from typing import Any

from assessments.actions import rounds as actions
from assessments.actions.round_answers import answer_round, new_link
from assessments.models import FeedbackRound, RoundRater
from assessments.rules.instruments import instrument
from tests.cast import Company, at

ITEMS = tuple(item.key for item in instrument("msf_360").items)
ASKED = ["doctor"] * 4 + ["nurse"] * 4 + ["assistant_nurse"] * 2


def levels(level: int | None = 3, **given: int | None) -> dict[str, int | None]:
    return {**dict.fromkeys(ITEMS, level), **given}


def words(keep: str = "", work: str = "") -> dict[str, str]:
    return {"keep_doing": keep, "work_on": work}


def opened(company: Company, by: Any = None) -> FeedbackRound:
    return actions.open_round(
        programme=company.programme, by=by or company.doctor, at=at()
    )


def self_answered(company: Company, row: FeedbackRound, **given: Any) -> None:
    facts = {
        "answers": levels(),
        "texts": words("Jag lyssnar."),
        "by": company.doctor,
        **given,
    }
    actions.answer_self(round=row, at=at(), **facts)


def ask(company: Company, row: FeedbackRound, **given: Any) -> RoundRater:
    number = row.raters.count()
    facts = {
        "name": f"Kollega {number}",
        "email": f"kollega{number}@example.org",
        "profession": "nurse",
        "by": company.doctor,
        **given,
    }
    return actions.ask_rater(round=row, at=at(), **facts)


def prepared(company: Company, asked: Iterable[str] = ASKED) -> FeedbackRound:
    """The doctor has answered, and the list is whole."""
    row = opened(company)
    self_answered(company, row)
    for profession in asked:
        ask(company, row, profession=profession)
    return row


def sent(company: Company, asked: Iterable[str] = ASKED) -> FeedbackRound:
    row = prepared(company, asked)
    return actions.send_round(round=row, by=company.doctor, at=at())


def answer(rater: RoundRater, **given: Any) -> None:
    facts = {"answers": levels(), "texts": words(), **given}
    answer_round(rater=rater, at=at(), **facts)


def raters(row: FeedbackRound, profession: str = "") -> list[RoundRater]:
    rows = row.raters.order_by("email")
    return list(rows.filter(profession=profession) if profession else rows)


def closed(
    company: Company, answers: int = 6, asked: Iterable[str] = ASKED
) -> FeedbackRound:
    """So many have answered, each with something of their own."""
    row = sent(company, asked)
    for number, rater in enumerate(raters(row)[:answers]):
        text = words(f"Bra {number}.", f"Träna {number}." if number % 2 else "")
        answer(rater, answers=levels(1 + number % 4), texts=text)
    by = company.studierektor
    return actions.close_round(round=row, by=by, at=at())


def released(company: Company, **given: Any) -> FeedbackRound:
    row = closed(company, **given)
    return actions.release_round(round=row, by=company.studierektor, at=at())


def link_to(rater: RoundRater) -> str:
    """The address in the letter."""
    return f"/svara/{rater.region.slug}/{new_link(rater=rater)}/"


def form(level: str = "3", **given: str) -> dict[str, str]:
    """What a browser sends."""
    return {**{f"item_{key}": level for key in ITEMS}, **given}
