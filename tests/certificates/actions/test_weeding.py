"""Two people, batches, holds; and no way past the database but an approved decision."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from assessments.models import Talk, TalkTopic
from certificates.actions import weeding
from certificates.models import (
    CaseHold,
    Document,
    RetentionProposal,
    RetentionRule,
)
from certificates.queries import todos_for
from certificates.queries.retention import kept_in
from regions.access import memberships
from regions.models import AuditRow, OutboxMessage
from tests.certificates.papers import certify_everything, complete, print_all
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
