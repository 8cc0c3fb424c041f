"""`manage.py demo`: invented people to log in as; `--reset` begins again from today."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from bt_admin.demo import loading


class Command(BaseCommand):
    help = "Loads the demo when there is none; --reset removes everything first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true")

    def handle(self, *args: object, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("BT_PRODUCTION=1: det här är ingen övningsmiljö.")
        loading.lay_keys()
        if loading.is_loaded() and not options["reset"]:
            self.stdout.write("De påhittade personerna finns redan.")
            return
        if not options["reset"] and not loading.has_regions():
            raise CommandError(
                "Regionerna saknas. Kör ./bt manage load_reference_data först."
            )
        started = time.monotonic()
        with transaction.atomic():
            if options["reset"]:
                self.remove()
            done = loading.load()
        seconds = time.monotonic() - started
        self.stdout.write(f"{done} händelser på {seconds:.0f} sekunder.")

    def remove(self) -> None:
        if loading.others_than_demo():
            raise CommandError(
                "Här finns personer som inte är påhittade. Inget är borttaget."
            )
        loading.remove()
