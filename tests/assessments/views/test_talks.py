from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from assessments import actions
from assessments.models import Agreement, Talk
from assessments.queries.talks import talk_counts
from regions.models import RegionalModel
from tests.assessments.talks import agreed, documented, held, planned
from tests.cast import at
from tests.page_reads import at_most

SECRETS = ["Vi gick igenom veckan", "Ämnet", "Läsa om diabetes", "Rum 12"]


def text(response) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def plan_form(company, **given) -> dict[str, str]:
    usual = {
        "supervisor": str(company.supervisor.pk),
        "on": (timezone.localdate() + timedelta(days=5)).isoformat(),
        "at": "13.15",
        "minutes": "30",
        "place_kind": "phone",
        "place": "08-465 004 01",
        "template": "first",
        "topics": "Jourerna\n\nDelmål BT3",
    }
    return usual | given


def address(company, name: str = "") -> str:
    return f"/kronoberg/bt/{company.programme.pk}/samtal/{name}"


def test_the_doctor_plans_a_talk(cast, as_user):
    company = cast.kronoberg
    response = as_user(company.doctor).post(
        address(company, "nytt/"), plan_form(company)
    )
    with company.inside():
        talk = Talk.objects.get()
        topics = [one.text for one in talk.topics.all()]
    assert response.url == f"/kronoberg/samtal/{talk.pk}/"
    assert timezone.localtime(talk.starts_at).strftime("%H.%M") == "13.15"
    assert topics[:2] == ["Jourerna", "Delmål BT3"]
    assert (len(topics), talk.template) == (7, "first")


