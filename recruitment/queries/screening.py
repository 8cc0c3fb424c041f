"""What is known of an application when somebody decides about it, and the words."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from bt_admin.lib.dates import date_text, list_text, number_word
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.swedish import moment
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.enums import ApplicationState, ReviewState
from recruitment.models import Application, Paper, RecruitmentRound, Review
from recruitment.queries.case_list import (
    UNTOLD,
    Wanted,
    complement_day,
    deadlines_of,
    listed,
    marks_of,
    missing_of,
    untold,
)
from recruitment.queries.methods import method_of
from recruitment.rules.checking import Known, is_licensed_on, read_kept
from recruitment.rules.deciding import (
    FROM,
    GAP,
    NEEDS_REASON,
    OF_ELIGIBILITY,
    DecideFacts,
    good_news,
    phase_of,
)
from recruitment.rules.methods import Method
from recruitment.rules.papers import PaperKind, needed_papers
from recruitment.rules.scoring import ScoreRow, Total, total_of
from recruitment.rules.screening import (
    REASONS,
    ScreeningFacts,
    answer_to_applicant,
    may_use,
)
from recruitment.rules.steps import steps_in
from regions.clock import database_now
from regions.models import User


def decide_facts(application: Application, at: datetime | None = None) -> DecideFacts:
    """What `rules.deciding` asks. One query, or none after `with_what_is_asked`."""
    round, method = application.round, method_of(application.round)
    is_untold = still_untold(application)
    rolling = any(one.kind in ("screen", "review") for one in steps_in(
        method.steps, round.state
    ))  # fmt: skip
    return DecideFacts(
        state=application.state,
        round_state=round.state,
        is_rolling=rolling,
        is_decided=application.screened_at is not None,
        is_told=application.screened_at is not None and not is_untold,
        may_complete=is_before(complement_until(round, method, at), at),
    )


def still_untold(application: Application) -> bool:
    if (known := getattr(application, "is_untold", None)) is not None:
        return known
    rows = Application.objects.filter(pk=application.pk).annotate(is_untold=untold())
    return rows.values_list("is_untold", flat=True).get()


def with_what_is_asked(rows: QuerySet[Application]) -> QuerySet[Application]:
    """The same, with all that decisions ask of each: five queries for any number."""
    papers = Paper.objects.defer("content", "masked", "mask_pages")
    earlier = namesakes(
        round=OuterRef("round"),
        first_name=OuterRef("first_name"),
        last_name=OuterRef("last_name"),
    ).exclude(pk=OuterRef("pk"))
    return rows.annotate(
        is_untold=untold(), earlier_at=Subquery(earlier.values("submitted_at")[:1])
    ).prefetch_related(
        Prefetch("papers", papers, to_attr="papers_handed"),
        "reviews",
        "interviews__interview",
        "referees",
    )


def complement_until(
    round: RecruitmentRound, method: Method, at: datetime | None = None
) -> date:
    """The last day for somebody who is asked to complete now."""
    return complement_day(round, method, at or database_now())


def is_before(last: date, at: datetime | None = None) -> bool:
    """Is it not past this day?"""
    return timezone.localdate(at or database_now()) <= last


def screening_facts(
    application: Application, at: datetime | None = None
) -> ScreeningFacts:
    """What `rules.screening` asks about one application."""
    round, method = application.round, method_of(application.round)
    missing = still_missing(application, method)
    reviews = sent_reviews(application)
    calls = list(application.interviews.all())
    referees = list(application.referees.all())
    total = total_from(application, method, reviews)
    deadlines = deadlines_of(application, method)
    known = known_of(application)
    assert application.submitted_at is not None
    return ScreeningFacts(
        phase=phase_of(round.state),
        is_licensed=is_licensed_on(known, timezone.localdate(deadlines.closes_at)),
        at_comes_first=known.at_first,
        has_language=not any(kind.is_language for kind in missing),
        papers_missing=bool(missing),
        may_complete=(at or database_now()) <= deadlines.last,
        is_late=application.submitted_at > deadlines.closes_at,
        bt_done=known.bt_done,
        is_duplicate=earlier_at(application) is not None,
        all_reviewed=all_reviewed(application, method),
        was_called=bool(calls),
        missed_interview=any(one.came is False for one in calls),
        is_below=total.points is not None and bool(total.below),
        references_done=bool(referees) and all(one.answered_at for one in referees),
        record_needed=method.record_before_offer,
        record_shown=application.record_shown_on is not None,
        is_ranked=False,  # the last answer, when no place is left, follows the offers
    )


def still_missing(application: Application, method: Method) -> tuple[PaperKind, ...]:
    return missing_of(application, method, getattr(application, "papers_handed", None))


def known_of(application: Application) -> Known:
    """What holds of who may apply: what the office has found, else what was written."""
    if application.checked:
        return read_kept(application.checked)
    answers = application.answers
    return Known(
        licensed_on=application.licensed_on,
        at_first=answers.get("at_first") == "yes",
        bt_done=answers.get("bt_done") == "yes",
    )


def sent_reviews(application: Application) -> list[Review]:
    rows = [one for one in current_reviews(application) if one.sent_at is not None]
    sent = [one for one in rows if one.state == ReviewState.SENT]
    return sorted(sent, key=lambda one: (one.phase, one.sent_at))


def current_reviews(application: Application) -> list[Review]:
    return [one for one in application.reviews.all() if one.superseded_at is None]


def score_rows(reviews: Iterable[Review]) -> list[ScoreRow]:
    """The judges' own rows, as `rules.scoring` adds them up."""
    return [
        ScoreRow(one.application_id, one.phase, one.reviewer_id, key, value)
        for one in reviews
        for key, value in one.scores.items()
    ]


