"""What waits for whom in recruitment: one question, for those who can have a part in it."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bt_admin.lib.pieces import Todo
from bt_admin.lib.ready_queries import put_together_once
from recruitment.enums import ClearingState, MaskState, ReleaseState, ReviewState
from recruitment.models import (
    Application,
    ClearingPart,
    Paper,
    RecruitmentRound,
    Release,
)
from recruitment.queries.case_list import COMPLEMENTS, linked_to, own_unsent
from recruitment.queries.visible import reviews_for
from recruitment.rules.gate import UNDER_WAY
from recruitment.rules.reviewing import READ
from regions.models import Region, User
from regions.roles import ROLES, Permission

OFFICE = {key for key, role in ROLES.items() if Permission.RECRUIT in role.may}
TAKES_PART = {"recruiter"} | OFFICE
DECIDES = {key for key, role in ROLES.items() if Permission.HIRE in role.may}
UNSENT = (ReviewState.ASSIGNED, ReviewState.BEGUN)


def todos_for(
    user: User, region: Region, today: date, held: Collection[str]
) -> list[Todo]:
    """Applications to read, and a release that a second person has to say yes to.

    One query for those who recruit, none for anybody else.
    """
    if not TAKES_PART & set(held):
        return []
    decides = bool(DECIDES & set(held))
    recruits = bool(OFFICE & set(held))
    waiting = rounds_with_work(user, user.email, region, decides, recruits)
    return [todo for round in waiting for todo in work_in(round, region)]


@put_together_once
def rounds_with_work(
    person: User, email: str, region: Region, decides: bool, recruits: bool
) -> QuerySet[RecruitmentRound]:
    """Those where something waits for this person, whose address is known as well: an
    application of theirs is found by it.

    Each with `to_read`: how many reviews of one's own wait; `to_approve`; `to_try`:
    how many applications that were asked for more have got it; `to_mask`: how many
    papers the reviewers wait for; and `to_prepare`: it is matched in a clearing."""
    user = User(pk=person.pk, email=email)
    mine = (
        reviews_for(user, region)
        .filter(
            application__round=OuterRef("pk"),
            interview__isnull=True,
            state__in=UNSENT,
        )
        .order_by()
        .values("application__round")
        .annotate(number=Count("pk", distinct=True))
        .values("number")
    )
    prepared = Release.objects.filter(round=OuterRef("pk"), state=ReleaseState.PREPARED)
    if not decides:
        prepared = prepared.none()
    rows = RecruitmentRound.objects.filter(region=region).annotate(
        to_read=Coalesce(Subquery(mine), Value(0), output_field=IntegerField()),
        to_approve=Exists(prepared.exclude(prepared_by=user)),
        to_try=complemented(user) if recruits else Value(0),
        to_mask=doubted() if recruits else Value(0),
        to_prepare=Exists(matched()) if recruits else Value(False),
    )
    waits = Q(to_read__gt=0) | Q(to_try__gt=0) | Q(to_mask__gt=0)
    return rows.filter(waits | Q(to_approve=True) | Q(to_prepare=True))


def complemented(user: User) -> Coalesce:
    """How many of a round's that this person may try. A blind review goes first."""
    rows = Application.objects.filter(COMPLEMENTS, round=OuterRef("pk"))
    rows = rows.exclude(linked_to(user)).exclude(Exists(own_unsent(user, blind=True)))
    counted = rows.order_by().values("round").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())


def doubted() -> Coalesce:
    """How many of a round's papers somebody has to look at before reviewers do."""
    rows = Paper.objects.filter(
        application__round=OuterRef("pk"),
        application__state__in=READ,
        mask_state=MaskState.DOUBT,
    )
    found = rows.order_by().values("application__round").annotate(n=Count("pk"))
    return Coalesce(Subquery(found.values("n")), Value(0), output_field=IntegerField())


def matched() -> QuerySet[ClearingPart]:
    """A round's part of a clearing that is matched, with nothing prepared of it."""
    rows = ClearingPart.objects.filter(
        round=OuterRef("pk"),
        side__clearing__state=ClearingState.MATCHED,
        side__approved_at__isnull=True,
    )
    return rows.exclude(
        Exists(Release.objects.filter(round=OuterRef("round"), state__in=UNDER_WAY))
    )


def work_in(round: Any, region: Region) -> Iterator[Todo]:
    """Each thing that waits in a round; the row has the counts."""
    for title, url in (*to_look_at(round, region), *to_send_out(round, region)):
        yield Todo(title=title, what=round.name, url=url)


def to_look_at(round: Any, region: Region) -> Iterator[tuple[str, str]]:
    if n := round.to_read:
        title = ngettext("Granska en ansökan", "Granska %(n)d ansökningar", n)
        yield title % {"n": n}, reverse("recruitment:reviews", args=[region.slug])
    if n := round.to_try:
        title = ngettext(
            "Pröva en kompletterad ansökan", "Pröva %(n)d kompletterade ansökningar", n
        )
        listed = reverse("recruitment:applications", args=[region.slug, round.pk])
        yield title % {"n": n}, f"{listed}?papper=nya"
    if n := round.to_mask:
        title = ngettext(
            "Se över en maskad handling", "Se över %(n)d maskade handlingar", n
        )
        shared = reverse("recruitment:sharing", args=[region.slug, round.pk])
        yield title % {"n": n}, shared


def to_send_out(round: Any, region: Region) -> Iterator[tuple[str, str]]:
    release = reverse("recruitment:release", args=[region.slug, round.pk])
    if round.to_prepare:
        yield _("Förbered utskicket: matchningen är gjord"), release
    if round.to_approve:
        yield _("Godkänn ett utskick av erbjudanden"), release