@pytest.mark.parametrize("who", ["supervisor", "main_supervisor"])
def test_a_handledare_plans_with_nobody_to_choose(cast, as_user, who):
    company = cast.kronoberg
    client = as_user(getattr(company, who))
    page = client.get(address(company, "nytt/"))
    assert list(page.context["form"].around) == [str(getattr(company, who).pk)]
    form = plan_form(company, supervisor=str(getattr(company, who).pk))
    assert client.post(address(company, "nytt/"), form).status_code == 302
    other = plan_form(company, supervisor=str(company.psychiatrist.pk))
    assert client.post(address(company, "nytt/"), other).status_code == 422


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("on", "i morgon", "Skriv datumet som ÅÅÅÅ-MM-DD"),
        ("on", "2019-01-01", "Samtalet behöver ligga mellan"),
        ("at", "25.00", "Skriv tiden som TT.MM"),
        ("minutes", "en timme", "Skriv ett heltal"),
        ("minutes", "0", "Skriv mellan 5 och 240 minuter"),
        ("minutes", "9" * 40, "Skriv mellan 5 och 240 minuter"),
        ("place_kind", "duvpost", "Välj ett av sätten"),
        ("place", "x" * 201, "Texten är 1 tecken för lång"),
        ("topics", "x" * 201, "Texten är 1 tecken för lång"),
        ("template", "okänd", "Välj en mall ur listan"),
        ("supervisor", "ingen", "Personen kan inte väljas"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field_and_kept(
    cast, as_user, field, typed, said
):
    company = cast.kronoberg
    response = as_user(company.doctor).post(
        address(company, "nytt/"), plan_form(company, **{field: typed})
    )
    assert response.status_code == 422
    assert said in text(response)
    assert "08-465 004 01" in text(response) or field == "place"
    with company.inside():
        assert Talk.objects.count() == 0


def test_from_plan_to_closed_talk(cast, as_user):
    company = cast.kronoberg
    with company.inside(company.doctor):
        talk = planned(company, days=-1)
    page = f"/kronoberg/samtal/{talk.pk}/"
    starts = timezone.localtime(talk.starts_at)
    supervisor = as_user(company.supervisor)
    hold = {
        "on": starts.date().isoformat(),
        "at": f"{starts:%H.%M}",
        "minutes": "50",
        "place_kind": "room",
        "place": "",
        "hours": "own",
        "version": "1",
        "notes": "<b>Fet</b> & sant",
    }
    assert supervisor.post(f"{page}genomfort/", hold).status_code == 302
    shown = text(supervisor.get(page))
    assert "&lt;b&gt;Fet&lt;/b&gt; &amp; sant" in shown
    assert "50 minuter, utanför arbetstid" in shown
    sent = {"do": "topic", "topic-text": "Jourerna"}
    assert supervisor.post(page, sent).url == f"{page}#amnen"
    promise = {
        "do": "agree",
        "agree-what": "Läsa",
        "agree-owner": str(company.doctor.pk),
        "agree-due_on": (timezone.localdate() + timedelta(days=2)).isoformat(),
    }
    assert supervisor.post(page, promise).url == f"{page}#overenskommet"
    for _twice in range(2):
        assert supervisor.post(f"{page}avsluta/").status_code == 302
    assert supervisor.post(page, sent).status_code == 422
    doctor = as_user(company.doctor)
    assert "Läsa" in text(doctor.get("/kronoberg/"))
    with company.inside():
        agreement = Agreement.objects.get()
    tick = f"/kronoberg/overenskommelse/{agreement.pk}/"
    for _twice in range(2):
        assert doctor.post(tick, {"done": "1"}).status_code == 302
    assert "Överenskommet i handledarsamtal" not in text(doctor.get("/kronoberg/"))


def test_what_the_other_wrote_is_shown_beside_ones_own(cast, as_user):
    company = cast.kronoberg
    with company.inside(company.doctor):
        talk = held(company, notes="Mats version")
    page = f"/kronoberg/samtal/{talk.pk}/"
    sent = {"do": "notes", "notes-version": "1", "notes-notes": "Ebbas version"}
    client = as_user(company.doctor)
    refused = client.post(page, sent)
    assert refused.status_code == 422
    for one in ("Mats version", "Ebbas version", "har ändrat i samtalet under tiden"):
        assert one in text(refused)
    again = sent | {"notes-version": str(talk.version)}
    assert f'name="notes-version" value="{talk.version}"' in text(refused)
    assert client.post(page, again).status_code == 302


def test_what_was_noted_before_is_not_lost_when_the_talk_is_registered(cast, as_user):
    company = cast.kronoberg
    with company.inside(company.doctor):
        talk = planned(company, days=-1)
        actions.write_notes(talk=talk, notes="Ebbas rader", by=company.doctor, at=at())
    starts = timezone.localtime(talk.starts_at)
    hold = {
        "on": starts.date().isoformat(), "at": f"{starts:%H.%M}", "minutes": "45",
        "place_kind": "room", "hours": "working", "notes": "Mats rader", "version": "1",
    }  # fmt: skip
    page = f"/kronoberg/samtal/{talk.pk}/genomfort/"
    refused = as_user(company.supervisor).post(page, hold)
    assert refused.status_code == 422
    assert [one in text(refused) for one in ("Ebbas rader", "Mats rader")] == [True] * 2


def test_who_takes_no_part_learns_that_the_talk_was_held_and_no_more(cast, as_user):
    company = cast.kronoberg
    with company.inside(company.doctor):
        talk = planned(company, topics=["Ämnet"], days=-3)
        held(company)
        actions.hold_talk(
            talk=talk,
            when=actions.When(talk.starts_at, 45, "room", "Rum 12, Gula huset"),
            in_working_hours=True,
            notes="Vi gick igenom veckan.",
            by=company.doctor,
            at=at(),
        )
        agreed(company, talk)
    pages = [f"/kronoberg/samtal/{talk.pk}/", address(company)]
    found = {}
    for who in (
        "doctor", "supervisor", "main_supervisor", "studierektor", "bt_manager",
        "administrator", "unit_manager",
    ):  # fmt: skip
        client = as_user(getattr(company, who))
        shown = "".join(text(client.get(page)) for page in pages)
        found[who] = [one for one in SECRETS if one in shown]
        assert "45 minuter" in shown
    everything = dict.fromkeys(["doctor", "supervisor", "main_supervisor"], SECRETS)
    nothing = ["studierektor", "bt_manager", "administrator", "unit_manager"]
    assert found == everything | {who: [] for who in nothing}


def test_the_huvudansvariga_reads_but_does_not_write(cast, as_user):
    company = cast.kronoberg
    with company.inside(company.doctor):
        talk = held(company)
    client = as_user(company.main_supervisor)
    page = f"/kronoberg/samtal/{talk.pk}/"
    assert 'name="notes-notes"' not in text(client.get(page))
    sent = {"do": "topic", "topic-text": "Nej"}
    assert client.post(page, sent).status_code == 403


def test_the_invitation_tells_the_time_and_the_way(cast, as_user):
    company = cast.kronoberg
    with company.inside(company.doctor):
        talk = planned(company, topics=["Ämnet"])
    response = as_user(company.supervisor).get(
        f"/kronoberg/samtal/{talk.pk}/inbjudan.ics"
    )
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["DTSTART"].dt == talk.starts_at
    assert (event["SUMMARY"], event["LOCATION"]) == ("Handledarsamtal", "I rum")
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert [one for one in SECRETS if one in text(response)] == []


def test_cancelling_without_a_reason_says_why_it_is_needed(cast, as_user):
    company = cast.kronoberg
    with company.inside(company.doctor):
        talk = planned(company)
    page = f"/kronoberg/samtal/{talk.pk}/stall-in/"
    client = as_user(company.supervisor)
    assert "utan skäl" in text(client.post(page, {"reason": " "}))
    assert client.post(page, {"reason": "Sjuk."}).status_code == 302
    assert client.post(page, {"reason": "Sjuk."}).status_code == 403


# --------------------------------------------------------------------- the counter
def test_stockholm_counts_against_what_it_expects(cast):
    company = cast.stockholm
    model = RegionalModel.objects.filter(region=company.region)
    with company.inside(company.doctor):
        company.programme.model = model.get(settings__supervision__rules__isnull=False)
        talks = [documented(company, days=-days) for days in (3, 17, 31)]
        planned(company)
        rows = list(Talk.objects.filter(programme=company.programme))
        counts = talk_counts(company.programme, rows, timezone.localdate())
    assert len(talks) == 3
    # Day 150: 58 days of internmedicin are behind, and 31 of vårdcentral before.
    found = {
        one.placement.title: (one.count.held, one.count.planned, one.count.expected)
        for one in counts
    }
    assert list(found) == ["Kirurgi", "Internmedicin", "Primärvård"]
    assert found["Kirurgi"] == (3, 1, 4)
    assert found["Internmedicin"] == (0, 0, 4)
    assert found["Primärvård"] == (0, 0, 4)


def test_kronoberg_has_not_said_how_often_and_the_page_says_so(cast, as_user):
    company = cast.kronoberg
    with company.inside(company.doctor):
        held(company)
    shown = text(as_user(company.doctor).get(address(company)))
    assert "1 samtal hittills" in shown
    assert "Regionens modell säger inte hur ofta." in shown
    assert "Färre än väntat" not in shown


# ----------------------------------------------------------------- those who lead
def test_own_time_is_shown_unit_by_unit(cast, as_user):
    company = cast.kronoberg
    with company.inside(company.doctor):
        held(company, days=-3, in_working_hours=False)
        held(company, days=-10)
        held(company, days=-17)
        held(company, days=-100, in_working_hours=False)
        actions.cancel_talk(
            talk=planned(company), reason="Sjuk.", by=company.doctor, at=at()
        )
        planned(company, days=-2)
    rows = as_user(company.studierektor).get("/kronoberg/samtal/").context["rows"]
    told = {one.unit: (one.held, one.unregistered, one.own_share) for one in rows}
    assert told == {
        "Kirurgkliniken Kronoberg": (3, 1, 33),
        "Medicinkliniken Kronoberg": (1, 0, 100),
    }
    own_unit = as_user(company.unit_manager).get("/kronoberg/samtal/").context["rows"]
    assert [one.unit for one in own_unit] == ["Medicinkliniken Kronoberg"]


# ------------------------------------------------------------------------- costs
def test_a_list_of_three_costs_as_much_as_a_list_of_one(cast, as_user):
    company = cast.kronoberg
    client = as_user(company.doctor)
    with company.inside(company.doctor):
        agreed(company, held(company))
    with at_most(20) as one:
        client.get(address(company))
    with company.inside(company.doctor):
        agreed(company, held(company, days=-14))
        agreed(company, held(company, days=-21))
        planned(company)
    with at_most(20) as three:
        client.get(address(company))
    assert len(three) == len(one)


def test_a_talk_with_much_in_it_costs_as_much_as_an_empty_one(cast, as_user):
    company = cast.kronoberg
    client = as_user(company.doctor)
    with company.inside(company.doctor):
        talk = held(company)
        agreed(company, talk)
        actions.add_topic(talk=talk, text="Ett", by=company.doctor, at=at())
    page = f"/kronoberg/samtal/{talk.pk}/"
    with at_most(20) as one:
        client.get(page)
    with company.inside(company.doctor):
        for number in range(3):
            agreed(company, talk, what=f"Löfte {number}")
            actions.add_topic(
                talk=talk, text=f"Ämne {number}", by=company.supervisor, at=at()
            )
    with at_most(20) as more:
        client.get(page)
    assert len(more) == len(one)
