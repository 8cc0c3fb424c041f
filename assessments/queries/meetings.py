"""Kollegier that meet: which of them somebody may open, and what stands in a pack."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.enums import DelmalState, MeetingKind, MeetingState
from assessments.models import (
    AgreedAction,
    Assessment,
    AssessmentDelmal,
    Collegium,
    CollegiumMeeting,
    MeetingConflict,
    MeetingDoctor,
    MeetingInput,
    MeetingMember,
)
from assessments.queries.lists import Line, lines, outcome_of
from assessments.queries.people import SUPERVISORS, directors, person, span
from assessments.queries.progress import COUNTED
from assessments.queries.standing import Standing, standings
from assessments.rules import meetings as rules
from assessments.rules.delmal import catalogue
from assessments.rules.progress import expected_by_week, week_of
from bt_admin.lib.order import swedish_key
from bt_admin.lib.pieces import State
from bt_admin.lib.swedish import listing
from bt_admin.lib.verdicts import Verdict
from placements.enums import ProgrammeRole, ProgrammeState
from placements.models import Programme, ProgrammeAssignment
from placements.queries import current_placement, with_plan
from regions import access, roles
from regions.models import Region, RegionAssignment, User
from regions.queries import people_in

PACK_ASSESSMENTS = 30
STATE_LOOKS = {
    MeetingState.SCHEDULED: ("wait", "calendar"),
    MeetingState.INPUT_COLLECTED: ("now", ""),
    MeetingState.HELD: ("now", "users"),
    MeetingState.DOCUMENTED: ("wait", "file"),
    MeetingState.FED_BACK: ("ok", ""),
}


# ------------------------------------------------------------------------ who sees what
def leads_in(user: User, region: Region) -> bool:
    """Does this person lead BT here: studierektor, AT/BT-chef or the deputy?"""
    return bool({"lead", "certify"} & access.granted(user, region))


def meetings_for(user: User, region: Region) -> QuerySet[CollegiumMeeting]:
    """The meetings this person sits in, is asked before, or leads. Never as a doctor."""
    rows = CollegiumMeeting.objects.filter(region=region).select_related("region")
    if leads_in(user, region):
        return rows
    sits = MeetingMember.objects.filter(meeting=OuterRef("pk"), user=user)
    return rows.filter(Exists(sits))


def asked_of(user: User, region: Region) -> QuerySet[MeetingInput]:
    """What this person has been asked to say to some meeting, said or not."""
    rows = MeetingInput.objects.filter(author=user, region=region)
    return rows.select_related(
        "doctor__meeting", "doctor__programme__doctor__user",
        "doctor__programme__region", "doctor__programme__model",
    )  # fmt: skip


def doctors_in(meeting: CollegiumMeeting) -> QuerySet[MeetingDoctor]:
    rows = MeetingDoctor.objects.filter(meeting=meeting)
    return rows.select_related(
        "meeting__region", "programme__doctor__user", "programme__region",
        "programme__model",
    )  # fmt: skip


def conflict_of(doctor: MeetingDoctor, user: User) -> date | None:
    """The day this person declared a conflict of interest about this doctor."""
    row = MeetingConflict.objects.filter(doctor=doctor, user=user).first()
    return timezone.localdate(row.declared_at) if row else None


# ------------------------------------------------------------------------------- facts
def lead_facts(meeting: CollegiumMeeting, by: User, today: date) -> rules.LeadFacts:
    return rules.LeadFacts(
        person(by), directors_of(meeting.region, today), meeting.state
    )


def directors_of(region: Region, today: date) -> tuple[Any, ...]:
    return tuple(person(user) for user in directors(region, today))


def pack_facts(doctor: MeetingDoctor, user: User, today: date) -> rules.PackFacts:
    meeting = doctor.meeting
    sits = MeetingMember.objects.filter(meeting=meeting, user=user)
    return rules.PackFacts(
        by=person(user),
        doctor=person(doctor.programme.doctor.user),
        is_member=sits.exists(),
        opens_on=meeting.opens_on,
        closes_on=meeting.closes_on,
        today=today,
        conflicted_on=conflict_of(doctor, user),
    )


def may_read_pack(doctor: MeetingDoctor, user: User, today: date) -> Verdict:
    return rules.may_read_pack(pack_facts(doctor, user, today))


def may_declare_conflict(doctor: MeetingDoctor, user: User, today: date) -> Verdict:
    return rules.may_declare_conflict(pack_facts(doctor, user, today))


def may_lead(meeting: CollegiumMeeting, user: User, today: date) -> Verdict:
    return rules.may_lead_meeting(lead_facts(meeting, user, today))


def may_change(meeting: CollegiumMeeting, user: User, today: date) -> Verdict:
    return rules.may_change_meeting(lead_facts(meeting, user, today))


def may_judge(doctor: MeetingDoctor, user: User, today: date) -> Verdict:
    """May this person write down what the meeting says of this doctor?"""
    facts = pack_facts(doctor, user, today)
    verdict = rules.may_judge(lead_facts(doctor.meeting, user, today))
    return verdict & rules.no_conflict(facts)


def sign_facts(
    meeting: CollegiumMeeting, by: User, today: date, minutes: str
) -> rules.SignFacts:
    judged = Collegium.objects.filter(meeting=meeting).values("programme_id")
    without = doctors_in(meeting).exclude(programme__in=judged)
    return rules.SignFacts(
        lead=lead_facts(meeting, by, today),
        minutes=minutes,
        unjudged=tuple(person(row.programme.doctor.user) for row in without),
    )


def roles_of_people(region: Region, today: date) -> dict[Any, set[str]]:
    """The roles everybody has in the region on this day, by the person's key."""
    found: dict[Any, set[str]] = {}
    for model in access.assignment_models():
        rows = model.objects.filter(access.in_force(today), region=region)
        for user, role in rows.values_list("user_id", "role"):
            found.setdefault(user, set()).add(role)
    return found


