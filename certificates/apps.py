from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = "Intyg"

    def ready(self) -> None:
        """Imported for what they register: the system check, and how to print, which
        whoever delivers the outbox must know."""
        from certificates import checks, tasks  # noqa: F401
