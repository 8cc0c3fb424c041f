"""One doctor's year: opened, served, assessed, talked about."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from assessments import actions as assessing
from assessments.actions import Content, Occasion
from assessments.models import Assessment, Collegium
from bt_admin.demo.clock import Story, moment
from bt_admin.demo.outline import DAY, Place, Year
from bt_admin.demo.people import qualify_doctor
from bt_admin.demo.texts import Comment
from bt_admin.lib.dates import add_months
from placements import actions as planning
from placements.enums import EmploymentForm
from placements.models import Doctor
from placements.queries.extension import caps_of, ends_after
from regions.enums import LoginMethod
from regions.models import User

DEMO = LoginMethod.DEMO


def stories(year: Year) -> Iterator[Story]:
    """Everything that happens in the year but its certificates."""
    yield opening(year)
    if "extended" in year.row:
        yield extending(year)
    for place in year.places:
        yield observing(year, place)
        if place.overall or place.draft:
            yield closing(year, place)
    if "collegium" in year.row:
        yield meeting(year)
    yield waiting(year)


# -------------------------------------------------------------------------- the plan
def opening(year: Year) -> Story:
    """The studierektor lays out the year; then everybody is appointed."""
    director = year.company.holder("director_of_studies")
    prepare_doctor(year)
    at = yield moment(min(year.begins, year.company.today) - 24 * DAY, 10)
    year.programme = planning.open_programme(
        region=year.company.region,
        user=year.doctor,
        model=year.model,
        starts_on=year.begins,
        employment_form=EmploymentForm.STANDALONE,
        units={one.slot: one.unit for one in year.places if one.unit},
        by=director,
        at=at,
    )
    at = yield at + timedelta(minutes=12)
    planning.appoint_main_supervisor(
        programme=year.programme, user=year.main_supervisor, by=director, at=at
    )
    for place in year.places:
        if place.supervisor:
            at = yield at + timedelta(minutes=3)
            planning.appoint_supervisor(
                placement=year.placement(place),
                user=place.supervisor,
                by=director,
                at=at,
            )


def prepare_doctor(year: Year) -> None:
    """What the region knows of a new doctor: the papers, and where the post goes."""
    user, home = year.doctor, year.home
    qualify_doctor(user, year.country, year.begins)
    user.workplace = home.name if home else ""
    user.phone = year.row["phone"]
    user.save(update_fields=["workplace", "phone"])
    Doctor.objects.create(
        region=year.company.region,
        user=user,
        workplace=user.workplace,
        work_phone="070-174 06 05",
        **{key: year.row[key] for key in ("address", "postcode", "city", "phone")},
    )


def extending(year: Year) -> Story:
    """The AT/BT-chef gives more time, when everybody has been heard."""
    longer = year.row["extended"]
    slot = next(one for one in year.places if one.slot == longer["slot"])
    before = add_months(slot.ends_on + DAY, -longer["months"]) - DAY
    at = yield moment(before - 20 * DAY, 14)
    months, placement = Decimal(longer["months"]), year.placement(slot)
    caps = caps_of(year.programme)
    planning.extend(
        id=uuid4(),
        placement=placement,
        reason="competence",
        months=months,
        motivation=(
            "Två månader till på medicinkliniken behövs för att nå BT1 och BT10. "
            "Målen bedöms kunna nås på den tiden."
        ),
        heard=tuple((role, at.date() - 5 * DAY) for role in caps.consulted),
        ends_shown=ends_after(year.programme, placement, months),
        by=year.company.manager,
        at=at,
    )


# ------------------------------------------------------------------ single occasions
def observing(year: Year, place: Place) -> Story:
    """The doctor asks after each occasion; the handledare signs the day after.

    The huvudansvariga comes along every other time.
    """
    if place.supervisor is None:
        return
    for number in range(place.seen):
        day = place.days[len(place.days) * (number + 1) // (place.seen + 1)]
        comment = year.heard(year.texts.next_comment(place.speciality))
        assessor = year.main_supervisor if number % 2 else place.supervisor
        at = yield moment(day, 16, number * 7 % 60)
        assessment = ask(year, place, comment, at, assessor)
        at = yield moment(day + DAY, 17, number * 11 % 60)
        sign(assessment, comment, assessor, at)


def ask(
    year: Year, place: Place, comment: Comment, at: datetime, assessor: User
) -> Assessment:
    return assessing.request_assessment(
        programme=year.programme,
        assessor=assessor,
        occasion=occasion(year, place, comment, at),
        instrument=comment.instrument,
        by=year.doctor,
        at=at,
    )


def occasion(year: Year, place: Place, comment: Comment, at: datetime) -> Occasion:
    difficulty = {2: "Svårt", 3: "Vanligt", 4: "Vanligt", 5: "Enkelt"}
    return Occasion(
        performed_on=at.date(),
        placement=year.placement(place),
        setting=comment.setting,
        what=comment.what,
        difficulty=difficulty[comment.level],
        delmal=tuple(comment.delmal),
        context=comment.told,
    )


def sign(assessment: Assessment, comment: Comment, by: User, at: datetime) -> None:
    """After a minute or a few before the form."""
    before = timedelta(seconds=60 + (at.minute * 17 + at.day * 37) % 150)
    assessing.note_opened(assessment=assessment, by=by, at=at - before)
    assessing.sign_assessment(
        assessment=assessment,
        content=written(assessment, comment),
        shown=assessing.shown_now(assessment),
        login=DEMO,
        by=by,
        at=at,
    )


def written(assessment: Assessment, comment: Comment) -> Content:
    told = Occasion(
        performed_on=assessment.performed_on,
        placement=assessment.placement,
        setting=assessment.setting,
        what=assessment.what,
        difficulty=assessment.difficulty,
        delmal=tuple(comment.delmal),
        context=assessment.context,
    )
    return Content(occasion=told, answers=comment.answers, texts=comment.texts)


# ---------------------------------------------------------------- a whole placement
def closing(year: Year, place: Place) -> Story:
    """The handledare sums up in the last days; the doctor reads it."""
    assert place.supervisor is not None
    text = year.texts.overall[place.overall or place.draft]
    content = Content(
        occasion=Occasion(performed_on=place.ends_on - 10 * DAY),
        answers=text.answers,
        texts=text.texts,
    )
    at = yield moment(place.ends_on - 10 * DAY, 15)
    placement = year.placement(place)
    if place.draft:
        assessing.start_overall(
            placement=placement, content=content, by=place.supervisor, at=at
        )
        return
    signature = assessing.sign_overall_at_once(
        placement=placement, content=content, login=DEMO, by=place.supervisor, at=at,
        opened_at=at - timedelta(minutes=6, seconds=at.day * 7),
    )  # fmt: skip
    at = yield moment(place.ends_on - 5 * DAY, 12)
    assessing.acknowledge(assessment=signature.assessment, by=year.doctor, at=at)


def meeting(year: Year) -> Story:
    """The kollegium, and the talk in which it is gone through with the doctor."""
    told = year.row["collegium"]
    text = year.texts.collegium[told["text"]]
    at = yield moment(year.begins + told["day"] * DAY, 15)
    weeks = text.follow_up_weeks
    collegium: Collegium = assessing.record_collegium(
        programme=year.programme,
        held_on=at.date(),
        outcome=text.outcome,
        strengths=text.strengths,
        development=text.development,
        actions_agreed=text.agreed,
        follow_up_on=at.date() + timedelta(weeks=weeks) if weeks else None,
        by=year.company.holder("director_of_studies"),
        at=at,
    )
    if told["fed_back"]:
        at = yield moment(at.date() + 4 * DAY, 13)
        assessing.feed_back(
            collegium=collegium, on=at.date(), by=year.main_supervisor, at=at
        )


# ------------------------------------------------------------------ what waits today
def waiting(year: Year) -> Story:
    """Requests that somebody still has to do something about."""
    for wait in year.row.get("waits", []):
        place = next(one for one in year.places if one.slot == wait["slot"])
        comment = year.texts.next_comment(place.speciality, mini_cex=True)
        late = wait["as"] == "late"
        day = last_day_before(year, place, 19 if late else 3)
        at = yield moment(day, 16, 40)
        assert place.supervisor is not None
        assessment = ask(year, place, comment, at, place.supervisor)
        at = yield moment(day + DAY, 11, 5)
        answer(wait["as"], assessment, comment, at)


def last_day_before(year: Year, place: Place, days: int) -> date:
    limit = year.company.today - days * DAY
    return max((day for day in place.days if day <= limit), default=place.days[0])


def answer(how: str, assessment: Assessment, comment: Comment, at: datetime) -> None:
    who: dict[str, Any] = {
        "assessment": assessment,
        "by": assessment.assessor,
        "at": at,
    }
    if how == "returned":
        assessing.return_request(
            reason="Det var en annan dag. Ändra datumet, så fyller jag i.", **who
        )
    elif how == "declined":
        assessing.decline(
            reason="Jag hann bara se slutet. Be om det redan innan nästa gång.", **who
        )
    elif how == "begun":
        begun = Content(
            occasion=written(assessment, comment).occasion,
            answers=comment.answers,
            texts={"keep_doing": comment.keep_doing},
        )
        assessing.save_draft(
            content=begun, shown=assessing.shown_now(assessment), **who
        )
