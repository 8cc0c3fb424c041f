"""A colleague without an account: asked, told, signs once, or says no."""

from datetime import timedelta

import pytest

from assessments import actions
from assessments.models import Assessment, AssessmentSignature, SigningLink
from assessments.rules.outsiders import Outsider
from bt_admin.lib.links import hash_of
from bt_admin.lib.swedish import moment
from regions import audit
from regions.models import OutboxMessage
from tests.assessments import acts, ways
from tests.assessments.acts import events, refused
from tests.assessments.ways import MIKAEL

DAY = timedelta(days=1)


def test_the_letter_carries_the_link_and_no_content(kronoberg):
    row = ways.ask_outside(kronoberg)
    assert (row.assessor, row.assessed_by, row.way) == (None, MIKAEL, "link")
    assert ways.link_to(row).token_hash is None
    [letter] = ways.deliver()
    link = ways.link_to(row)
    path = ways.path_in(letter)
    assert path.startswith("/signera/kronoberg/")
    assert link.token_hash == hash_of(path.split("/")[3])
    assert link.expires_on == acts.today() + 30 * DAY
    assert letter.to == [MIKAEL.email]
    told = letter.subject + letter.body + str(letter.alternatives)
    for secret in ("Mikael", "Doctor", "bedömning", "Mini", "BT1", "Medicin"):
        assert secret not in told
    assert path.split("/")[3] not in str(list(OutboxMessage.objects.values()))
    assert events() == ["assessment.requested"]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"name": " "}, ["link.not_named"]),
        ({"title": "", "workplace": ""}, ["link.not_named"] * 2),
        ({"email": ""}, ["link.not_named"]),
        ({"email": "Doctor@Kronoberg.example.org"}, ["link.own_address"]),
        ({"email": "supervisor@kronoberg.example.org"}, ["link.has_account"]),
    ],
)
def test_whom_a_link_is_not_sent_to(kronoberg, changes, codes):
    outsider = Outsider(**(vars(MIKAEL) | changes))
    assert refused(lambda: ways.ask_outside(kronoberg, outsider=outsider)) == codes
    assert [*Assessment.objects.all(), *SigningLink.objects.all()] == []


def test_signing_uses_up_the_link_and_says_how(kronoberg):
    row = ways.ask_outside(kronoberg)
    ways.deliver()
    ways.sign(kronoberg, row)
    stored = acts.stored(row)
    [signature] = AssessmentSignature.objects.filter(assessment=row)
    assert (stored.state, signature.signer, signature.method) == (
        "signed", None, "link",
    )  # fmt: skip
    assert signature.digest == acts.digest(stored)
    assert ways.link_to(row).used_at == stored.signed_at
    [one] = ways.sheet(row).signed
    assert one.sentence == (
        "Signerat via personlig länk av Mikael Thörnqvist, distriktsläkare, Gläntans "
        f"vårdcentral, mikael.thornqvist@example.org, den {moment(stored.signed_at)}. "
        "Ingen inloggning, och legitimationen är inte kontrollerad."
    )
    assert ways.sheet(row).assessor == "Mikael Thörnqvist (via länk)"
    assert events() == ["assessment.requested", "assessment.signed"]


def test_the_signer_gets_a_receipt(kronoberg):
    row = ways.ask_outside(kronoberg)
    ways.deliver()
    ways.sign(kronoberg, row)
    letters = {letter.to[0]: letter for letter in ways.deliver()}
    receipt = letters[MIKAEL.email]
    assert receipt.subject == "Kvitto från BT-systemet"
    assert "Ett formulär signerades i ditt namn den" in receipt.body
    assert "http" not in receipt.body


def test_the_signer_puts_the_name_right_but_not_the_address(kronoberg):
    row = ways.ask_outside(kronoberg)
    other = Outsider("Mikael Törnkvist", "överläkare", "Gläntan", "else@example.org")
    ways.sign(kronoberg, row, signer=other)
    stored = acts.stored(row)
    assert (stored.outsider_name, stored.outsider_email) == (
        "Mikael Törnkvist", MIKAEL.email,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"texts": {}}, ["assess.no_words"]),
        ({"delmal": ()}, ["assess.no_delmal"]),
        ({"performed_on": acts.today() + DAY}, ["assess.future"]),
    ],
)
def test_what_is_not_enough_to_sign(kronoberg, given, codes):
    row = ways.ask_outside(kronoberg)
    content = acts.content(kronoberg, **given)
    assert refused(lambda: ways.sign(kronoberg, row, content=content)) == codes
    assert acts.stored(row).state == "requested"


