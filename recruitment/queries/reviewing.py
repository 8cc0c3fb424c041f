"""A reviewer's own reviews, and what they may read: by number, masked, and no more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from recruitment.enums import ApplicationState, ReviewState, Task
from recruitment.models import Application, RecruitmentRound, Review
from recruitment.queries.methods import method_of
from recruitment.queries.ties import known_tie
from recruitment.queries.visible import recruits, reviews_for
from recruitment.rules import blind
from recruitment.rules.blind import Part, shown_blind
from recruitment.rules.criteria import Phase
from recruitment.rules.masking import Known
from recruitment.rules.methods import Method
from recruitment.rules.review_shares import Tally
from recruitment.rules.reviewing import READ, UNSENT, ReviewFacts
from regions import access
from regions.models import Region, User

GONE = (ApplicationState.WITHDRAWN, ApplicationState.NOT_ELIGIBLE)
OWN_ROLES = {"recruiter", "union_observer"}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
YES_NO = {True: "Ja", False: "Nej"}


def blind_reviews_for(user: User, region: Region) -> QuerySet[Review]:
    """This person's reviews in phases where nobody meets, as long as they are read.

    An application that was withdrawn, or found not eligible, is no longer there.
    """
    rows = reviews_for(user, region).filter(interview__isnull=True)
    return rows.exclude(application__state__in=GONE)


def review_facts(review: Review, by: User) -> ReviewFacts:
    """What `rules.reviewing` asks. One query."""
    return ReviewFacts(
        state=review.state,
        round_state=review.application.round.state,
        application_state=review.application.state,
        is_mine=review.reviewer_id == by.pk,
        link=known_tie(review.application, by),
    )


def phase_of(review: Review) -> Phase:
    return method_of(review.application.round).scheme.phase(review.phase)


# ----------------------------------------------------------------------- what is shown
def known_of(application: Application) -> Known:
    """What is to be masked: all that the applicant has told of who they are."""
    referees = list(application.referees.all())
    return Known(
        names=(
            application.full_name, application.first_name, application.last_name,
            *(one.name for one in referees),
        ),
        emails=(application.email, *(one.email for one in referees)),
        phones=(application.phone, *(one.phone for one in referees)),
        workplaces=(application.workplace, *(one.workplace for one in referees)),
        addresses=(application.address,),
    )  # fmt: skip


def blind_parts(application: Application) -> tuple[Part, ...]:
    """The application as its reviewers read it. Two queries."""
    round, method = application.round, method_of(application.round)
    chosen = round.method.get("blind_fields", [])
    return shown_blind(parts_of(application, method), chosen, known_of(application))


def parts_of(application: Application, method: Method) -> list[Part]:
    """All that could be shown: what is known, then the answers to the questions."""
    proofs = [one.key for one in method.papers if one.is_language]
    is_proved = application.papers.filter(kind__in=proofs).exists()
    facts = [
        (blind.LICENCE, YES_NO[application.licensed_on is not None]),
        (blind.LANGUAGE, YES_NO[is_proved]),
        (blind.COUNTRY, application.degree_country),
        (blind.WISHES, ", sedan ".join(map(str, application.wishes))),
    ]
    told = application.answers.get("questions", {})
    asked = [one for _phase, one in method.scheme]
    questions = [
        Part(one.key, one.question or one.label, str(told.get(one.key, "")))
        for one in asked
    ]
    return [Part(key, blind.LABELS[key], text) for key, text in facts] + questions


def facts_and_words(parts: Iterable[Part]) -> tuple[list[Part], list[Part]]:
    """What is read at a glance, and what is read through."""
    rows = list(parts)
    facts = [one for one in rows if one.key in blind.LABELS]
    return facts, [one for one in rows if one.key not in blind.LABELS]


# ------------------------------------------------------------------- what others wrote
@dataclass(frozen=True)
class Opinion:
    """A sent review as somebody else reads it. `who` is a name for the office alone."""

    who: str
    review: Review
    scores: list[tuple[str, int]]


def others_of(review: Review, reader: User) -> list[Opinion]:
    """What the others have sent, by letter. None for those from outside the region.

    Ask `may_see_others` first. One query, and one for who the reader is.
    """
    if is_external(reader, review.application.round):
        return []
    rows = Review.objects.filter(
        application=review.application,
        phase=review.phase,
        state=ReviewState.SENT,
        superseded_at__isnull=True,
    ).exclude(reviewer=reader)
    phase = phase_of(review)
    return [
        Opinion(LETTERS[place % 26], row, scores_in_words(phase, row))
        for place, row in enumerate(rows.order_by("pk"))
    ]


def is_external(user: User, round: RecruitmentRound) -> bool:
    """Has this person no other part in the region than to review and interview?"""
    return not access.roles_of(user, round.region) - OWN_ROLES


def scores_in_words(phase: Phase, review: Review) -> list[tuple[str, int]]:
    return [
        (one.label, review.scores[one.key])
        for one in phase.criteria
        if one.key in review.scores
    ]


# ---------------------------------------------------------------------------- the queue
@dataclass(frozen=True)
class Queue:
    """One's own reviews in one round, and how many are left out of it."""

    round: RecruitmentRound
    rows: list[Review]
    tally: Tally

    @property
    def left(self) -> int:
        return sum(one.state in UNSENT for one in self.rows)

    @property
    def sent(self) -> int:
        return len(self.rows) - self.left


