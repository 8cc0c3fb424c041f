"""The BT-kollegium's judgement: recorded, and gone through with the doctor."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.enums import CollegiumOutcome, MeetingState
from assessments.models import AgreedAction, Collegium
from assessments.queries import collegium_facts, feed_back_facts, main_supervisor
from assessments.rules.collegium import (
    may_agree,
    may_feed_back,
    may_record_collegium,
)
from assessments.rules.keeping import may_record_once
from placements.models import Programme
from regions import access, audit, mail
from regions.events import Event
from regions.models import User


@dataclass(frozen=True)
class Agreed:
    """What is to be done, by whom and by when."""

    what: str
    owner: User
    due_on: date


@transaction.atomic
def record_collegium(
    *,
    programme: Programme,
    held_on: date,
    outcome: str,
    strengths: str,
    development: str,
    actions_agreed: str = "",
    follow_up_on: date | None = None,
    agreed: tuple[Agreed, ...] = (),
    by: User,
    at: datetime,
) -> Collegium:
    """Record what the kollegium came to. Not told to the doctor: that is a talk."""
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    given = {
        "held_on": held_on,
        "outcome": outcome,
        "strengths": strengths.strip(),
        "development": development.strip(),
        "actions_agreed": actions_agreed.strip(),
        "follow_up_on": follow_up_on,
    }
    today = timezone.localdate(at)
    facts = collegium_facts(programme, by=by, today=today, planned=len(agreed), **given)
    may_record_collegium(facts).require()
    may_record_once(held_on, held(programme)).require()
    may_agree(tuple(one.due_on for one in agreed), held_on).require()
    collegium = Collegium.objects.create(
        region_id=programme.region_id,
        programme=programme,
        documented_by=by,
        documented_at=at,
        **given,
    )
    write_agreed(collegium, agreed)
    # The doctor can read the log: the outcome stays out of it.
    audit.record(
        Event.COLLEGIUM_RECORDED, about=collegium, by=by, at=at, programme=programme
    )
    tell_who_acts(collegium, by=by, at=at)
    return collegium


def write_agreed(collegium: Collegium, agreed: tuple[Agreed, ...]) -> None:
    """Make these the actions of the judgement."""
    AgreedAction.objects.filter(collegium=collegium).delete()
    AgreedAction.objects.bulk_create(
        AgreedAction(
            region_id=collegium.region_id,
            collegium=collegium,
            what=one.what.strip(),
            owner=one.owner,
            due_on=one.due_on,
        )
        for one in agreed
    )


def held(programme: Programme) -> tuple[date, ...]:
    """The days of the kollegier that are already recorded."""
    rows = Collegium.objects.filter(programme=programme)
    return tuple(rows.values_list("held_on", flat=True))


@transaction.atomic
def feed_back(*, collegium: Collegium, on: date, by: User, at: datetime) -> Collegium:
    """The judgement has been gone through with the doctor, who may read it from now."""
    collegium = (
        Collegium.objects.select_for_update(of=("self",))
        .select_related(
            "region", "meeting", "programme__region", "programme__doctor__user"
        )
        .get(pk=collegium.pk)
    )
    facts = feed_back_facts(collegium, by=by, on=on, today=timezone.localdate(at))
    may_feed_back(facts).require()
    collegium.fed_back_on, collegium.fed_back_by, collegium.fed_back_at = on, by, at
    collegium.save(update_fields=["fed_back_on", "fed_back_by", "fed_back_at"])
    audit.record(
        Event.COLLEGIUM_FED_BACK,
        about=collegium,
        by=by,
        at=at,
        programme=collegium.programme,
    )
    move_on(collegium)
    doctor = collegium.programme.doctor.user
    tell(doctor, collegium, by=by, at=at, about="fed-back", notice=mail.NEWS)
    return collegium


def move_on(collegium: Collegium) -> None:
    """The meeting is fed back when everybody it talked about has had the talk."""
    meeting = collegium.meeting
    if meeting is None:
        return
    waiting = Collegium.objects.filter(meeting=meeting, fed_back_on__isnull=True)
    if not waiting.exists():
        meeting.state = MeetingState.FED_BACK
        meeting.save(update_fields=["state"])


def tell_who_acts(collegium: Collegium, *, by: User, at: datetime) -> None:
    """The huvudansvariga has a talk to hold; a risk reaches the AT/BT-chef too."""
    today = timezone.localdate(at)
    if supervisor := main_supervisor(collegium.programme, today):
        tell(supervisor, collegium, by=by, at=at, about="feed-back")
    if collegium.outcome == CollegiumOutcome.AT_RISK:
        for user in access.holders("bt_manager", collegium.region, today):
            tell(user, collegium, by=by, at=at, about="risk", notice=mail.NEWS)


def tell(
    user: User,
    collegium: Collegium,
    *,
    by: User,
    at: datetime,
    about: str,
    notice: str = mail.TASK,
) -> None:
    path = reverse("assessments:collegium", args=[collegium.region.slug, collegium.pk])
    mail.notify(
        user, path, region=collegium.region, by=by, at=at, notice=notice,
        key=f"{about}:{collegium.pk}",
    )  # fmt: skip
