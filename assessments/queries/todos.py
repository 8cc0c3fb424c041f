"""What waits for somebody here. Three queries, and one more round kollegier."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.enums import AssessmentState, InstrumentKey, Way
from assessments.models import Assessment, Collegium, MeetingDoctor
from assessments.queries import (
    handover_todos,
    hard_todos,
    round_todos,
    talk_todos,
    todos_of_meetings,
)
from assessments.queries.instruments import instrument_of
from assessments.queries.lists import what_of
from assessments.queries.visible import TOLD, WITHDRAWN
from assessments.queries.waiting import from_parts
from assessments.rules.overall import OVERALL_OPENS_DAYS_BEFORE_END
from bt_admin.lib.pieces import Todo
from bt_admin.lib.ready_queries import put_together_once
from bt_admin.lib.swedish import day, period
from placements.enums import ProgrammeRole, ProgrammeState
from placements.models import PlacementPeriod, Programme, ProgrammeAssignment
from regions import access
from regions.models import Region, RegionAssignment, User
from regions.roles import DIRECTOR

# Ours, so that the list has an order; nothing is refused for being late.
ANSWER_WITHIN = timedelta(days=7)
FEED_BACK_WITHIN = timedelta(days=14)
COLLEGIUM_NOTICE = timedelta(days=30)

# What the doctor says to have read: the rest is only told.
IS_ACKNOWLEDGED = Q(instrument=InstrumentKey.OVERALL) | Q(replaces__isnull=False)
MINE = [AssessmentState.REQUESTED, AssessmentState.DRAFT]
BACK = [AssessmentState.RETURNED, AssessmentState.DECLINED]


PARTS = [
    *talk_todos.PARTS,
    *todos_of_meetings.PARTS,
    *round_todos.PARTS,
    *handover_todos.PARTS,
    *hard_todos.PARTS,
]
ROUND_KOLLEGIER = {DIRECTOR, ProgrammeRole.MAIN_SUPERVISOR}


def todos_for(
    user: User, region: Region, today: date, held: Collection[str]
) -> list[Todo]:
    """What this person, with these roles here, should do; earliest due first."""
    found = [
        *from_assessments(user, region, today),
        *overall_to_write(user, region, today),
        *from_parts(PARTS, user, region, today, held),
    ]
    if ROUND_KOLLEGIER.intersection(held):
        found += from_kollegier(user, region, today)
    return sorted(found, key=lambda todo: (todo.due is None, todo.due or today))


# ---------------------------------------------------------------------- assessments
def from_assessments(user: User, region: Region, today: date) -> Iterator[Todo]:
    for row in waiting_assessments(user, region, today):
        yield todo_about(row, region, today)


@put_together_once
def waiting_assessments(user: User, region: Region, today: date) -> QuerySet[Any]:
    """To answer, to change, to read, or to send anew; `last` is the placement's end."""
    to_read = Q(
        IS_ACKNOWLEDGED, programme__doctor__user=user, state=AssessmentState.SIGNED
    )
    run_out = Q(
        requested_by=user, state=AssessmentState.REQUESTED, link__expires_on__lt=today
    )
    rows = Assessment.objects.filter(
        Q(assessor=user, state__in=MINE)
        | Q(requested_by=user, state__in=BACK)
        | to_read
        | run_out,
        region=region,
    ).select_related("programme__doctor__user", "placement", "assessor")
    return rows.annotate(last=Max("placement__periods__ends_on"))


def todo_about(row: Any, region: Region, today: date) -> Todo:
    url = reverse("assessments:assessment", args=[region.slug, row.pk])
    if row.state == AssessmentState.SIGNED:
        return to_read(row, url)
    if row.state in BACK:
        return come_back(row, region)
    if row.assessor is None:
        return to_renew(row, region)
    if row.instrument == InstrumentKey.OVERALL:
        return begun_overall(row, url, today)
    return to_answer(row, url, today)


