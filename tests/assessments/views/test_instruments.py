"""The region's own page: drafted, changed, previewed, published, used or not."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments import queries
from assessments.models import InstrumentUse, RegionalInstrument
from tests.assessments import acts
from tests.assessments.actions.test_instruments import begin, published

HOSTILE = '<script>alert("x")</script> {{ settings.SECRET_KEY }} =1+1'


def at(name: str, key: str = "", **given) -> str:
    address = reverse(
        f"assessments:{name}", kwargs={"region_slug": "kronoberg", **given}
    )
    return f"{address}?instrument={key}" if key else address


def typed(client, row) -> dict:
    """What a browser would post of the form as it is shown."""
    form = client.get(at("instrument_draft", pk=row.pk)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def entry(row) -> dict:
    return acts.stored(row).definition["instrument"][0]


# ------------------------------------------------------------------------ the main line
def test_a_change_is_made_seen_and_published(kronoberg, as_user):
    client = as_user(kronoberg.bt_manager)
    page = client.get(at("instruments")).content.decode()
    assert "Nationell version 1." in page
    answer = client.post(at("instrument_change", "dops"))
    row = RegionalInstrument.objects.get()
    assert answer.url == at("instrument_draft", pk=row.pk)
    data = typed(client, row)
    data |= {"purpose": "Vi ser dig göra det.", "minutes_form": "3", "do": "preview"}
    data |= {"section_0_item_2_label": "Handlag", "section_1_anchor_0": "Stod bredvid."}
    data |= {"extra_0_options": "Blodgas\n\n Ultraljud \nAnnat", "delmal": ["BT1"]}
    answer = client.post(at("instrument_draft", pk=row.pk), data)
    assert answer.url == at("instrument_draft_preview", pk=row.pk)
    page = client.get(answer.url).content.decode()
    for words in ("Handlag", "Stod bredvid.", "Ultraljud", "Ungefär 3", "BT1 Akuta"):
        assert words in page
    assert "Regionens eget: syftet, tiden, delmålen" in page
    answer = client.post(at("instrument_publish", pk=row.pk), {"revision": "2"})
    assert (answer.status_code, answer.url) == (302, at("instruments"))
    given = queries.instrument_in(kronoberg.region, "dops")
    assert (given.version, given.form_minutes, given.delmal) == (10_001, 3, ("BT1",))
    assert given.extra_fields[0].options == ("Blodgas", "Ultraljud", "Annat")
    page = client.get(at("instruments")).content.decode()
    assert "Ändrat av regionen. Region Kronobergs version 1." in page
    ask = reverse("assessments:request", args=["kronoberg", kronoberg.programme.pk])
    page = as_user(kronoberg.doctor).get(ask).content.decode()
    assert "Vi ser dig göra det." in page


def test_the_form_unchanged_gives_the_definition_back(kronoberg, as_user):
    client = as_user(kronoberg.bt_manager)
    for key in (
        "mini_cex",
        "osce",
        "epa",
        "sammantagen_bedomning",
        "journalgranskning",
    ):
        row = begin(kronoberg, key)
        before = row.definition
        data = typed(client, row) | {"do": "save"}
        assert client.post(at("instrument_draft", pk=row.pk), data).status_code == 302
        assert acts.stored(row).definition == before


@pytest.mark.parametrize(
    ("do", "labels"),
    [
        ("add:0", ["Anamnes", "Undersökning", ""]),
        ("down:0:0", ["Undersökning", "Anamnes"]),
        ("up:0:1", ["Undersökning", "Anamnes"]),
        ("remove:0:0", ["Undersökning"]),
        ("remove:1:0", ["Anamnes", "Undersökning"]),
        ("up:99:99", ["Anamnes", "Undersökning"]),
        ("hej:hå", ["Anamnes", "Undersökning"]),
    ],
)
def test_questions_are_added_moved_and_removed_with_what_was_typed(
    kronoberg, as_user, do, labels
):
    client = as_user(kronoberg.bt_manager)
    row = begin(kronoberg)
    [one] = row.definition["instrument"]
    del one["section"][0]["items"][2:]
    row.save()
    data = typed(client, row) | {"purpose": "Skrivet innan.", "do": do}
    assert client.post(at("instrument_draft", pk=row.pk), data).status_code == 302
    now = entry(row)
    assert now["purpose"] == "Skrivet innan."
    assert [item["label"] for item in now["section"][0]["items"]] == labels


def test_an_own_instrument_is_named_and_begun(kronoberg, as_user):
    client = as_user(kronoberg.bt_manager)
    page = client.get(at("instrument_copy", "cbd")).content.decode()
    assert "Det börjar som en kopia av CBD." in page
    answer = client.post(at("instrument_copy", "cbd"), {"name": HOSTILE})
    row = RegionalInstrument.objects.get()
    assert answer.url == at("instrument_draft", pk=row.pk)
    page = client.get(at("instruments")).content.decode()
    assert "Utkast till egna instrument" in page
    assert "<script>alert" not in page


# --------------------------------------------------------------------------- bad input
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": ""}, "Skriv något här."),
        ({"name": "x" * 61}, "Texten är 1 tecken för lång."),
        ({"purpose": "å" * 1_000_000}, "Texten är 999500 tecken för lång."),
        ({"minutes_form": "241"}, "Skriv ett tal mellan 0 och 240."),
        ({"minutes_form": "två"}, "Skriv ett tal mellan 0 och 240."),
        ({"delmal": ["BT99"]}, "”BT99” är inget delmål."),
        ({"delmal": []}, "Välj minst ett delmål."),
        ({"section_0_item_0_label": " "}, "Skriv något här."),
        ({"section_1_anchor_4": ""}, "Skriv något här."),
        ({"extra_0_options": "En"}, "Skriv 2–30 val, ett på varje rad."),
        ({"extra_0_options": "En\nEn"}, "Ett val står två gånger."),
        ({"extra_0_options": "En\n" + "x" * 201}, "Ett val är längre än 200 tecken."),
        ({"revision": "7"}, "Ändringen är inte sparad."),
        ({"revision": "x"}, "Ändringen är inte sparad."),
    ],
)
def test_bad_input_is_told_and_what_was_typed_is_kept(kronoberg, as_user, given, words):
    client = as_user(kronoberg.bt_manager)
    row = begin(kronoberg, "dops")
    data = typed(client, row) | {"do": "preview", "never": HOSTILE} | given
    answer = client.post(at("instrument_draft", pk=row.pk), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "&lt;script&gt;alert(&quot;x&quot;)" in page
    assert acts.stored(row).revision == 1


def test_hostile_text_is_shown_literally_to_the_assessor(kronoberg, as_user):
    client = as_user(kronoberg.bt_manager)
    row = begin(kronoberg, "dops")
    hostile = {
        name: HOSTILE
        for name in typed(client, row)
        if name.startswith(("prompt_", "section_", "purpose", "long_name", "never"))
    }
    data = typed(client, row) | hostile | {"do": "preview"}
    answer = client.post(at("instrument_draft", pk=row.pk), data)
    assert answer.status_code == 302
    pages = [client.get(answer.url)]
    client.post(at("instrument_publish", pk=row.pk), {"revision": "2"})
    start = reverse("assessments:start", args=["kronoberg", kronoberg.programme.pk])
    supervisor = as_user(kronoberg.supervisor)
    pages += [supervisor.get(start), supervisor.get(f"{start}?instrument=dops")]
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert "{{ settings.SECRET_KEY }} =1+1" in page.content.decode()


def test_what_cannot_be_published_says_why(kronoberg, as_user):
    client = as_user(kronoberg.bt_manager)
    row = begin(kronoberg, "dops")
    page = client.get(at("instrument_draft_preview", pk=row.pk)).content.decode()
    assert "Det finns inget att publicera." in page
    answer = client.post(at("instrument_publish", pk=row.pk), {"revision": "1"})
    assert answer.status_code == 422
    for revision in ("", "x", "9" * 30, "-1"):
        data = {"revision": revision}
        answer = client.post(at("instrument_publish", pk=row.pk), data)
        assert answer.status_code == 422
    data = typed(client, row) | {"name": "", "do": "save"}
    client.post(at("instrument_draft", pk=row.pk), data)
    page = client.get(at("instrument_draft_preview", pk=row.pk)).content.decode()
    assert "Varför kan den inte publiceras?" in page


def test_a_published_version_is_read_and_not_edited(kronoberg, as_user):
    client = as_user(kronoberg.bt_manager)
    row = published(kronoberg, "dops")
    for name in ("instrument_draft", "instrument_draft_preview"):
        answer = client.get(at(name, pk=row.pk))
        assert answer.url == f"{at('instrument', 'dops')}&version=10001"
        assert "Så säger vi här." in client.get(answer.url).content.decode()
    old = client.get(f"{at('instrument', 'dops')}&version=1").content.decode()
    assert "Nationell version 1" in old


@pytest.mark.parametrize(
    "query",
    [
        "?instrument=finns_inte",
        "?instrument=msf_360",
        "?version=99999",
        "?version=" + "9" * 99,
    ],
)
def test_what_there_is_not_is_not_found(kronoberg, as_user, query):
    client = as_user(kronoberg.bt_manager)
    for name in ("instrument", "instrument_use", "instrument_copy"):
        assert client.get(at(name) + query).status_code == 404
        if name != "instrument":
            assert client.post(at(name) + query, {}).status_code == 404


# ----------------------------------------------------------------------- used or not
def test_a_decision_is_made_with_its_day(kronoberg, as_user):
    client = as_user(kronoberg.bt_manager)
    assert client.get(at("instrument_use", "osce")).status_code == 200
    data = {"in_use": "no", "from_on": acts.today().isoformat()}
    for _click in range(2):
        assert client.post(at("instrument_use", "osce"), data).status_code == 302
    assert InstrumentUse.objects.get().in_use is False
    assert "Används inte sedan" in client.get(at("instruments")).content.decode()


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("osce", {"in_use": ""}, "Välj om det används."),
        ("osce", {"in_use": "kanske"}, "Välj ett av svaren i listan."),
        ("osce", {"from_on": "i går"}, "Skriv datumet som ÅÅÅÅ-MM-DD"),
        (
            "osce",
            {"from_on": (acts.today() - timedelta(days=1)).isoformat()},
            "kan inte gälla bakåt i tiden",
        ),
        ("sammantagen_bedomning", {}, "Instrumentet kan inte stängas av."),
    ],
)
def test_a_bad_decision_is_told(kronoberg, as_user, key, given, words):
    client = as_user(kronoberg.bt_manager)
    data = {"in_use": "no", "from_on": acts.today().isoformat(), **given}
    answer = client.post(at("instrument_use", key), data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert list(InstrumentUse.objects.all()) == []


# ------------------------------------------------------------ a form, and a newer version
def test_a_form_shown_before_a_new_version_is_signed_as_it_was_shown(
    kronoberg, as_user
):
    start = reverse("assessments:start", args=["kronoberg", kronoberg.programme.pk])
    start += "?instrument=mini_cex"
    client = as_user(kronoberg.supervisor)
    page = client.get(start).content.decode()
    mark = page.split('name="mark" value="')[1].split('"')[0]
    published(kronoberg)
    data = {
        "mark": mark, "form_version": "1", "version": "0", "do": "sign",
        "performed_on": acts.today().isoformat(), "delmal": ["BT1"],
        "item_overall": "4", "text_keep_doing": "Lugnt.",
    }  # fmt: skip
    assert client.post(start, data).status_code == 302
    [row] = kronoberg.programme.assessments.all()
    assert (row.state, row.instrument_version) == ("signed", 1)
