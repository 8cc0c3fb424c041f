"""A placement keeps the list it was given; both tick; the region writes its own."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from assessments.actions import checklists as actions
from assessments.models import ChecklistEdition, ChecklistItem
from assessments.queries.checklists import checklist_of
from regions import audit
from tests.assessments.acts import crash, events, refused, stored
from tests.assessments.handovers import receiver
from tests.cast import at

OWN = {"introduction": ["Nycklar"], "topic": ["Etik", "Jour"]}


def key_of(company, number: int = 0, place: int = 2) -> str:
    return checklist_of(company.placements[place])[number].key


def ticked(company, **given):
    """The first line in surgery, which lasts another month."""
    usual = {
        "placement": company.placements[2],
        "ticked": True,
        "by": company.doctor,
        "at": at(),
    }
    facts = usual | given
    facts.setdefault("key", key_of(company))
    return actions.tick_line(**facts)


def published(company, **given):
    usual = {
        "region": company.region,
        "care": "acute_care",
        "lines": OWN,
        "number": 0,
        "by": company.studierektor,
        "at": at(),
    }
    return actions.publish_checklist(**(usual | given))


def texts(company, place: int = 2) -> list[str]:
    return [one.text for one in checklist_of(company.placements[place])]


def url(name: str, company, place: int = 2) -> str:
    key = company.placements[place].pk
    return reverse(f"assessments:{name}", args=[company.region.slug, key])


def text(answer) -> str:
    return " ".join(answer.content.decode().split()).replace("\N{NO-BREAK SPACE}", " ")


# -------------------------------------------------------------------------- ticking
def test_either_ticks_and_either_opens(kronoberg):
    by = receiver(kronoberg)
    item = ticked(kronoberg)
    assert (item.ticked_by, item.ticked_at is not None) == (kronoberg.doctor, True)
    assert ticked(kronoberg, by=by).ticked_by == kronoberg.doctor  # the first stands
    assert ticked(kronoberg, by=by, ticked=False).ticked_at is None
    assert events()[-2:] == ["checklist.ticked", "checklist.unticked"]


@pytest.mark.parametrize("who", ["main_supervisor", "supervisor", "studierektor"])
def test_nobody_else_ticks(kronoberg, who):
    codes = refused(lambda: ticked(kronoberg, by=getattr(kronoberg, who)))
    assert (codes, ChecklistItem.objects.count()) == (["checklist.not_yours"], 0)


def test_what_is_over_is_not_ticked(kronoberg):
    place = kronoberg.placements[1]
    given = {"placement": place, "key": key_of(kronoberg, place=1)}
    assert refused(lambda: ticked(kronoberg, **given)) == ["checklist.over"]


def test_a_line_that_is_not_there(kronoberg):
    with pytest.raises(LookupError):
        ticked(kronoberg, key="0" * 16)


def test_a_crash_leaves_nothing(kronoberg, monkeypatch):
    monkeypatch.setattr(audit, "record", crash)
    with pytest.raises(RuntimeError):
        ticked(kronoberg)
    assert ChecklistItem.objects.count() == 0


def test_a_given_line_stands(kronoberg):
    item = ticked(kronoberg)
    for statement in ("UPDATE {} SET text = 'x'", "DELETE FROM {}"):
        with (
            pytest.raises(DatabaseError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format("assessments_checklistitem"))
    assert stored(item).text == item.text


# --------------------------------------------------------------------- the region's own
def test_a_placement_that_has_begun_keeps_its_list(kronoberg):
    before = texts(kronoberg)
    published(kronoberg)
    assert texts(kronoberg) == before
    psychiatry = kronoberg.placements[3]
    psychiatry.care = "acute_care"
    psychiatry.save()
    assert texts(kronoberg, 3) == ["Nycklar", "Etik", "Jour"]


def test_what_was_given_stays_when_the_plan_moves(kronoberg):
    before = texts(kronoberg)
    ticked(kronoberg)
    published(kronoberg)
    kronoberg.placements[2].periods.update(
        starts_on=at().date(), ends_on=at().date() + timedelta(days=60)
    )
    assert texts(kronoberg) == before


def test_each_change_is_an_edition(kronoberg):
    published(kronoberg)
    again = published(kronoberg)  # a second click
    assert again.number == 1
    assert published(kronoberg, number=1, lines={"topic": ["Jour"]}).number == 2
    assert refused(lambda: published(kronoberg, number=1)) == ["checklist.stale"]
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ChecklistEdition.objects.update(number=7)


def test_another_region_has_its_own(cast):
    with cast.kronoberg.inside():
        published(cast.kronoberg)
    with cast.stockholm.inside():
        assert ChecklistEdition.objects.count() == 0


@pytest.mark.parametrize("who", ["doctor", "administrator", "supervisor", "hr"])
def test_nobody_else_publishes(kronoberg, who):
    codes = refused(lambda: published(kronoberg, by=getattr(kronoberg, who)))
    assert codes == ["checklist.not_leading"]


@pytest.mark.parametrize("who", ["bt_manager", "deputy", "studierektor"])
def test_who_leads_publishes(kronoberg, who):
    assert published(kronoberg, by=getattr(kronoberg, who)).number == 1


# ------------------------------------------------------------------------- the pages
def test_the_page_ticks(kronoberg, as_user):
    client, place = as_user(kronoberg.doctor), url("placement", kronoberg)
    key = key_of(kronoberg)
    assert "0 av" in text(client.get(place))
    answer = client.post(url("checklist_tick", kronoberg), {"rad": key, "klar": "1"})
    assert (answer.status_code, answer.url) == (
        302,
        f"{place}?del=introduction#introduction",
    )
    page = text(client.get(place))
    assert "Doctor Kronoberg," in page
    assert "Öppna igen" in page
    assert (
        client.post(url("checklist_tick", kronoberg), {"rad": "x"}).status_code == 404
    )


def test_who_only_reads_has_no_buttons(kronoberg, as_user):
    page = text(as_user(kronoberg.studierektor).get(url("placement", kronoberg)))
    assert ("Första veckan" in page, 'name="rad"' in page) == (True, False)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "Listan kan inte sparas tom."),
        ("Etik\nEtik", "Raden ”Etik” står två gånger."),
        ("x" * 300, "En rad får vara högst 200 tecken."),
        ("x" * 6000, "Texten är 1000 tecken för lång."),
        ("\n".join(map(str, range(30))), "högst 20 rader, och här är 30"),
    ],
)
def test_a_bad_list_is_kept(kronoberg, as_user, lines, said):
    here = reverse("assessments:checklist_change", args=["kronoberg"])
    data = {"introduction": lines, "number": "0"}
    answer = as_user(kronoberg.studierektor).post(f"{here}?slag=acute_care", data)
    assert (answer.status_code, said in text(answer)) == (422, True)
    assert ChecklistEdition.objects.count() == 0


def test_the_page_publishes(kronoberg, as_user):
    here = reverse("assessments:checklist_change", args=["kronoberg"])
    client = as_user(kronoberg.bt_manager)
    data = {"topic": "  <b>Etik</b>  \n\n Jour ", "number": "0"}
    answer = client.post(f"{here}?slag=psychiatry", data)
    assert answer.status_code == 302
    row = ChecklistEdition.objects.get()
    assert (row.care, row.lines) == ("psychiatry", {"topic": ["<b>Etik</b>", "Jour"]})
    page = text(client.get(answer.url))
    assert "&lt;b&gt;Etik&lt;/b&gt;" in page
    assert client.get(f"{here}?slag=finns-inte").status_code == 404


def test_an_old_tab_is_shown_what_is_saved(kronoberg, as_user):
    published(kronoberg)
    here = reverse("assessments:checklist_change", args=["kronoberg"])
    data = {"topic": "Annat", "number": "0"}
    client = as_user(kronoberg.studierektor)
    answer = client.post(f"{here}?slag=acute_care", data)
    assert (answer.status_code, "Nycklar" in text(answer)) == (422, True)
