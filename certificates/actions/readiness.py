"""Telling those who owe the final judgement something, once, of their own part."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from certificates.actions.delmal import locked
from certificates.models import FinalDebt
from certificates.queries.readiness import final_debts, standing_debts
from certificates.rules.readiness import Debt, debtors, owed_by
from placements.models import Programme
from placements.queries import permissions_on
from regions import audit, mail
from regions.events import Event
from regions.models import User
from regions.roles import Permission


@transaction.atomic
def tell_final_debts(*, programme: Programme, at: datetime) -> int:
    """Bring everybody's list up to date; how many were told for the first time.

    Run again it tells nobody twice: the row is the memory, and the e-mail's key too.
    """
    programme = locked(programme)
    debts = final_debts(programme, timezone.localdate(at))
    rows = {row.debtor_id: row for row in standing_debts(programme)}
    owing = {one.id: owed_by(one, debts) for one in debtors(debts)}
    for key, row in rows.items():
        keep(row, owing.get(key, ()), at)
    unknown = [str(key) for key in owing if key not in rows]
    users = User.objects.filter(pk__in=unknown, is_active=True)
    told = [user for user in users.order_by("pk") if may_open(user, programme)]
    for user in told:
        tell_first(programme, user, owing[user.pk], at)
    return len(told)


def may_open(user: User, programme: Programme) -> bool:
    """Nobody is sent to a page that is closed to them; the assessor has a task anyway."""
    return Permission.SEE in permissions_on(user, programme)


def keep(row: FinalDebt, owed: tuple[Debt, ...], at: datetime) -> None:
    """The same row with what is left; settled when nothing is."""
    was = (row.keys, row.due, row.settled_at)
    if owed:
        row.keys, row.due, row.settled_at = keys_of(owed), owed[0].due, None
    elif row.settled_at is None:
        row.settled_at = at
    if was != (row.keys, row.due, row.settled_at):
        row.save(update_fields=["keys", "due", "settled_at"])


def tell_first(
    programme: Programme, user: User, owed: tuple[Debt, ...], at: datetime
) -> None:
    row = FinalDebt.objects.create(
        region_id=programme.region_id,
        programme=programme,
        debtor=user,
        keys=keys_of(owed),
        due=owed[0].due,
        told_at=at,
    )
    audit.record(
        Event.FINAL_DEBTS_TOLD, about=row, by=None, at=at, programme=programme,
        told=str(user.pk),
    )  # fmt: skip
    mail.notify(
        user,
        reverse("certificates:final", args=[programme.region.slug, programme.pk]),
        region=programme.region,
        key=f"final-debts:{programme.pk}",
        by=None,
        at=at,
    )


def keys_of(owed: tuple[Debt, ...]) -> list[str]:
    return [debt.key for debt in owed]
