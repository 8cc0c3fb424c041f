"""One decision about several: shown before, by the rules of each, and taken back."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recruitment.actions.deciding_many import decide_many
from recruitment.enums import ApplicationState as A
from recruitment.models import ApplicantConflict, ApplicantMail, Application
from regions import audit
from regions.events import Event
from regions.models import AuditRow
from tests.cast import at
from tests.objects.recruitment import make_application, make_paper, make_recruitment

LICENSED = date(2025, 6, 1)


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


@pytest.fixture
def round(here):
    """One who has everything, two who have done BT."""
    round = make_recruitment(here)
    round.contact_name = "Hanna Ek"  # stands in the letter
    round.save()
    for number, done in ((1, "no"), (2, "yes"), (3, "yes")):
        row = make_application(
            round, number, licensed_on=LICENSED, answers={"bt_done": done}
        )
        for kind in ("licence", "swedish", "cv"):
            make_paper(row, kind)
    return round


@pytest.fixture
def office(client, here):
    client.force_login(here.hr)
    return client


def url(name, round):
    return reverse(f"recruitment:{name}", args=["kronoberg", round.pk])


def cases(round, *numbers):
    return list(round.applications.filter(number__in=numbers).order_by("number"))


def get(client, round, rows, **given):
    keys = [str(row.pk) for row in rows]
    return client.get(url("decide_many", round), {"case": keys, **given})


def shown(rows):
    return [f"{row.pk}:{row.version}" for row in rows]


def press(client, round, rows, to, reason="", name="decide_many"):
    given = {"case": shown(rows), "som": to, "skal": reason}
    return client.post(url(name, round), given, follow=True)


def states(round):
    return list(round.applications.order_by("number").values_list("state", flat=True))


def test_the_reason_is_offered_with_how_many_it_is_true_of(office, round):
    page = get(office, round, cases(round, 1, 2, 3))
    ways = [(way.to, way.reason, way.number) for way, _url in page.context["ways"]]
    assert ways == [(A.ELIGIBLE, "", 3), (A.NOT_ELIGIBLE, "bt_done", 2)]
    page = get(office, round, cases(round, 1, 2, 3), som="not_eligible", skal="bt_done")
    ready = [line.application.number for line in page.context["ready"]]
    left = [line.application.number for line in page.context["left_out"]]
    assert (ready, left) == ([2, 3], [1])
    assert "Det framgår inte att BT är gjord." in page.content.decode()
    assert states(round) == ["submitted"] * 3  # to look changes nothing


def test_taken_shown_and_taken_back_before_anything_is_sent(office, round):
    rows = cases(round, 2, 3)
    page = press(office, round, rows, "not_eligible", "bt_done")
    assert states(round) == ["submitted", "not_eligible", "not_eligible"]
    assert "2 beslut är fattade." in page.content.decode()
    undoable = page.context["undoable"]
    assert [row.number for row in undoable] == [2, 3]
    assert "Du har redan gjort BT" in undoable[0].answer_text
    press(office, round, undoable, "", name="undo_many")
    assert states(round) == ["submitted"] * 3
    assert not ApplicantMail.objects.exists()
    events = AuditRow.objects.filter(event__startswith="cases.")
    assert [(one.event, one.detail["number"]) for one in events.order_by("number")] == [
        ("cases.decided", 2), ("cases.undecided", 2),
    ]  # fmt: skip


def test_who_has_changed_since_it_was_shown_is_left_out_and_so_is_a_second_click(
    office, round
):
    rows = cases(round, 2, 3)
    Application.objects.filter(pk=rows[0].pk).update(version=7)
    page = press(office, round, rows, "not_eligible", "bt_done")
    assert states(round) == ["submitted", "submitted", "not_eligible"]
    assert "Inte med: Sökande 2." in page.content.decode()
    press(office, round, rows, "not_eligible", "bt_done")
    assert states(round)[2] == "not_eligible"


@pytest.mark.parametrize(
    ("to", "reason"), [("hired", ""), ("not_eligible", ""), ("not_eligible", "x")]
)
def test_what_nobody_could_decide_is_not_decided(office, round, to, reason):
    page = press(office, round, cases(round, 1), to, reason)
    assert (page.status_code, states(round)) == (200, ["submitted"] * 3)
    assert "Beslutet går inte att fatta längre." in page.content.decode()


def test_nobody_decides_about_somebody_they_have_a_link_to(office, round, here):
    row = cases(round, 2)[0]
    ApplicantConflict.objects.create(
        region=here.region, application=row, user=here.hr, text="Släkt",
        declared=True, told_at=at(),
    )  # fmt: skip
    assert get(office, round, [row]).context["rows"] == []
    press(office, round, [row], "eligible")
    assert states(round)[1] == "submitted"


def test_a_letter_with_a_gap_is_written_one_at_a_time(office, round):
    """Here nobody is named to ask; what is to stand there is written by hand."""
    round.contact_name = ""
    round.save()
    page = get(office, round, cases(round, 2), som="not_eligible", skal="bt_done")
    assert page.context["ready"] == []
    assert "Svaret är inte färdigt." in page.content.decode()


def test_three_cost_no_more_questions_than_one(office, round):
    counted = []
    for numbers in ((2,), (2, 3), (1, 2, 3)):
        rows = cases(round, *numbers)
        with CaptureQueriesContext(connection) as asked:
            get(office, round, rows)
            get(office, round, rows, som="not_eligible", skal="bt_done")
        counted.append(len(asked))
    assert len(set(counted)) == 1, counted


def test_nothing_chosen_says_what_to_do(office, round):
    page = office.get(url("decide_many", round), {"case": ["nonsense"]})
    assert "Inget är valt" in page.content.decode()


def test_a_crash_on_the_way_decides_nothing(round, here, monkeypatch):
    record = audit.record

    def crash(event, **kwargs):
        if event == Event.CASES_DECIDED:
            raise RuntimeError
        return record(event, **kwargs)

    monkeypatch.setattr(audit, "record", crash)
    with pytest.raises(RuntimeError):
        decide_many(
            round=round, shown={str(one.pk): one.version for one in cases(round, 1)},
            to=A.ELIGIBLE, reason="", by=here.hr, at=at(),
        )  # fmt: skip
    assert states(round) == ["submitted"] * 3
