"""The versions of an assessment that has been corrected."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Assessment
from bt_admin.lib.swedish import long_day


@dataclass(frozen=True)
class Version:
    """One earlier version: when it was signed, and where it is still to be read."""

    words: str
    url: str


@dataclass(frozen=True)
class Corrections:
    """What a reader must know of the other versions.

    `newer` is the address of the one that counts, when this is not it. `why` is what
    this version corrects; `earlier` are those before it, the latest first.
    """

    newer: str
    newer_on: str
    why: str
    earlier: list[Version]
    keys: list[UUID]  # this one's, and those of the earlier ones


def corrections_of(assessment: Assessment) -> Corrections:
    """A query for each version there is besides this one, and one more."""
    newest, former = newest_of(assessment), former_versions(assessment)
    is_newest = newest.pk == assessment.pk
    return Corrections(
        newer="" if is_newest else newest.get_absolute_url(),
        newer_on="" if is_newest else signed_on(newest),
        why=assessment.correction_reason,
        earlier=[
            Version(
                _("signerad %(day)s") % {"day": signed_on(one)}, one.get_absolute_url()
            )
            for one in former
        ],
        keys=[assessment.pk, *(one.pk for one in former)],
    )


def version_after(assessment: Assessment) -> Assessment | None:
    """The version that corrects this one, if there is one."""
    rows = Assessment.objects.select_related("region")
    return rows.filter(replaces=assessment).first()


def newest_of(assessment: Assessment) -> Assessment:
    """The version that counts: the one at the end of the corrections."""
    newer = version_after(assessment)
    return newest_of(newer) if newer else assessment


def former_versions(assessment: Assessment) -> list[Assessment]:
    """Those that this one has replaced, the latest first."""
    found, one = [], assessment
    while one.replaces_id:
        one = Assessment.objects.select_related("region").get(pk=one.replaces_id)
        found.append(one)
    return found


def signed_on(assessment: Assessment) -> str:
    assert assessment.signed_at is not None
    return long_day(timezone.localdate(assessment.signed_at))
