"""What is typed and not sent: kept, given back, fought over, dropped, seen by nobody."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from bt_admin.lib.verdicts import Refused
from regions.actions.drafts import KEPT_FOR, Typed, drop_draft, keep_draft
from regions.context import in_region
from regions.models import AuditRow, Draft
from regions.rules.drafts import LONGEST, MOST
from tests.cast import at

FORM = "/kronoberg/bedomningar/1/"
URL = "/kronoberg/utkast/"


def keep(company, text="Du lyssnade.", by=None, when=None, **given):
    usual = {"form": FORM, "window": "a", "fields": {"text": [text]}}
    return keep_draft(
        region=company.region,
        given=Typed(**{**usual, **given}),
        by=by or company.supervisor,
        at=when or at(),
    )


def codes(call) -> list[str]:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.verdict.codes


@pytest.fixture
def kronoberg(cast):
    """Entered as the handledare, who writes."""
    company = cast.kronoberg
    with in_region(company.region.pk, company.supervisor.pk):
        yield company


# --------------------------------------------------------------------------- kept
def test_each_saving_is_one_more_revision_of_one_row(kronoberg):
    now = at()
    assert keep(kronoberg).revision == 1
    assert keep(kronoberg, "Du lyssnade färdigt.", revision=1, when=now).revision == 2
    [row] = Draft.objects.all()
    assert row.fields == {"text": ["Du lyssnade färdigt."]}
    assert row.saved_at == now
    assert list(AuditRow.objects.all()) == []


def test_another_window_does_not_write_over_what_it_has_not_seen(kronoberg):
    keep(kronoberg)
    elsewhere = {"window": "b", "revision": 0}
    assert codes(lambda: keep(kronoberg, "Annat.", **elsewhere)) == ["draft.elsewhere"]
    assert Draft.objects.get().fields == {"text": ["Du lyssnade."]}
    assert keep(kronoberg, "Annat.", window="b", revision=1).revision == 2


def test_the_same_words_from_two_windows_are_no_conflict(kronoberg):
    keep(kronoberg)
    assert keep(kronoberg, " Du lyssnade. ", window="b").revision == 2


def test_a_window_goes_on_after_an_answer_that_never_came(kronoberg):
    keep(kronoberg)
    assert keep(kronoberg, "Du lyssnade färdigt.", revision=0).revision == 2


def test_what_was_sent_does_not_rise_again_from_another_window(kronoberg):
    keep(kronoberg)
    drop_draft(region=kronoberg.region, form=FORM, by=kronoberg.supervisor)
    drop_draft(region=kronoberg.region, form=FORM, by=kronoberg.supervisor)
    late = {"window": "b", "revision": 1}
    assert codes(lambda: keep(kronoberg, "Sent.", **late)) == ["draft.gone"]
    assert list(Draft.objects.all()) == []


def test_there_is_an_end_to_how_long_and_how_many(kronoberg):
    assert codes(lambda: keep(kronoberg, "x" * LONGEST)) == ["draft.too_long"]
    for number in range(MOST):
        keep(kronoberg, form=f"/kronoberg/{number}/")
    assert codes(lambda: keep(kronoberg)) == ["draft.too_many"]


def test_what_nobody_has_come_back_to_is_cleared_away(kronoberg):
    keep(kronoberg, when=at() - KEPT_FOR - timedelta(days=1))
    keep(kronoberg, form="/kronoberg/annat/")
    assert [row.form for row in Draft.objects.all()] == ["/kronoberg/annat/"]


def test_a_crash_keeps_what_there_was(kronoberg, monkeypatch):
    keep(kronoberg)
    monkeypatch.setattr(Draft, "save", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        keep(kronoberg, "Annat.", revision=1)
    assert Draft.objects.get().fields == {"text": ["Du lyssnade."]}


# ---------------------------------------------------------------- seen by nobody else
@pytest.mark.parametrize("who", ["doctor", "main_supervisor", "studierektor", None])
def test_the_database_shows_a_draft_to_its_writer_alone(kronoberg, who):
    keep(kronoberg)
    reader = getattr(kronoberg, who).pk if who else None
    with in_region(kronoberg.region.pk, reader):
        assert list(Draft.objects.all()) == []
        assert Draft.objects.update(fields={}) == 0
        assert Draft.objects.all().delete()[0] == 0
    assert Draft.objects.get().fields == {"text": ["Du lyssnade."]}


def test_nobody_writes_a_draft_for_somebody_else(kronoberg):
    with in_region(kronoberg.region.pk, kronoberg.doctor.pk):
        with pytest.raises(DatabaseError), transaction.atomic():
            keep(kronoberg, by=kronoberg.supervisor)


def test_the_policy_narrows_what_the_regions_policy_shows(kronoberg):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT polname, polpermissive FROM pg_policy"
            " WHERE polrelid = 'regions_draft'::regclass ORDER BY 1"
        )
        assert cursor.fetchall() == [("apart", True), ("own", False)]


# ------------------------------------------------------------------------ the address
def sent(company, **given):
    usual = {
        "draft_form": FORM,
        "draft_writer": str(company.supervisor.pk),
        "draft_revision": "0",
        "draft_window": "a",
        "csrfmiddlewaretoken": "x",
        "do": "sign",
        "text": "Du lyssnade.",
        "delmal": ["BT1", "BT9"],
    }
    return {**usual, **given}


@pytest.fixture
def client_of(client, kronoberg):
    client.force_login(kronoberg.supervisor)
    return client


def test_what_is_typed_is_kept_and_the_time_is_told(client_of, kronoberg):
    answer = client_of.post(URL, sent(kronoberg))
    assert (answer.status_code, answer.json()["revision"]) == (200, 1)
    assert answer.json()["saved"].startswith("kl.")
    assert Draft.objects.get().fields == {
        "text": ["Du lyssnade."],
        "delmal": ["BT1", "BT9"],
    }


def test_a_conflict_answers_with_what_is_stored(client_of, kronoberg):
    keep(kronoberg, "Det andra.", window="b")
    answer = client_of.post(URL, sent(kronoberg))
    told = answer.json()
    assert (answer.status_code, told["error"]) == (409, "draft.elsewhere")
    assert (told["fields"], told["revision"]) == ({"text": ["Det andra."]}, 1)


def test_nothing_is_kept_as_somebody_else(client_of, kronoberg):
    other = sent(kronoberg, draft_writer=str(kronoberg.doctor.pk))
    assert client_of.post(URL, other).status_code == 403
    assert list(Draft.objects.all()) == []


@pytest.mark.parametrize(
    "form", ["", "/stockholm/bedomningar/1/", "https://x.example/"]
)
def test_a_form_of_another_place_is_refused(client_of, kronoberg, form):
    assert client_of.post(URL, sent(kronoberg, draft_form=form)).status_code == 422


def test_who_is_logged_in_and_with_which_token(client_of, kronoberg):
    told = client_of.get(URL).json()
    assert told["writer"] == str(kronoberg.supervisor.pk)
    assert len(told["token"]) > 30


def test_the_fields_with_somebody_elses_number_are_named(client_of, kronoberg):
    kronoberg.supervisor.personal_number = "198112289874"
    kronoberg.supervisor.save()
    texts = {"text": "eget 811228-9874", "more": "Pat 121212-1212"}
    answer = client_of.post(URL, sent(kronoberg, **texts))
    assert answer.json()["numbers"] == ["more"]


def test_far_too_much_at_once_is_no_error_of_ours(client_of, kronoberg):
    assert (
        client_of.post(URL, sent(kronoberg, text="x" * 10_000_000)).status_code == 400
    )


def test_hostile_words_are_kept_as_they_are(client_of, kronoberg):
    words = "<script>alert(1)</script>\0 \u202e 'OR 1=1 --"
    assert client_of.post(URL, sent(kronoberg, text=words)).status_code == 200
    assert Draft.objects.get().fields["text"] == [words.replace("\0", "")]


@pytest.mark.parametrize(
    ("back", "leads"),
    [
        (f"{FORM}?a=1", f"{FORM}?a=1"),
        ("https://x.example/", "/kronoberg/"),
        ("//x.example/", "/kronoberg/"),
        ("", "/kronoberg/"),
    ],
)
def test_a_draft_is_thrown_away(client_of, kronoberg, back, leads):
    keep(kronoberg)
    form = {"draft_form": FORM, "draft_back": back}
    answer = client_of.post(f"{URL}kasta/", form)
    assert (answer.status_code, answer.url) == (302, leads)
    assert list(Draft.objects.all()) == []