MEMBER_ROLES = [
    "director_of_studies", "bt_manager", "deputy_bt_manager", "main_supervisor",
    "external_assessor", "placement_supervisor", "unit_manager", "unit_lead",
]  # fmt: skip


def pool(region: Region, today: date) -> list[tuple[User, str]]:
    """Who can sit in a meeting: each with the role that says most, in Swedish order."""
    held = roles_of_people(region, today)
    found = []
    for user in people_in(region):
        if role := role_of(held.get(user.pk, set())):
            found.append((user, role))
    return sorted(
        found, key=lambda one: swedish_key(one[0].last_name, one[0].first_name)
    )


def role_of(held: set[str]) -> str:
    """The role in which somebody sits: the first of ours they hold; else nothing."""
    return next((role for role in MEMBER_ROLES if role in held), "")


def invited(
    kind: str, programmes: Iterable[Programme], region: Region, today: date
) -> dict[User, str]:
    """Who is a member from the beginning: those who lead, and those round the doctors."""
    wanted = rules.KINDS[MeetingKind(kind)].invited
    programmes = list(programmes)
    rows = [
        *RegionAssignment.objects.filter(
            access.in_force(today), region=region, role__in=wanted
        ).select_related("user"),
        *ProgrammeAssignment.objects.filter(
            access.in_force(today), programme__in=programmes, role__in=wanted
        ).select_related("user"),
    ]
    about = {one.doctor.user_id for one in programmes}
    found: dict[User, str] = {}
    for row in sorted(rows, key=lambda row: wanted.index(row.role)):
        if row.user_id not in about:
            found.setdefault(row.user, row.role)
    return found


def to_ask(programme: Programme, today: date) -> list[User]:
    """The doctor's handledare until now, and the huvudansvariga: each once."""
    rows = ProgrammeAssignment.objects.filter(
        programme=programme, role__in=SUPERVISORS, starts__lte=today
    )
    return list(dict.fromkeys(row.user for row in rows.select_related("user")))


# ------------------------------------------------------------------------- to call one
@dataclass(frozen=True)
class Cohort:
    """Everybody who began on the same day, and is still in service."""

    starts_on: date
    programmes: tuple[Programme, ...]


def in_service(region: Region) -> list[Programme]:
    """Whom a kollegium can be about, in Swedish order."""
    rows = Programme.objects.filter(
        region=region,
        state__in=[
            ProgrammeState.PLANNED,
            ProgrammeState.IN_SERVICE,
            ProgrammeState.FINAL_ASSESSMENT,
        ],
    ).select_related("region", "doctor__user", "model")
    return sorted(
        rows,
        key=lambda row: swedish_key(
            row.doctor.user.last_name, row.doctor.user.first_name
        ),
    )


def cohorts(programmes: Iterable[Programme]) -> list[Cohort]:
    found: dict[date, list[Programme]] = {}
    for row in programmes:
        found.setdefault(row.starts_on, []).append(row)
    return [Cohort(day, tuple(found[day])) for day in sorted(found, reverse=True)]


# -------------------------------------------------------------------- the meeting's page
@dataclass(frozen=True)
class MeetingLine:
    """A meeting in the list."""

    row: CollegiumMeeting
    doctors: int
    given: int
    asked: int
    state: State


def meeting_lines(user: User, region: Region) -> list[MeetingLine]:
    """Every meeting this person may open, the latest first. Three queries."""
    rows = list(
        meetings_for(user, region).prefetch_related(
            Prefetch("doctors", MeetingDoctor.objects.prefetch_related("inputs"))
        )
    )
    return [meeting_line(row) for row in rows]


