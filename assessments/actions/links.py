"""What is done with a personal link: filled in, signed, declined, renewed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.actions.answer import check_kept, record
from assessments.actions.content import (
    Content,
    Shown,
    locked,
    tell,
    write_content,
)
from assessments.actions.invite import name_outsider, send_link, send_receipt
from assessments.enums import AssessmentState
from assessments.models import Assessment, AssessmentSignature, SigningLink
from assessments.queries import (
    assessment_facts,
    digest_of,
    draft_facts,
    instrument_of,
    letter_facts,
    link_facts,
    outsider_facts,
)
from assessments.queries.people import person
from assessments.rules.answers import check_answers, check_context
from assessments.rules.keeping import may_overwrite
from assessments.rules.outsiders import (
    Outsider,
    link_opens,
    may_remind,
    may_renew_link,
    may_send_link,
    named_in_full,
)
from assessments.rules.requests import (
    check_delmal,
    has_reason_to_decline,
    may_answer,
    may_sign_by_link,
)
from assessments.rules.signatures import same_version
from bt_admin.lib.verdicts import Verdict
from regions import access, mail
from regions.enums import LoginMethod
from regions.events import Event
from regions.models import User
from regions.roles import Permission

BY_LINK = "outsider"  # the role of the signature: none that we give


@transaction.atomic
def save_by_link(
    *, link: SigningLink, content: Content, shown: Shown, at: datetime
) -> Assessment:
    """Keep what has been written so far; the same link opens it again, anywhere."""
    assessment = opened(link, at)
    facts = link_assessment_facts(assessment, at)
    (
        may_answer(facts)
        & may_overwrite(draft_facts(assessment, shown.version, assessment.assessed_by))
        & check_kept(instrument_of(assessment), content)
    ).require()
    assessment.version += 1
    write_content(assessment, content)
    record(Event.ASSESSMENT_SAVED, assessment, None, at, way=assessment.way)
    return assessment


@transaction.atomic
def sign_by_link(
    *,
    link: SigningLink,
    content: Content,
    shown: Shown,
    signer: Outsider,
    at: datetime,
) -> AssessmentSignature:
    """Sign, and with that use up the link. Nobody was logged in, and the form says so.

    `signer` may have put name, title and workplace right; the address is the one that
    the link went to, and gets a receipt.
    """
    assessment = opened(link, at)
    signer = Outsider(
        signer.name, signer.title, signer.workplace, assessment.outsider_email
    )
    may_sign(assessment, content, shown, signer, at).require()
    name_outsider(assessment, signer)
    signature = write_signed_by_link(assessment, content, at)
    SigningLink.objects.filter(pk=link.pk).update(used_at=at)
    send_receipt(assessment, at=at)
    tell_doctor(assessment, at, about="signed", notice=mail.NEWS)
    return signature


def may_sign(
    assessment: Assessment,
    content: Content,
    shown: Shown,
    signer: Outsider,
    at: datetime,
) -> Verdict:
    """As logged in, but for the log-in: the text that was read, and enough of it."""
    given, occasion = instrument_of(assessment), content.occasion
    facts = link_assessment_facts(
        assessment, at, performed_on=occasion.performed_on, version_shown=shown.version
    )
    verdict = may_sign_by_link(facts)
    if "sign.text_changed" not in verdict.codes:
        verdict &= same_version(shown.digest, digest_of(assessment), facts.changed_at)
    return (
        verdict
        & named_in_full(signer)
        & check_delmal(occasion.delmal)
        & check_context(given, occasion.context, needed=True)
        & check_answers(given, content.answers, content.texts)
    )


def write_signed_by_link(
    assessment: Assessment, content: Content, at: datetime
) -> AssessmentSignature:
    """The last version of the text, locked by a signature without an account."""
    assessment.version += 1
    write_content(assessment, content)
    assessment.state, assessment.signed_at = AssessmentState.SIGNED, at
    assessment.save(update_fields=["state", "signed_at"])
    signature = AssessmentSignature.objects.create(
        region_id=assessment.region_id,
        assessment=assessment,
        role=BY_LINK,
        signer=None,
        signed_at=at,
        digest=digest_of(assessment),
        method=LoginMethod.LINK,
    )
    record(
        Event.ASSESSMENT_SIGNED, assessment, None, at,
        digest=signature.digest, way=assessment.way,
    )  # fmt: skip
    return signature


@transaction.atomic
def decline_by_link(*, link: SigningLink, reason: str, at: datetime) -> Assessment:
    """Say no from the link, with a reason; the doctor asks somebody else."""
    assessment = opened(link, at)
    (
        may_answer(link_assessment_facts(assessment, at))
        & has_reason_to_decline(reason)
    ).require()
    assessment.state = AssessmentState.DECLINED
    assessment.reason, assessment.version = reason.strip(), assessment.version + 1
    assessment.save(update_fields=["state", "reason", "version"])
    record(Event.ASSESSMENT_DECLINED, assessment, None, at, way=assessment.way)
    tell_doctor(assessment, at, about="back")
    return assessment


@transaction.atomic
def renew_link(
    *, assessment: Assessment, outsider: Outsider, by: User, at: datetime
) -> SigningLink:
    """Send a new link, to the same address or to the right one at last."""
    assessment = locked(assessment)
    programme, before = assessment.programme, assessment.assessed_by
    facts = letter_facts(
        assessment,
        by=by,
        today=timezone.localdate(at),
        leads=access.may(by, Permission.LEAD, programme.region),
        new_address=person(before) != person(outsider),
    )
    verdict = may_renew_link(facts)
    (verdict & may_send_link(outsider_facts(programme, outsider))).require()
    name_outsider(assessment, outsider)
    if facts.new_address:  # what has been written was written by somebody else
        assessment.answers, assessment.texts = {}, {}
    assessment.version += 1
    assessment.save()
    record(Event.LINK_RENEWED, assessment, by, at)
    return send_link(assessment, by=by, at=at)


@transaction.atomic
def remind(*, assessment: Assessment, by: User, at: datetime) -> Assessment:
    """Tell the assessor once more that it waits. Outsiders get a new link instead."""
    assessment = locked(assessment)
    today = timezone.localdate(at)
    may_remind(letter_facts(assessment, by=by, today=today)).require()
    assessment.reminded_at = at
    assessment.save(update_fields=["reminded_at"])
    record(Event.ASSESSMENT_REMINDED, assessment, by, at)
    if assessment.assessor:
        tell(
            assessment.assessor, assessment, by=by, at=at, about=f"remind:{today}",
            notice=mail.REMINDER, urgent=True,
        )  # fmt: skip
    else:
        send_link(assessment, by=by, at=at)
    return assessment


# ------------------------------------------------------------------------- in common
def opened(link: SigningLink, at: datetime) -> Assessment:
    """The assessment, locked, when the link still opens it."""
    link = SigningLink.objects.select_for_update().get(pk=link.pk)
    assessment = locked(link.assessment)
    link.assessment = assessment
    link_opens(link_facts(link, timezone.localdate(at))).require()
    return assessment


def link_assessment_facts(assessment: Assessment, at: datetime, **more: Any) -> Any:
    return assessment_facts(
        assessment, by=assessment.assessed_by, today=timezone.localdate(at), **more
    )


def tell_doctor(assessment: Assessment, at: datetime, **about: Any) -> None:
    tell(assessment.programme.doctor.user, assessment, by=None, at=at, **about)