def to_answer(row: Assessment, url: str, today: date) -> Todo:
    given = instrument_of(row)
    words = {"name": given.name, "doctor": row.programme.doctor.user.full_name}
    where = ", ".join(part for part in (what_of(row), row.setting.lower()) if part)
    if row.state == AssessmentState.DRAFT:
        note = _("Påbörjad. Bara du ser den.")
    elif row.way == Way.TOGETHER:
        note = _("Ifylld tillsammans. Läs och signera, eller skicka tillbaka.")
    else:
        note = _(
            "BT-läkaren har fyllt i sammanhanget. Nivå och en mening återstår, "
            "ungefär %(minutes)s\u00a0minuter."
        ) % {"minutes": given.form_minutes}
    return Todo(
        title=_("Signera %(name)s för %(doctor)s") % words,
        url=url,
        what=f"{where}, {day(row.performed_on)}" if where else day(row.performed_on),
        note=note,
        due=timezone.localdate(row.registered_at) + ANSWER_WITHIN,
        since=timezone.localdate(row.registered_at),
        today=today,
    )


def come_back(row: Assessment, region: Region) -> Todo:
    """A request returned with a comment, or declined: the doctor sends it again."""
    url = reverse("assessments:amend", args=[region.slug, row.pk])
    words = {"name": instrument_of(row).name, "assessor": row.assessed_by.full_name}
    if not row.reason:
        title = _("Välj bedömare för %(name)s") % words
        return Todo(title=title, url=url, what=_("Du tog tillbaka din begäran."))
    if row.state == AssessmentState.DECLINED:
        title = _("Välj en annan bedömare för %(name)s") % words
        what = _("%(assessor)s har tackat nej.") % words
    else:
        title = _("Ändra begäran om %(name)s") % words
        what = _("%(assessor)s har skickat tillbaka den.") % words
    return Todo(title=title, url=url, what=what, note=f"”{row.reason}”")


def to_renew(row: Assessment, region: Region) -> Todo:
    """A personal link that nobody used in time."""
    return Todo(
        title=_("Skicka en ny länk till %s") % row.assessed_by,
        url=reverse("assessments:renew_link", args=[region.slug, row.pk]),
        what=f"{instrument_of(row).name}, {day(row.performed_on)}",
        note=_("Länken har gått ut. Du kan också välja någon annan."),
    )


def to_read(row: Assessment, url: str) -> Todo:
    if row.replaces_id:
        return to_read_again(row, url)
    return Todo(
        title=_("Läs den sammantagna bedömningen"),
        url=url,
        what=row.placement.title if row.placement else "",
        note=_("Skriven av %(assessor)s.") % {"assessor": row.assessed_by.full_name},
    )


def to_read_again(row: Assessment, url: str) -> Todo:
    words = {"name": instrument_of(row).name, "assessor": row.assessed_by.full_name}
    where = [day(row.performed_on), *([row.placement.title] if row.placement else [])]
    return Todo(
        title=_("Läs den rättade bedömningen"),
        url=url,
        what=", ".join([words["name"], *where]),
        note=_("Bedömd av %(assessor)s. Den gamla versionen finns kvar.") % words,
    )


def begun_overall(row: Any, url: str, today: date) -> Todo:
    together = row.way == Way.TOGETHER
    return Todo(
        title=overall_title(row.programme),
        url=url,
        what=row.placement.title if row.placement else "",
        note=_("Ifylld tillsammans. Läs, ändra det som behövs och signera.")
        if together
        else _("Påbörjad. Bara du ser den."),
        due=row.last,
        today=today,
    )


def overall_title(programme: Programme) -> str:
    words = {"doctor": programme.doctor.user.full_name}
    return _("Skriv sammantagen bedömning av %(doctor)s") % words


# ---------------------------------------------------------------- overall to be filed
def overall_to_write(user: User, region: Region, today: date) -> Iterator[Todo]:
    """Placements that have ended, or soon will, where nobody has begun to write."""
    soon = today + timedelta(days=OVERALL_OPENS_DAYS_BEFORE_END - 1)
    for row in unwritten(user, region, today, soon):
        placement = row.placement
        assert placement is not None
        yield Todo(
            title=overall_title(row.programme),
            url=reverse("assessments:overall", args=[region.slug, placement.pk]),
            what=f"{placement.title}, {period(row.first, row.last)}",
            due=row.last,
            today=today,
        )


