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
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import (
    Cast,
    Coalesce,
    Concat,
    Replace,
)

from assessments.models import AssessmentDelmal
from bt_admin.lib.ready_queries import put_together_once
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
from certificates.queries.todo_told import as_one
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


@put_together_once
def programmes_with_something(
    user: User, region: Region, today: date
) -> QuerySet[Programme]:
    """The programmes in which this person may have something to do with certificates.

    Put together once: that takes longer than to answer it, and everybody's first page
    and everybody's daily mail asks it. Rows for a manager are few: only the last
    quarter of each BT is asked about. The doctor's name is a value of its own: joined,
    PostgreSQL might ask everything about every programme once for each doctor. What
    decides which rows there are is asked as EXISTS, that PostgreSQL answers once for
    all programmes, and the cheapest first.
    """
    rows = _with_roles(Programme.objects.filter(region=region), user, region, today)
    rows = _with_external(_with_certificates(rows))
    rows = _with_answer(_with_declines(_with_debts(rows, user), user))
    rows = _with_asking(_with_changed(rows), user)
    rows = _with_loose_pages(_with_weeding(rows, user, region))
    rows = _with_name(with_final(rows))
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
    for_manager = (
        Q(i_certify=True) & Q(late=True) & (Q(completed=False) | ~Q(Exists(_sitting())))
    )
    after = (Q(i_own=True) | Q(i_certify=True)) & Q(state=ProgrammeState.APPLIED)
    after &= Q(answer_kind__in=ASKING)
    changed = _changed(CertificateKind.COMPLETED)
    mine = Q(i_guide=True) | Q(i_own=True) | Q(i_judge=True) | for_manager
    mine |= Q(i_certify=True) & (Q(Exists(changed)) | Q(Exists(_standing())))
    mine |= Q(Exists(_debts(user)))
    # Somebody may be asked early, before the first day of the BT has moved its state.
    unanswered = Q(Exists(_asked())) & Q(latest_state__in=ASKED)
    asking = Q(Exists(_asked(user))) | Q(i_certify=True) & (
        Q(is_bound=True) | Q(competent=False) & ~Q(Exists(_sitting())) & unanswered
    )
    asking &= ~Q(state__in=(ProgrammeState.APPLIED, ProgrammeState.ENDED))
    return rows.filter(
        (~Q(state__in=OVER) & mine)
        | asking
        | after
        | Q(i_issue=True) & Q(Exists(_disclosures()))
        | (Q(i_own=True) | Q(i_issue=True)) & Q(Exists(_loose()))
        | Q(i_certify=True) & Q(weeding__isnull=False)
    ).order_by("last")


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


def _with_name(rows: QuerySet[Programme]) -> QuerySet[Programme]:
    """What the doctor is called, as `User.full_name` has it."""
    user = Doctor.objects.filter(pk=OuterRef("doctor"))
    name = Concat("user__first_name", Value(" "), "user__last_name")
    return rows.annotate(doctor_name=Subquery(user.values(name=name)))


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
    # Asked of nobody else: a manager with a hundred BT has no use for them.
    counts = Q(i_guide=True) | Q(i_own=True)
    half = CertificateSignature.objects.filter(
        certificate__programme=OuterRef("pk"),
        certificate__kind=CertificateKind.COMPETENCE,
    ).exclude(certificate__state="revoked")
    return rows.annotate(
        certified=Case(
            When(counts, then=_codes(certified, "certificate__programme")), default=0
        ),
        seen=Case(
            When(i_guide=True, then=_codes(seen, "assessment__programme")), default=0
        ),
        completed=Exists(valid.filter(kind=CertificateKind.COMPLETED)),
        competent=Exists(valid.filter(kind=CertificateKind.COMPETENCE)),
        signed_by_supervisor=Exists(half.filter(role=ProgrammeRole.MAIN_SUPERVISOR)),
        signed_by_assessor=Exists(half.filter(role=ProgrammeRole.EXTERNAL_ASSESSOR)),
    )


