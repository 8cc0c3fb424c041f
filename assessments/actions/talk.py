"""Handledarsamtal: planned, changed, held, cancelled; written in, and closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.enums import TalkKind, TalkState
from assessments.models import Talk, TalkTopic
from assessments.queries.talks import (
    parties_of,
    placement_on,
    plan_talk_facts,
    talk_facts,
    time_facts,
)
from assessments.rules.talks import (
    may_add_topic,
    may_be_at,
    may_cancel_talk,
    may_change_talk,
    may_close_talk,
    may_hold_talk,
    may_plan_talk,
    may_write_in_talk,
)
from placements.models import Programme
from placements.queries.plan import read_plan
from regions import audit, mail
from regions.events import Event
from regions.models import User


@dataclass(frozen=True)
class When:
    """When a talk is, how long, and how and where they meet."""

    starts_at: datetime
    minutes: int
    place_kind: str
    place: str = ""


@transaction.atomic
def plan_talk(
    *,
    programme: Programme,
    supervisor: User,
    when: When,
    template: str = "",
    topics: Iterable[str] = (),
    by: User,
    at: datetime,
) -> Talk:
    """Put a talk in; the other one is told. Asked for again, the same talk comes back."""
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    read_plan(programme)
    on = timezone.localdate(when.starts_at)
    facts = plan_talk_facts(
        programme,
        supervisor,
        by=by,
        time=time_facts(programme, on, when.minutes),
        today=timezone.localdate(at),
    )
    may_plan_talk(facts).require()
    same = Talk.objects.filter(
        programme=programme,
        supervisor=supervisor,
        starts_at=when.starts_at,
        state=TalkState.PLANNED,
    ).select_related("region")
    if found := same.first():
        return found
    talk = Talk.objects.create(
        region=programme.region,
        programme=programme,
        placement=placement_on(programme, on),
        supervisor=supervisor,
        template=template,
        planned_by=by,
        planned_at=at,
        changed_by=by,
        changed_at=at,
        **vars(when),
    )
    put_topics(talk, topics, by, at)
    record(Event.TALK_PLANNED, talk, by, at)
    tell_the_other(talk, by=by, at=at, about="planned", notice=mail.INVITATION)
    return talk


@transaction.atomic
def change_talk(
    *, talk: Talk, when: When, version: int | None = None, by: User, at: datetime
) -> Talk:
    """Move a planned talk, or say how and where; the other one is told."""
    talk = locked(talk)
    may_change_talk(talk_facts(talk, by=by, now=at, version=version)).require()
    read_plan(talk.programme)
    on = timezone.localdate(when.starts_at)
    may_be_at(time_facts(talk.programme, on, when.minutes)).require()
    if all(getattr(talk, key) == value for key, value in vars(when).items()):
        return talk
    write_time(talk, when)
    save(talk, by, at)
    record(Event.TALK_CHANGED, talk, by, at)
    tell_the_other(
        talk, by=by, at=at, about=f"changed-{talk.version}", notice=mail.INVITATION
    )
    return talk


@transaction.atomic
def cancel_talk(*, talk: Talk, reason: str, by: User, at: datetime) -> Talk:
    """The talk will not be; the other one is told, and can read why."""
    talk = locked(talk)
    may_cancel_talk(talk_facts(talk, by=by, now=at), reason).require()
    talk.state, talk.reason = TalkState.CANCELLED, reason.strip()
    save(talk, by, at)
    record(Event.TALK_CANCELLED, talk, by, at)
    tell_the_other(talk, by=by, at=at, about="cancelled", notice=mail.NEWS)
    return talk


@transaction.atomic
def hold_talk(
    *,
    talk: Talk,
    when: When,
    in_working_hours: bool,
    notes: str | None = None,
    version: int | None = None,
    by: User,
    at: datetime,
) -> Talk:
    """The talk was held: when it was in fact, and whether in working hours.

    `notes` None leaves what has been written; the two may go on writing.
    """
    talk = locked(talk)
    read_plan(talk.programme)
    write_time(talk, when)
    may_hold_talk(talk_facts(talk, by=by, now=at, version=version)).require()
    on = timezone.localdate(when.starts_at)
    may_be_at(time_facts(talk.programme, on, when.minutes)).require()
    talk.state, talk.in_working_hours = TalkState.HELD, in_working_hours
    talk.notes = talk.notes if notes is None else notes.strip()
    save(talk, by, at)
    record(Event.TALK_HELD, talk, by, at)
    return talk


@transaction.atomic
def write_notes(
    *, talk: Talk, notes: str, version: int | None = None, by: User, at: datetime
) -> Talk:
    """What they talked about. What the other wrote meanwhile is not overwritten."""
    talk = locked(talk)
    may_write_in_talk(talk_facts(talk, by=by, now=at, version=version)).require()
    if talk.notes == notes.strip():
        return talk
    talk.notes = notes.strip()
    save(talk, by, at)
    record(Event.TALK_WRITTEN, talk, by, at)
    return talk


@transaction.atomic
def add_topic(*, talk: Talk, text: str, by: User, at: datetime) -> Talk:
    """Something one of them wants to take up."""
    talk = locked(talk)
    known = tuple(talk.topics.values_list("text", flat=True))
    may_add_topic(talk_facts(talk, by=by, now=at), text, known).require()
    put_topics(talk, [text], by, at)
    record(Event.TALK_WRITTEN, talk, by, at)
    return talk


@transaction.atomic
def remove_topic(*, talk: Talk, topic: UUID | None, by: User, at: datetime) -> Talk:
    """Take a topic away, while the talk is open; gone twice is gone once."""
    talk = locked(talk)
    may_write_in_talk(talk_facts(talk, by=by, now=at)).require()
    gone, _kinds = talk.topics.filter(pk__in=[topic] if topic else []).delete()
    if gone:
        record(Event.TALK_WRITTEN, talk, by, at)
    return talk


@transaction.atomic
def close_talk(*, talk: Talk, by: User, at: datetime) -> Talk:
    """Nothing more is written; from now on the database keeps it as it is."""
    talk = locked(talk)
    may_close_talk(talk_facts(talk, by=by, now=at)).require()
    talk.state = TalkState.DOCUMENTED
    save(talk, by, at)
    record(Event.TALK_CLOSED, talk, by, at)
    return talk


# --------------------------------------------------------------------------- parts
def locked(talk: Talk) -> Talk:
    rows = Talk.objects.select_for_update(of=("self",)).select_related(
        "region", "programme__region", "programme__doctor__user", "supervisor",
        "changed_by",
    )  # fmt: skip
    return rows.get(pk=talk.pk)


def write_time(talk: Talk, when: When) -> None:
    for key, value in vars(when).items():
        setattr(talk, key, value)
    if talk.kind == TalkKind.HANDOVER:
        return
    talk.placement = placement_on(talk.programme, timezone.localdate(when.starts_at))


def save(talk: Talk, by: User, at: datetime) -> None:
    talk.changed_by, talk.changed_at = by, at
    talk.version += 1
    talk.save()


def put_topics(talk: Talk, topics: Iterable[str], by: User, at: datetime) -> None:
    """At the end of the list, each once."""
    known = talk.topics.count()
    texts = dict.fromkeys(text.strip() for text in topics if text.strip())
    TalkTopic.objects.bulk_create(
        TalkTopic(
            region_id=talk.region_id,
            talk=talk,
            text=text,
            added_by=by,
            added_at=at,
            position=known + number,
        )
        for number, text in enumerate(texts, start=1)
    )


def record(event: Event, talk: Talk, by: User, at: datetime) -> None:
    """That something happened, never what was said: the log has more readers."""
    audit.record(event, about=talk, by=by, at=at, programme=talk.programme)


def tell_the_other(
    talk: Talk, *, by: User, at: datetime, about: str, notice: str
) -> None:
    for user in {*parties_of(talk)} - {by}:
        mail.notify(
            user, talk.get_absolute_url(), region=talk.region, by=by, at=at,
            notice=notice, key=f"talk-{about}:{talk.pk}",
        )  # fmt: skip
