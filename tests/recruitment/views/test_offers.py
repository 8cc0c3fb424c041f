"""The pages of the order, the gate, the offers and hiring."""

import pytest
from django.urls import reverse
from django.utils import timezone

from recruitment.actions.answering import accept
from recruitment.enums import ReviewState
from recruitment.models import (
    ApplicantMail,
    Application,
    Offer,
    OnboardingTask,
    Release,
    ReserveEntry,
)
from recruitment.queries.links import path_of
from tests.objects.offers import (
    make_confirmed,
    make_judged,
    make_ranked,
    make_released,
)
from tests.objects.recruitment import make_review
from tests.pages import words


@pytest.fixture
def here(cast):
    return cast.kronoberg


def made(here, what, *args, **facts):
    with here.inside(here.bt_manager):
        return what(here, *args, **facts)


def see(here, query):
    with here.inside(here.bt_manager):
        return query()


def at(name, thing):
    return reverse(f"recruitment:{name}", args=["kronoberg", thing.pk])


def text(page):
    return words(page).decode()


# ------------------------------------------------------------------------------ the order
def test_the_office_makes_the_order_and_the_chief_fixes_it(client, here):
    round = made(here, make_judged)
    client.force_login(here.hr)
    page = client.post(at("ranking", round), {"do": "make"}, follow=True)
    assert "Plats 1: 50 poäng" in text(page)
    assert "lotten avgjorde" in text(page)
    assert client.post(at("ranking", round), {"do": "fix"}).status_code == 403
    client.force_login(here.bt_manager)
    page = client.post(at("ranking", round), {"do": "fix"}, follow=True)
    assert "Fastställd av Bt Manager Kronoberg" in text(page)
    assert round.lottery_seed in text(page)


def test_the_seed_is_not_told_before_it_is_fixed(client, here):
    round = made(here, make_judged)
    client.force_login(here.hr)
    page = client.post(at("ranking", round), {"do": "make"}, follow=True)
    assert round.lottery_seed not in text(page)


def test_missing_points_are_named_with_who_has_them(client, here):
    round = made(here, make_judged)

    def lose():
        case = Application.objects.get(round=round, number=2)
        case.reviews.filter(phase="test").update(superseded_at=timezone.now())
        make_review(case, here.recruiter, ReviewState.ASSIGNED, "test")

    see(here, lose)
    client.force_login(here.hr)
    page = client.get(at("ranking", round))
    assert "Kliniskt test: 1 bedömning saknas" in text(page)
    assert "Recruiter Kronoberg" in text(page)
    answer = client.post(at("ranking", round), {"do": "make"})
    assert answer.status_code == 422


def test_opening_again_asks_why_at_the_field(client, here):
    round = made(here, make_ranked)
    client.force_login(here.deputy)
    answer = client.post(at("ranking", round), {"do": "reopen", "reason": ""})
    assert answer.status_code == 422
    assert answer.context["form"].errors["reason"] == ["Skriv varför."]
    answer = client.post(at("ranking", round), {"do": "reopen", "reason": "Fel"})
    assert answer.status_code == 302


@pytest.mark.parametrize("name", ["ranking", "release", "offers"])
def test_who_has_an_own_review_to_send_sees_no_points(client, here, name):
    round = made(here, make_judged)

    def assign():
        case = Application.objects.get(round=round, number=2)
        make_review(case, here.hr, ReviewState.ASSIGNED, "review")

    see(here, assign)
    client.force_login(here.hr)
    page = client.get(at(name, round))
    assert page.status_code == 403
    assert "Skicka din granskning först" in text(page)
    client.force_login(here.administrator)
    assert client.get(at(name, round)).status_code == 200


# ------------------------------------------------------------------------------- the gate
def step(client, round, do, **data):
    return client.post(at("release", round), {"do": do, **data})


def test_from_prepared_to_confirmed(client, here):
    round = made(here, make_ranked)
    client.force_login(here.bt_manager)
    assert step(client, round, "prepare").status_code == 302
    page = client.get(at("release", round))
    assert "5 personer får besked" in text(page)
    assert "Alla ansökningar är med" in text(page)
    refused = step(client, round, "approve")
    assert refused.status_code == 422
    assert "Du har förberett det" in text(refused)
    client.force_login(here.hr)
    assert step(client, round, "approve").status_code == 403
    client.force_login(here.deputy)
    assert step(client, round, "approve").status_code == 302
    refused = step(client, round, "release", number="4")
    assert refused.status_code == 422
    assert refused.context["form"].errors["number"] == [
        "Listan har 5 rader. Läs den igen innan du bekräftar."
    ]
    assert step(client, round, "release", number="fem").status_code == 422
    assert step(client, round, "release", number="5").status_code == 302
    assert see(here, ApplicantMail.objects.count) == 5
    assert step(client, round, "release", number="5").status_code == 422
    assert step(client, round, "confirm").status_code == 302
    refused = step(client, round, "undo", reason="Fel")
    assert refused.status_code == 422


