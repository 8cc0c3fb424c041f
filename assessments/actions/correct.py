"""«Rätta»: a new version of what is signed; and what stops it, a certified delmål."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from assessments.actions.answer import record, role_of
from assessments.actions.content import (
    Content,
    Shown,
    locked,
    occasion_of,
    tell,
    write_content,
)
from assessments.actions.held import BY_OFFICE
from assessments.actions.overall import tell_of_risk
from assessments.enums import AssessmentState, HandoverState, InstrumentKey, Way
from assessments.models import (
    Assessment,
    AssessmentDelmal,
    AssessmentSignature,
    BestEvidence,
    HandoverEvidence,
)
from assessments.queries import (
    correction_facts,
    digest_of,
    instrument_of,
    overall_facts,
)
from assessments.queries.progress import COUNTED
from assessments.rules.answers import RISK, check_answers, check_context
from assessments.rules.correcting import CorrectionFacts, may_sign_correction
from assessments.rules.delmal import sort_codes
from assessments.rules.overall import enough_assessments
from assessments.rules.requests import check_delmal, dated_on_paper
from assessments.rules.signatures import same_version
from bt_admin.lib.verdicts import YES, Verdict
from placements.models import Programme
from regions import mail
from regions.enums import LoginMethod
from regions.events import Event
from regions.models import User


@transaction.atomic
def correct_assessment(
    *,
    assessment: Assessment,
    content: Content,
    why: str,
    shown: Shown,
    login: str,
    by: User,
    at: datetime,
    paper_signed_on: date | None = None,
) -> Assessment:
    """Sign a new version; the old one is kept as it was and counts no longer.

    Both in one step: there is never a moment with two versions that count, or with
    none. `paper_signed_on` is the date on the paper, when that too was mistyped.
    """
    # As whoever certifies takes it: they wait for each other here.
    Programme.objects.select_for_update(of=("self",)).get(pk=assessment.programme_id)
    former = locked(assessment)
    paper = paper_signed_on or former.paper_signed_on
    facts = correction_facts(
        former, by=by, today=timezone.localdate(at), login=login, reason=why,
        performed_on=content.occasion.performed_on, version_shown=shown.version,
        changed=differs(former, content) or paper != former.paper_signed_on,
    )  # fmt: skip
    verdict = may_sign_correction(facts) & as_it_was_read(former, shown, facts)
    (
        verdict & check_written(former, content, by, at) & check_paper(paper, facts)
    ).require()
    former.state = AssessmentState.AMENDED
    former.save(update_fields=["state"])
    new = version_after(former, why=why, paper_signed_on=paper, by=by, at=at)
    write_content(new, content)
    sign(new, login=login, by=by, at=at)
    point_to(new, former)
    tell_of_correction(new, former, by=by, at=at)
    return new


# ----------------------------------------------------------------------- may it be done
def as_it_was_read(former: Assessment, shown: Shown, facts: CorrectionFacts) -> Verdict:
    """The text it was corrected from; asked once, and not of what is corrected already."""
    if shown.version != former.version:
        return YES
    return same_version(shown.digest, digest_of(former), facts.about.changed_at)


def check_written(
    former: Assessment, content: Content, by: User, at: datetime
) -> Verdict:
    """Is it filled in as everything must be that somebody signs?"""
    given = instrument_of(former)
    verdict = check_answers(given, content.answers, content.texts)
    if former.instrument != InstrumentKey.OVERALL:
        context = content.occasion.context
        return (
            verdict
            & check_delmal(content.occasion.delmal)
            & check_context(given, context, needed=True)
        )
    assert former.placement is not None
    placed = overall_facts(
        former.placement, former, by=by, today=timezone.localdate(at)
    )
    return verdict & enough_assessments(replace(placed, too_few_reason=content.reason))


def check_paper(paper: date | None, facts: CorrectionFacts) -> Verdict:
    seen_on = facts.about.performed_on
    if paper is None or seen_on is None:
        return YES
    return dated_on_paper(seen_on, paper, facts.about.today)


def differs(former: Assessment, content: Content) -> bool:
    """Is anything in the form not as it is signed?"""
    seen = occasion_of(former, content)
    texts = {key: text.strip() for key, text in content.texts.items() if text.strip()}
    posted = (
        seen.performed_on, seen.placement and seen.placement.pk, seen.setting, seen.what,
        seen.difficulty, dict(seen.context), list(sort_codes(seen.delmal)),
        dict(content.answers), texts, content.reason.strip(),
    )  # fmt: skip
    codes = former.delmal.values_list("code", flat=True)
    return posted != (
        former.performed_on, former.placement_id, former.setting, former.what,
        former.difficulty, former.context, list(sort_codes(tuple(codes))),
        former.answers, former.texts, former.reason,
    )  # fmt: skip


# ------------------------------------------------------------------------- the new one
def version_after(
    former: Assessment,
    *,
    why: str,
    paper_signed_on: date | None,
    by: User,
    at: datetime,
) -> Assessment:
    """The same assessment once more, not saved yet; it is told who asked for the first."""
    on_paper = former.way == Way.PAPER
    return Assessment(
        region_id=former.region_id,
        programme=former.programme,
        instrument=former.instrument,
        instrument_version=former.instrument_version,
        regional_instrument_id=former.regional_instrument_id,
        state=AssessmentState.DRAFT,
        requested_by=former.requested_by,
        placement=former.placement,
        assessor=former.assessor,
        outsider_name=former.outsider_name,
        outsider_title=former.outsider_title,
        outsider_workplace=former.outsider_workplace,
        outsider_email=former.outsider_email,
        way=Way.PAPER if on_paper else Way.OWN,
        typed_by=by if on_paper else None,
        paper_signed_on=paper_signed_on,
        registered_at=at,
        version=former.version + 1,
        replaces=former,
        correction_reason=why.strip(),
    )


def sign(new: Assessment, *, login: str, by: User, at: datetime) -> None:
    """Lock the new version with a signature of its own."""
    on_paper = new.way == Way.PAPER
    new.state, new.signed_at = AssessmentState.SIGNED, at
    new.save(update_fields=["state", "signed_at"])
    signature = AssessmentSignature.objects.create(
        region_id=new.region_id,
        assessment=new,
        role=BY_OFFICE if on_paper else role_of(new, by),
        signer=by,
        signed_at=at,
        digest=digest_of(new),
        method=LoginMethod.PAPER if on_paper else login,
    )
    record(
        Event.ASSESSMENT_CORRECTED, new, by, at,
        replaces=str(new.replaces_id), digest=signature.digest,
    )  # fmt: skip


def point_to(new: Assessment, former: Assessment) -> None:
    """What was shown first for a delmål, and what is on a card that nobody has agreed
    to, is the new version. A card that is agreed to stays as it was."""
    codes = new.delmal.values("code")
    chosen = BestEvidence.objects.filter(assessment=former)
    chosen.exclude(code__in=codes).delete()
    chosen.update(assessment=new)
    cards = HandoverEvidence.objects.filter(assessment=former)
    cards.exclude(card__state=HandoverState.AGREED).update(assessment=new)


def tell_of_correction(
    new: Assessment, former: Assessment, *, by: User, at: datetime
) -> None:
    """The doctor is to read it; so may an assessor whose paper was typed in again."""
    tell(new.programme.doctor.user, new, by=by, at=at, about="corrected")
    if new.assessor and new.assessor != by:
        tell(new.assessor, new, by=by, at=at, about="corrected", notice=mail.NEWS)
    if RISK in (new.answers.get("phase"), former.answers.get("phase")):
        tell_of_risk(new, by=by, at=at)


# ------------------------------------------------------------------ a delmål certified
def note_certified(
    *, programme: Programme, codes: Collection[str], at: datetime
) -> int:
    """A delmål is certified on these: from now on they are not corrected."""
    rows = Assessment.objects.filter(
        programme=programme,
        state__in=COUNTED,
        used_at__isnull=True,
        pk__in=AssessmentDelmal.objects.filter(code__in=codes).values("assessment_id"),
    )
    return rows.update(used_at=at)


def note_withdrawn(*, programme: Programme, certified: Collection[str]) -> int:
    """A certificate is withdrawn: what no certified delmål rests on may be corrected.

    `certified` are the delmål that are certified still.
    """
    resting = AssessmentDelmal.objects.filter(code__in=certified)
    rows = Assessment.objects.filter(programme=programme, used_at__isnull=False)
    return rows.exclude(pk__in=resting.values("assessment_id")).update(used_at=None)
