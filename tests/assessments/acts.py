"""What people do in these tests, with everything that is not the point filled in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from assessments import actions, queries
from assessments.actions import Content, Occasion, Shown
from assessments.models import Assessment, AssessmentSignature, Collegium
from bt_admin.lib.verdicts import Refused
from regions.models import AuditRow
from tests.cast import Company, at

LOGIN = "demo"
GOOD = {
    "answers": {"history": 4, "overall": 4},
    "texts": {"keep_doing": "Du lyssnade färdigt.", "work_on": "Sammanfatta högt."},
}
OVERALL = {
    "answers": {
        "medicin": 3, "lakemedel_prevention": 3, "dokumentation": 2, "bemotande": 4,
        "samarbete": 3, "kvalitet_vetenskap": None, "phase": 1,
    },
    "texts": {
        "keep_doing": "Bemötandet.",
        "work_on": "Intygen.",
        "basis": "Tre egna observationer.",
    },
}  # fmt: skip


def events() -> list[str]:
    """What the log says has happened, oldest first."""
    return list(AuditRow.objects.order_by("number").values_list("event", flat=True))


def refused(call: Callable[[], Any]) -> list[str]:
    """The codes of the reasons for which this is not done."""
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.verdict.codes


def crash(*args: Any, **kwargs: Any) -> None:
    raise RuntimeError("the database went away")


def today() -> date:
    return at().date()


def occasion(company: Company, **given: Any) -> Occasion:
    """A patient in medicine, yesterday, for two delmål."""
    usual = Occasion(
        performed_on=today() - timedelta(days=1),
        placement=company.placements[1],
        setting="Mottagning",
        what="Bröstsmärta hos vuxen",
        difficulty="Vanligt",
        delmal=("BT1", "BT9"),
    )
    return replace(usual, **given)


def ask(company: Company, assessor: Any = None, **given: Any) -> Assessment:
    return actions.request_assessment(
        programme=company.programme,
        assessor=assessor or company.supervisor,
        occasion=occasion(company, **given),
        instrument="mini_cex",
        by=company.doctor,
        at=at(),
    )


def content(company: Company, **given: Any) -> Content:
    told = {key: given.pop(key, GOOD[key]) for key in GOOD}
    return Content(occasion(company, **given), **told)


def shown(row: Assessment) -> Shown:
    return actions.shown_now(row)


def sign(company: Company, row: Assessment, **given: Any) -> AssessmentSignature:
    facts = {"by": row.assessor, "login": LOGIN, "shown": shown(row), **given}
    facts.setdefault("content", content(company))
    return actions.sign_assessment(assessment=row, at=at(), **facts)


def signed(company: Company, assessor: Any = None, **given: Any) -> Assessment:
    """A Mini-CEX, asked for and signed."""
    row = ask(company, assessor, **given)
    sign(company, row, content=content(company, **given))
    row.refresh_from_db()
    return row


def start(company: Company, by: Any = None, **given: Any) -> Assessment:
    facts = {"content": content(company), "id": uuid4(), **given}
    return actions.start_assessment(
        programme=company.programme,
        instrument="mini_cex",
        by=by or company.supervisor,
        at=at(),
        **facts,
    )


# ------------------------------------------------------------- the overall assessment
def overall_content(**given: Any) -> Content:
    told = {**OVERALL, **given}
    return Content(Occasion(today()), **told)


def begin_overall(company: Company, by: Any = None, **given: Any) -> Assessment:
    """Of medicine, which ended 59 days ago."""
    return actions.start_overall(
        placement=company.placements[1],
        content=overall_content(**given),
        by=by or company.supervisor,
        at=at(),
    )


def sign_overall(company: Company, row: Assessment, **given: Any) -> Any:
    facts = {
        "by": row.assessor, "login": LOGIN, "shown": shown(row),
        "content": overall_content(), **given,
    }  # fmt: skip
    return actions.sign_overall(assessment=row, at=at(), **facts)


def overall_signed(company: Company, **given: Any) -> Assessment:
    row = begin_overall(company, **given)
    sign_overall(company, row, content=overall_content(**given))
    row.refresh_from_db()
    return row


# ------------------------------------------------------------------------- kollegium
def kollegium(company: Company, **given: Any) -> Collegium:
    facts = {
        "held_on": today() - timedelta(days=2),
        "outcome": "on_track",
        "strengths": "Noggrann och pålitlig.",
        "development": "Besluta själv.",
        "by": company.studierektor,
        **given,
    }
    return actions.record_collegium(programme=company.programme, at=at(), **facts)


def feed_back(company: Company, row: Collegium, **given: Any) -> Collegium:
    facts = {"on": today(), "by": company.main_supervisor, **given}
    return actions.feed_back(collegium=row, at=at(), **facts)


def stored(row: Any) -> Any:
    """The row as the database has it now."""
    return type(row).objects.get(pk=row.pk)


def digest(row: Assessment) -> str:
    return queries.digest_of(row)
