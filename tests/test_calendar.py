"""The calendar feed: for whoever has its address, about one person in one region."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from icalendar import Calendar

from assessments import actions
from regions import access, audit
from regions.actions.feeds import end_feed, make_feed
from regions.context import in_region
from regions.models import AuditRow, CalendarFeed
from tests.assessments.acts import crash
from tests.assessments.talks import agreed, held, planned, when
from tests.cast import at
from tests.page_reads import at_most
from tests.pages import words


def feed_for(company, user) -> str:
    """The address of a new feed for this person here."""
    with company.inside(user):
        token = make_feed(region=company.region, by=user, at=at())
    return f"/kalender/{company.region.slug}/{token}.ics"


def read(path: str, **headers: str):
    return Client().get(path, headers=headers)


def titles(response) -> list[str]:
    calendar = Calendar.from_ical(response.content)
    return sorted(str(one["SUMMARY"]) for one in calendar.walk("VEVENT"))


PLACEMENTS = ["Placering börjar", "Placering slutar"]


def test_the_doctor_has_own_talks_and_placements(cast):
    company = cast.kronoberg
    path = feed_for(company, company.doctor)
    with company.inside(company.doctor):
        planned(company)
        held(company)
    response = read(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    # Four placements; the vårdcentral is served twice.
    assert titles(response) == sorted(["Handledarsamtal"] * 2 + PLACEMENTS * 5)


def test_a_handledare_has_own_talks_and_own_placement(cast):
    company = cast.kronoberg
    path = feed_for(company, company.supervisor)
    with company.inside(company.doctor):
        planned(company)
        planned(company, supervisor=company.main_supervisor, days=9)
    found = ["BT-läkare börjar", "BT-läkare slutar", "Handledarsamtal"]
    assert titles(read(path)) == found


def test_others_in_the_region_have_nothing_in_it(cast):
    company = cast.kronoberg
    with company.inside(company.doctor):
        planned(company)
    assert titles(read(feed_for(company, company.studierektor))) == []


def test_nothing_secret_is_told(cast):
    company = cast.kronoberg
    path = feed_for(company, company.doctor)
    with company.inside(company.doctor):
        talk = planned(company, topics=["Ämnet"], days=-2)
        actions.hold_talk(
            talk=talk,
            when=when(-2, place_kind="video", place="https://mote.example.org/hemligt"),
            in_working_hours=True,
            notes="Anteckningen",
            by=company.doctor,
            at=at(),
        )
        agreed(company, talk, what="Löftet")
    text = read(path).content.decode().replace("\r\n ", "")
    people = [company.doctor, company.supervisor, company.main_supervisor]
    names = [part for one in people for part in (one.first_name, one.last_name)]
    secrets = [
        "Ämnet", "Anteckningen", "Löftet", "hemligt", "Rum 12", "@kronoberg",
        *(one.title for one in company.placements),
        *(str(one) for one in company.units),
    ]  # fmt: skip
    told = [word for word in (*names, *secrets) if word in text and word != "Kronoberg"]
    assert told == []
    assert "LOCATION:Video" in text
    assert f"URL:http://127.0.0.1:8000/kronoberg/samtal/{talk.pk}/" in text


def test_a_cancelled_talk_leaves_the_calendar(cast):
    company = cast.kronoberg
    path = feed_for(company, company.doctor)
    with company.inside(company.doctor):
        talk = planned(company)
        actions.cancel_talk(talk=talk, reason="Sjuk.", by=company.doctor, at=at())
    [event] = [
        one
        for one in Calendar.from_ical(read(path).content).walk("VEVENT")
        if one["SUMMARY"] == "Handledarsamtal"
    ]
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert event["UID"] == f"{talk.pk}@bt-admin"


# ---------------------------------------------------------------------- who may read
def test_every_unknown_address_gets_the_same_page(cast):
    company = cast.kronoberg
    old = feed_for(company, company.doctor)
    new = feed_for(company, company.doctor)
    nowhere = read("/finns-inte/alls/")
    unknown = [
        old,
        new.replace("kronoberg", "stockholm"),
        new.replace("kronoberg", "finns-inte"),
        "/kalender/kronoberg/nagot-annat.ics",
        f"/kalender/kronoberg/{'x' * 5000}.ics",
        "/kalender/kronoberg/%00.ics",
    ]
    answers = [read(path) for path in unknown]
    assert [one.status_code for one in answers] == [404] * len(unknown)
    assert {words(one) for one in answers} == {words(nowhere)}
    assert read(new).status_code == 200


def test_a_feed_says_nothing_of_the_persons_other_region(cast):
    here, there = cast.kronoberg, cast.stockholm
    path = feed_for(here, here.doctor)
    with there.inside(there.doctor):
        planned(there)
    assert titles(read(path)) == sorted(PLACEMENTS * 5)
    with in_region(there.region.pk):
        assert CalendarFeed.objects.count() == 0


def test_who_is_logged_in_makes_no_difference(cast, client):
    company = cast.kronoberg
    path = feed_for(company, company.doctor)
    client.force_login(cast.stockholm.studierektor)
    assert client.get(path).content == read(path).content


def test_it_closes_with_the_account_and_with_the_last_role(cast):
    company = cast.kronoberg
    path = feed_for(company, company.supervisor)
    with company.inside():
        company.supervisor.is_active = False
        company.supervisor.save()
    assert read(path).status_code == 404
    with company.inside():
        company.supervisor.is_active = True
        company.supervisor.save()
    assert read(path).status_code == 200
    with company.inside():
        for row in company.programme.assignments.filter(user=company.supervisor):
            row.starts = row.starts - timedelta(days=20)
            row.save()
            access.end(row, on=access.today() - timedelta(days=1))
    assert read(path).status_code == 404


def test_taken_away_it_opens_nothing(cast):
    company = cast.kronoberg
    path = feed_for(company, company.doctor)
    with company.inside(company.doctor):
        for _twice in range(2):
            end_feed(region=company.region, by=company.doctor, at=at())
        events = list(AuditRow.objects.values_list("event", flat=True))
    assert events == ["feed.made", "feed.ended"]
    assert read(path).status_code == 404


# ------------------------------------------------------------------ how it is served
@pytest.mark.usefixtures("sessions_in_the_database")
def test_reading_makes_no_session_and_changes_nothing_else(cast):
    company = cast.kronoberg
    path = feed_for(company, company.doctor)
    sessions = Session.objects.count()
    response = read(path)
    assert (dict(response.cookies), Session.objects.count()) == ({}, sessions)
    assert response["Cache-Control"] == "private, no-cache"
    for method in ("post", "put", "patch", "delete"):
        assert getattr(Client(), method)(path).status_code == 405
    assert Client().head(path).status_code == 200
    with company.inside():
        assert AuditRow.objects.count() == 1  # that the address was made


def test_a_program_that_has_it_already_is_told_so(cast):
    company = cast.kronoberg
    path = feed_for(company, company.doctor)
    first = read(path)
    known = {"if-none-match": first["ETag"]}
    assert read(path, **known).status_code == 304
    assert read(path)["Last-Modified"] == first["Last-Modified"]
    since = {"if-modified-since": first["Last-Modified"]}
    assert read(path, **since).status_code == 304
    with company.inside(company.doctor):
        planned(company)
    after = read(path, **known)
    assert (after.status_code, after["ETag"] != first["ETag"]) == (200, True)
    assert read(path, **{"if-none-match": after["ETag"]}).status_code == 304


def test_what_is_kept_of_the_address_opens_nothing(cast):
    company = cast.kronoberg
    path = feed_for(company, company.doctor)
    token = path.rpartition("/")[2].removesuffix(".ics")
    with company.inside():
        [row] = CalendarFeed.objects.values()
    assert token not in str(row)
    assert read(f"/kalender/kronoberg/{row['token_hash']}.ics").status_code == 404


def test_many_talks_cost_as_many_queries_as_one(cast):
    company = cast.kronoberg
    path = feed_for(company, company.doctor)
    with company.inside(company.doctor):
        planned(company)
    read(path)  # what is noted of the first reading
    with at_most(20) as one:
        read(path)
    with company.inside(company.doctor):
        planned(company, days=9)
        planned(company, days=11)
    read(path)
    with at_most(20) as three:
        read(path)
    assert len(three) == len(one)


# ------------------------------------------------------------------- one's own page
def test_the_address_is_shown_once_and_made_anew_with_one_click(cast, client):
    company = cast.kronoberg
    client.force_login(company.doctor)
    page = "/kronoberg/mina-uppgifter/kalender/"
    first = client.post(page, {"do": "make"}).context["address"]
    assert first.startswith("http://127.0.0.1:8000/kalender/kronoberg/")
    assert client.get(page).context["address"] == ""
    assert "kalender/kronoberg/" not in client.get(page).content.decode()
    second = client.post(page, {"do": "make"}).context["address"]
    paths = [one.removeprefix("http://127.0.0.1:8000") for one in (first, second)]
    assert [read(path).status_code for path in paths] == [404, 200]
    assert client.post(page, {"do": "end"}).status_code == 302
    assert read(paths[1]).status_code == 404
    assert client.post(page, {"do": "något annat"}).status_code == 200


def test_a_crash_keeps_the_old_address(cast, monkeypatch):
    company = cast.kronoberg
    path = feed_for(company, company.doctor)
    monkeypatch.setattr(audit, "record", crash)
    with pytest.raises(RuntimeError), company.inside(company.doctor):
        make_feed(region=company.region, by=company.doctor, at=at())
    assert read(path).status_code == 200


def test_days_are_days_and_moments_are_moments(cast):
    company = cast.kronoberg
    path = feed_for(company, company.doctor)
    with company.inside(company.doctor):
        talk = planned(company)
    events = Calendar.from_ical(read(path).content).walk("VEVENT")
    [meeting] = [one for one in events if one["SUMMARY"] == "Handledarsamtal"]
    assert meeting["DTSTART"].dt == talk.starts_at
    assert meeting["DTEND"].dt - meeting["DTSTART"].dt == timedelta(minutes=45)
    first = min(one["DTSTART"].dt for one in events if one is not meeting)
    assert (type(first), first) == (date, company.programme.starts_on)
