"""`manage.py first_manager`: the region's first AT/BT-chef, who adds everybody else."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from regions.actions.staff import name_first_manager
from regions.context import in_region
from regions.queries import region_by_slug


class Command(BaseCommand):
    help = "Lägger till en regions första AT/BT-chef, som sedan lägger till alla andra."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("region", help="regionens namn i adressen: kronoberg")
        parser.add_argument("first_name", metavar="förnamn")
        parser.add_argument("last_name", metavar="efternamn")
        parser.add_argument("email", metavar="e-postadress")

    def handle(self, *args: object, region: str, **options: Any) -> None:
        found = region_by_slug(region)
        if found is None:
            raise CommandError(f"Det finns ingen region som heter {region}.")
        names = {key: options[key] for key in ("first_name", "last_name", "email")}
        try:
            with in_region(found.pk):
                user = name_first_manager(region=found, at=timezone.now(), **names)
        except Refused as refused:
            raise CommandError(refused.verdict.reasons[0].text) from None
        self.stdout.write(f"{user} är AT/BT-chef i {found.name}.")
