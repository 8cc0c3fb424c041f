"""A 360: the doctor first, then the others without a name, and the doctor last."""

from datetime import timedelta

import pytest
from django.core import mail as post
from django.db import DatabaseError, connection, transaction

from assessments import tasks
from assessments.actions import round_answers
from assessments.actions import rounds as actions
from assessments.models import (
    FeedbackRound,
    RaterLink,
    RoundRater,
    RoundSelf,
    RoundTally,
    RoundText,
    SealedAnswer,
)
from assessments.queries import rounds as queries
from assessments.queries.round_todos import PARTS
from assessments.queries.waiting import from_parts
from regions import access, outbox
from regions.models import AuditRow, OutboxMessage
from tests.assessments import round_acts as acts
from tests.assessments.acts import crash, events, refused, today
from tests.cast import at
from tests.page_reads import at_most

DAY = timedelta(days=1)


def stored(row):
    return FeedbackRound.objects.get(pk=row.pk)


def letters() -> list:
    """What the outbox sends of letters, now."""
    for row in OutboxMessage.objects.filter(kind=actions.LETTER, done_at=None):
        assert outbox.deliver_one(row.pk, at=at())
    return post.outbox


# ---------------------------------------------------------------------------- the way
def test_from_opening_to_the_talk(kronoberg):
    row = acts.released(kronoberg)
    actions.note_round_talk(
        round=row, on=today(), by=kronoberg.main_supervisor, at=at()
    )
    row = stored(row)
    assert (row.state, row.answers, row.talk_on) == ("released", 6, today())
    told = [one for one in events() if one.startswith("round.")]
    assert told == [
        "round.opened", "round.self_answered", *["round.rater_asked"] * 10,
        "round.sent", *["round.answered"] * 6, "round.closed", "round.released",
        "round.talked",
    ]  # fmt: skip


def test_a_second_click_opens_no_second_round(kronoberg):
    assert acts.opened(kronoberg) == acts.opened(kronoberg)
    assert refused(lambda: acts.opened(kronoberg, kronoberg.studierektor)) == [
        "round.under_way"
    ]


def test_others_open_none(kronoberg):
    for who in ("main_supervisor", "supervisor", "bt_manager", "hr"):
        by = getattr(kronoberg, who)
        assert refused(lambda by=by: acts.opened(kronoberg, by)) == ["round.not_yours"]
    assert not FeedbackRound.objects.exists()


def test_the_others_are_asked_after_the_doctor(kronoberg):
    row = acts.opened(kronoberg)
    for profession in acts.ASKED:
        acts.ask(kronoberg, row, profession=profession)
    send = {"round": row, "by": kronoberg.doctor, "at": at()}
    assert refused(lambda: actions.send_round(**send)) == ["msf.self_first"]
    acts.self_answered(kronoberg, row)
    assert actions.send_round(**send).closes_on == today() + 21 * DAY
    assert refused(lambda: acts.self_answered(kronoberg, row)) == ["round.self_done"]
    assert RoundSelf.objects.count() == 1


# ------------------------------------------------------------------------- the letters
def test_a_letter_tells_nothing_and_its_secret_is_kept_nowhere(kronoberg, settings):
    settings.BASE_URL = "https://bt.example.org/"
    row = acts.sent(kronoberg)
    assert len(letters()) == 10
    letter = post.outbox[0]
    [(html, _kind)] = letter.alternatives
    for text in (letter.subject, letter.body, html):
        for word in ("Doctor", "360", "bedömning", "Kollega"):
            assert (word, word in text) == (word, False)
    start = "https://bt.example.org/svara/kronoberg/"
    [address] = [word for word in letter.body.split() if word.startswith(start)]
    token = address.removeprefix(start).rstrip("/")
    rater = queries.rater_with(token, kronoberg.region)
    assert rater.round == row
    with connection.cursor() as cursor:
        for table in ("assessments_raterlink", "regions_outboxmessage"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [
                f"%{token}%"
            ])  # fmt: skip
            assert cursor.fetchone() == (0,)


