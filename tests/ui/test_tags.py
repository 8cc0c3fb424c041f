from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template

from bt_admin.lib.sources import HOUSE, HSLF_FS_2021_8
from bt_admin.lib.verdicts import YES, Reason, Verdict

S = "\N{NO-BREAK SPACE}"
NO = Verdict((Reason("Du får inte.", HSLF_FS_2021_8),))
WARNED = Verdict((), (Reason("Det är sent.", HOUSE),))


def draw(text: str, **context: object) -> str:
    html = Template("{% load ui %}" + text).render(Context(context))
    return " ".join(html.split(" ")).replace("\n", "").strip()


class NameForm(forms.Form):
    name = forms.CharField(label="Namn")


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("{{ value|day }}", date(2027, 9, 17), f"17{S}september"),
        ("{{ value|day }}", None, ""),
        ("{{ value|iso }}", datetime(2027, 9, 17, 23, tzinfo=UTC), "2027-09-18"),
        ("{{ value|period:value }}", date(2027, 9, 17), f"den 17{S}september 2027"),
        ("{{ value|months }}", 4.5, f"4,5{S}månader"),
        ("{{ value|days }}", 1, f"1{S}dag"),
        ("{{ value|number }}", 0, "0"),
    ],
)
def test_filters(text, value, expected):
    assert draw(text, value=value) == expected


def test_share_has_a_point_also_in_swedish():
    assert (
        draw("{% share 10 18 %} {% share 20 18 %} {% share 1 0 %}") == "55.6% 100.0% 0%"
    )


@pytest.mark.parametrize(
    ("verdict", "heading", "css"),
    [
        (NO, "Varför inte?", "verdict no"),
        (WARNED, "Tänk på", "verdict "),
    ],
)
def test_a_verdict_says_why(verdict, heading, css):
    html = draw("{% verdict v %}", v=verdict)
    assert html.count(heading) == 1
    assert html.count(f'class="{css}"') == 1
    assert html.count("källa ej verifierad") == (1 if verdict is NO else 0)


def test_a_yes_without_a_heading_says_nothing():
    assert draw("{% verdict v %}", v=YES) == ""


@pytest.mark.parametrize(
    ("context", "prefix"),
    [
        ({}, ""),
        ({"form": NameForm()}, ""),
        ({"form": NameForm({})}, "Fel: "),
        ({"forms": [NameForm({"name": "Ebba"}), NameForm({})]}, "Fel: "),
    ],
)
def test_the_title_says_that_something_is_wrong(context, prefix):
    assert (
        Template("{% load ui %}{% error_prefix %}").render(Context(context)) == prefix
    )


def test_what_was_typed_is_kept_and_escaped():
    form = NameForm({"name": '"><script>x</script>'})
    html = draw("{% field form.name %}", form=form)
    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_a_component_escapes_what_it_is_given_but_not_what_it_encloses():
    html = draw(
        '{% component "empty" heading=h %}<p>Text</p>{% endcomponent %}', h="<i>"
    )
    assert html == '<div class="empty">  <h2>&lt;i&gt;</h2>  <p>Text</p></div>'
