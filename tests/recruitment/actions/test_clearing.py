"""A clearing from its opening to its result, across two regions."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from recruitment.actions import clearing as actions
from recruitment.actions import clearing_match, clearing_wishes, ordering, sending
from recruitment.actions.answering import accept
from recruitment.actions.reserves import tend
from recruitment.actions.round_people import change_places
from recruitment.models import (
    ApplicantMail,
    Application,
    Clearing,
    ClearingEntry,
    ClearingPart,
    ClearingPlace,
    ClearingSide,
    ClearingWishes,
    Offer,
)
from recruitment.models.clearing import title_of
from recruitment.queries.clearing import part_of, token_for
from recruitment.queries.clearing_pages import CHECKER
from recruitment.queries.sending import kept_snapshot
from recruitment.rules.clearing_file import commitment_of, read_file, text_of
from recruitment.tasks import tend_clearings
from tests.objects.clearing import (
    approved,
    begun,
    closed,
    entry,
    let_out,
    make_both,
    make_clearing,
    make_joined,
    matched,
    wished,
)
from tests.objects.offers import make_judged, make_ranked
from tests.recruitment.rules.cascade import cascade

HERE, THERE = "Växjö (Region Kronoberg)", "Solna (Region Stockholm)"


@pytest.fixture
def both(cast):
    return make_both(cast)


def codes(action):
    with pytest.raises(Refused) as refused:
        action()
    return refused.value.verdict.codes


def linked(cast, here, there, number_here, number_there):
    """One person who applied in both regions, with one list of wishes."""
    wishes = begun(cast.kronoberg, here, number_here)
    return begun(cast.stockholm, there, number_there, token_for(wishes.pk))


def outcomes(release):
    snapshot = kept_snapshot(release, release.round)
    return {line.application: line.outcome for line in snapshot.lines}


# ---------------------------------------------------------------------------- by regions
def test_the_seed_is_promised_when_it_is_opened(cast):
    here = cast.kronoberg
    at = timezone.now()
    given = {
        "region": here.region,
        "name": "BT våren",
        "wishes_close_at": at + timedelta(days=10),
        "at": at,
    }
    with here.inside(here.bt_manager):
        assert codes(lambda: actions.open_clearing(**given, by=here.hr)) == [
            "access.no_role"
        ]
        made = actions.open_clearing(**given, by=here.bt_manager)
        assert codes(lambda: actions.open_clearing(**given, by=here.deputy)) == [
            "clearing.name_taken"
        ]
    assert made.commitment == commitment_of(made.seed)
    with pytest.raises(DatabaseError), transaction.atomic():
        Clearing.objects.filter(pk=made.pk).update(seed="ett annat frö" * 4)


def test_joining_brings_the_places_and_who_is_ranked_and_tells_them(cast):
    here = cast.kronoberg
    clearing = make_clearing(here)
    round = make_joined(here, clearing)
    with here.inside(here.bt_manager):
        again = actions.join(
            round=round, clearing=clearing, by=here.bt_manager, at=timezone.now()
        )
        assert ClearingPart.objects.get() == again
        numbers = ClearingEntry.objects.values_list("application__number", flat=True)
        assert list(numbers) == [1, 2, 3]
        assert ApplicantMail.objects.filter(kind="clearing_joined").count() == 3
    places = ClearingPlace.objects.values_list("town", "capacity")
    assert sorted(places) == [("Ljungby", 1), ("Växjö", 1)]


def test_who_may_join_and_with_what(cast):
    here = cast.kronoberg
    clearing = make_clearing(here)

    def join(round, by=None):
        return codes(
            lambda: actions.join(
                round=round,
                clearing=clearing,
                by=by or here.bt_manager,
                at=timezone.now(),
            )
        )

    with here.inside(here.bt_manager):
        assert join(make_judged(here)) == ["clearing.join_not_ranked"]
        ranked = make_ranked(here, name="Rangordnad")
        assert join(ranked, here.hr) == ["access.no_role"]
        assert join(ranked, cast.stockholm.bt_manager) == ["access.no_role"]
        sending.prepare(round=ranked, by=here.hr, at=timezone.now())
        assert join(ranked) == ["clearing.join_release"]
    assert not ClearingSide.objects.exists()


def test_a_crash_while_joining_leaves_nothing(cast, monkeypatch):
    here = cast.kronoberg
    clearing = make_clearing(here)
    monkeypatch.setattr(actions, "write_letter", lambda **_: 1 / 0)
    with here.inside(here.bt_manager):
        round = make_ranked(here)
        with pytest.raises(ZeroDivisionError):
            actions.join(
                round=round, clearing=clearing, by=here.bt_manager, at=timezone.now()
            )
        assert part_of(round) is None
    assert not ClearingSide.objects.exists()


def test_what_others_share_out_places_by_stays_as_it_is(cast, both):
    _clearing, here, _there = both
    company = cast.kronoberg
    who = {"by": company.bt_manager, "at": timezone.now()}
    with company.inside(company.bt_manager):
        ranking = here.rankings.get()
        reopened = lambda: ordering.reopen_order(  # noqa: E731
            ranking=ranking, reason="Fel", **who
        )
        assert codes(reopened) == ["clearing.order_used"]
        moved = lambda: change_places(  # noqa: E731
            round=here, towns={"Växjö": 2}, posts={}, **who
        )
        assert codes(moved) == ["clearing.places_used"]
        assert here.posts.count() == 1
        early = lambda: sending.prepare(round=here, **who)  # noqa: E731
        assert codes(early) == ["clearing.not_matched"]


def test_a_region_leaves_until_the_wishes_close_and_everybody_is_told(cast, both):
    clearing, here, there = both
    wishes = linked(cast, here, there, 1, 1)
    company = cast.stockholm
    with company.inside(company.bt_manager):
        assert codes(
            lambda: actions.leave(round=there, by=company.hr, at=timezone.now())
        ) == ["access.no_role"]
        for _ in range(2):
            actions.leave(round=there, by=company.bt_manager, at=timezone.now())
        assert not ClearingPart.objects.exists()
        assert ApplicantMail.objects.filter(kind="clearing_left").count() == 3
    wishes.refresh_from_db()
    assert (wishes.wishes, wishes.hosts) == ([HERE], [7])
    closed(clearing)
    company = cast.kronoberg
    with company.inside(company.bt_manager):
        assert codes(
            lambda: actions.leave(round=here, by=company.bt_manager, at=timezone.now())
        ) == ["clearing.leave_closed"]


# ------------------------------------------------------------------------- by applicants
def test_wishes_begin_as_the_application_says_and_a_second_click_finds_them(cast, both):
    _clearing, here, _there = both
    wishes = begun(cast.kronoberg, here, 1)
    assert begun(cast.kronoberg, here, 1) == wishes
    assert (wishes.wishes, wishes.hosts) == ([HERE], [7])
    with cast.kronoberg.inside():
        assert entry(cast.kronoberg, here, 1).code == wishes.code


def test_one_person_in_two_regions_has_one_code(cast, both):
    _clearing, here, there = both
    own = begun(cast.stockholm, there, 2)
    wishes = begun(cast.kronoberg, here, 1)
    key = f"https://example.org/matchning/onskemal/{token_for(wishes.pk)}/"
    shared = begun(cast.stockholm, there, 2, key)
    assert (shared.pk, shared.wishes) == (wishes.pk, [HERE, THERE])
    own.refresh_from_db()
    assert (own.hosts, own.wishes) == ([], [])
    assert codes(lambda: begun(cast.stockholm, there, 3, key)) == ["clearing.key"]
    assert codes(lambda: begun(cast.stockholm, there, 3, "fel")) == ["clearing.key"]


def test_only_places_where_one_is_ranked_can_be_wished_for_and_until_it_closes(
    cast, both
):
    clearing, here, _there = both
    wishes = begun(cast.kronoberg, here, 1)
    assert codes(lambda: wished(wishes, THERE)) == ["clearing.wishes_changed"]
    assert wished(wishes).wishes == []
    stale = lambda: clearing_wishes.wish(  # noqa: E731
        wishes=wishes, places=[HERE], version=1, at=timezone.now()
    )
    assert codes(stale) == ["clearing.other_window"]
    closed(clearing)
    assert codes(lambda: wished(wishes, HERE)) == ["clearing.wishes_closed"]
    assert codes(lambda: begun(cast.kronoberg, here, 2)) == ["clearing.wishes_closed"]


# ----------------------------------------------------------------------------- the match
def test_places_are_shared_out_across_regions_and_the_file_can_be_checked(
    cast, both, tmp_path
):
    clearing, here, there = both
    wished(linked(cast, here, there, 1, 2), THERE, HERE)
    wished(linked(cast, here, there, 2, 1), HERE, THERE)
    row = matched(clearing)
    assert (row.state, row.faults) == ("matched", [])
    # Each is first where the other would rather be: the first wins neither's wish.
    told = {
        one.code: one.told["place"] for one in ClearingWishes.objects.exclude(told=None)
    }
    assert sorted(filter(None, told.values())) == [THERE, HERE]
    assert len(told) == 4  # two who applied in both regions, and one more in each
    path = tmp_path / "matchning.json"
    path.write_text(text_of(row.file), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, CHECKER, path, row.commitment], capture_output=True, text=True
    )
    assert run.stdout.endswith("Allt stämmer.\n")
    assert clearing_match.match(clearing_id=row.pk, at=timezone.now()).file == row.file
    with pytest.raises(DatabaseError), transaction.atomic():
        Clearing.objects.filter(pk=row.pk).update(file={})
    with pytest.raises(DatabaseError), transaction.atomic():
        ClearingWishes.objects.update(wishes=[])


def test_nobody_in_the_common_tables(cast, both):
    """What every region may read names no applicant, and no case."""
    clearing, here, there = both
    wished(linked(cast, here, there, 1, 1), THERE, HERE)
    row = matched(clearing)
    text = json.dumps([row.file, *ClearingWishes.objects.values_list("told", "wishes")])
    for company, round in ((cast.kronoberg, here), (cast.stockholm, there)):
        with company.inside():
            for case in Application.objects.filter(round=round):
                for known in (case.last_name, case.email, case.phone, str(case.pk)):
                    assert known not in text


def test_it_is_not_matched_before_it_closes_and_nobody_in_it_calls_it_off(cast, both):
    clearing, *_ = both
    at = timezone.now()
    assert clearing_match.match(clearing_id=clearing.pk, at=at).state == "open"
    empty = make_clearing(cast.kronoberg)
    assert matched(empty).state == "cancelled"


def test_a_crash_in_the_match_leaves_it_to_be_made(cast, both, monkeypatch):
    clearing, *_ = both
    closed(clearing)
    with monkeypatch.context() as patched:
        patched.setattr(clearing_match, "as_file", lambda *_: 1 / 0)
        assert tend_clearings.run() == 0
    assert not ClearingWishes.objects.exists()
    assert [tend_clearings.run(), tend_clearings.run()] == [1, 0]


def test_a_place_by_decision_is_taken_first(cast, both):
    clearing, here, _there = both
    company = cast.kronoberg
    with company.inside(company.bt_manager):
        last = entry(company, here, 3)
        place = ClearingPlace.objects.get(town="Växjö")
        other = ClearingPlace.objects.get(town="Solna")
        given = {"reason": "Barn i skolan", "at": timezone.now()}

        def give(entry=last, by=company.bt_manager, **facts):
            values = {"entry": entry, "place": place, "by": by, **given}
            return actions.give_before(**values | facts)

        assert codes(lambda: give(by=company.hr)) == ["access.no_role"]
        assert codes(lambda: give(place=other)) == ["clearing.special_full"]
        assert codes(lambda: give(reason=" ")) == ["clearing.special_reason"]
        give()
        assert codes(lambda: give(entry(company, here, 2))) == ["clearing.special_full"]
    row = matched(clearing)
    with company.inside(company.bt_manager):
        last.refresh_from_db()
        assert row.file["result"]["placed"][last.code] == HERE
        assert codes(
            lambda: actions.take_back_before(
                entry=last, by=company.bt_manager, at=timezone.now()
            )
        ) == ["clearing.matched"]
    release = approved(company, here)
    with company.inside():
        assert outcomes(release) == {"1": "reserve", "2": "reserve", "3": "offer"}


def test_what_stops_it_is_told_and_mended(cast, both):
    """Two regions gave the same person a place: one takes its decision back."""
    clearing, here, there = both
    linked(cast, here, there, 1, 1)
    for company, round, town in (
        (cast.kronoberg, here, "Växjö"),
        (cast.stockholm, there, "Solna"),
    ):
        with company.inside(company.bt_manager):
            actions.give_before(
                entry=entry(company, round, 1),
                place=ClearingPlace.objects.get(town=town),
                reason="Särskilda skäl",
                by=company.bt_manager,
                at=timezone.now(),
            )
    row = matched(clearing)
    assert (row.state, len(row.faults)) == ("open", 1)
    assert "två platser genom beslut" in row.faults[0]
    with company.inside(company.bt_manager):
        for _ in range(2):
            actions.take_back_before(
                entry=entry(company, there, 1),
                by=company.bt_manager,
                at=timezone.now(),
            )
    assert matched(clearing).state == "matched"


def test_who_took_the_application_back_is_not_in_the_match(cast, both):
    clearing, here, _there = both
    wishes = begun(cast.kronoberg, here, 1)
    with cast.kronoberg.inside():
        Application.objects.filter(round=here, number=1).update(state="withdrawn")
    assert wishes.code not in matched(clearing).file["lottery"]


# ------------------------------------------------------------------------------ the gate
def test_it_is_released_when_every_region_has_approved_its_share(cast, both):
    clearing, here, there = both
    wished(linked(cast, here, there, 1, 1), THERE)
    matched(clearing)
    first = approved(cast.kronoberg, here)
    with cast.kronoberg.inside():
        assert outcomes(first) == {"1": "elsewhere", "2": "offer", "3": "reserve"}
    assert codes(lambda: let_out(cast.kronoberg, first)) == ["clearing.not_approved"]
    tend_clearings.run()
    with cast.kronoberg.inside():
        assert not ApplicantMail.objects.filter(kind="clearing_told").exists()
    second = approved(cast.stockholm, there)
    assert Clearing.objects.get(pk=clearing.pk).state == "released"
    let_out(cast.kronoberg, first)
    let_out(cast.stockholm, second)
    for _ in range(2):
        tend_clearings.run()
    with cast.stockholm.inside():
        letters = ApplicantMail.objects.filter(kind="clearing_told")
        assert letters.count() == 3
        body = letters.get(application__number=1).body
        assert f"Du har fått plats i {THERE}, ditt första val." in body
        [offer] = Offer.objects.filter(application__round=there)
        assert (offer.application.number, offer.place) == (1, "Solna")


def test_nobody_approves_their_own_and_what_is_thrown_away_is_not_approved(cast, both):
    clearing, here, there = both
    matched(clearing)
    company = cast.kronoberg
    with company.inside(company.bt_manager):
        own = sending.prepare(round=here, by=company.bt_manager, at=timezone.now())
        again = lambda: sending.approve(  # noqa: E731
            release=own, by=company.bt_manager, at=timezone.now()
        )
        assert codes(again) == ["release.same_person"]
        sending.approve(release=own, by=company.deputy, at=timezone.now())
        assert ClearingSide.objects.get(host=7).approved_at
        sending.discard(release=own, by=company.hr, at=timezone.now())
    assert ClearingSide.objects.get(host=7).approved_at is None
    approved(cast.stockholm, there)
    assert Clearing.objects.get(pk=clearing.pk).state == "matched"


# ------------------------------------------------------------------------ who leaves
def test_a_yes_elsewhere_lets_the_place_go_on_in_the_order_of_the_match(cast, both):
    """Who holds Växjö and waits for Solna says yes to Växjö: Solna asks the next."""
    clearing, here, there = both
    wished(linked(cast, here, there, 1, 2), THERE, HERE)
    matched(clearing)
    first, second = approved(cast.kronoberg, here), approved(cast.stockholm, there)
    let_out(cast.kronoberg, first)
    let_out(cast.stockholm, second)
    with cast.kronoberg.inside():
        held = Offer.objects.get(application__round=here)
        accept(offer=held, at=timezone.now())
    # Settled: who has said yes waits for nothing elsewhere any more.
    with cast.stockholm.inside():
        tend(round=there, at=timezone.now())
        waiting = there.reserves.get(application__number=2)
        assert waiting.state == "declined"
        Offer.objects.filter(application__round=there).update(state="declined")
        tend(round=there, at=timezone.now())
        called = Offer.objects.exclude(state="declined").get(application__round=there)
        assert called.application.number == 3


def test_who_is_called_to_a_better_place_and_says_yes_leaves_the_other(cast, both):
    clearing, here, there = both
    wished(linked(cast, here, there, 1, 2), THERE, HERE)
    matched(clearing)
    first, second = approved(cast.kronoberg, here), approved(cast.stockholm, there)
    let_out(cast.kronoberg, first)
    let_out(cast.stockholm, second)
    with cast.stockholm.inside():
        Offer.objects.filter(application__round=there).update(state="declined")
        for _ in range(2):
            tend(round=there, at=timezone.now())
        better = Offer.objects.get(application__number=2)
        accept(offer=better, at=timezone.now())
    with cast.kronoberg.inside():
        for _ in range(2):
            tend(round=here, at=timezone.now())
        offers = Offer.objects.order_by("offered_at")
        found = [(one.application.number, one.state, one.reason) for one in offers]
        assert found[0] == (1, "declined", "elsewhere_bt")
        assert [state for _, state, _ in found[1:]] == ["offered"]
        letters = ApplicantMail.objects.filter(kind="clearing_gave_way")
        assert [one.application.number for one in letters] == [1]


def test_everybody_ends_where_the_model_of_a_cascade_has_them(cast, both):
    """The one in Solna says no; its next reserve leaves Växjö for it, and so on."""
    clearing, here, there = both
    wished(linked(cast, here, there, 1, 2), THERE, HERE)
    matched(clearing)
    sides = [(cast.stockholm, there), (cast.kronoberg, here)]
    shares = [(company, approved(company, round)) for company, round in sides]
    for company, release in shares:
        let_out(company, release)
    published = read_file(Clearing.objects.get(pk=clearing.pk).file)
    with cast.stockholm.inside():
        Offer.objects.update(state="declined")
        left = Offer.objects.get().application.clearing_entry.code
    for company, round in sides * 2:
        with company.inside():
            tend(round=round, at=timezone.now())
            for offer in Offer.objects.filter(state="offered"):
                accept(offer=offer, at=timezone.now())
    model = cascade(published.clearing, published.match, {left})
    assert [one.post for one in model.moves] == [THERE, HERE]
    assert seated(cast) == model.match.placed


def seated(cast):
    """Who has a place in the end, by code, in both regions."""
    found = {}
    for company in (cast.kronoberg, cast.stockholm):
        with company.inside():
            offers = Offer.objects.filter(state="accepted", left_at__isnull=True)
            for one in offers:
                title = title_of(one.place, company.region.name)
                found[one.application.clearing_entry.code] = title
    return found
