"""What a printed file carries of the region's seal, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from bt_admin.lib.pdf_seal import PLAIN, STAMPED
from certificates.models import Certificate, Document, DossierPrint
from certificates.queries.documents import READERS
from placements.queries import permissions_on
from regions.models import User


@dataclass(frozen=True)
class PrintedFile:
    """A certificate's file that counts, and what its seal is worth; `meaning` is empty
    when it has none."""

    document: Document
    seal: str
    meaning: str


def printed_file(certificate: Certificate, user: User) -> PrintedFile | None:
    """The file that this person may fetch, when there is one."""
    if not permissions_on(user, certificate.programme) & set(READERS):
        return None
    rows = Document.objects.filter(
        certificate=certificate, rendered_at__isnull=False, withdrawn_at__isnull=True
    )
    found = (
        rows.select_related("certificate__programme__doctor")
        .defer("pdf", "frozen")
        .first()
    )
    if found is None:
        return None
    return PrintedFile(found, seal_words(found), seal_meaning(found))


def seal_words(row: Document | DossierPrint) -> str:
    """What the file itself carries; why nothing, if it should."""
    words = {
        PLAIN: _("Regionens stämpel (PAdES\u00a0B-B)"),
        STAMPED: _("Regionens stämpel med tidsstämpel (PAdES\u00a0B-T)"),
    }.get(row.seal_level, _("Ingen stämpel"))
    return f"{words}. {row.seal_note}" if row.seal_note else words


def seal_meaning(row: Document | DossierPrint) -> str:
    """What the seal shows, and what it does not."""
    return {
        PLAIN: _(
            "Regionens elektroniska stämpel visar att regionen framställde filen och att "
            "inget ändrats sedan. Den är ingen underskrift. Den har ingen tidsstämpel, "
            "och giltighet på lång sikt utlovas inte."
        ),
        STAMPED: _(
            "Regionens elektroniska stämpel visar att regionen framställde filen och att "
            "inget ändrats sedan. Den är ingen underskrift. Tidsstämpeln visar att filen "
            "fanns då. Giltighet på lång sikt utlovas inte."
        ),
    }.get(row.seal_level, "")
