"""The doctor's archive: whole, readable with nothing installed, and nobody else's."""

import hashlib
import io
import json
import zipfile

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions import rounds
from assessments.models import Assessment
from bt_admin.archive.packing import archive
from bt_admin.archive.sheet import spreadsheet
from bt_admin.lib.parts import Entry, File, Part
from bt_admin.lib.sheets import MOST_IN_A_CELL
from regions.clock import database_now
from regions.events import Event
from regions.models import AuditRow
from tests.assessments import round_acts
from tests.certificates import papers, year
from tests.objects.assessments import make_assessment, make_scan
from tests.objects.collegium import make_collegium

HOSTILE = '=HYPERLINK("http://example.org")<script>alert(1)</script>'


def address(company) -> str:
    return f"/{company.region.slug}/bt/{company.programme.pk}/arkiv/"


def fetched(client, company) -> zipfile.ZipFile:
    client.force_login(company.doctor)
    answer = client.post(address(company))
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.content))


def told(packed: zipfile.ZipFile) -> dict:
    return json.loads(packed.read("data/arkiv.json"))


def judged_with(company, text: str, delmal: tuple[str, ...] = ()) -> None:
    row = Assessment.objects.create(
        region=company.region,
        programme=company.programme,
        instrument="mini_cex",
        state="signed",
        assessor=company.supervisor,
        performed_on=company.programme.starts_on,
        registered_at=database_now(),
        signed_at=database_now(),
        texts={"keep_doing": text},
    )
    for code in delmal:
        row.delmal.create(region=company.region, code=code)


def test_it_holds_pages_data_papers_and_checksums(client, cast):
    company = cast.kronoberg
    with company.inside():
        papers.certify_everything(company)
        papers.complete(company)
        papers.print_all(company)
    packed = fetched(client, company)
    assert sorted(packed.namelist()) == [
        "SHA256SUMS.txt",
        "data/arkiv.json",
        "data/arkiv.xlsx",
        "index.html",
        "intyg/0-bilaga-1-ansokan.pdf",
        "intyg/1-bilaga-2-delmal.pdf",
        "intyg/2-bilaga-3-fullgjord.pdf",
        "intyg/3-bilaga-4-baskompetens.pdf",
        "sidor/360.html",
        "sidor/aktiviteter.html",
        "sidor/bedomningar.html",
        "sidor/checklistor.html",
        "sidor/forlangningar.html",
        "sidor/handelser.html",
        "sidor/intyg.html",
        "sidor/kollegier.html",
        "sidor/lasare.html",
        "sidor/manniskor.html",
        "sidor/om.html",
        "sidor/original.html",
        "sidor/overlamningar.html",
        "sidor/planer.html",
        "sidor/samtal.html",
        "sidor/tjanstgoring.html",
        "stil.css",
    ]
    assert packed.read("intyg/1-bilaga-2-delmal.pdf").startswith(b"%PDF-")


def test_every_checksum_is_right(client, cast):
    packed = fetched(client, cast.kronoberg)
    lines = packed.read("SHA256SUMS.txt").decode().splitlines()
    sums = dict(reversed(line.split("  ")) for line in lines)
    files = set(packed.namelist()) - {"SHA256SUMS.txt"}
    assert sums == {
        name: hashlib.sha256(packed.read(name)).hexdigest() for name in files
    }


