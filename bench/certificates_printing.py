"""How much the register, the control code and the log add to printing a certificate.

    python -m bench.certificates_printing [doctors]

Every certificate is printed twice in one run, in turns: by WeasyPrint alone, from the
very page that we print, and by us, from the message in the outbox to the document in
the register. Fonts and style sheets are read once for both. The ratio is the median
certificate's: a garbage collection or the neighbour's work falls on one of a pair.
"""

import sys
from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

from bench.ratios import line, told
from bench.scratch import database

DOCTORS, MOST = 25, 1.3


def main() -> int:
    """1 when printing and registering takes over 1.3 times as long."""
    doctors = int(sys.argv[1]) if sys.argv[1:] else DOCTORS
    with database("printing"):
        from bench.printing import kronoberg

        return int(max(measured(kronoberg(), doctors)) > 1)


def measured(company: Any, doctors: int) -> list[float]:
    from bench.printing import doctors_with_papers
    from regions.tasks import deliver

    messages = doctors_with_papers(company, doctors)
    ours: list[float] = []
    plain: list[float] = []
    with pages_kept() as pages:
        for message in messages:
            ours.append(seconds(partial(deliver, company.region.pk, message)))
            page = pages.pop()
            pages.clear()
            plain.append(seconds(partial(printed_plainly, page)))
    # The first of each kind also opens the fonts.
    ours, plain = ours[4:], plain[4:]
    told(f"{len(ours)} certificates: ours {ms(ours)}, WeasyPrint alone {ms(plain)}")
    ratios = [one / other for one, other in zip(ours, plain, strict=True)]
    return [line("printed and registered / printed, median", median(ratios), MOST)]


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def ms(taken: list[float]) -> str:
    return f"median {1000 * median(taken):.1f} ms, in all {sum(taken):.2f} s"


class pages_kept:
    """Remember each page that is laid out, as (html, style sheets)."""

    def __enter__(self) -> list[tuple[str, Any]]:
        from bt_admin.lib import pdf as press

        pdf: Any = press
        self.before = pdf.render_to_string
        pages: list[tuple[str, Any]] = []

        def keeping(template: str, context: dict[str, Any]) -> str:
            html = self.before(template, context)
            number = template.rsplit("_", 1)[1][0]
            pages.append((html, ("forms.css", f"bilaga-{number}.css")))
            return html

        pdf.render_to_string = keeping
        return pages

    def __exit__(self, *_: object) -> None:
        from bt_admin.lib import pdf as press

        pdf: Any = press
        pdf.render_to_string = self.before


def printed_plainly(page: tuple[str, Any]) -> bytes:
    """What WeasyPrint does by itself with the page, to the same kind of PDF."""
    from weasyprint import HTML

    from bt_admin.lib import pdf

    html, names = page
    document = HTML(string=html, base_url=f"{pdf.STYLES}/", url_fetcher=pdf.OwnFiles())
    with pdf._known_warning():
        return document.write_pdf(
            font_config=pdf._fonts(),
            stylesheets=[pdf._stylesheet(name) for name in names],
            pdf_variant=pdf.VARIANT,
        )


if __name__ == "__main__":
    raise SystemExit(main())
