"""What a release writes when it goes out: offers, the reserve list, the letters."""

from datetime import datetime

from django.db.models import F

from bt_admin.lib.people import Person
from recruitment.actions.letters import write_letter
from recruitment.enums import ApplicationState, ReserveState
from recruitment.models import (
    Application,
    BTPost,
    Offer,
    RecruitmentRound,
    Release,
    ReserveEntry,
)
from recruitment.models.offers import LIVE
from recruitment.queries import sending
from recruitment.queries.clearing_result import result_of
from recruitment.queries.methods import method_of
from recruitment.rules.methods import Method
from recruitment.rules.offer_letters import SUBJECTS
from recruitment.rules.offers import OfferFacts, expires_at, may_offer
from recruitment.rules.snapshot import OFFER, REJECTED, RESERVE
from regions.models import User

KINDS = {OFFER: "offer", RESERVE: "reserve", REJECTED: sending.SCREENING}
FAR = 1_000_000  # where earlier lists stand while a new one is written


def make_offers(
    release: Release, round: RecruitmentRound, *, by: User, at: datetime
) -> None:
    """Each offer with its own place; those that are overbooked get one by answering."""
    method = method_of(round)
    until = expires_at(at, method.times.days_to_think)
    cases = by_number(round)
    content = sending.kept_snapshot(release, round)
    for line in content.with_outcome(OFFER):
        case = cases[line.application]
        town, overbooked = release.snapshot["towns"][line.application]
        may_offer(offer_facts(case, round, method, content.overbooked_to)).require()
        Offer.objects.create(
            region_id=round.region_id,
            application=case,
            release=release,
            place=town,
            post=None if overbooked else free_posts(round, town)[0],
            offered_by=by,
            offered_at=at,
            expires_at=until,
        )


def by_number(round: RecruitmentRound) -> dict[str, Application]:
    return {str(one.number): one for one in round.applications.all()}


def offer_facts(
    case: Application,
    round: RecruitmentRound,
    method: Method,
    overbooked_to: int | None,
) -> OfferFacts:
    live = Offer.objects.filter(
        application__round=round, state__in=LIVE, left_at__isnull=True
    )
    return OfferFacts(
        applicant=Person(case.pk, case.full_name),
        region=round.region.name,
        is_ranked=case.state == ApplicationState.RANKED,
        places=round.posts.count(),
        held=live.count(),
        overbooked_to=overbooked_to,
        record_needed=method.record_before_offer,
        record_shown_on=case.record_shown_on,
        is_rejected=case.state in sending.TURNED_DOWN,
        has_withdrawn=case.state == ApplicationState.WITHDRAWN,
        has_offer=live.filter(application=case).exists(),
    )


def free_posts(round: RecruitmentRound, town: str) -> list[BTPost]:
    """The posts in a town that nobody has, locked until the transaction is over.

    First the lock, then the question: what another has taken meanwhile is seen.
    """
    posts = list(
        BTPost.objects.select_for_update(no_key=True)
        .filter(round=round, place=town)
        .order_by("number")
    )
    held = set(
        Offer.objects.filter(
            post__round=round, state__in=LIVE, left_at__isnull=True
        ).values_list("post_id", flat=True)
    )
    return [one for one in posts if one.pk not in held]


def make_reserves(release: Release, round: RecruitmentRound) -> None:
    """The reserve list, as it was frozen; who stood on an earlier one stands anew."""
    ReserveEntry.objects.filter(round=round).update(position=F("position") + FAR)
    cases = by_number(round)
    lines = sending.kept_snapshot(release, round).with_outcome(RESERVE)
    result = result_of(round)
    ranks = result.ranks if result else {}
    ordered = sorted(lines, key=lambda one: ranks.get(one.application, one.rank or 0))
    for position, line in enumerate(ordered, start=1):
        ReserveEntry.objects.update_or_create(
            application=cases[line.application],
            defaults={
                "region_id": round.region_id,
                "round": round,
                "position": position,
                "state": ReserveState.WAITING,
                "called_at": None,
                "out_of_order_reason": "",
            },
        )


def send_letters(
    release: Release, round: RecruitmentRound, *, by: User, at: datetime
) -> None:
    """Exactly the letters that were approved."""
    cases = by_number(round)
    for letter in sending.kept_snapshot(release, round).letters:
        write_letter(
            application=cases[letter.application],
            kind=KINDS[letter.kind],
            subject=SUBJECTS[letter.kind],
            body=letter.text,
            by=by,
            at=at,
        )
