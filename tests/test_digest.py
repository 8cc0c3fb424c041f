"""The e-mail of the morning: once, to whom it concerns, and never what it is about."""

from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail as sent
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Assessment
from bt_admin import digest, tasks
from bt_admin.lib.working_days import is_working_day
from placements.models import ProgrammeAssignment
from regions import access, mail, outbox
from regions.actions.mail_choices import choose_mail
from regions.models import OutboxMessage, StandIn, UnitAssignment, User
from tests.cast import at
from tests.objects.assessments import make_assessment

DAY = timedelta(days=1)
SWEDISH = ZoneInfo("Europe/Stockholm")


def working_day(day: date) -> date:
    while not is_working_day(day):
        day += DAY
    return day


@pytest.fixture
def morning(cast):
    """Seven o'clock on the first working day from now on that is no Monday."""
    day = working_day(cast.today)
    while day.weekday() == 0 or not is_working_day(day):
        day += DAY
    with time_machine.travel(datetime(day.year, day.month, day.day, 7, tzinfo=SWEDISH)):
        yield datetime.now(SWEDISH)


@pytest.fixture
def company(cast, morning):
    with cast.kronoberg.inside():
        yield cast.kronoberg


def asked(company, days=0, assessor=None, when=None, placement=1):
    """Somebody was asked so many days ago."""
    row = make_assessment(company)
    now = when or datetime.now(SWEDISH)
    Assessment.objects.filter(pk=row.pk).update(
        assessor=assessor or company.supervisor,
        registered_at=now - days * DAY,
        placement=company.placements[placement],
    )
    return row


def run(company, when=None):
    return digest.send_digests(company.region, when or datetime.now(SWEDISH))


def digests(user=None):
    rows = OutboxMessage.objects.filter(kind="digest").order_by("created_at")
    return list(rows.filter(payload__user=str(user.pk)) if user else rows)


def counts(user):
    payload = digests(user)[-1].payload
    return [payload[key] for key in ("tasks", "soon", "stuck", "news")]


def deliver():
    rows = OutboxMessage.objects.filter(kind="digest", done_at=None)
    for row in rows.order_by("created_at"):
        outbox.deliver_one(row.pk, at=datetime.now(SWEDISH))
    return sent.outbox


# ------------------------------------------------------------------------------ content
def test_it_counts_and_leads_to_what_waits(company, settings):
    settings.BASE_URL = "https://bt.example.org/"
    make = asked(company, assessor=company.psychiatrist)
    access.assign(
        ProgrammeAssignment(
            region=company.region, programme=company.programme,
            user=company.psychiatrist, role="placement_supervisor",
            placement=company.placements[3], starts=access.today() - DAY,
        )
    )  # fmt: skip
    run(company)
    letters = [one for one in deliver() if one.to == [company.psychiatrist.email]]
    [letter] = letters
    assert letter.subject == "Du har en uppgift i BT-systemet"
    assert "Det här väntar på dig just nu: en uppgift" in letter.body
    assert "Öppna Att göra: https://bt.example.org/kronoberg/" in letter.body
    assert str(make.pk) not in letter.body


def test_no_person_and_no_content_is_in_any(company):
    asked(company, days=20)
    access.assign(
        StandIn(
            region=company.region, absent=company.supervisor, user=company.psychiatrist,
            role="stand_in", starts=access.today(), ends=access.today(),
        )
    )  # fmt: skip
    run(company)
    assert deliver() != []
    names = {one.last_name for one in User.objects.all()} | {"Doctor", "Supervisor"}
    for letter in sent.outbox:
        [(html, _kind)] = letter.alternatives
        for text in (letter.subject, letter.body, html):
            text = text.replace("Region Kronoberg", "").replace("/kronoberg/", "")
            for word in names | {"Mini-CEX", "bedömning", "dagar", "Medicin", "BT1"}:
                assert (word, word in text) == (word, False)


def test_the_row_in_the_database_says_no_more(company):
    asked(company, days=20)
    run(company)
    for row in digests():
        assert set(row.payload) == {
            "user", "path", "keys", "tasks", "soon", "stuck", "news",
        }  # fmt: skip
        assert {len(key) for key in row.payload["keys"]} <= {16}


# ------------------------------------------------------------------------------- once
def test_twice_is_once(company):
    asked(company)
    first = run(company)
    assert (first > 0, run(company)) == (True, 0)
    deliver()
    run(company)
    deliver()
    told = [one.to[0] for one in sent.outbox]
    assert sorted(told) == sorted(set(told))


def test_a_second_one_on_the_same_day_is_the_same_row(company):
    for _time in range(2):
        mail.enqueue_digest(
            company.supervisor, region=company.region, keys=[], at=at(),
            counts={"tasks": 1, "soon": 0, "stuck": 0, "news": 0},
        )  # fmt: skip
    assert len(digests(company.supervisor)) == 1


