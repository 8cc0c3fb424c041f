from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "recruitment"
    verbose_name = "Rekrytering"

    def ready(self) -> None:
        """Whoever delivers the outbox must know how to write to applicants."""
        from recruitment import tasks  # noqa: F401
