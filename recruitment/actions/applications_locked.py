"""One application at a time: the applicant and the office may be at it at once."""

from recruitment.models import Application


def application_locked(application: Application) -> Application:
    """The application as it is now; whoever else would change it waits."""
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related("region", "round__region").get(pk=application.pk)