def test_undoing_asks_why_at_the_field(client, here):
    release = made(here, make_released)
    client.force_login(here.deputy)
    refused = step(client, release.round, "undo", reason="")
    assert refused.context["form"].errors["reason"] == [
        "Skriv varför. De som har fått besked läser skälet."
    ]
    assert step(client, release.round, "undo", reason="Fel").status_code == 302
    page = client.get(at("release", release.round))
    assert "Ångrad" in text(page)


def test_overbooking_without_a_reason_is_told_at_the_field(client, here):
    round = made(here, make_ranked)
    client.force_login(here.hr)
    refused = step(client, round, "prepare", overbooking="1")
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["overbooking_reason"]
    refused = step(client, round, "prepare", overbooking="40", overbooking_reason="x")
    assert list(refused.context["form"].errors) == ["overbooking"]


def test_a_second_list_shows_what_differs(client, here):
    round = made(here, make_ranked)
    client.force_login(here.hr)
    step(client, round, "prepare")

    def leave():
        Application.objects.filter(round=round, number=1).update(state="withdrawn")

    see(here, leave)
    step(client, round, "prepare")
    page = client.get(at("release", round))
    rows = {
        (one.change.name.split()[0], one.then, one.now)
        for one in page.context["shown"].changes
    }
    assert ("Förnamn1", "Erbjudande", "Tillbakatagen") in rows
    assert see(here, Release.objects.filter(state="discarded").count) == 1


def test_an_unknown_step_is_not_one(client, here):
    round = made(here, make_ranked)
    client.force_login(here.hr)
    assert step(client, round, "").status_code == 400
    assert step(client, round, "hoppa").status_code == 400


def tampered(here):
    """An order whose points are places, fixed past every rule."""
    from recruitment.actions.ordering import follow, make_order

    round = make_judged(here, levels=(5, 5, 4, 4, 3, 3, 2))
    ranking = make_order(round=round, by=here.hr, at=timezone.now())
    for one in ranking.places.filter(position__isnull=False):
        one.total = one.position
        one.save()
    ranking.state, ranking.fixed_at = "fixed", timezone.now()
    ranking.fixed_by = here.bt_manager
    ranking.save()
    follow(ranking)
    return round


def test_the_page_shows_a_fault_and_lets_nobody_approve_it(client, here):
    round = made(here, tampered)
    client.force_login(here.hr)
    step(client, round, "prepare")
    client.force_login(here.bt_manager)
    page = client.get(at("release", round))
    assert "en rang läst som poäng" in text(page)
    assert 'value="approve"' not in text(page)
    refused = step(client, round, "approve")
    assert refused.status_code == 422
    assert "poängen är poäng, inte platser" in text(refused)
    assert step(client, round, "release", number="7").status_code == 422
    assert see(here, Offer.objects.count) == 0


# ----------------------------------------------------------------------------- the offers
def test_the_office_sees_answers_reserves_and_what_is_empty(client, here):
    release = made(here, make_released)
    client.force_login(here.hr)
    page = text(client.get(at("offers", release.round)))
    assert "Väntar på svar" in page
    assert "Alla platser är erbjudna eller tagna." in page
    assert "På reservlistan" in page
    assert 'aria-label="Reserver i ordning"' in page  # not as the section around it


def test_before_anything_is_sent_it_says_what_comes_next(client, here):
    round = made(here, make_ranked)
    client.force_login(here.hr)
    page = text(client.get(at("offers", round)))
    assert "Inga erbjudanden är skickade" in page


def offer_of(here, number=1):
    return see(here, lambda: Offer.objects.get(application__number=number))


def test_taking_back_one_offer(client, here):
    made(here, make_released)
    offer = offer_of(here)
    client.force_login(here.hr)
    assert client.get(at("offer_withdraw", offer)).status_code == 403
    client.force_login(here.deputy)
    refused = client.post(at("offer_withdraw", offer), {"reason": " "})
    assert (refused.status_code, list(refused.context["form"].errors)) == (
        422,
        ["reason"],
    )
    client.post(at("offer_withdraw", offer), {"reason": "Platsen dras in"})
    assert offer_of(here).state == "withdrawn"


