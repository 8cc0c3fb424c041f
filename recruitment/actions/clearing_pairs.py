"""Two applicants go together in a clearing: asked, answered, wished, and ended."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from bt_admin.lib.links import hash_of
from recruitment.actions.clearing import clearing_locked
from recruitment.models import ClearingPair, ClearingWishes
from recruitment.queries import clearing as queries
from recruitment.queries import clearing_pairs as pairs
from recruitment.rules.clearing_steps import may_wish, same_version
from recruitment.rules.clearing_together import (
    Together,
    first_together,
    may_begin_pair,
    may_join_pair,
    may_wish_together,
)


@transaction.atomic
def begin(*, wishes: ClearingWishes, at: datetime) -> ClearingPair:
    """A key to give to the other. A second click gives the one there is.

    The clearing is locked first by whoever begins, joins or ends: nobody is in two.
    """
    clearing = clearing_locked(wishes.clearing)
    found = pairs.pair_of(wishes)
    if found and found.first_id == wishes.pk and found.second_id is None:
        return found
    facts = queries.facts_of(clearing, at)
    may_begin_pair(facts, is_in_pair=found is not None).require()
    key = uuid4()
    return ClearingPair.objects.create(
        id=key,
        clearing=clearing,
        first=wishes,
        key_hash=hash_of(pairs.key_for(key)),
        begun_at=at,
    )


@transaction.atomic
def join(*, wishes: ClearingWishes, key: str, at: datetime) -> ClearingPair:
    """The other says yes. What they had asked of somebody else themselves is dropped."""
    clearing = clearing_locked(wishes.clearing)
    found, own = pairs.pair_with(clearing, key), pairs.pair_of(wishes)
    if found and found.second_id == wishes.pk:
        return found  # a second click
    may_join_pair(
        queries.facts_of(clearing, at),
        is_found=found is not None,
        is_own=found is not None and found.first_id == wishes.pk,
        is_full=found is not None and found.second_id is not None,
        is_in=own is not None and own.second_id is not None,
    ).require()
    assert found is not None
    if own is not None:
        own.delete()
    found.second, found.joined_at = wishes, at
    found.wishes = first_together(found.first.wishes, wishes.wishes)
    found.save(update_fields=["second", "joined_at", "wishes"])
    return found


@transaction.atomic
def end(*, wishes: ClearingWishes, at: datetime) -> None:
    """Either of them, without a reason: each one's own wishes count again."""
    clearing = clearing_locked(wishes.clearing)
    may_wish(queries.facts_of(clearing, at)).require()
    if found := pairs.pair_of(wishes):
        found.delete()


@transaction.atomic
def wish(
    *, pair: ClearingPair, places: Sequence[Together], version: int, at: datetime
) -> ClearingPair:
    """The whole list, best first, by either. `version`: of the list that was seen."""
    clearing = clearing_locked(pair.clearing)
    pair = ClearingPair.objects.select_related("first", "second").get(pk=pair.pk)
    verdict = may_wish(queries.facts_of(clearing, at))
    verdict &= same_version(version, pair.version)
    hosts = [one.hosts if one else [] for one in (pair.first, pair.second)]
    known = [queries.places_in(clearing, one) for one in hosts]
    (verdict & may_wish_together(places, *known)).require()
    pair.wishes = [list(one) for one in places]
    pair.version += 1
    pair.save(update_fields=["wishes", "version"])
    return pair
