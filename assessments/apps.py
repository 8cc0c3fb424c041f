from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "Bedömningar"

    def ready(self) -> None:
        """Whoever delivers the outbox must know the letters, the worker or a test."""
        from assessments import tasks  # noqa: F401
