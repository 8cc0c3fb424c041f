"""The order, the offers and the reserves of the demo's rounds, and who was hired."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from bt_admin.demo.recruitment_points import A, score_rows, totals, with_state
from placements.models import Programme
from recruitment.enums import (
    ApplicationState,
    LeaveReason,
    OfferState,
    RankingState,
    ReleaseState,
    ReserveState,
    RoundState,
)
from recruitment.models import (
    Application,
    BTPost,
    Offer,
    OnboardingTask,
    RankedPlace,
    Ranking,
    Release,
    ReserveEntry,
)
from recruitment.rules import snapshot as frozen
from recruitment.rules.frozen import frozen as frozen_text
from recruitment.rules.offers import expires_at
from recruitment.rules.ranking import ranking_of
from recruitment.rules.release import checks_of

if TYPE_CHECKING:
    from bt_admin.demo.recruitment import Told

DAY = timedelta(days=1)
S = RoundState
NO = [LeaveReason.ELSEWHERE_ST, LeaveReason.ELSEWHERE_BT, LeaveReason.PLACE]
FIRST_DAYS = ("Konto i journalsystemet", "Passerkort och nycklar", "Introduktion")
JSON = dict[str, Any]


# --------------------------------------------------------------------------- the order
def rank(told: "Told") -> None:
    """By the written rule, from the rows; then it is fixed."""
    all_totals = totals(told)
    order = ranking_of(all_totals.values(), told.round.lottery_seed)
    at = told.closes_at + 14 * DAY
    by_id = {one.pk: one for one in told.applications}
    text = json.dumps([str(place.application) for place in order.places])
    ranking = told.add(
        Ranking,
        round=told.round,
        number=1,
        digest=sha256(text.encode()).hexdigest(),
        made_by=told.company.manager,
        made_at=at,
    )
    numbers = {place.application: place.number for place in order.places}
    for id, total in all_totals.items():
        application = by_id[id]
        position = numbers.get(id)
        application.state = A.RANKED if position else A.NOT_APPOINTABLE
        told.add(
            RankedPlace,
            ranking=ranking,
            application=application,
            position=position,
            total=total.points,
            parts=[
                [told.method.scheme.phase(key).label, str(value)]
                for key, value in total.phases
            ],
            explanation=order.explanation(id),
        )
    if told.method.record_before_offer:
        show_records(told)


def fix_order(told: "Told") -> None:
    """The places are in it by now: from here nothing in it changes."""
    for one in told.rows.get(Ranking, []):
        Ranking.objects.filter(pk=one.pk).update(
            state=RankingState.FIXED,
            fixed_by=one.made_by,
            fixed_at=one.made_at + DAY / 24,
        )


def in_order(told: "Told") -> list[Application]:
    placed = [one for one in told.rows[RankedPlace] if one.position]
    return [one.application for one in sorted(placed, key=lambda one: one.position)]


def show_records(told: "Told") -> None:
    """All who are near a place; the first half, while it is what is going on."""
    order, number = in_order(told), len(told.rows[BTPost])
    is_all = told.is_past(S.OFFERS) or told.in_clearing
    shown = order if is_all else order[: number // 2 + 1]
    for application in shown:
        application.record_shown_on = told.closed_on + 16 * DAY
        application.record_seen_by = told.company.holder("administrator")


# -------------------------------------------------------------------------- the release
def offer(told: "Told") -> None:
    """The first get offers, the next are reserves, the last are told."""
    order, posts = in_order(told), list(told.rows[BTPost])
    released = told.closes_at + 18 * DAY
    waits = told.row["state"] == S.OFFERS
    if waits:
        released = told.at - 4 * DAY
    release = let_go(told, order, len(posts), released)
    reserves = [
        told.add(ReserveEntry, round=told.round, application=one, position=place)
        for place, one in enumerate(order[len(posts) :], start=1)
    ]
    free = []
    for place, (application, post) in enumerate(zip(order, posts, strict=False)):
        state = answer_of(told, application, place)
        make(told, application, post, released, state, release=release)
        if state in (OfferState.DECLINED, OfferState.EXPIRED):
            free.append(post)
    if not waits:
        call(told, reserves, free, released + 8 * DAY)


def answer_of(told: "Told", application: Application, place: int) -> str:
    """What somebody said, or has not said yet."""
    if told.is_past(S.STARTED):
        return OfferState.ACCEPTED if was_hired(application) else OfferState.DECLINED
    if told.row["state"] == S.OFFERS:
        turns = (OfferState.ACCEPTED, OfferState.OFFERED, OfferState.OFFERED)
        return turns[place % 3]
    turns = (OfferState.ACCEPTED, OfferState.DECLINED, OfferState.ACCEPTED)
    return OfferState.EXPIRED if place == 3 else turns[place % 3]


def was_hired(application: Application) -> bool:
    return not application.email.startswith("sokande")


def let_go(
    told: "Told", order: list[Application], places: int, at: datetime
) -> Release:
    """Prepared by the administrator, approved by the AT/BT-chef."""
    manager, administrator = told.company.manager, told.company.holder("administrator")
    taken = frozen_of(told, order, places)
    confirmed = told.is_past(S.RESERVE)
    return told.add(
        Release,
        round=told.round,
        ranking=told.rows[Ranking][0],
        state=ReleaseState.CONFIRMED if confirmed else ReleaseState.RELEASED,
        snapshot={
            "content": frozen_text(taken),
            "towns": towns_of(told, order),
            "round_was": S.BACKGROUND_CHECK,
        },
        digest=taken.digest,
        checks=[asdict(one) for one in checks_of(taken)],
        prepared_by=administrator,
        prepared_at=at - DAY / 6,
        approved_by=manager,
        approved_at=at - DAY / 24,
        released_at=at,
        confirmed_by=manager if confirmed else None,
        confirmed_at=at + 2 * DAY if confirmed else None,
    )


def towns_of(told: "Told", order: list[Application]) -> JSON:
    """Where each offer is, by the application's number; nobody is overbooked."""
    posts = told.rows[BTPost]
    return {
        str(one.number): [post.place, False]
        for one, post in zip(order, posts, strict=False)
    }


