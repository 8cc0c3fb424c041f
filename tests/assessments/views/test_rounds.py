"""The pages of a 360, and the personal link: seen, sent, refused."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions import rounds as actions
from assessments.models import FeedbackRound, RoundText, SealedAnswer
from assessments.views import round_link
from regions.context import in_region
from regions.models import AuditRow
from tests.assessments import round_acts as acts
from tests.cast import at
from tests.page_reads import at_most

HOSTILE = [
    "<script>alert(1)</script>", "'; DROP TABLE regions_region; --", "{{ 7*7 }}",
    "=HYPERLINK(0)", "‮omvänt", "𝕏🦠", "</blockquote>",
]  # fmt: skip
DAY = timedelta(days=1)


def url(name: str, row) -> str:
    return reverse(f"assessments:{name}", args=["kronoberg", row.pk])


def text(answer) -> str:
    page = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(page.split()).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def link(cast):
    """A personal link in a round that collects answers, outside every region."""
    with cast.kronoberg.inside():
        row = acts.sent(cast.kronoberg)
        return acts.link_to(acts.raters(row, "assistant_nurse")[0])


def sealed(cast) -> int:
    with cast.kronoberg.inside():
        return SealedAnswer.objects.count()


# ----------------------------------------------------------------------------- the link
def test_a_scanner_that_opens_the_link_answers_nothing(cast, link):
    for _time in range(3):
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200
    assert sealed(cast) == 0
    page = Client().get(link)
    assert "Hur är det att arbeta med Doctor Kronoberg?" in text(page)
    assert (page["X-Robots-Tag"], "no-store" in page["Cache-Control"]) == (
        "noindex", True,
    )  # fmt: skip


def test_the_rater_is_told_when_the_group_is_small(cast, link):
    assert "Bara 2 med ditt yrke, undersköterska, är tillfrågade." in text(
        Client().get(link)
    )
    with cast.kronoberg.inside():
        nurse = acts.raters(FeedbackRound.objects.get(), "nurse")[0]
        large = acts.link_to(nurse)
    assert "är tillfrågade." not in text(Client().get(large))


def test_the_answer_is_sent_once(cast, link):
    client = Client()
    answer = client.post(link, acts.form(text_keep_doing="Bra."), follow=True)
    assert "Tack, ditt svar är sparat" in text(answer)
    again = client.post(link, acts.form())
    assert (again.status_code, sealed(cast)) == (200, 1)
    assert "Tack, ditt svar är sparat" in text(again)


def test_somebody_logged_in_leaves_no_trace(cast, link, client):
    """Neither the person nor where they are logged in makes a difference."""
    client.force_login(cast.stockholm.bt_manager)
    assert client.post(link, acts.form()).status_code == 302
    with cast.kronoberg.inside():
        assert AuditRow.objects.get(event="round.answered").actor_id is None


@pytest.mark.parametrize("change", ["wrong", "elsewhere", "nowhere", "long"])
def test_a_link_that_is_not_known(link, change):
    path = {
        "wrong": link[:-3] + "xx/",
        "elsewhere": link.replace("kronoberg", "stockholm"),
        "nowhere": link.replace("kronoberg", "atlantis"),
        "long": link[:-1] + "x" * 300 + "/",
    }[change]
    for answer in (Client().get(path), Client().post(path, acts.form())):
        assert answer.status_code == 404
        assert "Kronoberg" not in text(answer)
    if change in ("wrong", "elsewhere"):
        assert "Länken gäller inte" in text(Client().get(path))


def test_a_link_whose_time_is_over(cast, link, monkeypatch):
    monkeypatch.setattr(round_link, "database_now", lambda: at() + 22 * DAY)
    for answer in (Client().get(link), Client().post(link, acts.form())):
        assert answer.status_code == 410
        assert "Det går inte längre att svara" in text(answer)
    assert sealed(cast) == 0


def test_what_was_typed_is_kept_when_something_is_missing(cast, link):
    sent = acts.form(text_work_on="Ring tidigare.")
    del sent["item_calm"]
    answer = Client().post(link, sent)
    assert (answer.status_code, sealed(cast)) == (422, 0)
    page = answer.content.decode()
    assert "Ring tidigare." in page
    assert page.count("checked") == 9
    assert "Välj ett svar." in text(answer)


@pytest.mark.parametrize("level", ["5", "-1", "x", "99999999999999999999", "²", "1.5"])
def test_a_level_outside_the_scale_is_refused(cast, link, level):
    answer = Client().post(link, acts.form(item_calm=level))
    assert (answer.status_code, sealed(cast)) == (422, 0)


def test_a_text_that_is_too_long_is_refused_and_kept(cast, link):
    answer = Client().post(link, acts.form(text_keep_doing="å" * 4001))
    assert (answer.status_code, sealed(cast)) == (422, 0)
    assert "Texten är 1 tecken för lång." in text(answer)


# ---------------------------------------------------------------------------- the pages
def test_the_doctor_starts_it_and_answers_first(kronoberg, as_user):
    client = as_user(kronoberg.doctor)
    new = reverse("assessments:round_new", args=["kronoberg", kronoberg.programme.pk])
    assert "Starta" in text(client.get(new))
    client.post(new)
    row = FeedbackRound.objects.get()
    sent = client.post(url("round_self", row), acts.form())
    assert sent.url == url("round_raters", row)
    assert client.get(url("round_self", row)).url == row.get_absolute_url()
    page = client.get(sent.url)
    assert "Mejlen kan inte skickas än." in text(page)
    given = {"name": "Eva", "email": "eva@example.org", "profession": "nurse"}
    client.post(sent.url, given)
    again = client.post(sent.url, given)
    assert again.status_code == 422
    assert "Adressen finns redan i listan." in text(again)
    [rater] = acts.raters(row)
    client.post(sent.url, {"do": "remove", "rater": rater.pk})
    client.post(sent.url, {"do": "remove", "rater": "inget"})
    assert acts.raters(row) == []


def test_nobody_sees_who_has_answered(kronoberg, as_user):
    row = acts.sent(kronoberg)
    before = {}
    for who in ("doctor", "studierektor", "main_supervisor"):
        before[who] = text(
            as_user(getattr(kronoberg, who)).get(url("round_raters", row))
        )
    acts.answer(acts.raters(row)[3])
    for who, page in before.items():
        client = as_user(getattr(kronoberg, who))
        assert text(client.get(url("round_raters", row))) == page
        assert "1 av 10 har svarat" in text(client.get(url("round", row)))


def test_the_result_is_read_when_it_is_released(kronoberg, as_user):
    row = acts.closed(kronoberg)
    for who in ("doctor", "main_supervisor"):
        client = as_user(getattr(kronoberg, who))
        assert "Bra 1." not in text(client.get(url("round", row)))
        assert client.get(url("round_moderate", row)).status_code == 403
    director = as_user(kronoberg.studierektor)
    hidden = RoundText.objects.get(text="Bra 1.")
    moderate = url("round_moderate", row)
    refused = director.post(moderate, {"do": "hide", "text": hidden.pk})
    assert (refused.status_code, "Skriv varför" in text(refused)) == (422, True)
    why = {f"{hidden.pk}-reason": "Pekar ut."}
    director.post(moderate, {"do": "hide", "text": hidden.pk, **why})
    assert "Pekar ut." in text(director.get(moderate))
    director.post(moderate, {"do": "release"})
    assert director.post(moderate, {"do": "release"}).url == row.get_absolute_url()
    for who in ("doctor", "main_supervisor", "studierektor"):
        page = text(as_user(getattr(kronoberg, who)).get(url("round", row)))
        assert ("Bra 1." in page, "Bra 2." in page) == (False, True)
        assert "De andra: 2,2 av 4 (6 svar)." in page
    talk = url("round_talk", row)
    assert as_user(kronoberg.doctor).get(talk).status_code == 403
    main = as_user(kronoberg.main_supervisor)
    assert main.post(talk, {"on": "3027-01-01"}).status_code == 422
    main.post(talk, {"on": str(at().date())})
    row.refresh_from_db()
    assert row.talk_on == at().date()


def test_it_is_moved_closed_and_broken_off(kronoberg, as_user):
    row = acts.sent(kronoberg)
    client, path = as_user(kronoberg.doctor), url("round_change", row)
    wrong = client.post(path, {"do": "move", "closes_on": "2020-01-01"})
    assert wrong.status_code == 422
    ahead = at().date() + 5 * DAY
    assert client.post(path, {"do": "move", "closes_on": str(ahead)}).status_code == 302
    assert client.post(path, {"do": "close"}).status_code == 403
    assert client.post(path, {"do": "cancel", "reason": ""}).status_code == 422
    assert client.post(path, {"do": "cancel", "reason": "Fel."}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.closes_on) == ("cancelled", ahead)
    assert "Fel." in text(client.get(url("round", row)))


def test_hostile_words_are_shown_as_they_are(kronoberg, as_user):
    row = acts.sent(kronoberg)
    for rater, words in zip(acts.raters(row), HOSTILE, strict=False):
        acts.answer(rater, texts=acts.words(words))
    by = kronoberg.studierektor
    row = actions.close_round(round=row, by=by, at=at())
    page = as_user(by).get(url("round_moderate", row)).content.decode()
    assert "<script>alert" not in page
    assert [words in unescape(page) for words in HOSTILE] == [True] * len(HOSTILE)


# -------------------------------------------------------------------------- what it costs
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_one_and_three(kronoberg, as_user, count):
    for _number in range(count):
        row = acts.opened(kronoberg)
        who = {"round": row, "reason": "Prov.", "by": kronoberg.doctor, "at": at()}
        actions.cancel_round(**who)
    client = as_user(kronoberg.doctor)
    path = reverse("assessments:list", args=["kronoberg", kronoberg.programme.pk])
    client.get(path)
    with at_most(17):
        page = client.get(path)
    assert len(page.context["rounds"]) == count


def test_the_result_costs_no_more_with_more_answers(kronoberg, as_user):
    row = acts.released(kronoberg, answers=10)
    client = as_user(kronoberg.doctor)
    client.get(url("round", row))
    with at_most(20):
        assert client.get(url("round", row)).status_code == 200


def test_the_other_region_has_no_such_link(cast, link):
    with in_region(cast.stockholm.region.pk):
        assert not FeedbackRound.objects.exists()
