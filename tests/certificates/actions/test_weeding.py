"""Two people, batches, holds; and no way past the database but an approved decision."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from assessments.models import Talk, TalkTopic
from bt_admin.archive.record import record_of
from bt_admin.archive.signed_papers import signed_papers
from certificates.actions import weeding
from certificates.actions.disclosing import ask_for_case
from certificates.actions.scans import hand_out_scan
from certificates.models import (
    ApplicationAnswer,
    CaseDisclosure,
    CaseHold,
    Document,
    Dossier,
    DossierPrint,
    ExternalAssessment,
    PaperSignature,
    RetentionProposal,
    RetentionRule,
    ScannedPage,
)
from certificates.queries import todos_for
from certificates.queries.documents import answer_for
from certificates.queries.retention import kept_in
from certificates.queries.scans import scans_of
from placements.models import Programme
from regions.access import memberships
from regions.models import AuditRow, OutboxMessage
from tests.certificates.papers import (
    certify_everything,
    complete,
    print_all,
    valid_documents,
)
from tests.certificates.pen import sign_everything
from tests.certificates.refusals import refused

OLD = timedelta(days=800)


@pytest.fixture
def company(cast):
    company = cast.kronoberg
    with company.inside(company.bt_manager):
        yield company


def now():
    return timezone.now()


def rule(company, kind, years=2, by=None):
    return weeding.decide_rule(
        region=company.region, kind=kind, years=years,
        valid_from=timezone.localdate(), source="Arkivnämnden 12/2026",
        by=by or company.bt_manager, at=now(),
    )  # fmt: skip


def propose(company, kind, by=None):
    return weeding.propose_weeding(
        region=company.region, kind=kind, by=by or company.administrator, at=now()
    )


def talks(company, count):
    at = now() - OLD
    return Talk.objects.bulk_create(
        Talk(
            region=company.region, programme=company.programme, kind="supervision",
            supervisor=company.main_supervisor, state="documented", starts_at=at,
            minutes=60, in_working_hours=True, planned_by=company.main_supervisor, planned_at=at,
            changed_by=company.main_supervisor, changed_at=at,
        )
        for _number in range(count)
    )  # fmt: skip


def withdrawn(company, quick_printer):
    certify_everything(company)
    complete(company)
    print_all(company)
    Document.objects.filter(annex_number=1).update(
        withdrawn_at=now() - OLD, withdrawn_reason="Återkallat."
    )
    return Document.objects.get(annex_number=1)


def test_nothing_goes_without_the_regions_own_word(company):
    line = next(
        one for one in kept_in(company.region, timezone.localdate(), now())
        if one.key == "talks"
    )  # fmt: skip
    assert (line.rule, line.before) == (None, None)
    assert refused(propose, company, "talks") == ["weeding.no_rule"]
    assert refused(rule, company, "talks", by=company.administrator)


def test_files_go_and_the_register_still_answers(company, quick_printer):
    document = withdrawn(company, quick_printer)
    rule(company, "withdrawn_files")
    row = propose(company, "withdrawn_files")
    with pytest.raises(DatabaseError), transaction.atomic():
        weeding._weed(row, [document.pk])  # nobody has approved it
    assert refused(weeding.approve_weeding, proposal=row, by=company.administrator,
                   at=now())  # fmt: skip
    held = {one.role for one in memberships(company.bt_manager)}
    found = todos_for(company.bt_manager, company.region, timezone.localdate(), held)
    assert "Läs ett förslag till gallring" in [one.title for one in found]
    weeding.approve_weeding(proposal=row, by=company.bt_manager, at=now())
    weeding.weed_batch(proposal=row, at=now())
    weeding.weed_batch(proposal=row, at=now())  # delivered twice
    row.refresh_from_db()
    assert (row.gone, row.stayed, row.finished_at is not None) == (1, 0, True)
    document.refresh_from_db()
    assert (bytes(document.pdf), len(document.sha256)) == (b"", 64)
    told = AuditRow.objects.get(event="retention.done").detail
    assert told == {"kind": "withdrawn_files", "gone": 1, "stayed": 0}


def test_the_same_person_never_approves(company, quick_printer):
    withdrawn(company, quick_printer)
    rule(company, "withdrawn_files")
    row = propose(company, "withdrawn_files", by=company.bt_manager)
    who = {"proposal": row, "by": company.bt_manager, "at": now()}
    assert refused(weeding.approve_weeding, **who) == ["weeding.same_person"]
    with pytest.raises(DatabaseError), transaction.atomic():
        RetentionProposal.objects.update(approved_by=company.bt_manager)
    assert refused(propose, company, "withdrawn_files") == ["weeding.waiting"]
    weeding.drop_weeding(**who)
    who["by"] = company.deputy
    assert refused(weeding.approve_weeding, **who) == ["weeding.decided"]


def test_batches_go_on_where_they_were(company, monkeypatch):
    monkeypatch.setattr(weeding, "BATCH", 2)
    talks(company, 5)
    assert TalkTopic.objects.count() == 0
    rule(company, "talks")
    row = propose(company, "talks")
    weeding.approve_weeding(proposal=row, by=company.bt_manager, at=now())
    assert weeding.weed_batch(proposal=row, at=now()) == 2
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        weeding.weed_batch(proposal=row, at=now())
        raise KeyboardInterrupt  # killed in the middle: that batch never was
    hold = weeding.hold_case(
        programme=company.programme, reason="Anmälan.", by=company.administrator,
        at=now(),
    )  # fmt: skip
    assert weeding.weed_batch(proposal=row, at=now()) == 0  # held since
    weeding.lift_hold(programme=company.programme, by=company.bt_manager, at=now())
    assert weeding.weed_batch(proposal=row, at=now()) == 1
    row.refresh_from_db()
    assert (row.gone, row.stayed) == (3, 2)
    assert Talk.objects.count() == 2
    keys = OutboxMessage.objects.filter(kind="weed").values_list(
        "dedupe_key", flat=True
    )
    assert sorted(keys) == [f"{row.pk}:{n}" for n in (0, 2, 4)]
    assert CaseHold.objects.get().pk == hold.pk


def a_frozen_dossier(company, *, printed=True):
    """Decided, printed, and as old as the region's rule asks."""
    assessment = ExternalAssessment.objects.create(
        region=company.region, programme=company.programme, assessor=company.external,
        appointed_by=company.bt_manager, appointed_at=now() - OLD,
        decided_at=now() - OLD, ended_at=now() - OLD, outcome="approved",
    )  # fmt: skip
    made = Dossier.objects.create(
        region=company.region, programme=company.programme, assessment=assessment,
        frozen=True, data={"doctor": "Någon"}, sha256="a" * 64, template_version="1",
        control_code="-".join(["7F3A"] * 8), taken_at=now() - OLD,
        taken_by=company.bt_manager,
    )  # fmt: skip
    if printed:
        DossierPrint.objects.create(
            region=company.region, dossier=made, pdf=b"%PDF-1.7", sha256="b" * 64,
            pages=1, printed_at=now() - OLD,
        )  # fmt: skip
    return made


