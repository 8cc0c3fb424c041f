"""The gate before anything is sent: checks of a frozen snapshot, each with its name.

Every check is the answer to something that has gone wrong elsewhere: marks moved between
columns, a rank read as a score, an order upside down, a letter of rejection to somebody
with an offer. A fault is told by one check: what another has told already is untried.
All of it is our own (HOUSE).
"""

from collections import Counter
from collections.abc import Callable

from recruitment.rules.checks import FAILED, PASSED, Check, check, ids, none_with
from recruitment.rules.release_scores import (
    appointable_share,
    order_explained,
    rank_follows_points,
    rank_is_score,
    scores_complete,
    scores_in_scale,
    totals_recomputed,
)
from recruitment.rules.snapshot import (
    OFFER,
    REJECTED,
    RESERVE,
    WITHDRAWN,
    Line,
    Snapshot,
)


def checks_of(snapshot: Snapshot) -> tuple[Check, ...]:
    """What does the gate say about this snapshot? Every check, in the order to read."""
    return tuple(look(snapshot) for look in CHECKS)


# ------------------------------------------------------------------- all are accounted for
def _accounted(s: Snapshot) -> Check:
    label = "Alla ansökningar är med"
    text = f"{s.received} har kommit in, {len(s.lines)} finns i listan"
    return check("accounted", label, len(s.lines) == s.received, text)


def _nobody_twice(s: Snapshot) -> Check:
    people = Counter(line.person for line in s.lines)
    given = Counter(ids(s.lines))
    twice = [x for x in s.lines if people[x.person] > 1 or given[x.application] > 1]
    return none_with(
        "nobody_twice", "Ingen finns två gånger", twice, "på fler än en rad"
    )


# --------------------------------------------------------------------------- the offers
def _places(s: Snapshot) -> Check:
    offers, most = len(s.with_outcome(OFFER)), max(s.places, s.overbooked_to or 0)
    label = "Inte fler erbjudanden än platser"
    text = f"{offers} erbjudanden, {s.places} platser"
    if s.overbooked_to:
        text += f", beslut om högst {s.overbooked_to} erbjudanden"
    return check("places", label, offers <= most, text)


def _offered_are_ranked(s: Snapshot) -> Check:
    """An offer or a place as reserve goes to nobody without a rank or below it."""
    wrong = [
        line
        for line in s.with_outcome(OFFER, RESERVE)
        if line.rank is None or s.totals[line.application].below
    ]
    label = "Bara rangordnade får erbjudande eller reservplats"
    return none_with("offered_are_ranked", label, wrong, "utan plats i rangordningen")


def _in_turn(s: Snapshot) -> Check:
    """Nobody ranked before the last offered is left without, but with a reason."""
    offered = [x.rank for x in s.with_outcome(OFFER) if x.rank is not None]
    last = max(offered, default=0)
    passed_over = [
        line
        for line in s.lines
        if line.outcome not in (OFFER, WITHDRAWN)
        and line.rank is not None
        and line.rank < last
        and not line.reason
    ]
    label = "Erbjudandena följer rangordningen"
    return none_with("in_turn", label, passed_over, "förbigångna utan skäl")


def _record_shown(s: Snapshot) -> Check:
    key, label = "record_shown", "Utdrag ur belastningsregistret är uppvisat"
    if not s.record_needed:
        return Check(key, label, PASSED, "Krävs inte i den här omgången")
    left = [x for x in s.with_outcome(OFFER) if x.record_shown_on is None]
    return none_with(key, label, left, "utan registrerat datum")


def _references_done(s: Snapshot) -> Check:
    key, label = "references_done", "Referenserna är klara"
    if not s.references_needed:
        return Check(key, label, PASSED, "Krävs inte i den här omgången")
    left = [line for line in s.with_outcome(OFFER) if not line.references_done]
    return none_with(key, label, left, "utan klara referenser")


# -------------------------------------------------------------------------- the letters
def _offer_and_rejection(s: Snapshot) -> Check:
    lines = [line for line in s.lines if line.application in _both(s)]
    label = "Ingen får både erbjudande och avslag"
    return none_with("offer_and_rejection", label, lines, "med båda")


def _letters_match(s: Snapshot) -> Check:
    """Each line has the letter of its outcome and no other; a rejection may wait.

    Nobody who is not in the list is written to.
    """
    kinds: dict[str, list[str]] = {}
    for letter in s.letters:
        kinds.setdefault(letter.application, []).append(letter.kind)
    told = _both(s)
    wrong = [
        line
        for line in s.lines
        if line.application not in told
        and kinds.get(line.application, []) not in _right_letters(line)
    ]
    strangers = sorted(set(kinds) - {line.application for line in s.lines})
    text = f"{len(wrong) + len(strangers)} med fel, saknat eller dubbelt besked"
    look_at = (*ids(wrong), *strangers)
    result = FAILED if look_at else PASSED
    return Check("letters_match", "Var och en får rätt besked", result, text, look_at)


def _answers_written(s: Snapshot) -> Check:
    empty = {letter.application for letter in s.letters if not letter.text.strip()}
    lines = [line for line in s.lines if line.application in empty]
    return none_with("answers_written", "Alla besked har text", lines, "utan text")


def _mail_known(s: Snapshot) -> Check:
    unknown = {x.application for x in s.letters if "@" not in x.address}
    lines = [line for line in s.lines if line.application in unknown]
    return none_with(
        "mail_known", "Alla har en e-postadress", lines, "utan e-postadress"
    )


def _both(s: Snapshot) -> set[str]:
    """Applications of people who would be told yes and no at once."""
    person = {line.application: line.person for line in s.lines}
    yes = {person.get(x.application) for x in s.letters if x.kind == OFFER}
    rejected = {person.get(x.application) for x in s.letters if x.kind == REJECTED}
    return {one for one, who in person.items() if who in yes & rejected}


def _right_letters(line: Line) -> tuple[list[str], ...]:
    if line.outcome in (OFFER, RESERVE):
        return ([line.outcome],)
    return ([], [REJECTED]) if line.outcome == REJECTED else ([],)


# ------------------------------------------------------------------------ the small things
CHECKS: tuple[Callable[[Snapshot], Check], ...] = (
    _accounted, _nobody_twice, rank_is_score, rank_follows_points, order_explained,
    scores_in_scale, scores_complete, totals_recomputed, appointable_share, _places,
    _offered_are_ranked, _in_turn, _record_shown, _references_done,
    _offer_and_rejection, _letters_match, _answers_written, _mail_known,
)  # fmt: skip
