"""What a match is made of: each region's order and decisions, by codes alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from recruitment.enums import ApplicationState, RankingState
from recruitment.models import (
    Clearing,
    ClearingEntry,
    ClearingSide,
    ClearingWishes,
    RankedPlace,
)
from recruitment.models.clearing import title_of
from recruitment.queries.clearing import sides_of
from recruitment.queries.clearing_pairs import pairs_in
from recruitment.rules import clearing_facts as facts
from recruitment.rules.clearing_file import lottery_of
from regions.context import in_region


@dataclass(frozen=True)
class Share:
    """One region's: its posts with the order, and the places given before."""

    posts: tuple[facts.Post, ...]
    specials: tuple[facts.Special, ...]


def gathered(clearing: Clearing) -> facts.Clearing:
    """The whole clearing, each region entered in turn. Four queries for each.

    Those who go together wish as a pair, and not for themselves.
    """
    shares = [share_of(side) for side in sides_of(clearing)]
    posts = tuple(post for share in shares for post in share.posts)
    specials = tuple(one for share in shares for one in share.specials)
    ranked = {code for post in posts for group in post.groups for code in group}
    able = ranked - {one.applicant for one in specials}
    names = {post.id for post in posts}
    pairs = pairs_in(clearing, able, names)
    return facts.Clearing(
        posts=posts,
        applicants=applicants_in(clearing, ranked, names, pairs),
        specials=specials,
        pairs=pairs,
    )


def applicants_in(
    clearing: Clearing,
    ranked: set[str],
    names: set[str],
    pairs: Iterable[facts.Pair],
) -> tuple[facts.Applicant, ...]:
    """Each with the wishes that are in the match. One query."""
    rows = ClearingWishes.objects.filter(clearing=clearing, code__in=ranked)
    wishes = dict(rows.values_list("code", "wishes"))
    for pair in pairs:
        wishes[pair.first] = wishes[pair.second] = []
    return tuple(
        facts.Applicant(
            code, number, tuple(one for one in wishes[code] if one in names)
        )
        for code, number in lottery_of(clearing.seed, ranked).items()
    )


def share_of(side: ClearingSide) -> Share:
    with in_region(side.host_id):
        entries = list(
            ClearingEntry.objects.filter(
                part__side=side, application__state=ApplicationState.RANKED
            ).select_related("special_place")
        )
        codes = {one.application_id: one.code for one in entries}
        rows = RankedPlace.objects.filter(
            ranking__round__clearing_part__side=side,
            ranking__state=RankingState.FIXED,
            position__isnull=False,
            application__in=codes,
        )
        ordered = list(rows.order_by("position").values_list("application", "total"))
    groups = tuple(
        tuple(codes[case] for case, _ in alike)
        for _, alike in groupby(ordered, key=lambda row: row[1])
    )
    host = side.host.name
    posts = tuple(
        facts.Post(title_of(one.town, host), one.capacity, groups)
        for one in side.places.all()
    )
    specials = tuple(
        facts.Special(one.code, title_of(one.special_place.town, host))
        for one in entries
        if one.special_place
    )
    return Share(posts, specials)
