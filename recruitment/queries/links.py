"""The personal link of an application: the applicant's way in, without an account."""

from django.urls import reverse

from bt_admin.lib.links import derived_token, hash_of
from recruitment.models import Application
from regions.models import Region


def token_of(application: Application) -> str:
    """The secret of the link as it is now; a higher `link_number` makes another."""
    key = f"{application.pk}:{application.link_number}"
    return derived_token("application", key)


def path_of(application: Application) -> str:
    """Where the applicant follows the case: "/ansokan/kronoberg/<secret>/"."""
    return reverse("case", args=[application.region.slug, token_of(application)])


def application_with(token: str, region: Region) -> Application | None:
    """The application that this link opens in this region, or None."""
    rows = Application.objects.filter(region=region, token_hash=hash_of(token))
    return rows.select_related("region", "round__region").first()