def test_what_somebody_wrote_is_text_in_every_format(client, cast):
    company = cast.kronoberg
    with company.inside():
        judged_with(company, HOSTILE)
    packed = fetched(client, company)
    page = packed.read("sidor/bedomningar.html").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page
    book = openpyxl.load_workbook(io.BytesIO(packed.read("data/arkiv.xlsx")))
    cells = [cell for row in book["Bedömningar"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value == HOSTILE} == {"s"}
    assert HOSTILE in str(told(packed)["parts"]["bedomningar"])


def test_the_delmal_stand_in_their_order(client, cast):
    company = cast.kronoberg
    with company.inside():
        judged_with(company, "Bra.", delmal=("BT10", "BT9", "BT2"))
    [row] = told(fetched(client, company))["parts"]["bedomningar"]
    assert row["delmal"] == ["BT2", "BT9", "BT10"]


def test_a_draft_and_an_untold_kollegium_stay_outside(client, cast):
    company = cast.kronoberg
    with company.inside():
        make_assessment(company)
        make_collegium(company)
    parts = told(fetched(client, company))["parts"]
    assert (parts["bedomningar"], parts["kollegier"]) == ([], [])


def test_a_360_lies_there_once_it_is_released(client, cast):
    """Without the hidden text, and without who was asked."""
    company = cast.kronoberg
    with company.inside():
        row = round_acts.closed(company)
        hidden = row.words.get(text="Bra 1.")
    packed = fetched(client, company)
    assert told(packed)["parts"]["360"] == []
    who = {"round": row, "by": company.studierektor, "at": database_now()}
    with company.inside():
        rounds.hide_text(text_id=hidden.pk, reason="Pekar ut.", **who)
        rounds.release_round(**who)
    packed = fetched(client, company)
    page = packed.read("sidor/360.html").decode()
    assert "Oftast. De andra: 2,2" in page
    shown = ("Bra 2.", "Jag lyssnar.", "Bra 1.", "Pekar ut.", "Kollega")
    assert [words in page for words in shown] == [True, True, False, False, False]


def test_taking_it_is_in_the_log_with_the_sum_of_the_file(client, cast):
    company = cast.kronoberg
    client.force_login(company.doctor)
    content = client.post(address(company)).content
    with company.inside():
        row = AuditRow.objects.get(event=Event.PORTFOLIO_ARCHIVED)
    assert row.actor_id == company.doctor.pk
    assert row.detail == {"sha256": hashlib.sha256(content).hexdigest()}


def test_looking_at_the_page_is_no_taking(client, cast):
    company = cast.kronoberg
    client.force_login(company.doctor)
    assert client.get(address(company)).status_code == 200
    with company.inside():
        assert list(AuditRow.objects.filter(event=Event.PORTFOLIO_ARCHIVED)) == []


def test_as_many_queries_for_three_as_for_one(client, cast):
    company = cast.kronoberg
    client.force_login(company.doctor)
    counts = []
    for _ in range(2):
        with company.inside():
            year.evidence(company, ["BT1", "BT2"])
        with CaptureQueriesContext(connection) as asked:
            client.get(address(company))
        counts.append(len(asked))
    with company.inside():
        assert Assessment.objects.filter(programme=company.programme).count() >= 2
    assert counts[0] == counts[1]


# ---------------------------------------------------------------------- the file itself
@pytest.mark.parametrize("text", ["", "a\x00b\x0bc", "x" * (MOST_IN_A_CELL + 1)])
def test_any_text_fits_in_a_spreadsheet(text):
    part = Part("p", "Del", [Entry("en", texts=[("Text", text)])], "")
    book = openpyxl.load_workbook(io.BytesIO(spreadsheet([part])))
    assert book["Del"]["B1"].value == "Text"


def test_there_may_be_more_headings_than_letters():
    entry = Entry("en", marks=[(f"Område {n}", "4") for n in range(40)])
    book = openpyxl.load_workbook(
        io.BytesIO(spreadsheet([Part("p", "Del", [entry], "")]))
    )
    assert book["Del"]["AO1"].value == "Område 39"


def test_a_heading_met_twice_shares_a_cell():
    entry = Entry("en", facts=[("Signerad", "A"), ("Signerad", "B")])
    book = openpyxl.load_workbook(
        io.BytesIO(spreadsheet([Part("p", "Del", [entry], "")]))
    )
    assert [cell.value for cell in book["Del"][2]] == ["en", "A\nB"]


def test_files_lie_where_the_page_says(client, cast):
    entry = Entry("Kurs", files=["filer/kurs.pdf"])
    part = Part("p", "Del", [entry], "", files=[File("filer/kurs.pdf", b"x")])
    content = archive([part], doctor="D", region="R", at=database_now())
    packed = zipfile.ZipFile(io.BytesIO(content))
    assert packed.read("filer/kurs.pdf") == b"x"
    assert 'href="../filer/kurs.pdf"' in packed.read("sidor/p.html").decode()


def test_a_paper_lies_beside_what_was_typed_from_it(client, cast):
    company = cast.kronoberg
    with company.inside():
        scan = make_scan(company)
    packed = fetched(client, company)
    path = f"bedomningar/{scan.pk}-mini-cex.pdf"
    assert packed.read(path) == b"%PDF Kronoberg"
    assert path in packed.read("sidor/bedomningar.html").decode()
