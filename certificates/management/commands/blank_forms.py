"""The four forms with nothing in them, for those who want to write by hand."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certificates.documents import (
    ApplicationForm,
    CompetenceForm,
    CompletedForm,
    DelmalForm,
    Form,
    print_form,
)

FORMS: dict[str, Form] = {
    "bilaga-1-ansokan.pdf": ApplicationForm(),
    "bilaga-2-delmal.pdf": DelmalForm(),
    "bilaga-3-fullgjord-bastjanstgoring.pdf": CompletedForm(),
    "bilaga-4-baskompetens.pdf": CompetenceForm(),
}
# An empty form is as old as its regulation, not as the day somebody prints it.
CREATED = date(2021, 2, 10)


class Command(BaseCommand):
    help = "Skriv de fyra tomma blanketterna (HSLF-FS 2021:8, bilaga 1-4) till en mapp."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", type=Path, help="Mappen; den skapas om den saknas."
        )

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, form in FORMS.items():
                (folder / name).write_bytes(print_form(form, created=CREATED))
                self.stdout.write(str(folder / name))
        except OSError as error:
            raise CommandError(
                f"Det går inte att skriva i {folder}: {error}"
            ) from error
