"""What a region does beside the paper, and whether it has what that takes."""

from dataclasses import dataclass
from datetime import datetime

from bt_admin.lib.seal_keys import SOON, NoKey, key_of
from certificates.models import ElectronicPath
from regions.models import Region


@dataclass(frozen=True)
class Path:
    """Both are off until the region says otherwise."""

    seals: bool = False
    shares: bool = False


@dataclass(frozen=True)
class KeyState:
    """The region's key: `problem` in words when it cannot be used, else when it ends.

    `issuer` is empty when the region has issued the certificate itself.
    """

    problem: str = ""
    expires: datetime | None = None
    soon: bool = False
    fingerprint: str = ""
    holder: str = ""
    issuer: str = ""


def electronic_path(region_id: int) -> Path:
    """The region's choice; inside the region."""
    found = last_decision(region_id)
    return Path(found.seals, found.shares) if found else Path()


def last_decision(region_id: int) -> ElectronicPath | None:
    """The choice with who made it, and when; None as long as nobody has."""
    rows = ElectronicPath.objects.filter(region_id=region_id)
    return rows.select_related("changed_by").first()


def key_state(region: Region, at: datetime) -> KeyState:
    """Can this region seal now, and for how long?"""
    try:
        key = key_of(region.slug, at=at)
    except NoKey as error:
        return KeyState(problem=str(error))
    return KeyState(
        expires=key.expires,
        soon=key.expires - at < SOON,
        fingerprint=key.fingerprint,
        holder=key.holder,
        issuer=key.issuer,
    )