def test_a_link_opens_once_and_for_thirty_days(kronoberg):
    row = ways.ask_outside(kronoberg)
    late = acts.at() + 31 * DAY
    assert refused(lambda: ways.sign(kronoberg, row, at=late)) == ["link.closed"]
    ways.sign(kronoberg, row, at=acts.at() + 30 * DAY)
    again = refused(lambda: ways.sign(kronoberg, acts.stored(row)))
    assert again == ["link.closed"]
    assert AssessmentSignature.objects.filter(assessment=row).count() == 1


def test_a_crash_leaves_the_link_unused(kronoberg, monkeypatch):
    row = ways.ask_outside(kronoberg)
    monkeypatch.setattr(audit, "record", acts.crash)
    with pytest.raises(RuntimeError):
        ways.sign(kronoberg, row)
    assert ways.link_to(row).used_at is None
    assert acts.stored(row).state == "requested"


def test_saying_no_needs_a_reason_and_ends_the_link(kronoberg):
    row = ways.ask_outside(kronoberg)

    def say_no(reason):
        return actions.decline_by_link(
            link=ways.link_to(row), reason=reason, at=acts.at()
        )

    assert refused(lambda: say_no(" ")) == ["assess.decline_reason"]
    say_no("Jag var ledig den dagen.")
    assert acts.stored(row).state == "declined"
    assert refused(lambda: say_no("Igen.")) == ["link.closed"]


def test_after_a_no_somebody_with_an_account_is_asked(kronoberg):
    row = ways.ask_outside(kronoberg)
    actions.decline_by_link(link=ways.link_to(row), reason="Nej.", at=acts.at())
    actions.send_again(
        assessment=row, assessor=kronoberg.supervisor, by=kronoberg.doctor,
        occasion=acts.occasion(kronoberg), at=acts.at(),
    )  # fmt: skip
    stored = acts.stored(row)
    assert (stored.assessor, stored.outsider_name, stored.way) == (
        kronoberg.supervisor, "", "own",
    )  # fmt: skip
    assert list(SigningLink.objects.all()) == []


def renew(company, row, **given):
    facts = {"outsider": MIKAEL, "by": company.doctor, "at": acts.at(), **given}
    return actions.renew_link(assessment=row, **facts)


def test_a_new_link_replaces_the_old_one(kronoberg):
    row = ways.ask_outside(kronoberg)
    [first] = ways.deliver()
    assert refused(lambda: renew(kronoberg, row)) == ["assess.reminded_lately"]
    renew(kronoberg, row, by=kronoberg.studierektor, at=acts.at() + 3 * DAY)
    assert ways.link_to(row).token_hash is None
    [second] = ways.deliver()
    assert ways.path_in(first) != ways.path_in(second)
    assert ways.link_to(row).token_hash == hash_of(ways.path_in(second).split("/")[3])
    assert ways.link_to(row).expires_on == acts.today() + 33 * DAY


def test_a_wrong_address_is_put_right_at_once(kronoberg):
    row = ways.ask_outside(kronoberg)
    renew(kronoberg, row, outsider=Outsider(**(vars(MIKAEL) | {"email": "m@x.se"})))
    assert [letter.to for letter in ways.deliver()] == [["m@x.se"]]  # the first is void


@pytest.mark.parametrize("who", ["supervisor", "administrator", "bt_manager"])
def test_who_may_not_send_a_new_link(kronoberg, who):
    row = ways.ask_outside(kronoberg)
    codes = refused(
        lambda: renew(
            kronoberg, row, by=getattr(kronoberg, who), at=acts.at() + 4 * DAY
        )
    )
    assert codes == ["assess.not_the_asker"]


def test_nobody_with_an_account_has_a_link(kronoberg):
    row = acts.ask(kronoberg)
    codes = refused(lambda: renew(kronoberg, row, at=acts.at() + 4 * DAY))
    assert codes == ["link.not_by_link"]


def test_reminding_once_in_three_days(kronoberg):
    row = acts.ask(kronoberg)

    def remind(days):
        return actions.remind(
            assessment=row, by=kronoberg.doctor, at=acts.at() + days * DAY
        )

    assert refused(lambda: remind(2)) == ["assess.reminded_lately"]
    remind(3)
    assert refused(lambda: remind(5)) == ["assess.reminded_lately"]
    remind(6)
    assert events()[1:] == ["assessment.reminded"] * 2
    told = OutboxMessage.objects.filter(payload__notice="reminder")
    assert [one.payload["user"] for one in told] == [str(kronoberg.supervisor.pk)] * 2


def test_the_doctor_takes_a_request_back(kronoberg):
    row = acts.ask(kronoberg)

    def take_back(by):
        return actions.take_back(assessment=row, by=by, at=acts.at())

    assert refused(lambda: take_back(kronoberg.supervisor)) == ["assess.not_the_doctor"]
    take_back(kronoberg.doctor)
    assert acts.stored(row).state == "returned"
    assert refused(lambda: take_back(kronoberg.doctor)) == ["assess.not_out"]
