"""What a match says of one round: who is offered what here, and who waits for what."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from recruitment.models import ClearingPart, RecruitmentRound
from recruitment.models.clearing import title_of
from recruitment.queries.clearing import part_of
from recruitment.rules.clearing_facts import Clearing, Match
from recruitment.rules.clearing_file import read_file
from recruitment.rules.clearing_market import ranks_of
from recruitment.rules.placing import Seat, Seating

ELSEWHERE = "Har fått plats i en annan region i matchningen"
WAITS = "Önskar orter där platserna gick till dem som står före, i matchningen"
TOGETHER = "Sökte tillsammans med någon annan, och platserna räckte inte till båda"
NOT_WISHED = "Önskade ingen ort här i matchningen"


@dataclass(frozen=True)
class Result:
    """`seating` and `waiting` are by the number of the case.

    `waiting`: the towns here that somebody would rather have than what the match gave,
    best first. `ranks`: the region's order, with ties as the common lottery drew them.
    """

    seating: Seating
    waiting: dict[str, tuple[str, ...]]
    ranks: dict[str, int]


def result_of(round: RecruitmentRound) -> Result | None:
    """None for a round in no clearing, or in one that is not matched. Two queries."""
    part = part_of(round)
    if part is None or part.side.clearing.file is None:
        return None
    return result_in(part)


def result_in(part: ClearingPart) -> Result:
    published = read_file(part.side.clearing.file)
    host = part.side.host.name
    towns = {title_of(one.town, host): one.town for one in part.side.places.all()}
    cases = part.entries.exclude(code="").values_list("code", "application__number")
    drawn = ranks_of(published.clearing)[next(iter(towns))]
    ranks = {str(number): drawn[code] for code, number in cases if code in drawn}
    paired = {
        code for one in published.clearing.pairs for code in (one.first, one.second)
    }
    seats: dict[Hashable, Seat] = {}
    reasons: dict[Hashable, str] = {}
    waiting: dict[str, tuple[str, ...]] = {}
    for code, number in cases:
        key = str(number)
        held = published.match.placed.get(code)
        waits = tuple(waited(published.clearing, published.match, code, towns))
        if held in towns:
            seats[key] = Seat(towns[held])
            continue
        if waits:
            waiting[key] = waits
        alone = WAITS if waits else TOGETHER if code in paired else NOT_WISHED
        reasons[key] = ELSEWHERE if held else alone
    return Result(Seating(seats, reasons), waiting, ranks)


def waited(
    clearing: Clearing, match: Match, code: str, towns: dict[str, str]
) -> Iterator[str]:
    """The towns here where somebody is on the reserve list, in the order wished."""
    wishes = next((one.wishes for one in clearing.applicants if one.id == code), ())
    for title in wishes:
        if title in towns and code in match.reserves.get(title, ()):
            yield towns[title]