def _with_changed(rows: QuerySet[Programme]) -> QuerySet[Programme]:
    """The kinds of certificates whose ground has changed since they were signed."""
    kinds = _changed(*RESPONSIBLE).order_by("kind").values("kind").distinct()
    return rows.annotate(changed=ArraySubquery(kinds))


def _changed(*kinds: CertificateKind) -> QuerySet[Certificate]:
    """Those whose doctor has another name or number by now, or of bilaga 3 another last
    day than the plan.
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
        programme=OuterRef("pk"), state__in=VALID, kind__in=kinds
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
    return valid.filter(~same | served)


def _with_declines(rows: QuerySet[Programme], user: User) -> QuerySet[Programme]:
    """The kinds that somebody has declined to sign, and those that I have."""
    standing = _standing().order_by("declined_at")
    return rows.annotate(
        declined=ArraySubquery(standing.values("kind")),
        i_declined=ArraySubquery(standing.filter(by=user).values("kind")),
    )


def _standing() -> QuerySet[SigningDecline]:
    return SigningDecline.objects.filter(
        programme=OuterRef("pk"), ended_at__isnull=True
    )


def _debts(user: User) -> QuerySet[FinalDebt]:
    return FinalDebt.objects.filter(
        programme=OuterRef("pk"), debtor=user, settled_at__isnull=True
    )


def _with_debts(rows: QuerySet[Programme], user: User) -> QuerySet[Programme]:
    mine = _debts(user)
    return rows.annotate(
        owed=Subquery(mine.values("keys")[:1]),
        owed_due=Subquery(mine.values("due")[:1]),
    )


def _with_asking(rows: QuerySet[Programme], user: User) -> QuerySet[Programme]:
    """Who was asked last to judge, and whether it is this person who is to answer."""
    name = Concat("assessor__first_name", Value(" "), "assessor__last_name")
    latest = _asked().order_by("-invited_at")
    bound = LostIndependence.objects.filter(
        assessment__programme=OuterRef("pk"), assessment__ended_at__isnull=True,
        mended_at__isnull=True,
    )  # fmt: skip
    return rows.alias(latest_state=Subquery(latest.values("state")[:1])).annotate(
        told_mine=as_one(_asked(user), invitation="pk", my_answer_by="answer_by"),
        told_asked=as_one(
            latest, asked_state="state", asked_until="answer_by", asked_name=name
        ),
        is_bound=Exists(bound),
    )


def _asked(user: User | None = None) -> QuerySet[Invitation]:
    """Everybody who was asked; or that this person is, and has not answered."""
    rows = Invitation.objects.filter(programme=OuterRef("pk"))
    return rows.filter(assessor=user, state=InvitationState.WAITING) if user else rows


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
    counted = _loose().order_by().values("programme").annotate(n=Count("pk"))
    return rows.annotate(
        loose_pages=Coalesce(
            Subquery(counted.values("n"), output_field=IntegerField()), 0
        )
    )


def _disclosures() -> QuerySet[CaseDisclosure]:
    return CaseDisclosure.objects.filter(
        programme=OuterRef("pk"), state=DisclosureState.REQUESTED
    )


def _loose() -> QuerySet[ScannedPage]:
    return ScannedPage.objects.filter(
        programme=OuterRef("pk"), filed_at__isnull=True, replaced_at__isnull=True
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
    asked = _disclosures().order_by("requested_on").values("requested_on")
    return rows.alias(answer_kind=Subquery(counting.values("kind")[:1])).annotate(
        asked_on=Subquery(asked[:1]),
        told_answer=as_one(
            counting,
            answer="kind",
            answer_on="on",
            answer_last_on="last_on",
            answer_received_on="received_on",
        ),
    )


def _with_external(rows: QuerySet[Programme]) -> QuerySet[Programme]:
    told = {one: one for one in ("assessor", "declared_at", "decided_at", "planned_on")}
    return rows.annotate(told_external=as_one(_sitting(), **told))


def _sitting() -> QuerySet[ExternalAssessment]:
    return ExternalAssessment.objects.filter(
        programme=OuterRef("pk"), ended_at__isnull=True
    )
