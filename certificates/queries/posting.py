"""What is known about the envelope and the fee, read once."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from certificates.rules.posting import Posting, fee_text, read_posting, told_text

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "socialstyrelsen.toml"


def posting() -> Posting:
    """What this installation has in its own file, or what is shipped."""
    return _read(settings.SENDING_FILE or str(SHIPPED))


@cache
def _read(path: str) -> Posting:
    return read_posting(tomllib.loads(Path(path).read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Envelope:
    """For a page: rows of label and text, where each comes from, and a link to the law."""

    rows: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    link: str = ""


def envelope(day: date, *, again: bool = False) -> Envelope:
    """What goes where, and what it costs. `again`: a complement, which has no fee."""
    post = posting()
    rows = [
        (_("Till"), post.address_line),
        (_("I original"), post.originals),
        (_("I kopia"), post.copies),
    ]
    about = " ".join([told_text(post.source, post.written_on), post.note]).strip()
    sources = [(_("Adress och handlingar"), about)]
    if again:
        return Envelope(tuple(rows), tuple(sources))
    fee = post.fee
    rows.append((_("Avgift"), fee_text(fee, day)))
    about = told_text(f"{fee.source}, {fee.level}", fee.written_on)
    sources.append((_("Avgift"), about))
    return Envelope(tuple(rows), tuple(sources), fee.link)
