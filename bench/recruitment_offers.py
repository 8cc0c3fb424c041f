"""Does the last place ever go to two, when fifty people say yes in the same moment?

    python -m bench.recruitment_offers [rounds]

Each person has a thread and a connection of their own, and all begin at once, a
thousand times. The database is a new one and is gone afterwards.
"""

import sys
from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread
from time import perf_counter
from typing import Any

from bench.ratios import line, told
from bench.scratch import database

OFFERS, ROUNDS, TELL_EVERY = 50, 1000, 100


def main() -> int:
    """1 when it went to two, or to none, even once."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else ROUNDS
    with database("offers"):
        ratios = measured(rounds)
    return int(max(ratios) > 1)


def measured(rounds: int) -> list[float]:
    from regions.audit import broken_links
    from regions.context import in_region
    from tests.cast import make_cast

    company = make_cast().kronoberg
    with in_region(company.region.pk):
        round = prepare_offers(company)
    started, wrong = perf_counter(), []
    for number, answers in enumerate(at_once(round, rounds), start=1):
        if not is_right(answers):
            wrong.append(answers)
        if number % TELL_EVERY == 0:
            told(f"{number} times in {perf_counter() - started:.0f} s")
    seconds = perf_counter() - started
    with in_region(company.region.pk):
        broken = list(broken_links(company.region.pk))
    for answers in wrong[:3]:
        told(f"wrong: {sorted(set(answers))}")
    told(
        f"{1000 * seconds / rounds:.0f} ms for {OFFERS} answers, {seconds:.0f} s in all"
    )
    return [
        line(f"{rounds} times {OFFERS} at once: not to one alone", len(wrong), 0),
        line("broken links in the log", len(broken), 0),
    ]


def is_right(answers: list[str]) -> bool:
    """One yes in the answers, and one in the database; the others were told why not."""
    return sorted(answers) == ["1 held", *["offer.all_taken"] * (OFFERS - 1), "yes"]


# -------------------------------------------------------------------------- one moment
def prepare_offers(company: Any) -> Any:
    """A round with one post, and fifty people who have been offered it."""
    from recruitment.enums import ApplicationState, ReleaseState
    from recruitment.models import Offer, Release
    from tests.objects.offers import fixed, make_judged
    from tests.objects.recruitment import make_application

    round = make_judged(company, levels=(5,), towns={"Växjö": 1})
    release = Release.objects.create(
        region=round.region,
        round=round,
        ranking=fixed(company, round),
        state=ReleaseState.RELEASED,
        snapshot={},
        digest="",
        checks=[],
        prepared_by=company.hr,
        prepared_at=round.created_at,
    )
    now = round.created_at + timedelta(days=41)
    for number in range(2, OFFERS + 2):
        Offer.objects.create(
            region=round.region,
            application=make_application(round, number, ApplicationState.RANKED),
            release=release,
            place="Växjö",
            offered_at=now,
            expires_at=now + timedelta(days=30),
        )
    return round


def at_once(round: Any, times: int) -> Iterator[list[str]]:
    """What each was told, every time: "yes" or why not; and how many yeses are held."""
    from recruitment.models import Offer
    from regions.context import in_region

    with in_region(round.region_id):
        offers = list(Offer.objects.filter(application__round=round))
    begin_all, all_done = Barrier(len(offers) + 1), Barrier(len(offers) + 1)
    answers: list[str] = []

    def say_yes(offer: Any) -> None:
        for _ in range(times):
            begin_all.wait()
            answers.append(answer(offer))
            all_done.wait()
        close_connection()

    threads = [Thread(target=say_yes, args=[one], daemon=True) for one in offers]
    for thread in threads:
        thread.start()
    for _ in range(times):
        begin_all.wait()
        all_done.wait()
        yield [*answers, f"{held_and_freed(round)} held"]
        answers.clear()
    for thread in threads:
        thread.join()


def answer(offer: Any) -> str:
    from bt_admin.lib.verdicts import Refused
    from recruitment.actions.answering import accept
    from regions.clock import database_now
    from regions.context import in_region

    try:
        with in_region(offer.region_id):
            accept(offer=offer, at=database_now())
    except Refused as refused:
        return ", ".join(refused.verdict.codes)
    except Exception as error:
        return repr(error)
    return "yes"


def close_connection() -> None:
    from django.db import connection

    connection.close()


def held_and_freed(round: Any) -> int:
    """How many have the place; afterwards nobody has."""
    from recruitment.models import Offer
    from regions.context import in_region

    with in_region(round.region_id):
        held = Offer.objects.filter(state="accepted").count()
        Offer.objects.update(state="offered", post=None, answered_at=None)
    return held


if __name__ == "__main__":
    sys.exit(main())
