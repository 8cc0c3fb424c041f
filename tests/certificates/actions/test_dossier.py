"""Frozen once for each assessment, printed once, and never changed."""

import hashlib
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Collegium
from bt_admin.lib.verdicts import Refused
from certificates.actions import dossier as actions
from certificates.actions.dossier import (
    PRINT,
    freeze_at_meeting,
    print_pdf,
    printed,
    working_copy,
)
from certificates.actions.electronic import change_electronic_path
from certificates.actions.external import decide
from certificates.enums import ExternalOutcome
from certificates.models import Dossier, DossierPrint
from certificates.queries import dossier_data, dossier_of
from certificates.queries.content import digest
from certificates.queries.documents import answer_for
from certificates.queries.dossiers import printout_of
from placements.models import Extension
from regions.events import Event
from regions.models import AuditRow, OutboxMessage
from regions.tasks import deliver
from tests.certificates.year import (
    declared,
    end_the_year,
    evidence,
    overall_assessments,
    prepare,
    written,
)
from tests.objects.pdfs import drawn, words
from tests.objects.seals import judged, key, put_key

PAGE = drawn(words("Underlag"))


@pytest.fixture
def company(cast):
    with cast.kronoberg.inside(cast.kronoberg.doctor):
        prepare(cast.kronoberg)
        end_the_year(cast.kronoberg)
        yield cast.kronoberg


@pytest.fixture
def quick_printer(monkeypatch):
    """A printer that is asked how often, and takes no time."""
    asked = []

    def printer(data, *, taken_at, sha256, control_code):
        asked.append(sha256)
        return b"%PDF-1.7 " + sha256.encode(), 1

    monkeypatch.setattr(actions, "print_dossier", printer)
    return asked


def frozen(company, by=None):
    return freeze_at_meeting(
        assessment=declared(company),
        by=by or company.external,
        at=timezone.now(),
    )


def decided(company, assessment):
    decide(
        assessment=assessment,
        outcome=ExternalOutcome.CLINICAL_COMPLEMENT_REQUIRED,
        held_on=timezone.localdate(),
        motivation="BT10: minst två planeringsmöten till.",
        by=company.external,
        at=timezone.now(),
        digest_shown="",
        method="demo",
        identified_at=timezone.now(),
    )


def events(*names):
    rows = AuditRow.objects.filter(event__in=names).order_by("number")
    return [row.event for row in rows]


def test_what_is_frozen_is_sealed_and_a_working_copy_is_not(
    company, monkeypatch, tmp_path, settings
):
    settings.SEAL_FOLDER = str(tmp_path)
    put_key(tmp_path, "kronoberg")
    monkeypatch.setattr(actions, "print_dossier", lambda data, **given: (PAGE, 1))
    at = timezone.now()
    change_electronic_path(
        region=company.region, seals=True, shares=False, by=company.bt_manager, at=at
    )
    draft = working_copy(programme=company.programme, by=company.doctor, at=at)
    assert bytes(print_pdf(dossier=draft, by=company.doctor, at=at).pdf) == PAGE
    kept = frozen(company)
    made = print_pdf(dossier=kept, by=company.external, at=timezone.now())
    assert judged(bytes(made.pdf), key()).bottom_line
    assert (made.seal_level, made.seal_certificate) == ("B-B", key().fingerprint)
    assert answer_for("", made.sha256).known
    assert answer_for(kept.control_code, made.sha256).known
    assert not answer_for("", hashlib.sha256(PAGE).hexdigest()).known
    again = print_pdf(dossier=kept, by=company.external, at=timezone.now())
    assert bytes(again.pdf) == made.pdf
    assert printout_of(kept).seal == "Regionens stämpel (PAdES\u00a0B-B)"
    assert printout_of(draft).seal == ""


# ---------------------------------------------------------------------------- freezing
def test_the_decision_freezes_and_asks_for_the_pdf(company):
    assessment = declared(company)
    decided(company, assessment)
    [kept] = Dossier.objects.all()
    assert (kept.frozen, kept.assessment_id) == (True, assessment.pk)
    assert kept.sha256 == digest(kept.data) == digest(dossier_data(company.programme))
    assert OutboxMessage.objects.get(kind=PRINT).payload == {"dossier": str(kept.pk)}
    assert events(Event.DOSSIER_FROZEN) == [Event.DOSSIER_FROZEN]


def test_what_was_frozen_at_the_meeting_is_what_was_decided_on(company):
    assessment = declared(company)
    given = {"assessment": assessment, "by": company.external}
    first = freeze_at_meeting(**given, at=timezone.now())
    overall_assessments(company)
    again = freeze_at_meeting(**given, at=timezone.now() + timedelta(minutes=1))
    decided(company, assessment)
    [kept] = Dossier.objects.all()
    assert kept.pk == first.pk == again.pk
    assert digest(dossier_data(company.programme)) != kept.sha256
    assert events(Event.DOSSIER_FROZEN) == [Event.DOSSIER_FROZEN]


def test_the_wrong_person_freezes_nothing(company):
    with pytest.raises(Refused) as refused:
        frozen(company, by=company.main_supervisor)
    assert [one.code for one in refused.value.verdict.reasons] == ["freeze.not_yours"]
    assert not Dossier.objects.exists()


