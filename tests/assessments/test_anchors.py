"""The region's own words for a requirement row: written, kept, and shown as its own."""

import re

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from assessments.actions.anchors import write_anchor
from assessments.models import Anchor
from assessments.queries.anchors import anchored_row, anchors_beside
from regions import audit
from tests.assessments import acts
from tests.assessments.acts import crash, events, refused
from tests.cast import at
from tests.page_reads import at_most

LINES = ["Föreslår ett mått och mäter", "Berättar på arbetsplatsträffen"]
WHOSE = "Region Kronobergs egen text, inte Socialstyrelsens."
BT6 = "?delmal=BT6&rad=1"


def written(company, **given):
    usual = {
        "region": company.region, "code": "BT6", "row": 1, "lines": LINES,
        "number": 0, "by": company.studierektor, "at": at(),
    }  # fmt: skip
    return write_anchor(**(usual | given))


def url(name: str = "anchor_change", query: str = "") -> str:
    return reverse(f"assessments:{name}", args=["kronoberg"]) + query


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# ------------------------------------------------------------------------ the action
def test_each_change_is_an_edition_and_the_old_ones_stand(kronoberg):
    first = written(kronoberg)
    assert written(kronoberg).pk == first.pk  # a second click
    second = written(kronoberg, number=1, lines=["Mäter"], by=kronoberg.bt_manager)
    gone = written(kronoberg, number=2, lines=[])
    assert (first.number, second.number, gone.number) == (1, 2, 3)
    assert anchored_row(kronoberg.region, "BT6", 1).lines == []
    assert anchors_beside(kronoberg.region) == []
    assert events()[-3:] == ["anchor.written"] * 3
    for change in (
        lambda: Anchor.objects.update(lines=["annat"]),
        lambda: Anchor.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()


def test_nothing_stays_nothing(kronoberg):
    assert written(kronoberg, lines=[]) is None
    assert Anchor.objects.count() == 0


def test_the_second_of_two_editors_is_told(kronoberg):
    written(kronoberg)
    late = refused(lambda: written(kronoberg, lines=["Annat"]))
    assert (late, Anchor.objects.count()) == (["anchor.stale"], 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        row = Anchor.objects.get()
        row.pk, row._state.adding = None, True
        row.save(force_insert=True)


@pytest.mark.parametrize(
    "who", ["doctor", "administrator", "supervisor", "main_supervisor", "hr"]
)
def test_nobody_else_writes(kronoberg, who):
    codes = refused(lambda: written(kronoberg, by=getattr(kronoberg, who)))
    assert (codes, Anchor.objects.count()) == (["anchor.not_leading"], 0)


@pytest.mark.parametrize(("code", "row"), [("BT6", 2), ("BT99", 1), ("", 0)])
def test_a_row_that_does_not_exist(kronoberg, code, row):
    with pytest.raises(LookupError):
        written(kronoberg, code=code, row=row)


def test_a_crash_leaves_nothing(kronoberg, monkeypatch):
    monkeypatch.setattr(audit, "record", crash)
    with pytest.raises(RuntimeError):
        written(kronoberg)
    assert Anchor.objects.count() == 0


def test_another_region_has_its_own(cast):
    with cast.kronoberg.inside():
        written(cast.kronoberg)
    with cast.stockholm.inside():
        assert anchors_beside(cast.stockholm.region) == []


# ------------------------------------------------------------------------- the pages
def test_the_page_writes_and_shows_it_as_the_regions_own(kronoberg, as_user):
    client = as_user(kronoberg.studierektor)
    data = {"lines": "  <b>Mäter</b>   före \n\n och efter", "number": "0"}
    answer = client.post(url(query=BT6), data)
    assert (answer.status_code, answer.url) == (302, url("anchors", "#BT6"))
    assert Anchor.objects.get().lines == ["<b>Mäter</b> före", "och efter"]
    for who in (kronoberg.studierektor, kronoberg.doctor):
        page = as_user(who).get(url("anchors")).content.decode()
        assert "&lt;b&gt;Mäter&lt;/b&gt; före" in page
        assert f"{WHOSE} Studierektor Kronoberg, " in page
        assert (url() in page) == (who == kronoberg.studierektor)


def test_earlier_versions_can_be_read(kronoberg, as_user):
    written(kronoberg)
    written(kronoberg, number=1, lines=[], by=kronoberg.bt_manager)
    page = text(as_user(kronoberg.deputy).get(url(query=BT6)))
    versions = page[page.index("Versioner") :]
    assert versions.index("Texten togs bort.") < versions.index(LINES[0])
    assert "Gäller nu." in versions


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("x" * 201, "En rad får vara högst 200 tecken."),
        ("Mäter\nMäter", "Raden ”Mäter” står två gånger."),
        ("\n".join("abcdef"), "Skriv högst 5 rader. Här är 6."),
        ("x" * 5001, "Texten är 1 tecken för lång."),
        ("Se 19121212-1212", "ser ut att innehålla ett personnummer"),
        ("a\0b", "Nolltecken"),
    ],
)
def test_what_cannot_be_kept_is_told_at_the_field(kronoberg, as_user, lines, said):
    client = as_user(kronoberg.studierektor)
    answer = client.post(url(query=BT6), {"lines": lines, "number": "0"})
    assert (answer.status_code, Anchor.objects.count()) == (422, 0)
    if said != "Nolltecken":
        assert said in text(answer)
        assert lines.split("\n")[0] in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "", "x", "-1", "99999999999"])
