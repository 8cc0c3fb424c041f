"""The region's seal in the demo: keys for trying, one region that has it on, and a
doctor who takes a certificate that machines can read."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings

from bt_admin.demo.clock import Story, moment
from bt_admin.demo.outline import Year
from bt_admin.demo.people import Company
from bt_admin.demo.signing import on
from bt_admin.lib.seal_keys import EXERCISE, keep, key_path, new_key
from certificates import queries
from certificates.actions.credential import hand_out_credential
from certificates.actions.electronic import change_electronic_path
from certificates.enums import CertificateKind
from certificates.queries.credential import may_have_credential
from certificates.queries.electronic import key_state
from certificates.queries.seals import printed_file
from regions.models import Region

# The demo tells of years gone by, and is still there for some to come.
AROUND = timedelta(days=3 * 365)
SEALS = ("kronoberg",)  # the others show paper alone


def exercise_keys(regions: Iterable[Region], at: datetime) -> None:
    """A key for each region that has none, in the folder that ./bt gave; each named so
    that no installation will use it.
    """
    if settings.PRODUCTION or not settings.DEMO:
        return
    for region in regions:
        path = key_path(region.slug)
        if path is None or path.exists():
            continue
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        name, days = f"{region.name} {EXERCISE}", 2 * AROUND.days
        keep(path, new_key(name, days=days, now=at - AROUND))


def electronic(company: Company) -> Story:
    """The AT/BT-chef turns both switches on, half a year ago, where there is a key."""
    at = yield moment(company.today - timedelta(days=182), 15)
    region = company.region
    if region.slug in SEALS and not key_state(region, at).problem:
        change_electronic_path(
            region=region, seals=True, shares=True, by=company.manager, at=at
        )


def taken(year: Year) -> Story:
    """The doctor takes bilaga 4 with their name, where the region offers it."""
    at = yield on(year, 14, 9)
    certificate = queries.current(year.programme, CertificateKind.COMPETENCE)
    assert certificate is not None
    file = printed_file(certificate, year.doctor)
    if file and may_have_credential(file.document, year.doctor):
        hand_out_credential(
            document=file.document, with_name=True, by=year.doctor, at=at
        )