def test_noting_that_somebody_left(client, here):
    made(here, make_released)
    see(here, lambda: accept(offer=offer_of(here), at=timezone.now()))
    client.force_login(here.hr)
    url = at("offer_left", offer_of(here))
    refused = client.post(url, {"left_on": "2999-01-01", "reason": "personal"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (
        422,
        ["left_on"],
    )
    today = timezone.localdate().isoformat()
    client.post(url, {"left_on": today, "reason": "personal", "text": "Flyttar"})
    assert offer_of(here).left_at is not None


def test_asking_a_reserve_out_of_order(client, here):
    release = made(here, make_released)
    see(
        here,
        lambda: Offer.objects.filter(application__number=1).update(state="declined"),
    )
    town = offer_of(here).place
    last = see(here, lambda: ReserveEntry.objects.order_by("-position").first())
    client.force_login(here.deputy)
    refused = client.post(at("reserve_call", last), {"town": town, "reason": ""})
    assert (refused.status_code, list(refused.context["form"].errors)) == (
        422,
        ["reason"],
    )
    answer = client.post(at("reserve_call", last), {"town": town, "reason": "Nås ej"})
    assert answer.url == at("offers", release.round)
    page = text(client.get(answer.url))
    assert "Före sin tur: Nås ej" in page


# --------------------------------------------------------------------- the applicant's own
def path(here, number=1):
    return see(here, lambda: path_of(Application.objects.get(number=number)))


def test_the_applicant_says_yes_by_a_press_and_looking_changes_nothing(client, here):
    made(here, make_released)
    own = path(here)
    page = text(client.get(own))
    assert "Tacka ja" in page
    assert "Svara senast" in page
    assert "ser inte vad du har svarat i andra regioner" in page
    told = {"place_elsewhere": {"source": timezone.now().isoformat()}}
    see(here, lambda: Application.objects.filter(number=1).update(**told))
    assert "Tackar du ja här har du två." in text(client.get(f"{own}svar/"))
    client.get(f"{own}svar/?answer=yes")
    client.head(f"{own}svar/")
    assert offer_of(here).state == "offered"
    answer = client.post(f"{own}svar/", {"answer": "yes"})
    assert answer.url == own
    page = text(client.get(own))
    assert "Vi har fått ditt svar." in page
    assert "Erbjudanden är ute" not in page
    assert 'value="yes"' not in page


def test_a_no_with_a_reason(client, here):
    made(here, make_released)
    own = path(here)
    client.post(f"{own}svar/", {"answer": "no", "reason": "elsewhere_bt"})
    assert offer_of(here).reason == "elsewhere_bt"
    refused = client.post(f"{own}svar/", {"answer": "yes"})
    assert refused.status_code == 422
    assert "Du tackade nej" in text(refused)


def test_a_no_without_saying_why(client, here):
    made(here, make_released)
    client.post(f"{path(here)}svar/", {"answer": "no"})
    assert offer_of(here).reason == "not_said"


def test_too_late_is_told_with_whom_to_ask(client, here):
    made(here, make_released)
    before = timezone.now() - timezone.timedelta(days=9)
    see(
        here,
        lambda: Offer.objects.update(
            offered_at=before, expires_at=before + timezone.timedelta(days=7)
        ),
    )
    own = path(here)
    assert "Svarstiden är slut" in text(client.get(own))
    refused = client.post(f"{own}svar/", {"answer": "yes"})
    assert refused.status_code == 422
    assert "bt@example.org" in text(refused)


def test_a_reserve_reads_where_they_stand(client, here):
    made(here, make_released)
    number = see(here, lambda: ReserveEntry.objects.get(position=2).application.number)
    assert "Du står på plats 2 på reservlistan" in text(client.get(path(here, number)))


@pytest.mark.parametrize("number", [4, 5])
def test_who_has_no_offer_has_nothing_to_answer(client, here, number):
    made(here, make_released)
    own = path(here, number)
    assert client.get(f"{own}svar/").status_code == 404
    assert client.post(f"{own}svar/", {"answer": "yes"}).status_code == 404


# ----------------------------------------------------------------------------------- hired
def to_hire(here):
    release = make_confirmed(here)
    offer = Offer.objects.get(application__round=release.round, application__number=1)
    return accept(offer=offer, at=timezone.now()).application


def contract(page, **typed):
    form = page.context["form"]
    return {
        "starts_on": form["starts_on"].value().isoformat(),
        "employment_form": form["employment_form"].value(),
        "model": form["model"].value(),
        "licence_on": "2024-05-02",
        **typed,
    }


def test_one_click_opens_the_bt(client, here):
    case = made(here, to_hire)
    client.force_login(here.bt_manager)
    page = client.get(at("hire", case))
    done = client.post(at("hire", case), contract(page), follow=True)
    assert "BT är upplagd för Förnamn1" in text(done)
    assert "Beställ behörighet till journalsystemet" in text(done)
    again = client.post(at("hire", case), contract(page))
    assert again.url == at("onboarding", case)
    task = see(here, OnboardingTask.objects.first)
    client.force_login(here.hr)
    client.post(at("onboarding", case), {"task": task.pk, "done": "1"})
    assert "Hr Kronoberg" in text(client.get(at("onboarding", case)))


def test_faults_are_told_at_their_fields(client, here):
    case = made(here, to_hire)
    client.force_login(here.bt_manager)
    page = client.get(at("hire", case))
    data = contract(page, personal_number="123", licence_on="2024-02-30")
    refused = client.post(at("hire", case), data)
    assert refused.status_code == 422
    assert sorted(refused.context["form"].errors) == ["licence_on", "personal_number"]


def test_before_it_is_confirmed_the_page_says_why_not(client, here):
    release = made(here, make_released)
    offer = offer_of(here)
    see(here, lambda: accept(offer=offer, at=timezone.now()))
    client.force_login(here.bt_manager)
    case = see(here, lambda: Application.objects.get(round=release.round, number=1))
    page = client.get(at("hire", case))
    assert "Bekräfta omgången först" in " ".join(text(page).split())
    assert "<form" not in text(page).partition("<main")[2].partition("</main")[0]
