"""Eight hundred whole applications in ten minutes, and a crowd in the last of them.

    python -m bench.recruitment_rush [minutes [applicants]]

Real web server, worker and broker; each applicant asks for the link, writes, hands in
three papers and sends. Through the time the 800 come one after the other, as evenly as
a clock; in its last part CROWD more do it all over again, one whole application after
another, until they are told that it is too late. LATE more have all of theirs ready
and send it after that moment.
"""

import io
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from random import Random
from time import sleep
from typing import Any

from bench.counting import Outcome, counted, tell_of_work
from bench.ratios import told
from bench.scratch import database

EVEN, CROWD, LATE = 800, 8, 10
MINUTES, CROWD_SECONDS = 10.0, 60
AT_ONCE = 60  # applicants under way of those who come evenly
PAGES, SIDE = 2, 600  # of each paper: scanned, and the picture's side in dots


def main() -> int:
    """1 when anything is lost, unclear or too slow."""
    minutes = float(sys.argv[1]) if sys.argv[1:] else MINUTES
    number = int(sys.argv[2]) if sys.argv[2:] else EVEN
    with database("rush") as name:
        from bench.servers import running

        round = a_round()
        with running(name) as port:
            open_for(round, minutes)
            found = rush(round, port, number)
            wait_for_letters(round)
        tell_of_work(found)
        ratios = counted(round, found)
    return int(max(ratios) > 1)


def a_round() -> Any:
    from regions.context import in_region
    from tests.cast import make_cast
    from tests.objects.recruitment import make_recruitment

    company = make_cast().kronoberg
    with in_region(company.region.pk):
        return make_recruitment(company, "advertised")


def open_for(round: Any, minutes: float) -> None:
    """From now on, and for so long."""
    from regions.clock import database_now
    from regions.context import in_region

    with in_region(round.region_id):
        round.closes_at = database_now() + timedelta(minutes=minutes)
        round.save(update_fields=["closes_at"])


# ------------------------------------------------------------------------- one applicant
@dataclass
class Rush:
    """Everybody who applies, and what came of it."""

    round: Any
    port: int
    papers: dict[str, bytes]
    address: str  # where the link is asked for

    def one(
        self, group: str, number: int, wait: Callable[[], None] = lambda: None
    ) -> Outcome:
        """A whole application. `wait`: before it is sent."""
        from bench.applicants import Stopped

        try:
            seconds = self.applied(f"{group}{number}@example.org", number, wait)
        except Stopped as stopped:
            what = "late" if stopped.is_clear else "lost"
            return Outcome(group, what, why=str(stopped))
        except Exception as error:
            return Outcome(group, "lost", why=repr(error))
        return Outcome(group, "sent", seconds)

    def applied(self, email: str, number: int, wait: Callable[[], None]) -> float:
        """Seconds from the click on Send to the receipt; Stopped when it is refused."""
        from bench.applicants import Applicant, Browser
        from tests.objects.applying import whole_form

        form = whole_form(self.round, first_name=email, last_name=f"Sökande{number}")
        person = Applicant(Browser(self.port, number), form, self.papers)
        place = self.round.region.slug
        person.ask_for_link(
            f"/bli-bt-lakare/{place}/omgang/{self.round.pk}/ansok/", email
        )
        case = link_of(email, self.round.region_id)
        person.fill_in(case)
        person.hand_in(case)
        wait()
        person.send(case)
        return person.seconds


def link_of(email: str, region: int) -> str:
    """What stands in the letter."""
    from django.db import connection

    from recruitment.models import Application
    from recruitment.queries.links import path_of
    from regions.context import in_region

    try:
        with in_region(region):
            rows = Application.objects.select_related("region")
            return path_of(rows.get(email=email))
    finally:
        connection.close()


def scanned() -> bytes:
    """A paper as it comes from a scanner: pictures with grain in them."""
    from PIL import Image

    random = Random(1)  # noqa: S311
    pages = [
        Image.frombytes("L", (SIDE, SIDE), random.randbytes(SIDE * SIDE))
        for _ in range(PAGES)
    ]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    return out.getvalue()


# ------------------------------------------------------------------------------ the rush
def rush(round: Any, port: int, number: int) -> list[Outcome]:
    from django.urls import reverse

    from regions.clock import database_now

    paper = scanned()
    kinds = [one["key"] for one in round.method["paper"] if one.get("required", True)]
    address = reverse("public_apply", args=[round.region.slug, round.pk])
    everybody = Rush(round, port, dict.fromkeys(kinds, paper), address)
    left = (round.closes_at - database_now()).total_seconds()
    told(
        f"{len(kinds)} papers of {len(paper) // 1024} kB each, {left:.0f} s to closing"
    )
    with ThreadPoolExecutor(AT_ONCE + CROWD + LATE) as pool:
        late = [pool.submit(after, everybody, n) for n in range(LATE)]
        even = evenly(pool, everybody, number, left - CROWD_SECONDS)
        numbers = count(number)
        crowd = [pool.submit(until_late, everybody, numbers) for _ in range(CROWD)]
        return [*results(late), *results(even), *(o for c in crowd for o in c.result())]


def evenly(
    pool: ThreadPoolExecutor, everybody: Rush, number: int, seconds: float
) -> list["Future[Outcome]"]:
    """So many, as far apart as the time allows."""
    found = []
    for one in range(number):
        found.append(pool.submit(everybody.one, "even", one))
        sleep(seconds / number)
    return found


def until_late(everybody: Rush, numbers: Iterable[int]) -> list[Outcome]:
    """One whole application after another, until one is refused."""
    found: list[Outcome] = []
    for number in numbers:
        found.append(everybody.one("crowd", number))
        if found[-1].what != "sent":
            break
    return found


def after(everybody: Rush, number: int) -> Outcome:
    """All is ready in good time, and it is sent some tenths of a second too late."""
    wait = partial(wait_until, everybody.round.closes_at, 0.1 + number / 10)
    return everybody.one("after", 50_000 + number, wait)


def wait_until(moment: datetime, more: float) -> None:
    from django.utils import timezone

    sleep(max(0, (moment - timezone.now()).total_seconds() + more))


def results(futures: Iterable["Future[Outcome]"]) -> list[Outcome]:
    return [one.result() for one in futures]


def wait_for_letters(round: Any) -> None:
    """Until the worker has sent them all, or a minute has gone."""
    from regions.context import in_region
    from regions.models import OutboxMessage

    for _ in range(60):
        with in_region(round.region_id):
            if not OutboxMessage.objects.filter(done_at__isnull=True).exists():
                return
        sleep(1)


if __name__ == "__main__":
    raise SystemExit(main())
