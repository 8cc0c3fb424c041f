"""Skyddade personuppgifter are recorded once, changed by those who certify, and end."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from bt_admin.lib.verdicts import Refused
from placements.queries import programmes_for
from regions import access, mail
from regions.actions import protection as actions
from regions.actions.people import register_person
from regions.actions.rights import give_role
from regions.models import AuditRow, Protection, ProtectionReader
from regions.queries import people_in
from tests.cast import at

ME = "/kronoberg/mina-uppgifter/"
URL = "/kronoberg/personer/{}/skydd/"


@pytest.fixture
def company(cast):
    with cast.kronoberg.inside():
        yield cast.kronoberg


def record(company, **given):
    facts = {
        "person": company.doctor,
        "region": company.region,
        "kind": "marked",
        "ground": "Läkaren ringde.",
        "readers": [company.bt_manager],
        "by": company.administrator,
        "at": at(),
    }
    return actions.record_protection(**facts | given)


def seen(company, user):
    with company.inside(user):
        return (
            programmes_for(user, company.region).exists(),
            people_in(company.region).filter(pk=company.doctor.pk).exists(),
        )


def events():
    return list(AuditRow.objects.values_list("event", flat=True))


# ------------------------------------------------------------------------- what follows
def test_only_readers_and_those_with_a_part_see(company):
    record(company)
    for role in ("bt_manager", "doctor", "main_supervisor", "supervisor"):
        assert seen(company, getattr(company, role)) == (True, True), role
    for role in ("deputy", "studierektor", "administrator", "unit_manager"):
        assert seen(company, getattr(company, role)) == (False, False), role


def test_a_reader_sees_from_now_until_removed(company):
    row, by = record(company), company.bt_manager
    for _click in range(2):
        actions.name_reader(protection=row, user=company.deputy, by=by, at=at())
    assert seen(company, company.deputy) == (True, True)
    for _click in range(2):
        actions.end_reader(protection=row, user=company.deputy, by=by, at=at())
    assert seen(company, company.deputy) == (False, False)
    assert events() == [
        "protection.recorded", "protection.reader_named", "protection.reader_ended",
    ]  # fmt: skip


def test_everybody_sees_when_it_has_ended_and_the_record_stays(company):
    row = record(company)
    for _click in range(2):
        actions.end_protection(
            protection=row, reason="Upphört.", by=company.bt_manager, at=at()
        )
    assert seen(company, company.deputy) == (True, True)
    assert events() == ["protection.recorded", "protection.ended"]
    assert ProtectionReader.objects.exclude(ended_at=None).count() == 1
    assert record(company).pk != row.pk


def test_the_last_who_certifies_stays(company):
    row = record(company, readers=[company.bt_manager, company.studierektor])
    with pytest.raises(Refused) as refused:
        actions.end_reader(
            protection=row, user=company.bt_manager, by=company.bt_manager, at=at()
        )
    assert refused.value.verdict.codes == ["protection.nobody_certifies"]


def test_no_role_that_others_must_see_is_given_meanwhile(company):
    record(company)
    with pytest.raises(Refused) as refused:
        give_role(
            region=company.region, user=company.doctor, role="administrator",
            unit=None, starts=access.today(), ends=None, by=company.bt_manager, at=at(),
        )  # fmt: skip
    assert refused.value.verdict.codes == ["role.protected"]


# ------------------------------------------------------------- when readers have left
def leave(company, user):
    row = user.regionassignments.get()
    access.end(row, on=access.today() - timedelta(days=1))


def test_whoever_looks_after_the_roles_takes_over_once_nobody_is_left(client, cast):
    company = cast.kronoberg
    with company.inside():
        record(company, readers=[company.deputy, company.studierektor])
    client.force_login(company.bt_manager)
    roles, over = "/kronoberg/roller/", "/kronoberg/roller/ta-over/"
    assert "Ta över" not in client.get(roles).content.decode()
    client.post(over)
    assert seen(company, company.bt_manager) == (False, False)
    with company.inside():
        leave(company, company.deputy)
    page = client.get(roles).content.decode()
    assert "Ta över" in page
    assert "Doctor Kronoberg" not in page
    for _click in range(2):
        client.post(over)
    assert seen(company, company.bt_manager) == (True, True)
    assert "Ta över" not in client.get(roles).content.decode()
    with company.inside():
        assert events().count("protection.taken_over") == 1


@pytest.mark.parametrize("role", ["studierektor", "administrator", "hr", "deputy"])
def test_others_take_nothing_over(company, role):
    record(company)
    leave(company, company.bt_manager)
    with company.inside(getattr(company, role)), pytest.raises(Refused):
        actions.take_over(region=company.region, by=getattr(company, role), at=at())
    assert "protection.taken_over" not in events()


# ------------------------------------------------------------------ wrong, twice, broken
@pytest.mark.parametrize("role", ["hr", "unit_manager", "main_supervisor", "doctor"])
def test_others_record_nothing(company, role):
    with pytest.raises(Refused):
        record(company, by=getattr(company, role))
    assert events() == []


@pytest.mark.parametrize("role", ["administrator", "studierektor", "doctor"])
def test_others_change_nothing(company, role):
    row, by = record(company), getattr(company, role)
    for act, given in (
        (actions.name_reader, {"user": company.studierektor}),
        (actions.end_reader, {"user": company.bt_manager}),
        (actions.change_mail, {"asked_on": date(2026, 1, 1)}),
        (actions.end_protection, {"reason": "Så."}),
    ):
        with pytest.raises(Refused):
            act(protection=row, by=by, at=at(), **given)
    assert events() == ["protection.recorded"]


def test_whoever_certifies_but_may_not_see_finds_no_row(company):
    row = record(company)
    with company.inside(company.deputy), pytest.raises(Protection.DoesNotExist):
        actions.end_protection(protection=row, reason="Så.", by=company.deputy, at=at())


def test_the_second_click_is_refused_and_writes_nothing(company):
    record(company)
    with pytest.raises(Refused) as refused:
        record(company)
    assert refused.value.verdict.codes == ["protection.recorded"]
    assert Protection.objects.count() == 1


def test_what_breaks_halfway_leaves_nothing(company, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the log is full")

    monkeypatch.setattr(actions.audit, "record", broken)
    with pytest.raises(RuntimeError):
        record(company)
    assert (Protection.objects.count(), ProtectionReader.objects.count()) == (0, 0)


def test_what_was_told_is_never_changed(company):
    row = record(company)
    reader = row.readers.get()
    for change in (
        lambda: Protection.objects.filter(pk=row.pk).update(ground="Annat"),
        lambda: ProtectionReader.objects.filter(pk=reader.pk).update(
            user=company.deputy
        ),
        lambda: reader.delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_number_of_somebody_hidden_tells_nothing(company):
    company.doctor.personal_number = "199001019802"
    company.doctor.save()
    record(company)
    names = {"first_name": "Doctor", "last_name": "Kronoberg", "email": "x@x.example"}
    with company.inside(company.deputy), pytest.raises(Refused) as refused:
        register_person(
            region=company.region, personal_number="199001019802", licence_on=None,
            by=company.deputy, at=at(), **names,
        )  # fmt: skip
    assert "Doctor" not in refused.value.verdict.reasons[0].text


# ------------------------------------------------------------------------------ e-mail
def test_no_mail_unless_asked_for_in_writing(company, mailoutbox):
    row = record(company)

    def tell(key):
        mail.notify(
            company.doctor, "/kronoberg/", region=company.region, key=key,
            by=None, at=at(), urgent=True,
        )  # fmt: skip
        from regions.models import OutboxMessage

        mail.send(OutboxMessage.objects.get(dedupe_key__startswith=key))

    tell("one")
    assert mailoutbox == []
    actions.change_mail(
        protection=row, asked_on=date(2026, 1, 1), by=company.bt_manager, at=at()
    )
    tell("two")
    assert len(mailoutbox) == 1


# ----------------------------------------------------------------------------- the page
def test_the_page_records_and_the_reader_changes(client, cast):
    company = cast.kronoberg
    url = URL.format(company.doctor.pk)
    client.force_login(company.bt_manager)
    empty = client.post(url, {"kind": "marked", "ground": "Ett samtal"})
    assert empty.status_code == 422
    assert "Välj minst en person." in empty.content.decode()
    assert "Ett samtal" in empty.content.decode()
    fields = {"kind": "marked", "ground": "Ett samtal"}
    answer = client.post(url, fields | {"readers": [str(company.bt_manager.pk)]})
    assert (answer.status_code, answer.url) == (302, url)
    page = client.get(url).content.decode()
    assert "Ett samtal" in page
    last = client.post(url, {"do": "drop", "reader": str(company.bt_manager.pk)})
    assert last.status_code == 422
    client.post(url, {"do": "name", "reader": str(company.deputy.pk)})
    assert (
        "Deputy Kronoberg ser inte längre"
        in client.post(
            url, {"do": "drop", "reader": str(company.deputy.pk)}, follow=True
        ).content.decode()
    )
    assert client.post(url, {"do": "end"}).status_code == 422
    assert client.post(url, {"do": "end", "reason": "Slut"}).status_code == 302
    with company.inside():
        assert Protection.objects.get().ended_reason == "Slut"


def test_the_doctor_reads_who_may_see(client, cast):
    company = cast.kronoberg
    client.force_login(company.doctor)
    assert "skyddade personuppgifter" not in client.get(ME).content.decode()
    with company.inside():
        record(company)
    page = client.get(ME).content.decode()
    assert "Du får inga mejl." in page
    assert "Bt Manager Kronoberg" in page
    assert "visas inte i någon kalenderadress" in page


def test_whoever_is_no_reader_is_led_to_the_list(client, cast):
    company = cast.kronoberg
    url = URL.format(company.doctor.pk)
    client.force_login(company.administrator)
    fields = {"kind": "own_word", "ground": "Ett brev"}
    answer = client.post(url, fields | {"readers": [str(company.bt_manager.pk)]})
    assert answer.url == "/kronoberg/personer/"
    assert client.get(url).status_code == 404
    assert client.post(url, {"do": "end", "reason": "Så"}).status_code == 404
