"""The files of an application as they are given out, and the whole copy in one piece."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bt_admin.lib.files import EXTENSIONS, Unfit, only_pages, page_count
from bt_admin.lib.sources import PUBLIC_RECORDS
from bt_admin.lib.verdicts import Verdict, no
from recruitment.models import Application, Paper
from recruitment.rules.disclosure_papers import PART, WHOLE, PaperDecision

PDF = "application/pdf"
UNDATED = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Copy:
    """What is handed over. `name` with its ending."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Given:
    """One file of it, under a name that tells nothing."""

    name: str
    content: bytes


def counted(
    application: Application, decisions: Sequence[PaperDecision]
) -> list[PaperDecision]:
    """The decisions in the order of the files, with pages counted where some are left.

    A file that nothing is decided about has a decision that says nothing, which the
    rule refuses; a decision about a file that is not there is dropped.
    """
    by_key = {one.key: one for one in decisions}
    found = []
    for paper in application.papers.defer("content", "masked"):
        one = by_key.get(paper.pk.hex) or PaperDecision(paper.pk.hex, paper.name)
        if one.how == PART:
            one = replace(one, pages=pages_of(paper))
        found.append(one)
    return found


def pages_of(paper: Paper) -> int:
    """A picture is one page. Refused when the file cannot be opened."""
    if paper.content_type != PDF:
        return 1
    try:
        return page_count(bytes(paper.content))
    except Unfit as unfit:
        cannot(paper, unfit).require()
        raise


def cannot(paper: Paper, unfit: Unfit) -> Verdict:
    key = paper.pk.hex
    return no("papers.unfit", unfit.text, PUBLIC_RECORDS, field=f"how_{key}")


def files_given(
    application: Application, decisions: Sequence[PaperDecision]
) -> dict[str, Given]:
    """What is given out of each file, by its key; nothing of those left out."""
    given = {}
    for number, one in enumerate(decisions, start=1):
        if not one.is_given:
            continue
        paper = application.papers.defer("masked").get(pk=one.key)
        content = bytes(paper.content) if one.how == WHOLE else part_of(paper, one)
        name = f"handling-{number}{EXTENSIONS[paper.content_type]}"
        given[one.key] = Given(name, content)
    return given


def part_of(paper: Paper, decision: PaperDecision) -> bytes:
    try:
        return only_pages(bytes(paper.content), decision.kept)
    except Unfit as unfit:
        cannot(paper, unfit).require()
        raise


def packed(name: str, page: str, files: Sequence[Given]) -> Copy:
    """The page alone, or with its files beside it."""
    if not files:
        return Copy(f"{name}.html", "text/html; charset=utf-8", page.encode())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for one in (Given(f"{name}.html", page.encode()), *files):
            pack.writestr(zipfile.ZipInfo(one.name, UNDATED), one.content)
    return Copy(f"{name}.zip", "application/zip", out.getvalue())
