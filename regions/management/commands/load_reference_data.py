"""`manage.py load_reference_data`: the 21 regions and what is known of their models."""

from django.core.management.base import BaseCommand

from regions.actions.reference_data import load_regions


class Command(BaseCommand):
    help = "Loads the 21 regions and their models from regions/data/regions.toml."

    def handle(self, *args: object, **options: object) -> None:
        regions, models = load_regions()
        self.stdout.write(f"{regions} regioner, {models} regionala modeller.")
