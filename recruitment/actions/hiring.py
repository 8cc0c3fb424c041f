"""Who said yes is hired: a BT is opened, and the tasks before the first day listed.

What was written while recruiting stays with the application: the BT gets a person, a
place and a day, and nothing else.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from placements.actions import open_programme
from placements.models import Doctor, Programme
from recruitment.actions.letters import write_letter
from recruitment.actions.rounds_locked import round_locked
from recruitment.enums import ApplicationState
from recruitment.models import Application, Offer, OnboardingTask
from recruitment.queries import hiring, sending
from recruitment.queries.hiring import Contract
from recruitment.queries.methods import method_of
from recruitment.rules import offer_letters
from recruitment.rules.hiring import is_the_number, is_the_person, may_hire
from recruitment.rules.onboarding import tasks_before
from regions import access, audit
from regions.actions.people import (
    SWEDEN,
    has_licence,
    is_known_in,
    register_person,
)
from regions.actions.qualifications import register_qualification
from regions.actions.staff import refuse_taken, save_once
from regions.enums import QualificationKind
from regions.events import Event
from regions.models import Region, User
from regions.roles import Permission

HIRED = "hired"


@transaction.atomic
def hire(
    *, application: Application, contract: Contract, by: User, at: datetime
) -> Programme:
    """Open the BT. A second click finds the one that was opened."""
    access.require(by, Permission.HIRE, application.round.region)
    round = round_locked(application.round)
    rows = Application.objects.select_for_update(of=("self",))
    application = rows.select_related("region", "programme").get(pk=application.pk)
    if application.programme:
        return application.programme
    facts = hiring.hire_facts(application, is_same=contract.is_same)
    (may_hire(facts) & is_the_person(facts)).require()
    offer = hiring.place_of(application)
    assert offer is not None
    user = person_for(application, contract, by=by, at=at)
    programme = open_programme(
        region=round.region,
        user=user,
        model=contract.option.model,
        starts_on=contract.starts_on,
        employment_form=contract.employment_form,
        units=hiring.units_for(contract.option, offer),
        by=by,
        at=at,
    )
    say_where(programme, offer)
    application.programme, application.state = programme, ApplicationState.HIRED
    application.hired_by, application.hired_at = by, at
    application.save(update_fields=["programme", "state", "hired_by", "hired_at"])
    list_tasks(application, contract, at)
    words = sending.words_of(round, method_of(round))
    write_letter(
        application=application, kind=HIRED, subject="Din BT är upplagd",
        body=offer_letters.hired(words, contract.starts_on), by=by, at=at,
    )  # fmt: skip
    audit.record(Event.APPLICANT_HIRED, about=application, by=by, at=at)
    return programme


def person_for(
    case: Application, contract: Contract, *, by: User, at: datetime
) -> User:
    """The account with the applicant's address, if that is the person; else a new one."""
    user = hiring.account_of(case)
    licence_on = contract.licence_on or case.licensed_on
    if user is None:
        return new_account(case, contract, licence_on, by=by, at=at)
    note_number(case.region, user, contract.personal_number, by=by, at=at)
    if not is_known_in(case.region, user):
        audit.record(
            Event.PERSON_REGISTERED, about=user, region=case.region, by=by, at=at
        )
    if licence_on and not has_licence(user):
        register_qualification(
            region=case.region, user=user, kind=QualificationKind.LICENCE,
            name=SWEDEN, on=licence_on, by=by, at=at,
        )  # fmt: skip
    return user


def new_account(
    case: Application,
    contract: Contract,
    licence_on: date | None,
    *,
    by: User,
    at: datetime,
) -> User:
    """Another region may hire the same person this minute: then somebody is asked."""
    try:
        return register_person(
            region=case.region,
            first_name=case.first_name,
            last_name=case.last_name,
            email=case.email,
            personal_number=contract.personal_number,
            licence_on=licence_on,
            by=by,
            at=at,
        )
    except Refused:
        is_the_person(hiring.hire_facts(case, is_same=contract.is_same)).require()
        raise


def note_number(
    region: Region, user: User, number: str, *, by: User, at: datetime
) -> None:
    """The number typed is the account's, or becomes it where there was none."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if number in ("", user.personal_number):
        return
    is_the_number(user.personal_number).require()
    refuse_taken(region, user, number, user.email)
    user.personal_number = number
    save_once(user, ["personal_number"])
    audit.record(
        Event.PERSON_CHANGED, about=user, region=region, by=by, at=at,
        fields=["personal_number"],
    )  # fmt: skip


def say_where(programme: Programme, offer: Offer) -> None:
    """The place that was wished and offered, where the doctor's own is not known."""
    post = offer.post
    where = str(post.unit) if post and post.unit else offer.place
    rows = Doctor.objects.filter(pk=programme.doctor_id, workplace="")
    rows.update(workplace=where)


def list_tasks(case: Application, contract: Contract, at: datetime) -> None:
    today = timezone.localdate(at)
    OnboardingTask.objects.bulk_create(
        OnboardingTask(
            region_id=case.region_id, application=case, title=title, due_on=due_on
        )
        for title, due_on in tasks_before(contract.starts_on, today)
    )


@transaction.atomic
def tick(*, task: OnboardingTask, done: bool, by: User, at: datetime) -> OnboardingTask:
    """Done, or not after all. Who ticked it first stands."""
    access.require(by, Permission.RECRUIT, task.application.region)
    rows = OnboardingTask.objects.select_for_update(of=("self",))
    task = rows.select_related("application").get(pk=task.pk)
    if (task.done_at is not None) == done:
        return task
    task.done_by, task.done_at = (by, at) if done else (None, None)
    task.save(update_fields=["done_by", "done_at"])
    event = Event.PREPARATION_DONE if done else Event.PREPARATION_UNDONE
    audit.record(event, about=task, by=by, at=at)
    return task
