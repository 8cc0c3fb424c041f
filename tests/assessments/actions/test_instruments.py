"""The region's instruments: who, twice, at the wrong time, and what stays as it was."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from assessments import actions, queries
from assessments.models import InstrumentUse, RegionalInstrument
from regions import audit
from tests.assessments import acts
from tests.cast import at


def begin(company, key="mini_cex", by=None):
    return actions.draft_change(
        region=company.region, key=key, by=by or company.bt_manager, at=at()
    )


def worded(row, words="Så säger vi här.") -> dict:
    definition = {**row.definition}
    [entry] = definition["instrument"]
    return {**definition, "instrument": [{**entry, "purpose": words}]}


def change(company, row, definition=None, revision=None, by=None):
    return actions.change_instrument(
        draft=row,
        definition=definition or worded(row),
        revision=row.revision if revision is None else revision,
        by=by or company.bt_manager,
        at=at(),
    )


def publish(company, row, revision=None, by=None):
    return actions.publish_instrument(
        draft=row,
        revision=row.revision if revision is None else revision,
        by=by or company.bt_manager,
        at=at(),
    )


def published(company, key="mini_cex", words="Så säger vi här."):
    row = begin(company, key)
    return publish(company, change(company, row, worded(row, words)))


def decide(company, key="osce", in_use=False, on=None, by=None):
    return actions.decide_use(
        region=company.region,
        key=key,
        in_use=in_use,
        from_on=on or acts.today(),
        by=by or company.bt_manager,
        at=at(),
    )


# ------------------------------------------------------------------------ the main line
def test_a_version_is_drafted_changed_published_and_used(kronoberg):
    row = published(kronoberg)
    assert (row.version, row.published_by) == (10_001, kronoberg.bt_manager)
    given = queries.instrument_in(kronoberg.region, "mini_cex")
    assert (given.version, given.edition, given.purpose) == (
        10_001, 1, "Så säger vi här.",
    )  # fmt: skip
    assert given.own == {"purpose"}
    assert acts.events() == [
        "instrument.drafted", "instrument.changed", "instrument.published",
    ]  # fmt: skip
    again = published(kronoberg, words="Och så här sedan.")
    assert again.version == 10_002


def test_answers_keep_the_version_they_were_given_in(kronoberg):
    before = acts.signed(kronoberg)
    digest = acts.digest(before)
    row = published(kronoberg)
    between = acts.signed(kronoberg)
    assert (between.instrument_version, between.regional_instrument) == (10_001, row)
    between_digest = acts.digest(between)
    published(kronoberg, words="Ännu en gång.")
    decide(kronoberg, "mini_cex", in_use=False)
    assert acts.digest(acts.stored(before)) == digest
    assert acts.digest(acts.stored(between)) == between_digest
    assert queries.instrument_of(before).purpose.startswith("Någon ser dig")
    assert queries.instrument_of(between).purpose == "Så säger vi här."
    assert queries.sheet_of(between).edition == "Region Kronobergs version 1"
    assert queries.sheet_of(before).edition == "nationell version 1"


def test_what_is_asked_for_before_is_signed_with_the_old_version(kronoberg):
    row = acts.ask(kronoberg)
    published(kronoberg)
    decide(kronoberg, "mini_cex", in_use=False)
    acts.sign(kronoberg, row)
    assert acts.stored(row).instrument_version == 1


def test_the_regions_number_is_never_a_national_one(kronoberg):
    row = published(kronoberg)
    with pytest.raises(DatabaseError), transaction.atomic():
        acts.ask(kronoberg)
        RegionalInstrument.objects.filter(pk=row.pk).update(version=1)


def test_another_region_has_its_own_numbers(kronoberg, cast):
    published(kronoberg)
    with cast.stockholm.inside():
        row = published(cast.stockholm, words="Stockholms.")
        assert row.version == 10_001
        given = queries.instrument_in(cast.stockholm.region, "mini_cex")
        assert given.purpose == "Stockholms."
    given = queries.instrument_in(kronoberg.region, "mini_cex")
    assert given.purpose == "Så säger vi här."


def test_an_instrument_of_ones_own_is_asked_for_and_counts(kronoberg):
    row = actions.draft_copy(
        region=kronoberg.region, key="dops", name="Rond", by=kronoberg.bt_manager,
        at=at(),
    )  # fmt: skip
    assert row.key == "egen_rond"
    publish(kronoberg, row)
    assessment = actions.request_assessment(
        programme=kronoberg.programme,
        assessor=kronoberg.supervisor,
        occasion=acts.occasion(kronoberg, context={"procedure": "Blodgas"}),
        instrument="egen_rond",
        by=kronoberg.doctor,
        at=at(),
    )
    content = acts.content(kronoberg, context={"procedure": "Blodgas"})
    answers = {"technique": 4, "overall": 4}
    acts.sign(
        kronoberg, assessment,
        content=actions.Content(content.occasion, answers, content.texts),
    )  # fmt: skip
    [line] = queries.evidence_by_delmal(kronoberg.programme)["BT1"]
    assert (line.name, line.level) == ("Rond", 4)


# ------------------------------------------------------------------ what does no harm
@pytest.mark.parametrize("who", ["studierektor", "deputy", "administrator", "doctor"])
def test_the_wrong_person_changes_nothing(kronoberg, who):
    row = begin(kronoberg)
    by = getattr(kronoberg, who)
    for call in (
        lambda: begin(kronoberg, by=by),
        lambda: change(kronoberg, row, by=by),
        lambda: publish(kronoberg, row, by=by),
        lambda: decide(kronoberg, by=by),
        lambda: actions.discard_instrument(draft=row, by=by, at=at()),
        lambda: actions.draft_copy(
            region=kronoberg.region, key="dops", name="Rond", by=by, at=at()
        ),
    ):
        assert acts.refused(call) == ["access.no_role"]
    assert acts.events() == ["instrument.drafted"]


def test_a_second_click_is_the_same_draft_version_and_decision(kronoberg):
    assert begin(kronoberg) == begin(kronoberg)
    row = change(kronoberg, begin(kronoberg))
    revision = row.revision
    assert publish(kronoberg, row, revision) == publish(kronoberg, row, revision)
    assert RegionalInstrument.objects.get().version == 10_001
    for _click in range(2):
        decide(kronoberg)
        actions.draft_copy(
            region=kronoberg.region, key="cbd", name="Rond", by=kronoberg.bt_manager,
            at=at(),
        )  # fmt: skip
    assert InstrumentUse.objects.count() == 1
    assert RegionalInstrument.objects.filter(version=None).count() == 1


def test_what_somebody_else_has_saved_is_not_written_over(kronoberg):
    row = begin(kronoberg)
    change(kronoberg, row)
    assert acts.refused(lambda: change(kronoberg, row, revision=1)) == [
        "instrument.stale"
    ]
    assert acts.refused(lambda: publish(kronoberg, row, revision=1)) == [
        "instrument.stale"
    ]


def test_what_is_published_is_changed_by_nobody(kronoberg):
    row = published(kronoberg)
    assert acts.refused(lambda: change(kronoberg, row)) == ["instrument.published"]
    assert acts.refused(
        lambda: actions.discard_instrument(draft=row, by=kronoberg.bt_manager, at=at())
    ) == ["instrument.published"]
    use = decide(kronoberg)
    rows = RegionalInstrument.objects.filter(pk=row.pk)
    for act in (lambda: rows.update(key="dops"), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    with pytest.raises(DatabaseError), transaction.atomic():
        InstrumentUse.objects.filter(pk=use.pk).update(in_use=True)


def test_nothing_new_or_broken_is_not_published(kronoberg):
    row = begin(kronoberg)
    assert acts.refused(lambda: publish(kronoberg, row)) == ["instrument.nothing_new"]
    row = change(kronoberg, row, worded(row, ""))
    assert acts.refused(lambda: publish(kronoberg, row)) == ["instrument.fault"]


@pytest.mark.parametrize("call", [begin, published, decide])
def test_without_the_log_nothing_is_done(kronoberg, monkeypatch, call):
    monkeypatch.setattr(audit, "record", acts.crash)
    with pytest.raises(RuntimeError), transaction.atomic():
        call(kronoberg)
    assert list(RegionalInstrument.objects.all()) == []
    assert list(InstrumentUse.objects.all()) == []


def test_what_is_not_in_use_is_not_asked_for_or_begun(kronoberg):
    decide(kronoberg, "mini_cex", on=acts.today() + timedelta(days=1))
    acts.ask(kronoberg)
    decide(kronoberg, "mini_cex")
    assert acts.refused(lambda: acts.ask(kronoberg)) == ["instrument.not_in_use"]
    assert acts.refused(lambda: acts.start(kronoberg)) == ["instrument.not_in_use"]


# ------------------------------------------------------------------------------- lists
@pytest.mark.parametrize("many", [1, 3])
def test_a_list_with_the_regions_own_versions_asks_nothing_more(
    kronoberg, many, django_assert_num_queries
):
    published(kronoberg)
    for _number in range(many):
        acts.signed(kronoberg)
    queries.instrument_in(kronoberg.region, "mini_cex")
    rows = queries.assessments_in(kronoberg.programme, kronoberg.supervisor)
    with django_assert_num_queries(2):  # the rows, and their delmål
        shown = queries.lines(list(rows))
    assert len(shown) == many


@pytest.mark.parametrize("many", [1, 3])
def test_the_regions_list_costs_three_queries(
    kronoberg, many, django_assert_num_queries
):
    for key in ("dops", "cbd", "epa")[:many]:
        published(kronoberg, key)
        decide(kronoberg, key)
    queries.known_in(kronoberg.region, acts.today())
    with django_assert_num_queries(3):
        queries.known_in(kronoberg.region, acts.today())
