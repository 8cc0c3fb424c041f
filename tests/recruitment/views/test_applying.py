"""From the region's page to the receipt: what goes through, and what is answered when not."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from recruitment.models import (
    ApplicantConflict,
    ApplicantMail,
    Application,
    RecruitmentRound,
    Referee,
)
from recruitment.queries.links import path_of
from regions.models import AuditRow, OutboxMessage
from regions.outbox import deliver_one
from tests.hostile import pdf, pdf_locked, pdf_that_acts, png
from tests.objects.applying import address, hand_in_all, upload, whole_form
from tests.objects.recruitment import make_application, make_recruitment
from tests.pages import words

MAIL = "amal@example.org"


@pytest.fixture
def round(cast):
    here = cast.kronoberg
    with here.inside(here.hr):
        yield make_recruitment(here, "advertised")


def start(client, round, email=MAIL):
    path = reverse("public_apply", args=[round.region.slug, round.pk])
    return client.post(path, {"email": email})


@pytest.fixture
def draft(client, round):
    assert start(client, round).status_code == 302
    return Application.objects.select_related("region", "round__region").get(email=MAIL)


def send(client, draft, **changed):
    data = whole_form(draft.round, **changed)
    return client.post(address("case_send", draft), data)


def faults(page):
    return {name: list(errors) for name, errors in page.context["form"].errors.items()}


def close(round, ago=1):
    """So long ago, in seconds, by the clock of the database."""
    rows = RecruitmentRound.objects.filter(pk=round.pk)
    rows.update(closes_at=timezone.now() - timedelta(seconds=ago))


# -------------------------------------------------------------------------- the whole way
def test_from_address_to_receipt(client, draft):
    hand_in_all(draft)
    answer = send(client, draft)
    assert (answer.status_code, answer["Location"]) == (302, path_of(draft))
    draft.refresh_from_db()
    assert (draft.state, draft.number, draft.typed) == ("submitted", 1, {})
    assert draft.answers["questions"]["motive"] == "Ett svar om motive."
    assert (draft.consents["observer"], draft.consents["elsewhere"]) == (True, False)
    assert draft.wishes == ["Kronoberg"]  # the round's only town
    assert [one.name for one in Referee.objects.filter(application=draft)] == ["Bo Ek"]
    page = client.get(path_of(draft)).content.decode()
    assert "Inskickad" in page
    assert "Ärendenummer: 1" in page  # the receipt, at once and on the screen
    assert [one.kind for one in draft.mails.all()] == ["receipt"]


def test_numbers_follow_each_other_without_gaps(client, round):
    """Drafts that are never sent take no number."""
    for one in ("a", "b", "c", "d"):
        start(client, round, f"{one}@example.org")
    rows = {one.email[0]: one for one in Application.objects.all()}
    for one in ("c", "a", "d"):
        hand_in_all(rows[one])
        send(client, rows[one])
    numbers = dict(Application.objects.values_list("email", "number"))
    assert numbers == {
        "c@example.org": 1,
        "a@example.org": 2,
        "d@example.org": 3,
        "b@example.org": None,
    }


def test_the_second_click_sends_nothing_more(client, draft):
    hand_in_all(draft)
    send(client, draft)
    again = send(client, draft, first_name="Annan")
    assert (again.status_code, again["Location"]) == (302, path_of(draft))
    draft.refresh_from_db()
    assert (draft.first_name, draft.mails.count()) == ("Amal", 1)


# ------------------------------------------------------------------------- the address
def deliver():
    for one in OutboxMessage.objects.filter(done_at__isnull=True):
        deliver_one(one.pk, at=timezone.now())


def test_the_same_address_gets_the_same_link_again(client, round):
    first, second = start(client, round), start(client, round, MAIL.upper())
    assert (first.status_code, first["Location"]) == (
        second.status_code,
        second["Location"],
    )
    assert words(client.get(first["Location"])) == words(client.get(second["Location"]))
    [row] = Application.objects.filter(round=round)
    deliver()
    assert [path_of(row) in one.body for one in mail.outbox] == [True, True]
    assert {tuple(one.to) for one in mail.outbox} == {(MAIL,)}


def test_the_mail_says_nothing_of_what_was_applied_for(client, draft):
    deliver()
    [sent] = mail.outbox
    assert draft.round.name not in sent.subject + sent.body


def test_two_addresses_are_two_cases(client, round):
    start(client, round)
    start(client, round, "amal.rahimi@example.org")
    assert Application.objects.filter(round=round).count() == 2


def test_enough_letters_are_enough_but_the_screen_says_the_same(client, round):
    answers = {start(client, round)["Location"] for _ in range(8)}
    assert len(answers) == 1
    assert OutboxMessage.objects.filter(kind="applicant_link").count() == 5


def test_one_computer_cannot_try_for_ever(client, round, monkeypatch):
    monkeypatch.setattr("recruitment.views.senders.MOST_TRIES", 2)
    statuses = [
        start(client, round, f"x{number}@example.org").status_code
        for number in range(4)
    ]
    assert statuses == [302, 302, 429, 429]
    assert Application.objects.filter(round=round).count() == 2


@pytest.mark.parametrize("email", ["", "amal", "a b@example.org", "a@b\0.se"])
def test_what_is_no_address_is_said(client, round, email):
    assert start(client, round, email).status_code == 422
    assert not Application.objects.filter(round=round).exists()


def test_a_lost_link_is_answered_alike_for_known_and_unknown(client, draft):
    path = reverse("public_link", args=["kronoberg"])
    before = OutboxMessage.objects.count()
    known = client.post(path, {"email": MAIL})
    unknown = client.post(path, {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (302, unknown["Location"])
    assert OutboxMessage.objects.count() == before + 1


# --------------------------------------------------------------------------- the deadline
def test_a_second_late_is_refused_and_everything_is_kept(client, draft):
    hand_in_all(draft)
    close(draft.round)
    page = send(client, draft)
    assert page.status_code == 422
    assert "Ansökningstiden gick ut" in page.content.decode()
    draft.refresh_from_db()
    assert (draft.state, draft.number) == ("draft", None)
    assert draft.typed["fields"]["first_name"] == ["Amal"]
    assert draft.papers.count() == 3
    assert "Amal" in client.get(path_of(draft)).content.decode()


def test_the_last_moment_is_in_time(client, draft, monkeypatch):
    hand_in_all(draft)
    at = draft.round.closes_at
    monkeypatch.setattr("recruitment.views.draft.database_now", lambda: at)
    assert send(client, draft).status_code == 302
    draft.refresh_from_db()
    assert draft.submitted_at == at


def test_a_moment_after_the_last_is_late(client, draft, monkeypatch):
    hand_in_all(draft)
    at = draft.round.closes_at + timedelta(microseconds=1)
    monkeypatch.setattr("recruitment.views.draft.database_now", lambda: at)
    assert send(client, draft).status_code == 422


@pytest.mark.parametrize("state", ["closed", "screening", "offers"])
def test_only_what_is_advertised_is_applied_to(client, cast, state):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        row = make_recruitment(cast.kronoberg, state)
    assert start(client, row).status_code == 422
    assert not Application.objects.filter(round=row).exists()


# ------------------------------------------------------------------------ what is missing
def test_papers_that_are_missing_are_named(client, draft):
    upload(client, draft, "cv")
    page = send(client, draft)
    assert page.status_code == 422
    text = page.content.decode()
    assert "Vi behöver kopia av legitimationen och bevis om svenska på C1-nivå" in text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"licensed_on": ""}, "licensed_on"),
        ({"licensed_on": "2199-01-01"}, "licensed_on"),
        ({"licensed_on": "2025-02-30"}, "licensed_on"),
        ({"at_done": "yes"}, "chooses_bt"),
        ({"bt_done": "yes"}, "bt_done"),
        ({"first_name": ""}, "first_name"),
        ({"q_motive": ""}, "q_motive"),
        ({"q_motive": "x" * 3001}, "q_motive"),
        ({"q_motive": "Patienten 19121212-1212 bad om hjälp."}, "q_motive"),
        ({"r1_email": "bo"}, "r1_email"),
        ({"r2_name": "Eva Ny"}, "r2_email"),
        ({"at_done": "maybe"}, "at_done"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(client, draft, changed, field):
    hand_in_all(draft)
    page = send(client, draft, **changed)
    assert (page.status_code, list(faults(page))) == (422, [field])
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert draft.typed["fields"]["last_name"] == ["Rahimi"]


def test_swedish_at_and_a_wish_for_bt_is_enough(client, draft):
    hand_in_all(draft)
    assert send(client, draft, at_done="yes", chooses_bt="on").status_code == 302


def test_no_country_is_refused(client, draft):
    hand_in_all(draft)
    assert send(client, draft, degree_country="Atlantis").status_code == 302


def test_towns_are_wished_in_order_and_once(client, draft):
    for town, number in [("Växjö", 1), ("Ljungby", 1)]:
        draft.round.posts.create(
            region=draft.region, place=town, number=number, unit=None
        )
    hand_in_all(draft)
    twice = send(client, draft, wish_1="Växjö", wish_2="Växjö")
    assert list(faults(twice)) == ["wish_2"]
    assert send(client, draft, wish_1="Växjö", wish_2="Kronoberg").status_code == 302
    draft.refresh_from_db()
    assert draft.wishes == ["Växjö", "Kronoberg"]


def test_what_is_left_is_listed(client, draft):
    page = client.get(address("case_missing", draft))
    left = [label for label, _ in page.context["left"]]
    assert left[:3] == ["Förnamn", "Efternamn", "Telefon"]
    assert left[-1] == "En meritförteckning"


# -------------------------------------------------------------------------------- saving
def save(client, draft, window="a", revision=1, **fields):
    marks = {"draft_window": window, "draft_revision": str(revision)}
    return client.post(address("case_keep", draft), {**fields, **marks})


def test_what_is_typed_is_kept_with_its_time(client, draft):
    told = save(client, draft, first_name="Amal", licensed_on="2025-13").json()
    assert told["revision"] == 2
    assert told["saved"].startswith("kl.")
    page = client.get(path_of(draft)).content.decode()
    assert 'value="2025-13"' in page  # not a date yet, and not lost


def test_two_windows_with_different_words_are_told_apart(client, draft):
    save(client, draft, first_name="Amal")
    told = save(client, draft, window="b", first_name="Amina")
    assert told.status_code == 409
    assert told.json()["fields"]["first_name"] == ["Amal"]
    assert save(client, draft, revision=2, first_name="Amina").status_code == 200


def test_too_much_is_not_kept(client, draft):
    assert save(client, draft, first_name="x" * 70_000).status_code == 422


def test_saving_by_hand_needs_no_script(client, draft):
    send(client, draft, do="save", first_name="Amal")
    draft.refresh_from_db()
    assert (draft.state, draft.typed["fields"]["first_name"]) == ("draft", ["Amal"])


# -------------------------------------------------------------------------------- papers
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (pdf(300), "Dokumentet är för långt."),
        (pdf_locked(), "Filen är låst med lösenord."),
        (b"MZ\x90\x00", "Filen kan inte läsas in."),
        (b"", "Filen är tom."),
        (pdf()[:200], "Filen är inte hel."),
        (b"PK\x03\x04word/vbaProject.bin", "Filen kan inte läsas in."),
    ],
    ids=["300 pages", "locked", "program", "empty", "half", "macros"],
)
def test_a_file_that_is_not_taken_says_why(client, draft, content, says):
    page = upload(client, draft, "cv", content)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert not draft.papers.exists()


def test_a_photo_of_the_licence_is_taken_and_made_anew(client, draft):
    assert upload(client, draft, "licence", png(), "IMG_1.png").status_code == 302
    [paper] = draft.papers.all()
    assert (paper.content_type, paper.kind) == ("image/png", "licence")
    page = client.get(address("case_paper", draft, paper.pk))
    assert page["Content-Disposition"].startswith("attachment")
    assert page.content == bytes(paper.content)


def test_what_acts_or_hides_in_a_file_is_gone(client, draft):
    assert upload(client, draft, "cv", pdf_that_acts()).status_code == 302
    [paper] = draft.papers.all()
    assert b"JavaScript" not in bytes(paper.content)


def test_the_same_file_twice_is_one(client, draft):
    content = pdf()
    upload(client, draft, "cv", content)
    upload(client, draft, "cv", content)
    assert draft.papers.count() == 1


def test_an_unknown_kind_is_no_address(client, draft):
    assert upload(client, draft, "nothing").status_code == 404


def test_a_paper_is_taken_away_and_the_second_click_does_no_harm(client, draft):
    upload(client, draft, "cv")
    [paper] = draft.papers.all()
    path = address("case_paper_remove", draft, paper.pk)
    assert [client.post(path).status_code for _ in range(2)] == [302, 302]
    assert not draft.papers.exists()


def test_too_many_papers_are_told(client, draft, monkeypatch):
    monkeypatch.setattr("recruitment.rules.applying.MOST_PAPERS", 1)
    upload(client, draft, "cv")
    page = upload(client, draft, "licence", png(), "x.png")
    assert page.status_code == 422
    assert draft.papers.count() == 1


# ---------------------------------------------------------------------- hostile and close
@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "<script>alert(1)</script>", "+46;"])
def test_a_name_is_only_text(client, draft, name):
    hand_in_all(draft)
    send(client, draft, first_name=name)
    page = client.get(path_of(draft)).content.decode()
    assert "<script>alert" not in page
    draft.refresh_from_db()
    assert draft.first_name == name
    details = AuditRow.objects.filter(about_id=draft.pk).values_list(
        "detail", flat=True
    )
    assert name not in str(list(details))


def test_a_member_who_applies_is_noticed(client, cast, round):
    member = cast.kronoberg.recruiter
    start(client, round, member.email.upper())
    row = Application.objects.get(round=round)
    hand_in_all(row)
    send(client, row)
    [found] = ApplicantConflict.objects.filter(application=row)
    assert (found.user, found.text, found.declared) == (
        member,
        "är själv sökande",
        False,
    )


def test_who_works_with_a_member_is_noticed(client, cast, draft):
    hand_in_all(draft)
    send(client, draft, workplace=cast.kronoberg.observer.workplace)
    found = ApplicantConflict.objects.filter(application=draft)
    assert {one.user for one in found} == {
        cast.kronoberg.recruiter,
        cast.kronoberg.observer,
    }


def test_a_crash_leaves_no_half_of_it(client, draft, monkeypatch):
    """No number, no referee, no letter; what was typed is with the transaction."""
    hand_in_all(draft)
    client.raise_request_exception = False

    def crash(**_):
        raise RuntimeError

    monkeypatch.setattr("recruitment.actions.applying.write_letter", crash)
    assert send(client, draft).status_code == 500
    draft.refresh_from_db()
    assert (draft.state, draft.number) == ("draft", None)
    assert not Referee.objects.filter(application=draft).exists()
    assert not ApplicantMail.objects.filter(application=draft).exists()


# --------------------------------------------------------------------------- who sees what
PAGES = ["case", "case_keep", "case_missing", "case_leave"]


@pytest.mark.parametrize("name", PAGES)
def test_a_link_opens_nothing_in_another_region(client, draft, name):
    path = address(name, draft)
    assert client.get(path).status_code == 200
    other = client.get(path.replace("kronoberg", "stockholm"))
    nowhere = client.get(path.replace("kronoberg", "nowhere"))
    wrong = client.get(path[:-3] + "x/")
    assert (other.status_code, nowhere.status_code, wrong.status_code) == (404,) * 3


def test_nobody_reads_another_applicants_paper(client, draft):
    upload(client, draft, "cv")
    [paper] = draft.papers.all()
    other = make_application(draft.round, 7)
    assert client.get(address("case_paper", other, paper.pk)).status_code == 404
    client.post(address("case_paper_remove", other, paper.pk))
    assert draft.papers.exists()


# --------------------------------------------------------------------------------- costs
def test_sending_costs_few_queries(client, draft, django_assert_max_num_queries):
    hand_in_all(draft)
    client.get(path_of(draft))
    with django_assert_max_num_queries(46):
        assert send(client, draft).status_code == 302
