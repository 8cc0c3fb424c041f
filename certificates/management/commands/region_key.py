"""The key with which a region seals the PDFs of its certificates."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bt_admin.lib.seal_keys import keep, new_key, new_request
from regions.clock import database_now
from regions.models import Region


class Command(BaseCommand):
    help = (
        "Gör en nyckel för regionens stämpel (ECDSA P-256): en fil med nyckel och eget "
        "certifikat, eller med --request en nyckel och en begäran till en utfärdare."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("region", help="Regionens namn i adressen, t.ex. kronoberg")
        parser.add_argument("folder", type=Path, help="Mappen som filen skrivs till")
        parser.add_argument("--days", type=int, default=3 * 365, help="Hur länge")
        parser.add_argument(
            "--request", action="store_true", help="Begär certifikat av en utfärdare"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        region = Region.objects.filter(slug=options["region"]).first()
        if region is None:
            raise CommandError(f"Det finns ingen region ”{options['region']}”.")
        if not 1 <= options["days"] <= 10 * 365:
            raise CommandError("Ett certifikat gäller mellan en dag och tio år.")
        path = options["folder"] / f"seal_{region.slug}"
        if options["request"]:
            key, request = new_request(region.name)
            self.write(path.with_suffix(".csr"), request)
            self.write(path, key)
            self.stdout.write("Lägg utfärdarens certifikat efter nyckeln i samma fil.")
        else:
            now = database_now()
            self.write(path, new_key(region.name, days=options["days"], now=now))

    def write(self, path: Path, content: bytes) -> None:
        try:
            keep(path, content)
        except FileExistsError:
            raise CommandError(f"{path} finns. Flytta undan den först.") from None
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        self.stdout.write(str(path))