def queues_of(user: User, region: Region) -> list[Queue]:
    """One's own reviews, round by round, those to do first. Three queries."""
    found: dict[Any, list[Review]] = {}
    rows = blind_reviews_for(user, region).order_by("application__number")
    for row in rows.defer("application__round__method", "application__answers"):
        found.setdefault(row.application.round, []).append(row)
    linked = linked_in(user, list(found))
    queues = []
    for round, mine in found.items():
        others = round_size(round, region) - len(mine) - linked.get(round.pk, 0)
        begun = sum(one.state != ReviewState.ASSIGNED for one in mine)
        tally = Tally(len(mine), begun, linked.get(round.pk, 0), max(others, 0))
        order = sorted(mine, key=lambda one: one.state not in UNSENT)
        queues.append(Queue(round, order, tally))
    return queues


def round_size(round: RecruitmentRound, region: Region) -> int:
    """How many applications are reviewed in the round."""
    return Application.objects.filter(
        region=region, round=round, state__in=READ, reviews__superseded_at__isnull=True
    ).distinct().count()  # fmt: skip


def linked_in(user: User, rounds: Sequence[RecruitmentRound]) -> dict[Any, int]:
    """Of each round, how many applications this person has a link to."""
    rows = Application.objects.filter(
        round__in=rounds, state__in=READ, conflicts__user=user
    )
    found: dict[Any, int] = {}
    for key in rows.values_list("round", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


@dataclass(frozen=True)
class Beside:
    """Where a review stands among one's own in the round, and the keys beside it."""

    place: int
    number: int
    before: Any
    after: Any


def beside(review: Review, user: User) -> Beside:
    """By the applications' numbers, sent or not. One query."""
    rows = blind_reviews_for(user, review.region).filter(
        application__round=review.application.round
    )
    order = rows.order_by("application__number", "phase")
    keys = [pk for pk, *_ in order.values_list("pk", "application__number", "phase")]
    place = keys.index(review.pk)
    before = keys[place - 1] if place else None
    after = keys[place + 1] if place + 1 < len(keys) else None
    return Beside(place + 1, len(keys), before, after)


def next_of(review: Review, user: User) -> Review | None:
    """The next of one's own in the round that is not sent."""
    rows = blind_reviews_for(user, review.region).filter(
        application__round=review.application.round, state__in=UNSENT
    )
    rows = rows.exclude(pk=review.pk).order_by("application__number")
    after = rows.filter(application__number__gt=review.application.number).first()
    return after or rows.first()


def may_have_queue(user: User, region: Region, roles: set[str]) -> bool:
    """Is the page for this person? The office, and the recruitment group."""
    return bool(OWN_ROLES & roles) or recruits(user, region)


def leads(user: User, round: RecruitmentRound) -> bool:
    """Does this person lead the round, at the office or in the group?"""
    chairs = round.members.filter(user=user, task=Task.CHAIR, left_at__isnull=True)
    return chairs.exists() or recruits(user, round.region)
