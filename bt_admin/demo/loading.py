"""Loading the demo, and taking it away."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from bt_admin.demo.absences import leave
from bt_admin.demo.anchors import anchors
from bt_admin.demo.archiving import archive_rules
from bt_admin.demo.assessors import asked, pool
from bt_admin.demo.clearing import clearing_of
from bt_admin.demo.clock import play
from bt_admin.demo.corrections import correction
from bt_admin.demo.endings import ending
from bt_admin.demo.handovers import handover_stories
from bt_admin.demo.instruments import instruments
from bt_admin.demo.learning import learned, teaching
from bt_admin.demo.meetings import meetings_of
from bt_admin.demo.outline import outline
from bt_admin.demo.people import Company, doctors_of, gather
from bt_admin.demo.protected import protected
from bt_admin.demo.records import disclosed, weeded
from bt_admin.demo.recruitment import recruitment_of
from bt_admin.demo.rounds import rounds_of
from bt_admin.demo.sealing import electronic, exercise_keys
from bt_admin.demo.talks import talk_stories
from bt_admin.demo.texts import read_texts
from bt_admin.demo.ways import ways_in
from bt_admin.demo.years import stories
from regions import outbox
from regions.actions.reference_data import load_regions
from regions.clock import database_now
from regions.context import in_region
from regions.models import Region, User
from regions.patience import let_wait

WEEDS = ("kronoberg",)
REGIONS = ("kronoberg", "stockholm")
LAYING_OUT_SECONDS = 300  # a certificate, on a slow machine
# What `migrate` has written is no demo; the regions stay, and get their plans anew.
KEPT = {
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "regions_region",
}


def is_loaded() -> bool:
    return User.objects.filter(is_demo=True).exists()


def lay_keys() -> None:
    """What the regions of the demo seal with, where somebody has taken it away too."""
    exercise_keys(Region.objects.filter(slug__in=REGIONS), database_now())


def others_than_demo() -> bool:
    """Is there anybody here who is not invented?"""
    return User.objects.filter(is_demo=False).exists()


def has_regions() -> bool:
    """Is the reference data there, that every story stands on?"""
    return Region.objects.filter(slug__in=REGIONS).count() == len(REGIONS)


@transaction.atomic
def load() -> int:
    """Tell every story up to this moment; how many things happened."""
    at = database_now()
    regions = Region.objects.filter(slug__in=REGIONS)
    with outbox.nothing_sent():
        companies = [company_of(region, timezone.localdate(at)) for region in regions]
        return sum(tell(one, at) for one in companies) + clearing_of(companies, at)


def company_of(region: Region, today: date) -> Company:
    with in_region(region.pk):
        return gather(region, today)


def tell(company: Company, until: datetime) -> int:
    """One region's people and all their years, in the order things happened."""
    texts, region = read_texts(), company.region
    with in_region(region.pk):
        let_wait(LAYING_OUT_SECONDS)
        told = [*instruments(company), leave(company), *teaching(company)]
        told += [*anchors(company), pool(company), archive_rules(company)]
        told.append(electronic(company))
        for number, row in enumerate(doctors_of(region.slug)):
            year = outline(row, company, texts)
            told += [*stories(year), *ways_in(year, number)]
            told += talk_stories(year)
            told += [*learned(year), ending(year)]
            told += handover_stories(year)
            told += [correction(year), asked(year), disclosed(year), protected(year)]
        told += meetings_of(company)
        if region.slug in WEEDS:
            told.append(weeded(company))
        told += rounds_of(company)
        return play(told, until) + recruitment_of(company, until)


def remove() -> None:
    """Empty every table but those that are the same everywhere. As the owner.

    Signed rows and the log can only go like this: nobody may change or delete one. The
    rest of the transaction is the application's, which sees one region at a time.
    """
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - KEPT
        quoted = ", ".join(map(connection.ops.quote_name, sorted(tables)))
        cursor.execute(f"TRUNCATE {quoted}")
        load_regions()
        cursor.execute("SET LOCAL ROLE bt_app")
