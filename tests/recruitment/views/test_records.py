"""The register, and giving out an application as a public record."""

import hashlib
import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from bt_admin.lib.files import page_count
from recruitment.enums import ReviewState
from recruitment.models import Disclosure, RecruitmentRound
from recruitment.queries.records import record_of
from regions.models import AuditRow
from tests import hostile
from tests.objects.interviews import make_referee
from tests.objects.recruitment import (
    make_application,
    make_paper,
    make_recruitment,
    make_review,
)


@pytest.fixture
def application(cast):
    here = cast.kronoberg
    with here.inside(here.hr):
        round = make_recruitment(here)
        row = make_application(
            round, 1, address="Storgatan 1", answers={"questions": {"motive": "Sjuk."}}
        )
        make_review(row, here.recruiter, ReviewState.SENT, comment="Ett gott omdöme.")
        make_review(row, here.studierektor, ReviewState.BEGUN, comment="Ett utkast.")
        yield row


def page_of(application):
    return reverse("recruitment:disclose", args=["kronoberg", application.pk])


def decided(client, application, **changed):
    """As proposed; every masked kind has the proposal's own reason."""
    form = client.get(page_of(application)).context["form"]
    data = {name: form[name].initial for name in form.fields if name != "request"}
    data = {name: value for name, value in data.items() if value is not None}
    return client.post(
        page_of(application), data | {"request": "Ansökan nr 1"} | changed
    )


def test_the_copy_leaves_out_what_is_masked(client, cast, application):
    client.force_login(cast.kronoberg.hr)
    answer = decided(client, application)
    assert answer["Content-Disposition"].startswith("attachment")
    copy = answer.content.decode()
    assert "Förnamn1" in copy
    for hidden in ("Storgatan 1", "Sjuk.", "sokande1@example.org", "Ett gott omdöme."):
        assert hidden not in copy
    assert "källa ej verifierad" in copy
    [row] = Disclosure.objects.all()
    assert (row.application_number, row.request) == (1, "Ansökan nr 1")
    assert {one["field"] for one in row.masked} >= {"mail", "phone", "letter"}
    [told] = AuditRow.objects.filter(event="case.disclosed")
    assert "Förnamn1" not in str(told.detail)


def test_a_person_decides_each_time(client, cast, application):
    client.force_login(cast.kronoberg.hr)
    open_letter = {"do_letter": "open", "why_letter": "Inget känsligt i texten."}
    copy = decided(client, application, **open_letter).content.decode()
    assert "Sjuk." in copy


def test_what_is_not_sent_is_never_given_out(client, cast, application):
    client.force_login(cast.kronoberg.hr)
    everything = {"do_comment": "open", "why_comment": "Harmlöst."}
    copy = decided(client, application, **everything).content.decode()
    assert "Ett gott omdöme." in copy
    assert "Ett utkast." not in copy


@pytest.mark.parametrize(
    "changed", [{"request": ""}, {"why_mail": ""}, {"do_mail": "perhaps"}]
)
def test_without_a_reason_or_a_request_nothing_is_given_out(
    client, cast, application, changed
):
    client.force_login(cast.kronoberg.hr)
    assert decided(client, application, **changed).status_code == 422
    assert not Disclosure.objects.exists()


def test_markup_in_an_application_is_only_text(client, cast, application):
    application.first_name = "<script>alert(1)</script>"
    application.save()
    client.force_login(cast.kronoberg.hr)
    assert b"<script>alert" not in decided(client, application).content


def test_the_register_lists_every_case_and_what_was_given_out(
    client, cast, application
):
    client.force_login(cast.kronoberg.hr)
    decided(client, application)
    make_application(application.round, 2)
    path = reverse("recruitment:register", args=["kronoberg", application.round_id])
    page = client.get(path)
    rows = [(one.number, one.given_out) for one in page.context["rows"]]
    assert rows == [(1, 1), (2, None)]