def frozen_of(told: "Told", order: list[Application], places: int) -> frozen.Snapshot:
    lines = []
    totals = {one.application_id: one for one in told.rows[RankedPlace]}
    sent = [one for one in told.applications if one.submitted_at]
    for application in sent:
        ranked = totals.get(application.pk)
        lines.append(
            frozen.Line(
                application=str(application.number),
                name=application.full_name,
                person=application.email,
                outcome=outcome(application, order, places),
                rank=ranked.position if ranked else None,
                points=ranked.total if ranked else None,
                record_shown_on=application.record_shown_on,
                references_done=True,
            )
        )
    letters = tuple(
        frozen.Letter(
            line.application, line.outcome, str(line.person), LETTERS[line.outcome]
        )
        for line in lines
        if line.outcome in frozen.LETTERS
    )
    return frozen.Snapshot(
        lines=tuple(lines),
        letters=letters,
        rows=numbered(told),
        scheme=told.method.scheme,
        received=len(sent),
        places=places,
        record_needed=told.method.record_before_offer,
    )


LETTERS = {
    frozen.OFFER: "Hej! Du erbjuds en BT-tjänst. Svara genom din personliga länk.",
    frozen.RESERVE: "Hej! Du står på reservlistan. Vi hör av oss när en plats blir ledig.",
    frozen.REJECTED: "Hej! Tack för din ansökan. Vi går inte vidare med den.",
}


def outcome(application: Application, order: list[Application], places: int) -> str:
    if application.state == ApplicationState.WITHDRAWN:
        return frozen.WITHDRAWN
    if application not in order:
        return frozen.REJECTED
    return frozen.OFFER if order.index(application) < places else frozen.RESERVE


def numbered(told: "Told") -> tuple[Any, ...]:
    """The rows of those who stand in the order, by their number in the round."""
    number = {
        one.application_id: one.application.number for one in told.rows[RankedPlace]
    }
    return tuple(
        type(row)(str(number[row.application]), row.phase, str(row.judge),
                  row.criterion, row.value)
        for row in score_rows(told)
        if row.application in number
    )  # fmt: skip


# --------------------------------------------------------------- offers and reserves
def make(
    told: "Told",
    application: Application,
    post: BTPost,
    at: datetime,
    state: str,
    **origin: Any,
) -> None:
    days = told.method.times.days_to_think
    last = expires_at(at, days)
    answered = at + DAY + timedelta(hours=(application.number or 0) % 20)
    said: JSON = {"answered_at": answered}
    if state == OfferState.OFFERED:
        said = {}
    elif state == OfferState.EXPIRED:
        said = {"reason": LeaveReason.NO_ANSWER}
    elif state == OfferState.DECLINED:
        said["reason"] = NO[(application.number or 0) % 3]
    told.add(
        Offer,
        application=application,
        place=post.place,
        post=post,
        state=state,
        offered_by=told.company.manager,
        offered_at=at,
        expires_at=last,
        **said,
        **origin,
    )


def call(
    told: "Told", reserves: list[ReserveEntry], free: list[BTPost], at: datetime
) -> None:
    """The free places go down the list; in the round that calls now, one is asked."""
    waiting = iter(reserves)
    for number, post in enumerate(free):
        for entry in waiting:
            now = told.row["state"] == S.RESERVE and number > 0
            asked = told.at - DAY if now else at
            yes = was_hired(entry.application) or told.row["state"] == S.RESERVE
            state = OfferState.ACCEPTED if yes else OfferState.DECLINED
            entry.called_at = asked
            entry.state = ReserveState.ACCEPTED if yes else ReserveState.DECLINED
            if now:
                state, entry.state = OfferState.OFFERED, ReserveState.CALLED
            make(told, entry.application, post, asked, state, reserve=entry)
            if yes:
                break
    if told.is_past(S.EVALUATED):
        for entry in reserves:
            if entry.state == ReserveState.WAITING:
                entry.state = ReserveState.RELEASED


def hire(told: "Told") -> int:
    """Their BT was opened from the application: it is the one they are in."""
    accepted = {
        one.application_id
        for one in told.rows[Offer]
        if one.state == OfferState.ACCEPTED
    }
    hired = [one for one in with_state(told, A.RANKED) if one.pk in accepted]
    tasks = []
    for application in hired:
        programme = Programme.objects.get(doctor__user__email=application.email)
        application.programme, application.state = programme, ApplicationState.HIRED
        application.hired_by = told.company.manager
        application.hired_at = told.closes_at + 30 * DAY
        tasks += [onboarding(told, application, title) for title in FIRST_DAYS]
    fields = ["programme", "state", "hired_by", "hired_at"]
    Application.objects.bulk_update(hired, fields)
    OnboardingTask.objects.bulk_create(tasks)
    return len(hired)


def onboarding(told: "Told", application: Application, title: str) -> OnboardingTask:
    programme = application.programme
    assert programme is not None
    due = programme.starts_on - 7 * DAY
    is_done = due < told.company.today
    return OnboardingTask(
        region=told.company.region,
        application=application,
        title=title,
        due_on=due,
        done_by=told.company.holder("administrator") if is_done else None,
        done_at=told.closes_at + 40 * DAY if is_done else None,
    )