def test_somebody_it_fails_for_stops_nobody_else(company, monkeypatch):
    asked(company)
    good, broken = digest.everything_for, company.supervisor
    others = len([1 for user in access.roles_held(company.region, access.today())])

    def sometimes(user, *args):
        if user == broken:
            raise ValueError("a bad row")
        return good(user, *args)

    monkeypatch.setattr(digest, "everything_for", sometimes)
    run(company)
    assert (digests(broken), others > 1, len(digests()) > 0) == ([], True, True)
    monkeypatch.setattr(digest, "everything_for", good)
    before = len(digests())
    assert run(company) == 1
    assert (len(digests(broken)), len(digests())) == (1, before + 1)


@pytest.mark.django_db(transaction=True)
def test_killed_half_way_nothing_is_sent_and_the_next_sends_all(
    cast, morning, monkeypatch
):
    company = cast.kronoberg
    with company.inside():
        asked(company)
    posted = []
    monkeypatch.setattr(outbox, "send", posted.append)
    real = digest.send_digest

    def killed(user, *args):
        real(user, *args)
        if digests():
            raise KeyboardInterrupt

    monkeypatch.setattr(digest, "send_digest", killed)
    with pytest.raises(KeyboardInterrupt), company.inside():
        run(company)
    with company.inside():
        assert (posted, digests()) == ([], [])
    monkeypatch.setattr(digest, "send_digest", real)
    with company.inside():
        number = run(company)
    assert (number > 0, len(posted)) == (True, number)
    with company.inside():
        assert run(company) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one(cast, morning):
    """The second meets the first's lock and leaves."""
    company = cast.kronoberg
    with company.inside():
        asked(company)
    with company.inside(), other_connection() as cursor:
        assert run(company) > 0
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s, %s)", [digest.LOCK, company.region.pk]
        )
        assert cursor.fetchone() == (False,)


@contextmanager
def other_connection():
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            yield cursor
    finally:
        other.close()


# ------------------------------------------------------------------------------- when
def test_nothing_new_is_no_mail(company, morning):
    asked(company)
    run(company)
    before = len(digests(company.supervisor))
    with time_machine.travel(morning + DAY):
        if is_working_day((morning + DAY).date()):
            run(company)
    assert len(digests(company.supervisor)) == before


def test_it_stops_when_it_is_done(company, morning):
    row = asked(company, assessor=company.main_supervisor)
    run(company)
    assert len(digests(company.main_supervisor)) == 1
    Assessment.objects.filter(pk=row.pk).update(
        state="declined", reason="Jag var inte där."
    )
    later = working_day(morning.date() + 7 * DAY)
    with time_machine.travel(morning + (later - morning.date())):
        run(company)
    assert len(digests(company.main_supervisor)) == 1


def test_what_was_made_yesterday_is_not_sent_today(company, morning):
    asked(company)
    run(company)
    with time_machine.travel(morning + DAY):
        deliver()
    assert sent.outbox == []


def test_not_on_a_holiday(company):
    asked(company)
    christmas = datetime(2026, 12, 25, 7, tzinfo=SWEDISH)
    with time_machine.travel(christmas):
        assert run(company) == 0


def test_the_beat_is_swedish(settings):
    assert settings.CELERY_TIMEZONE == "Europe/Stockholm"
    schedule = settings.CELERY_BEAT_SCHEDULE
    assert schedule["morning-digests"]["schedule"].hour == {7, 8, 9}
    assert schedule["turn-grants"]["schedule"].hour == {0}


# -------------------------------------------------------------------------------- whom
def test_who_has_nothing_waiting_hears_nothing(company):
    run(company)
    assert digests(company.hr) == []


def test_a_closed_account_and_an_invented_person_hear_nothing(company):
    for user, field in ((company.supervisor, "is_active"), (company.doctor, "is_demo")):
        setattr(user, field, field == "is_demo")
        user.save()
    asked(company)
    run(company)
    assert (digests(company.supervisor), digests(company.doctor)) == ([], [])


def test_one_for_each_region_and_only_of_it(cast, morning):
    person = cast.kronoberg.supervisor
    with cast.stockholm.inside():
        access.assign(
            ProgrammeAssignment(
                region=cast.stockholm.region, programme=cast.stockholm.programme,
                user=person, role="placement_supervisor",
                placement=cast.stockholm.placements[3], starts=access.today(),
            )
        )  # fmt: skip
        for _number in range(3):
            asked(cast.stockholm, assessor=person, placement=3)
    with cast.kronoberg.inside():
        asked(cast.kronoberg)
    for company, tasks_there in ((cast.kronoberg, 2), (cast.stockholm, 3)):
        with company.inside():
            run(company)
            assert counts(person)[0] == tasks_there
            assert {row.region_id for row in digests()} == {company.region.pk}
            deliver()
    senders = {one.from_email[:12] for one in sent.outbox if one.to == [person.email]}
    assert len(senders) == 2


