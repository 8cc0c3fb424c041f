"""Kollegier that meet, a worry and its plan: told once for a region."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from assessments.actions import Agreed, feed_back
from assessments.actions import concerns as worrying
from assessments.actions import meetings as meeting
from assessments.actions.meeting_day import hold_meeting, judge, sign_minutes
from assessments.actions.meeting_packs import give_input
from assessments.models import CollegiumMeeting, MeetingInput
from assessments.queries import main_supervisor, minutes_digest
from assessments.queries.meeting_people import members_of
from assessments.queries.meetings import doctors_in, in_service
from bt_admin.demo.clock import Story, moment
from bt_admin.demo.people import Company
from placements.models import Placement, Programme
from placements.queries import current_placement, ends_on, supervisors_of
from regions.enums import LoginMethod
from regions.models import User

DAY = timedelta(days=1)
SAID = [
    (
        "in_phase",
        "Noggrann med läkemedelslistor. Ringer i rätt tid när något är oklart.",
        "Får gärna fatta beslutet själv innan vi pratar.",
    ),
    (
        "behind",
        "Varm och rak med patienter och anhöriga.",
        "Tappar överblicken när tre saker händer samtidigt.",
    ),
    ("ahead", "Leder ronden självständigt på eftermiddagarna.", ""),
]


def meetings_of(company: Company) -> Iterator[Story]:
    """What the region's kollegier have done, and what waits for them."""
    if company.region.slug == "stockholm":
        yield coming(company, "committee", "Kompetenskommitté", ahead=6, who=12)
        return
    yield documented(company)
    yield coming(company, "collegium", "BT-läkarkollegium", ahead=9, who=3)
    yield worried(company)


def about(company: Company, day: date, since: int = 80) -> list[Programme]:
    """Whom one can talk about on this day: begun since a while, and not near the end."""
    return [
        row
        for row in in_service(company.region)
        if row.starts_on < day - since * DAY
        and (ends_on(row) or day) > day + 30 * DAY
        and main_supervisor(row, day)
    ]


def when(day: date) -> meeting.Time:
    return meeting.Time(
        meets_on=day,
        opens_on=day - 14 * DAY,
        closes_on=day + 14 * DAY,
        meets_at=time(13, 15),
        place="Konferensrum Linné",
    )


def call(
    company: Company, kind: str, title: str, day: date, who: int, at: datetime
) -> CollegiumMeeting | None:
    programmes = about(company, at.date())[:who]
    if not programmes:
        return None
    return meeting.call_meeting(
        id=uuid4(),
        region=company.region,
        kind=kind,
        title=title,
        when=when(day),
        programmes=programmes,
        by=company.holder("director_of_studies"),
        at=at,
    )


def say(row: CollegiumMeeting, every: int, at: datetime) -> None:
    """Every so many of those who were asked have answered."""
    asked = MeetingInput.objects.filter(doctor__meeting=row).order_by(
        "doctor", "author"
    )
    for number, one in enumerate(asked.select_related("author", "doctor")):
        if number % every == 0:
            phase, strengths, needs = SAID[number % len(SAID)]
            doctor = doctors_in(row).get(pk=one.doctor_id)
            give_input(
                doctor=doctor,
                phase=phase,
                strengths=strengths,
                needs=needs,
                by=one.author,
                at=at,
            )


def coming(company: Company, kind: str, title: str, ahead: int, who: int) -> Story:
    """Called last week; some of the handledare have answered."""
    at = yield moment(company.today - 8 * DAY, 10, 20)
    row = call(company, kind, title, company.today + ahead * DAY, who, at)
    if row is not None:
        at = yield moment(company.today - 4 * DAY, 11, 40)
        say(row, 2, at)


def documented(company: Company) -> Story:
    """Held a month ago: two doctors, one of whom has been told."""
    day = moment(company.today - 30 * DAY).date()
    at = yield moment(day - 14 * DAY, 9, 30)
    row = call(company, "collegium", "BT-läkarkollegium, förra månaden", day, 2, at)
    if row is None:
        return
    by = company.holder("director_of_studies")
    at = yield moment(day - 5 * DAY, 12)
    say(row, 1, at)
    at = yield moment(day, 15)
    attended = [one.pk for one in members_of(row)]
    hold_meeting(meeting=row, attended=attended, by=by, at=at)
    at = yield at + timedelta(minutes=20)
    for number, doctor in enumerate(doctors_in(row).order_by("programme__starts_on")):
        judge(doctor=doctor, by=by, at=at, **judged(doctor.programme, number, day))
    at = yield at + timedelta(minutes=30)
    sign_minutes(
        meeting=row,
        minutes="Kollegiet läste underlaget före mötet och var enigt om varje läkare.",
        shown=minutes_digest(row),
        login=LoginMethod.DEMO,
        by=by,
        at=at,
    )
    at = yield moment(day + 4 * DAY, 14)
    first = row.judgements.select_related("programme", "region").first()
    supervisor = main_supervisor(first.programme, at.date()) if first else None
    if first and supervisor:
        feed_back(collegium=first, on=at.date(), by=supervisor, at=at)


def judged(programme: Programme, number: int, day: date) -> dict[str, Any]:
    """One goes well; the other has a plan."""
    if number == 0:
        return {
            "outcome": "on_track",
            "strengths": "Trygg i mötet och noga med att följa upp.",
            "development": "Ta ledningen oftare när flera yrkesgrupper är med.",
        }
    supervisor = main_supervisor(programme, day)
    assert supervisor is not None
    return {
        "outcome": "on_track_with_plan",
        "strengths": "Kunnig i lugna situationer, omtyckt av patienterna.",
        "development": "Prioritera när flera saker händer samtidigt.",
        "follow_up_on": day + 60 * DAY,
        "agreed": (
            Agreed("Två observerade akutpass i veckan.", supervisor, day + 45 * DAY),
            Agreed(
                "Leda ronden en dag i veckan.", programme.doctor.user, day + 60 * DAY
            ),
        ),
    }


def worried(company: Company) -> Story:
    """A handledare says so; the studierektor makes a plan with those around."""
    at = yield moment(company.today - 21 * DAY, 16, 10)
    found = [(row, handledare(row, at.date())) for row in about(company, at.date())]
    row, by = next(((row, who) for row, who in reversed(found) if who), (None, None))
    if row is None or by is None:
        return
    concern = worrying.raise_concern(
        id=uuid4(),
        programme=row,
        text="Har svårt att säga till när det blir för mycket. Blev kvar tre kvällar.",
        by=by,
        at=at,
    )
    at = yield moment(company.today - 17 * DAY, 13)
    supervisor = main_supervisor(row, at.date())
    assert supervisor is not None
    day = company.today
    worrying.write_plan(
        id=uuid4(),
        programme=row,
        concern=concern,
        needs="Känna igen när det är dags att be om hjälp, och göra det i tid.",
        consulted=("placement_supervisor", "main_supervisor", "unit_lead"),
        follow_up_on=day + 4 * DAY,
        agreed=(
            Agreed("Kort avstämning mitt på dagen, varje dag.", by, day + 3 * DAY),
            Agreed("Samtal varje vecka om arbetsbördan.", supervisor, day + 10 * DAY),
        ),
        share=True,
        by=company.holder("director_of_studies"),
        at=at,
    )


def handledare(programme: Programme, day: date) -> User | None:
    here: Placement | None = current_placement(programme, day)
    return next(iter(supervisors_of(here, day)), None) if here else None
