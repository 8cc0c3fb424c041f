"""What the final judgement of one BT still lacks, from everything there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet
from django.urls import reverse

from bt_admin.lib.people import Person
from certificates.enums import CertificateKind, SignatureRole
from certificates.models import CertificateSignature, FinalDebt
from certificates.queries import regional
from certificates.queries.certificates import (
    CERTIFYING_ROLES,
    external_of,
    person,
)
from certificates.queries.evidence import codes_with_evidence
from certificates.queries.steps import step_facts
from certificates.rules.application import certified_codes
from certificates.rules.readiness import (
    Debt,
    ReadinessFacts,
    first_of_last_week,
    owed_by,
    told_from,
    what_is_missing,
)
from placements.enums import ProgrammeState
from placements.models import Programme
from placements.queries import ends_on, with_people, with_plan
from regions import access
from regions.enums import QualificationKind
from regions.models import Qualification, Region, RegionAssignment, StandIn, User
from regions.roles import DIRECTOR

OFFICE = "administrator"
JUDGED_IN = (ProgrammeState.IN_SERVICE, ProgrammeState.FINAL_ASSESSMENT)


@dataclass(frozen=True)
class Missing:
    """A debt as one person reads it: whose it is, where it is done, if they may."""

    debt: Debt
    who: str
    mine: bool
    url: str


def final_debts(programme: Programme, today: date) -> tuple[Debt, ...]:
    """Everything lacking today, earliest due first; nothing for a BT without a plan."""
    facts = readiness_facts(programme, today)
    return what_is_missing(facts) if facts else ()


def missing_for(user: User, programme: Programme, today: date) -> list[Missing]:
    """The list as this person reads it: their own first."""
    debts, me = final_debts(programme, today), person(user)
    mine = owed_by(me, debts)
    rows = [_missing(debt, programme, debt in mine) for debt in debts]
    return sorted(rows, key=lambda row: not row.mine)


def _missing(debt: Debt, programme: Programme, mine: bool) -> Missing:
    names = ", ".join(str(one) for one in debt.people)
    who = f"{debt.role}, {names}" if names else debt.role
    return Missing(debt, who, mine, url_of(debt, programme) if mine else "")


def url_of(debt: Debt, programme: Programme) -> str:
    return reverse(debt.page, args=[programme.region.slug, programme.pk])


# ------------------------------------------------------------------------- the facts
def readiness_facts(programme: Programme, today: date) -> ReadinessFacts | None:
    """None as long as nothing is planned: there is no last week to count from."""
    rows = with_people(with_plan(Programme.objects.filter(pk=programme.pk)))
    whole = rows.select_related("region", "doctor__user", "model").get()
    last = ends_on(whole)
    if last is None:
        return None
    facts = step_facts(whole, today)
    external = external_of(whole)
    people = region_people(whole.region, today)
    signing = [facts.main_supervisor, facts.external_assessor]
    return ReadinessFacts(
        doctor=facts.doctor,
        last=last,
        main_supervisor=facts.main_supervisor,
        placements=facts.placements,
        seen=codes_with_evidence(whole),
        certified=frozenset(
            certified_codes([one for one in facts.certificates if one.counts])
        ),
        managers=people["managers"],
        directors=people["directors"],
        office=people["office"],
        licensed=is_licensed(whole.doctor.user),
        collegium_wanted=facts.collegium_wanted,
        collegium_held_on=facts.collegium_held_on,
        collegium_fed_back_on=facts.collegium_fed_back_on,
        assessor=facts.external_assessor,
        declared_on=facts.external_declared_on,
        meeting_on=(external.held_on or external.planned_on) if external else None,
        away=away_in_last_week(whole.region, last, filter(None, signing)),
        signs_first=regional.main_supervisor_first(whole),
        signed_by_supervisor=supervisor_has_signed(whole),
        regulation=whole.regulation,
    )


def region_people(region: Region, on: date) -> dict[str, tuple[Person, ...]]:
    """Those who appoint, lead and administer here. The AT/BT-chef before the deputy."""
    wanted = [*CERTIFYING_ROLES, DIRECTOR, OFFICE]
    rows = RegionAssignment.objects.filter(
        access.in_force(on), region=region, role__in=wanted
    ).select_related("user")
    found: dict[str, list[Person]] = {role: [] for role in wanted}
    for row in sorted(rows, key=lambda row: row.user.full_name):
        found[row.role].append(person(row.user))
    # One list of the manager's is enough: the deputy sees it on the page.
    managers = next((found[role] for role in CERTIFYING_ROLES if found[role]), [])
    return {
        "managers": tuple(managers),
        "directors": tuple(found[DIRECTOR]),
        "office": tuple(found[OFFICE]),
    }


def is_licensed(user: User) -> bool:
    kind = QualificationKind.LICENCE
    return Qualification.objects.filter(user=user, kind=kind).exists()


def away_in_last_week(
    region: Region, last: date, people: Iterable[Person]
) -> tuple[Person, ...]:
    """Those of them who have named a stand-in for some day of that week."""
    asked = {one.id: one for one in people}
    rows = StandIn.objects.filter(
        region=region,
        absent__in=[str(key) for key in asked],
        starts__lte=last,
        ends__gte=first_of_last_week(last),
    )
    away = set(rows.values_list("absent", flat=True))
    return tuple(one for key, one in asked.items() if key in away)


def supervisor_has_signed(programme: Programme) -> bool:
    rows = CertificateSignature.objects.filter(
        certificate__programme=programme,
        certificate__kind=CertificateKind.COMPETENCE,
        role=SignatureRole.MAIN_SUPERVISOR,
    )
    return rows.exclude(certificate__state="revoked").exists()


# ------------------------------------------------------------------- who is to be told
def nearing_their_end(region: Region, today: date) -> list[Programme]:
    """The BT whose last week is at most four weeks off, or has begun."""
    rows = Programme.objects.filter(region=region, state__in=JUDGED_IN)
    ending = rows.annotate(last=Max("placements__periods__ends_on")).filter(
        last__gte=today
    )
    known = ending.select_related("region", "doctor__user", "model").order_by("last")
    return [row for row in known if told_from(row.last) <= today]


def standing_debts(programme: Programme) -> QuerySet[FinalDebt]:
    return FinalDebt.objects.filter(programme=programme)


def last_day_of(programme: Programme) -> date | None:
    """The last planned day of BT."""
    return ends_on(programme)