def test_a_decision_that_breaks_freezes_nothing(company, monkeypatch):
    assessment = declared(company)

    def broken(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("certificates.actions.external.end", broken)
    with pytest.raises(DatabaseError), transaction.atomic():
        decided(company, assessment)
    assert not Dossier.objects.exists()
    assert not OutboxMessage.objects.filter(kind=PRINT).exists()


def test_what_is_frozen_is_never_changed(company, quick_printer):
    print_pdf(dossier=frozen(company), by=company.external, at=timezone.now())
    for rows in (Dossier.objects.all(), DossierPrint.objects.all()):
        for change in (
            lambda rows=rows: rows.update(sha256="0" * 64),
            lambda rows=rows: rows._raw_delete(rows.db),
        ):
            refused = pytest.raises(DatabaseError, match="never changed")
            with refused, transaction.atomic():
                change()


# ---------------------------------------------------------------------------- printing
def test_ten_deliveries_make_one_pdf(company, quick_printer):
    kept = frozen(company)
    [message] = OutboxMessage.objects.filter(kind=PRINT)
    for _again in range(10):
        deliver(company.region.pk, str(message.pk))
    OutboxMessage.objects.filter(pk=message.pk).update(done_at=None)  # told twice
    deliver(company.region.pk, str(message.pk))
    assert quick_printer == [kept.sha256]
    assert DossierPrint.objects.count() == 1
    assert events(Event.DOSSIER_PRINTED) == [Event.DOSSIER_PRINTED]


def test_a_crash_between_freezing_and_printing_is_made_good(company, monkeypatch):
    kept = frozen(company)
    [message] = OutboxMessage.objects.filter(kind=PRINT)

    def jam(*args, **kwargs):
        raise OSError("paper jam")

    with monkeypatch.context() as jammed:
        jammed.setattr(actions, "print_dossier", jam)
        deliver(company.region.pk, str(message.pk))
    assert not DossierPrint.objects.exists()
    deliver(company.region.pk, str(message.pk))
    made = DossierPrint.objects.get(dossier=kept)
    assert printed(Dossier.objects.get(pk=kept.pk))[0] == bytes(made.pdf)
    assert answer_for(kept.control_code, made.sha256).known
    assert not answer_for(kept.control_code, "0" * 64).known


def test_a_working_copy_gives_way_when_something_has_changed(company, quick_printer):
    given = {"programme": company.programme, "by": company.doctor}
    first = working_copy(**given, at=timezone.now())
    assert working_copy(**given, at=timezone.now()).pk == first.pk
    [message] = OutboxMessage.objects.filter(kind=PRINT)
    overall_assessments(company)
    second = working_copy(**given, at=timezone.now())
    assert [one.pk for one in Dossier.objects.all()] == [second.pk]
    deliver(company.region.pk, str(message.pk))  # the first has no dossier any more
    assert not DossierPrint.objects.exists()
    made = print_pdf(dossier=second, by=company.doctor, at=timezone.now())
    assert not answer_for("", made.sha256).known


# ----------------------------------------------------------------------- what is in it
def test_nothing_that_the_doctor_has_not_been_told(company):
    told, _untold = (
        Collegium.objects.create(
            region=company.region,
            programme=company.programme,
            held_on=timezone.localdate() - timedelta(days=days),
            outcome="on_track",
            strengths=words,
            documented_by=company.studierektor,
            documented_at=timezone.now(),
        )
        for days, words in ((20, "Trygg."), (3, "Hemligt."))
    )
    told.fed_back_by, told.fed_back_on = company.main_supervisor, timezone.localdate()
    told.fed_back_at = timezone.now()
    told.save()
    for reason in ("competence", "sick_leave"):
        Extension.objects.create(
            region=company.region,
            programme=company.programme,
            placement=company.placements[0],
            reason=reason,
            months=1,
            motivation=f"Skälet {reason}.",
            ended_on=timezone.localdate(),
            ends_on=timezone.localdate() + timedelta(days=31),
            decided_by=company.bt_manager,
            decided_at=timezone.now(),
        )
    written(company, "BT1")  # a draft is nobody's evidence
    data = dossier_data(company.programme)
    text = str(data)
    assert "Trygg." in text
    assert "Hemligt." not in text
    assert "Skälet competence." in text
    assert "Skälet sick_leave." not in text
    parts = {one["key"]: [e["title"] for e in one["entries"]] for one in data["parts"]}
    assert [len(parts[key]) for key in ("delmal", "kollegium", "intyg")] == [18, 1, 0]
    assert parts["franvaro"] == ["BT slutar senare, 1\u00a0månad"]
    assert len(parts["handledare"]) == 3


def test_it_costs_the_same_with_more_to_read(company):
    overall_assessments(company)
    written(company, "BT1")
    dossier_of(company.programme)  # what it asks once: the region, the doctor
    one = asked_for(company)
    evidence(company)
    evidence(company)
    written(company, "BT2", "BT3")
    assert asked_for(company) == one


def asked_for(company):
    with CaptureQueriesContext(connection) as asked:
        dossier_of(company.programme)
    return len(asked)