def test_hold_and_final_day_are_set_on_the_page(client, cast, application):
    client.force_login(cast.kronoberg.bt_manager)
    path = reverse("recruitment:register", args=["kronoberg", application.round_id])
    assert client.post(path, {"do": "hold", "reason": ""}).status_code == 422
    assert client.post(path, {"do": "hold", "reason": "DO."}).status_code == 302
    assert (
        client.post(path, {"do": "final", "final_on": "2026-03-01"}).status_code == 302
    )
    row = RecruitmentRound.objects.get(pk=application.round_id)
    assert (row.held_reason, str(row.purge_on)) == ("DO.", "2028-03-01")
    assert client.post(path, {"do": "lift"}).status_code == 302
    row.refresh_from_db()
    assert row.held_at is None


# ------------------------------------------------------------------------------- files
def with_file(cast, application, pages=3):
    here = cast.kronoberg
    with here.inside(here.hr):
        return make_paper(
            application, content=hostile.pdf(pages), name="Förnamn1 Sökandesson1.pdf"
        ).pk.hex


def test_a_file_is_given_out_without_the_pages_that_are_masked(
    client, cast, application
):
    key = with_file(cast, application)
    client.force_login(cast.kronoberg.hr)
    part = {f"how_{key}": "part", f"pages_{key}": "2", f"law_{key}": "osl.21.1",
            f"why_{key}": "Uppgift om hälsa."}  # fmt: skip
    answer = decided(client, application, **part)
    assert answer["Content-Type"] == "application/zip"
    pack = zipfile.ZipFile(io.BytesIO(answer.content))
    assert pack.namelist() == ["arende-1.html", "handling-1.pdf"]
    assert page_count(pack.read("handling-1.pdf")) == 2
    told = pack.read("arende-1.html").decode()
    assert "handling-1.pdf" in told
    assert "sida 2 av 3" in told
    [row] = Disclosure.objects.all()
    assert row.sha256 == hashlib.sha256(answer.content).hexdigest()
    assert row.masked[-1] == {
        "field": "paper 1", "pages": [2], "reason": "Uppgift om hälsa.",
        "paragraph": "offentlighets- och sekretesslagen 21 kap. 1 §",
    }  # fmt: skip


def test_a_file_left_out_whole_is_named_with_its_paragraph(client, cast, application):
    key = with_file(cast, application)
    client.force_login(cast.kronoberg.hr)
    nothing = {
        f"how_{key}": "nothing",
        f"law_{key}": "osl.21.1",
        f"why_{key}": "Hälsa.",
    }
    answer = decided(client, application, **nothing)
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "hela filen" in answer.content.decode()
    assert Disclosure.objects.get().masked[-1]["pages"] == "all"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "how"),
        ({"how": "nothing", "law": "osl.21.1"}, "why"),
        ({"how": "nothing", "why": "Hälsa."}, "law"),
        ({"how": "part", "law": "osl.21.1", "why": "x", "pages": "9"}, "pages"),
        ({"how": "part", "law": "osl.21.1", "why": "x", "pages": "andra"}, "pages"),
    ],
)
def test_no_file_is_given_out_or_left_out_undecided(
    client, cast, application, said, field
):
    key = with_file(cast, application)
    client.force_login(cast.kronoberg.hr)
    typed = {f"{name}_{key}": value for name, value in said.items()}
    answer = decided(client, application, **typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [f"{field}_{key}"]
    assert not Disclosure.objects.exists()


def test_what_was_judged_is_told_in_words(cast, application):
    here = cast.kronoberg
    with here.inside(here.hr):
        make_review(
            application, here.bt_manager, ReviewState.SENT, scores={"cooperation": 4}
        )
        make_referee(
            application,
            answered_at=timezone.now(),
            answers={"again": "doubt", "else": ""},
        )
        parts = {one.key: dict(one.lines) for one in record_of(application)}
    assert parts["reference"] == {
        "Referens Refsson": "Skulle du vilja arbeta med den sökande igen? Ja, med tvekan"
    }
    assert list(parts["score"].values()) == ["Samarbete: 4"]
