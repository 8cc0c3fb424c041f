"""The end of a BT as far as the file says: certificates and the external assessment."""

from datetime import datetime

from bt_admin.demo.clock import Story
from bt_admin.demo.outline import DAY, Year
from bt_admin.demo.posting import (
    approved,
    complement,
    completed,
    not_signed,
    on_paper,
    printed,
    rejected,
    scanned_in,
    sent,
    sent_again,
)
from bt_admin.demo.sealing import taken
from bt_admin.demo.signing import DEMO, MANY, now, on
from certificates import queries
from certificates.actions.competence import sign_competence
from certificates.actions.delmal import draft_delmal, sign_delmal
from certificates.actions.external import appoint_external, decide, declare_free
from certificates.actions.final_meeting import hold_meeting, plan_meeting
from certificates.actions.final_outcome import (
    answer_outcome,
    confirm_reasons,
    give_reasons,
    tell_outcome,
)
from certificates.actions.withdrawing import withdraw_signature
from certificates.enums import CertificateKind, ExternalOutcome
from certificates.models import Certificate, ExternalAssessment
from regions.models import User


def ending(year: Year) -> Story:
    """Step by step as far as the file says. The last days of BT are the busiest."""
    for step in WAYS[year.row.get("until", "")]:
        yield from step(year)


def assessor(year: Year) -> User:
    return year.company.people[year.row["assessor"]]


# ------------------------------------------------------------------------- bilaga 2
def delmal(year: Year) -> Story:
    """The huvudansvariga certifies every delmål, with words from the evidence."""
    at = yield on(year, -9, 14)
    programme, by = year.programme, year.main_supervisor
    seen = queries.evidence_of(programme)
    entries = queries.suggestions(programme, seen, at.date())
    draft_delmal(programme=programme, entries=list(entries.values()), by=by, at=at)
    at = yield at + MANY
    drafts = queries.delmal_drafts(programme)
    digests = {one.pk: queries.digest(now(one, by, at)) for one in drafts}
    sign_delmal(
        programme=programme,
        digests=digests,
        by=by,
        at=at,
        method=DEMO,
        identified_at=at,
    )


# ------------------------------------------------------- bilaga 4 and the assessment
def declared(year: Year) -> Story:
    """An extern bedömare from outside; then the huvudansvariga signs first."""
    at = yield on(year, -8, 9)
    assessment = appoint_external(
        programme=year.programme,
        assessor=assessor(year),
        planned_on=year.ends - DAY,
        by=year.company.manager,
        at=at,
    )
    at = yield on(year, -7, 13)
    declare_free(
        assessment=assessment,
        not_same_unit=True,
        no_part=True,
        by=assessor(year),
        at=at,
    )
    at = yield on(year, -6, 10)
    plan_meeting(
        programme=year.programme,
        starts_at=on(year, -2, 13),
        minutes=60,
        place=str(year.home or "BT-kansliet"),
        doctor_present=True,
        by=year.main_supervisor,
        at=at,
    )
    if year.row["outcome"] == "E01":
        at = yield on(year, -5, 11)
        stand_for(year, year.main_supervisor, at)
        if year.row.get("withdrew"):
            at = yield at + MANY
            take_back(year, at)
            at = yield at + MANY
            stand_for(year, year.main_supervisor, at)


def stand_for(year: Year, by: User, at: datetime) -> None:
    sign_competence(
        programme=year.programme,
        by=by,
        at=at,
        digest_shown=competence_digest(year, by, at),
        method=DEMO,
        identified_at=at,
    )


def take_back(year: Year, at: datetime) -> None:
    """The huvudansvariga has seen a fault, while the assessor has not signed."""
    certificate = queries.current(year.programme, CertificateKind.COMPETENCE)
    assert certificate is not None
    withdraw_signature(
        certificate=certificate,
        reason="Mitt tjänsteställe stod fel. Det är rättat nu.",
        by=year.main_supervisor,
        at=at,
    )


def competence_digest(year: Year, by: User, at: datetime) -> str:
    """Of bilaga 4 as it stands; it is begun by the first who signs."""
    kind = CertificateKind.COMPETENCE
    begun = queries.current(year.programme, kind) or Certificate(
        region_id=year.programme.region_id, programme=year.programme, kind=kind
    )
    return queries.digest(now(begun, by, at))


def decided(year: Year) -> Story:
    """They met; the assessor's judgement, signed on bilaga 4 when it is reached."""
    at = yield on(year, -2, 14)
    hold_meeting(
        programme=year.programme,
        supervisor_there=True,
        assessor_there=True,
        doctor_there=True,
        by=year.main_supervisor,
        at=at,
    )
    at = yield on(year, -2, 15)
    by, text = assessor(year), year.texts.external[year.row["outcome"]]
    approved = text.outcome == ExternalOutcome.APPROVED
    decide(
        assessment=ExternalAssessment.objects.get(
            programme=year.programme, ended_at__isnull=True
        ),
        outcome=text.outcome,
        held_on=at.date(),
        motivation=text.motivation,
        own_verdict=text.own,
        by=by,
        at=at,
        digest_shown=competence_digest(year, by, at) if approved else "",
        method=DEMO,
        identified_at=at,
    )


def answered(year: Year) -> Story:
    """The huvudansvariga say what they came to themselves."""
    at = yield on(year, -1, 9)
    text = year.texts.external[year.row["outcome"]]
    answer_outcome(
        programme=year.programme,
        verdict=text.answer,
        reasons=text.answer_reasons,
        by=year.main_supervisor,
        at=at,
    )


def told(year: Year) -> Story:
    """The doctor has heard in a talk that more service is needed."""
    at = yield on(year, -1, 13)
    tell_outcome(
        programme=year.programme, told_on=at.date(), by=year.main_supervisor, at=at
    )


def reasons_read(year: Year) -> Story:
    """Reasons in writing after a talk; the doctor has read them, and the case is open."""
    at = yield on(year, 2, 10)
    give_reasons(
        programme=year.programme,
        reasons=year.texts.external[year.row["outcome"]].reasons,
        told_on=at.date(),
        by=year.main_supervisor,
        at=at,
    )
    at = yield on(year, 4, 19)
    confirm_reasons(programme=year.programme, by=year.doctor, at=at)


SIGNED = [delmal, declared, decided, completed]
WAYS = {
    "": [],
    "delmal": [delmal],
    "not_signed": [delmal, not_signed],
    "declared": [delmal, declared],
    "disagreed": [declared, decided, answered],
    "incomplete": [declared, decided],
    "more_time": [declared, decided, answered, told],
    "not_reached": [declared, decided, answered, reasons_read],
    "decided": [delmal, declared, decided],
    "completed": SIGNED,
    "printed": [*SIGNED, printed],
    "sent": [*SIGNED, printed, scanned_in, sent],
    "complement": [*SIGNED, printed, scanned_in, sent, taken, complement],
    "approved": [*SIGNED, printed, on_paper, sent, complement, sent_again, approved],
    "rejected": [*SIGNED, printed, on_paper, sent, rejected],
}