def test_no_letter_goes_to_who_has_answered(kronoberg):
    row = acts.sent(kronoberg)
    acts.answer(acts.raters(row)[0])
    assert len(letters()) == 9


def test_reminders_go_twice_and_to_those_who_have_not_answered(kronoberg):
    row = acts.sent(kronoberg)
    letters()
    for rater in acts.raters(row)[:4]:
        acts.answer(rater)
    count = []
    for days in (6, 7, 8, 14, 20, 22):
        post.outbox.clear()
        moment = at() + timedelta(days=days)
        for rater in queries.to_be_reminded(kronoberg.region):
            actions.remind_rater(rater=rater, at=moment)
        count.append(len(letters()))
    assert count == [0, 6, 0, 6, 0, 0]


def test_somebody_added_late_gets_a_letter_at_once(kronoberg):
    row = acts.sent(kronoberg)
    letters()
    post.outbox.clear()
    acts.ask(kronoberg, row, email="sen@example.org", by=kronoberg.main_supervisor)
    assert [one.to for one in letters()] == [["sen@example.org"]]


# ------------------------------------------------------------------------- the answers
def test_one_answers_once(kronoberg):
    row = acts.sent(kronoberg)
    rater = acts.raters(row)[0]
    acts.answer(rater)
    assert refused(lambda: acts.answer(rater)) == ["round.answered"]
    assert SealedAnswer.objects.count() == 1


def test_a_crash_takes_no_answer(kronoberg, monkeypatch):
    row = acts.sent(kronoberg)
    monkeypatch.setattr(round_answers.audit, "record", crash)
    with pytest.raises(RuntimeError), transaction.atomic():
        acts.answer(acts.raters(row)[0])
    assert (SealedAnswer.objects.count(), acts.raters(row)[0].answered) == (0, False)


def test_nobody_answers_after_the_last_day(kronoberg):
    row = acts.sent(kronoberg)
    rater = acts.raters(row)[0]
    late = at() + timedelta(days=22)
    call = {"rater": rater, "answers": acts.levels(), "texts": {}, "at": late}
    assert refused(lambda: round_answers.answer_round(**call)) == ["round.over"]


# Everything the database holds of a round, as text, without what is open to be read.
def rows_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT t::text FROM {table} t")
        return [row for (row,) in cursor.fetchall()]


