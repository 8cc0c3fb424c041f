from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "regions"
    verbose_name = "Regioner, personer och roller"

    def ready(self) -> None:
        # Imported for what they register: system checks, and the outbox's mail.
        from regions import checks, mail  # noqa: F401
