"""The same decision about several applications, each by the rules of one."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from bt_admin.lib.verdicts import Refused
from recruitment.actions import screening
from recruitment.actions.screening import Sent
from recruitment.models import Application, RecruitmentRound
from recruitment.queries.deciding_many import chosen, line_for
from regions import access, audit
from regions.events import Event
from regions.models import User
from regions.roles import Permission


@transaction.atomic
def decide_many(
    *,
    round: RecruitmentRound,
    shown: Mapping[str, int],
    to: str,
    reason: str,
    by: User,
    at: datetime,
) -> Sent:
    """Decide about those that were shown, {application's key: its version then}.

    Each gets the letter that was shown. Who has been decided about, withdrawn or
    complemented meanwhile, or whom the reason is not true of, is left out.
    """

    def one(row: Application) -> None:
        text = line_for(row, to, reason, at).text
        screening.decide(application=row, to=to, reason=reason, text=text, by=by, at=at)

    result = for_each(round, shown, one, by)
    audit.record(
        Event.CASES_DECIDED, about=round, by=by, at=at, number=result.number,
        state=str(to), reason=reason,
    )  # fmt: skip
    return result


@transaction.atomic
def undo_many(
    *, round: RecruitmentRound, shown: Mapping[str, int], by: User, at: datetime
) -> Sent:
    """Take back what was decided, where nothing has been sent or decided since."""

    def one(row: Application) -> None:
        screening.undo(application=row, by=by, at=at)

    result = for_each(round, shown, one, by)
    audit.record(Event.CASES_UNDECIDED, about=round, by=by, at=at, number=result.number)
    return result


def for_each(
    round: RecruitmentRound,
    shown: Mapping[str, int],
    one: Callable[[Application], object],
    by: User,
) -> Sent:
    """Do it to each that is as it was shown; a refusal leaves that one as it is."""
    access.require(by, Permission.RECRUIT, round.region)
    keys = [row.pk for row in chosen(by, round, list(shown))]
    rows = Application.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    number, left_out = 0, []
    for row in rows.select_related("region", "round__region").order_by("pk"):
        if row.version == shown[str(row.pk)] and done(one, row):
            number += 1
        else:
            left_out.append(row)
    return Sent(number, sorted(left_out, key=lambda row: row.number or 0))


def done(one: Callable[[Application], object], row: Application) -> bool:
    try:
        one(row)
    except Refused:
        return False
    return True
