"""The pages of a kollegium that meets, as those who sit in it walk them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.actions import meetings as actions
from assessments.models import Collegium, CollegiumMeeting, MeetingInput
from regions.models import AuditRow
from tests.assessments import acts
from tests.assessments import meeting_acts as do
from tests.cast import at
from tests.page_reads import at_most

HOSTILE = "<script>alert(1)</script> =1+1 ' OR 1=1 -- \u202e åäö"


def url(name: str, *keys) -> str:
    return reverse(f"assessments:{name}", args=["kronoberg", *keys])


def of(name: str, meeting) -> str:
    return url(name, meeting.pk, do.listed(meeting).pk)


def filled(company, **given) -> dict:
    return {
        "kind": "collegium",
        "title": "Kollegium våren",
        "meets_on": acts.today().isoformat(),
        "meets_at": "13.15",
        "place": "Linné",
        "opens_on": "",
        "closes_on": "",
        "cohort": "",
        "doctors": [str(company.programme.pk)],
        "id": str(uuid4()),
        **given,
    }


def text(answer) -> str:
    words = " ".join(answer.content.decode().split())
    return words.replace("\N{NO-BREAK SPACE}", " ")


def test_a_meeting_from_call_to_signature(kronoberg, as_user):
    client = as_user(kronoberg.studierektor)
    answer = client.post(url("meeting_new"), filled(kronoberg))
    [meeting] = CollegiumMeeting.objects.all()
    assert (answer.status_code, answer.url) == (302, meeting.get_absolute_url())
    assert (meeting.closes_on - meeting.opens_on).days == 28
    page = text(client.get(meeting.get_absolute_url()))
    assert "kl. 13.15. Linné." in page
    attended = [str(row.pk) for row in meeting.members.all()]
    client.post(meeting.get_absolute_url(), {"action": "hold", "attended": attended})
    row = {
        "outcome": "on_track_with_plan",
        "strengths": HOSTILE,
        "development": "",
        "actions_agreed": "",
        "follow_up_on": (acts.today() + timedelta(days=30)).isoformat(),
        "atgard0-what": HOSTILE,
        "atgard0-owner": str(kronoberg.supervisor.pk),
        "atgard0-due_on": (acts.today() + timedelta(days=20)).isoformat(),
    }
    assert client.post(of("meeting_judgement", meeting), row).status_code == 302
    page = client.get(url("meeting_minutes", meeting.pk))
    assert "<script>alert" not in page.content.decode()
    shown = page.context["form"].initial["shown"]
    answer = client.post(
        url("meeting_minutes", meeting.pk), {"minutes": HOSTILE, "shown": shown}
    )
    assert answer.status_code == 302
    assert acts.stored(meeting).state == "documented"
    again = client.post(
        url("meeting_minutes", meeting.pk), {"minutes": "x", "shown": shown}
    )
    assert (again.status_code, acts.stored(meeting).minutes) == (403, HOSTILE)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": ""}, "Skriv vad kollegiet heter."),
        ({"title": "å" * 100}, "Texten är 20 tecken för lång."),
        ({"meets_on": "2027-02-30"}, "Det finns inget datum 2027-02-30."),
        ({"meets_at": "kvart över"}, "Skriv klockslaget som 13.15."),
        ({"doctors": []}, "Välj minst en BT-läkare"),
        ({"doctors": ["nej"]}, "Välj läkare i listan."),
        ({"kind": "fest"}, "Välj ett av mötena."),
    ],
)
def test_a_bad_call_gets_a_sentence_and_is_kept(kronoberg, as_user, given, words):
    client = as_user(kronoberg.studierektor)
    answer = client.post(
        url("meeting_new"), filled(kronoberg, **{"place": "<Linné>", **given})
    )
    assert (answer.status_code, words in text(answer)) == (422, True)
    assert "&lt;Linné&gt;" in text(answer)
    assert list(CollegiumMeeting.objects.all()) == []


# ------------------------------------------------------------------------------- input
def test_the_handledare_says_what_they_think_from_att_gora(kronoberg, as_user):
    meeting = do.called(kronoberg)
    client = as_user(kronoberg.supervisor)
    assert "Lämna synpunkter om Doctor Kronoberg" in text(client.get("/kronoberg/"))
    here = of("meeting_input", meeting)
    assert "Doctor Kronoberg ser det inte." in text(client.get(here))
    given = {"phase": "in_phase", "strengths": HOSTILE, "needs": ""}
    assert client.post(here, given).status_code == 302
    assert "Lämna synpunkter om" not in text(client.get("/kronoberg/"))
    pack = as_user(kronoberg.bt_manager).get(of("meeting_pack", meeting))
    assert "<script>alert" not in pack.content.decode()
    assert "&lt;script&gt;" in pack.content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"phase": ""}, "Välj hur det går mot planen"),
        ({"phase": "kanske"}, "Välj ett av svaren."),
        ({"strengths": " "}, "Skriv minst en mening."),
        ({"strengths": "å" * 2000}, "Texten är 500 tecken för lång."),
    ],
)
def test_a_bad_input_is_kept(kronoberg, as_user, given, words):
    meeting = do.called(kronoberg)
    data = {"phase": "in_phase", "strengths": "Lugn.", "needs": "", **given}
    answer = as_user(kronoberg.supervisor).post(of("meeting_input", meeting), data)
    assert (answer.status_code, words in text(answer)) == (422, True)
    assert MeetingInput.objects.filter(given_at__isnull=False).count() == 0


# ----------------------------------------------------------------------------- reading
def test_reading_as_a_member_is_told_to_the_doctor(kronoberg, as_user):
    meeting = do.called(kronoberg)
    who = {"by": kronoberg.studierektor, "at": at()}
    actions.add_member(meeting=meeting, user=kronoberg.unit_manager, **who)
    as_user(kronoberg.unit_manager).get(of("meeting_pack", meeting))
    row = AuditRow.objects.get(
        event="portfolio.read", actor_id=kronoberg.unit_manager.pk
    )
    assert "collegium_member" in row.detail["roles"]
    events = reverse("events", args=["kronoberg", kronoberg.programme.pk])
    page = text(as_user(kronoberg.doctor).get(events))
    assert "ledamot i BT-kollegiet" in page


def test_a_conflict_shuts_the_door(kronoberg, as_user):
    meeting = do.called(kronoberg)
    client = as_user(kronoberg.supervisor)
    assert client.get(of("meeting_pack", meeting)).status_code == 200
    client.post(of("meeting_conflict", meeting), {"reason": HOSTILE})
    answer = client.get(of("meeting_pack", meeting))
    assert (answer.status_code, "Du anmälde jäv" in text(answer)) == (403, True)
    page = text(client.get(meeting.get_absolute_url()))
    assert "Underlaget är stängt för dig." in page


def test_the_doctor_finds_nothing(kronoberg, as_user):
    meeting = do.to_the_end(kronoberg)
    client = as_user(kronoberg.doctor)
    assert client.get(meeting.get_absolute_url()).status_code == 404
    assert client.get(of("meeting_pack", meeting)).status_code == 404
    assert meeting.title not in text(client.get(url("meetings")))
    row = Collegium.objects.get(meeting=meeting)
    assert client.get(url("collegium", row.pk)).status_code == 404


def test_an_owner_finds_the_action_under_att_gora(kronoberg, as_user):
    agreed = (acts_agreed(kronoberg),)
    row = acts.kollegium(kronoberg, agreed=agreed).actions.get()
    client = as_user(kronoberg.supervisor)
    assert "Leda ronden." in text(client.get("/kronoberg/"))
    here = url("agreed_action", row.pk)
    assert client.post(here).status_code == 302
    assert client.post(here).status_code == 302
    assert "Leda ronden." not in text(client.get("/kronoberg/"))


def acts_agreed(company):
    from assessments.actions import Agreed

    day = acts.today() + timedelta(days=30)
    return Agreed("Leda ronden.", company.supervisor, day)


def test_an_action_half_filled_in_says_what_is_missing(kronoberg, as_user):
    new = url("collegium_new", kronoberg.programme.pk)
    data = {
        "held_on": acts.today().isoformat(),
        "outcome": "on_track",
        "strengths": "Lugn.",
        "atgard0-what": "Leda <ronden>.",
    }
    answer = as_user(kronoberg.studierektor).post(new, data)
    assert (answer.status_code, "Välj vem som ansvarar." in text(answer)) == (422, True)
    assert "Leda &lt;ronden&gt;." in text(answer)
    assert list(Collegium.objects.all()) == []


# --------------------------------------------------------------------------- what it costs
@pytest.mark.parametrize("more", [0, 2])
def test_the_pages_cost_the_same_with_more_in_them(kronoberg, as_user, more):
    for number in range(1 + more):
        meeting = do.called(kronoberg, title=f"Kollegium {number}")
        do.give_input(kronoberg, meeting)
    client = as_user(kronoberg.supervisor)
    client.get(url("meetings"))
    with at_most(10):
        client.get(url("meetings"))
    with at_most(19):
        client.get(meeting.get_absolute_url())
