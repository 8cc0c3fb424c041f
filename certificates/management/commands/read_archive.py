"""`manage.py read_archive paket.zip`: is an archive package whole, and what is in it?"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certificates.archive import Reading, read_package


class Command(BaseCommand):
    help = (
        "Läs ett arkivpaket: kontrollera kontrollsummor och schema, och skriv vad det "
        "innehåller. Med --into packas det upp, om det är helt."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("package", type=Path, help="Zip-filen.")
        parser.add_argument("--into", type=Path, help="Mapp att packa upp i.")

    def handle(
        self, *args: Any, package: Path, into: Path | None = None, **options: Any
    ) -> None:
        try:
            reading = read_package(package.read_bytes())
            if reading.faults:
                told = "\n".join(f"  {fault}" for fault in reading.faults)
                raise CommandError(f"{package.name} är inte helt:\n{told}")
            self.tell(package, reading)
            if into is not None:
                unpack(reading, into)
        except OSError as error:
            raise CommandError(f"Det går inte: {error}") from error

    def tell(self, package: Path, reading: Reading) -> None:
        say = self.stdout.write
        say(f"{package.name} är helt: {len(reading.files)} filer.")
        say(f"Paketets kontrollsumma: {reading.sha256}")
        for key, value in reading.metadata.items():
            if key != "handlingar":
                say(f"{key}: {value}")
        for one in reading.metadata["handlingar"]:
            say(f"{one['upprattad']} {one['typ']}: {one['titel']}")
            for path in one["filer"]:
                say(f"    {path}")


def unpack(reading: Reading, folder: Path) -> None:
    """Paths are those of our schema or of our own four files: none leads out."""
    for path, content in reading.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
