"""Reading recruitment: who may see what, and how a round stands."""

from recruitment.queries.rounds import (
    StateCount,
    counts_of,
    listed_rounds,
    places_of,
)
from recruitment.queries.visible import (
    applications_for,
    decides,
    recruits,
    reviews_for,
    round_seen,
    rounds_for,
    tasks_in,
)

__all__ = [
    "StateCount",
    "applications_for",
    "counts_of",
    "decides",
    "listed_rounds",
    "places_of",
    "recruits",
    "reviews_for",
    "round_seen",
    "rounds_for",
    "tasks_in",
]