def test_everywhere_is_a_task_for_each_region(db, monkeypatch):
    asked_for = []
    monkeypatch.setattr(
        tasks.send_digests, "apply_async", lambda args: asked_for.append(args[0])
    )
    assert tasks.send_digests_everywhere(None) == 21
    assert len(set(asked_for)) == 21


@pytest.mark.parametrize("name", ["send_digests", "send_digests_everywhere"])
def test_a_task_without_a_region_refuses(name):
    with pytest.raises(TypeError):
        getattr(tasks, name)()


# -------------------------------------------------------------------------------- news
def news(company, user, key="1"):
    mail.notify(
        user, "/kronoberg/", region=company.region, key=key, by=None,
        at=datetime.now(SWEDISH), notice=mail.NEWS,
    )  # fmt: skip
    row = OutboxMessage.objects.get(dedupe_key=f"{key}:{user.pk}")
    outbox.deliver_one(row.pk, at=datetime.now(SWEDISH))


def test_news_are_told_once(company, morning):
    news(company, company.hr)
    run(company)
    assert counts(company.hr) == [0, 0, 0, 1]
    [letter] = [one for one in deliver() if one.to == [company.hr.email]]
    assert "Något nytt finns att läsa" in letter.body
    with time_machine.travel(datetime(2027, 9, 14, 7, tzinfo=SWEDISH)):
        run(company)
    assert len(digests(company.hr)) == 1


@pytest.mark.parametrize(
    ("pace", "told"), [("daily", 1), ("weekly", 1), ("never", 0), ("at_once", 0)]
)
def test_news_as_chosen(company, pace, told):
    choose_mail(
        user=company.hr, region=company.region, tasks="daily", news=pace, at=at()
    )
    news(company, company.hr)
    run(company)
    assert len(digests(company.hr)) == told
    at_once = [one for one in sent.outbox if one.to == [company.hr.email]]
    assert len(at_once) == (pace == "at_once")


# --------------------------------------------------------------------------- escalation
def lead(company, user=None, unit=1):
    access.assign(
        UnitAssignment(
            region=company.region, unit=company.units[unit],
            user=user or company.psychiatrist, role="unit_lead",
            starts=access.today() - 400 * DAY,
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "with_lead", "lead_told", "director_told"),
    [
        (9, True, False, False),
        (10, True, True, False),
        (14, True, True, True),
        (10, False, False, True),
    ],
)
def test_first_the_unit_then_the_studierektor(
    company, days, with_lead, lead_told, director_told
):
    if with_lead:
        lead(company)
    asked(company, days=days)
    run(company)
    for user, told in (
        (company.psychiatrist, lead_told),
        (company.studierektor, director_told),
    ):
        rows = digests(user)
        assert (bool(rows) and rows[0].payload["stuck"] == 1) is told
    for other in (company.bt_manager, company.unit_manager, company.doctor):
        assert [row.payload["stuck"] for row in digests(other)] in ([], [0])


def test_the_lead_of_another_unit_hears_nothing(company):
    lead(company, unit=2)
    asked(company, days=12)
    run(company)
    rows = digests(company.psychiatrist)  # a placement there lacks a handledare
    assert [row.payload["stuck"] for row in rows] == [0]


def test_the_regions_own_delays(company):
    company.model.settings = {"reminders": {"studierektor_after_days": 4}}
    company.model.save()
    asked(company, days=4)
    run(company)
    assert digests(company.studierektor)[0].payload["stuck"] == 1


def test_a_stand_in_hears_what_the_studierektor_would(company):
    today = access.today()
    access.assign(
        StandIn(
            region=company.region, absent=company.studierektor,
            user=company.psychiatrist, role="stand_in", starts=today, ends=today,
        )
    )  # fmt: skip
    asked(company, days=15)
    run(company)
    assert digests(company.psychiatrist)[0].payload["stuck"] == 1


# ------------------------------------------------------------------------ what it costs
def queries(company):
    with CaptureQueriesContext(connection) as captured:
        run(company)
    return len(captured)


def more_people(company, number, word):
    """Each with the same role, and as much to do."""
    for one in range(number):
        user = User.objects.create_user(
            f"{word}{one}@example.org", first_name="P", last_name="Q"
        )
        access.assign(
            ProgrammeAssignment(
                region=company.region, programme=company.programme, user=user,
                role="placement_supervisor", placement=company.placements[3],
                starts=access.today(),
            )
        )  # fmt: skip


@pytest.mark.parametrize("slug", ["kronoberg", "stockholm"])
def test_each_further_person_costs_the_same_few(cast, morning, slug):
    company = getattr(cast, slug)
    with company.inside():
        queries(company)  # the content types are known
        OutboxMessage.objects.all().delete()
        found = []
        for number, word in ((0, "a"), (1, "b"), (3, "c")):
            more_people(company, number, word)
            found.append(queries(company))
            OutboxMessage.objects.all().delete()
    one = found[1] - found[0]
    assert found[2] - found[1] == 3 * one
    assert one <= 12  # what Att göra may ask, and the savepoint round it
