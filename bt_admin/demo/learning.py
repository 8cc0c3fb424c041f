"""What the doctors do to learn, teaching for all of them, and earlier service."""

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from PIL import Image, ImageDraw

from assessments import actions
from assessments.actions import Planned, Told
from assessments.models import Activity
from assessments.queries import teaching as queries
from bt_admin.demo.clock import Story, moment
from bt_admin.demo.outline import DAY, Year
from bt_admin.demo.people import Company
from bt_admin.lib.files import CleanFile, clean
from placements.actions import credit as crediting
from placements.enums import CreditKind, CreditPaper
from placements.models import Credit
from placements.queries.credits import policy_of
from placements.rules.credit import may_credit_at_all
from placements.rules.time import calendar_months

SESSIONS = [  # days from today, title, place, who leads, delmål
    (-75, "EKG på akuten", "Sal Granen", "Övl. Signe Rask", ("BT1", "BT4")),
    (-33, "Suicidriskbedömning", "Sal Eken", "Övl. Bo Lindahl", ("BT2",)),
    (9, "Förbättringsarbete: mål, mått, förändring", "Sal Granen", "Kvalitetsenheten", ("BT6",)),
    (30, "Läsa en artikel på tjugo minuter", "Digitalt, länk mejlas", "FoU-enheten", ("BT7",)),
]  # fmt: skip
COURSES = [  # days after the start, kind, title, hours, delmål
    (12, "course", "A-HLR, avancerad hjärt-lungräddning", "7", ("BT1",)),
    (25, "e_learning", "Läkemedelsgenomgång i praktiken", "2", ("BT5",)),
    (60, "self_study", "Basala hygienrutiner, självtest", "1.5", ("BT6",)),
]
THOUGHT = (
    "Jag väntade för länge med att ringa bakjouren. Nästa gång ringer jag när jag "
    "märker att jag har läst samma provsvar tre gånger."
)


def learned(year: Year) -> Iterator[Story]:
    """One doctor's own list."""
    yield logging(year)
    yield reflecting(year)
    if year.row.get("until") is None:
        yield working(year)
        yield earlier(year)


def teaching(company: Company) -> Iterator[Story]:
    for session in SESSIONS:
        yield held(company, *session)


# ------------------------------------------------------------------------ activities
def logging(year: Year) -> Story:
    """Courses with their certificates; a handledare confirms the first."""
    for number, (days, kind, title, hours, codes) in enumerate(COURSES):
        at = yield moment(year.begins + days * DAY, 18, 7 * number)
        row = log(year, kind, title, at, hours=Decimal(hours), delmal=codes)
        if number == 0:
            at = yield moment(year.begins + (days + 5) * DAY, 12)
            confirm(year, row, at)


def log(year: Year, kind: str, title: str, at: datetime, **given: object) -> Activity:
    day = at.date()
    files = [certificate(title)] if kind == "course" else []
    return actions.log_activity(
        programme=year.programme,
        told=Told(kind, title, day, day, **given),  # type: ignore[arg-type]
        files=files,
        by=year.doctor,
        at=at,
    )


def confirm(year: Year, row: Activity, at: datetime) -> None:
    actions.confirm_activity(activity=row, by=year.main_supervisor, at=at)


def reflecting(year: Year) -> Story:
    """One thought is shared after some days, another never."""
    at = yield moment(year.begins + 40 * DAY, 20)
    row = log(year, "reflection", "Att ringa i tid", at, text=THOUGHT, delmal=("BT10",))
    at = yield moment(year.begins + 47 * DAY, 20)
    actions.share(activity=row, by=year.doctor, at=at)
    at = yield moment(year.begins + 55 * DAY, 21)
    text = "Det här vill jag tänka på ett tag till innan jag visar någon."
    log(year, "reflection", "Efter nattjouren", at, text=text)


def working(year: Year) -> Story:
    """The suggested task for BT6, begun; and what is shown first for BT1."""
    at = yield moment(year.begins + 70 * DAY, 17)
    actions.take_up_task(
        programme=year.programme, key="bt6_mata", by=year.doctor, at=at
    )
    course = Activity.objects.get(programme=year.programme, title=COURSES[0][2])
    actions.choose_best(
        programme=year.programme,
        code="BT1",
        chosen=[str(course.pk)],
        by=year.doctor,
        at=at,
    )


# -------------------------------------------------------------------------- teaching
def held(
    company: Company,
    days: int,
    title: str,
    place: str,
    leads: str,
    codes: tuple[str, ...],
) -> Story:
    """Planned a month ahead; the administrator ticks those who were there."""
    by = company.holder("director_of_studies")
    starts = moment(company.today + days * DAY, 13)
    at = yield moment(company.today + min(days - 30, -2) * DAY, 9)
    row = actions.plan_session(
        region=company.region,
        planned=Planned(
            title=title,
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
            place=place,
            led_by=leads,
            delmal=codes,
        ),
        by=by,
        at=at,
    )
    at = yield starts + timedelta(hours=3)
    listed = queries.attendants(row)
    there = [one.programme.pk for number, one in enumerate(listed) if number % 4 != 3]
    actions.tick_attendance(session=row, present=there, by=by, at=at)


# -------------------------------------------------------------------- earlier service
WHERE = "Vikariat på akutmottagningen, Hallands sjukhus"


def earlier(year: Year) -> Story:
    """Credited where the region does that; elsewhere it is evidence and no time."""
    at = yield moment(year.begins + 5 * DAY, 10)
    if not may_credit_at_all(policy_of(year.programme)):
        as_evidence(year, at)
        return
    row = as_time(year, at)
    if calendar_months(year.begins, year.company.today) > 3:  # long decided
        at = yield at + 14 * DAY
        crediting.decide_credit(
            credit=row,
            months=0,
            days=0,
            reason="Bedömningarna beskriver inte vilka delmål som visades.",
            shown=None,
            by=year.company.manager,
            at=at,
        )


def as_evidence(year: Year, at: datetime) -> None:
    first, last = before(year)
    actions.log_activity(
        programme=year.programme,
        told=Told("earlier_service", WHERE, first, last, delmal=("BT1",)),
        files=[certificate("Tjänstgöringsintyg")],
        by=year.doctor,
        at=at,
    )


def as_time(year: Year, at: datetime) -> Credit:
    first, last = before(year)
    return crediting.request_credit(
        programme=year.programme,
        service=crediting.Service(
            kind=CreditKind.POST_LICENCE,
            workplace=WHERE,
            starts_on=first,
            ends_on=last,
            percent=100,
            placement=year.placement(year.places[-1]),
            months=1,
            days=15,
            text="Självständiga jourpass med bakjour på plats, sex månader.",
        ),
        papers={
            CreditPaper.SERVICE_CERTIFICATE: [certificate("Tjänstgöringsintyg")],
            CreditPaper.ASSESSMENTS: [certificate("Bedömningar från vikariatet")],
        },
        by=year.doctor,
        at=at,
    )


def before(year: Year) -> tuple[date, date]:
    """Six months that ended shortly before the BT began."""
    return year.begins - 200 * DAY, year.begins - 20 * DAY


@cache
def certificate(title: str) -> CleanFile:
    """A paper to hold up to the camera."""
    image = Image.new("RGB", (900, 640), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((30, 30, 870, 610), outline="black", width=3)
    draw.text((80, 120), "Intyg (påhittat)", fill="black", font_size=52)
    draw.text((80, 240), title, fill="black", font_size=36)
    out = io.BytesIO()
    image.save(out, "PNG")
    return clean(f"{title}.png", out.getvalue())
