"""The handover card goes from the doctor to the old handledare to the new one."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.actions import handover as actions
from assessments.models import HandoverCard, HandoverReading, Talk, TalkParticipant
from assessments.queries.handover_todos import PARTS
from assessments.queries.waiting import from_parts
from placements.models import PlacementPeriod
from regions import access, audit
from regions.models import OutboxMessage, RegionAssignment
from tests.assessments.acts import crash, events, overall_signed, refused, signed, today
from tests.assessments.handovers import (
    agreed,
    content,
    just_ended,
    proposed,
    receiver,
    written,
)
from tests.assessments.talks import when
from tests.cast import at
from tests.page_reads import at_most

EVERYBODY = [
    "doctor", "supervisor", "psychiatrist", "main_supervisor", "studierektor",
    "bt_manager", "deputy", "administrator", "unit_manager",
]  # fmt: skip


def url(name: str, company, place: int = 1) -> str:
    key = company.placements[place].pk
    return reverse(f"assessments:{name}", args=[company.region.slug, key])


def text(answer) -> str:
    return " ".join(answer.content.decode().split()).replace("\N{NO-BREAK SPACE}", " ")


def told() -> list[str]:
    """Whom the outbox tells of cards, and of what kind the notice is."""
    rows = OutboxMessage.objects.filter(dedupe_key__contains="handover-")
    keys = [(row.dedupe_key.split("handover-")[1], row) for row in rows]
    return sorted(f"{key.split(':')[0]} {row.payload['notice']}" for key, row in keys)


# -------------------------------------------------------------------------- the way
def test_the_whole_way(kronoberg):
    receiver(kronoberg)
    row = signed(kronoberg, performed_on=today() - timedelta(days=70))
    card = proposed(kronoberg, content=content(evidence=(row.pk,)))
    changed = content(practise="Sammanfatta, och säg planen högt.", evidence=(row.pk,))
    card = agreed(kronoberg, card, content=changed)
    reading = actions.confirm_reading(card=card, by=kronoberg.psychiatrist, at=at())
    assert (card.state, card.agreed_by) == ("agreed", kronoberg.supervisor)
    assert card.practise == "Sammanfatta, och säg planen högt."
    assert card.proposal["practise"] == "Sammanfatta högt."
    assert [one.assessment for one in card.evidence.all()] == [row]
    assert reading.reader == kronoberg.psychiatrist
    assert events()[-3:] == ["handover.proposed", "handover.agreed", "handover.read"]
    assert told() == [
        "agreed task", "news news", "news news", "proposed task", "read news",
    ]  # fmt: skip


def test_a_draft_is_told_to_nobody(kronoberg):
    assert (written(kronoberg).state, told()) == ("draft", [])


def test_a_second_click_changes_nothing(kronoberg):
    receiver(kronoberg)
    card = proposed(kronoberg)
    assert proposed(kronoberg).version == card.version
    card = agreed(kronoberg, card)
    assert agreed(kronoberg, card, version=1).agreed_at == card.agreed_at
    for _ in range(2):
        actions.confirm_reading(card=card, by=kronoberg.psychiatrist, at=at())
    assert HandoverReading.objects.count() == 1
    assert len(told()) == 5


def test_what_the_doctor_changes_meanwhile_is_not_agreed_to_unread(kronoberg):
    card = proposed(kronoberg)
    seen = card.version
    written(kronoberg, content=content(practise="Annat."), version=seen)
    assert refused(lambda: agreed(kronoberg, card, version=seen)) == ["handover.stale"]
    assert HandoverCard.objects.get().state == "proposed"


@pytest.mark.parametrize(
    "who", ["doctor", "main_supervisor", "psychiatrist", "bt_manager", "administrator"]
)
def test_nobody_else_agrees(kronoberg, who):
    receiver(kronoberg)
    card = proposed(kronoberg)
    codes = refused(lambda: agreed(kronoberg, card, by=getattr(kronoberg, who)))
    assert codes == ["handover.not_supervisor"]


@pytest.mark.parametrize("who", ["supervisor", "main_supervisor", "bt_manager"])
def test_nobody_else_writes(kronoberg, who):
    codes = refused(lambda: written(kronoberg, by=getattr(kronoberg, who)))
    assert codes == ["handover.not_doctor"]


@pytest.mark.parametrize("who", ["doctor", "supervisor", "main_supervisor"])
def test_nobody_else_gives_the_receipt(kronoberg, who):
    receiver(kronoberg)
    card, by = agreed(kronoberg), getattr(kronoberg, who)
    codes = refused(lambda: actions.confirm_reading(card=card, by=by, at=at()))
    assert codes == ["handover.not_receiver"]


def test_without_a_handledare_the_main_supervisor_agrees(kronoberg):
    kronoberg.programme.assignments.filter(user=kronoberg.supervisor).delete()
    card = agreed(kronoberg, by=kronoberg.main_supervisor)
    assert card.agreed_by == kronoberg.main_supervisor


def test_somebody_elses_assessment_is_no_evidence(kronoberg):
    row = signed(kronoberg, placement=kronoberg.placements[2])
    codes = refused(lambda: proposed(kronoberg, content=content(evidence=(row.pk,))))
    assert codes == ["handover.strange_evidence"]


def test_a_crash_leaves_nothing(kronoberg, monkeypatch):
    card = proposed(kronoberg)
    monkeypatch.setattr(audit, "record", crash)
    with pytest.raises(RuntimeError):
        agreed(kronoberg, card)
    assert HandoverCard.objects.get().state == "proposed"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE assessments_handovercard SET practise = 'x'",
        "DELETE FROM assessments_handoverreading",
        "UPDATE assessments_handoverreading SET read_at = now()",
        "DELETE FROM assessments_handoverevidence",
    ],
)
def test_what_is_agreed_stands(kronoberg, statement):
    receiver(kronoberg)
    row = signed(kronoberg, performed_on=today() - timedelta(days=70))
    card = proposed(kronoberg, content=content(evidence=(row.pk,)))
    agreed(kronoberg, card, content=content(evidence=(row.pk,)))
    actions.confirm_reading(card=card, by=kronoberg.psychiatrist, at=at())
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


# ------------------------------------------------------------------------- the pages
@pytest.mark.parametrize(
    ("step", "readers"),
    [
        (written, ["doctor"]),
        (proposed, ["doctor", "supervisor"]),
        (agreed, EVERYBODY[:7]),
    ],
)
def test_who_opens_the_card(kronoberg, as_user, step, readers):
    receiver(kronoberg)
    step(kronoberg)
    opened = [
        who
        for who in EVERYBODY
        if as_user(getattr(kronoberg, who)).get(url("handover", kronoberg)).status_code
        == 200
    ]
    assert opened == readers


def test_the_doctor_proposes_on_the_page(kronoberg, as_user):
    data = {"practise": "<b>Högt</b>", "version": "0", "do": "propose"}
    answer = as_user(kronoberg.doctor).post(url("handover", kronoberg), data)
    assert (answer.status_code, answer.url) == (302, url("placement", kronoberg))
    page = text(as_user(kronoberg.supervisor).get(url("handover", kronoberg)))
    assert "&lt;b&gt;Högt&lt;/b&gt;" in page
    assert "Godkänn kortet" in page


@pytest.mark.parametrize(
    ("practise", "said"),
    [
        (" ", "Skriv vad som ska tränas vidare."),
        ("å" * 2100, "Texten är 100 tecken för lång."),
    ],
)
def test_a_bad_card_is_kept(kronoberg, as_user, practise, said):
    data = {"practise": practise, "strengths": "Kvar", "version": "0", "do": "propose"}
    answer = as_user(kronoberg.doctor).post(url("handover", kronoberg), data)
    assert (answer.status_code, said in text(answer)) == (422, True)
    assert "Kvar</textarea>" in text(answer)


@pytest.mark.parametrize("bad", [{"version": "x"}, {"evidence": "x", "version": "0"}])
def test_strange_input_is_no_error_of_ours(kronoberg, as_user, bad):
    signed(kronoberg, performed_on=today() - timedelta(days=70))
    data = {"practise": "Högt", "do": "propose", **bad}
    answer = as_user(kronoberg.doctor).post(url("handover", kronoberg), data)
    assert answer.status_code == 422


def test_an_old_tab_is_shown_what_is_saved(kronoberg, as_user):
    written(kronoberg)
    data = {"practise": "Annat.", "version": "0", "do": "save"}
    client = as_user(kronoberg.doctor)
    answer = client.post(url("handover", kronoberg), data)
    assert answer.status_code == 422
    assert "Det här är sparat nu:" in text(answer)
    assert client.post(url("handover", kronoberg), data | {"version": "1"}).status_code


def test_the_new_handledare_reads_and_says_so(kronoberg, as_user):
    receiver(kronoberg)
    agreed(kronoberg)
    client = as_user(kronoberg.psychiatrist)
    assert "Jag har läst kortet" in text(client.get(url("handover", kronoberg)))
    assert client.post(url("handover_read", kronoberg)).status_code == 302
    page = text(as_user(kronoberg.doctor).get(url("handover", kronoberg)))
    assert "Läst av Psychiatrist Kronoberg" in page
    here = text(as_user(kronoberg.psychiatrist).get(url("placement", kronoberg, 2)))
    assert "Från internmedicin. Läst av Psychiatrist Kronoberg" in here


def test_a_handledare_whose_right_has_ended_still_agrees(kronoberg, as_user):
    rows = kronoberg.programme.assignments.filter(user=kronoberg.supervisor)
    rows.update(ends=today() - timedelta(days=10))
    proposed(kronoberg)
    kronoberg.programme.grants.filter(user=kronoberg.supervisor).delete()
    access.assign(
        RegionAssignment(
            region=kronoberg.region, user=kronoberg.supervisor, starts=today(),
            role="hr_coordinator",
        )
    )  # fmt: skip
    client = as_user(kronoberg.supervisor)
    assert "Godkänn kortet" in text(client.get(url("handover", kronoberg)))


# ------------------------------------------------------------------------- what waits
def waiting(company, user) -> list[str]:
    held = access.roles_of(user, company.region)
    found = from_parts(PARTS, user, company.region, today(), held)
    return [one.title for one in found]


def test_what_waits_for_each_in_turn(kronoberg):
    receiver(kronoberg)
    just_ended(kronoberg)
    three = (kronoberg.doctor, kronoberg.supervisor, kronoberg.psychiatrist)

    def now():
        return [waiting(kronoberg, one) for one in three]

    assert now() == [["Skriv överlämningskortet för internmedicin"], [], []]
    card = proposed(kronoberg)
    assert now() == [
        [],
        ["Godkänn överlämningskortet för Doctor Kronoberg"],
        [],
    ]
    agreed(kronoberg, card)
    assert now() == [[], [], ["Läs överlämningskortet för Doctor Kronoberg"]]
    actions.confirm_reading(card=card, by=kronoberg.psychiatrist, at=at())
    assert now() == [[], [], []]


@pytest.mark.parametrize(
    ("left", "titles"),
    [
        (14, []),
        (13, ["Skriv överlämningskortet för kirurgi"]),
    ],
)
def test_the_card_is_asked_for_in_the_last_fortnight(kronoberg, left, titles):
    periods = PlacementPeriod.objects.filter(placement=kronoberg.placements[1])
    periods.update(
        starts_on=today() - timedelta(days=100), ends_on=today() - timedelta(days=90)
    )
    surgery = PlacementPeriod.objects.filter(placement=kronoberg.placements[2])
    surgery.update(ends_on=today() + timedelta(days=left))
    assert waiting(kronoberg, kronoberg.doctor) == titles


@pytest.mark.parametrize("who", EVERYBODY)
def test_it_costs_one_query_besides_the_roles(kronoberg, who):
    receiver(kronoberg)
    just_ended(kronoberg)
    proposed(kronoberg)
    with at_most(2):  # the roles, and what waits
        waiting(kronoberg, getattr(kronoberg, who))


# --------------------------------------------------------------------------- the talk
def called(company, **given):
    usual = {
        "placement": company.placements[1],
        "when": when(3),
        "topics": ["Överlämning"],
        "by": company.doctor,
        "at": at(),
    }
    return actions.plan_handover(**(usual | given))


def test_the_doctor_calls_everybody(kronoberg, as_user):
    receiver(kronoberg)
    talk = called(kronoberg)
    assert called(kronoberg, when=when_of(talk)) == talk
    assert talk.supervisor == kronoberg.supervisor
    others = TalkParticipant.objects.filter(talk=talk).values_list("user", flat=True)
    assert {*others} == {kronoberg.psychiatrist.pk, kronoberg.main_supervisor.pk}
    rows = OutboxMessage.objects.filter(dedupe_key__contains=f"talk-planned:{talk.pk}")
    assert rows.count() == 3
    for who in ("doctor", "supervisor", "psychiatrist", "main_supervisor"):
        page = as_user(getattr(kronoberg, who)).get(talk.get_absolute_url())
        assert (who, "Nytt ämne" in text(page)) == (who, True)
    page = text(as_user(kronoberg.studierektor).get(talk.get_absolute_url()))
    assert ("Överlämningssamtal" in page, "Nytt ämne" in page) == (True, False)


def when_of(talk):
    return actions.When(talk.starts_at, talk.minutes, talk.place_kind, talk.place)


def test_a_held_handover_stays_with_its_placement(kronoberg):
    from assessments import actions as talking

    receiver(kronoberg)
    talk = called(kronoberg, when=when(-1))
    talking.hold_talk(
        talk=talk, when=when(-1), in_working_hours=True, notes="Bra.",
        by=kronoberg.psychiatrist, at=at(),
    )  # fmt: skip
    row = Talk.objects.get(pk=talk.pk)
    assert (row.placement, row.state) == (kronoberg.placements[1], "held")


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("doctor", ["handover.somebody_missing"]),
        ("supervisor", ["handover.not_leading_talk", "handover.somebody_missing"]),
    ],
)
def test_not_called_before_all_are_appointed(kronoberg, who, codes):
    assert refused(lambda: called(kronoberg, by=getattr(kronoberg, who))) == codes


def test_the_doctor_calls_on_the_page(kronoberg, as_user):
    client = as_user(kronoberg.doctor)
    page = text(client.get(url("handover_talk", kronoberg)))
    assert "Det saknas handledare på nästa placering." in page
    receiver(kronoberg)
    data = {
        "on": str(timezone.localdate() + timedelta(days=3)), "at": "13.00",
        "minutes": "45", "place_kind": "room", "place": "", "topics": "En\nTvå",
    }  # fmt: skip
    answer = client.post(url("handover_talk", kronoberg), data)
    talk = Talk.objects.get(kind="handover")
    assert (answer.status_code, answer.url) == (302, talk.get_absolute_url())
    assert [one.text for one in talk.topics.all()] == ["En", "Två"]


# ----------------------------------------------------------------------- the placement
def test_the_page_says_what_is_left(kronoberg, as_user):
    receiver(kronoberg)
    overall_signed(kronoberg)
    agreed(kronoberg)
    page = text(as_user(kronoberg.doctor).get(url("placement", kronoberg)))
    for words in (
        ">Godkänna överlämningskortet</a>",
        "Läsa överlämningskortet",
        "Lägg in överlämningssamtal",
        "Tar över i kirurgi",
    ):
        assert words in page


@pytest.mark.parametrize("who", ["doctor", "psychiatrist", "bt_manager"])
def test_the_page_keeps_its_budget(kronoberg, as_user, who):
    receiver(kronoberg)
    client = as_user(getattr(kronoberg, who))
    client.get(url("placement", kronoberg))
    with at_most(18) as one:
        client.get(url("placement", kronoberg))
    for _ in range(2):
        signed(kronoberg, performed_on=today() - timedelta(days=70))
    with at_most(len(one)):
        client.get(url("placement", kronoberg))
