"""The form that a personal link opens."""

from datetime import date

from django.db.models import QuerySet

from assessments.models import Assessment, PaperScan, SigningLink
from assessments.queries.facts import link_facts
from assessments.queries.visible import assessments_for
from assessments.rules import outsiders
from bt_admin.lib.links import hash_of
from bt_admin.lib.verdicts import Verdict
from regions.models import Region, User


def link_with(token: str, region: Region) -> SigningLink | None:
    """The link with this secret in the active region, used or not; None for none."""
    rows = SigningLink.objects.filter(token_hash=hash_of(token), region=region)
    return (
        rows.select_related(
            "region", "assessment__region", "assessment__programme__region",
            "assessment__programme__doctor__user", "assessment__programme__model",
            "assessment__placement__unit", "assessment__requested_by",
        )
        .prefetch_related("assessment__delmal", "assessment__placement__periods")
        .first()
    )  # fmt: skip


def link_of(assessment: Assessment) -> SigningLink | None:
    return SigningLink.objects.filter(assessment=assessment).first()


def scans_for(user: User, region: Region) -> QuerySet[PaperScan]:
    """The papers of the assessments that this person may open."""
    rows = PaperScan.objects.filter(
        region=region, assessment__in=assessments_for(user, region).values("pk")
    )
    return rows.select_related("assessment__programme__doctor__user")


def link_opens(link: SigningLink, today: date) -> Verdict:
    return outsiders.link_opens(link_facts(link, today))
