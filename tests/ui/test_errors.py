import pytest
from django.http import Http404
from django.test import RequestFactory

from bt_admin.lib.sources import BILAGA_4, SUPERVISORS
from bt_admin.lib.verdicts import Reason, Verdict
from bt_admin.views import errors


def page(response) -> str:
    return response.content.decode()


def test_404_says_the_same_of_what_never_was_and_of_what_is_somebody_elses():
    never = errors.not_found(RequestFactory().get("/a/"), Http404())
    others = errors.not_found(RequestFactory().get("/b/"), Http404("a secret"))
    assert (never.status_code, page(never)) == (404, page(others))


@pytest.mark.parametrize(
    ("view", "status", "heading"),
    [
        (lambda r: errors.bad_request(r, Exception()), 400, "Det gick inte att läsa"),
        (lambda r: errors.forbidden(r, Exception()), 403, "Du kan inte göra det här"),
        (errors.csrf_failure, 403, "Sidan har stått öppen för länge"),
        (errors.server_error, 500, "Sidan kunde inte visas"),
    ],
)
def test_pages_for_what_went_wrong(view, status, heading):
    response = view(RequestFactory().get("/"))
    assert response.status_code == status
    assert f"<h1>{heading}" in page(response)


def test_500_needs_nothing_that_may_be_broken(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        errors.server_error(RequestFactory().get("/"))


def test_a_refusal_gives_every_reason_with_its_source():
    from django.template.loader import render_to_string

    verdict = Verdict(
        (
            Reason("Bilaga 4 öppnas av dem som ska signera den.", BILAGA_4),
            Reason("<b>Du</b> är handledare.", SUPERVISORS, remedy="Fråga Per-Åke."),
        )
    )
    html = render_to_string("403.html", {"verdict": verdict})
    assert html.count("källa ej verifierad") == 1
    assert "Bilaga 4 öppnas av dem" in html
    assert "&lt;b&gt;Du&lt;/b&gt; är handledare." in html
    assert "Fråga Per-Åke." in html
