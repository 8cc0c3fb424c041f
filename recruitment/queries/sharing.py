"""The reviews of a round: who has what, what is proposed, and what it leaves out."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bt_admin.lib.people import Person
from recruitment.enums import ApplicationState, ReviewState, Task
from recruitment.models import Application, RecruitmentRound, Review, RoundMember
from recruitment.queries.methods import method_of
from recruitment.queries.ties import Ties, ties_between
from recruitment.rules import review_shares as rule
from recruitment.rules.review_shares import Share, ShareFacts, Shares
from recruitment.rules.reviewing import READ
from recruitment.rules.sharing import Standing
from regions.models import User

MOST = 60  # how many somebody takes who has not said
BEGUN = (ReviewState.BEGUN, ReviewState.SENT)


@dataclass(frozen=True)
class Board:
    """All that sharing out is about, fetched once."""

    round: RecruitmentRound
    phase: str
    each: int
    applications: list[Application]
    members: list[RoundMember]
    reviews: list[Review]  # those that are published
    planned: list[Review]
    ties: Ties
    not_ready: int  # applications that nobody has found eligible yet
    people: dict[Any, User] = field(default_factory=dict)

    @cached_property
    def facts(self) -> ShareFacts:
        users = {
            one.user_id: Person(one.user_id, one.user.full_name) for one in self.members
        }
        gone = {
            one.reviewer_id: Person(one.reviewer_id, one.reviewer.full_name)
            for one in self.reviews
        }
        who: dict[Any, Person] = gone | users
        return ShareFacts(
            applications=tuple(
                rule.Application(
                    one.pk,
                    str(one.number),
                    frozenset(who[key] for key in self.ties.of(one) if key in who),
                )
                for one in self.applications
            ),
            reviewers=tuple(
                rule.Reviewer(users[one.user_id], one.max_load or MOST)
                for one in self.members
            ),
            each=self.each,
            before=tuple(
                Share(one.application_id, who[one.reviewer_id], one.state in BEGUN)
                for one in self.reviews
            ),
        )

    @cached_property
    def shares(self) -> Shares:
        """How it would be shared now; the same facts give the same."""
        return rule.share_out(self.facts)

    @property
    def is_current(self) -> bool:
        """Is the proposal what it would be now? Something may have changed since."""
        proposed = {(one.application_id, one.reviewer_id) for one in self.planned}
        return proposed == {
            (one.application, one.reviewer.id) for one in self.shares.given
        }

    @property
    def standing(self) -> Standing:
        """What `rules.sharing` asks."""
        return Standing(
            round_state=self.round.state,
            has_review=bool(self.phase),
            reviewers=len(self.members),
            applications=len(self.applications),
            is_proposed=bool(self.planned or self.shares.taken),
            is_current=self.is_current,
        )


def board_of(round: RecruitmentRound) -> Board:
    """Ten queries, however many there are."""
    method = method_of(round)
    reading = [one for one in method.sittings if one.kind == "review"]
    phase = reading[0].phase if reading else ""
    sent_in = round.applications.filter(submitted_at__isnull=False)
    applications = list(sent_in.filter(state__in=READ).order_by("number"))
    members = reviewers_in(round)
    reviews = list(
        Review.objects.filter(
            application__in=applications, phase=phase, superseded_at__isnull=True
        )
        .select_related("reviewer", "application")
        .order_by("application__number", "reviewer__last_name", "pk")
    )
    waiting = [ApplicationState.SUBMITTED, ApplicationState.INCOMPLETE]
    return Board(
        round=round,
        phase=phase,
        each=sum(one.judges for one in reading),
        applications=applications,
        members=members,
        reviews=[one for one in reviews if one.state != ReviewState.PLANNED],
        planned=[one for one in reviews if one.state == ReviewState.PLANNED],
        ties=ties_between([one.user for one in members], applications),
        not_ready=sent_in.filter(state__in=waiting).count(),
        people={one.user_id: one.user for one in members},
    )


def reviewers_in(round: RecruitmentRound) -> list[RoundMember]:
    """Those who take reviews in this round, in a fixed order."""
    rows = round.members.filter(task=Task.REVIEWER, left_at__isnull=True)
    return list(
        rows.select_related("user").order_by(
            "user__last_name", "user__first_name", "user"
        )
    )


@dataclass(frozen=True)
class Load:
    """One reviewer's line: how many, how far, and what is left out."""

    user: User
    most: int
    sent: int
    begun: int
    waiting: int
    proposed: int
    taken: int
    linked: int

    @property
    def left(self) -> int:
        return self.begun + self.waiting


def loads_of(board: Board) -> list[Load]:
    """Everybody who reviews, with their numbers counted from the same rows."""
    given = board.planned
    taken = board.shares.taken if board.planned or not board.is_current else ()
    return [
        Load(
            user=one.user,
            most=one.max_load or MOST,
            sent=count(board.reviews, one, ReviewState.SENT),
            begun=count(board.reviews, one, ReviewState.BEGUN),
            waiting=count(board.reviews, one, ReviewState.ASSIGNED),
            proposed=sum(row.reviewer_id == one.user_id for row in given),
            taken=sum(share.reviewer.id == one.user_id for share in taken),
            linked=sum(one.user_id in board.ties.of(row) for row in board.applications),
        )
        for one in board.members
    ]


def count(rows: list[Review], member: RoundMember, state: str) -> int:
    return sum(one.reviewer_id == member.user_id and one.state == state for one in rows)
