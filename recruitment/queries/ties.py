"""What could tie those who review a round to those who apply: facts for the rule."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models.functions import Lower

from bt_admin.lib.people import Person
from placements.enums import ProgrammeRole
from placements.models import Doctor, ProgrammeAssignment
from recruitment.models import ApplicantConflict, Application
from recruitment.rules.conflicts import (
    ConflictFacts,
    Employment,
    Party,
    Supervision,
    links_between,
)
from regions import models as regional
from regions.models import User

SUPERVISORS = [ProgrammeRole.MAIN_SUPERVISOR, ProgrammeRole.PLACEMENT_SUPERVISOR]


@dataclass(frozen=True)
class Ties:
    """Of each application, whom it may not go to, with what ties them: in words."""

    found: dict[UUID, dict[UUID, str]]

    def of(self, application: Application) -> dict[UUID, str]:
        return self.found.get(application.pk, {})


def ties_between(users: Iterable[User], applications: Iterable[Application]) -> Ties:
    """Every link between these people and these applicants. Six queries.

    An applicant is somebody here when the e-mail address is the same. What was found
    or declared before stays, whatever has changed in the register since.
    """
    users, applications = list(users), list(applications)
    known = known_by_mail(applications)
    everyone = [*users, *known.values()]
    worked, supervised = employments_of(everyone), supervisions_of(everyone)
    homes = homes_of(users)
    judges = {user.pk: judge_of(user, worked, homes) for user in users}
    parties = {one.pk: applicant_of(one, known, worked) for one in applications}
    apply = frozenset(party.person for party in parties.values())
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for pk, party in parties.items():
        for key, judge in judges.items():
            facts = ConflictFacts(judge, party, supervised, (), apply)
            if links := links_between(facts):
                found[pk][key] = links[0].text
    for row in ApplicantConflict.objects.filter(
        application__in=applications, user__in=users
    ):
        found[row.application_id].setdefault(row.user_id, row.text)
    return Ties(dict(found))


def known_by_mail(applications: Iterable[Application]) -> dict[str, User]:
    """Who of the applicants is a user here, by e-mail address in small letters."""
    mails = {one.email.lower() for one in applications if one.email}
    rows = User.objects.annotate(mail=Lower("email")).filter(mail__in=mails)
    return {user.email.lower(): user for user in rows}


def applicant_of(
    application: Application, known: dict[str, User], worked: dict[Hashable, list]
) -> Party:
    user = known.get(application.email.lower())
    key = user.pk if user else application.pk
    return Party(
        Person(key, application.full_name),
        surname=application.last_name,
        address=application.address,
        employments=(*at_present(application.workplace), *worked.get(key, ())),
    )


def judge_of(
    user: User, worked: dict[Hashable, list], homes: dict[Hashable, str]
) -> Party:
    return Party(
        Person(user.pk, user.full_name),
        surname=user.last_name,
        address=homes.get(user.pk, ""),
        employments=(*at_present(user.workplace), *worked.get(user.pk, ())),
    )


def at_present(workplace: str) -> tuple[Employment, ...]:
    """Where somebody says that they work, for as long as we know."""
    name = " ".join(workplace.split())
    return (Employment(name.casefold(), None, None, name),) if name else ()


def employments_of(users: Iterable[User]) -> dict[Hashable, list[Employment]]:
    rows = regional.Employment.objects.filter(user__in=list(users))
    found: dict[Hashable, list[Employment]] = defaultdict(list)
    for row in rows.select_related("unit"):
        name = row.unit.name
        at = Employment(name.casefold(), row.starts, row.ends, name)
        found[row.user_id].append(at)
    return found


def supervisions_of(users: Iterable[User]) -> tuple[Supervision, ...]:
    """Who of these has supervised whom."""
    keys = [user.pk for user in users]
    rows = ProgrammeAssignment.objects.filter(
        role__in=SUPERVISORS, user__in=keys, programme__doctor__user__in=keys
    ).select_related("user", "programme__doctor__user")
    return tuple(
        Supervision(
            Person(row.user_id, row.user.full_name),
            Person(row.programme.doctor.user_id, row.programme.doctor.user.full_name),
            row.starts,
        )
        for row in rows
    )


def homes_of(users: Iterable[User]) -> dict[Hashable, str]:
    """Where those live who are, or were, doctors in BT; the others' is not known."""
    rows = Doctor.objects.filter(user__in=list(users)).exclude(address="")
    return dict(rows.values_list("user", "address"))


def known_tie(application: Application, user: User) -> str:
    """What is known to tie this person to this applicant, or nothing. One query."""
    row = ApplicantConflict.objects.filter(application=application, user=user).first()
    return row.text if row else ""
