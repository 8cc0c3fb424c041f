"""Where a round and an application stand: a word, and the sign beside it."""

from bt_admin.lib.pieces import State
from recruitment.enums import ApplicationState as A
from recruitment.enums import RoundState as R

# What is under way has the tone `now`; what one only reads is quiet.
ROUND = {
    R.DRAFT: ("none", "pen"),
    R.ADVERTISED: ("now", "half"),
    R.CLOSED: ("wait", "clock"),
    R.SCREENING: ("now", "search"),
    R.INTERVIEW: ("now", "users"),
    R.BACKGROUND_CHECK: ("now", "eye"),
    R.OFFERS: ("now", "mail"),
    R.RESERVE: ("now", "list"),
    R.STARTED: ("ok", "ok"),
    R.EVALUATED: ("none", "lock"),
}
CASE = {
    A.DRAFT: ("none", "pen"),
    A.SUBMITTED: ("now", "mail"),
    A.INCOMPLETE: ("warn", "warn"),
    A.ELIGIBLE: ("ok", "ok"),
    A.NOT_ELIGIBLE: ("none", "close"),
    A.SHORTLISTED: ("ok", "right"),
    A.NOT_SELECTED: ("none", "close"),
    A.RANKED: ("ok", "list"),
    A.NOT_APPOINTABLE: ("none", "close"),
    A.HIRED: ("ok", "ok"),
    A.WITHDRAWN: ("none", "none"),
}


def of_round(state: R | str) -> State:
    tone, icon = ROUND[R(state)]
    return State(tone, str(R(state).label), icon)


def of_case(state: A | str) -> State:
    tone, icon = CASE[A(state)]
    return State(tone, str(A(state).label), icon)
