"""How long *Att göra* takes in a region with 500 BT, each with its papers.

    python -m bench.certificates_todo

For a doctor, a huvudansvarig handledare with eight BT, and the AT/BT-chef. Each line is
measured / limit; over 1 is too much. Everything is made in a database of its own, which
is dropped afterwards.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import cycle, islice
from statistics import median
from typing import Any

from bench.ratios import line, told
from bench.recruitment_lists import logged_in, timed
from bench.scratch import analyze, database

NUMBER, GUIDED, TIMES = 500, 8, 9
EACH = 24  # assessments of one BT, with three delmål each
YEAR, LATE = timedelta(days=364), timedelta(days=275)
MOST_QUERIES, MOST_MS = 15, 150
CODES = [f"BT{n}" for n in range(1, 19)]


def main() -> int:
    """0 when everything is within its limit."""
    with database("todo"):
        ratios = measured()
    return int(max(ratios) > 1)


def measured() -> list[float]:
    from django.utils import timezone

    from regions.context import in_region
    from tests.cast import make_company

    today = timezone.localdate()
    company = make_company("kronoberg", today)
    with in_region(company.region.pk):
        programmes = many_programmes(company, today)
        assessed(company, programmes)
        certified(company, programmes, today)
        judged(company, programmes, today)
    analyze()
    return [
        figure
        for what, user in (
            ("doctor", company.doctor),
            (f"huvudansvarig handledare of {GUIDED}", company.main_supervisor),
            ("AT/BT-chef", company.bt_manager),
        )
        for figure in lines(what, user, company.region)
    ]


# ------------------------------------------------------------------------- what is there
def many_programmes(company: Any, today: date) -> list[Any]:
    """Begun one after the other during fourteen months; who has served a year has applied."""
    from placements.enums import EmploymentForm, ProgrammeRole, ProgrammeState
    from placements.models import Doctor, Programme, ProgrammeAssignment
    from regions import access
    from regions.models import User

    people = User.objects.bulk_create(
        User(
            email=f"lakare{n}@bench.example.org", first_name=f"Förnamn{n}",
            last_name=f"Efternamn{n % 90}", personal_number=f"19900101{n:04}",
        )
        for n in range(NUMBER)
    )  # fmt: skip
    doctors = Doctor.objects.bulk_create(
        Doctor(region=company.region, user=one) for one in people
    )
    starts = [today - timedelta(days=420 * n // NUMBER) for n in range(NUMBER)]
    programmes: list[Any] = Programme.objects.bulk_create(
        Programme(
            region=company.region, doctor=doctor, model=company.model,
            employment_form=EmploymentForm.STANDALONE, starts_on=day, norm_months=12,
            state=ProgrammeState.APPLIED if today - day > YEAR
            else ProgrammeState.IN_SERVICE,
            opened_by=company.bt_manager, opened_at=company.programme.opened_at,
        )
        for doctor, day in zip(doctors, starts, strict=True)
    )  # fmt: skip
    serve(company, programmes)
    guides = chain_of(company, programmes)
    for role, users in (
        (ProgrammeRole.DOCTOR, people),
        (ProgrammeRole.MAIN_SUPERVISOR, guides),
    ):
        for programme, user in zip(programmes, users, strict=True):
            assignment = ProgrammeAssignment(
                region=company.region, programme=programme, user=user, role=role,
                starts=programme.starts_on, by=company.bt_manager,
            )  # fmt: skip
            access.assign(assignment)
    for programme, guide in zip(programmes, guides, strict=True):
        programme.guide = guide
    supervised(company, programmes)
    return programmes


def supervised(company: Any, programmes: list[Any]) -> None:
    """A handledare at each place."""
    from placements.enums import ProgrammeRole
    from placements.models import Placement, ProgrammeAssignment

    ProgrammeAssignment.objects.bulk_create(
        ProgrammeAssignment(
            region=company.region, programme=one.programme, placement=one,
            user=company.supervisor, role=ProgrammeRole.PLACEMENT_SUPERVISOR,
            starts=one.programme.starts_on, by=company.bt_manager,
        )
        for one in Placement.objects.filter(programme__in=programmes).select_related(
            "programme"
        )
    )  # fmt: skip


def chain_of(company: Any, programmes: list[Any]) -> list[Any]:
    """A huvudansvarig handledare for each: ours of the first late ones, others eight each."""
    from regions.models import User

    others = User.objects.bulk_create(
        User(email=f"hand{n}@bench.example.org", first_name="Hand", last_name=f"Ledare{n}")
        for n in range(NUMBER // GUIDED + 1)
    )  # fmt: skip
    guides = [others[n // GUIDED] for n in range(NUMBER)]
    late = [n for n, one in enumerate(programmes) if one.state == "in_service"]
    for n in late[-(GUIDED - 1) :]:
        guides[n] = company.main_supervisor
    return guides


def serve(company: Any, programmes: list[Any]) -> None:
    """Four placements of three months each."""
    from placements.models import Placement, PlacementPeriod

    placements = Placement.objects.bulk_create(
        Placement(
            region=company.region, programme=one, unit=unit, title=unit.name,
            care=unit.care, position=position,
        )
        for one in programmes
        for position, unit in enumerate(company.units, start=1)
    )  # fmt: skip
    PlacementPeriod.objects.bulk_create(
        PlacementPeriod(
            region=company.region, placement=one,
            starts_on=(first := one.programme.starts_on + quarter(one.position - 1)),
            ends_on=first + timedelta(days=90),
        )
        for one in placements
    )  # fmt: skip


def quarter(number: int) -> timedelta:
    return timedelta(days=91 * number)


def assessed(company: Any, programmes: list[Any]) -> None:
    """Twenty-four assessments for whoever has served a year; in order of time before."""
    from assessments.models import Assessment, AssessmentDelmal

    at = company.programme.opened_at
    rows = Assessment.objects.bulk_create(
        (
            Assessment(
                region=company.region, programme=one, instrument="mini_cex",
                state="requested", assessor=company.supervisor, performed_on=one.starts_on,
                registered_at=at,
            )
            for one in programmes
            for _number in range(EACH)
        ),
        batch_size=2000,
    )  # fmt: skip
    codes = cycle(CODES)
    AssessmentDelmal.objects.bulk_create(
        (
            AssessmentDelmal(region=company.region, assessment=row, code=code)
            for row in rows
            for code in islice(codes, 3)
        ),
        batch_size=5000,
    )
    Assessment.objects.filter(pk__in=[one.pk for one in rows]).update(
        state="signed", signed_at=at
    )


def certified(company: Any, programmes: list[Any], today: date) -> None:
    """Bilaga 2 in two halves in the last quarter; bilaga 3 and 4 for who has applied."""
    from certificates.models import CertificateDelmal, CertificateSignature

    late = [one for one in programmes if today - one.starts_on > LATE]
    over = [one for one in late if one.state == "applied"]
    halves = papers(company, [*late, *late], "delmal")
    CertificateDelmal.objects.bulk_create(
        CertificateDelmal(region=company.region, certificate=one, code=code)
        for half, rows in ((CODES[:9], halves[: len(late)]), (CODES[9:], halves[len(late) :]))
        for one in rows
        for code in half
    )  # fmt: skip
    rows = [
        *halves,
        *papers(company, over, "completed"),
        *papers(company, over, "competence"),
    ]
    CertificateSignature.objects.bulk_create(
        CertificateSignature(
            region=company.region, certificate=one, role="main_supervisor",
            signer=company.main_supervisor, signed_at=one.created_at, digest="0" * 64,
            method="demo",
        )
        for one in rows
    )  # fmt: skip
    answered(company, over)


def papers(company: Any, programmes: Iterable[Any], kind: str) -> list[Any]:
    """As they were frozen, with text enough to be kept apart from its row."""
    from certificates.models import Certificate

    return Certificate.objects.bulk_create(
        Certificate(
            region=company.region, programme=one, kind=kind, state="certified",
            content=content(one), created_by=company.main_supervisor,
            created_at=company.programme.opened_at,
        )
        for one in programmes
    )  # fmt: skip


def content(programme: Any) -> dict[str, Any]:
    user = programme.doctor.user
    number = f"{user.personal_number[:8]}-{user.personal_number[8:]}"
    words = " ".join(f"Klinisk tjänstgöring nummer {n}." for n in range(60))
    applicant = {"first_name": user.first_name, "last_name": user.last_name}
    last = programme.starts_on + quarter(3) + timedelta(days=90)
    return {
        "applicant": {**applicant, "personal_number": number},
        "activities": words,
        "checks": words[::-1],
        "rows": [{"ends": last.isoformat()}],
    }


def answered(company: Any, programmes: list[Any]) -> None:
    from certificates.models import ApplicationAnswer

    ApplicationAnswer.objects.bulk_create(
        ApplicationAnswer(
            region=company.region, programme=one, number=number, kind=kind,
            on=one.starts_on + YEAR, by=company.administrator,
            at=company.programme.opened_at,
            last_on=one.starts_on + YEAR + YEAR if kind == "complement" else None,
        )
        for place, one in enumerate(programmes)
        for number, kind in enumerate(("sent", "complement")[: 1 + (place % 5 == 0)], start=1)
    )  # fmt: skip


def judged(company: Any, programmes: list[Any], today: date) -> None:
    """Two of three in the last quarter have an assessor; the others are to be asked."""
    from certificates.models import ExternalAssessment, FinalDebt

    late = [one for one in programmes if today - one.starts_on > LATE]
    at: datetime = company.programme.opened_at
    ExternalAssessment.objects.bulk_create(
        ExternalAssessment(
            region=company.region, programme=one, assessor=company.external,
            appointed_by=company.bt_manager, appointed_at=at, planned_on=today,
            declared_at=at, declared_free=True,
        )
        for place, one in enumerate(late)
        if place % 3
    )  # fmt: skip
    FinalDebt.objects.bulk_create(
        FinalDebt(
            region=company.region, programme=one, debtor=one.guide,
            keys=["overall"], due=today, told_at=at,
        )
        for one in late
    )  # fmt: skip


# ------------------------------------------------------------------------------ measuring
def lines(what: str, user: Any, region: Any) -> list[float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, url = logged_in(user), f"/{region.slug}/"

    def ask() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, answer.status_code

    ask()
    with CaptureQueriesContext(connection) as caught:
        ask()
    slowest = max(caught.captured_queries, key=lambda one: float(one["time"]))
    found = [
        line(f"{what}: queries", len(caught), MOST_QUERIES),
        line(f"{what}: median", 1000 * median(timed(ask) for _ in range(TIMES)), MOST_MS, "ms"),
    ]  # fmt: skip
    told(f"slowest query {1000 * float(slowest['time']):.0f} ms")
    return found


if __name__ == "__main__":
    raise SystemExit(main())
