"""A yes in one region is told in the others where the same person applies: no more.

Told only with the applicant's consent, and taken back with it. The other regions learn
that there is a place somewhere, and since when; never where, nor in what round. The
region that tells learns nothing: not even whether there was anybody to tell.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from bt_admin.lib.links import hash_of
from recruitment.actions.letters import write_letter
from recruitment.enums import ApplicationState, OfferState
from recruitment.models import Application
from recruitment.rules.consents import ELSEWHERE
from regions import audit, outbox
from regions.context import in_region
from regions.events import Event
from regions.models import Region

NEWS, LETTER = "accepted_elsewhere", "elsewhere"  # of the outbox; of the letter
LEFT = (ApplicationState.WITHDRAWN, ApplicationState.HIRED)


def news_of_place(application: Application, at: datetime) -> None:
    """A place is taken, left, or no longer to be told of: let the others know.

    Call it in the transaction of the change. What holds is asked when it is told.
    """
    outbox.enqueue(
        NEWS, f"{application.pk}:{at.isoformat()}", region_id=application.region_id,
        by=None, at=at, application=str(application.pk),
    )  # fmt: skip


def holds_a_place(application: Application) -> bool:
    """Is there a yes that may be told of?"""
    held = application.offers.filter(state=OfferState.ACCEPTED, left_at__isnull=True)
    return bool(application.consents.get(ELSEWHERE)) and held.exists()


def tell_other_regions(application: Application, *, at: datetime) -> None:
    """Mark the same address' applications there, or take the mark away.

    Told twice is told once. `source` says nothing to who reads it: it only keeps two
    regions' news about the same person apart.
    """
    holds, source = holds_a_place(application), source_of(application)
    others = Region.objects.exclude(pk=application.region_id).order_by("pk")
    for region in others:
        with in_region(region.pk):
            rows = Application.objects.select_for_update(of=("self",)).filter(
                region=region,
                email__iexact=application.email,
                submitted_at__isnull=False,
            )
            for row in rows.exclude(state__in=LEFT).order_by("pk"):
                mark(row, source, holds=holds, at=at)


def source_of(application: Application) -> str:
    return hash_of(f"elsewhere:{application.pk}")


def mark(row: Application, source: str, *, holds: bool, at: datetime) -> None:
    if holds == (source in row.place_elsewhere):
        return
    kept = {key: day for key, day in row.place_elsewhere.items() if key != source}
    row.place_elsewhere = {**kept, source: at.isoformat()} if holds else kept
    row.save(update_fields=["place_elsewhere"])
    event = Event.CASE_ELSEWHERE if holds else Event.CASE_ELSEWHERE_NOT
    audit.record(event, about=row, by=None, at=at)
    if holds:
        tell_applicant(row, at)


def tell_applicant(row: Application, at: datetime) -> None:
    """Nobody else's doing is told behind the applicant's back."""
    write_letter(
        application=row,
        kind=LETTER,
        subject=_("Rekryterarna vet att du har en plats"),
        body=_(
            "Du har tackat ja till en BT-tjänst i en annan region, och har samtyckt till "
            "att andra regioner får veta det. De som rekryterar här ser att du har en "
            "plats, men inte var.\n\nDin ansökan gäller fortfarande. Vill du inte ha en "
            "plats här tar du tillbaka den, så går frågan till någon annan. Samtycket "
            "tar du tillbaka på sidan för ansökan där du tackade ja."
        ),
        by=None,
        at=at,
    )