@put_together_once
def unwritten(user: User, region: Region, today: date, soon: date) -> QuerySet[Any]:
    """The person's assignments as handledare where the overall assessment is due: the
    placement has ended, or does so at the latest on the day `soon`.

    Whoever was handledare on the last day writes it, also after the assignment ended.
    """
    begun = Assessment.objects.filter(
        placement=OuterRef("placement"), instrument=InstrumentKey.OVERALL
    ).exclude(state__in=WITHDRAWN)
    return (
        ProgrammeAssignment.objects.filter(
            ~Exists(begun),
            user=user,
            region=region,
            role=ProgrammeRole.PLACEMENT_SUPERVISOR,
            starts__lte=today,
        )
        .annotate(
            first=Min("placement__periods__starts_on"),
            last=Max("placement__periods__ends_on"),
        )
        .filter(last__lte=soon, starts__lte=F("last"))
        .filter(Q(ends__isnull=True) | Q(ends__gte=F("last")) | Q(ends__gte=today))
        .select_related("placement", "programme__doctor__user")
        .order_by("last")
    )


# ------------------------------------------------------------------------- kollegier
def from_kollegier(user: User, region: Region, today: date) -> Iterator[Todo]:
    for programme in programmes_with_kollegium(user, region, today):
        if programme.feeds_back and programme.waiting:
            yield to_feed_back(programme, region, today)
        if programme.directs and is_to_be_held(programme, today):
            yield from to_record(programme, region, today)


def is_to_be_held(programme: Any, today: date) -> bool:
    """No kollegium held or called, and not over.

    Asked of the rows found: in the query it would be asked of every programme.
    """
    if programme.held or programme.listed:
        return False
    return programme.last is not None and programme.last >= today


@put_together_once
def programmes_with_kollegium(user: User, region: Region, today: date) -> QuerySet[Any]:
    """The programmes whose kollegium this person documents or feeds back. One query.

    Documents: where the region says when, and none has been held yet.
    """
    collegia = Collegium.objects.filter(TOLD, programme=OuterRef("pk"))
    waiting = collegia.filter(fed_back_on__isnull=True).order_by("held_on")
    periods = PlacementPeriod.objects.filter(placement__programme=OuterRef("pk"))
    rows = Programme.objects.filter(region=region).annotate(
        directs=Exists(
            RegionAssignment.objects.filter(
                access.in_force(today), user=user, region=region,
                role=DIRECTOR,
            )
        ),
        feeds_back=Exists(
            ProgrammeAssignment.objects.filter(
                access.in_force(today), programme=OuterRef("pk"), user=user,
                role=ProgrammeRole.MAIN_SUPERVISOR,
            )
        ),
        held=Exists(collegia),
        listed=Exists(MeetingDoctor.objects.filter(programme=OuterRef("pk"))),
        waiting=Subquery(waiting.values("pk")[:1]),
        waiting_since=Subquery(waiting.values("held_on")[:1]),
        last=Subquery(periods.order_by("-ends_on").values("ends_on")[:1]),
        share=F("model__settings__kollegium__at_share_of_programme"),
    )  # fmt: skip
    under_way = Q(
        directs=True,
        held=False,
        listed=False,
        state__in=[ProgrammeState.PLANNED, ProgrammeState.IN_SERVICE],
        starts_on__lte=today,
        share__isnull=False,
    )
    return rows.filter(
        under_way | Q(feeds_back=True, waiting__isnull=False)
    ).select_related("doctor__user")


def to_feed_back(programme: Any, region: Region, today: date) -> Todo:
    words = {"doctor": programme.doctor.user.full_name}
    return Todo(
        title=_("Gå igenom kollegiets bedömning med %(doctor)s") % words,
        url=reverse("assessments:collegium", args=[region.slug, programme.waiting]),
        what=_("BT-kollegium %(day)s") % {"day": day(programme.waiting_since)},
        note=_("BT-läkaren ser den när du har registrerat samtalet."),
        due=programme.waiting_since + FEED_BACK_WITHIN,
        today=today,
    )


def to_record(programme: Any, region: Region, today: date) -> Iterator[Todo]:
    """When the region holds its kollegium, and not months ahead."""
    served = (programme.last - programme.starts_on) * programme.share
    due = programme.starts_on + served
    if due - COLLEGIUM_NOTICE > today:
        return
    yield Todo(
        title=_("Dokumentera BT-kollegiet för %(doctor)s")
        % {"doctor": programme.doctor.user.full_name},
        url=reverse("assessments:collegium_new", args=[region.slug, programme.pk]),
        what=_("Ungefär halvvägs är %(day)s") % {"day": day(due)},
        due=due,
        today=today,
    )
