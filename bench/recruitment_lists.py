"""How long the office's list of 10,000 applications takes, and a queue of 200 reviews.

    python -m bench.recruitment_lists

Each line is measured / limit; over 1 is too much. Everything is made in a database of
its own, which is dropped afterwards.
"""

from collections.abc import Callable
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any

from bench.ratios import line, told
from bench.scratch import analyze, database

NUMBER, QUEUE, TIMES = 10_000, 200, 9
MOST_QUERIES, MOST_MS = 15, 150


def main() -> int:
    """0 when everything is within its limit."""
    with database("lists"):
        ratios = measured()
    return int(max(ratios) > 1)


def measured() -> list[float]:
    from regions.context import in_region
    from regions.models import Region

    region = Region.objects.get(slug="kronoberg")
    with in_region(region.pk):
        user = somebody(region)
        round = a_round(region, user)
        applications = many_applications(round)
        papers_of(applications[::2])
        reviews_of(applications[:QUEUE], user)
    analyze()
    client = logged_in(user)
    listed = f"/{region.slug}/rekrytering/{round.pk}/ansokningar/"
    narrow = f"{listed}?lage=eligible&ort=Ljungby&papper=saknas&sida=50"
    queue = f"/{region.slug}/granskningar/"
    return [
        *lines("10,000 applications, three filters, page 50", client, narrow),
        *lines("10,000 applications, by name, page 50", client,
               f"{listed}?ordning=namn&sida=50", most_ms=None),
        *lines("own queue of 200", client, queue, most_ms=None),
    ]  # fmt: skip


# ------------------------------------------------------------------------- what is there
def somebody(region: Any) -> Any:
    from regions import access
    from regions.models import RegionAssignment, User

    user = User.objects.create_user("bench@example.org", first_name="Bench")
    access.assign(
        RegionAssignment(
            region=region, user=user, role="hr_coordinator", starts=access.today()
        )
    )
    return user


def a_round(region: Any, user: Any) -> Any:
    from django.utils import timezone

    from recruitment.models import BTPost, RecruitmentRound, RoundMember
    from recruitment.queries.methods import library

    now = timezone.now()
    round = RecruitmentRound.objects.create(
        region=region, name="Bench", state="screening", created_by=user, created_at=now,
        method=library()[region.slug], opens_at=now - timedelta(days=30),
        closes_at=now - timedelta(days=5), starts_on=timezone.localdate(),
    )  # fmt: skip
    BTPost.objects.create(region=region, round=round, place="Ljungby", number=1)
    RoundMember.objects.create(
        region=region, round=round, user=user, task="reviewer", added_by=user,
        added_at=now,
    )  # fmt: skip
    return round


def many_applications(round: Any) -> list[Any]:
    from recruitment.models import Application

    rows = [
        Application(
            region=round.region, round=round, number=number,
            state="eligible" if number % 4 else "submitted",
            first_name=f"Förnamn{number}", last_name=f"Efternamn{number % 700}",
            email=f"s{number}@bench.example.org", degree_country="Sverige",
            wishes=["Ljungby", "Växjö"] if number % 3 else ["Växjö"],
            token_hash=f"bench{number:059}", begun_at=round.opens_at,
            saved_at=round.opens_at, submitted_at=round.opens_at,
        )
        for number in range(1, NUMBER + 1)
    ]  # fmt: skip
    return Application.objects.bulk_create(rows, batch_size=1000)


def papers_of(applications: list[Any]) -> None:
    from recruitment.models import Paper

    rows = [
        Paper(
            region=one.region, application=one, kind=kind, name=f"{kind}.pdf",
            content_type="application/pdf", size=8, content=b"%PDF-1.7",
            sha256="0" * 64, source_sha256="0" * 64, uploaded_at=one.submitted_at,
        )
        for one in applications
        for kind in ("licence", "swedish")
    ]  # fmt: skip
    Paper.objects.bulk_create(rows, batch_size=1000)


def reviews_of(applications: list[Any], user: Any) -> None:
    from recruitment.models import Review

    Review.objects.bulk_create(
        Review(
            region=one.region, application=one, reviewer=user, phase="review",
            state="assigned", assigned_by=user, assigned_at=one.submitted_at,
        )
        for one in applications
    )  # fmt: skip


# ------------------------------------------------------------------------------ measuring
def logged_in(user: Any) -> Any:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def lines(
    what: str, client: Any, url: str, most_ms: int | None = MOST_MS
) -> list[float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def ask() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, answer.status_code

    ask()
    with CaptureQueriesContext(connection) as caught:
        ask()
    found = [line(f"{what}: queries", len(caught), MOST_QUERIES)]
    ms = 1000 * median(timed(ask) for _ in range(TIMES))
    if most_ms is None:
        told(f"{what}: {ms:.0f} ms")
        return found
    return [*found, line(f"{what}: median", ms, most_ms, "ms")]


def timed(ask: Callable[[], None]) -> float:
    begun = perf_counter()
    ask()
    return perf_counter() - begun


if __name__ == "__main__":
    raise SystemExit(main())
