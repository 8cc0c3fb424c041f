"""What came of a rush of applicants: what they were told, against what was kept."""

from dataclasses import dataclass
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from typing import Any

from bench.ratios import line, nearly_all, told

MOST_SECONDS = 2  # from the click on Send to the receipt


@dataclass(frozen=True)
class Outcome:
    """`what`: "sent", "late" (told so) or "lost" (anything else). `why`: where."""

    group: str
    what: str
    seconds: float = 0
    why: str = ""


def counted(round: Any, found: list[Outcome]) -> list[float]:
    """What the applicants were told, against what is in the database."""
    from regions.context import in_region

    even = [one for one in found if one.group == "even"]
    took = [one.seconds for one in even if one.what == "sent"]
    lost = [one for one in found if one.what == "lost"]
    for one in lost[:5]:
        told(f"lost: {one.group} {one.why}")
    with in_region(round.region_id):
        faults = faults_in(round, found)
    slowest = max(took, default=0)
    ratios = [
        line(f"{len(even)} evenly: without a receipt", len(even) - len(took), 0),
        line(f"{len(even)} evenly: slowest receipt", slowest, MOST_SECONDS, "s"),
        line("told neither yes nor that it is too late", len(lost), 0),
        line("sent after closing, and taken", taken_late(found), 0),
        *(line(what, number, 0) for what, number in faults.items()),
    ]
    told(f"{len(even)} evenly: receipt after {spread(took)}")
    tell_of_crowd(found)
    with in_region(round.region_id):
        tell_of_letters()
    return ratios


def spread(seconds: list[float]) -> str:
    """«median 0.21 s, 95 % 0.60 s, slowest 1.10 s»"""
    if not seconds:
        return "–"
    return (
        f"median {median(seconds):.2f} s, 95 % {nearly_all(seconds):.2f} s, "
        f"slowest {max(seconds):.2f} s"
    )


def taken_late(found: list[Outcome]) -> int:
    return sum(one.group == "after" and one.what == "sent" for one in found)


def tell_of_crowd(found: list[Outcome]) -> None:
    crowd = [one for one in found if one.group == "crowd" and one.what == "sent"]
    told(
        f"{len(crowd)} more in the last of it: receipt after "
        f"{spread([one.seconds for one in crowd])}"
    )
    told(f"{sum(one.what == 'late' for one in found)} told that it is too late")


def faults_in(round: Any, found: list[Outcome]) -> dict[str, int]:
    """How many are not as the applicants were told, by what is wrong."""
    from django.db.models import Count

    from regions.audit import broken_links

    rows = round.applications.filter(submitted_at__isnull=False)
    numbers = list(rows.order_by("number").values_list("number", flat=True))
    shown = sum(one.what == "sent" for one in found)
    late = sum(one.group == "after" and one.why.startswith("send") for one in found)
    papers = sum(one.get("required", True) for one in round.method["paper"])
    whole = rows.annotate(papers_in=Count("papers__kind", distinct=True))
    too_late = rows.filter(submitted_at__gt=round.closes_at)
    return {
        "receipts shown without a row, or rows without": abs(len(numbers) - shown),
        "numbers twice or left out": sum(a != b for a, b in enumerate(numbers, 1)),
        "rows without their papers": whole.exclude(papers_in=papers).count(),
        "rows after the deadline": too_late.count(),
        **receipts_missing(len(numbers)),
        "too late, and not all is kept": max(0, late - kept_of_late(round, papers)),
        "broken links in the log": len(list(broken_links(round.region_id))),
    }


def receipts_missing(rows: int) -> dict[str, int]:
    from recruitment.models import ApplicantMail

    letters = ApplicantMail.objects.filter(kind="receipt")
    mailed = letters.filter(sent_at__isnull=False).count()
    return {
        "receipts not written": abs(rows - letters.count()),
        "receipts not mailed": rows - mailed,
    }


def kept_of_late(round: Any, papers: int) -> int:
    """How many of those who sent too late have all of theirs still, as a draft."""
    from django.db.models import Count

    rows = round.applications.filter(email__startswith="after", state="draft")
    whole = rows.annotate(papers_in=Count("papers")).filter(papers_in=papers)
    return sum("Sökande" in str(one.typed.get("fields")) for one in whole)


def tell_of_work(found: list[Outcome]) -> None:
    """What the servers worked, all that was refused included; they have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    sent = sum(one.what == "sent" for one in found)
    seconds = (used.ru_utime + used.ru_stime) / max(sent, 1)
    told(f"web, worker and washing of papers: {seconds:.2f} s of work for each sent")


def tell_of_letters() -> None:
    """How long the worker took to send a letter that was asked for."""
    from django.db.models import F

    from regions.models import OutboxMessage

    done = OutboxMessage.objects.filter(done_at__isnull=False)
    waits = done.annotate(wait=F("done_at") - F("created_at"))
    took = [one.total_seconds() for one in waits.values_list("wait", flat=True)]
    told(f"{len(took)} letters by e-mail, after they were asked for: {spread(took)}")
