"""`manage.py verify_audit`: does the audit chain of every region hold?"""

from django.core.management.base import BaseCommand, CommandError

from regions import audit
from regions.context import in_region
from regions.models import AuditRow
from regions.queries import regions


class Command(BaseCommand):
    help = "Recomputes the audit chain and names the first broken link of each region."

    def handle(self, *args: object, **options: object) -> None:
        broken = 0
        for region in regions():
            with in_region(region.pk):
                first = next(audit.broken_links(region.pk), None)
                rows = AuditRow.objects.count()
            if first:
                broken += 1
                self.stderr.write(f"{region}: row {first[0]}: {first[1]}.")
            elif rows:
                self.stdout.write(f"{region}: {rows} rows, unbroken.")
        if broken:
            raise CommandError(f"{broken} broken chains.")
