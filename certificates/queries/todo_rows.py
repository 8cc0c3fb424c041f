"""The programmes in which somebody has something to do with certificates, in one query."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Concat, Replace

from assessments.models import AssessmentDelmal
from certificates.enums import (
    AnswerKind,
    CertificateKind,
    DisclosureState,
    InvitationState,
)
from certificates.models import (
    ApplicationAnswer,
    CaseDisclosure,
    Certificate,
    CertificateDelmal,
    CertificateSignature,
    ExternalAssessment,
    FinalDebt,
    Invitation,
    LostIndependence,
    RetentionProposal,
    ScannedPage,
    SigningDecline,
)
from certificates.queries.answers import REJECTED
from certificates.queries.certificates import CERTIFYING_ROLES, VALID
from certificates.queries.external import SIGNED
from certificates.queries.final_todos import with_final
from certificates.queries.readiness import OFFICE
from placements.enums import ProgrammeRole, ProgrammeState
from placements.models import Doctor, PlacementPeriod, Programme, ProgrammeAssignment
from regions import access
from regions.models import Region, RegionAssignment, User

ASKING = (AnswerKind.COMPLEMENT, *REJECTED)
OVER = (
    ProgrammeState.PLANNED,
    ProgrammeState.APPLIED,
    ProgrammeState.APPROVED,
    ProgrammeState.ENDED,
)
LATE_IN_THE_YEAR = 4  # the external assessment is prepared in the last quarter
ASKED = (InvitationState.WAITING, InvitationState.DECLINED)
# Who answers for each kind when what it rests on has changed.
RESPONSIBLE = {
    CertificateKind.DELMAL: "i_guide",
    CertificateKind.COMPETENCE: "i_guide",
    CertificateKind.COMPLETED: "i_certify",
}


def programmes_with_something(
    user: User, region: Region, today: date
) -> QuerySet[Programme]:
    """The programmes in which this person may have something to do with certificates.

    Rows for a manager are few: only the last quarter of each BT is asked about. The
    doctors are fetched apart: joined, PostgreSQL might ask everything about every
    programme once for each doctor.
    """
    rows = _with_roles(Programme.objects.filter(region=region), user, region, today)
    rows = _with_external(_with_certificates(rows))
    rows = _with_answer(_with_declines(_with_debts(rows, user), user))
    rows = _with_asking(_with_changed(rows), user)
    rows = _with_loose_pages(_with_weeding(rows, user, region))
    rows = with_final(rows)
    rows = rows.annotate(
        last=Subquery(
            PlacementPeriod.objects.filter(placement__programme=OuterRef("pk"))
            .order_by()
            .values("placement__programme")
            .annotate(last=Max("ends_on"))
            .values("last"),
            output_field=DateField(),
        )
    )
    quarter = (F("last") - F("starts_on")) / LATE_IN_THE_YEAR
    late = Q(last__lte=Value(today) + quarter)
    rows = rows.annotate(late=late)
    for_manager = Q(i_certify=True, late=True) & (
        Q(completed=False) | Q(assessor__isnull=True)
    )
    after = Q(state=ProgrammeState.APPLIED, answer__in=ASKING) & (
        Q(i_own=True) | Q(i_certify=True)
    )
    mine = Q(i_guide=True) | Q(i_own=True) | Q(i_judge=True) | for_manager
    mine |= Q(i_certify=True, changed__contains=[CertificateKind.COMPLETED])
    mine |= Q(owed__isnull=False) | Q(i_certify=True, declined__len__gt=0)
    # Somebody may be asked early, before the first day of the BT has moved its state.
    asking = Q(invitation__isnull=False) | Q(i_certify=True) & (
        Q(is_bound=True)
        | Q(assessor__isnull=True, competent=False, asked_state__in=ASKED)
    )
    asking &= ~Q(state__in=(ProgrammeState.APPLIED, ProgrammeState.ENDED))
    return (
        rows.filter(
            (~Q(state__in=OVER) & mine)
            | asking
            | after
            | Q(i_issue=True, asked_on__isnull=False)
            | (Q(i_own=True) | Q(i_issue=True)) & Q(loose_pages__gt=0)
            | Q(i_certify=True, weeding__isnull=False)
        )
        .prefetch_related(Prefetch("doctor", Doctor.objects.select_related("user")))
        .order_by("last")
    )


def _with_roles(
    rows: QuerySet[Programme], user: User, region: Region, today: date
) -> QuerySet[Programme]:
    def mine(role: ProgrammeRole) -> Exists:
        return Exists(
            ProgrammeAssignment.objects.filter(
                access.in_force(today), programme=OuterRef("pk"), user=user, role=role,
                region=region,
            )
        )  # fmt: skip

    return rows.annotate(
        i_guide=mine(ProgrammeRole.MAIN_SUPERVISOR),
        i_own=mine(ProgrammeRole.DOCTOR),
        i_judge=mine(ProgrammeRole.EXTERNAL_ASSESSOR),
        i_issue=Exists(
            RegionAssignment.objects.filter(
                access.in_force(today), user=user, region=region,
                role__in=(*CERTIFYING_ROLES, OFFICE),
            )
        ),
        i_certify=Exists(
            RegionAssignment.objects.filter(
                access.in_force(today), user=user, region=region,
                role__in=CERTIFYING_ROLES,
            )
        ),
    )  # fmt: skip


def _with_certificates(rows: QuerySet[Programme]) -> QuerySet[Programme]:
    valid = Certificate.objects.filter(programme=OuterRef("pk"), state__in=VALID)
    certified = CertificateDelmal.objects.filter(
        certificate__programme=OuterRef("pk"),
        certificate__kind=CertificateKind.DELMAL,
        certificate__state__in=VALID,
    )
    seen = AssessmentDelmal.objects.filter(
        assessment__programme=OuterRef("pk"), assessment__state__in=SIGNED
    )
    half = CertificateSignature.objects.filter(
        certificate__programme=OuterRef("pk"),
        certificate__kind=CertificateKind.COMPETENCE,
    ).exclude(certificate__state="revoked")
    return rows.annotate(
        certified=_codes(certified, "certificate__programme"),
        seen=_codes(seen, "assessment__programme"),
        completed=Exists(valid.filter(kind=CertificateKind.COMPLETED)),
        competent=Exists(valid.filter(kind=CertificateKind.COMPETENCE)),
        signed_by_supervisor=Exists(half.filter(role=ProgrammeRole.MAIN_SUPERVISOR)),
        signed_by_assessor=Exists(half.filter(role=ProgrammeRole.EXTERNAL_ASSESSOR)),
    )


def _with_changed(rows: QuerySet[Programme]) -> QuerySet[Programme]:
    """The kinds of certificates whose doctor has another name or number by now, or of
    bilaga 3 another last day than the plan.
    """
    user = "programme__doctor__user__"
    number = Replace(
        KT("content__applicant__personal_number"),
        Value("-"),
        Value(""),
        output_field=TextField(),
    )
    last = (
        PlacementPeriod.objects.filter(placement__programme=OuterRef("programme"))
        .order_by("-ends_on")
        .annotate(day=Cast("ends_on", TextField()))
        .values("day")[:1]
    )
    valid = Certificate.objects.filter(
        programme=OuterRef("pk"), state__in=VALID, kind__in=RESPONSIBLE
    ).annotate(
        on_it=KT("content__applicant__last_name"),
        first_on_it=KT("content__applicant__first_name"),
        number_on_it=number,
        last_on_it=KT("content__rows__-1__ends"),
        planned_last=Subquery(last),
    )
    same = Q(
        on_it=F(f"{user}last_name"),
        first_on_it=F(f"{user}first_name"),
        number_on_it=F(f"{user}personal_number"),
    )
    served = Q(kind=CertificateKind.COMPLETED) & ~Q(last_on_it=F("planned_last"))
    changed = valid.filter(~same | served)
    kinds = changed.order_by("kind").values("kind").distinct()
    return rows.annotate(changed=ArraySubquery(kinds))


def _with_declines(rows: QuerySet[Programme], user: User) -> QuerySet[Programme]:
    """The kinds that somebody has declined to sign, and those that I have."""
    standing = SigningDecline.objects.filter(
        programme=OuterRef("pk"), ended_at__isnull=True
    ).order_by("declined_at")
    return rows.annotate(
        declined=ArraySubquery(standing.values("kind")),
        i_declined=ArraySubquery(standing.filter(by=user).values("kind")),
    )


def _with_debts(rows: QuerySet[Programme], user: User) -> QuerySet[Programme]:
    mine = FinalDebt.objects.filter(
        programme=OuterRef("pk"), debtor=user, settled_at__isnull=True
    )
    return rows.annotate(
        owed=Subquery(mine.values("keys")[:1]),
        owed_due=Subquery(mine.values("due")[:1]),
    )


def _with_asking(rows: QuerySet[Programme], user: User) -> QuerySet[Programme]:
    """Who was asked last to judge, and whether it is this person who is to answer."""
    asked = Invitation.objects.filter(programme=OuterRef("pk"))
    mine = asked.filter(assessor=user, state=InvitationState.WAITING)
    name = Concat("assessor__first_name", Value(" "), "assessor__last_name")
    latest = asked.order_by("-invited_at").annotate(asked_name=name)
    bound = LostIndependence.objects.filter(
        assessment__programme=OuterRef("pk"), assessment__ended_at__isnull=True,
        mended_at__isnull=True,
    )  # fmt: skip
    return rows.annotate(
        invitation=Subquery(mine.values("pk")[:1]),
        my_answer_by=Subquery(mine.values("answer_by")[:1]),
        asked_state=Subquery(latest.values("state")[:1]),
        asked_until=Subquery(latest.values("answer_by")[:1]),
        asked_name=Subquery(latest.values("asked_name")[:1]),
        is_bound=Exists(bound),
    )


def _codes(rows: QuerySet[Any], programme: str) -> Any:
    """How many different delmål are there?"""
    counted = rows.order_by().values(programme).annotate(n=Count("code", distinct=True))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


def _with_weeding(
    rows: QuerySet[Programme], user: User, region: Region
) -> QuerySet[Programme]:
    """A proposal of somebody else that waits, on the region's first programme."""
    waiting = RetentionProposal.objects.filter(
        region=region, approved_at__isnull=True, dropped_at__isnull=True
    ).exclude(proposed_by=user)
    first = Programme.objects.filter(region=region).order_by("pk").values("pk")[:1]
    return rows.annotate(
        weeding=Case(
            When(pk=Subquery(first), then=Subquery(waiting.values("pk")[:1])),
            default=None,
        )
    )


