"""The one reader of instruments: national or the region's own, now or as they were."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from assessments.models import Assessment, InstrumentUse, RegionalInstrument
from assessments.rules import regional
from assessments.rules.faults import faults_in
from assessments.rules.instruments import (
    Instrument,
    instrument,
    instruments,
    national_pack,
)
from assessments.rules.packs import build
from assessments.rules.regional import DraftOfInstrument, own_parts
from bt_admin.lib.swedish import genitive
from bt_admin.lib.verdicts import Verdict
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
    edition: str
    in_use: bool
    since: date | None  # of the decision that holds, if there is one
    coming: InstrumentUse | None  # the next one
    draft: RegionalInstrument | None

    @property
    def is_own(self) -> bool:
        return self.given.key not in instruments()

    @property
    def may_be_copied(self) -> bool:
        return self.given.key != OVERALL


def known_in(region: Region, today: date) -> list[Known]:
    """Every instrument the region can use, with drafts and decisions. Three queries.

    Rounds are left out: they are not done by one person on one occasion.
    """
    uses = uses_in(region, today)
    ahead = InstrumentUse.objects.filter(region=region, from_on__gt=today)
    coming = {row.key: row for row in ahead.order_by("-from_on", "decided_at")}
    rows = list(RegionalInstrument.objects.filter(region=region).order_by("version"))
    latest = {row.key: published(row) for row in rows if row.version}
    drafts = {row.key: row for row in rows if row.version is None}
    return [
        known(region, given, uses.get(key), coming.get(key), drafts.get(key))
        for key, given in {**instruments(), **latest}.items()
        if given.round is None
    ]


def known(
    region: Region,
    given: Instrument,
    use: InstrumentUse | None,
    coming: InstrumentUse | None,
    draft: RegionalInstrument | None,
) -> Known:
    return Known(
        given=given,
        edition=edition_of(given, region.name),
        in_use=use is None or use.in_use,
        since=use.from_on if use else None,
        coming=coming,
        draft=draft,
    )


def new_drafts(region: Region) -> list[RegionalInstrument]:
    """Drafts of instruments that have never been published."""
    every = RegionalInstrument.objects.filter(region=region)
    published = every.filter(version__isnull=False).values("key")
    rows = every.filter(version__isnull=True).exclude(key__in=published)
    return list(rows.exclude(key__in=list(instruments())).order_by("changed_at"))


def versions_of(region: Region, key: str) -> list[RegionalInstrument]:
    """What the region has published of one instrument, newest first."""
    rows = RegionalInstrument.objects.filter(
        region=region, key=key, version__isnull=False
    )
    return list(rows.select_related("published_by").order_by("-version"))


def drafts_in(region: Region) -> QuerySet[RegionalInstrument]:
    """The region's drafts and versions, to be found by key."""
    rows = RegionalInstrument.objects.filter(region=region)
    return rows.select_related("region", "changed_by", "published_by")


def taken_keys(region: Region) -> set[str]:
    rows = RegionalInstrument.objects.filter(region=region)
    return {*instruments(), *rows.values_list("key", flat=True)}


def definition_of(region: Region, key: str) -> tuple[dict[str, Any], str, int]:
    """The definition in use, and which national instrument and version it is from.

    LookupError when there is none.
    """
    rows = versions_of(region, key)
    if rows:
        return rows[0].definition, rows[0].based_on, rows[0].based_on_version
    return national_pack(key), key, instrument(key).version


def draft_facts_of(row: RegionalInstrument, revision: int) -> DraftOfInstrument:
    return DraftOfInstrument(
        key=row.key,
        based_on_version=row.based_on_version,
        definition=row.definition,
        revision_shown=revision,
        revision_now=row.revision,
        published=row.version is not None,
        in_use_now=_in_use_now(row),
    )


def _in_use_now(row: RegionalInstrument) -> dict[str, Any] | None:
    try:
        return definition_of(row.region, row.key)[0]
    except LookupError:
        return None


def may_change(row: RegionalInstrument, shown: int) -> Verdict:
    """May what is stored be written over by somebody who had this save before them?"""
    return regional.may_change(draft_facts_of(row, shown))


def may_publish(row: RegionalInstrument) -> Verdict:
    """May the draft be published as it is stored now?"""
    return regional.may_publish(draft_facts_of(row, row.revision))


def own_parts_of(row: RegionalInstrument) -> frozenset[str]:
    return own_parts(row.key, row.based_on_version, row.definition)


def national_name(row: RegionalInstrument) -> str:
    """Which instrument it was made from: «Mini-CEX»; its key, when that is own too."""
    found = instruments().get(row.based_on)
    return found.name if found else row.based_on


def is_whole(row: RegionalInstrument) -> bool:
    """Can the draft be built and shown?"""
    return not faults_in(row.definition)


# ---------------------------------------------------------------------------- in words
def edition_of(given: Instrument, region: str) -> str:
    """«nationell version 1», «Region Stockholms version 2»"""
    words = {"region": genitive(region), "n": given.edition}
    if given.is_regional:
        return _("%(region)s version %(n)d") % words
    return _("nationell version %(n)d") % words


def own_words(given: Instrument) -> list[str]:
    """What the region has made its own, part by part, for people to read."""
    if "*" in given.own:
        return [_("hela instrumentet")]
    words = [str(PARTS[name]) for name in PARTS if name in given.own]
    for number, section in enumerate(given.sections):
        if f"section:{number}" in given.own or f"anchors:{number}" in given.own:
            words.append(_("avsnittet ”%(name)s”") % {"name": section.title})
    for item in given.items:
        if f"item:{item.key}" in given.own:
            words.append(_("frågan ”%(name)s”") % {"name": item.label})
    for prompt in given.prompts:
        if f"prompt:{prompt.key}" in given.own:
            words.append(_("textrutan ”%(name)s”") % {"name": prompt.label})
    return words


PARTS = {
    "name": _lazy("namnet"),
    "long_name": _lazy("det långa namnet"),
    "purpose": _lazy("syftet"),
    "minutes": _lazy("tiden"),
    "delmal": _lazy("delmålen"),
    "prepare": _lazy("förberedelsen"),
    "consent": _lazy("texten om samtycke"),
    "never": _lazy("varningen"),
    "extra_fields": _lazy("det som frågas om tillfället"),
    "stations": _lazy("stationerna"),
    "activities": _lazy("uppgifterna"),
    "order": _lazy("vilka frågor som finns"),
}
