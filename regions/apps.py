from django.apps import AppConfig

from bt_admin.lib import prepared


class RegionsConfig(AppConfig):
    name = "regions"
    verbose_name = "Regioner, personer och roller"

    def ready(self) -> None:
        # Imported for what they register: system checks, and the outbox's mail.
        from regions import checks, mail  # noqa: F401

        prepared.begin()