def meeting_line(row: CollegiumMeeting) -> MeetingLine:
    inputs = [one for doctor in row.doctors.all() for one in doctor.inputs.all()]
    return MeetingLine(
        row=row,
        doctors=len(row.doctors.all()),
        given=sum(one.given_at is not None for one in inputs),
        asked=len(inputs),
        state=state_shown(row),
    )


def state_shown(row: CollegiumMeeting) -> State:
    state = MeetingState(row.state)
    tone, icon = STATE_LOOKS[state]
    return State(tone, str(state.label), icon)


@dataclass(frozen=True)
class DoctorLine:
    """One doctor of a meeting beside the others: the same figures for everybody."""

    row: MeetingDoctor
    week: int
    weeks: int
    here: str
    standing: Standing
    expected: int
    levels: str
    given: int
    asked: int
    conflicts: tuple[str, ...]
    judgement: Collegium | None
    outcome: State | None
    conflicted: bool

    @property
    def behind(self) -> bool:
        return self.standing.enough < self.expected


def doctor_lines(
    meeting: CollegiumMeeting, user: User, today: date
) -> list[DoctorLine]:
    """Every doctor on the list, with what the pack says of each. Seven queries.

    Who has declared a conflict is shown the name alone.
    """
    rows = list(doctors_in(meeting).prefetch_related("inputs", "conflicts__user"))
    programmes = {
        one.pk: one
        for one in with_plan(
            Programme.objects.filter(pk__in=[row.programme_id for row in rows])
        ).select_related("region", "doctor__user", "model")
    }
    standing = standings(list(programmes.values()))
    latest = latest_levels(programmes)
    judged = {row.programme_id: row for row in meeting.judgements.all()}
    found = []
    for row in rows:
        programme = programmes[row.programme_id]
        week, weeks = week_of(*span(programme), today)
        place, judgement = current_placement(programme, today), judged.get(programme.pk)
        inputs, conflicts = list(row.inputs.all()), list(row.conflicts.all())
        found.append(
            DoctorLine(
                row=row,
                week=week,
                weeks=weeks,
                here=place.title if place else "",
                standing=standing[programme.pk],
                expected=expected_by_week(week, weeks, standing[programme.pk].total),
                levels=latest.get(programme.pk, ""),
                given=sum(one.given_at is not None for one in inputs),
                asked=len(inputs),
                conflicts=tuple(one.user.full_name for one in conflicts),
                judgement=judgement,
                outcome=outcome_of(judgement) if judgement else None,
                conflicted=any(one.user_id == user.pk for one in conflicts),
            )
        )
    return sorted(found, key=by_name)


def by_name(line: DoctorLine) -> tuple[Any, ...]:
    user = line.row.programme.doctor.user
    return swedish_key(user.last_name, user.first_name)


LATEST = 3


def latest_levels(programmes: Iterable[Any]) -> dict[Any, str]:
    """The levels of each doctor's latest occasions, the oldest of them first: "3, 3, 4"."""
    rows = Assessment.objects.filter(
        programme__in=list(programmes), instrument="mini_cex", state__in=COUNTED
    ).order_by("-performed_on", "-registered_at")
    found: dict[Any, list[str]] = {}
    for programme, answers in rows.values_list("programme_id", "answers"):
        level, mine = answers.get("overall"), found.setdefault(programme, [])
        if level is not None and len(mine) < LATEST:
            mine.append(str(level))
    return {key: ", ".join(reversed(levels)) for key, levels in found.items()}


def members_of(meeting: CollegiumMeeting) -> list[MeetingMember]:
    rows = MeetingMember.objects.filter(meeting=meeting).select_related("user")
    return sorted(
        rows,
        key=lambda row: (
            MEMBER_ROLES.index(row.role) if row.role in MEMBER_ROLES else 99,
            swedish_key(row.user.last_name, row.user.first_name),
        ),
    )


# ------------------------------------------------------------------------------ a pack
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
        Q(meeting__isnull=True) | Q(meeting__state__in=rules.SIGNED)
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


def owners(
    programme: Programme, today: date, members: Iterable[User] = ()
) -> list[User]:
    """Who can take on what is agreed: the doctor, those around, those who sit there."""
    around = ProgrammeAssignment.objects.filter(
        access.in_force(today),
        programme=programme,
        role__in=[*SUPERVISORS, ProgrammeRole.EXTERNAL_ASSESSOR],
    ).select_related("user")
    found = [
        programme.doctor.user,
        *(row.user for row in around.exclude(role=ProgrammeRole.EXTERNAL_ASSESSOR)),
        *directors(programme.region, today),
        *members,
    ]
    return list(dict.fromkeys(found))


def title_of(role: str) -> str:
    return roles.title(role) if role in roles.ROLES else ""


def opens_after(meets_on: date) -> tuple[date, date]:
    """The usual window round a day: fourteen days before, and as many after."""
    return (
        meets_on - timedelta(days=rules.WINDOW_DAYS),
        meets_on + timedelta(days=rules.WINDOW_DAYS),
    )
