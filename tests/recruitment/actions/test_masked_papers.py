"""Masked copies: the canary is nowhere in them, and nobody sees what was not proved."""

import io
import json

import pikepdf
import pypdf
import pypdfium2
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from bt_admin.lib import reading
from bt_admin.lib.files import CleanFile, Unfit, clean
from bt_admin.lib.verdicts import Refused
from recruitment.actions import copying, masked_papers
from recruitment.actions.copying import Copy, copy_of
from recruitment.enums import ApplicationState, MaskState
from recruitment.models import Paper
from recruitment.rules.masking import Known
from regions.models import AuditRow, OutboxMessage
from regions.outbox import deliver_one
from tests import hostile
from tests.objects.pdfs import drawn, file_of, jpeg, words
from tests.objects.recruitment import make_application, make_paper, make_recruitment

KNOWN = Known(
    names=("Kanarina Fågelsång",),
    emails=("kanarina@fagelsang.example",),
    phones=("070-765 43 21",),
    addresses=("Kanariegatan 7",),
)
SONGS = ["kanari", "fågelsång", "fagelsang", "7654321", "765 43 21", "850101"]
TOLD = words(
    "Kanarina Fågelsång, leg. läkare", "Kanariegatan 7, 070-765 43 21", "850101-1236",
    "kanarina@fagelsang.example", "Arbetat fem år i Växjö",
)  # fmt: skip
NOW = timezone.now()


def copied(content: bytes, kind: str = "application/pdf") -> Copy:
    return copy_of(content, kind, KNOWN, title="Sökande 7: cv", on=NOW.date())


def cv() -> bytes:
    """Who it is stands in the text, under it, round it and behind it."""
    hidden = b"BT 3 Tr /F1 10 Tf 20 50 Td (Kanarina) Tj ET 1 g BT /F1 10 Tf 20 40 Td (Kanarina) Tj ET"  # fmt: skip
    file = file_of(TOLD + hidden, picture=jpeg(comment=b"Kanarina"))
    file.docinfo["/Author"] = "Kanarina Fågelsång"
    with file.open_metadata() as meta:
        meta["dc:creator"] = ["Kanarina"]
    file.attachments["kanarina.txt"] = b"Kanarina"
    link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://kanarina.example")
    file.pages[0].obj.Annots = pikepdf.Array([file.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 50, 50], A=link,
        Contents="Kanarina",
    ))])  # fmt: skip
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Kanarina", 0))
    return hostile.saved(file)


def all_in(content: bytes) -> str:
    """Every stream unpacked, every string, and the text as two other programs read it."""
    file = pikepdf.open(io.BytesIO(content))
    found = [repr(one) for one in file.objects]
    found += [
        one.read_bytes().decode("latin-1") for one in file.objects
        if isinstance(one, pikepdf.Stream)
    ]  # fmt: skip
    found += [
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages
    ]
    document = pypdfium2.PdfDocument(content)
    found += [page.get_textpage().get_text_range() for page in document]
    return " ".join(found).lower()


@pytest.fixture
def quick(monkeypatch):
    """Read in this process: one of its own takes half a second."""

    def here(read):
        def reading_here(content):
            try:
                return read(content)
            except reading.Unfit:
                raise Unfit("unreadable") from None

        return reading_here

    pages = here(lambda content: json.loads(reading.text(content)))
    monkeypatch.setattr(copying, "read_pages", pages)
    monkeypatch.setattr(copying, "bare_pixels", here(reading.pixels))


def test_the_canary_is_nowhere_in_the_copy():
    copy = copied(clean("kanarina.pdf", cv()).content)
    assert (copy.doubt, copy.content_type) == ("", "application/pdf")
    said = all_in(copy.content)
    assert [song for song in SONGS if song in said] == []
    assert "växjö" in said
    assert copy.pages[0][1].startswith("[namn], leg. läkare\n[adress]")


@pytest.mark.parametrize(
    ("content", "kind", "doubt", "has_copy"),
    [
        (hostile.jpeg(), "image/jpeg", "picture", True),
        (drawn(b"q 300 0 0 400 0 0 cm /P Do Q", picture=jpeg()), None, "scan", True),
        (drawn(b"0 g 9 9 9 9 re f"), None, "scan", False),
        (b"%PDF-1.7 hej %%EOF", None, "unreadable", False),
        (drawn(words("kan / / / / / arina")), None, "left", True),
    ],
)  # fmt: skip
def test_what_cannot_be_proved_is_in_doubt(quick, content, kind, doubt, has_copy):
    known = Known(names=("Kanarina",))
    copy = copy_of(content, kind or "application/pdf", known, title="x", on=NOW.date())
    assert (copy.doubt, copy.content is not None) == (doubt, has_copy)


def test_text_that_breaks_the_page_maker_is_in_doubt(quick, monkeypatch):
    monkeypatch.setattr("bt_admin.lib.pdf.render", lambda *a, **k: 1 / 0)
    assert copied(drawn(words("Läkare"))) == Copy(doubt="unreadable")


# ----------------------------------------------------------------------------- the steps
@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


@pytest.fixture
def made(monkeypatch):
    """How often a copy was made; quicker than making it."""
    calls: list[Copy] = []

    def quick(content, content_type, known, **_):
        calls.append(Copy(b"kopia", "application/pdf", "", (("Å", "[namn]"),)))
        return calls[-1]

    monkeypatch.setattr(masked_papers, "copy_of", quick)
    return calls


@pytest.fixture
def paper(here):
    row = make_application(make_recruitment(here), 7, ApplicationState.ELIGIBLE)
    return make_paper(
        row, masked=None, masked_type="", mask_state=MaskState.WAITING, mask_at=None
    )