def test_an_old_tab_is_shown_what_is_saved_and_can_save_again(
    kronoberg, as_user, number
):
    written(kronoberg)
    client = as_user(kronoberg.bt_manager)
    answer = client.post(url(query=BT6), {"lines": "Annat", "number": number})
    page = answer.content.decode()
    assert (answer.status_code, Anchor.objects.count()) == (422, 1)
    assert "Det här är sparat nu:" in page
    assert LINES[0] in page
    assert ">\nAnnat</textarea>" in page
    assert 'name="number" value="1"' in page
    again = client.post(url(query=BT6), {"lines": "Annat", "number": "1"})
    assert (again.status_code, Anchor.objects.count()) == (302, 2)


@pytest.mark.parametrize("query", ["?delmal=BT6&rad=2", "?delmal=X", "?rad=%C2%B2"])
def test_no_such_row(kronoberg, as_user, query):
    assert as_user(kronoberg.bt_manager).get(url(query=query)).status_code == 404


# ------------------------------------------------------------------- where it is shown
def test_it_stands_where_the_delmal_is_tagged_and_judged(kronoberg, as_user):
    written(kronoberg)
    key = [kronoberg.programme.pk]
    pages = {
        kronoberg.doctor: [
            reverse("delmal", args=["kronoberg", *key]),
            reverse("assessments:request", args=["kronoberg", *key])
            + "?instrument=presentation",
            reverse("assessments:activity_new", args=["kronoberg", *key]),
        ],
        kronoberg.supervisor: [
            reverse("assessments:start", args=["kronoberg", *key])
            + "?instrument=presentation",
            reverse(
                "assessments:overall", args=["kronoberg", kronoberg.placements[1].pk]
            ),
        ],
    }
    for who, addresses in pages.items():
        for address in addresses:
            answer = as_user(who).get(address)
            assert (answer.status_code, address) == (200, address)
            assert LINES[1] in text(answer), address
            assert f"{WHOSE} Studierektor Kronoberg, " in text(answer), address


@pytest.mark.parametrize(("codes", "shown"), [(("BT1",), False), (("BT6",), True)])
def test_one_who_is_asked_sees_it_for_what_is_asked_about(
    kronoberg, as_user, codes, shown
):
    written(kronoberg)
    row = acts.ask(kronoberg, delmal=codes)
    page = text(as_user(kronoberg.supervisor).get(row.get_absolute_url()))
    assert (LINES[0] in page) == shown


def test_forty_seven_texts_cost_one_query(kronoberg, as_user):
    client, costs = as_user(kronoberg.studierektor), []
    for codes in (["BT6"], ["BT1", "BT2", "BT3"]):
        for code in codes:
            written(kronoberg, code=code)
        client.get(url("anchors"))
        with at_most(10) as asked:
            client.get(url("anchors"))
        costs.append(len(asked))
    assert costs[0] == costs[1]
