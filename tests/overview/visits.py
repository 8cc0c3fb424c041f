"""One doctor's pages, opened by somebody."""

from datetime import timedelta

from placements.models import PlacementPeriod

SEES = [
    "bt_manager", "deputy", "studierektor", "administrator", "unit_manager",
    "doctor", "main_supervisor", "supervisor",
]  # fmt: skip
PAGES = ["", "delmal/", "handelser/"]


def path(company, page: str = "", pk=None) -> str:
    return f"/{company.region.slug}/bt/{pk or company.programme.pk}/{page}"


def opened(client, company, user, page: str = ""):
    client.force_login(user)
    return client.get(path(company, page))


def text(response) -> str:
    return " ".join(response.content.decode().split()).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def moved(company, day: int) -> None:
    """The year as it is on its day number `day`."""
    back = timedelta(days=day - 150)
    for period in PlacementPeriod.objects.filter(
        placement__programme=company.programme
    ):
        period.starts_on, period.ends_on = (
            period.starts_on - back,
            period.ends_on - back,
        )
        period.save()
    company.programme.starts_on -= back
    company.programme.save()
