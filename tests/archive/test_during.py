"""Learning, talks, handovers, plans and extensions are in the archive, with their files."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions import Agreed
from assessments.actions import concerns as worrying
from assessments.models import Talk
from tests.archive.test_archive import HOSTILE, address, fetched, told
from tests.assessments.acts import today
from tests.assessments.handovers import agreed, content, proposed
from tests.assessments.test_checklists import ticked
from tests.cast import at
from tests.objects.learning import make_learning
from tests.objects.placements import make_extension
from tests.objects.talks import make_talk


def titles(parts, key: str) -> list[str]:
    return [one["title"] for one in parts[key]]


def written_plan(company, share: bool) -> None:
    day = today() + timedelta(days=30)
    worrying.write_plan(
        id=uuid4(), programme=company.programme, needs="Prioritera.", share=share,
        consulted=("main_supervisor",), follow_up_on=day,
        agreed=(Agreed("Leda ronden.", company.doctor, day),),
        by=company.studierektor, at=at(),
    )  # fmt: skip


def test_a_private_reflection_and_its_file_are_the_doctors(client, cast):
    company = cast.kronoberg
    with company.inside():
        make_learning(company)
    packed = fetched(client, company)
    entry = told(packed)["parts"]["aktiviteter"][0]
    assert entry["title"] == "Reflektion Kronoberg"
    assert packed.read(entry["files"][0]) == b"%PDF Kronoberg"
    assert entry["files"][0].endswith("-Intyg_Kronoberg.pdf")


def test_talks_are_there_with_what_was_said(client, cast):
    company = cast.kronoberg
    with company.inside():
        talk = make_talk(company)
        Talk.objects.filter(pk=talk.pk).update(notes=HOSTILE)
    packed = fetched(client, company)
    assert "&lt;script&gt;alert(1)" in packed.read("sidor/samtal.html").decode()
    (entry,) = told(packed)["parts"]["samtal"]
    assert ["Med", "Supervisor Kronoberg"] in entry["facts"]


def test_cards_and_checklists_are_there(client, cast):
    company = cast.kronoberg
    with company.inside():
        ticked(company)
        agreed(company, proposed(company, content=content(practise=HOSTILE)))
    parts = told(fetched(client, company))["parts"]
    assert titles(parts, "overlamningar") == ["Internmedicin"]
    assert titles(parts, "checklistor") == ["Kirurgi"]
    marks = [words for _line, words in parts["checklistor"][0]["marks"]]
    assert marks[0].startswith("Doctor Kronoberg, ")
    assert {*marks[1:]} == {"Inte avbockad"}


@pytest.mark.parametrize(("share", "count"), [(False, 0), (True, 1)])
def test_a_plan_is_there_when_it_is_shared(client, cast, share, count):
    company = cast.kronoberg
    with company.inside():
        written_plan(company, share)
    parts = told(fetched(client, company))["parts"]
    assert len(parts["planer"]) == count


def test_extensions_are_there(client, cast):
    company = cast.kronoberg
    with company.inside():
        make_extension(company)
    parts = told(fetched(client, company))["parts"]
    assert titles(parts, "forlangningar")[0].startswith("Internmedicin")


def test_looking_reads_no_file_and_asks_no_more_for_many(client, cast):
    company = cast.kronoberg
    client.force_login(company.doctor)
    counts = []
    for _ in range(2):
        with company.inside():
            make_learning(company)
            make_talk(company)
            make_extension(company)
        with CaptureQueriesContext(connection) as asked:
            client.get(address(company))
        counts.append(len(asked))
        read = [row for row in asked.captured_queries if '."content"' in row["sql"]]
        assert [row for row in read if "activityfile" in row["sql"]] == []
    assert counts[0] == counts[1]
