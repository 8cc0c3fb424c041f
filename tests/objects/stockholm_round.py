"""`python -m tests.objects.stockholm_round <round>`: what all the others do in a round.

Reads the names of steps, one on a line, and answers each with a line when it is done.
Everybody does what the pages would let them do: all of it goes by way of the actions.
"""

import os
import sys
from typing import Any

OFFICE, CHIEF = "Agneta Fornlind", "Cecilia Roxström"
REVIEWERS = (CHIEF, "Daniel Frösell", "Ulrika Brandefelt")
INTERVIEWERS = (*REVIEWERS[1:], "Samuel Okafor", "Lars-Göran Nyhlén")
OBSERVER = "Jerker Ulvmark Blix"
# Those who apply beside the one in the browser, and what each is given by everybody.
OTHERS = {"Ebba Lind": 4, "Amir Haddad": 4, "Siw Öberg": 3, "Lo Å": 1}
CALLED = 4


def gather(round: Any) -> None:
    """The group: the chief leads and reads, two read and interview, two interview."""
    from recruitment.actions.round_people import add_member

    tasks = [(CHIEF, "chair"), (OBSERVER, "observer")]
    tasks += [(name, "reviewer") for name in REVIEWERS[:-1]]
    tasks += [(name, "interviewer") for name in INTERVIEWERS]
    for name, task in tasks:
        add_member(round=round, user=user(name), task=task, **by(OFFICE))


# --------------------------------------------------------------------- the applicants
def apply(round: Any) -> None:
    from recruitment.actions.applying import begin, send
    from tests.objects.applying import hand_in_all

    for name in OTHERS:
        first, last = name.split()
        email = f"{first.lower()}.{round.pk}@example.org"
        case = begin(round=round, email=email, at=now())
        hand_in_all(case)
        send(application=case, given=given(first, last), at=now())


def given(first: str, last: str) -> Any:
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
        wishes=("Stockholm",),
        referees=(referee,),
        licensed_on=date(2025, 6, 1),
    )


def confirm(round: Any) -> None:
    from recruitment.actions.interview_calls import answer_call

    for case in round.applications.filter(state="shortlisted", number__gt=1):
        answer_call(
            application=case, phase="group", works=True, observer_welcome=True, at=now()
        )


# ------------------------------------------------------------------------- the office
def try_eligible(round: Any) -> None:
    for case in round.applications.filter(state="submitted"):
        decide(case, "eligible")


def select(round: Any) -> None:
    """The best go on beside the one in the browser; the last is told no."""
    for case in round.applications.filter(state="eligible").order_by("number"):
        if case.number <= CALLED:
            decide(case, "shortlisted")
        else:
            decide(case, "not_selected", "not_called")


def decide(case: Any, to: str, reason: str = "") -> None:
    from recruitment.actions import screening
    from recruitment.queries.screening import letter_for

    text = letter_for(case, to, reason)
    screening.decide(application=case, to=to, reason=reason, text=text, **by(OFFICE))


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
        application__state="shortlisted",
        answered_at__isnull=True,
    ):
        asked = ask_referee(referee=row, **by(OFFICE))
        answer_reference(referee=asked, answers=answers, at=now())


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
        gather, apply, confirm, try_eligible, select, review, score, refer, link,
    )
}  # fmt: skip


def main(key: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bt_admin.settings")
    import django

    django.setup()
    from recruitment.models import RecruitmentRound
    from regions.context import in_region
    from regions.models import Region

    region = Region.objects.get(slug="stockholm")
    for line in sys.stdin:
        with in_region(region.pk):
            done = STEPS[line.strip()](RecruitmentRound.objects.get(pk=key))
        print("done", done or "", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
