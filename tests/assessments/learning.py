"""Activities and teaching, with everything that is not the point filled in."""

from datetime import timedelta
from typing import Any

from assessments import actions
from assessments.actions import Planned, Told
from assessments.models import Activity, TeachingSession
from bt_admin.lib.files import CleanFile
from tests.assessments.acts import today
from tests.cast import Company, at

FILE = CleanFile("Intyg.pdf", "application/pdf", b"%PDF-1.7", "a" * 64, "b" * 64)


def told(**given: Any) -> Told:
    day = today() - timedelta(days=3)
    usual = {"kind": "course", "title": "A-HLR", "starts_on": day, "ends_on": day}
    return Told(**{**usual, "delmal": ("BT1",), **given})


def log(company: Company, *, by: Any = None, **given: Any) -> Activity:
    files = given.pop("files", [FILE])
    return actions.log_activity(
        programme=company.programme,
        told=told(**given),
        files=files,
        by=by or company.doctor,
        at=at(),
    )


def reflect(company: Company, **given: Any) -> Activity:
    facts = {"kind": "reflection", "title": "Hemlig tanke", "text": "Hemlig text."}
    return log(company, **{**facts, **given})


def begun(company: Company) -> Activity:
    """Something for what is hard to judge, so that the doctor is not reminded of it."""
    return reflect(company, delmal=("BT6", "BT7"))


def planned(**given: Any) -> Planned:
    starts = at() - timedelta(hours=2)
    usual = {
        "title": "EKG-tolkning",
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=1),
        "place": "Sal 3",
        "led_by": "Överläkare Ek",
        "delmal": ("BT1", "BT4"),
    }
    return Planned(**{**usual, **given})


def plan(company: Company, **given: Any) -> TeachingSession:
    return actions.plan_session(
        region=company.region,
        planned=planned(**given),
        by=company.studierektor,
        at=at(),
    )


def tick(company: Company, row: TeachingSession, *present: Any, by: Any = None) -> int:
    return actions.tick_attendance(
        session=row,
        present=[one.pk for one in present],
        by=by or company.studierektor,
        at=at(),
    )
