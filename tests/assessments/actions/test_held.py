"""Filled in by another hand: together on a phone, or by the office from a paper."""

from datetime import timedelta
from uuid import uuid4

import pytest

from assessments import actions
from assessments.models import Assessment, AssessmentSignature, PaperScan
from bt_admin.lib.swedish import long_day, moment
from regions import audit
from regions.models import OutboxMessage
from tests.assessments import acts, ways
from tests.assessments.acts import events, refused
from tests.assessments.ways import MIKAEL

DAY = timedelta(days=1)


def together(company, **given):
    facts = {
        "assessor": company.supervisor, "content": acts.content(company),
        "id": uuid4(), "by": company.doctor, **given,
    }  # fmt: skip
    return actions.fill_together(
        programme=company.programme, instrument="mini_cex", at=acts.at(), **facts
    )


def typed(company, **given):
    facts = {
        "assessor": company.supervisor, "content": acts.content(company),
        "signed_on": acts.today() - DAY, "id": uuid4(), "by": company.administrator,
        **given,
    }  # fmt: skip
    return actions.type_in(
        programme=company.programme, instrument="mini_cex", at=acts.at(), **facts
    )


# ------------------------------------------------------------- together on the phone
def test_what_is_filled_together_waits_for_the_handledare(kronoberg):
    row = acts.stored(together(kronoberg))
    assert (row.state, row.way, row.assessor, row.typed_by) == (
        "requested", "together", kronoberg.supervisor, kronoberg.doctor,
    )  # fmt: skip
    assert row.answers == acts.GOOD["answers"]
    assert list(AssessmentSignature.objects.filter(assessment=row)) == []
    [mail] = OutboxMessage.objects.all()
    assert mail.payload["user"] == str(kronoberg.supervisor.pk)


def test_the_handledare_signs_as_themselves(kronoberg):
    row = together(kronoberg)
    acts.sign(kronoberg, row)
    stored = acts.stored(row)
    [one] = ways.sheet(row).signed
    assert one.sentence == (
        "Signerat i bt-admin av Supervisor Kronoberg, handledare, den "
        f"{moment(stored.signed_at)}. Ifylld tillsammans på BT-läkarens telefon."
    )
    assert ways.sheet(row).assessor == "Supervisor Kronoberg"


def test_the_doctor_never_signs_it(kronoberg):
    row = together(kronoberg)
    codes = refused(lambda: acts.sign(kronoberg, row, by=kronoberg.doctor))
    assert codes == ["assess.self"]


def test_it_can_be_sent_back(kronoberg):
    row = together(kronoberg)
    actions.return_request(
        assessment=row, reason="Det var en annan dag.", by=kronoberg.supervisor,
        at=acts.at(),
    )  # fmt: skip
    assert acts.stored(row).state == "returned"


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"by": "studierektor"}, ["assess.request_by_other"]),
        ({"assessor": "psychiatrist"}, ["assess.not_around"]),
        ({"texts": {}}, ["assess.no_words"]),
        ({"answers": {}}, ["answers.no_level"]),
    ],
)
def test_what_is_not_filled_together(kronoberg, given, codes):
    told = {key: getattr(kronoberg, who) for key, who in given.items() if key in PEOPLE}
    rest = {key: value for key, value in given.items() if key not in PEOPLE}
    content = acts.content(kronoberg, **rest)
    assert refused(lambda: together(kronoberg, content=content, **told)) == codes
    assert list(Assessment.objects.all()) == []


PEOPLE = {"by", "assessor"}


def test_the_same_form_twice_is_one_request(kronoberg):
    mark = uuid4()
    together(kronoberg, id=mark)
    together(kronoberg, id=mark)
    assert Assessment.objects.count() == 1
    assert events() == ["assessment.requested"]


# ------------------------------------------------------------------------ from a paper
def test_a_paper_is_typed_in_and_says_so(kronoberg):
    row = typed(kronoberg)
    stored = acts.stored(row)
    assert (stored.state, stored.way, stored.assessor, stored.typed_by) == (
        "signed", "paper", kronoberg.supervisor, kronoberg.administrator,
    )  # fmt: skip
    [signature] = AssessmentSignature.objects.filter(assessment=row)
    assert (signature.signer, signature.method, signature.digest) == (
        kronoberg.administrator, "paper", acts.digest(stored),
    )  # fmt: skip
    day = long_day(acts.today() - DAY)
    [one] = ways.sheet(row).signed
    assert one.sentence == (
        f"Underskriven på papper av Supervisor Kronoberg den {day}. Inskriven i "
        f"bt-admin av Administrator Kronoberg den {moment(stored.signed_at)}."
    )
    assert ways.sheet(row).assessor == "Supervisor Kronoberg (från papper)"
    assert events() == ["assessment.typed_in"]
    told = {one.payload["user"] for one in OutboxMessage.objects.all()}
    assert told == {str(kronoberg.doctor.pk), str(kronoberg.supervisor.pk)}


def test_a_paper_by_somebody_without_an_account(kronoberg):
    row = typed(kronoberg, assessor=MIKAEL, by=kronoberg.studierektor)
    [one] = ways.sheet(row).signed
    assert one.sentence.startswith(
        "Underskriven på papper av Mikael Thörnqvist, distriktsläkare, Gläntans "
    )


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"by": "supervisor"}, ["access.no_role"]),
        ({"by": "doctor"}, ["access.no_role"]),
        ({"by": "studierektor", "assessor": "studierektor"}, ["paper.not_for_oneself"]),
        ({"assessor": "doctor"}, ["assess.self"]),
        ({"assessor": "unit_manager"}, ["assess.not_licensed"]),
        ({"signed_on": acts.today() + DAY}, ["paper.date"]),
        ({"signed_on": acts.today() - 9 * DAY}, ["paper.date"]),
    ],
)
def test_what_may_not_be_typed_in(kronoberg, given, codes):
    told = {
        key: getattr(kronoberg, value) if key in PEOPLE else value
        for key, value in given.items()
    }
    assert refused(lambda: typed(kronoberg, **told)) == codes
    assert list(Assessment.objects.all()) == []


def test_typed_in_twice_is_kept_once(kronoberg):
    mark = uuid4()
    typed(kronoberg, id=mark)
    typed(kronoberg, id=mark)
    assert Assessment.objects.count() == 1


def test_a_crash_leaves_no_paper(kronoberg, monkeypatch):
    monkeypatch.setattr(audit, "record", acts.crash)
    with pytest.raises(RuntimeError):
        typed(kronoberg)
    assert [*Assessment.objects.all(), *PaperScan.objects.all()] == []