def _with_loose_pages(rows: QuerySet[Programme]) -> QuerySet[Programme]:
    """How many scanned pages nobody has filed: those without a readable code."""
    loose = ScannedPage.objects.filter(
        programme=OuterRef("pk"), filed_at__isnull=True, replaced_at__isnull=True
    )
    counted = loose.order_by().values("programme").annotate(n=Count("pk"))
    return rows.annotate(
        loose_pages=Coalesce(
            Subquery(counted.values("n"), output_field=IntegerField()), 0
        )
    )


def _with_answer(rows: QuerySet[Programme]) -> QuerySet[Programme]:
    """The last step that counts; what was corrected, or a mistake, does not."""
    counting = (
        ApplicationAnswer.objects.filter(
            programme=OuterRef("pk"), corrected_by__isnull=True
        )
        .exclude(kind=AnswerKind.MISTAKEN)
        .order_by("-number")
    )

    def of_it(field: str) -> Subquery:
        return Subquery(counting.values(field)[:1])

    asked = CaseDisclosure.objects.filter(
        programme=OuterRef("pk"), state=DisclosureState.REQUESTED
    )
    return rows.annotate(
        asked_on=Subquery(asked.order_by("requested_on").values("requested_on")[:1]),
        answer=of_it("kind"),
        answer_on=of_it("on"),
        answer_last_on=of_it("last_on"),
        answer_received_on=of_it("received_on"),
    )


def _with_external(rows: QuerySet[Programme]) -> QuerySet[Programme]:
    sitting = ExternalAssessment.objects.filter(
        programme=OuterRef("pk"), ended_at__isnull=True
    )

    def of_it(field: str) -> Subquery:
        return Subquery(sitting.values(field)[:1])

    return rows.annotate(
        assessor=of_it("assessor"),
        declared_at=of_it("declared_at"),
        decided_at=of_it("decided_at"),
        planned_on=of_it("planned_on"),
    )
