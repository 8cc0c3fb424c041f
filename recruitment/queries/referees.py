"""Referees: the link that opens their form, and who may read what they wrote."""

from datetime import UTC, date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from bt_admin.lib.links import derived_token, hash_of
from recruitment.enums import Task
from recruitment.models import Application, Referee, RoundMember
from recruitment.queries.case_list import linked_to
from recruitment.queries.visible import recruits
from recruitment.rules.references import RefereeFacts
from regions.models import Region, User


def token_of(referee: Referee) -> str:
    """The secret of the link that was sent last: a later day of asking makes another."""
    asked = referee.asked_at.astimezone(UTC).isoformat() if referee.asked_at else ""
    return derived_token("referee", f"{referee.pk}:{asked}")


def path_of(referee: Referee) -> str:
    """Where the referee answers: "/referens/kronoberg/<secret>/"."""
    return reverse("reference", args=[referee.region.slug, token_of(referee)])


def referee_with(token: str, region: Region) -> Referee | None:
    """The referee whose link this is in the active region, used or not; None for none."""
    rows = Referee.objects.filter(region=region, token_hash=hash_of(token))
    return rows.select_related("region", "application__round__region").first()


def referees_for(user: User, region: Region) -> QuerySet[Referee]:
    """Whose answers this person may read: the office's, and the round's chair's.

    Never of somebody they have a link to, or in a round where they apply themselves.
    """
    rows = Referee.objects.filter(
        region=region, application__submitted_at__isnull=False
    ).exclude(application__in=Application.objects.filter(linked_to(user)))
    rows = rows.select_related("region", "application__round__region", "asked_by")
    if recruits(user, region):
        return rows
    return rows.filter(Exists(_chairs(user, "application__round")))


def applications_to_ask_about(user: User, region: Region) -> QuerySet[Application]:
    """Whose referees this person may see: as above."""
    rows = Application.objects.filter(region=region, submitted_at__isnull=False)
    rows = rows.exclude(linked_to(user))
    rows = rows.select_related("region", "round__region", "record_seen_by")
    if recruits(user, region):
        return rows
    return rows.filter(Exists(_chairs(user, "round")))


def _chairs(user: User, round: str) -> QuerySet[RoundMember]:
    return RoundMember.objects.filter(
        round=OuterRef(round), user=user, task=Task.CHAIR, left_at__isnull=True
    )


def referee_facts(referee: Referee, today: date) -> RefereeFacts:
    return RefereeFacts(
        application=referee.application.state,
        email=referee.email,
        expires_on=referee.expires_on,
        is_answered=referee.answered_at is not None,
        is_declined=referee.declined_at is not None,
        today=today,
    )
