"""Earlier service: asked for, decided once, and the plan follows."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bt_admin.lib.files import CleanFile
from bt_admin.lib.verdicts import Refused
from placements.actions import credit as actions
from placements.actions.credit import Service
from placements.models import Credit
from placements.queries import credits as queries
from placements.queries import ends_on
from regions.models import AuditRow
from tests import hostile
from tests.cast import at

FILE = CleanFile("Intyg.pdf", "application/pdf", b"%PDF-1.7", "a" * 64, "b" * 64)
BOTH = {"service_certificate": [FILE], "assessments": [FILE]}


@pytest.fixture
def stockholm(cast):
    """A region that has not said no."""
    with cast.stockholm.inside():
        yield cast.stockholm


def service(company, **given):
    before = company.programme.starts_on
    usual = {
        "kind": "post_licence",
        "workplace": "Akuten, Falun",
        "starts_on": before - timedelta(days=200),
        "ends_on": before - timedelta(days=10),
        "percent": 100,
        "placement": company.placements[3],
        "months": 1,
        "days": 15,
    }
    return Service(**{**usual, **given})


def ask(company, papers=BOTH, by=None, **given):
    return actions.request_credit(
        programme=company.programme,
        service=service(company, **given),
        papers=papers,
        by=by or company.doctor,
        at=at(),
    )


def decide(company, row, *, by=None, **given):
    facts = {"months": 1, "days": 0, "reason": "Väl styrkt.", **given}
    if "shown" not in facts:
        effect = queries.effect_of(row, facts["months"], facts["days"], at().date())
        facts["shown"] = effect.last_after
    return actions.decide_credit(
        credit=row, by=by or company.bt_manager, at=at(), **facts
    )


def refused(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.verdict.codes


def events():
    return list(AuditRow.objects.order_by("number").values_list("event", flat=True))


def test_it_is_granted_and_the_plan_is_shortened_as_shown(stockholm):
    before = ends_on(stockholm.programme)
    row = ask(stockholm)
    decided = decide(stockholm, row)
    after = ends_on(stockholm.programme)
    assert (decided.state, decided.last_day_before, decided.last_day_after) == (
        "granted_in_part",
        before,
        after,
    )
    assert 28 <= (before - after).days <= 31
    told = events()
    assert decide(stockholm, row, shown=None).decided_at == decided.decided_at
    assert (events(), ends_on(stockholm.programme)) == (told, after)
    assert told.count("credit.decided") == 1
    assert told.count("plan.changed") == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"months": 0, "days": 0}, "credit.nothing"),
        ({"days": 31}, "credit.days"),
        ({"months": 9}, "credit.more_than_served"),
        ({"percent": 10}, "credit.more_than_served"),
        ({"kind": "pre_licence"}, "credit.licence_between"),
    ],
)
def test_what_cannot_be_asked_for(stockholm, given, code):
    assert refused(lambda: ask(stockholm, **given)) == [code]
    assert list(Credit.objects.all()) == []


def test_before_the_licence_six_months_at_most(stockholm):
    then = {
        "kind": "pre_licence",
        "starts_on": date(2013, 1, 1),
        "ends_on": date(2015, 1, 1),
    }
    ask(stockholm, months=4, **then)
    assert refused(lambda: ask(stockholm, months=3, **then)) == [
        "credit.pre_licence_cap"
    ]


def test_kronoberg_credits_nothing(cast):
    with cast.kronoberg.inside():
        assert refused(lambda: ask(cast.kronoberg)) == ["credit.none"]


def test_who_asks_and_who_decides(stockholm):
    for who in (stockholm.main_supervisor, stockholm.hr):
        assert refused(lambda by=who: ask(stockholm, by=by)) == ["credit.ask_role"]
    row = ask(stockholm, by=stockholm.administrator)
    for who in (stockholm.doctor, stockholm.studierektor, stockholm.main_supervisor):
        assert refused(lambda by=who: decide(stockholm, row, by=by)) == ["credit.role"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": " "}, "credit.reason"),
        ({"months": 1, "days": 20}, "credit.more_than_asked"),
        ({"shown": None}, "credit.effect_changed"),
    ],
)
def test_what_cannot_be_decided(stockholm, given, code):
    row = ask(stockholm)
    assert refused(lambda: decide(stockholm, row, **given)) == [code]
    assert Credit.objects.get().decided_at is None


def test_without_papers_nothing_is_granted_but_it_can_be_refused(stockholm):
    row = ask(stockholm, papers={"service_certificate": [FILE]})
    assert refused(lambda: decide(stockholm, row)) == ["credit.evidence_missing"]
    before = ends_on(stockholm.programme)
    decided = decide(stockholm, row, months=0, shown=None)
    assert (decided.state, ends_on(stockholm.programme)) == ("refused", before)


def test_a_crash_changes_neither_plan_nor_credit(stockholm, monkeypatch):
    row, before = ask(stockholm), ends_on(stockholm.programme)

    def crash(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(actions.mail, "notify", crash)
    with pytest.raises(RuntimeError), transaction.atomic():
        decide(stockholm, row)
    assert ends_on(stockholm.programme) == before
    assert Credit.objects.get().state == "requested"


def test_what_is_decided_is_locked_by_the_database(stockholm):
    row = decide(stockholm, ask(stockholm))
    for spoil in (
        lambda: Credit.objects.filter(pk=row.pk).update(reason="Annat"),
        lambda: row.files.all().delete(),
        lambda: row.files.update(name="annat.pdf"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()


def test_it_is_withdrawn_by_who_asked_once(stockholm):
    row = ask(stockholm)

    def withdraw(by):
        return lambda: actions.withdraw_credit(credit=row, by=by, at=at())

    assert refused(withdraw(stockholm.bt_manager)) == ["credit.not_yours"]
    for _ in range(2):
        withdraw(stockholm.doctor)()
    assert events().count("credit.withdrawn") == 1
    assert refused(lambda: decide(stockholm, row)) == ["credit.decided"]


# ---------------------------------------------------------------------------- the pages
def page(client, user, name, *args, **posted):
    client.force_login(user)
    address = reverse(f"placements:{name}", args=["stockholm", *args])
    return client.post(address, posted) if posted else client.get(address)


def filled(company, **given):
    asked = service(company)
    return {
        "kind": asked.kind,
        "workplace": "Akuten <b>Falun</b>",
        "starts_on": asked.starts_on.isoformat(),
        "ends_on": asked.ends_on.isoformat(),
        "percent": "100",
        "asked_months": "1",
        "asked_days": "",
        "placement": str(asked.placement.pk),
        "text": "=1+1",
        **given,
    }


def upload(content, name="intyg.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


def test_asked_for_decided_and_read_in_the_browser(stockholm, client):
    key = stockholm.programme.pk
    posted = filled(
        stockholm,
        certificate=upload(hostile.pdf()),
        assessments=upload(hostile.jpeg(), "bedomning.pdf"),
    )
    answer = page(client, stockholm.doctor, "credit_new", key, **posted)
    row = Credit.objects.get()
    assert (answer.status_code, answer.url) == (302, row.get_absolute_url())
    assert sorted(one.name for one in row.files.all()) == ["bedomning.jpg", "intyg.pdf"]
    shown = page(client, stockholm.bt_manager, "credit_decide", row.pk)
    text = shown.content.decode()
    assert "Akuten &lt;b&gt;Falun&lt;/b&gt;" in text
    assert "Sista dagen i BT flyttas från" in text
    last = shown.context["form"]["shown"].value()
    decision = {"outcome": "grant", "months": "1", "days": "", "reason": "Väl styrkt."}
    look = page(
        client, stockholm.bt_manager, "credit_decide", row.pk, do="preview",
        outcome="grant", months="0", days="5",
    )  # fmt: skip
    assert (look.status_code, Credit.objects.get().state) == (200, "requested")
    wrong = page(
        client, stockholm.bt_manager, "credit_decide", row.pk,
        do="decide", shown="2020-01-01", **decision,
    )  # fmt: skip
    assert wrong.status_code == 422
    done = page(
        client, stockholm.bt_manager, "credit_decide", row.pk,
        do="decide", shown=last, **decision,
    )  # fmt: skip
    assert (done.status_code, Credit.objects.get().state) == (302, "granted")
    read = page(client, stockholm.doctor, "credit", row.pk).content.decode()
    assert "Väl styrkt." in read
    file = page(client, stockholm.bt_manager, "credit_file", row.files.first().pk)
    assert file["Content-Disposition"].startswith("attachment")


def test_bad_input_is_kept_with_a_sentence(stockholm, client):
    key = stockholm.programme.pk
    for given, words in (
        ({"workplace": ""}, "Skriv var det var."),
        ({"asked_months": "-1"}, "Skriv ett tal mellan 0 och 24."),
        ({"ends_on": "2027-02-30"}, "Det finns inget datum 2027-02-30."),
        ({"placement": "x"}, "Välj något i listan."),
        ({"certificate": upload(b"<svg/>")}, "Filen kan inte läsas in."),
    ):
        posted = filled(stockholm, **given)
        answer = page(client, stockholm.doctor, "credit_new", key, **posted)
        text = answer.content.decode()
        assert (answer.status_code, words in text, "=1+1" in text) == (422, True, True)


def test_the_list_asks_as_often_for_three_as_for_one(stockholm, client):
    ask(stockholm)
    counted(client, stockholm)  # the reading is noted once a day
    one = counted(client, stockholm)
    ask(stockholm)
    ask(stockholm)
    assert counted(client, stockholm) == one


def counted(client, company):
    with CaptureQueriesContext(connection) as queries_made:
        page(client, company.doctor, "credits", company.programme.pk)
    return len(queries_made)
