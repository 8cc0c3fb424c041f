"""Who reviews which application: shared out evenly, never to anybody with a link."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bt_admin.lib.dates import list_text, number_word
from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.swedish import number
from bt_admin.lib.verdicts import YES, Verdict, all_of, warning
from bt_admin.lib.verdicts import no as refuse

if TYPE_CHECKING:
    from recruitment.rules.review_flow import Flow

# So many are named in a sentence; the rest are counted.
NAMED = 3


@dataclass(frozen=True)
class Application:
    """Somebody's case, under the number reviewers know it by; whom it may not go to."""

    id: Hashable
    number: str
    conflicts: frozenset[Person] = frozenset()


@dataclass(frozen=True)
class Reviewer:
    """`most` is how many reviews this person takes in the round, begun ones included."""

    person: Person
    most: int


@dataclass(frozen=True)
class Share:
    """One application for one reviewer. What is begun is never moved."""

    application: Hashable
    reviewer: Person
    begun: bool = False

    @property
    def pair(self) -> tuple[Hashable, Person]:
        return self.application, self.reviewer


@dataclass(frozen=True)
class ShareFacts:
    """A round to share out, or to share out again. `each`: reviews per application."""

    applications: tuple[Application, ...]
    reviewers: tuple[Reviewer, ...]
    each: int = 3
    before: tuple[Share, ...] = ()
    seed: int = 0


@dataclass(frozen=True)
class Shares:
    """The proposal, in the order of the applications; what it lacks, and why.

    `given` and `taken` are the difference from before, to be shown before it is made.
    """

    shares: tuple[Share, ...]
    verdict: Verdict = YES
    given: tuple[Share, ...] = ()
    taken: tuple[Share, ...] = ()

    @cached_property
    def loads(self) -> Mapping[Person, int]:
        return Counter(one.reviewer for one in self.shares)


@dataclass(frozen=True)
class Tally:
    """A reviewer's own counter, with what it leaves out."""

    mine: int
    begun: int
    linked: int
    elsewhere: int

    @property
    def text(self) -> str:
        """«126 ansökningar är dina …»: every counter says what it excludes."""
        out = [
            f"{number(self.linked)} på grund av en koppling" * bool(self.linked),
            f"{number(self.elsewhere)} granskas av andra" * bool(self.elsewhere),
        ]
        mine = f"{number(self.mine)} att granska, varav {number(self.begun)} påbörjade."
        told = list_text([one for one in out if one])
        return f"{mine} Inte med: {told}." if told else mine


def share_out(facts: ShareFacts) -> Shares:
    """Who should review what?

    Each application `each` reviewers without a link to it, nobody more than they take,
    numbers as even as that allows, and as few changes from before as that allows. A
    begun review stays where it is; one begun in spite of a link stays too, but does not
    count, and a warning tells. When it does not go round, the verdict says what is
    short, and as much as possible is shared. The same facts, in whatever order, give
    the same shares. HOUSE.
    """
    known = {one.id for one in facts.applications}
    kept = [one for one in facts.before if one.begun and one.application in known]
    flow = _flow(facts, kept)
    shares = _in_order(facts, [*kept, *(Share(*pair) for pair in flow.pairs)])
    verdict = all_of(*_short(facts, kept, flow), _begun_with_link(facts, kept))
    return Shares(shares, verdict, *_difference(facts.before, shares))


def tally(facts: ShareFacts, shares: Sequence[Share], reviewer: Person) -> Tally:
    """How much is this reviewer's, and what is not, and why?"""
    mine = [one for one in shares if one.reviewer == reviewer]
    taken = {one.application for one in mine}
    others = [one for one in facts.applications if one.id not in taken]
    linked = sum(reviewer in one.conflicts for one in others)
    return Tally(
        len(mine), sum(one.begun for one in mine), linked, len(others) - linked
    )


def _in_order(facts: ShareFacts, shares: Iterable[Share]) -> tuple[Share, ...]:
    place = {one.id: n for n, one in enumerate(facts.applications)}
    return tuple(
        sorted(shares, key=lambda one: (place[one.application], str(one.reviewer.id)))
    )


def _difference(
    before: Sequence[Share], after: Sequence[Share]
) -> tuple[tuple[Share, ...], tuple[Share, ...]]:
    old, new = {one.pair for one in before}, {one.pair for one in after}
    given = tuple(one for one in after if one.pair not in old)
    return given, tuple(o for o in before if o.pair not in new and not o.begun)


