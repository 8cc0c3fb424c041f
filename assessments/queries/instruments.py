"""The one reader of instruments: national or the region's own, now or as they were."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from assessments.models import Assessment, InstrumentUse, RegionalInstrument
from assessments.rules.instruments import Instrument, instrument, instruments
from assessments.rules.packs import build
from assessments.rules.regional import own_parts
from regions.models import Region

# Published rows are locked and their keys are random, so what one has been read as
# holds for ever, and only somebody who may see a row that points there knows the key.
_read: dict[UUID, Instrument] = {}


def instrument_of(assessment: Assessment) -> Instrument:
    """The instrument in the version that this assessment was given in."""
    return instrument_with(
        assessment.instrument,
        assessment.instrument_version,
        assessment.regional_instrument_id,
    )


def instrument_with(key: str, version: int, regional: UUID | None) -> Instrument:
    """`regional` is the row of a region's own version; None is a national one.

    Costs no query but the first time a process meets a regional version; then one,
    that reads every version the region has published.
    """
    if regional is None:
        return instrument(key, version)
    if regional not in _read:
        for row in RegionalInstrument.objects.filter(version__isnull=False):
            _read[row.pk] = built(row)
    return _read[regional]


def built(row: RegionalInstrument) -> Instrument:
    """A regional version as an instrument; a draft must be without faults."""
    [entry] = row.definition["instrument"]
    return build(
        row.definition,
        entry,
        version=row.version,
        regional=row.pk if row.version else None,
        own=own_parts(row.key, row.based_on_version, row.definition),
    )


# ------------------------------------------------------------------- in a region, now
def instrument_in(region: Region, key: str, version: int | None = None) -> Instrument:
    """The version a region uses now, or the one told; LookupError for what is not.

    One query. A version is told when a form was shown with it.
    """
    rows = RegionalInstrument.objects.filter(
        region=region, key=key, version__isnull=False
    )
    if version is not None:
        rows = rows.filter(version=version)
    row = rows.order_by("-version").first()
    return published(row) if row else instrument(key, version)


def instruments_in_region(region: Region) -> dict[str, Instrument]:
    """Every instrument a region has, in the version of now: national, then own."""
    rows = RegionalInstrument.objects.filter(region=region, version__isnull=False)
    latest = {row.key: published(row) for row in rows.order_by("version")}
    return {**instruments(), **latest}


def published(row: RegionalInstrument) -> Instrument:
    if row.pk not in _read:
        _read[row.pk] = built(row)
    return _read[row.pk]


# ----------------------------------------------------------------------- which in use
def uses_in(region: Region, on: date) -> dict[str, InstrumentUse]:
    """What the region has decided about each instrument, as it holds on a day."""
    rows = InstrumentUse.objects.filter(region=region, from_on__lte=on)
    return {row.key: row for row in rows.order_by("from_on", "decided_at")}


def is_in_use(region: Region, key: str, on: date) -> bool:
    """Everything is in use until the region says otherwise."""
    use = uses_in(region, on).get(key)
    return use is None or use.in_use


def in_use(region: Region, on: date) -> list[Instrument]:
    """The instruments a region uses on a day, in order. Two queries."""
    uses = uses_in(region, on)
    return [
        given
        for key, given in instruments_in_region(region).items()
        if key not in uses or uses[key].in_use
    ]


def offered(region: Region, on: date) -> list[Instrument]:
    """Those that one asks for or begins with: of one occasion, by one person."""
    return [given for given in in_use(region, on) if is_of_one_occasion(given)]


def is_of_one_occasion(given: Instrument) -> bool:
    """Not a round of many answers; not the sammantagna, which has its own address."""
    return given.round is None and given.key != OVERALL


OVERALL = "sammantagen_bedomning"


# --------------------------------------------------------------------- for the region
@dataclass(frozen=True)
class Known:
    """An instrument as the region's own list shows it."""

    given: Instrument
    in_use: bool
    use: InstrumentUse | None  # the decision that holds
    coming: InstrumentUse | None  # the next one
    draft: RegionalInstrument | None
    is_own: bool  # the region's own through and through
    may_stop: bool


def known_in(region: Region, today: date) -> list[Known]:
    """Every instrument the region can use, with drafts and decisions. Three queries."""
    uses = uses_in(region, today)
    coming = {
        row.key: row
        for row in InstrumentUse.objects.filter(
            region=region, from_on__gt=today
        ).order_by("-from_on", "decided_at")
    }
    rows = list(RegionalInstrument.objects.filter(region=region).order_by("version"))
    latest = {row.key: published(row) for row in rows if row.version}
    drafts = {row.key: row for row in rows if row.version is None}
    every = {**instruments(), **latest}
    return [
        known(given, uses.get(key), coming.get(key), drafts.get(key))
        for key, given in every.items()
        if given.round is None
    ]


def known(
    given: Instrument,
    use: InstrumentUse | None,
    coming: InstrumentUse | None,
    draft: RegionalInstrument | None,
) -> Known:
    return Known(
        given=given,
        in_use=use is None or use.in_use,
        use=use,
        coming=coming,
        draft=draft,
        is_own=given.key not in instruments(),
        may_stop=given.key != OVERALL,
    )


def new_drafts(region: Region, known: Iterable[Known]) -> list[RegionalInstrument]:
    """Drafts of instruments that have never been published."""
    keys = {one.given.key for one in known}
    rows = RegionalInstrument.objects.filter(region=region, version__isnull=True)
    return list(rows.exclude(key__in=keys).order_by("changed_at"))


def versions_of(region: Region, key: str) -> list[RegionalInstrument]:
    """What the region has published of one instrument, newest first."""
    rows = RegionalInstrument.objects.filter(
        region=region, key=key, version__isnull=False
    )
    return list(rows.select_related("published_by").order_by("-version"))


def draft_of(region: Region, pk: UUID) -> RegionalInstrument | None:
    rows = RegionalInstrument.objects.filter(region=region, pk=pk)
    return rows.select_related("region", "changed_by").first()


def edition_of(given: Instrument, region: str) -> str:
    """«nationell version 1», «Region Stockholms version 2»"""
    words = {"region": region, "n": given.edition}
    if given.is_regional:
        return _("%(region)ss version %(n)d") % words
    return _("nationell version %(n)d") % words