def total_from(
    application: Application, method: Method, reviews: Iterable[Review]
) -> Total:
    return total_of(method.scheme, application.pk, score_rows(reviews))


def all_reviewed(application: Application, method: Method) -> bool:
    """Has every judge of the phases that are read sent?"""
    read = [one for one in method.sittings if one.kind == "review"]
    phases = {one.phase for one in read}
    states = [
        one.state
        for one in current_reviews(application)
        if one.phase in phases and one.state != ReviewState.PLANNED
    ]
    return bool(read) and set(states) == {ReviewState.SENT} and len(states) >= sum(
        one.judges for one in read
    )  # fmt: skip


def earlier_of(application: Application) -> Application | None:
    """Another application in the round that seems to be the same person's."""
    if not application.full_name:
        return None
    same = namesakes(
        round=application.round,
        first_name=application.first_name,
        last_name=application.last_name,
    )
    return same.exclude(pk=application.pk).first()


def namesakes(*, round: Any, first_name: Any, last_name: Any) -> QuerySet[Application]:
    """Those sent in by somebody of that name and not taken back, the earliest first."""
    rows = Application.objects.filter(
        round=round,
        submitted_at__isnull=False,
        first_name__iexact=first_name,
        last_name__iexact=last_name,
    ).exclude(state=ApplicationState.WITHDRAWN)
    return rows.order_by("number")


def earlier_at(application: Application) -> datetime | None:
    """When that other one was sent in; None for no other."""
    if hasattr(application, "earlier_at"):
        return application.earlier_at if application.full_name else None
    other = earlier_of(application)
    return other.submitted_at if other else None


# ------------------------------------------------------------------- words of the answer
def answer_facts(
    application: Application, at: datetime | None = None
) -> dict[str, str]:
    """What can be put into the answers: only what is known stands there."""
    round, method = application.round, method_of(application.round)
    deadlines = deadlines_of(application, method)
    until = timezone.localdate(deadlines.last)
    kept = earlier_at(application)
    reviews = sent_reviews(application)
    total = total_from(application, method, reviews)
    calls = application.interviews.all()
    met = next((one for one in calls if one.came is False), None)
    judges = len({one.reviewer_id for one in reviews})
    facts = {
        "region": application.region.name,
        "contact": round.contact_name or round.contact_email,
        "closed_on": moment(deadlines.closes_at),
        "complement_until": date_text(until),
        "papers": needed_papers(still_missing(application, method)),
        "kept_on": date_text(timezone.localdate(kept)) if kept else "",
        "reviewers": number_word(judges).capitalize() if judges else "",
        "interview_on": (
            date_text(timezone.localdate(met.interview.starts_at)) if met else ""
        ),
        "below": list_text([str(one) for one in total.below]),
        "shown_by": date_text(timezone.localdate(at or database_now())),
    }
    return {key: text or GAP for key, text in facts.items()}


def reason_holds(
    application: Application, to: str, reason: str, at: datetime | None = None
) -> Verdict:
    """A no has a reason, and it is true of the application; a yes has none."""
    if to not in NEEDS_REASON:
        return YES
    fits = (reason in OF_ELIGIBILITY) == (to == ApplicationState.NOT_ELIGIBLE)
    if not reason or not fits:
        text = _("Välj skälet.")
        return no("decision.no_reason", text, HOUSE, field="reason")
    return may_use(reason, screening_facts(application, at))


def letter_for(
    application: Application, to: str, reason: str, at: datetime | None = None
) -> str:
    """The template with what is known put in; gaps are marked. "" without a reason."""
    facts = answer_facts(application, at)
    if to in NEEDS_REASON:
        return answer_to_applicant(reason, facts) if reason in REASONS else ""
    return good_news(to, facts)


# ---------------------------------------------------------------------- before sending
def waiting_answers(user: User, round: RecruitmentRound) -> list[Application]:
    """The decisions whose answers are not sent. Two queries."""
    rows = listed(round, Wanted(answer=UNTOLD), marks_of(user, round))
    rows = rows.filter(state__in=list(FROM), is_veiled=False)
    return list(rows.select_related("region"))
