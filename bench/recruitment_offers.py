"""Does the last place ever go to two, when fifty people say yes in the same moment?

    python -m bench.recruitment_offers [rounds]

Each person has a thread and a connection of their own, and all begin at once, a
thousand times. The database is a new one and is gone afterwards.
"""

import os
import sys
from datetime import timedelta
from threading import Barrier, Thread
from time import perf_counter
from typing import Any

OFFERS, ROUNDS = 50, 1000


def main(arguments: list[str]) -> int:
    """1 when it went to two, or to none, even once."""
    rounds = int(arguments[0]) if arguments else ROUNDS
    name = begin()
    try:
        return measure(rounds)
    finally:
        end(name)


def measure(rounds: int) -> int:
    from django.db import connection

    from regions.context import in_region
    from tests.cast import make_cast

    company = make_cast().kronoberg
    with in_region(company.region.pk):
        round = prepare_offers(company)
    wrong, started = 0, perf_counter()
    for _ in range(rounds):
        answers = everybody_accepts(round)
        expected = ["offer.all_taken"] * (OFFERS - 1) + ["yes"]
        wrong += sorted(answers) != expected or held_by(round) != 1
        with in_region(company.region.pk):
            set_free()
    connection.close()
    seconds = perf_counter() - started
    print(
        f"{rounds} times {OFFERS} at once: {wrong} wrong, "
        f"{1000 * seconds / rounds:.0f} ms each time, limit 0 wrong"
    )
    return int(wrong > 0)


# -------------------------------------------------------------------------- one moment
def prepare_offers(company: Any) -> Any:
    """A round with one post, and fifty people who have been offered it."""
    from recruitment.enums import ApplicationState, ReleaseState
    from recruitment.models import BTPost, Offer, Release
    from tests.objects.offers import make_judged
    from tests.objects.recruitment import make_application

    round = make_judged(company, levels=(5,), towns={})
    BTPost.objects.create(region=round.region, round=round, place="Växjö", number=1)
    from tests.objects.offers import fixed

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


def everybody_accepts(round: Any) -> list[str]:
    """What each of them was told: "yes", or why not."""
    from recruitment.models import Offer
    from regions.context import in_region

    with in_region(round.region_id):
        offers = list(Offer.objects.filter(application__round=round))
    answers: list[str] = []
    start = Barrier(len(offers))

    def say_yes(offer: Any) -> None:
        start.wait()
        answers.append(answer(offer))

    threads = [Thread(target=say_yes, args=[offer]) for offer in offers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def answer(offer: Any) -> str:
    from django.db import connection

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
    finally:
        connection.close()
    return "yes"


def held_by(round: Any) -> int:
    from recruitment.models import Offer
    from regions.context import in_region

    with in_region(round.region_id):
        return Offer.objects.filter(state="accepted").count()


def set_free() -> None:
    from recruitment.models import Offer

    Offer.objects.update(state="offered", post=None, answered_at=None)


# ------------------------------------------------------------------------- a new database
def begin() -> str:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bt_admin.settings")
    import django

    django.setup()
    from django.db import connection

    from tests import databases

    name = f"bench_offers_{os.getpid()}"
    databases.create(name, template=databases.migrated())
    connection.close()
    connection.settings_dict["NAME"] = name
    return name


def end(name: str) -> None:
    from django.db import connection

    from tests import databases

    connection.close()
    databases.drop(name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
