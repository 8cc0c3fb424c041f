"""Talks as these tests make them, with everything that is not the point filled in."""

from datetime import datetime, timedelta
from typing import Any

from assessments import actions
from assessments.actions import When
from assessments.models import Talk
from tests.cast import Company, at


def when(days: int = 7, **given: Any) -> When:
    """So many days from now, at this hour, in a room."""
    usual = {
        "starts_at": at().replace(microsecond=0) + timedelta(days=days),
        "minutes": 45,
        "place_kind": "room",
        "place": "Rum 12, Gula huset",
    }
    return When(**(usual | given))


def planned(company: Company, days: int = 7, **given: Any) -> Talk:
    usual: dict[str, Any] = {
        "programme": company.programme,
        "supervisor": company.supervisor,
        "when": when(days),
        "by": company.doctor,
        "at": at(),
    }
    return actions.plan_talk(**(usual | given))


def held(company: Company, days: int = -7, **given: Any) -> Talk:
    """A talk of the past that has been registered; `given` is for `hold_talk`."""
    talk = planned(company, days)
    usual: dict[str, Any] = {
        "talk": talk,
        "when": when_of(talk),
        "in_working_hours": True,
        "notes": "Vi gick igenom veckan.",
        "by": company.supervisor,
        "at": at(),
    }
    return actions.hold_talk(**(usual | given))


def documented(company: Company, days: int = -7) -> Talk:
    talk = held(company, days)
    return actions.close_talk(talk=talk, by=company.doctor, at=at())


def when_of(talk: Talk, **given: Any) -> When:
    usual = {key: getattr(talk, key) for key in When.__dataclass_fields__}
    return When(**(usual | given))


def agreed(company: Company, talk: Talk, days: int = 3, **given: Any) -> Any:
    usual: dict[str, Any] = {
        "talk": talk,
        "what": "Läsa om diabetes",
        "owner": company.doctor,
        "due_on": (at() + timedelta(days=days)).date(),
        "by": company.supervisor,
        "at": at(),
    }
    return actions.agree(**(usual | given))


def moment_ago(**ago: int) -> datetime:
    return at() - timedelta(**ago)
