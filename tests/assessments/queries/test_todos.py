"""What waits for whom."""

from datetime import timedelta

import pytest

from assessments import actions, queries
from assessments.enums import InstrumentKey
from regions import access
from tests.assessments import acts, learning
from tests.assessments.actions.test_overall import supervise


def all_todos(user, region, today=None):
    held = access.roles_of(user, region)
    return queries.todos_for(user, region, today or acts.today(), held)


def todos(company, who: str, today=None) -> list[str]:
    user = getattr(company, who)
    return [todo.title for todo in all_todos(user, company.region, today)]


OVERALL = "Skriv sammantagen bedömning av Doctor Kronoberg"
MINI_CEX = "Signera Mini-CEX för Doctor Kronoberg"


def test_a_request_waits_for_the_one_who_was_asked(kronoberg):
    row = acts.ask(kronoberg, kronoberg.main_supervisor)
    [todo] = all_todos(kronoberg.main_supervisor, kronoberg.region)
    assert (todo.title, todo.url) == (MINI_CEX, row.get_absolute_url())
    assert todo.due == acts.today() + timedelta(days=7)
    assert "Bröstsmärta hos vuxen, mottagning" in todo.what


def test_it_is_gone_when_signed(kronoberg):
    acts.signed(kronoberg, kronoberg.main_supervisor)
    assert todos(kronoberg, "main_supervisor") == []


def test_nothing_waits_for_those_it_does_not_concern(kronoberg):
    learning.begun(kronoberg)
    acts.ask(kronoberg)
    for who in ("doctor", "studierektor", "bt_manager", "unit_manager", "hr"):
        assert (who, todos(kronoberg, who)) == (who, [])


@pytest.mark.parametrize(
    ("action", "title", "what"),
    [
        (
            actions.return_request,
            "Ändra begäran om Mini-CEX",
            "Supervisor Kronoberg har skickat tillbaka den.",
        ),
        (
            actions.decline,
            "Välj en annan bedömare för Mini-CEX",
            "Supervisor Kronoberg har tackat nej.",
        ),
    ],
)
def test_what_came_back_waits_for_the_doctor(kronoberg, action, title, what):
    learning.begun(kronoberg)
    row = acts.ask(kronoberg)
    action(assessment=row, reason="Fel dag.", by=kronoberg.supervisor, at=acts.at())
    [todo] = all_todos(kronoberg.doctor, kronoberg.region)
    assert (todo.title, todo.what, todo.note) == (title, what, "”Fel dag.”")
    assert todo.url == f"/kronoberg/bedomning/{row.pk}/andra/"


# --------------------------------------------------------------------- overall to file
def test_a_placement_that_has_ended_waits_for_its_overall(kronoberg):
    assert todos(kronoberg, "supervisor") == [OVERALL]
    acts.begin_overall(kronoberg)
    [todo] = all_todos(kronoberg.supervisor, kronoberg.region)
    assert (todo.title, todo.note, todo.due) == (
        OVERALL,
        "Påbörjad. Bara du ser den.",
        acts.today() - timedelta(days=59),
    )
    row = queries.overall_for(kronoberg.placements[1])
    acts.sign_overall(kronoberg, row)
    assert todos(kronoberg, "supervisor") == []


def test_it_waits_from_fourteen_days_before_the_end(kronoberg):
    last = acts.today() - timedelta(days=59)
    days = {13: [OVERALL], 14: []}
    for before, expected in days.items():
        today = last - timedelta(days=before)
        assert todos(kronoberg, "supervisor", today) == expected


def test_a_former_handledare_owes_nothing_after_a_change(kronoberg):
    [held] = kronoberg.placements[1].assignments.all()
    access.end(held, on=acts.today() - timedelta(days=100))
    supervise(kronoberg, kronoberg.psychiatrist)
    assert todos(kronoberg, "supervisor") == []
    assert todos(kronoberg, "psychiatrist") == [OVERALL]


def test_the_overall_waits_to_be_read(kronoberg):
    learning.begun(kronoberg)
    row = acts.overall_signed(kronoberg)
    assert todos(kronoberg, "doctor") == ["Läs den sammantagna bedömningen"]
    actions.acknowledge(assessment=row, by=kronoberg.doctor, at=acts.at())
    assert todos(kronoberg, "doctor") == []


# --------------------------------------------------------------------------- kollegium
def test_the_kollegium_waits_for_the_studierektor_about_half_way(kronoberg):
    half_way = kronoberg.programme.starts_on + timedelta(days=182)
    title = "Dokumentera BT-kollegiet för Doctor Kronoberg"
    assert todos(kronoberg, "studierektor", half_way - timedelta(days=31)) == []
    assert todos(kronoberg, "studierektor", half_way - timedelta(days=30)) == [title]
    assert todos(kronoberg, "studierektor", half_way + timedelta(days=60)) == [title]


def test_where_the_region_says_nothing_nothing_waits(cast):
    with cast.stockholm.inside():
        half_way = cast.stockholm.programme.starts_on + timedelta(days=182)
        assert todos(cast.stockholm, "studierektor", half_way) == []


def test_the_talk_waits_for_the_huvudansvariga(kronoberg):
    row = acts.kollegium(kronoberg)
    title = "Gå igenom kollegiets bedömning med Doctor Kronoberg"
    assert todos(kronoberg, "main_supervisor") == [title]
    assert todos(kronoberg, "studierektor") == []
    acts.feed_back(kronoberg, row)
    assert todos(kronoberg, "main_supervisor") == []


# ------------------------------------------------------------------------------ queries
@pytest.mark.parametrize(
    ("who", "asked"), [("supervisor", 3), ("doctor", 3), ("studierektor", 4)]
)
def test_it_takes_few_queries_whatever_waits(
    kronoberg, django_assert_num_queries, who, asked
):
    user = getattr(kronoberg, who)
    held = access.roles_of(user, kronoberg.region)
    for _more in range(2):
        with django_assert_num_queries(asked):
            queries.todos_for(user, kronoberg.region, acts.today(), held)
        for _one in range(3):
            row = acts.ask(kronoberg)
            actions.return_request(
                assessment=row, reason="Fel.", by=kronoberg.supervisor, at=acts.at()
            )
            acts.ask(kronoberg)
        if not queries.overall_for(kronoberg.placements[1]):
            acts.overall_signed(kronoberg)


def test_another_regions_things_do_not_wait_here(cast):
    with cast.kronoberg.inside():
        acts.ask(cast.kronoberg)
    with cast.stockholm.inside():
        user, region = cast.kronoberg.supervisor, cast.stockholm.region
        assert all_todos(user, region) == []


def test_the_key_of_the_overall_is_the_one_the_database_guards():
    assert InstrumentKey.OVERALL == "sammantagen_bedomning"
