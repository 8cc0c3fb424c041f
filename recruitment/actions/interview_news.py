"""Telling people of interviews: candidates by letter, interviewers by a notice.

The letter stands on the applicant's own page; no e-mail says what it is about.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bt_admin.lib.swedish import clock, week_day
from recruitment.actions.letters import write_letter
from recruitment.enums import InterviewState, Task
from recruitment.models import (
    Application,
    InterviewCandidate,
    RecruitmentRound,
)
from recruitment.queries.interviews import round_people
from recruitment.queries.methods import method_of
from regions import mail
from regions.models import User

CALL, MOVED, GONE = "interview_call", "interview_moved", "interview_gone"


class People(Protocol):
    new: set[Any]
    gone: set[Any]
    users: set[Any]


def tell_of_call(
    *, round: RecruitmentRound, applications: Iterable[Any], by: User, at: datetime
) -> None:
    """A letter to each candidate; a notice to each who interviews or observes."""
    cases = set(applications)
    write_to(round=round, applications=cases, kind=CALL, by=by, at=at)
    rows = round.interviews.filter(candidates__application__in=cases)
    users = set(rows.values_list("seats__user", flat=True)) - {None}
    users |= {one.user_id for one in round_people(round, Task.OBSERVER)}
    notify_users(round=round, users=users, by=by, at=at)


def tell_of_changes(
    *, round: RecruitmentRound, changed: People, by: User, at: datetime
) -> None:
    """Everybody who is moved, and nobody else."""
    write_to(round=round, applications=changed.new, kind=MOVED, by=by, at=at)
    write_to(round=round, applications=changed.gone, kind=GONE, by=by, at=at)
    notify_users(round=round, users=changed.users, by=by, at=at)


def notify_users(
    *, round: RecruitmentRound, users: Iterable[Any], by: User | None, at: datetime
) -> None:
    path = reverse("recruitment:my_interviews", args=[round.region.slug, round.pk])
    for user in User.objects.filter(pk__in=list(users)).order_by("pk"):
        mail.notify(
            user, path, region=round.region, key=f"interviews:{round.pk}:{at:%s%f}",
            by=by, at=at, notice=mail.INVITATION, urgent=True,
        )  # fmt: skip


def tell_office(*, round: RecruitmentRound, key: str, at: datetime) -> None:
    """An applicant has changed the plan: to who leads the round and who made it."""
    told = {one.user for one in round_people(round, Task.CHAIR)} | {round.created_by}
    path = reverse("recruitment:interviews", args=[round.region.slug, round.pk])
    for user in sorted(told, key=lambda one: str(one.pk)):
        mail.notify(
            user, path, region=round.region, by=None, at=at, key=f"{key}:{at:%s%f}"
        )


def write_to(
    *,
    round: RecruitmentRound,
    applications: Iterable[Any],
    kind: str,
    by: User | None,
    at: datetime,
) -> None:
    times = times_of(round, applications)
    rows = Application.objects.filter(pk__in=list(applications)).select_related(
        "region", "round"
    )
    for case in rows.order_by("number"):
        subject, body = letter(kind, times.get(case.pk, []))
        write_letter(
            application=case, kind=kind, subject=subject, body=body, by=by, at=at
        )


def times_of(
    round: RecruitmentRound, applications: Iterable[Any]
) -> dict[Any, list[str]]:
    """«Personlig intervju: tisdag 2 mars 2027 kl. 09.00–09.40, Rum 1», in order."""
    labels = {one.key: one.label for one in method_of(round).scheme.phases}
    rows = InterviewCandidate.objects.filter(
        interview__round=round,
        interview__state=InterviewState.CALLED,
        application__in=list(applications),
    ).select_related("interview")
    found: dict[Any, list[str]] = {}
    for row in rows.order_by("interview__starts_at"):
        one = row.interview
        starts, ends = map(timezone.localtime, (one.starts_at, one.ends_at))
        line = (
            f"{labels.get(one.phase, one.phase)}: {week_day(starts.date())} "
            f"{clock(starts)}–{ends:%H.%M}, {one.room}"
        )
        found.setdefault(row.application_id, []).append(line)
    return found


def letter(kind: str, times: list[str]) -> tuple[str, str]:
    """Subject and body: which time, and what to do now."""
    listed = "\n".join(times)
    if kind == CALL:
        return _("Du är kallad till intervju"), _(
            "Du går vidare och är välkommen till intervju:\n\n%(times)s\n\nSvara på den "
            "här sidan om tiden fungerar. Fungerar den inte får du en ny. Svara också "
            "om en facklig observatör får vara med; det påverkar inte bedömningen."
        ) % {"times": listed}
    if kind == MOVED:
        return _("Ny tid för intervjun"), _(
            "Tiden eller rummet för din intervju har ändrats. Det här gäller nu:\n\n"
            "%(times)s\n\nSvara på den här sidan om det fungerar."
        ) % {"times": listed}
    return _("Intervjutiden utgår"), _(
        "Tiden du fick för intervju gäller inte längre. Du får en ny kallelse så snart "
        "vi har en tid. Du behöver inte göra något."
    )
