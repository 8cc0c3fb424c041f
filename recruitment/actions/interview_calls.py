"""Calling to interviews, and the candidates' answers."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from recruitment.actions import interview_news as news
from recruitment.actions.interview_rows import seat_observers
from recruitment.enums import ApplicationState, InterviewState
from recruitment.models import (
    Application,
    InterviewCandidate,
    InterviewLayout,
    RecruitmentRound,
)
from recruitment.queries.methods import method_of
from recruitment.rules.consents import OBSERVER
from recruitment.rules.interview_layout import as_table, read_layout, unsuited
from recruitment.rules.interview_parts import Part, part_with
from recruitment.rules.interviewing import CallFacts, may_answer_call, may_call
from regions import audit
from regions.events import Event
from regions.models import User


@transaction.atomic
def call_candidates(
    *, round: RecruitmentRound, part: Part, by: User, at: datetime
) -> int:
    """Call everybody in the plan; how many. A second click finds no plan to call to."""
    rows = RecruitmentRound.objects.select_for_update(of=("self",))
    round = rows.select_related("region").get(pk=round.pk)
    planned = round.interviews.filter(
        phase__in=part.phases, state=InterviewState.PLANNED
    )
    cases = Application.objects.filter(interviews__interview__in=planned).distinct()
    states = list(cases.values_list("pk", "state"))
    changed = sum(state != ApplicationState.SHORTLISTED for _, state in states)
    may_call(round.state, len(states), changed).require()
    called = [pk for pk, _ in states]
    planned.update(state=InterviewState.CALLED)
    audit.record(
        Event.INTERVIEWS_CALLED, about=round, by=by, at=at,
        part=part.key, candidates=len(called),
    )  # fmt: skip
    news.tell_of_call(round=round, applications=called, by=by, at=at)
    return len(called)


@transaction.atomic
def answer_call(
    *,
    application: Application,
    phase: str,
    works: bool,
    observer_welcome: bool | None,
    at: datetime,
) -> None:
    """The candidate says whether the times of a part work, all of them together.

    A time that does not work is never proposed to them again; the office is told.
    """
    application = Application.objects.select_for_update(of=("self",)).select_related(
        "round__region"
    ).get(pk=application.pk)  # fmt: skip
    round = application.round
    part = part_with(method_of(round), phase)
    rows = list(_called(application, part))
    facts = [
        CallFacts(row.interview.state, application.state, row.interview.starts_at, at)
        for row in rows
    ] or [CallFacts("", application.state, at, at)]
    for one in facts:
        may_answer_call(one).require()
    for row in rows:
        _write(row, works, observer_welcome, at)
    if observer_welcome is not None:
        _keep_consent(application, observer_welcome)
    if part is not None and not works:
        _remember(round, part, rows)
    audit.record(
        Event.INTERVIEW_ANSWERED, about=application, by=None, at=at, works=works
    )
    if not works:
        news.tell_office(round=round, key=f"interview-no:{application.pk}", at=at)


def _called(application: Application, part: Part | None) -> list[InterviewCandidate]:
    rows = InterviewCandidate.objects.select_for_update(of=("self",)).filter(
        application=application,
        interview__phase__in=part.phases if part else (),
        interview__state=InterviewState.CALLED,
    )
    return list(rows.select_related("interview__round").order_by("pk"))


def _write(
    row: InterviewCandidate, works: bool, observer_welcome: bool | None, at: datetime
) -> None:
    row.confirmed_at = at if works else None
    row.declined_at = None if works else at
    row.observer_welcome = observer_welcome
    row.save(update_fields=["confirmed_at", "declined_at", "observer_welcome"])
    seat_observers(row.interview)


def _keep_consent(application: Application, welcome: bool) -> None:
    """The later answer is the one that holds, wherever it was given."""
    application.consents = {**application.consents, OBSERVER: welcome}
    application.save(update_fields=["consents"])


def _remember(
    round: RecruitmentRound, part: Part, rows: list[InterviewCandidate]
) -> None:
    layout = InterviewLayout.objects.select_for_update().get(
        round=round, phase=part.key
    )
    table = read_layout(layout.table)
    for row in rows:
        began = timezone.localtime(row.interview.starts_at).replace(tzinfo=None)
        table = unsuited(table, str(row.application_id), began)
    layout.table = as_table(table)
    layout.save(update_fields=["table"])
