"""When an application comes in: who in the group it is tied to, as far as we can see."""

from collections.abc import Iterable
from datetime import datetime

from bt_admin.lib.dates import list_text
from bt_admin.lib.people import Person
from recruitment.models import ApplicantConflict, Application, RoundMember
from recruitment.rules.conflicts import (
    ConflictFacts,
    Employment,
    Link,
    Party,
    links_between,
)
from regions.models import Employment as Employed
from regions.models import User

SHOWN = {Link.ONESELF: "är själv sökande"}


def note_conflicts(*, application: Application, at: datetime) -> int:
    """Write down each tie that the system finds itself; how many. Three queries at most.

    The applicant has no account: the e-mail address tells who it is, and the workplace
    is what they wrote.
    """
    members = _members(application)
    found = [
        (user, text)
        for user, party in members
        if (text := _tie(application, user, party))
    ]
    ApplicantConflict.objects.bulk_create(
        [
            ApplicantConflict(
                region_id=application.region_id, application=application, user=user,
                text=text[:200], declared=False, told_at=at,
            )
            for user, text in found
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    return len(found)


def _members(application: Application) -> list[tuple[User, Party]]:
    rows = RoundMember.objects.filter(
        round=application.round_id, left_at__isnull=True
    ).select_related("user")
    users = {one.user_id: one.user for one in rows}
    jobs: dict[object, list[Employment]] = {}
    for job in Employed.objects.filter(user__in=users).select_related("unit"):
        jobs.setdefault(job.user_id, []).append(
            Employment(_plain(job.unit.name), job.starts, job.ends, job.unit.name)
        )
    return [(one, _party(one, jobs.get(one.pk, ()))) for one in users.values()]


def _party(user: User, jobs: Iterable[Employment]) -> Party:
    own = [Employment(_plain(user.workplace), None, None, user.workplace)]
    return Party(
        Person(user.pk, user.full_name),
        user.last_name,
        employments=tuple(jobs) or tuple(own if user.workplace else ()),
    )


def _tie(application: Application, user: User, party: Party) -> str:
    """What ties the two, to those who share out the reviews; "" for nothing."""
    place = application.workplace
    here = Employment(_plain(place), application.begun_at.date(), None, place)
    is_user = user.email.casefold() == application.email.casefold()
    applicant = Party(
        Person(user.pk if is_user else application.pk, application.full_name),
        application.last_name,
        employments=(here,) if place else (),
    )
    links = links_between(ConflictFacts(party, applicant))
    return list_text([SHOWN.get(one.link, one.text) for one in links])


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
