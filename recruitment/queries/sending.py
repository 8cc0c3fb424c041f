"""What would be sent to whom, put together from the rows as they are now."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q

from recruitment.enums import ApplicationState, RankingState, ReleaseState
from recruitment.models import (
    ApplicantMail,
    Application,
    RankedPlace,
    Ranking,
    RecruitmentRound,
    Release,
)
from recruitment.queries.clearing_result import Result, result_of
from recruitment.queries.methods import method_of
from recruitment.queries.ordering import score_rows
from recruitment.rules import offer_letters
from recruitment.rules.checks import Check
from recruitment.rules.frozen import thawed
from recruitment.rules.gate import OUT
from recruitment.rules.methods import Method
from recruitment.rules.offer_letters import RoundWords
from recruitment.rules.placing import Seat, Seating, seating_of
from recruitment.rules.release import checks_of
from recruitment.rules.reserves import Reserve
from recruitment.rules.snapshot import (
    ELSEWHERE,
    LATER,
    OFFER,
    REJECTED,
    RESERVE,
    WITHDRAWN,
    Letter,
    Line,
    Snapshot,
)

A = ApplicationState
TURNED_DOWN = [A.NOT_ELIGIBLE, A.NOT_SELECTED, A.NOT_APPOINTABLE]
DUPLICATE = "duplicate"  # the reason why somebody's other application is not read
SCREENING = "screening"  # the kind of the letters that the screening sends


@dataclass(frozen=True)
class Sending:
    """A snapshot, and the town of each offer in it."""

    snapshot: Snapshot
    seats: Mapping[str, Seat]

    @property
    def towns(self) -> dict[str, Any]:
        return {key: [one.town, one.overbooked] for key, one in self.seats.items()}


@dataclass
class Material:
    """Everything that a sending is made of, fetched."""

    round: RecruitmentRound
    ranking: Ranking
    method: Method
    applications: list[Application]
    ranked: dict[str, RankedPlace]
    towns: dict[str, int]
    answered: set[str]
    words: RoundWords
    result: Result | None
    seating: Seating = field(init=False)


def sending_of(round: RecruitmentRound, ranking: Ranking, overbooked: int) -> Sending:
    """Who gets an offer, waits or is told no, and the words of each letter."""
    made = material(round, ranking)
    made.seating = (
        made.result.seating
        if made.result
        else seating_of(in_order(made), made.towns, overbooked)
    )
    lines = tuple(line_of(made, one) for one in made.applications)
    by_key = {str(one.number): one for one in made.applications}
    places = sum(made.towns.values())
    snapshot = Snapshot(
        lines=lines,
        letters=letters_of(made, lines, by_key),
        rows=tuple(
            row
            for row in score_rows(round, made.method.scheme)
            if row.application in made.ranked
        ),
        scheme=made.method.scheme,
        received=round.applications.filter(submitted_at__isnull=False).count(),
        places=places,
        overbooked_to=places + overbooked if overbooked else None,
        record_needed=made.method.record_before_offer,
        references_needed=made.method.references,
        earlier_shares=earlier_shares(round),
    )
    return Sending(snapshot, {str(key): one for key, one in made.seating.seats.items()})


def material(round: RecruitmentRound, ranking: Ranking) -> Material:
    method = method_of(round)
    cases = round.applications.filter(submitted_at__isnull=False).order_by("number")
    places = ranking.places.select_related("application")
    towns = Counter(round.posts.order_by("place").values_list("place", flat=True))
    told = ApplicantMail.objects.filter(application__round=round, kind=SCREENING)
    answered = told.filter(application__state__in=TURNED_DOWN)
    return Material(
        round=round,
        ranking=ranking,
        method=method,
        applications=list(with_references(cases)),
        ranked={str(one.application.number): one for one in places},
        towns=dict(towns),
        answered={
            str(one)
            for one in answered.filter(body=F("application__answer_text")).values_list(
                "application__number", flat=True
            )
        },
        words=words_of(round, method),
        result=result_of(round),
    )


def with_references(cases: Any) -> Any:
    """Each with how many referees have answered, and how many are still waited for."""
    waited = Q(
        referees__asked_at__isnull=False,
        referees__answered_at__isnull=True,
        referees__declined_at__isnull=True,
    )
    return cases.annotate(
        heard=Count("referees", Q(referees__answered_at__isnull=False)),
        waited=Count("referees", waited),
    )


def words_of(round: RecruitmentRound, method: Method) -> RoundWords:
    return RoundWords(
        region=round.region.name,
        starts_on=round.starts_on,
        contact=contact_of(round),
        places=round.posts.count(),
        days_to_think=method.times.days_to_think,
        reserve_days=method.times.reserve_days_to_think,
    )


def contact_of(round: RecruitmentRound) -> str:
    """Whom an applicant turns to."""
    address = round.contact_email or settings.HELP_EMAIL
    return f"{round.contact_name}, {address}" if round.contact_name else address


# ----------------------------------------------------------------------------- each line
def in_order(made: Material) -> list[Reserve]:
    """Those who stand in the order and can still get a place, as the rules see them."""
    return [
        Reserve(
            str(one.number),
            one.full_name,
            made.ranked[str(one.number)].position or 0,
            wishes=tuple(one.wishes),
        )
        for one in made.applications
        if outcome_of(made, one) == RESERVE
    ]


def outcome_of(made: Material, case: Application) -> str:
    """What is said of this one, before it is known who gets an offer."""
    if case.state == A.WITHDRAWN:
        return WITHDRAWN
    if case.state in TURNED_DOWN:
        return REJECTED
    place = made.ranked.get(str(case.number))
    ranked = place is not None and place.position is not None
    if case.state != A.RANKED or not ranked:
        return LATER
    waits = made.result is None or str(case.number) in made.result.waiting
    return RESERVE if waits else ELSEWHERE


def line_of(made: Material, case: Application) -> Line:
    key = str(case.number)
    place = made.ranked.get(key)
    return Line(
        application=key,
        name=case.full_name,
        person=person_of(case),
        outcome=OFFER if is_offered(made, case) else outcome_of(made, case),
        rank=place.position if place else None,
        points=None if place is None or place.total is None else shown(place.total),
        record_shown_on=case.record_shown_on,
        references_done=case.heard > 0 and not case.waited,  # type: ignore[attr-defined]
        reason=made.seating.passed_over.get(key, ""),
    )


def is_offered(made: Material, case: Application) -> bool:
    """Who has gone since a match was made is offered nothing of it."""
    return str(case.number) in made.seating.seats and case.state == A.RANKED


def shown(total: Decimal) -> Decimal:
    return total.quantize(Decimal("0.01")) if total == round(total, 2) else total


def person_of(case: Application) -> str:
    """The same for two cases of one person, however they spelled themselves.

    A case that was taken back, or turned down as somebody's second, stands alone.
    """
    if case.state == A.WITHDRAWN or case.reason == DUPLICATE:
        return f"ärende {case.number}"
    digits = "".join(filter(str.isdigit, case.phone))
    if digits:
        return f"{case.full_name.casefold()} {digits}"
    return case.email.casefold()


# --------------------------------------------------------------------------- the letters
def letters_of(
    made: Material, lines: tuple[Line, ...], cases: Mapping[str, Application]
) -> tuple[Letter, ...]:
    """One for each who is told something now; reserves are told where they stand."""
    ranks = made.result.ranks if made.result else {}
    waiting = sorted(
        (ranks.get(one.application, one.rank or 0), one.application)
        for one in lines
        if one.outcome == RESERVE
    )
    turn = {key: number for number, (_, key) in enumerate(waiting, start=1)}
    return tuple(
        Letter(
            one.application,
            one.outcome,
            cases[one.application].email,
            text_of(made, one, cases[one.application], turn.get(one.application, 0)),
        )
        for one in lines
        if is_told(made, one, cases[one.application])
    )


def is_told(made: Material, line: Line, case: Application) -> bool:
    """Who was turned down with a letter has had it, and somebody's second case needs none."""
    if line.outcome == REJECTED:
        return line.application not in made.answered and case.reason != DUPLICATE
    return line.outcome in (OFFER, RESERVE)


