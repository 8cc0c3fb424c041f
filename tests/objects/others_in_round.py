"""`python -m tests.objects.others_in_round <region> <round>`: what the others do in it.

Reads the names of steps, one on a line, and answers each with a line when it is done.
Everybody does what the pages would let them do: all of it goes by way of the actions.
"""

import os
import sys
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Group:
    """Who does what in a region's round. The last reviewer is added in the browser."""

    office: str
    chief: str
    reviewers: tuple[str, ...]
    interviewers: tuple[str, ...]
    observer: str
    wish: str
    called: int = 4


GROUPS = {
    "stockholm": Group(
        office="Agneta Fornlind",
        chief="Cecilia Roxström",
        reviewers=("Cecilia Roxström", "Daniel Frösell", "Ulrika Brandefelt"),
        interviewers=(
            "Daniel Frösell",
            "Ulrika Brandefelt",
            "Samuel Okafor",
            "Lars-Göran Nyhlén",
        ),
        observer="Jerker Ulvmark Blix",
        wish="Stockholm",
    ),
    "kronoberg": Group(
        office="Henrik Brofeldt",
        chief="Karin Björnhede",
        reviewers=("Johanna Tistrand", "Vendela Tjädergren"),
        interviewers=("Johanna Tistrand", "Vendela Tjädergren", "Bertil Kvarnström"),
        observer="Maja-Stina Kvistrum",
        wish="Växjö",
    ),
}
# Those who apply beside the one in the browser, and what each is given by everybody.
OTHERS = {"Ebba Lind": 4, "Amir Haddad": 4, "Siw Öberg": 3, "Lo Å": 1}


def group(round: Any) -> Group:
    return GROUPS[round.region.slug]


def gather(round: Any) -> None:
    """The group: the chief leads, some read, some interview."""
    from recruitment.actions.round_people import add_member

    us = group(round)
    tasks = [(us.chief, "chair"), (us.observer, "observer")]
    tasks += [(name, "reviewer") for name in us.reviewers[:-1]]
    tasks += [(name, "interviewer") for name in us.interviewers]
    for name, task in tasks:
        add_member(round=round, user=user(name), task=task, **by(us.office))


# --------------------------------------------------------------------- the applicants
def apply(round: Any) -> None:
    from recruitment.actions.applying import begin, send
    from tests.objects.applying import hand_in_all

    for name in OTHERS:
        first, last = name.split()
        email = f"{first.lower()}.{round.pk}@example.org"
        case = begin(round=round, email=email, at=now())
        hand_in_all(case)
        send(application=case, given=given(first, last, group(round).wish), at=now())


def given(first: str, last: str, wish: str) -> Any:
    from datetime import date

    from recruitment.actions.applying import Given

    answers = {
        key: f"Det jag lärde mig om {key}."
        for key in ("experience", "reflection", "motive")
    }
    referee = {"name": "Bo Ek", "email": "bo.ek@example.org"}
    return Given(
        person={"first_name": first, "last_name": last, "phone": "070-123 45 67"},
        answers=answers,
        wishes=(wish,),
        referees=(referee,),
        licensed_on=date(2025, 6, 1),
    )


def confirm(round: Any) -> None:
    """One answer for each phase that somebody is called to."""
    from recruitment.actions.interview_calls import answer_call

    for case in round.applications.filter(state="shortlisted", number__gt=1):
        calls = case.interviews.filter(confirmed_at__isnull=True).select_related(
            "interview"
        )
        while call := calls.first():
            answer_call(
                application=case, phase=call.interview.phase, works=True,
                observer_welcome=True, at=now(),
            )  # fmt: skip


# ------------------------------------------------------------------------- the office
def try_eligible(round: Any) -> None:
    for case in round.applications.filter(state="submitted"):
        decide(case, "eligible")


def select(round: Any) -> None:
    """The best go on beside the one in the browser; the last is told no."""
    for case in round.applications.filter(state="eligible").order_by("number"):
        if case.number <= group(round).called:
            decide(case, "shortlisted")
        else:
            decide(case, "not_selected", "not_called")


def decide(case: Any, to: str, reason: str = "") -> None:
    from recruitment.actions import screening
    from recruitment.queries.screening import letter_for

    text = letter_for(case, to, reason)
    by_office = by(group(case.round).office)
    screening.decide(application=case, to=to, reason=reason, text=text, **by_office)


# ------------------------------------------------------------------ those who judge
def review(round: Any) -> None:
    from recruitment.actions.reviewing import Written, send
    from recruitment.models import Review

    for row in Review.objects.filter(application__round=round, state="assigned"):
        keys = ("experience", "reflection", "motive")
        written = Written(dict.fromkeys(keys, level_of(row.application)))
        send(review=row, written=written, by=row.reviewer, at=now())


def score(round: Any) -> None:
    """Every interviewer, every candidate that they have not judged, in every part."""
    from recruitment.actions.interview_scores import Points, send_points
    from recruitment.models import InterviewCandidate
    from recruitment.queries.interviews import review_of
    from recruitment.queries.methods import method_of

    scheme = method_of(round).scheme
    for row in InterviewCandidate.objects.filter(interview__round=round):
        phase = scheme.phase(row.interview.phase)
        scores = {one.key: level_of(row.application) for one in phase.criteria}
        for seat in row.interview.seats.filter(observes=False):
            known = review_of(row, seat.user)
            if known is None or known.state != "sent":
                send_points(
                    candidate=row, points=Points(scores), by=seat.user, at=now()
                )


def refer(round: Any) -> None:
    """The other referees are asked, and answer."""
    from recruitment.actions.references import answer_reference, ask_referee
    from recruitment.models import Referee
    from recruitment.rules.references import questions_of

    answers = {one.key: "Bra." for one in questions_of(round.method)} | {"again": "yes"}
    for row in Referee.objects.filter(
        application__round=round,
        application__state__in=["eligible", "shortlisted"],
        answered_at__isnull=True,
    ):
        asked = ask_referee(referee=row, **by(group(round).office))
        answer_reference(referee=asked, answers=answers, at=now())


def record(round: Any) -> None:
    """The other extracts of the register are shown."""
    from django.utils import timezone

    from recruitment.actions.references import note_record

    rows = round.applications.filter(state="ranked", record_shown_on__isnull=True)
    for case in rows:
        note_record(
            application=case, shown_on=timezone.localdate(), **by(group(round).office)
        )


def link(round: Any) -> str:
    """Where the first applicant's referee answers."""
    from recruitment.models import Referee
    from recruitment.queries.referees import path_of

    return path_of(Referee.objects.get(application__round=round, application__number=1))


# ------------------------------------------------------------------------------ common
def level_of(case: Any) -> int:
    return OTHERS.get(case.full_name, 5)


def user(name: str) -> Any:
    from regions.models import User

    first, last = name.split(" ", 1)
    return User.objects.get(first_name=first, last_name=last)


def by(name: str) -> dict[str, Any]:
    return {"by": user(name), "at": now()}


def now() -> Any:
    from regions.clock import database_now

    return database_now()


STEPS = {
    step.__name__: step
    for step in (
        gather, apply, confirm, try_eligible, select, review, score, refer, record, link,
    )
}  # fmt: skip


def main(slug: str, key: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bt_admin.settings")
    import django

    django.setup()
    from recruitment.models import RecruitmentRound
    from regions.context import in_region
    from regions.models import Region

    region = Region.objects.get(slug=slug)
    for line in sys.stdin:
        with in_region(region.pk):
            done = STEPS[line.strip()](RecruitmentRound.objects.get(pk=key))
        print("done", done or "", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
