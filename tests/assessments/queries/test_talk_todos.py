from datetime import timedelta

from assessments import actions
from assessments.queries import todos_for
from regions import access
from tests.assessments.talks import agreed, held, planned
from tests.cast import at
from tests.page_reads import at_most


def titles(company, user, days: int = 0) -> list[str]:
    today = access.today() + timedelta(days=days)
    held = access.roles_of(user, company.region)
    return [one.title for one in todos_for(user, company.region, today, held)]


def test_a_talk_that_is_past_waits_for_both_until_one_has_said_more(kronoberg):
    talk = planned(kronoberg, days=-1)
    asked = {
        one: [t for t in titles(kronoberg, one) if t.startswith("Hölls samtalet")]
        for one in (kronoberg.doctor, kronoberg.supervisor, kronoberg.main_supervisor)
    }
    assert list(asked.values()) == [
        [f"Hölls samtalet med {kronoberg.supervisor}?"],
        [f"Hölls samtalet med {kronoberg.doctor}?"],
        [],
    ]
    actions.cancel_talk(talk=talk, reason="Sjuk.", by=kronoberg.doctor, at=at())
    assert f"Hölls samtalet med {kronoberg.supervisor}?" not in titles(
        kronoberg, kronoberg.doctor
    )


def test_a_talk_of_today_or_later_asks_nothing(kronoberg):
    planned(kronoberg, days=1)
    assert not any("Hölls" in one for one in titles(kronoberg, kronoberg.doctor))


def test_what_is_promised_waits_for_its_owner_when_it_is_soon_due(kronoberg):
    talk = held(kronoberg)
    agreement = agreed(kronoberg, talk, days=10)
    agreed(kronoberg, talk, what="Ordna medsittning", owner=kronoberg.supervisor)
    assert "Läsa om diabetes" not in titles(kronoberg, kronoberg.doctor)
    assert "Läsa om diabetes" in titles(kronoberg, kronoberg.doctor, days=3)
    assert "Läsa om diabetes" not in titles(kronoberg, kronoberg.supervisor, days=3)
    assert "Ordna medsittning" in titles(kronoberg, kronoberg.supervisor)
    actions.tick_agreement(agreement=agreement, done=True, by=kronoberg.doctor, at=at())
    assert "Läsa om diabetes" not in titles(kronoberg, kronoberg.doctor, days=3)


def test_two_promises_of_one_talk_are_two(kronoberg):
    talk = held(kronoberg)
    agreed(kronoberg, talk)
    agreed(kronoberg, talk, what="Öva på suturer")
    found = titles(kronoberg, kronoberg.doctor)
    assert {"Läsa om diabetes", "Öva på suturer"} <= set(found)


def test_they_cost_one_query(kronoberg):
    talk = held(kronoberg)
    agreed(kronoberg, talk)
    planned(kronoberg, days=-1)
    with at_most(6):
        titles(kronoberg, kronoberg.doctor)