def _flow(facts: ShareFacts, kept: Sequence[Share]) -> "Flow":
    # Its library is slow to import, and this module is imported at every start.
    from recruitment.rules.review_flow import cheapest_flow

    busy = Counter(one.reviewer for one in kept)
    taken = {one.pair for one in kept}
    return cheapest_flow(
        needs=_needs(facts, kept),
        rooms={one.person: (busy[one.person], one.most) for one in facts.reviewers},
        closed={(one.id, who) for one in facts.applications for who in one.conflicts}
        | taken,
        wanted={one.pair for one in facts.before},
        seed=facts.seed,
    )


def _needs(facts: ShareFacts, kept: Sequence[Share]) -> dict[Hashable, int]:
    """How many reviews each application lacks beside those begun without a link."""
    links = {one.id: one.conflicts for one in facts.applications}
    counted = Counter(
        one.application for one in kept if one.reviewer not in links[one.application]
    )
    return {one.id: max(0, facts.each - counted[one.id]) for one in facts.applications}


# ------------------------------------------------------------------------ what is short
def _short(
    facts: ShareFacts, kept: Sequence[Share], flow: "Flow"
) -> tuple[Verdict, ...]:
    """One reason for each that could never be enough, one for all the others."""
    taken = {one.pair for one in kept}
    possible = {
        one.id: sum(
            reviewer.person not in one.conflicts
            and (one.id, reviewer.person) not in taken
            for reviewer in facts.reviewers
        )
        for one in facts.applications
    }
    needs = _needs(facts, kept)
    never = [one for one in facts.applications if possible[one.id] < needs[one.id]]
    lacking = {
        one.id: flow.missing[one.id] - max(0, needs[one.id] - possible[one.id])
        for one in facts.applications
        if one.id in flow.missing
    }
    waiting = [one for one in facts.applications if lacking.get(one.id, 0) > 0]
    full = flow.full_for({one.id for one in waiting})
    return (
        *(_never(facts, one, needs[one.id] - possible[one.id]) for one in never),
        _crowded(waiting, sum(lacking.values()), full, facts) if waiting else YES,
    )


def _never(facts: ShareFacts, application: Application, lacking: int) -> Verdict:
    linked = [
        one.person for one in facts.reviewers if one.person in application.conflicts
    ]
    why = "det finns för få granskare"
    if linked:
        why = f"{_named([one.name for one in linked])} har en koppling till den"
    return refuse(
        "review.too_few",
        f"Ansökan {application.number} kan inte få {number_word(facts.each)} granskare "
        f"än. {number_word(lacking).capitalize()} saknas, och {why}. Lägg till en "
        "granskare.",
        HOUSE,
    )


def _crowded(
    waiting: Sequence[Application],
    lacking: int,
    full: frozenset[Person],
    facts: ShareFacts,
) -> Verdict:
    who = [one.person for one in facts.reviewers if one.person in full]
    if len(who) == len(facts.reviewers):
        full_text = f"Granskarna tar {number(sum(r.most for r in facts.reviewers))}"
        full_text += " tillsammans, och alla har fullt."
    else:
        cases = _named([one.number for one in waiting])
        full_text = f"Ansökan {cases} får inte plats hos {names(who)}, som har fullt."
    return refuse(
        "review.crowded",
        f"Granskningarna räcker inte än: {number(lacking)} saknas. {full_text} Lägg "
        "till en granskare, eller höj hur många någon tar.",
        HOUSE,
    )


def _begun_with_link(facts: ShareFacts, kept: Sequence[Share]) -> Verdict:
    links = {one.id: one for one in facts.applications}
    found = [one for one in kept if one.reviewer in links[one.application].conflicts]
    return all_of(
        *(
            warning(
                "review.begun_with_conflict",
                f"{one.reviewer} har börjat granska ansökan "
                f"{links[one.application].number} och har en koppling till den. "
                "Granskningen räknas inte, och en annan granskare är föreslagen.",
                HOUSE,
            )
            for one in found
        )
    )


def _named(words: Sequence[str]) -> str:
    if len(words) <= NAMED:
        return list_text(words)
    return list_text([*words[:NAMED], f"{number_word(len(words) - NAMED)} till"])
