"""The e-mail of the morning: how much waits for each person, and never what.

Computed from what waits at that moment. Nothing lies queued that could be sent after it
is done, and running it again, at once or after a crash, sends nobody a second one.
"""

import hashlib
import logging
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bt_admin.lib.pieces import Todo
from bt_admin.lib.working_days import is_working_day
from bt_admin.waiting import Everything, everything_for
from regions import access, mail, protection, reminding
from regions.context import in_region
from regions.models import Region, User
from regions.reminding import STANDARD, Post
from regions.rules.reminders import (
    Delays,
    DigestFacts,
    Waiting,
    is_digest_wanted,
    is_time_for_news,
)

log = logging.getLogger(__name__)
LOCK = 0x4447  # the digests' own family of advisory locks


def send_digests(region: Region, at: datetime) -> int:
    """Ask for one e-mail to everybody here who should have one today; how many.

    Call it inside the region. Somebody for whom it fails is logged, and tried again
    the next time; the others get theirs.
    """
    today = timezone.localdate(at)
    if not is_working_day(today) or not nobody_else_is_at_it(region):
        return 0
    held = access.roles_held(region, today)
    post, paces = reminding.post_in(region, at), reminding.paces_in(region)
    delays = reminding.delays_in(region, today)
    protected = list(protection.protected_in(region))
    quiet = {one.user_id for one in protected if one.mail_asked_on is None}
    sent = 0
    for user in sorted(filter(mail.has_post, held), key=lambda user: user.pk):
        had = post.get(str(user.pk), Post())
        pace = paces.get(user.pk, STANDARD)
        if had.last_on == today or user.pk in quiet:
            continue
        try:
            with counted_for(user, region) if protected else transaction.atomic():
                sent += send_digest(user, region, held[user], had, pace, delays, at)
        except Exception:
            log.exception("No digest in region %s for %s", region.pk, user.pk)
    return sent


def counted_for(user: User, region: Region) -> AbstractContextManager[None]:
    """As this person, who is told of nobody that they are not to see."""
    return in_region(region.pk, user.pk)


def send_digest(
    user: User,
    region: Region,
    held: set[str],
    had: Post,
    paces: reminding.Paces,
    delays: Delays,
    at: datetime,
) -> bool:
    """One person's, if there is anything to say today."""
    today = timezone.localdate(at)
    found = everything_for(user, region, today, held)
    facts = facts_of(found, had, paces, today)
    if not is_digest_wanted(facts, delays):
        return False
    tasks = own_tasks(found)
    mail.enqueue_digest(
        user,
        region=region,
        counts={
            "tasks": len(tasks),
            "soon": sum(1 for one in tasks if is_soon(one, today)),
            "stuck": len(found.stuck),
            "news": facts.news if is_time_for_news(facts) else 0,
        },
        keys=[one.key for one in facts.waiting],
        at=at,
    )
    return True


def facts_of(
    found: Everything, had: Post, paces: reminding.Paces, today: date
) -> DigestFacts:
    waiting = [
        Waiting(key_of(f"{one.url} {one.title}"), one.since, one.due)
        for one in own_tasks(found)
    ]
    waiting += [Waiting(key_of(one.key)) for one in found.stuck]
    told = {
        key_of(f"{one.url} {one.title}") for one in found.todos if one.url in had.mailed
    }
    return DigestFacts(
        today=today,
        tasks_pace=paces[0],  # type: ignore[arg-type]
        news_pace=paces[1],  # type: ignore[arg-type]
        waiting=tuple(waiting),
        news=had.untold,
        last_on=had.last_on,
        news_told_on=had.news_told_on,
        known=had.known | told,
    )


def own_tasks(found: Everything) -> list[Todo]:
    """What waits for the person; what others have let wait is told apart."""
    return [one for one in found.todos if not one.is_about_others]


def is_soon(todo: Todo, today: date) -> bool:
    """Late, or due before the week is over."""
    sunday = today + timedelta(days=6 - today.weekday())
    return todo.due is not None and todo.due <= sunday


def key_of(text: str) -> str:
    """Tells two things apart and says nothing of either."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def nobody_else_is_at_it(region: Region) -> Any:
    """Two at the same time: the second leaves it to the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, region.pk])
        return cursor.fetchone()[0]
