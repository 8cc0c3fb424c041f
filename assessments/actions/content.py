"""What somebody has filled in, and what they had before them when they did."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from assessments.enums import InstrumentKey
from assessments.models import Assessment, AssessmentDelmal
from assessments.queries import digest_of, instrument_of
from assessments.rules.delmal import sort_codes
from placements.models import Placement
from regions import mail
from regions.models import User


@dataclass(frozen=True)
class Occasion:
    """What was seen: when, where, what, how hard, and for which delmål."""

    performed_on: date
    placement: Placement | None = None
    setting: str = ""
    what: str = ""
    difficulty: str = ""
    delmal: tuple[str, ...] = ()
    context: Mapping[str, Any] = field(default_factory=dict)  # what the form asks more


@dataclass(frozen=True)
class Content:
    """A filled-in form. `answers`: level, or None for «Gick inte att bedöma»."""

    occasion: Occasion
    answers: Mapping[str, int | None] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""  # why there are fewer assessments than the region asks for


@dataclass(frozen=True)
class Shown:
    """Which stored version, and which text, the person had on the screen."""

    version: int
    digest: str


def write_occasion(assessment: Assessment, occasion: Occasion) -> None:
    """Put the occasion on the row; the caller saves it."""
    assessment.performed_on = occasion.performed_on
    assessment.placement = occasion.placement
    assessment.setting = occasion.setting
    assessment.what = occasion.what
    assessment.difficulty = occasion.difficulty
    assessment.context = dict(occasion.context)


def write_content(assessment: Assessment, content: Content) -> None:
    """Put everything filled in on the row, and save it with its delmål."""
    occasion = occasion_of(assessment, content)
    write_occasion(assessment, occasion)
    assessment.answers = dict(content.answers)
    assessment.texts = {
        key: text.strip() for key, text in content.texts.items() if text.strip()
    }
    assessment.reason = content.reason.strip()
    assessment.save()
    replace_delmal(assessment, occasion.delmal)


def occasion_of(assessment: Assessment, content: Content) -> Occasion:
    """As told; but an overall assessment is about its placement, and what it judges."""
    if assessment.instrument != InstrumentKey.OVERALL:
        return content.occasion
    given = instrument_of(assessment)
    judged = [item for item in given.items if content.answers.get(item.key) is not None]
    return replace(
        content.occasion,
        placement=assessment.placement,
        delmal=tuple(code for item in judged for code in item.delmal),
    )


def replace_delmal(assessment: Assessment, codes: tuple[str, ...]) -> None:
    """Make these the delmål that the assessment is evidence for."""
    assessment.delmal.all().delete()
    AssessmentDelmal.objects.bulk_create(
        AssessmentDelmal(
            region_id=assessment.region_id, assessment=assessment, code=code
        )
        for code in sort_codes(codes)
    )


def locked(assessment: Assessment) -> Assessment:
    """The row as it is now, held until the transaction is over."""
    rows = Assessment.objects.select_for_update(of=("self",)).select_related(
        "region", "programme__region", "programme__doctor__user", "programme__model",
        "placement", "assessor", "requested_by",
    )  # fmt: skip
    return rows.get(pk=assessment.pk)


def tell(
    user: User,
    assessment: Assessment,
    *,
    by: User | None,
    at: datetime,
    about: str,
    notice: str = mail.TASK,
    urgent: bool = False,
) -> None:
    """Send somebody the way to this assessment, once for each version of it."""
    path = reverse(
        "assessments:assessment", args=[assessment.region.slug, assessment.pk]
    )
    mail.notify(
        user, path, region=assessment.region, by=by, at=at, notice=notice,
        urgent=urgent, key=f"{about}:{assessment.pk}:{assessment.version}",
    )  # fmt: skip


def says_the_same(assessment: Assessment, content: Content) -> bool:
    """Is what was posted already what the row says? So it is after a second click."""
    posted = {key: text.strip() for key, text in content.texts.items() if text.strip()}
    return assessment.answers == dict(content.answers) and assessment.texts == posted


def shown_now(assessment: Assessment) -> Shown:
    """What somebody who reads the row at this moment has before them."""
    return Shown(assessment.version, digest_of(assessment))
