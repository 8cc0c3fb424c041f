"""What the office finds in a register makes the reasons true; what was sent stays."""

from datetime import date

import pytest

from bt_admin.lib.verdicts import Refused
from recruitment.actions.checking import note_check
from recruitment.enums import ApplicationState as A
from recruitment.models import ApplicantConflict
from recruitment.queries.screening import known_of, screening_facts
from recruitment.rules.checking import Known
from recruitment.rules.screening import reasons_for
from regions.models import AuditRow
from tests.cast import at
from tests.objects.recruitment import make_application, make_paper, make_recruitment

LICENSED = date(2025, 6, 1)


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


@pytest.fixture
def case(here):
    row = make_application(
        make_recruitment(here), 1, licensed_on=LICENSED,
        answers={"at_first": "no", "bt_done": "no"},
    )  # fmt: skip
    for kind in ("licence", "swedish", "cv"):
        make_paper(row, kind)
    return row


def note(case, by, **found):
    return note_check(application=case, found=Known(**found), by=by, at=at())


def true_of(case):
    return [one.key for one in reasons_for(screening_facts(case))]


@pytest.mark.parametrize(
    ("found", "reasons"),
    [
        ({"licensed_on": LICENSED}, []),
        ({}, ["no_licence"]),
        ({"licensed_on": date(2199, 1, 1)}, ["no_licence"]),  # after the round closed
        ({"licensed_on": LICENSED, "at_first": True}, ["at_first"]),
        ({"licensed_on": LICENSED, "bt_done": True}, ["bt_done"]),
    ],
)
def test_the_reason_follows_what_was_found(case, here, found, reasons):
    row = note(case, here.hr, **found)
    assert true_of(row) == reasons
    assert (row.licensed_on, row.answers["bt_done"]) == (LICENSED, "no")


def test_what_the_applicant_says_of_at_is_a_reason_too(case):
    case.answers = {"at_first": "yes"}
    assert true_of(case) == ["at_first"]


def test_the_second_click_changes_nothing_and_a_change_says_from_what(case, here):
    for _click in (1, 2):
        row = note(case, here.hr, licensed_on=LICENSED)
    note(row, here.deputy, bt_done=True)
    rows = AuditRow.objects.filter(about_id=case.pk, event="case.checked")
    assert [(one.actor_id, one.detail["before"]["licensed_on"]) for one in rows] == [
        (here.hr.pk, "2025-06-01"),
        (here.deputy.pk, "2025-06-01"),
    ]
    case.refresh_from_db()
    assert known_of(case) == Known(bt_done=True)


def test_not_by_somebody_with_a_link_and_not_when_it_is_over(case, here):
    ApplicantConflict.objects.create(
        region=here.region, application=case, user=here.deputy, text="Släkt",
        declared=True, told_at=at(),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        note(case, here.deputy)
    assert refused.value.verdict.codes == ["case.conflict"]
    gone = make_application(case.round, 2, A.WITHDRAWN)
    with pytest.raises(Refused) as refused:
        note(gone, here.hr)
    assert refused.value.verdict.codes == ["check.not_now"]


def test_a_crash_leaves_what_was_written(case, here, monkeypatch):
    def crash(*_, **__):
        raise RuntimeError

    monkeypatch.setattr("recruitment.actions.checking.audit.record", crash)
    with pytest.raises(RuntimeError):
        note(case, here.hr)
    case.refresh_from_db()
    assert case.checked == {}


def test_on_the_page_and_back_to_the_case(client, case, here):
    client.force_login(here.hr)
    path = f"{case.get_absolute_url()}kontroll/"
    assert 'value="2025-06-01"' in client.get(path).content.decode()
    late = client.post(path, {"licensed_on": "2199-01-01"})
    assert (late.status_code, list(late.context["form"].errors)) == (
        422, ["licensed_on"],
    )  # fmt: skip
    assert client.post(path, {"licensed_on": "", "at_first": "on"}).status_code == 302
    page = " ".join(client.get(case.get_absolute_url()).content.decode().split())
    assert "<dt>Legitimerad</dt><dd>Nej</dd>" in page
    assert "<dt>Beslut om AT</dt><dd>Ja</dd>" in page
    assert f"Kontrollerat av {here.hr.full_name}" in page
