"""The register, and giving out an application as a public record."""

import pytest
from django.urls import reverse

from recruitment.enums import ReviewState
from recruitment.models import Disclosure, RecruitmentRound
from regions.models import AuditRow
from tests.objects.recruitment import make_application, make_recruitment, make_review


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
