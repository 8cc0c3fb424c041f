from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = "Intyg"

    def ready(self) -> None:
        """Whoever delivers the outbox must know how to print, the worker or a test."""
        from certificates import tasks  # noqa: F401
