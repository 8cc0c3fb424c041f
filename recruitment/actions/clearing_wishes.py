"""Applicants wish: a code that stands for them, and places in order."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from bt_admin.lib.links import hash_of
from recruitment.actions.clearing import clearing_locked
from recruitment.models import Clearing, ClearingEntry, ClearingWishes
from recruitment.queries import clearing as queries
from recruitment.queries.clearing_pairs import pair_of
from recruitment.rules.clearing_steps import (
    may_use_key,
    may_wish,
    same_version,
    wishes_known,
)
from regions import audit
from regions.events import Event

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another
LENGTH = 10


@transaction.atomic
def begin(*, entry: ClearingEntry, key: str = "", at: datetime) -> ClearingWishes:
    """The wishes of who has this application; with a key, those begun elsewhere.

    Wishes begin as the application says. A second click gives what there is.
    """
    clearing = clearing_locked(entry.part.side.clearing)
    entry = locked(entry)
    may_wish(queries.facts_of(clearing, at)).require()
    own = queries.wishes_of(entry)
    if key:
        return share(entry, clearing, token_in(key), own, at)
    if own is not None:
        return own
    wishes = new_wishes(clearing, entry)
    audit.record(Event.CLEARING_CODED, about=entry.application, by=None, at=at)
    return wishes


def locked(entry: ClearingEntry) -> ClearingEntry:
    rows = ClearingEntry.objects.select_for_update(of=("self",))
    return rows.select_related("application", "part__side__host").get(pk=entry.pk)


def token_in(key: str) -> str:
    """The secret, from a whole link too: what people copy."""
    return key.strip().rstrip("/").rpartition("/")[2]


def new_wishes(clearing: Clearing, entry: ClearingEntry) -> ClearingWishes:
    """A code for this entry, drawn by nobody's choice."""
    key = uuid4()
    entry.code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    entry.save(update_fields=["code"])
    return ClearingWishes.objects.create(
        id=key,
        clearing=clearing,
        code=entry.code,
        token_hash=hash_of(queries.token_for(key)),
        hosts=[entry.region_id],
        wishes=queries.first_wishes(entry),
    )


def share(
    entry: ClearingEntry,
    clearing: Clearing,
    token: str,
    own: ClearingWishes | None,
    at: datetime,
) -> ClearingWishes:
    """The same person applied in another region too: one code, one list of wishes."""
    rows = ClearingWishes.objects.select_for_update()
    found = rows.filter(clearing=clearing, token_hash=hash_of(token)).first()
    if found is not None and own is not None and found.pk == own.pk:
        return found
    is_used = found is not None and entry.region_id in found.hosts
    may_use_key(is_found=found is not None, is_used=is_used).require()
    assert found is not None
    if own is not None:
        let_go(own, entry)
    found.hosts = [*found.hosts, entry.region_id]
    more = [one for one in queries.first_wishes(entry) if one not in found.wishes]
    found.wishes = [*found.wishes, *more]
    found.version += 1
    found.save(update_fields=["hosts", "wishes", "version"])
    entry.code = found.code
    entry.save(update_fields=["code"])
    audit.record(Event.CLEARING_CODED, about=entry.application, by=None, at=at)
    return found


def let_go(own: ClearingWishes, entry: ClearingEntry) -> None:
    """The code that stood for this entry alone or with others stands for the others."""
    own.hosts = [one for one in own.hosts if one != entry.region_id]
    gone = set(queries.places_in(own.clearing, [entry.region_id]))
    own.wishes = [one for one in own.wishes if one not in gone]
    own.version += 1
    own.save(update_fields=["hosts", "wishes", "version"])
    if not own.hosts and (pair := pair_of(own)):
        pair.delete()  # nobody stands behind that code any longer


@transaction.atomic
def wish(
    *, wishes: ClearingWishes, places: Sequence[str], version: int, at: datetime
) -> ClearingWishes:
    """The whole list, best first. `version`: of the list that was seen."""
    clearing = clearing_locked(wishes.clearing)
    wishes = ClearingWishes.objects.select_for_update().get(pk=wishes.pk)
    verdict = may_wish(queries.facts_of(clearing, at))
    verdict &= same_version(version, wishes.version)
    verdict &= wishes_known(places, queries.places_in(clearing, wishes.hosts))
    verdict.require()
    wishes.wishes, wishes.saved_at = list(places), at
    wishes.version += 1
    wishes.save(update_fields=["wishes", "saved_at", "version"])
    return wishes
