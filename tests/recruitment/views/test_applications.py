"""The list of applications: filters in the address, its order, its export, the case."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recruitment.enums import ApplicationState as A
from recruitment.enums import ReviewState
from recruitment.models import ApplicantConflict, Application
from tests.objects.recruitment import (
    make_application,
    make_paper,
    make_recruitment,
    make_review,
)


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


@pytest.fixture
def round(here):
    """Five: Åsa who lacks papers, Zeb from Norge, Adam decided, Örjan, and a formula."""
    round = make_recruitment(here)
    people = [
        ("Åsa", "Åberg", {}),
        ("Zeb", "Zorn", {"degree_country": "Norge"}),
        ("Adam", "Ek", {"state": A.ELIGIBLE, "screened_at": round.created_at}),
        ("Örjan", "Öberg", {"wishes": ["Ljungby"], "degree_country": "Polen"}),
        ("=1+1", "@SUM(A1)", {"state": A.NOT_ELIGIBLE}),
    ]
    for number, (first, last, facts) in enumerate(people, start=1):
        row = make_application(round, number, first_name=first, last_name=last, **facts)
        if number > 1:
            for kind in ("licence", "swedish", "cv"):
                make_paper(row, kind)
    return round


@pytest.fixture
def office(client, here):
    client.force_login(here.hr)
    return client


def url(name, thing):
    return reverse(f"recruitment:{name}", args=["kronoberg", thing.pk])


def numbers(page):
    return [row.number for row in page.context["page"].object_list]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("lage=eligible", [3]),
        ("lage=nonsens", [1, 2, 3, 4, 5]),
        ("ort=Kronoberg", [1, 2, 3, 5]),
        ("papper=saknas", [1]),
        ("papper=klara", [2, 3, 4, 5]),
        ("sok=zorn", [2]),
        ("sok=zeb+zorn", [2]),
        ("sok=%23+4", []),
        ("sok=4", [4]),
        ("sok=%25", []),
        ("land=Polen", [4]),
        ("svar=ej", [3]),
        ("lage=submitted&ort=Kronoberg&papper=klara", [2]),
        ("ordning=namn", [5, 3, 2, 1, 4]),
        ("ordning=lage", [3, 5, 1, 2, 4]),
    ],
)
def test_the_address_says_which_and_in_what_order(office, round, query, found):
    page = office.get(f"{url('applications', round)}?{query}")
    assert (page.status_code, numbers(page)) == (200, found)
    assert f"visar {len(found)} av 5" in page.content.decode()


def test_the_next_case_is_the_next_in_that_very_list(office, round):
    row = Application.objects.get(round=round, number=3)
    page = office.get(f"{url('application', row)}?ordning=namn")
    neighbours = [page.context["before"], page.context["after"]]
    found = [
        Application.objects.get(pk=one.split("/")[-2]).number for one in neighbours
    ]
    assert found == [5, 2]
    assert all(one.endswith("?ordning=namn") for one in neighbours)
    assert 'rel="next"' in page.content.decode()


def sheet(answer):
    assert answer["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return [[cell.value for cell in row] for row in book.active.iter_rows()], book


def test_the_export_is_the_filtered_list_and_holds_no_formula(office, here, round):
    rows, book = sheet(office.get(f"{url('export', round)}?lage=not_eligible"))
    assert [row[:3] for row in rows[1:]] == [[5, "=1+1 @SUM(A1)", "Inte behörig"]]
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row}
    assert "f" not in kinds


def test_scores_and_comments_have_columns_of_their_own(office, here, round):
    row = Application.objects.get(round=round, number=3)
    make_review(row, here.recruiter, ReviewState.SENT, comment="=cmd", feedback="Bra.",
                scores={"experience": 4, "reflection": 2, "motive": 5})  # fmt: skip
    rows, _book = sheet(office.get(url("export", round)))
    told = dict(zip(rows[0], rows[3], strict=True))
    assert told["Granskning 1: av"] == "Recruiter Kronoberg"
    assert told["Granskning 1: Klinisk erfarenhet"] == 4
    assert told["Granskning 1: kommentar till gruppen"] == "=cmd"
    assert told["Granskning 1: återkoppling till den sökande"] == "Bra."


def test_what_one_reviews_is_there_by_its_number_alone(office, here, round):
    row = Application.objects.get(round=round, number=2)
    make_review(row, here.recruiter, ReviewState.SENT, scores={"experience": 3})
    own = make_review(row, here.hr)
    for query in ("", "ordning=namn", "sok=2", "ordning=inkom"):
        page = office.get(f"{url('applications', round)}?{query}").content.decode()
        assert ("Zorn" in page, "Sökande 2" in page) == (False, True)
    for query in ("sok=zorn", "papper=klara", "ort=Kronoberg"):
        page = office.get(f"{url('applications', round)}?{query}")
        assert 2 not in numbers(page)
    rows, _book = sheet(office.get(url("export", round)))
    assert [one for one in rows[2] if one] == [2, "Sökande 2", "Inskickad"]
    shut = office.get(url("application", row))
    assert (shut.status_code, b"Zorn" in shut.content) == (403, False)
    own.state, own.sent_at = ReviewState.SENT, own.assigned_at
    own.save()
    assert office.get(url("application", row)).status_code == 200


def test_a_veiled_case_stands_by_its_number_in_every_order(office, here, round):
    """Else its place among the others would tell where in the alphabet it is."""
    for number in (1, 4):
        make_review(Application.objects.get(round=round, number=number), here.hr)
    page = office.get(f"{url('applications', round)}?ordning=namn")
    assert numbers(page) == [1, 4, 5, 3, 2]


def test_a_case_with_a_link_is_in_no_list(office, here, round):
    row = Application.objects.get(round=round, number=2)
    ApplicantConflict.objects.create(
        region=here.region, application=row, user=here.hr, text="grannar",
        declared=True, told_at=round.created_at,
    )  # fmt: skip
    page = office.get(url("applications", round))
    assert numbers(page) == [1, 3, 4, 5]
    assert "1 ansökan är inte med" in page.content.decode()
    assert office.get(url("application", row)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_with_more_applications(office, here, number):
    round = make_recruitment(here)
    for one in range(1, number + 1):
        make_paper(make_application(round, one))
    address = f"{url('applications', round)}?lage=submitted&ort=Kronoberg&papper=saknas"
    office.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        office.get(address)
    assert len(caught) == 14


def test_ten_thousand_cost_no_more(office, here):
    """Page 50, three filters: as many queries, and no sequence of rows fetched whole."""
    round = make_recruitment(here)
    first = make_application(round, 1)
    copies = []
    for number in range(2, 2502):
        copy = Application(**{
            field.attname: getattr(first, field.attname)
            for field in Application._meta.concrete_fields
            if field.attname not in ("id", "number", "email", "token_hash")
        }, number=number, email=f"s{number}@example.org", token_hash=f"{number:064}")  # fmt: skip
        copies.append(copy)
    Application.objects.bulk_create(copies)
    with CaptureQueriesContext(connection) as caught:
        page = office.get(
            f"{url('applications', round)}"
            "?lage=submitted&ort=Kronoberg&papper=saknas&sida=50"
        )
    assert (len(caught) <= 16, numbers(page)[0]) == (True, 2451)
    assert max(len(one["sql"]) for one in caught.captured_queries) < 10_000
    beyond = office.get(f"{url('applications', round)}?sida=99")
    assert (numbers(beyond), beyond.context["page"].number) == ([2501], 51)
    assert numbers(office.get(f"{url('applications', round)}?sida=x"))[0] == 1


def test_a_paper_is_saved_and_never_shown(office, here, round):
    row = Application.objects.get(round=round, number=2)
    paper = row.papers.first()
    address = reverse("recruitment:paper", args=["kronoberg", row.pk, paper.pk])
    answer = office.get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    other = Application.objects.get(round=round, number=3)
    elsewhere = reverse("recruitment:paper", args=["kronoberg", other.pk, paper.pk])
    assert office.get(elsewhere).status_code == 404


def test_a_decision_is_taken_with_its_answer_and_shown_as_unsent(office, here, round):
    row = Application.objects.get(round=round, number=1)
    page = office.get(url("application", row))
    assert "no_licence" in {
        reason.key for way in page.context["ways"] for reason in way["reasons"]
    }
    address = f"{url('decide', row)}?som=not_eligible&skal=no_licence"
    text = office.get(address).context["form"].initial["text"]
    assert text.startswith("Hej! Tack för din ansökan till BT i Region Kronoberg.")
    assert office.post(address, {"text": ""}).status_code == 422
    gap = office.post(address, {"text": "Den […]."})
    assert (gap.status_code, "[…]" in gap.content.decode()) == (422, True)
    office.post(address, {"text": text})
    page = office.get(url("application", row))
    assert "Beslutat, inte meddelat" in page.content.decode()
    answers = office.get(url("answers", round))
    row.refresh_from_db()
    sent = office.post(
        url("answers", round),
        {"number": "1", "case": [f"{row.pk}:{row.version}", "x:1", f"{row.pk}:y"]},
    )
    assert (answers.status_code, sent.status_code) == (200, 302)
    assert row.mails.get().body == text


def test_the_wrong_number_sends_nothing_and_says_so(office, here, round):
    row = Application.objects.get(round=round, number=3)
    case = f"{row.pk}:{row.version}"
    answer = office.post(url("answers", round), {"number": "7", "case": [case]})
    assert (answer.status_code, row.mails.count()) == (422, 0)
    assert "Skriv antalet, 1" in answer.content.decode()
