"""Linked pairs in a clearing, as each of the two may read of it, and as it is matched."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from bt_admin.lib.links import derived_token, hash_of
from recruitment.models import Clearing, ClearingPair, ClearingWishes
from recruitment.rules import clearing_facts as facts
from recruitment.rules.clearing_together import Together


def key_for(key: UUID) -> str:
    """What is given to the other; it can be written again."""
    return derived_token("clearing_pair", key)


def pair_of(wishes: ClearingWishes) -> ClearingPair | None:
    """The pair that this code is in, or has asked for. One query."""
    rows = ClearingPair.objects.filter(Q(first=wishes) | Q(second=wishes))
    return rows.select_related("first", "second", "clearing").first()


def pair_with(clearing: Clearing, key: str) -> ClearingPair | None:
    rows = ClearingPair.objects.filter(clearing=clearing, key_hash=hash_of(key.strip()))
    return rows.select_related("first", "second").first()


def together(pair: ClearingPair) -> list[Together]:
    return [(one, two) for one, two in pair.wishes]


def pairs_in(
    clearing: Clearing, able: Collection[str], posts: Collection[str]
) -> tuple[facts.Pair, ...]:
    """Those that count: both still able, with something that they wish together.

    `able` are the codes that are ranked and have no place by decision. Where a pair
    does not count, each one's own wishes do. One query.
    """
    rows = ClearingPair.objects.filter(
        clearing=clearing, first__code__in=able, second__code__in=able
    )
    found = []
    for row in rows.select_related("first", "second").order_by("first__code"):
        wishes = tuple(one for one in together(row) if set(one) <= set(posts))
        if wishes and row.second:
            found.append(facts.Pair(row.first.code, row.second.code, wishes))
    return tuple(found)