def state_of(paper: Paper) -> str:
    paper.refresh_from_db()
    return paper.mask_state


def test_the_worker_makes_it_once(here, paper, made):
    unread = make_paper(paper.application, "licence", mask_state=MaskState.WAITING)
    masked_papers.ask_for_copies(application=paper.application, at=NOW)
    masked_papers.ask_for_copies(application=paper.application, at=NOW)
    (message,) = OutboxMessage.objects.filter(kind=masked_papers.MASK)
    assert message.payload == {"paper": str(paper.pk)}
    assert deliver_one(message.pk, at=NOW) is True
    assert deliver_one(message.pk, at=NOW) is False
    masked_papers.make(paper_id=str(paper.pk), at=NOW)
    assert (state_of(paper), bytes(paper.masked), len(made)) == ("masked", b"kopia", 1)
    assert state_of(unread) == MaskState.WAITING


def test_a_paper_that_is_gone_needs_no_copy(here, paper, made):
    masked_papers.ask_for_copies(application=paper.application, at=NOW)
    paper.delete()
    (message,) = OutboxMessage.objects.filter(kind=masked_papers.MASK)
    assert deliver_one(message.pk, at=NOW) is True
    assert made == []


def test_a_crash_leaves_it_waiting_and_it_is_done_later(here, paper, made, monkeypatch):
    masked_papers.ask_for_copies(application=paper.application, at=NOW)
    (message,) = OutboxMessage.objects.filter(kind=masked_papers.MASK)
    with monkeypatch.context() as broken:
        broken.setattr(masked_papers, "_keep", lambda *a: 1 / 0)
        assert deliver_one(message.pk, at=NOW) is False
    assert (state_of(paper), paper.masked) == (MaskState.WAITING, None)
    assert deliver_one(message.pk, at=NOW) is True
    assert state_of(paper) == MaskState.MASKED


def test_somebody_approves_what_they_have_looked_at(here, paper):
    mark = doubtful(paper)
    with pytest.raises(Refused) as refused:
        masked_papers.approve(paper=paper, seen="2020-01-01", by=here.hr, at=NOW)
    assert refused.value.verdict.reasons[0].code == "masking.changed"
    for _click in range(2):
        masked_papers.approve(paper=paper, seen=mark, by=here.hr, at=NOW)
    assert (state_of(paper), paper.mask_by) == (MaskState.APPROVED, here.hr)
    assert AuditRow.objects.filter(event="paper.copy_approved").count() == 1


def doubtful(paper: Paper) -> str:
    paper.masked, paper.masked_type, paper.mask_at = b"kopia", "application/pdf", NOW
    paper.mask_state, paper.mask_doubt = MaskState.DOUBT, "scan"
    paper.save()
    paper.refresh_from_db()
    return paper.copy_mark


def test_what_is_left_out_is_gone_and_can_be_made_again(here, paper, made):
    doubtful(paper)
    for _click in range(2):
        masked_papers.leave_out(paper=paper, by=here.hr, at=NOW)
    assert (state_of(paper), paper.masked) == (MaskState.LEFT_OUT, None)
    assert AuditRow.objects.filter(event="paper.left_out").count() == 1
    with pytest.raises(Refused):
        masked_papers.approve(paper=paper, seen=paper.copy_mark, by=here.hr, at=NOW)
    masked_papers.again(paper=paper, by=here.hr, at=NOW)
    assert state_of(paper) == MaskState.WAITING
    (message,) = OutboxMessage.objects.filter(kind=masked_papers.MASK)
    deliver_one(message.pk, at=NOW)
    assert state_of(paper) == MaskState.MASKED


def test_a_black_box_over_text_hides_nothing(here, paper, quick):
    """The office's own version is looked at like the applicant's."""
    row = paper.application
    boxed = words(f"{row.first_name} arbetar i Växjö") + b" 0 g 20 355 50 20 re f"
    content = drawn(boxed)
    file = CleanFile("x.pdf", "application/pdf", content, "0" * 64, "0" * 64)
    masked_papers.put(paper=paper, file=file, by=here.hr, at=NOW)
    assert state_of(paper) == MaskState.MASKED
    assert row.first_name.lower() not in all_in(bytes(paper.masked))


def test_a_version_of_which_no_copy_can_be_made_changes_nothing(here, paper, quick):
    file = CleanFile("x.pdf", "application/pdf", b"%PDF", "0" * 64, "0" * 64)
    with pytest.raises(Refused) as refused:
        masked_papers.put(paper=paper, file=file, by=here.hr, at=NOW)
    assert refused.value.verdict.reasons[0].field == "files"
    assert state_of(paper) == MaskState.WAITING


@pytest.mark.parametrize("who", ["recruiter", "observer", "unit_manager"])
def test_nobody_but_the_office_decides(here, paper, who):
    by, mark = getattr(here, who), doubtful(paper)
    given = {"paper": paper, "by": by, "at": NOW}
    for press in (
        lambda: masked_papers.approve(seen=mark, **given),
        lambda: masked_papers.leave_out(**given),
        lambda: masked_papers.again(**given),
        lambda: masked_papers.put(file=None, **given),
    ):
        with pytest.raises(Refused):
            press()
    assert state_of(paper) == MaskState.DOUBT


def test_the_database_shows_nothing_without_a_copy_or_an_approver(here, paper):
    for values in (
        {"mask_state": MaskState.MASKED},
        {"mask_state": MaskState.APPROVED, "masked": b"kopia"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Paper.objects.filter(pk=paper.pk).update(**values)
