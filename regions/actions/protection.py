"""Skyddade personuppgifter are recorded and ended, and it is said who may see them."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from regions import access, audit
from regions.context import in_region
from regions.events import Event
from regions.models import Protection, ProtectionReader, Region, User
from regions.protection import protection_facts, unattended
from regions.roles import Permission
from regions.rules.protection import may_be_readers, may_record_protection


@transaction.atomic
def record_protection(
    *,
    person: User,
    region: Region,
    kind: str,
    ground: str,
    readers: Collection[User],
    mail_asked_on: date | None = None,
    by: User,
    at: datetime,
) -> Protection:
    """From now on nobody but the readers, and those with a part in the BT, see them.

    By whoever plans, so that nobody has to wait. Refused a second time.
    """
    access.require(by, Permission.PLAN, region)
    User.objects.select_for_update().get(pk=person.pk)
    may_record_protection(protection_facts(person, region, list(readers))).require()
    row = Protection.objects.create(
        region=region, user=person, kind=kind, ground=ground,
        mail_asked_on=mail_asked_on, recorded_by=by, recorded_at=at,
    )  # fmt: skip
    for user in dict.fromkeys(readers):
        ProtectionReader.objects.create(
            region=region, protection=row, user=user, named_by=by, named_at=at
        )
    audit.record(
        Event.PROTECTION_RECORDED, about=row, by=by, at=at,
        kind=kind, readers=sorted(str(user.pk) for user in readers),
    )  # fmt: skip
    return row


@transaction.atomic
def name_reader(*, protection: Protection, user: User, by: User, at: datetime) -> None:
    """One more may see the person. By whoever certifies; again is nothing."""
    row = locked(protection, by)
    now = readers_of(row)
    if row.ended_at is not None or user in now:
        return
    may_be_readers(protection_facts(row.user, row.region, [*now, user])).require()
    reader = ProtectionReader.objects.create(
        region=row.region, protection=row, user=user, named_by=by, named_at=at
    )
    audit.record(
        Event.PROTECTION_READER_NAMED, about=reader, by=by, at=at, user=str(user.pk)
    )


@transaction.atomic
def end_reader(*, protection: Protection, user: User, by: User, at: datetime) -> None:
    """They see the person no more. Not the last who certifies; again is nothing."""
    row = locked(protection, by)
    now = readers_of(row)
    if row.ended_at is not None or user not in now:
        return
    left = [one for one in now if one != user]
    may_be_readers(protection_facts(row.user, row.region, left)).require()
    reader = row.readers.get(user=user, ended_at=None)
    reader.ended_by, reader.ended_at = by, at
    reader.save(update_fields=["ended_by", "ended_at"])
    audit.record(
        Event.PROTECTION_READER_ENDED, about=reader, by=by, at=at, user=str(user.pk)
    )


@transaction.atomic
def change_mail(
    *, protection: Protection, asked_on: date | None, by: User, at: datetime
) -> None:
    """E-mail is sent since the person asked for it on this day; None is never."""
    row = locked(protection, by)
    if row.ended_at is not None or row.mail_asked_on == asked_on:
        return
    row.mail_asked_on = asked_on
    row.save(update_fields=["mail_asked_on"])
    audit.record(
        Event.PROTECTION_MAIL_CHANGED, about=row, by=by, at=at,
        asked_on=str(asked_on or ""),
    )  # fmt: skip


@transaction.atomic
def end_protection(
    *, protection: Protection, reason: str, by: User, at: datetime
) -> None:
    """Everybody's rights count again. Who could see, and when, stays on record."""
    row = locked(protection, by)
    if row.ended_at is not None:
        return
    row.ended_by, row.ended_at, row.ended_reason = by, at, reason
    row.save(update_fields=["ended_by", "ended_at", "ended_reason"])
    row.readers.filter(ended_at=None).update(ended_by=by, ended_at=at)
    audit.record(Event.PROTECTION_ENDED, about=row, by=by, at=at)


@transaction.atomic
def take_over(*, region: Region, by: User, at: datetime) -> int:
    """See those of whom nobody who certifies is left, and say how many; again is none.

    By whoever looks after the roles and certifies: else nobody could ever change or end
    it. What was not to be seen is seen from then on, and the log says so.
    """
    access.require(by, Permission.ADMINISTER, region)
    access.require(by, Permission.CERTIFY, region)
    audit.last_row_locked(region.pk)  # the second of two waits here, and finds none
    with in_region(region.pk):  # to `by` they do not exist yet
        rows = list(unattended(region).select_for_update(of=("self",)))
        for row in rows:
            reader = ProtectionReader.objects.create(
                region=region, protection=row, user=by, named_by=by, named_at=at
            )
            audit.record(Event.PROTECTION_TAKEN_OVER, about=reader, by=by, at=at)
    return len(rows)


def locked(protection: Protection, by: User) -> Protection:
    """The row as it is now. Only for whoever certifies: the database hides it else."""
    access.require(by, Permission.CERTIFY, protection.region)
    rows = Protection.objects.select_for_update(of=("self",))
    return rows.select_related("user", "region").get(pk=protection.pk)


def readers_of(row: Protection) -> list[User]:
    rows = row.readers.filter(ended_at=None).select_related("user")
    return [one.user for one in rows]
