"""`manage.py check_grants`: are guardian's grants equal to the dated assignments?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from regions import access
from regions.context import in_region
from regions.queries import regions


class Command(BaseCommand):
    help = "Compares guardian's grants with the assignments in force; --repair mends."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true")

    def handle(self, *args: object, **options: Any) -> None:
        found = 0
        for region in regions():
            with in_region(region.pk):
                for difference in access.differences():
                    found += 1
                    self.report(region.name, difference)
                if options["repair"]:
                    access.renew_all()
        if found and not options["repair"]:
            raise CommandError(f"{found} differences; --repair mends them.")
        self.stdout.write(f"{found} differences mended." if found else "Equal.")

    def report(self, region: str, difference: access.Difference) -> None:
        self.stderr.write(
            f"{region}: {difference.user}, {difference.thing}:"
            f" missing {sorted(difference.missing)},"
            f" too much {sorted(difference.too_much)}"
        )
