"""The pages of interviews: for the office, the interviewer, the observer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from recruitment.actions.interview_scores import Points, change_points, send_points
from recruitment.enums import ApplicationState, InterviewState, Task
from recruitment.models import (
    Interview,
    InterviewCandidate,
    InterviewLayout,
    Review,
)
from recruitment.queries import interview_planning
from recruitment.queries.links import path_of
from recruitment.rules import interview_days, rotation_days
from tests.assessments.acts import crash
from tests.cast import at
from tests.objects.interviews import (
    GOOD,
    called_round,
    in_days,
    make_interview,
    planned_round,
    round_with_candidates,
)
from tests.objects.recruitment import (
    make_application,
    make_recruitment,
    make_review,
    take_part,
)
from tests.pages import words


def at_page(name, *args):
    return reverse(f"recruitment:{name}", args=["kronoberg", *args])


@pytest.fixture
def here(cast):
    return cast.kronoberg


def filled(round, **changed):
    """The form of the office, as it is sent."""
    members = round.members.filter(task=Task.INTERVIEWER)
    data = {
        "day_1": in_days(14).isoformat(),
        "from_1": "9",
        "until_1": "16.00",
        "breaks": "12–13",
        "minutes": "40",
        "gap": "10",
        "rooms": "Rum 1\nRum 2",
    }
    for one in members:
        data[f"halves_{one.user_id}"] = ["1 fm", "1 em"]
    return data | changed


# --------------------------------------------------------------------------- the office
def test_the_office_lays_out_and_gets_a_plan(client, here):
    with here.inside(here.hr):
        round = round_with_candidates(here)
        data = filled(round)
    client.force_login(here.hr)
    answer = client.post(at_page("interview_layout", round.pk), data)
    assert answer.status_code == 302
    page = client.get(answer.url)
    assert "3 sökande har en tid" in page.content.decode()
    assert "Sökandesson" not in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"day_1": ""}, "day_1"),
        ({"until_1": "08.00"}, "until_1"),
        ({"breaks": "lunch"}, "breaks"),
        ({"rooms": ""}, "rooms"),
        ({"gap": "-1"}, "gap"),
        ({"minutes": "0"}, "minutes"),
        ({"day_2": "2027-13-01"}, "day_2"),
    ],
)
def test_what_cannot_be_laid_out_is_said_at_its_field(client, here, changed, field):
    with here.inside(here.hr):
        round = round_with_candidates(here)
        data = filled(round, **changed)
    client.force_login(here.hr)
    answer = client.post(at_page("interview_layout", round.pk), data)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    with here.inside():
        assert not InterviewLayout.objects.exists()


def test_why_not_everybody_has_a_time_stands_on_the_page(client, here):
    with here.inside(here.hr):
        round = planned_round(here, candidates=3, interviewers=2)
    client.force_login(here.hr)
    page = client.get(at_page("interviews", round.pk))
    assert "Det behövs tre intervjuare" in page.content.decode()
    assert "Så var det när planen gjordes" in page.content.decode()


def test_moves_are_shown_before_they_are_made(client, here):
    with here.inside(here.hr):
        round = called_round(here)
        row = Interview.objects.first()
        ill = row.seats.first().user
    client.force_login(here.hr)
    path = at_page("interview_again", round.pk)
    data = {"what": "person", "person": str(ill.pk), "days": [in_days(14).isoformat()]}
    page = client.post(path, data)
    assert page.status_code == 200
    proposal = page.context["proposal"]
    assert ill.full_name in " ".join(one.text for one in proposal.moves)
    with here.inside():
        assert Interview.objects.filter(seats__user=ill).exists()
    assert client.post(path, {**data, "digest": "old"}).status_code == 422
    done = client.post(path, {**data, "digest": proposal.digest})
    assert done.status_code == 302
    with here.inside():
        assert not Interview.objects.filter(seats__user=ill).exists()


def test_a_setback_needs_who_and_when(client, here):
    with here.inside(here.hr):
        round = called_round(here)
    client.force_login(here.hr)
    page = client.post(at_page("interview_again", round.pk), {"what": "room"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"room", "days"}


def test_who_only_takes_part_does_not_plan(client, here):
    with here.inside(here.hr):
        round = planned_round(here)
    client.force_login(here.recruiter)
    for name in ("interviews", "interview_layout", "interview_call", "interview_again"):
        assert client.get(at_page(name, round.pk)).status_code == 403
    for name in ("interview_propose", "interview_call"):
        assert client.post(at_page(name, round.pk)).status_code == 403


# ------------------------------------------------------------------ one, moved by hand
def test_one_interview_is_moved_by_hand(client, here):
    with here.inside(here.hr):
        round = called_round(here)
        row = Interview.objects.first()
    client.force_login(here.hr)
    path = at_page("interview_move", row.pk)
    assert path in client.get(at_page("interviews", round.pk)).content.decode()
    times = client.get(path).context["times"].fields["tid"].choices
    late, words_of_it = times[-1]
    page = client.get(path, {"tid": late})
    assert words_of_it in page.content.decode()
    assert "Sökandesson" not in page.content.decode()
    form = page.context["form"]
    people = [key for key, _ in form.fields["panel"].choices]
    data = {"slot": late, "version": row.version, "room": "Rum 2"}
    few = client.post(path, {**data, "panel": people[:2]})
    assert few.status_code == 422
    assert few.context["form"].errors["panel"] == ["Välj tre intervjuare."]
    assert few.context["form"]["room"].value() == "Rum 2"
    done = client.post(path, {**data, "panel": people[:3]})
    assert done.url == at_page("interviews", round.pk)
    again = client.post(path, {**data, "panel": people[:3]})
    assert again.status_code == 422
    assert "Någon annan har ändrat den" in words(again).decode()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"slot": "i morgon"}, "Tiden är inte ledig längre."),
        ({"room": "Månen"}, "Rummet är inte ledigt då."),
        ({"panel": ["x"]}, "Någon du valt är inte ledig då."),
    ],
)
def test_what_is_not_free_is_said_and_nothing_is_moved(client, here, data, error):
    with here.inside(here.hr):
        called_round(here)
        row = Interview.objects.first()
    client.force_login(here.hr)
    path = at_page("interview_move", row.pk)
    sent = client.get(path).context["form"].initial | {"room": row.room}
    page = client.post(path, sent | {"panel": []} | data)
    assert page.status_code == 422
    assert error in words(page).decode()
    with here.inside():
        assert Interview.objects.get(pk=row.pk).version == 1


def test_what_has_begun_is_not_moved_by_hand(client, here, held):
    row = candidate(here)
    path = at_page("interview_move", row.interview_id)
    client.force_login(here.hr)
    assert "Den har börjat" in words(client.get(path)).decode()
    assert client.post(path, {}).status_code == 422
    client.force_login(here.recruiter)
    assert client.get(path).status_code == 403


# ----------------------------------------------------------------- one's own interviews
@pytest.fixture
def held(here):
    """Two candidates meet the recruiter and the psykiater, just now."""
    with here.inside(here.hr):
        round = make_recruitment(here, "interview")
        take_part(round, here.supervisor, Task.INTERVIEWER)
        cases = [
            make_application(round, number, ApplicationState.SHORTLISTED)
            for number in (1, 2)
        ]
        judges = [here.recruiter, here.supervisor]
        for place, case in enumerate(cases):
            start = timezone.now() - timedelta(minutes=50 - 5 * place)
            make_interview(round, [case], judges, starts_at=start)
        return round


def candidate(here, number=1):
    with here.inside():
        rows = InterviewCandidate.objects.select_related(
            "interview__round", "application"
        )
        return rows.get(application__number=number)


def test_own_interviews_stand_in_order(client, here, held):
    client.force_login(here.recruiter)
    page = client.get(at_page("my_interviews", held.pk))
    titles = [one.candidates[0].title for one in page.context["own"]]
    assert titles == ["Sökande 1", "Sökande 2"]


def test_a_plan_that_is_not_called_is_nobodys_day(client, here, held):
    with here.inside():
        Interview.objects.update(state=InterviewState.PLANNED)
        pk = Interview.objects.first().pk
    client.force_login(here.recruiter)
    assert client.get(at_page("my_interviews", held.pk)).context["own"] == []
    assert client.get(at_page("interview", pk)).status_code == 404


def test_the_form_is_the_guide_and_takes_the_points(client, here, held):
    row = candidate(here)
    client.force_login(here.recruiter)
    path = at_page("interview_score", row.pk)
    page = client.get(path).content.decode()
    assert "bygger in kontroll för sig själv och andra" in page
    assert "När bad du senast om hjälp" in page
    data = {f"c_{key}": value for key, value in GOOD.items()}
    refused = client.post(path, {"c_safety": "4", "do": "send"})
    assert refused.status_code == 422
    assert "Poäng saknas för Samarbete och Svenska i samtal." in words(refused).decode()
    assert client.post(path, {**data, "c_safety": "9"}).status_code == 422
    assert client.post(path, {**data, "do": "send"}).status_code == 302
    assert client.post(path, {**data, "do": "send"}).status_code == 403


def test_a_draft_may_be_saved_half_done(client, here, held):
    row = candidate(here)
    client.force_login(here.recruiter)
    path = at_page("interview_score", row.pk)
    assert client.post(path, {"c_safety": "4", "do": "save"}).status_code == 302
    assert client.get(path).context["form"].initial["c_safety"] == "4"


def test_points_are_written_by_who_sits_there_alone(client, here, held):
    row = candidate(here)
    for user in (here.hr, here.observer, here.doctor, here.bt_manager):
        client.force_login(user)
        for name in ("interview_score", "interview_change"):
            assert client.get(at_page(name, row.pk)).status_code == 404


def test_who_came_is_noted_by_who_is_there(client, here, held):
    row = candidate(here)
    path = at_page("interview_presence", row.pk)
    client.force_login(here.observer)
    assert client.post(path, {"came": "ja"}).status_code == 404
    client.force_login(here.recruiter)
    assert client.post(path, {"came": "ja"}).status_code == 302
    assert candidate(here).came is True


def test_no_name_while_ones_own_blind_review_is_unsent(client, here, held):
    row = candidate(here)
    path = at_page("interview", row.interview_id)
    client.force_login(here.recruiter)
    assert "Förnamn1" in client.get(path).content.decode()
    with here.inside():
        make_review(row.application, here.recruiter)
    assert "Förnamn1" not in client.get(path).content.decode()


# ------------------------------------------------------------------------- the observer
def test_the_observer_sees_guides_and_never_points(client, here, held):
    row = candidate(here)
    with here.inside(here.recruiter):
        row.interview.seats.create(
            region=here.region, user=here.observer, observes=True
        )
        for judge in (here.recruiter, here.supervisor):
            send_points(
                candidate=row, points=Points(GOOD, "HEMLIG KOMMENTAR", "ÅTERKOPPLING"),
                by=judge, at=at(),
            )  # fmt: skip
    client.force_login(here.observer)
    guide = client.get(at_page("my_interviews", held.pk))
    page = client.get(at_page("interview", row.interview_id))
    assert "Berätta om en gång när samarbetet" in guide.content.decode()
    for one in (guide, page):
        assert one.status_code == 200
        for secret in ("HEMLIG", "ÅTERKOPPLING", "Förnamn1", "poäng är skickade"):
            assert secret not in one.content.decode()
    assert client.get(at_page("reconciliation", held.pk)).status_code == 403


def test_the_observer_does_not_see_where_they_have_no_seat(client, here, held):
    client.force_login(here.observer)
    row = candidate(here)
    assert client.get(at_page("my_interviews", held.pk)).context["own"] == []
    assert client.get(at_page("interview", row.interview_id)).status_code == 404


# --------------------------------------------------------------------- reconciliation
def reconciled(client, user, round):
    client.force_login(user)
    return client.get(at_page("reconciliation", round.pk))


def send(here, number, *judges):
    row = candidate(here, number)
    for judge, safety in judges:
        with here.inside(judge):
            send_points(
                candidate=row, points=Points({**GOOD, "safety": safety}), by=judge,
                at=at(),
            )  # fmt: skip


def test_points_are_hidden_until_all_of_the_group_have_sent(client, here, held):
    send(here, 1, (here.recruiter, 2))
    for user in (here.recruiter, here.supervisor, here.bt_manager, here.hr):
        page = reconciled(client, user, held)
        assert page.status_code == 200
        assert page.context["groups"][0].lines == []
        text = words(page).decode()
        assert f"Poäng saknas från {here.supervisor.full_name} för Sökande 1" in text
        assert "Säkerhet för patienten" not in text
    send(here, 1, (here.supervisor, 5))
    page = reconciled(client, here.supervisor, held)
    assert "2–5, i snitt 3,5" in words(page).decode()
    assert not page.context["ready"]
    send(here, 2, (here.recruiter, 4), (here.supervisor, 4))
    page = reconciled(client, here.recruiter, held)
    assert page.context["ready"]
    assert "4, alla lika" in words(page).decode()


def test_a_change_stands_with_its_reason(client, here, held):
    send(here, 1, (here.recruiter, 2), (here.supervisor, 5))
    with here.inside(here.recruiter):
        change_points(
            candidate=candidate(here), points=Points({**GOOD, "safety": 4}),
            reason="Jag hörde fel.", by=here.recruiter, at=at(),
        )  # fmt: skip
    text = words(reconciled(client, here.supervisor, held)).decode()
    assert "Jag hörde fel." in text
    assert "4–5" in text


def test_the_change_is_made_from_the_reconciliation(client, here, held):
    send(here, 1, (here.recruiter, 2), (here.supervisor, 5))
    row = candidate(here)
    client.force_login(here.recruiter)
    path = at_page("interview_change", row.pk)
    data = {f"c_{key}": value for key, value in {**GOOD, "safety": 3}.items()}
    refused = client.post(path, data)
    assert list(refused.context["form"].errors) == ["change_reason"]
    assert refused.status_code == 422
    done = client.post(path, {**data, "change_reason": "Jag hörde fel."})
    assert done.url == at_page("reconciliation", held.pk)
    with here.inside():
        assert Review.objects.filter(reviewer=here.recruiter).count() == 2


def test_who_did_not_come_is_waited_for_by_nobody(client, here, held):
    send(here, 1, (here.recruiter, 4), (here.supervisor, 4))
    with here.inside():
        InterviewCandidate.objects.filter(application__number=2).update(came=False)
    assert reconciled(client, here.hr, held).context["ready"]


def test_who_does_not_sit_in_any_group_sees_none(client, here, held):
    with here.inside():
        take_part(held, here.external, Task.REVIEWER)
    assert reconciled(client, here.external, held).status_code in (403, 404)


# --------------------------------------------------------------------- the applicant
def test_the_candidate_answers_on_the_case(client, here):
    with here.inside(here.hr):
        round = called_round(here)
        path = path_of(round.applications.get(number=1))
    page = client.get(path).content.decode()
    assert "Svara på kallelsen" in page
    form = f"{path}intervju/?del=interview"
    assert client.get(form).status_code == 200
    empty = client.post(form, {"phase": "interview"})
    assert empty.status_code == 422
    assert set(empty.context["form"].errors) == {"works", "observer"}
    done = client.post(
        form, {"phase": "interview", "works": "ja", "observer": "nej"}, follow=True
    )
    assert "Du kommer" in done.content.decode()
    with here.inside():
        row = InterviewCandidate.objects.get(application__number=1)
        assert (bool(row.confirmed_at), row.observer_welcome) == (True, False)


def test_another_cases_link_answers_nothing(client, here):
    with here.inside(here.hr):
        round = called_round(here)
        path = path_of(round.applications.get(number=1))
    wrong = path.replace("/ansokan/kronoberg/", "/ansokan/kronoberg/x")
    assert client.post(f"{wrong}intervju/", {"phase": "interview"}).status_code == 404
    other = path.replace("kronoberg", "stockholm")
    assert client.get(f"{other}intervju/?del=interview").status_code == 404


# ----------------------------------------------------------------------------- the cost
@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("name", "most"), [("my_interviews", 18), ("reconciliation", 18)]
)
def test_pages_cost_the_same_with_more_interviews(
    client, here, django_assert_max_num_queries, number, name, most
):
    with here.inside(here.hr):
        round = make_recruitment(here, "interview")
        for one in range(1, number + 1):
            case = make_application(round, one, ApplicationState.SHORTLISTED)
            make_interview(round, [case], [here.recruiter, here.supervisor])
    client.force_login(here.recruiter)
    client.get(at_page(name, round.pk))
    with django_assert_max_num_queries(most):
        client.get(at_page(name, round.pk))


@pytest.mark.parametrize("number", [1, 3])
def test_the_plan_costs_the_same_with_more_interviews(
    client, here, django_assert_num_queries, number
):
    with here.inside(here.hr):
        round = planned_round(here, candidates=number)
    client.force_login(here.hr)
    client.get(at_page("interviews", round.pk))
    with django_assert_num_queries(17):
        client.get(at_page("interviews", round.pk))


@pytest.mark.parametrize("number", [1, 3])
def test_to_move_one_costs_the_same_with_more_interviews(
    client, here, django_assert_num_queries, number
):
    with here.inside(here.hr):
        called_round(here, candidates=number)
        row = Interview.objects.first()
    client.force_login(here.hr)
    client.get(at_page("interview_move", row.pk))
    with django_assert_num_queries(25):
        client.get(at_page("interview_move", row.pk))


@pytest.mark.parametrize("name", ["interviews", "interview_call", "interview_move"])
def test_nothing_is_planned_when_a_page_is_read(client, here, monkeypatch, name):
    with here.inside(here.hr):
        round = planned_round(here, candidates=4, days=[in_days(14)], rooms=1)
        make_application(round, 9, ApplicationState.SHORTLISTED)
        row = Interview.objects.first()
    for module in (interview_days, rotation_days, interview_planning):
        for planner in ("plan_interviews", "plan_rotations"):
            monkeypatch.setattr(module, planner, crash, raising=False)
    client.force_login(here.hr)
    key = row.pk if name == "interview_move" else round.pk
    assert client.get(at_page(name, key)).status_code == 200
