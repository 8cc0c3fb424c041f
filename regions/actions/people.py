"""People come to be known here. A person has one account, whatever the region."""

from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bt_admin.lib.order import swedish_key
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, Verdict, no
from regions import audit, context
from regions.actions.qualifications import register_qualification
from regions.enums import QualificationKind
from regions.events import Event
from regions.models import Region, User
from regions.queries import people_in

SWEDEN = "Sverige"


@transaction.atomic
def register_person(
    *,
    region: Region,
    first_name: str,
    last_name: str,
    email: str,
    personal_number: str,
    licence_on: date | None,
    by: User | None,
    at: datetime,
) -> User:
    """The person with this personnummer: a new account, or the one that exists.

    `personal_number` is twelve digits. Somebody known in another region is linked
    without a word of it; what is registered there stays as it is. Refused when the
    number or the address belongs to somebody with another name.
    """
    user = known_person(region, first_name, last_name, personal_number)
    if user is None:
        user = new_person(region, first_name, last_name, email, personal_number)
    if not is_known_in(region, user):
        # Recorded alike whether or not another region knew the person already.
        audit.record(Event.PERSON_REGISTERED, about=user, region=region, by=by, at=at)
    if by and licence_on and not has_licence(user):
        register_qualification(
            region=region,
            user=user,
            kind=QualificationKind.LICENCE,
            name=SWEDEN,
            on=licence_on,
            by=by,
            at=at,
        )
    return user


def has_licence(user: User) -> bool:
    return user.qualifications.filter(kind=QualificationKind.LICENCE).exists()


def known_person(
    region: Region, first_name: str, last_name: str, personal_number: str
) -> User | None:
    """Whoever has this number; refused when the name says it is somebody else.

    People change one of their names, hardly both: then a digit is wrong.
    """
    user = User.objects.filter(personal_number=personal_number).first()
    if user is None or not personal_number:
        return None
    theirs = swedish_key(user.first_name, user.last_name)
    if context.is_hidden(user.pk):  # as for a number that is another region's alone
        raise Refused(number_taken(region, user))
    typed = swedish_key(first_name, last_name)
    if any(a == b for a, b in zip(theirs, typed, strict=True)):
        return user
    raise Refused(number_taken(region, user))


def is_known_in(region: Region, user: User) -> bool:
    return people_in(region).filter(pk=user.pk).exists()


def new_person(
    region: Region, first_name: str, last_name: str, email: str, personal_number: str
) -> User:
    """A new account; the same person's, if another region made it a moment ago."""
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(address_taken())
    try:
        with transaction.atomic():
            return User.objects.create_user(
                email,
                first_name=first_name,
                last_name=last_name,
                personal_number=personal_number,
                is_demo=settings.DEMO,  # where people practise, everybody is invented
            )
    except IntegrityError:
        user = known_person(region, first_name, last_name, personal_number)
        if user is None:
            raise Refused(address_taken()) from None
        return user


# ---------------------------------------------------------------------- the refusals
def number_taken(region: Region, user: User) -> Verdict:
    """Names the person to those who may see them; tells others nothing."""
    if is_known_in(region, user):
        text = _(
            "Numret finns redan hos %(person)s. Är det samma person? Välj %(person)s "
            "bland dem som redan finns här."
        ) % {"person": user.full_name}
    else:
        text = _("Numret kan inte läggas till här. Kontakta %(contact)s.") % {
            "contact": settings.HELP_EMAIL
        }
    return no("person.number_taken", text, HOUSE, field="personal_number")


def address_taken() -> Verdict:
    text = _("Adressen används redan. Skriv en annan.")
    return no("person.address_taken", text, HOUSE, field="email")