def a_scan(company):
    """A page that is filed in a case, long ago."""
    return ScannedPage.objects.create(
        region=company.region, programme=company.programme, source_page=1,
        document=valid_documents(company)[0], page=1, by_code=True,
        filed_by=company.administrator, filed_at=now() - OLD, name="blad.jpg",
        content_type="image/jpeg", size=4, content=b"blad", sha256="c" * 64,
        source_sha256="d" * 64, uploaded_by=company.administrator,
        uploaded_at=now() - OLD,
    )  # fmt: skip


def closed(company, state="approved"):
    Programme.objects.filter(pk=company.programme.pk).update(state=state)


def weeded(row, company):
    weeding.approve_weeding(proposal=row, by=company.bt_manager, at=now())
    for _delivered in range(2):
        weeding.weed_batch(proposal=row, at=now())
    row.refresh_from_db()
    return row.gone, row.stayed


def test_a_frozen_dossier_goes_and_its_code_is_still_known(company):
    made = a_frozen_dossier(company)
    rule(company, "dossiers")
    assert refused(propose, company, "dossiers") == ["weeding.nothing"]  # not over yet
    closed(company)
    row = propose(company, "dossiers")
    with pytest.raises(DatabaseError), transaction.atomic():
        weeding._weed(row, [made.pk])  # nobody has approved it
    for change in ({"data": {}}, {"sha256": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Dossier.objects.filter(pk=made.pk).update(**change)
    assert weeded(row, company) == (1, 0)
    made.refresh_from_db()
    assert (made.data, made.sha256, bytes(made.print.pdf)) == ({}, "a" * 64, b"")
    assert answer_for(made.control_code, "").known
    assert answer_for("", "b" * 64).known
    with pytest.raises(DatabaseError), transaction.atomic():
        DossierPrint.objects.filter(dossier=made).update(pdf=b"%PDF-1.7")
    assert refused(propose, company, "dossiers") == ["weeding.nothing"]


@pytest.mark.parametrize("kind", ["dossiers", "signed_scans"])
def test_nothing_of_a_case_that_is_held_goes(company, quick_printer, kind):
    """Held, being given out, appealed, or still open; also when it became so later."""
    if kind == "dossiers":
        a_frozen_dossier(company)
    else:
        certify_everything(company)
        complete(company)
        print_all(company)
        a_scan(company)
    rule(company, kind)
    who = {"programme": company.programme, "at": now()}
    for state, is_there in (("applied", 0), ("ended", 1), ("approved", 1)):
        Programme.objects.filter(pk=company.programme.pk).update(
            state=state, ended_on=timezone.localdate() if state == "ended" else None
        )
        line = next(one for one in kept_in(company.region, timezone.localdate(), now()) if one.key == kind)  # fmt: skip
        assert (line.due.count(), line.held) == (is_there, 1 - is_there)
    row = propose(company, kind)
    weeding.approve_weeding(proposal=row, by=company.bt_manager, at=now())
    weeding.hold_case(reason="Anmälan.", by=company.administrator, **who)
    assert weeding.weed_batch(proposal=row, at=now()) == 0
    weeding.lift_hold(by=company.bt_manager, **who)
    ask_for_case(request="Allt", requested_on=timezone.localdate(), by=company.administrator, **who)  # fmt: skip
    assert refused(propose, company, kind) == ["weeding.nothing"]
    CaseDisclosure.objects.all().delete()
    answer = {"region": company.region, "on": timezone.localdate(), "at": now()}
    ApplicationAnswer.objects.create(
        programme=company.programme, number=1, kind="appealed",
        by=company.doctor, **answer,
    )  # fmt: skip
    assert refused(propose, company, kind) == ["weeding.nothing"]


def test_a_scanned_original_goes_and_who_signed_stays(company, quick_printer):
    certify_everything(company)
    complete(company)
    print_all(company)
    scan = a_scan(company)
    sign_everything(company)
    closed(company)
    rule(company, "signed_scans")
    row = propose(company, "signed_scans")
    with pytest.raises(DatabaseError), transaction.atomic():
        ScannedPage.objects.update(content=b"")
    assert weeded(row, company) == (1, 0)
    scan.refresh_from_db()
    assert (bytes(scan.content), scan.sha256) == (b"", "c" * 64)
    assert PaperSignature.objects.filter(withdrawn_at=None).count() == 5
    assert [one.is_weeded for one in scans_of(company.programme)] == [True]
    given = {"scan": scan, "by": company.administrator, "at": now()}
    assert refused(hand_out_scan, **given) == ["scan.weeded"]
    part = signed_papers(company.programme, company.doctor)
    assert part.files == []
    assert record_of(company.programme)[-1].key != "fil_5"  # four papers, no picture


def test_signed_rows_stay_locked_for_everything_else(company, quick_printer):
    document = withdrawn(company, quick_printer)
    rule(company, "withdrawn_files")
    row = propose(company, "withdrawn_files")
    weeding.approve_weeding(proposal=row, by=company.bt_manager, at=now())
    other = Document.objects.get(annex_number=2)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as c:
        c.execute("SELECT set_config('app.weeding', %s, true)", [str(row.pk)])
        Document.objects.filter(pk=document.pk).update(pdf=b"")
    assert weeding._weed(row, [other.pk]) == 0  # not on the list
    with pytest.raises(DatabaseError), transaction.atomic():
        RetentionRule.objects.update(years=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        RetentionProposal.objects.update(things=[str(other.pk)])
