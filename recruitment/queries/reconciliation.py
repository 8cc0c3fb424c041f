"""What the interviewers of a round gave, group by group, as the rows say it now."""

from collections.abc import Iterator

from bt_admin.lib.people import Person
from recruitment.enums import ReviewState
from recruitment.models import Interview, RecruitmentRound, Review
from recruitment.queries.interviews import (
    CALLED,
    GONE,
    as_candidate,
    as_person,
    interviews_of,
)
from recruitment.queries.methods import method_of
from recruitment.rules.interview_parts import parts_of
from recruitment.rules.reconciling import Expected, GroupView, Sent, groups_of


def called_in(round: RecruitmentRound) -> list[Interview]:
    """The interviews that are called or held, with all who come. Three queries."""
    return list(interviews_of(round).filter(state__in=CALLED))


def groups_in(round: RecruitmentRound, rows: list[Interview]) -> list[GroupView]:
    """Every interview group, its points only once all of it has sent. One query.

    In a rotation the group's interview and its pairs' are one; else each interview is.
    """
    method = method_of(round)
    return groups_of(method.scheme, expected_in(round, rows), sent_in(round))


def expected_in(round: RecruitmentRound, rows: list[Interview]) -> Iterator[Expected]:
    """Who is to judge whom. Not those who did not come, or have left."""
    home = _home(round, rows)
    for row in rows:
        for one in row.candidates.all():
            if one.came is False or one.application.state in GONE:
                continue
            group = home.get((row.phase, one.application_id), row.pk)
            for seat in row.seats.all():
                if not seat.observes:
                    yield Expected(
                        group,
                        row.phase,
                        as_candidate(one.application),
                        as_person(seat.user),
                    )


def _home(round: RecruitmentRound, rows: list[Interview]) -> dict[object, object]:
    """The group interview of each candidate, for all phases of its rotation."""
    home: dict[object, object] = {}
    for part in parts_of(method_of(round)):
        if part.is_rotation:
            for row in rows:
                if row.phase == part.key:
                    for one in row.candidates.all():
                        for phase in part.phases:
                            home[phase, one.application_id] = row.pk
    return home


def sent_in(round: RecruitmentRound) -> Iterator[Sent]:
    """The points that hold, with what they were before when they were changed."""
    rows = Review.objects.filter(
        application__round=round,
        interview__isnull=False,
        state=ReviewState.SENT,
        superseded_at__isnull=True,
    ).select_related("application", "reviewer", "replaces")
    for row in rows:
        yield Sent(
            row.phase,
            as_candidate(row.application),
            as_person(row.reviewer),
            row.scores,
            row.change_reason,
            row.replaces.scores if row.replaces else None,
        )


def names_of_groups(
    round: RecruitmentRound, rows: list[Interview]
) -> dict[object, str]:
    """What kind of interview each group has: «Gruppintervju och enskild intervju»."""
    labels = {
        phase: part.label
        for part in parts_of(method_of(round))
        for phase in part.phases
    }
    return {row.pk: labels.get(row.phase, row.phase) for row in rows}


def candidate_rows(rows: list[Interview], judge: Person) -> dict[object, object]:
    """One's own candidates' rows, to change points in: {(phase, application): pk}."""
    return {
        (row.phase, one.application_id): one.pk
        for row in rows
        if judge.id in {s.user_id for s in row.seats.all() if not s.observes}
        for one in row.candidates.all()
    }
