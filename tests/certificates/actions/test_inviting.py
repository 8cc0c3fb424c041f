"""The pool, and asking one of it: by whom, how often, and what an answer does."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from certificates.actions.inviting import (
    accept,
    appoint_at_once,
    decline,
    invite,
    remind_all_invited,
    remind_invited,
    withdraw_invitation,
)
from certificates.actions.pool import (
    add_to_pool,
    change_member,
    note_lending,
    pause,
    resume,
)
from certificates.models import ExternalAssessment, Invitation, PoolMember
from certificates.queries import external_of, pool_of, shortlist_for, todos_for
from regions import access
from regions.context import in_region
from regions.enums import QualificationKind
from regions.events import Event
from regions.models import (
    AuditRow,
    Employment,
    OutboxMessage,
    Qualification,
    Region,
    User,
)
from tests.cast import Cast, Company, person
from tests.certificates.refusals import refused
from tests.certificates.year import prepare


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        prepare(cast.kronoberg)
        yield cast.kronoberg


def able(user: User) -> User:
    kinds = QualificationKind
    for kind in (kinds.LICENCE, kinds.SPECIALITY, kinds.ASSESSOR_TRAINING):
        Qualification.objects.get_or_create(
            user=user, kind=kind, name="x", defaults={"on": date(2020, 1, 1)}
        )
    return user


def joined(company: Company, user: User | None = None, **given: object) -> PoolMember:
    facts = {
        "region": company.region, "user": user or company.external,
        "starts": timezone.localdate(), "ends": None, "maximum": 4,
        "towns": " Växjö,, Ljungby ", "distance": "", "lending": None,
        "by": company.bt_manager, "at": timezone.now(),
    }  # fmt: skip
    return add_to_pool(**(facts | given))


def asked(company: Company, member: PoolMember, **given: object) -> Invitation:
    facts = {
        "programme": company.programme, "member": member, "planned_on": None,
        "consulted": company.studierektor, "consulted_on": timezone.localdate(),
        "consulted_said": "Ett bra val.", "by": company.bt_manager,
        "at": timezone.now(),
    }  # fmt: skip
    return invite(**(facts | given))


def another(company: Company, name: str = "andra") -> User:
    """Somebody able, who works somewhere the doctor never serves."""
    user = able(person(name, "Kronoberg"))
    unit = Employment.objects.get(user=company.external).unit
    Employment.objects.create(
        region=company.region, user=user, unit=unit, starts=date(2020, 1, 1)
    )
    return user


def last_events(count: int) -> list[str]:
    rows = AuditRow.objects.order_by("-number").values_list("event", flat=True)
    return list(reversed(rows[:count]))


def told(why: str) -> list[str]:
    rows = OutboxMessage.objects.filter(dedupe_key__startswith=f"invitation:{why}:")
    return [one.payload["user"] for one in rows]


def todo_titles(company: Company, user: User) -> list[str]:
    held = {one.role for one in access.memberships(user)}
    found = todos_for(user, company.region, timezone.localdate(), held)
    return [one.title for one in found]


# ------------------------------------------------------------------------- the pool
def test_in_the_pool_one_sees_nothing(company: Company) -> None:
    member = joined(company)
    assert member.towns == "Växjö, Ljungby"
    assert access.granted(company.external, company.region) == set()
    assert refused(joined, company) == ["pool.already_in"]
    assert last_events(1) == [Event.POOL_ADDED]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"maximum": 0}, ["pool.maximum"]),
        ({"maximum": 51}, ["pool.maximum"]),
        ({"ends": date(2020, 1, 1)}, ["pool.order"]),
    ],
)
def test_who_is_not_added(company: Company, given: dict, expected: list[str]) -> None:
    assert refused(joined, company, **given) == expected
    assert PoolMember.objects.count() == 0


def test_the_untrained_is_not_added(company: Company) -> None:
    codes = refused(joined, company, company.untrained)
    assert codes == ["appoint_external.not_qualified"]


def test_changed_paused_and_taken_out(company: Company) -> None:
    member, today = joined(company), timezone.localdate()
    who = {"member": member, "by": company.bt_manager, "at": timezone.now()}
    change_member(ends=None, maximum=2, towns="", distance="Nära", **who)
    row = pause(starts=today, ends=None, **who)
    assert pause(starts=today, ends=None, **who) == row
    (line,) = pool_of(company.region, today)
    assert (line.state, line.facts.maximum, line.member.towns) == ("paused", 2, "")
    resume(pause=row, **who)
    resume(pause=row, **who)
    change_member(ends=today, maximum=2, towns="", distance="", **who)
    (line,) = pool_of(company.region, today + timedelta(days=1))
    assert line.state == "not_active"
    assert last_events(4) == [
        Event.POOL_CHANGED,
        Event.POOL_PAUSED,
        Event.POOL_RESUMED,
        Event.POOL_CHANGED,
    ]


def test_lent_by_agreement_and_no_longer_than_it_holds(
    company: Company, cast: Cast
) -> None:
    today, theirs = timezone.localdate(), able(cast.stockholm.external)
    assert refused(joined, company, theirs) == ["pool.no_lending"]
    lending = note_lending(
        region=company.region, lender=Region.objects.get(slug="stockholm"),
        approved_by="Anna Ek, BT-chef", approved_on=today, reference="RS 2026-1",
        starts=today, ends=today + timedelta(days=30), by=company.bt_manager,
        at=timezone.now(),
    )  # fmt: skip
    assert refused(joined, company, theirs, lending=lending) == ["pool.outside_lending"]
    last = today + timedelta(days=30)
    joined(company, theirs, lending=lending, ends=last)
    places = shortlist_for(company.programme, last, today)
    assert [(one.user, bool(one.proposal.verdict)) for one in places] == [
        (theirs, True)
    ]
    places = shortlist_for(company.programme, last + timedelta(days=1), today)
    assert places[0].proposal.verdict.codes == ["pool.not_active", "pool.not_lent"]
    with in_region(cast.stockholm.region.pk):  # the lender's own tables are untouched
        assert PoolMember.objects.count() == 0


def test_the_shortlist_costs_the_same_however_many(company: Company) -> None:
    joined(company)
    today, counts = timezone.localdate(), []
    for number in range(3):
        with CaptureQueriesContext(connection) as queries:
            shortlist_for(company.programme, today, today)
        counts.append(len(queries))
        joined(company, another(company, f"nummer{number}"))
    assert len(set(counts)) == 1


# ----------------------------------------------------------------------- the question
def test_only_a_yes_appoints(company: Company) -> None:
    invitation = asked(company, joined(company))
    assert external_of(company.programme) is None
    assert told("invited") == [str(company.external.pk)]
    assert todo_titles(company, company.external) == [
        "Svara på en förfrågan om att bedöma Doctor Kronoberg"
    ]
    accept(invitation=invitation, by=company.external, at=timezone.now())
    assert external_of(company.programme).assessor == company.external
    assert external_of(company.programme).appointed_by == company.bt_manager
    invitation.refresh_from_db()
    assert invitation.assessment == external_of(company.programme)
    assert last_events(2) == [Event.EXTERNAL_APPOINTED, Event.ASSESSOR_ACCEPTED]
    for action in (accept, withdraw_invitation):
        codes = refused(action, invitation=invitation, by=company.external,
                        at=timezone.now())  # fmt: skip
        assert codes == ["invite.accepted"]
    assert ExternalAssessment.objects.count() == 1


def test_the_doctor_never_chooses_and_is_not_told_who_is_asked(
    company: Company, client: Client
) -> None:
    member = joined(company)
    assert refused(asked, company, member, by=company.doctor) == ["invite.by_doctor"]
    asked(company, member)
    client.force_login(company.doctor)
    shortlist = reverse(
        "certificates:shortlist", args=["kronoberg", company.programme.pk]
    )
    assert client.get(shortlist).status_code == 403
    for name in ("programme", "events", "certificates:certificates"):
        address = reverse(name, args=["kronoberg", company.programme.pk])
        assert "External Kronoberg" not in client.get(address).content.decode()
    assert todo_titles(company, company.doctor) == []


def test_a_no_proposes_the_next(company: Company) -> None:
    first, second = joined(company), joined(company, another(company))
    invitation = asked(company, first)
    assert refused(asked, company, second) == ["invite.already_asked"]
    given = {"invitation": invitation, "at": timezone.now()}
    assert refused(decline, reason=" ", by=company.external, **given) == [
        "invite.reason_missing"
    ]
    assert refused(decline, reason="Nej", by=company.deputy, **given) == [
        "invite.not_asked"
    ]
    decline(reason="På resande fot.", by=company.external, **given)
    assert refused(decline, reason="Igen", by=company.external, **given) == [
        "invite.declined"
    ]
    assert told("declined") == [str(company.bt_manager.pk)]
    title = "Fråga nästa bedömare för Doctor Kronoberg"
    assert title in todo_titles(company, company.bt_manager)
    places = shortlist_for(
        company.programme, timezone.localdate(), timezone.localdate()
    )
    assert [one.user for one in places] == [second.user, company.external]
    assert places[1].proposal.verdict.codes == ["pool.declined"]
    asked(company, second)
    assert title not in todo_titles(company, company.bt_manager)


def test_no_answer_is_reminded_of_once_and_then_replaced(company: Company) -> None:
    first, second = joined(company), joined(company, another(company))
    now = timezone.now()
    old = asked(company, first, at=now - timedelta(days=6),
                consulted_on=timezone.localdate() - timedelta(days=6))  # fmt: skip
    assert remind_all_invited(region=company.region, at=now) == 1
    assert remind_all_invited(region=company.region, at=now) == 0
    assert told("reminded") == [str(company.external.pk)]
    remind_invited(invitation=old, by=company.bt_manager, at=now)  # the same day
    assert len(told("reminded")) == 1
    late = now + timedelta(days=2)
    asked(company, second, at=late)
    old.refresh_from_db()
    assert old.state == "replaced"
    codes = refused(accept, invitation=old, by=company.external, at=late)
    assert codes == ["invite.replaced"]


def test_who_became_bound_meanwhile_is_refused_with_the_reason(
    company: Company,
) -> None:
    invitation = asked(company, joined(company))
    on = company.programme.starts_on + timedelta(days=100)
    Employment.objects.create(
        region=company.region, user=company.external, unit=company.units[2],
        starts=on, ends=on,
    )  # fmt: skip
    codes = refused(
        accept, invitation=invitation, by=company.external, at=timezone.now()
    )
    assert codes == ["appoint_external.same_unit"]
    invitation.refresh_from_db()
    assert (invitation.state, external_of(company.programme)) == ("waiting", None)


def test_taken_back_before_the_answer(company: Company) -> None:
    invitation = asked(company, joined(company))
    at = timezone.now()
    withdraw_invitation(invitation=invitation, by=company.bt_manager, at=at)
    codes = refused(accept, invitation=invitation, by=company.external, at=at)
    assert codes == ["invite.withdrawn"]
    assert refused(
        withdraw_invitation, invitation=invitation, by=company.deputy, at=at
    ) == ["invite.withdrawn"]


def test_who_is_appointed_at_once_ends_the_question_to_another(
    company: Company,
) -> None:
    invitation = asked(company, joined(company, another(company)))
    appoint_at_once(
        programme=company.programme, assessor=company.external, planned_on=None,
        by=company.bt_manager, at=timezone.now(),
    )  # fmt: skip
    invitation.refresh_from_db()
    assert invitation.state == "withdrawn"
    assert external_of(company.programme).assessor == company.external
    assert told("withdrawn") == [str(invitation.assessor_id)]


def test_kronoberg_asks_for_the_studierektor(company: Company) -> None:
    member = joined(company)
    codes = refused(asked, company, member, consulted=None)
    assert codes == ["invite.consultation_missing"]
    assert Invitation.objects.count() == 0


# ------------------------------------------------------------------------- the pages
def test_the_pages_from_the_pool_to_the_yes(client: Client, company: Company) -> None:
    client.force_login(company.bt_manager)
    empty = client.get(reverse("certificates:pool", args=["kronoberg"]))
    assert "Ingen finns i poolen än" in empty.content.decode()
    add = reverse("certificates:pool_add", args=["kronoberg"])
    wrong = client.post(add, {"person": str(company.external.pk), "maximum": "många"})
    assert wrong.status_code == 422
    given = {
        "person": str(company.external.pk), "maximum": "3", "towns": "Växjö",
        "starts": str(timezone.localdate()),
    }  # fmt: skip
    assert client.post(add, given).status_code == 302
    page = client.get(f"{empty.request['PATH_INFO']}?namn=växjö&lage=free")
    assert "External Kronoberg" in page.content.decode()
    address = reverse(
        "certificates:shortlist", args=["kronoberg", company.programme.pk]
    )
    page = client.get(address).content.decode()
    assert "1. External Kronoberg" in page
    assert "Inget uppdrag i år, och har inte bedömt här förut." in page
    missing = client.post(
        address, {"person": str(company.external.pk), "consulted_said": "Ja, Eva."}
    )
    assert missing.status_code == 422
    assert "Ja, Eva." in missing.content.decode()
    done = client.post(address, {
        "person": str(company.external.pk), "consulted": str(company.studierektor.pk),
        "consulted_on": str(timezone.localdate()), "consulted_said": "Ja.",
    })  # fmt: skip
    assert done.status_code == 302
    invitation = Invitation.objects.get()
    client.force_login(company.external)
    answer = reverse("certificates:invitation", args=["kronoberg", invitation.pk])
    page = client.get(answer)
    assert "frågar om du vill vara extern bedömare" in page.content.decode()
    assert client.post(answer, {"do": "decline"}).status_code == 422
    response = client.post(answer, {"do": "accept"})
    assert response.url.endswith("/underlag/jav/")
    again = client.post(answer, {"do": "decline", "reason": "Nej"})
    assert again.status_code == 422
    assert "Du har redan tackat ja" in again.content.decode()
