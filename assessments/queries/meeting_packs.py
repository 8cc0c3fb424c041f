"""What stands in the pack of one doctor, and what the meeting said of each."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import DelmalState
from assessments.models import (
    AgreedAction,
    Assessment,
    AssessmentDelmal,
    Collegium,
    CollegiumMeeting,
    MeetingConflict,
    MeetingDoctor,
    MeetingInput,
)
from assessments.queries.lists import Line, lines, outcome_of
from assessments.queries.meetings import doctors_in
from assessments.queries.progress import COUNTED
from assessments.queries.standing import standings
from assessments.rules.delmal import catalogue
from assessments.rules.meetings import SIGNED
from bt_admin.lib.order import swedish_key
from bt_admin.lib.pieces import State
from bt_admin.lib.swedish import listing
from placements.models import Programme
from regions.models import User

PACK_ASSESSMENTS = 30


# ----------------------------------------------------------------------------- the pack
@dataclass(frozen=True)
class Pack:
    """What every member has before them about one doctor, beside the background."""

    inputs: list[MeetingInput]
    waiting: str  # who has been asked and has not answered
    lines: list[Line]
    overall: list[tuple[Line, list[tuple[str, str]]]]
    earlier: list[tuple[Collegium, State]]
    open_actions: list[AgreedAction]
    conflicts: str
    goals: list[tuple[str, str, State, int]]  # code, heading, state, how many pieces


def pack(doctor: MeetingDoctor) -> Pack:
    """Assessments, the overall ones with their words, the kollegier before, the inputs."""
    programme = doctor.programme
    inputs = list(
        MeetingInput.objects.filter(doctor=doctor)
        .select_related("author")
        .order_by("given_at")
    )
    rows = list(
        Assessment.objects.filter(programme=programme, state__in=COUNTED)
        .select_related("region", "assessor", "placement")
        .prefetch_related("delmal")
        .order_by("-performed_on")[:PACK_ASSESSMENTS]
    )
    earlier = Collegium.objects.filter(programme=programme).filter(
        Q(meeting__isnull=True) | Q(meeting__state__in=SIGNED)
    )
    conflicts = MeetingConflict.objects.filter(doctor=doctor).select_related("user")
    return Pack(
        inputs=[row for row in inputs if row.given_at],
        waiting=listing(row.author.full_name for row in inputs if not row.given_at),
        lines=lines([row for row in rows if not is_overall(row)]),
        overall=[
            (one, words_of(row))
            for row in rows
            if is_overall(row)
            for one in lines([row])
        ],
        earlier=[
            (row, outcome_of(row)) for row in earlier.exclude(meeting=doctor.meeting_id)
        ],
        open_actions=list(
            AgreedAction.objects.filter(
                collegium__in=earlier.values("pk"), done_at__isnull=True
            ).select_related("owner")
        ),
        conflicts=listing(row.user.full_name for row in conflicts),
        goals=goals_of(programme),
    )


GOAL_LOOKS = {
    DelmalState.NO_EVIDENCE: "none",
    DelmalState.SOME_EVIDENCE: "warn",
    DelmalState.ENOUGH_EVIDENCE: "ok",
    DelmalState.CERTIFIED: "ok",
}


def goals_of(programme: Programme) -> list[tuple[str, str, State, int]]:
    """The eighteen delmål, each with how much there is to show for it."""
    known = {one.code: one.heading for one in catalogue(programme.regulation).delmal}
    pieces = Counter(
        AssessmentDelmal.objects.filter(
            assessment__programme=programme, assessment__state__in=COUNTED
        ).values_list("code", flat=True)
    )
    return [
        (
            one.code,
            known[one.code],
            State(GOAL_LOOKS[one.state], str(one.state.label)),
            pieces[one.code],
        )
        for one in standings([programme])[programme.pk].progress
    ]


def is_overall(row: Assessment) -> bool:
    return row.instrument == "sammantagen_bedomning"


TEXTS = {
    "keep_doing": _("Fungerar bra"),
    "work_on": _("Behöver tränas"),
    "basis": _("Bygger på"),
}


def words_of(row: Assessment) -> list[tuple[str, str]]:
    return [
        (str(words), row.texts[key])
        for key, words in TEXTS.items()
        if row.texts.get(key)
    ]


def beside(
    meeting: CollegiumMeeting, doctor: MeetingDoctor
) -> tuple[MeetingDoctor | None, MeetingDoctor | None, int, int]:
    """The doctors before and after on the list, where this one stands, and how many."""
    rows = sorted(
        doctors_in(meeting),
        key=lambda row: swedish_key(
            row.programme.doctor.user.last_name, row.programme.doctor.user.first_name
        ),
    )
    here = next(number for number, row in enumerate(rows) if row.pk == doctor.pk)
    before = rows[here - 1] if here else None
    after = rows[here + 1] if here + 1 < len(rows) else None
    return before, after, here + 1, len(rows)


# --------------------------------------------------------------------------- judgements
def judgement_of(doctor: MeetingDoctor) -> Collegium | None:
    rows = Collegium.objects.filter(
        meeting=doctor.meeting_id, programme=doctor.programme_id
    )
    return rows.prefetch_related("actions__owner").first()


def judgements_shown(
    meeting: CollegiumMeeting, user: User
) -> list[tuple[Collegium, State]]:
    """What was said of each, for the record; not of one the reader stood aside for."""
    aside = MeetingConflict.objects.filter(doctor__meeting=meeting, user=user)
    rows = Collegium.objects.filter(meeting=meeting).exclude(
        programme__in=aside.values("doctor__programme_id")
    )
    rows = rows.select_related("programme__doctor__user", "documented_by")
    return [(row, outcome_of(row)) for row in rows.prefetch_related("actions__owner")]
