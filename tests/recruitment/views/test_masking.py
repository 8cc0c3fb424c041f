"""A paper beside its copy, for the office; and what a reviewer reads of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from recruitment.enums import ApplicationState, MaskState
from recruitment.models import Paper
from tests.hostile import jpeg
from tests.objects.recruitment import (
    make_application,
    make_paper,
    make_recruitment,
    make_review,
)
from tests.page_reads import at_most


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


@pytest.fixture
def paper(here):
    row = make_application(make_recruitment(here), 7, ApplicationState.ELIGIBLE)
    return make_paper(row, mask_state=MaskState.DOUBT, mask_doubt="scan")


@pytest.fixture
def office(client, here):
    client.force_login(here.hr)
    return client


def address(name: str, paper: Paper) -> str:
    row = paper.application
    return reverse(f"recruitment:{name}", args=[row.region.slug, row.pk, paper.pk])


def test_the_office_sees_both_and_approves_what_it_saw(office, paper):
    with at_most(18):
        page = office.get(address("masking", paper)).content.decode()
    assert "Sidorna är inskannade." in page
    assert page.index("Förnamn</p>") < page.index("[namn]</p>")
    assert office.get(address("masked_copy", paper)).content == b"%PDF-1.7 [namn]"
    old = office.post(address("masking", paper), {"do": "approve", "seen": "x"})
    assert old.status_code == 422
    assert "Den har gjorts om sedan du öppnade sidan." in old.content.decode()
    paper.refresh_from_db()
    seen = {"do": "approve", "seen": paper.copy_mark}
    assert office.post(address("masking", paper), seen).status_code == 302
    paper.refresh_from_db()
    assert paper.mask_state == MaskState.APPROVED


def test_a_file_of_the_offices_own_is_looked_at_and_then_approved(office, paper):
    nothing = office.post(address("masking", paper), {"do": "put"})
    assert nothing.status_code == 422
    assert "Välj en fil." in nothing.content.decode()
    text = SimpleUploadedFile("cv.txt", b"hej")
    wrong = office.post(address("masking", paper), {"do": "put", "files": text})
    assert "Filen kan inte läsas in." in wrong.content.decode()
    picture = SimpleUploadedFile("cv.jpg", jpeg())
    office.post(address("masking", paper), {"do": "put", "files": picture})
    paper.refresh_from_db()
    assert (paper.mask_state, paper.masked_type) == (MaskState.DOUBT, "image/jpeg")


def test_a_kind_that_reviewers_do_not_read_is_not_masked(office, paper):
    other = make_paper(paper.application, "licence")
    assert office.get(address("masking", other)).status_code == 403
    page = office.get(paper.application.get_absolute_url()).content.decode()
    assert address("masking", paper) in page
    assert address("masking", other) not in page


def test_the_round_lists_what_has_to_be_looked_at(office, paper):
    round = paper.application.round
    url = reverse("recruitment:sharing", args=[round.region.slug, round.pk])
    assert "Sökande 7: en meritförteckning" in office.get(url).content.decode()
    Paper.objects.filter(pk=paper.pk).update(mask_state=MaskState.MASKED)
    assert "Handlingar att se över" not in office.get(url).content.decode()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (MaskState.WAITING, "Maskas just nu."),
        (MaskState.DOUBT, "Visas inte än."),
        (MaskState.LEFT_OUT, "Kansliet har låtit bli att visa den"),
        (MaskState.MASKED, ""),
    ],
)
def test_a_reviewer_reads_why_a_paper_is_not_shown(client, here, paper, state, words):
    review = make_review(paper.application, here.recruiter)
    Paper.objects.filter(pk=paper.pk).update(mask_state=state)
    make_paper(paper.application, "licence")
    client.force_login(here.recruiter)
    page = client.get(review.get_absolute_url()).content.decode()
    copy = reverse(
        "recruitment:review_paper", args=[here.region.slug, review.pk, paper.pk]
    )
    assert words in page
    assert "legitimation</a>" not in page.lower()
    assert (copy in page) is not bool(words)
    assert client.get(copy).status_code == (404 if words else 200)
