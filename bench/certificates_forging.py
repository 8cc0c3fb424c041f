"""Is a changed PDF ever «identical to what was issued»?

    python -m bench.certificates_forging [files]

100,000 of them: bits flipped, bytes added, cut away and put in, incremental updates,
pages swapped, and files saved again by another program; half of a sealed paper, half of
one without a seal. And the untouched ones, in between.
"""

import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.forging import asked_of_the_register, mutations
from bench.ratios import line, told
from bench.scratch import database

FILES, SLOW_SHARE, TELL_EVERY = 100_000, 20, 20_000


def main() -> int:
    """1 when one was taken for the original, or an original for another."""
    files = int(sys.argv[1]) if sys.argv[1:] else FILES
    with database("forging"):
        from bench.printing import kronoberg

        return int(max(measured(kronoberg(), files)) > 1)


def measured(company: Any, files: int) -> list[float]:
    started, asked, taken, missed = perf_counter(), 0, 0, 0
    originals = issued(company)
    for content in originals:
        count = files // len(originals)
        for changed in mutations(content, count, slow=count // SLOW_SHARE):
            asked += 1
            taken += asked_of_the_register(changed).known
            if asked % 100 == 0:
                missed += not asked_of_the_register(content).known
            if asked % TELL_EVERY == 0:
                told(f"{asked} files in {perf_counter() - started:.0f} s")
    told(f"{asked // 100} times an untouched one in between")
    return [
        line(f"{asked} changed files: «identical»", taken, 0),
        line("untouched ones that were not", missed, 0),
    ]


def issued(company: Any) -> list[bytes]:
    """Two papers as the register has them, the second with the region's seal."""
    from bench.printing import doctors_with_papers
    from certificates.models import Document
    from regions.tasks import deliver

    messages = doctors_with_papers(company, 1)
    deliver(company.region.pk, messages[1])
    with tempfile.TemporaryDirectory() as folder:
        begin_sealing(company, Path(folder))
        deliver(company.region.pk, messages[2])
    with company.inside():
        rows = Document.objects.filter(rendered_at__isnull=False).order_by("seal_level")
        plain, sealed = rows
        assert plain.pdf is not None and sealed.pdf is not None  # noqa: PT018
        assert (plain.seal_level, sealed.seal_level) == ("", "B-B")
        return [bytes(plain.pdf), bytes(sealed.pdf)]


def begin_sealing(company: Any, folder: Path) -> None:
    from django.conf import settings

    from certificates.actions.electronic import change_electronic_path
    from regions.clock import database_now
    from tests.objects.seals import put_key

    settings.SEAL_FOLDER = str(folder)
    put_key(folder, company.region.slug)
    with company.inside(company.bt_manager):
        change_electronic_path(
            region=company.region,
            seals=True,
            shares=False,
            by=company.bt_manager,
            at=database_now(),
        )


if __name__ == "__main__":
    raise SystemExit(main())
