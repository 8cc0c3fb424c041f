"""What waits for whom about certificates: one question, whatever roles one has."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
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
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import AssessmentDelmal
from assessments.rules.delmal import ALL_CODES
from bt_admin.lib.dates import number_word
from bt_admin.lib.pieces import Todo
from bt_admin.lib.swedish import long_day
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
    SigningDecline,
)
from certificates.queries.answers import REJECTED
from certificates.queries.certificates import CERTIFYING_ROLES, VALID
from certificates.queries.external import SIGNED
from certificates.queries.final_todos import (
    facts_of,
    my_turns,
    title_of,
    with_final,
)
from certificates.queries.readiness import OFFICE
from certificates.rules.answers import last_day_to_appeal
from certificates.rules.final_state import Turn, turns
from placements.enums import ProgrammeRole, ProgrammeState
from placements.models import Doctor, PlacementPeriod, Programme, ProgrammeAssignment
from regions import access
from regions.models import Region, RegionAssignment, User
from regions.roles import DIRECTOR, POOL

TOTAL = len(ALL_CODES)
ASKING = (AnswerKind.COMPLEMENT, *REJECTED)
OVER = (
    ProgrammeState.PLANNED,
    ProgrammeState.APPLIED,
    ProgrammeState.APPROVED,
    ProgrammeState.ENDED,
)
CLOSING = timedelta(days=14)  # the AT/BT-chef's closing talk comes in the last weeks
LATE_IN_THE_YEAR = 4  # the external assessment is prepared in the last quarter


CONCERNED = {
    ProgrammeRole.MAIN_SUPERVISOR,
    ProgrammeRole.PLACEMENT_SUPERVISOR,
    DIRECTOR,
    OFFICE,
    ProgrammeRole.EXTERNAL_ASSESSOR,
    ProgrammeRole.DOCTOR,
    POOL,
    *CERTIFYING_ROLES,
}
ASKED = (InvitationState.WAITING, InvitationState.DECLINED)


def todos_for(
    user: User, region: Region, today: date, held: Collection[str]
) -> list[Todo]:
    """Delmål and bilaga 4 to sign, jäv to answer, a dossier to judge, an assessor to
    appoint, bilaga 3 to sign, an application to complete, and what the final judgement
    lacks. Two queries, for those whom any of it may concern.
    """
    if not CONCERNED.intersection(held):
        return []
    rows = programmes_with_something(user, region, today)
    for row in rows:
        row.region = region  # known, and not fetched once more
    return [todo for row in rows for todo in _todos(row, today)]


def _todos(row: Any, today: date) -> Iterator[Todo]:
    if row.i_issue and row.asked_on:
        yield _asked_for(row, today)
    if row.i_certify and row.weeding:
        yield _to_weed(row, today)
    if row.state in OVER and row.state != ProgrammeState.APPLIED:
        return
    if row.state == ProgrammeState.APPLIED:
        yield from _after_the_post(row, today)
        return
    if row.i_guide:
        yield from _for_main_supervisor(row, today)
    if row.i_judge:
        yield from _for_assessor(row, today)
    if row.invitation:
        yield _invited(row, today)
    if row.i_certify and row.last:
        yield from _for_manager(row, today)
    yield from _changed(row, today)
    for turn in my_turns(row, today):
        yield _turn(row, today, turn)
    if row.owed and not row.i_judge:
        yield _owed(row, today)
    if row.i_own and row.certified == TOTAL and row.competent and row.completed:
        yield _todo(
            row, today, "application", _("Gör klar din ansökan"),
            _("Alla intyg är signerade."),
        )  # fmt: skip


# Who answers for each kind when what it rests on has changed.
RESPONSIBLE = {
    CertificateKind.DELMAL: "i_guide",
    CertificateKind.COMPETENCE: "i_guide",
    CertificateKind.COMPLETED: "i_certify",
}


def _changed(row: Any, today: date) -> Iterator[Todo]:
    mine = [kind for kind in row.changed if getattr(row, RESPONSIBLE[kind])]
    if mine:
        yield _todo(
            row, today, "certificates",
            _("Underlaget för intyg för %(doctor)s har ändrats"),
            _("Det har ändrats sedan intyget signerades. Läs vad, och återkalla "
              "intyget om det ska göras om."),
        )  # fmt: skip


def _for_main_supervisor(row: Any, today: date) -> Iterator[Todo]:
    declined = CertificateKind.DELMAL in row.i_declined
    if row.certified < TOTAL and row.seen == TOTAL and not declined:
        yield _todo(
            row, today, "delmal", _("Intyga delmål för %(doctor)s"),
            _("Underlag finns för samtliga delmål, och %(n)s är intygade.")
            % {"n": row.certified},
            row.last,
        )  # fmt: skip
    appointed = row.assessor or row.signed_by_assessor
    declined = CertificateKind.COMPETENCE in row.i_declined
    waits = appointed and not row.signed_by_supervisor and not declined
    if row.certified == TOTAL and waits and not row.competent:
        yield _todo(
            row, today, "sign_competence",
            _("Signera baskompetens för %(doctor)s"),
            _("Extern bedömare har signerat.")
            if row.signed_by_assessor
            else _("Samtliga delmål är intygade, och extern bedömare är utsedd."),
            row.planned_on,
        )  # fmt: skip


def _for_assessor(row: Any, today: date) -> Iterator[Todo]:
    if row.declared_at is None:
        yield _todo(
            row, today, "declare", _("Svara på frågorna om jäv"),
            _("%(doctor)s. Därefter öppnas underlaget.") % {"doctor": row},
            row.planned_on,
        )  # fmt: skip
    elif row.decided_at is None and CertificateKind.COMPETENCE not in row.i_declined:
        yield _todo(
            row, today, "dossier", _("Bedöm %(doctor)s"),
            _("Underlaget är öppet för dig."), row.planned_on,
        )  # fmt: skip


def _invited(row: Any, today: date) -> Todo:
    """Somebody from outside is asked, and has no other part in this BT."""
    return Todo(
        title=_("Svara på en förfrågan om att bedöma %(doctor)s") % {"doctor": row},
        url=reverse("certificates:invitation", args=[row.region.slug, row.invitation]),
        note=_("Tacka ja eller nej."),
        due=row.my_answer_by,
        today=today,
    )


def _for_manager(row: Any, today: date) -> Iterator[Todo]:
    if row.declined:
        yield _todo(
            row, today, "declined", _("Ett intyg för %(doctor)s blev inte signerat"),
            _("Den som skulle signera har avstått. Läs varför och be igen."),
        )  # fmt: skip
    facts = facts_of(row, today)
    wanted = any(turn.key == "appoint" for turn in turns(facts))
    judged = row.competent or row.signed_by_assessor
    if wanted and not judged:
        due = row.last if row.final is None else turns(facts)[0].due
        yield from _to_ask(row, today, due)
    if row.is_bound:
        yield _todo(
            row, today, "appoint_external",
            _("Den externa bedömaren för %(doctor)s har en koppling"),
            _("Underlaget är stängt. Rätta uppgiften, eller utse någon annan."),
        )  # fmt: skip
    declined = CertificateKind.COMPLETED in row.i_declined
    closing = row.last and row.last <= today + CLOSING
    if closing and not row.completed and not declined:
        yield _todo(
            row, today, "completed", _("Intyga fullgjord BT för %(doctor)s"),
            _("Sista dagen är %(day)s.") % {"day": long_day(row.last)}, row.last,
        )  # fmt: skip


def _turn(row: Any, today: date, turn: Turn) -> Todo:
    """A step of the final judgement, on the page where it is done."""
    page, query = "final_step", f"?steg={turn.key}"
    if turn.key in ("meeting", "hold"):
        page, query = "final_meeting", ""
    title = title_of(turn.key, row.i_own)
    note = _("Slutbedömningen. Vad som gäller står på sidan.")
    todo = _todo(row, today, page, title, note, turn.due)
    return replace(todo, url=todo.url + query)


def _to_ask(row: Any, today: date, due: date | None) -> Iterator[Todo]:
    """Nothing while an answer may still come; then the next on the list."""
    silent = row.asked_state == InvitationState.WAITING and row.asked_until < today
    if row.asked_state == InvitationState.DECLINED or silent:
        told = _("%(who)s har inte svarat.") if silent else _("%(who)s tackade nej.")
        yield _todo(
            row, today, "shortlist", _("Fråga nästa bedömare för %(doctor)s"),
            told % {"who": row.asked_name}, due,
        )  # fmt: skip
    elif row.asked_state != InvitationState.WAITING and row.late:
        yield _todo(
            row, today, "appoint_external", _("Utse extern bedömare för %(doctor)s"),
            _("BT slutar den %(day)s.") % {"day": long_day(row.last)}, due,
        )  # fmt: skip


def _owed(row: Any, today: date) -> Todo:
    count = len(row.owed)
    note = ngettext(
        "En sak är din. Slutbedömningen är sista veckan av BT, som slutar den %(day)s.",
        "%(n)s saker är dina. Slutbedömningen är sista veckan av BT, som slutar den "
        "%(day)s.",
        count,
    ) % {"n": number_word(count).capitalize(), "day": long_day(row.last)}
    title = _("Gör klart din del inför slutbedömningen av %(doctor)s")
    return _todo(row, today, "final", title, note, row.owed_due)


def _to_weed(row: Any, today: date) -> Todo:
    """About the region: it hangs on the row of one programme, so as to be no query."""
    return Todo(
        title=_("Läs ett förslag till gallring"),
        url=reverse(
            "certificates:retention_proposal", args=[row.region.slug, row.weeding]
        ),
        note=_(
            "En annan person har föreslagit det. Inget gallras förrän du godkänner."
        ),
        due=None,
        today=today,
    )


def _asked_for(row: Any, today: date) -> Todo:
    return Todo(
        title=_("Pröva begäran om utlämnande: %(doctor)s") % {"doctor": row},
        url=reverse("disclosures", args=[row.region.slug, row.pk]),
        note=_("Den som begär ut ska få svar genast, eller så snart det går."),
        due=row.asked_on,
        today=today,
    )


def _after_the_post(row: Any, today: date) -> Iterator[Todo]:
    """What Socialstyrelsen asks for, and a rejection that can still be appealed."""
    last_on = {"day": long_day(row.answer_last_on)} if row.answer_last_on else {}
    if row.answer == AnswerKind.COMPLEMENT:
        yield _todo(
            row, today, "application",
            _("Komplettera din ansökan") if row.i_own
            else _("Hjälp %(doctor)s att komplettera ansökan"),
            _("Socialstyrelsen vill ha den senast %(day)s.") % last_on,
            row.answer_last_on,
        )  # fmt: skip
    elif row.answer == AnswerKind.REJECTED and row.answer_received_on is None:
        yield _todo(
            row, today, "answer",
            _("Registrera när avslaget för %(doctor)s togs emot"),
            _("Från den dagen räknas tiden att överklaga."),
        )  # fmt: skip
    elif row.answer in REJECTED:
        received = row.answer_received_on
        if row.answer == AnswerKind.RECEIVED:
            received = row.answer_on
        due = last_day_to_appeal(received) if received else None
        if row.i_own and (due is None or due >= today):
            yield _todo(
                row, today, "application", _("Ta ställning till avslaget"),
                _("Du kan överklaga eller göra en ny ansökan."), due,
            )  # fmt: skip


def _todo(
    row: Any, today: date, page: str, title: str, note: str, due: date | None = None
) -> Todo:
    return Todo(
        title=title % {"doctor": row} if "%(doctor)s" in title else title,
        url=reverse(f"certificates:{page}", args=[row.region.slug, row.pk]),
        note=note,
        due=due,
        today=today,
    )


# ------------------------------------------------------------------------- the question
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
    rows = _with_weeding(rows, user, region)
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
