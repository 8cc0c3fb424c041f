"""Several do something in the same moment."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread

from django.db import connection


def at_once(works: Sequence[Callable[[], object]]) -> list[object]:
    """What came of each piece of work, each with a connection of its own."""
    results: list[object] = []
    start = Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        start.wait()
        try:
            results.append(work())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
