"""Two hundred doctors' whole packages, printed by two processes, with progress.

    python -m bench.certificates_batch [doctors]

Both take from the same outbox, as the worker's two do, and lock what they take. In the
end each doctor has one package of four papers, and nothing was printed twice.
"""

import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor, wait
from multiprocessing import get_context
from time import perf_counter
from typing import Any

from bench.ratios import line, told
from bench.scratch import database

DOCTORS, PROCESSES, PAPERS = 200, 2, 4
TELL_SECONDS = 10


def main() -> int:
    """1 when a paper is missing, or there twice."""
    doctors = int(sys.argv[1]) if sys.argv[1:] else DOCTORS
    with database("batch"):
        from bench.printing import kronoberg

        return int(max(measured(kronoberg(), doctors)) > 1)


def measured(company: Any, doctors: int) -> list[float]:
    from django.db import connection

    from bench.printing import doctors_with_papers

    messages = doctors_with_papers(company, doctors)
    connection.close()
    started = perf_counter()
    with ProcessPoolExecutor(
        PROCESSES, get_context("fork"), initializer=end_when_told
    ) as pool:
        work = {pool.submit(deliver_here, company.region.pk, one) for one in messages}
        left = work
        while left:
            left = wait(left, TELL_SECONDS).not_done
            tell(company, len(messages), perf_counter() - started)
        done = sum(one.result() for one in work)
    printed = perf_counter() - started
    packages = [packed(company, one) for one in range(doctors)]
    seconds = perf_counter() - started
    told(f"{len(messages)} papers in {printed:.0f} s on {PROCESSES} processes "
         f"({os.cpu_count()} cores), {len(messages) / printed:.1f} a second; "
         f"with {doctors} packages {seconds:.0f} s")  # fmt: skip
    return [
        line("papers not printed, or twice", abs(done - doctors * PAPERS), 0),
        line("packages without their four", sum(n != PAPERS for n in packages), 0),
    ]


def end_when_told() -> None:
    """The parent's way to end drops the database, which is not the printer's to do."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def deliver_here(region: int, message: str) -> bool:
    from regions.tasks import deliver

    return bool(deliver(region, message))


def tell(company: Any, asked: int, seconds: float) -> None:
    """How far it is, as anybody who waits can see it in the database."""
    from certificates.models import Document

    with company.inside():
        ready = Document.objects.filter(rendered_at__isnull=False).count()
    told(f"{ready} of {asked} after {seconds:.0f} s")


def packed(company: Any, number: int) -> int:
    """How many papers one doctor's package holds."""
    import io
    import zipfile

    from certificates.documents.package import READ_ME, pack
    from certificates.queries.documents import originals
    from certificates.views.documents import packed as file_of
    from placements.models import Programme

    with company.inside():
        email = f"doctor_{number}@{company.region.slug}.example.org"
        programme = Programme.objects.get(doctor__user__email=email)
        files = [file_of(paper) for paper in originals(programme) if paper.ready]
        content = pack(files, doctor=str(programme), verify_address="/verifiera/")
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    return len(set(names) - {READ_ME})


if __name__ == "__main__":
    raise SystemExit(main())
