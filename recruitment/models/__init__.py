from recruitment.models.applications import (
    ApplicantConflict,
    ApplicantMail,
    Application,
    Disclosure,
    OnboardingTask,
    Paper,
    Referee,
)
from recruitment.models.clearing import (
    Clearing,
    ClearingEntry,
    ClearingPair,
    ClearingPart,
    ClearingPlace,
    ClearingSide,
    ClearingWishes,
)
from recruitment.models.limits import FormUse
from recruitment.models.offers import (
    Offer,
    RankedPlace,
    Ranking,
    Release,
    ReserveEntry,
)
from recruitment.models.rounds import BTPost, RecruitmentRound, RoundMember
from recruitment.models.scoring import (
    Interview,
    InterviewCandidate,
    InterviewLayout,
    InterviewSeat,
    Review,
)
from recruitment.models.sharing import FigureSharing, SharedFigures
from recruitment.models.views import SavedView

__all__ = [
    "ApplicantConflict",
    "ApplicantMail",
    "Application",
    "BTPost",
    "Clearing",
    "ClearingEntry",
    "ClearingPair",
    "ClearingPart",
    "ClearingPlace",
    "ClearingSide",
    "ClearingWishes",
    "Disclosure",
    "FigureSharing",
    "FormUse",
    "Interview",
    "InterviewCandidate",
    "InterviewLayout",
    "InterviewSeat",
    "Offer",
    "OnboardingTask",
    "Paper",
    "RankedPlace",
    "Ranking",
    "RecruitmentRound",
    "Referee",
    "Release",
    "ReserveEntry",
    "Review",
    "RoundMember",
    "SavedView",
    "SharedFigures",
]
