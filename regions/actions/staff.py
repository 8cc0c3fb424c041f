"""The people around the doctors: added to a region, and their facts put right."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, no
from regions import access, audit, mail
from regions.actions.employments import register_employment
from regions.actions.people import (
    address_taken,
    is_known_in,
    number_taken,
    register_person,
)
from regions.actions.rights import give_role
from regions.events import Event
from regions.models import Region, RegionAssignment, Unit, User
from regions.queries import people_in
from regions.roles import Permission

MANAGER = "bt_manager"


@transaction.atomic
def add_person(
    *,
    region: Region,
    first_name: str,
    last_name: str,
    email: str,
    personal_number: str,
    title: str,
    unit: Unit | None,
    role: str,
    starts: date,
    by: User,
    at: datetime,
) -> User:
    """Somebody serves at a unit, has a role in the region, or both, from a day.

    Refused without either: nothing would tie the person to the region. Somebody who is
    here already by the same name and address is that person.
    """
    access.require(by, Permission.PLAN, region)
    if unit is None and not role:
        text = "Välj en enhet eller en roll. Annars hör personen inte till regionen."
        raise Refused(no("person.nowhere", text, HOUSE, field="unit"))
    names = {"first_name": first_name, "last_name": last_name}
    here = people_in(region).filter(email__iexact=email, **names).first()
    user = here or register_person(
        region=region, email=email, personal_number=personal_number,
        licence_on=None, by=by, at=at, **names,
    )  # fmt: skip
    fill_in(user, title, str(unit or ""))
    tie: dict[str, Any] = {"region": region, "user": user, "starts": starts}
    if unit is not None:
        register_employment(unit=unit, ends=None, by=by, at=at, **tie)
    if role:
        give_role(role=role, unit=unit, ends=None, by=by, at=at, **tie)
    return user


@transaction.atomic
def name_first_manager(
    *, region: Region, first_name: str, last_name: str, email: str, at: datetime
) -> User:
    """Who adds everybody else, in a region where nobody does: done by whoever installs.

    Refused when somebody has the role, or is about to.
    """
    audit.last_row_locked(region.pk)  # two at the same time: the second waits here
    today = timezone.localdate(at)
    held = RegionAssignment.objects.filter(region=region, role=MANAGER)
    if held.filter(Q(ends__isnull=True) | Q(ends__gte=today)).exists():
        text = f"{region.name} har redan en AT/BT-chef, som kan lägga till fler."
        raise Refused(no("manager.known", text, HOUSE))
    user = register_person(
        region=region, first_name=first_name, last_name=last_name, email=email,
        personal_number="", licence_on=None, by=None, at=at,
    )  # fmt: skip
    row = RegionAssignment(region=region, user=user, role=MANAGER, starts=today)
    access.assign(row)
    audit.record(
        Event.ROLE_GIVEN, about=row, by=None, at=at,
        user=str(user.pk), role=MANAGER, starts=str(today), ends="",
    )  # fmt: skip
    return user


def fill_in(user: User, title: str, workplace: str) -> None:
    """What stands beside the name, where nothing does."""
    user.title, user.workplace = user.title or title, user.workplace or workplace
    user.save(update_fields=["title", "workplace"])


@transaction.atomic
def change_person(
    *,
    region: Region,
    user: User,
    first_name: str,
    last_name: str,
    email: str,
    personal_number: str,
    title: str,
    workplace: str,
    by: User,
    at: datetime,
) -> User:
    """Put somebody's facts right; an empty `personal_number` leaves it as it is.

    What is signed keeps the name it was signed with. A new e-mail address is told to
    the old one and the new one. Nothing changed: nothing is written.
    """
    access.require(by, Permission.PLAN, region)
    user = User.objects.select_for_update().get(pk=user.pk)
    if not is_known_in(region, user):
        raise User.DoesNotExist
    asked = {
        "first_name": first_name, "last_name": last_name, "email": email,
        "personal_number": personal_number or user.personal_number,
        "title": title, "workplace": workplace,
    }  # fmt: skip
    changed = {key: asked[key] for key in asked if getattr(user, key) != asked[key]}
    if not changed:
        return user
    refuse_taken(region, user, asked["personal_number"], email)
    before = user.email
    for key, value in changed.items():
        setattr(user, key, value)
    save_once(user, list(changed))
    row = audit.record(
        Event.PERSON_CHANGED, about=user, region=region, by=by, at=at,
        fields=sorted(changed),
    )  # fmt: skip
    if "email" in changed:
        tell_both(user, before, region, key=str(row.pk), by=by, at=at)
    return user


def save_once(user: User, fields: list[str]) -> None:
    try:
        with transaction.atomic():
            user.save(update_fields=fields)
    except IntegrityError:  # somebody else was a moment quicker
        raise Refused(address_taken()) from None


def refuse_taken(region: Region, user: User, number: str, email: str) -> None:
    others = User.objects.exclude(pk=user.pk)
    theirs = others.filter(personal_number=number).first() if number else None
    if theirs is not None:
        raise Refused(number_taken(region, theirs))
    if others.filter(email__iexact=email).exists():
        raise Refused(address_taken())


def tell_both(
    user: User, before: str, region: Region, *, key: str, by: User, at: datetime
) -> None:
    """The one who reads the old address must be able to say that it is wrong."""
    path = f"{region.get_absolute_url()}mina-uppgifter/"
    for number, to in enumerate((before, user.email)):
        mail.notify(
            user, path, region=region, key=f"account:{key}:{number}",
            by=by, at=at, notice=mail.ACCOUNT, urgent=True, to=to,
        )  # fmt: skip