def test_nothing_joins_an_answer_to_a_rater(kronoberg):
    """Not a key, a moment, an order, a length, nor which transaction wrote the row."""
    row = acts.sent(kronoberg)
    for number, rater in enumerate(acts.raters(row)[:6]):
        texts = acts.words(f"Känns igen {number}" * (number + 1))
        acts.answer(rater, answers=acts.levels(1 + number % 4), texts=texts)
    raters = {str(one.pk) for one in acts.raters(row)}
    sealed = rows_of("assessments_sealedanswer")
    assert len({len(one) for one in sealed}) == 1
    for one in sealed:
        assert not any(key in one for key in raters)
        assert not any(word in one for word in ("Känns", "nurse", "doctor"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM assessments_roundrater")
        assert cursor.fetchone() == (1,)
    row = actions.close_round(round=row, by=kronoberg.studierektor, at=at())
    assert rows_of("assessments_sealedanswer") == []
    for table in ("assessments_roundtally", "assessments_roundtext"):
        columns = {"id", "region", "round", "profession", "item", "level", "count"}
        columns |= {"box", "text", "hidden_reason", "hidden_by"}
        model = RoundTally if table.endswith("tally") else RoundText
        assert {field.name for field in model._meta.fields} <= columns
        assert not any(key in one for one in rows_of(table) for key in raters)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM {table}")
            assert cursor.fetchone() == (1,)


def test_the_log_names_no_rater(kronoberg):
    row = acts.sent(kronoberg)
    acts.answer(acts.raters(row)[0])
    line = AuditRow.objects.get(event="round.answered")
    assert (line.actor_id, line.about_id, line.programme_id, line.detail) == (
        None, row.pk, None, {},
    )  # fmt: skip


def test_a_key_that_is_gone_loses_the_answer_and_not_the_round(kronoberg, settings):
    row = acts.sent(kronoberg)
    raters = acts.raters(row)
    for rater in raters[:5]:
        acts.answer(rater)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key altogether"
    settings.SECRET_KEY_FALLBACKS = [old]
    acts.answer(raters[5])
    settings.SECRET_KEY_FALLBACKS = []
    row = actions.close_round(round=row, by=kronoberg.studierektor, at=at())
    assert (row.state, row.answers) == ("closed", 1)


# -------------------------------------------------------------------------- the result
def test_what_is_shown_of_six_answers(kronoberg):
    row = acts.closed(kronoberg)
    result = queries.result_of(row)
    assert [(one.own, str(one.mean), one.count) for one in result.items] == [
        (3, "2.2", 6)
    ] * 10
    keep, work = result.boxes
    assert (keep.own, sorted(one.text for one in keep.texts)) == (
        "Jag lyssnar.", [f"Bra {n}." for n in range(6)],
    )  # fmt: skip
    assert len(work.texts) == 3
    assert {one.profession for one in keep.texts} == {""}


def test_four_answers_are_means_without_words(kronoberg):
    row = acts.sent(kronoberg, ["doctor", "nurse", "nurse", *acts.ASKED])
    for rater in acts.raters(row)[:4]:
        acts.answer(rater, texts=acts.words("Bra."))
    assert actions.close_when_over(round=row, at=at() + 22 * DAY)
    row = stored(row)
    assert (row.answers, RoundText.objects.count()) == (4, 0)
    result = queries.result_of(row)
    assert (result.texts_shown, result.items[0].count) == (False, 4)


def test_the_clock_closes_what_is_over_and_not_with_too_few(kronoberg, monkeypatch):
    def tend(days: int) -> None:
        monkeypatch.setattr(tasks, "database_now", lambda: at() + days * DAY)
        tasks.tend_rounds(kronoberg.region.pk)

    row = acts.sent(kronoberg)
    for rater in acts.raters(row)[:2]:
        acts.answer(rater)
    tend(22)
    assert stored(row).state == "collecting"
    day = today() + 27 * DAY
    actions.move_end(round=row, closes_on=day, by=kronoberg.doctor, at=at())
    acts.answer(acts.raters(row)[2])
    tend(27)
    assert stored(row).state == "collecting"
    tend(28)
    assert (stored(row).state, stored(row).answers) == ("closed", 3)


def test_a_hidden_text_is_not_the_doctors(kronoberg):
    row = acts.closed(kronoberg)
    text = RoundText.objects.filter(box="keep_doing").first()
    who = {"round": row, "text_id": text.pk, "by": kronoberg.studierektor, "at": at()}
    doctor = {**who, "by": kronoberg.doctor}
    assert refused(lambda: actions.hide_text(reason="Nej.", **doctor)) == [
        "round.not_moderator"
    ]
    actions.hide_text(reason="Pekar ut en patient.", **who)
    assert len(queries.result_of(row).boxes[0].texts) == 5
    assert len(queries.result_of(row, hidden_too=True).boxes[0].texts) == 6
    actions.show_text(**who)
    assert len(queries.result_of(row).boxes[0].texts) == 6


def test_breaking_it_off_takes_the_answers_away(kronoberg):
    row = acts.sent(kronoberg)
    acts.answer(acts.raters(row)[0])
    who = {"round": row, "reason": "Sjukskriven.", "at": at()}
    doctor, director = kronoberg.doctor, kronoberg.studierektor
    assert refused(lambda: actions.cancel_round(by=doctor, **who)) == [
        "round.answers_in"
    ]
    actions.cancel_round(by=director, **who)
    assert (stored(row).state, SealedAnswer.objects.count()) == ("cancelled", 0)
    acts.opened(kronoberg)  # and a new one may be opened


# -------------------------------------------------------------------------- the database
def test_the_database_keeps_what_was_said(kronoberg):
    row = acts.released(kronoberg)
    tally, text = RoundTally.objects.first(), RoundText.objects.first()
    rater, own = acts.raters(row)[0], RoundSelf.objects.get()
    link = RaterLink.objects.create(
        region=kronoberg.region, rater=rater, token_hash="0" * 64
    )
    changes = [
        lambda: FeedbackRound.objects.update(state="closed"),
        lambda: FeedbackRound.objects.update(answers=7),
        lambda: RoundTally.objects.filter(pk=tally.pk).update(count=9),
        lambda: tally.delete(),
        lambda: RoundTally.objects.create(
            region=row.region, round=row, item="calm", level=1, count=1
        ),
        lambda: RoundText.objects.filter(pk=text.pk).update(text="Annat."),
        lambda: RoundText.objects.filter(pk=text.pk).update(
            hidden_reason="Efteråt.", hidden_by=kronoberg.studierektor
        ),
        lambda: RoundText.objects.filter(pk=text.pk).delete(),
        lambda: RoundSelf.objects.filter(pk=own.pk).update(answers={}),
        lambda: RoundRater.objects.filter(pk=rater.pk).update(profession="nurse"),
        lambda: RoundRater.objects.filter(pk=rater.pk).delete(),
        lambda: RaterLink.objects.filter(pk=link.pk).update(token_hash="1" * 64),
        lambda: SealedAnswer.objects.create(
            region=row.region, round=row, content="x"
        ),
    ]  # fmt: skip
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_sealed_answers_stay_while_they_come_in(kronoberg):
    row = acts.sent(kronoberg)
    acts.answer(acts.raters(row)[0])
    for change in (SealedAnswer.objects.all().delete, RoundRater.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# ------------------------------------------------------------------------------- todos
def waiting(company, role, on=None) -> list[str]:
    user = getattr(company, role)
    found = from_parts(
        PARTS,
        user,
        company.region,
        on or today(),
        access.roles_of(user, company.region),
    )
    return [one.title for one in found]


def test_what_waits_for_whom(kronoberg):
    people = ("doctor", "studierektor", "main_supervisor", "supervisor", "bt_manager")

    def everybody(on=None):
        return {who: waiting(kronoberg, who, on) for who in people if waiting(
            kronoberg, who, on
        )}  # fmt: skip

    row = acts.opened(kronoberg)
    assert everybody() == {"doctor": ["Gör din självskattning"]}
    acts.self_answered(kronoberg, row)
    assert everybody() == {
        "doctor": ["Välj vilka som ska svara i din 360-återkoppling"]
    }
    for profession in acts.ASKED:
        acts.ask(kronoberg, row, profession=profession)
    row = actions.send_round(round=row, by=kronoberg.doctor, at=at())
    assert everybody() == {}
    assert everybody(today() + 22 * DAY) == {
        "doctor": ["Flytta sista dagen för din 360-återkoppling"]
    }
    for rater in acts.raters(row)[:5]:
        acts.answer(rater)
    row = actions.close_round(round=row, by=kronoberg.doctor, at=at())
    assert everybody() == {
        "studierektor": ["Gå igenom 360-återkopplingen för Doctor Kronoberg"]
    }
    row = actions.release_round(round=row, by=kronoberg.studierektor, at=at())
    assert everybody() == {
        "main_supervisor": ["Prata om 360-återkopplingen med Doctor Kronoberg"]
    }
    for who in people:
        with at_most(2):  # the roles, and what waits
            waiting(kronoberg, who)
