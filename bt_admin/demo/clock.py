"""When things happen, and in which order: many stories at once, one clock."""

from collections.abc import Callable, Generator, Iterable
from datetime import date, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count

from django.utils import timezone

# A story says when its next thing happens, is told the moment, and does it.
Story = Generator[datetime, datetime, None]
SATURDAY = 5


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """That day by Swedish time; people write on weekdays, so Friday at a weekend."""
    day -= timedelta(days=max(0, day.weekday() - SATURDAY + 1))
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def play(stories: Iterable[Story], until: datetime) -> int:
    """Let everything happen in order of time, but nothing after `until`; how much did.

    Two things never share a moment: what is asked for later has happened later.
    """
    waiting: list[tuple[datetime, int, Story]] = []
    number = count()
    for story in stories:
        follow(story, partial(next, story), waiting, number)
    last, done = datetime.min.replace(tzinfo=timezone.get_current_timezone()), 0
    while waiting and waiting[0][0] <= until:
        at, _number, story = heappop(waiting)
        last = max(at, last + timedelta(seconds=1))
        done += 1
        follow(story, partial(story.send, last), waiting, number)
    return done


def follow(
    story: Story,
    go_on: Callable[[], datetime],
    waiting: list[tuple[datetime, int, Story]],
    number: Iterable[int],
) -> None:
    """Go on to the story's next moment, if it has one."""
    try:
        heappush(waiting, (go_on(), next(iter(number)), story))
    except StopIteration:
        return
