"""Facts about people, registered by those who have seen the paper."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, no
from regions import access, audit
from regions.enums import QualificationKind
from regions.events import Event
from regions.models import Qualification, Region, User
from regions.roles import Permission

# These are told apart by name: a speciality, or the country of a degree or licence.
NAMED = {
    QualificationKind.DEGREE,
    QualificationKind.LICENCE,
    QualificationKind.SPECIALITY,
    QualificationKind.SPECIALITY_TRAINING,
}


@transaction.atomic
def register_qualification(
    *,
    region: Region,
    user: User,
    kind: QualificationKind,
    name: str,
    on: date,
    by: User,
    at: datetime,
) -> Qualification:
    """Note that somebody has this qualification from this day.

    The same fact again changes nothing. Refused at the field when the date lies ahead
    or a name is missing; a date that contradicts what is known is refused too.
    """
    refuse_incomplete(kind, name, on, at)
    user = User.objects.select_for_update().get(pk=user.pk)
    found, created = Qualification.objects.get_or_create(
        user=user, kind=kind, name=name if kind in NAMED else "", defaults={"on": on}
    )
    if not created and found.on != on:
        raise Refused(
            no(
                "qualification.other_date",
                _(
                    "Uppgiften är redan registrerad, med datum %s. Är det fel, välj "
                    "Rätta en uppgift."
                )
                % found.on,
                HOUSE,
                field="on",
            )
        )
    if created:
        audit.record(
            Event.QUALIFICATION_REGISTERED,
            about=user, region=region, by=by, at=at, kind=kind, on=str(on),
        )  # fmt: skip
    return found


@transaction.atomic
def correct_qualification(
    *,
    region: Region,
    user: User,
    qualification: str,
    on: date | None,
    by: User,
    at: datetime,
) -> None:
    """Another date, or none: then the fact was never true and is taken away.

    `qualification` is its key among the person's own. What was signed on it stays
    signed. Gone already, or the same date: nothing is written.
    """
    access.require(by, Permission.PLAN, region)
    user = User.objects.select_for_update().get(pk=user.pk)
    row = Qualification.objects.filter(user=user, pk=qualification).first()
    if row is None or row.on == on:
        return
    if on is not None:
        refuse_incomplete(QualificationKind(row.kind), row.name, on, at)
    before, kind = row.on, row.kind
    if on is None:
        row.delete()
    else:
        row.on = on
        row.save(update_fields=["on"])
    audit.record(
        Event.QUALIFICATION_CORRECTED, about=user, region=region, by=by, at=at,
        kind=kind, before=str(before), on=str(on or ""),
    )  # fmt: skip


def refuse_incomplete(
    kind: QualificationKind, name: str, on: date, at: datetime
) -> None:
    if kind in NAMED and not name:
        text = _("Ange land för examen och legitimation, och specialitet för övriga.")
        raise Refused(no("qualification.name", text, HOUSE, field="name"))
    if on > at.date():
        text = _("Datumet kan inte ligga framåt i tiden.")
        raise Refused(no("qualification.future", text, HOUSE, field="on"))


@transaction.atomic
def change_own_facts(
    *, user: User, region: Region, title: str, workplace: str, phone: str, at: datetime
) -> User:
    """What stands beside a person's name on certificates and in lists."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.title, user.workplace, user.phone = title, workplace, phone
    user.save(update_fields=["title", "workplace", "phone"])
    audit.record(Event.OWN_FACTS_CHANGED, about=user, region=region, by=user, at=at)
    return user