def text_of(made: Material, line: Line, case: Application, turn: int) -> str:
    if line.outcome == OFFER:
        seat = made.seating.seats[line.application]
        return offer_letters.offer(made.words, seat.town, overbooked=seat.overbooked)
    if line.outcome == RESERVE:
        return offer_letters.reserve(made.words, turn)
    if case.state == A.NOT_APPOINTABLE:
        missed = made.ranked[line.application].explanation.partition(": ")[2]
        return offer_letters.below(made.words, [missed])
    return case.answer_text


# ----------------------------------------------------------------------- to compare with
def earlier_shares(round: RecruitmentRound) -> tuple[Decimal, ...]:
    """Per cent of the judged who could be appointed, in the region's other rounds."""
    rows = (
        RankedPlace.objects.filter(
            ranking__state=RankingState.FIXED, ranking__round__region=round.region_id
        )
        .exclude(ranking__round=round)
        .order_by()
        .values_list("ranking")
        .annotate(Count("pk"), Count("position"))
    )
    return tuple(
        sorted(
            (Decimal(100 * ranked) / judged).quantize(Decimal("0.01"))
            for _, judged, ranked in rows
        )
    )


# --------------------------------------------------------------------------- what is kept
def release_under_way(round: RecruitmentRound) -> Release | None:
    """The latest that was not thrown away, whatever else has become of it."""
    rows = round.releases.exclude(state=ReleaseState.DISCARDED).select_related(
        "prepared_by", "approved_by", "confirmed_by", "undone_by", "ranking"
    )
    return rows.order_by("-prepared_at").first()


def before(release: Release) -> Release | None:
    """The one that was listed or sent before this."""
    rows = Release.objects.filter(
        round=release.round_id, prepared_at__lte=release.prepared_at
    ).exclude(pk=release.pk)
    return rows.order_by("-prepared_at").first()


def released(round: RecruitmentRound) -> Release | None:
    """The one that is out and has not been taken back."""
    return round.releases.filter(state__in=OUT).order_by("-prepared_at").first()


def kept_snapshot(release: Release, round: RecruitmentRound) -> Snapshot:
    return thawed(release.snapshot["content"], method_of(round).scheme)


def kept_checks(release: Release, round: RecruitmentRound) -> tuple[Check, ...]:
    """What the gate says of what is kept, tried again now."""
    return checks_of(kept_snapshot(release, round))
