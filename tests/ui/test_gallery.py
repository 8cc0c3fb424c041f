import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Template
from django.test import RequestFactory
from django.test.signals import template_rendered

from bt_admin.views.gallery import gallery


@pytest.fixture
def drawn() -> tuple[str, set[str]]:
    """The page, and the names of the templates that made it."""
    names: set[str] = set()

    def seen(template: Template, **kwargs: object) -> None:
        names.add(str(template.name))

    template_rendered.connect(seen)
    try:
        response = gallery(RequestFactory().get("/galleri/"))
    finally:
        template_rendered.disconnect(seen)
    return response.content.decode(), names


def test_every_component_is_on_the_gallery(drawn):
    folder = Path(settings.BASE_DIR) / "templates"
    components = {
        str(path.relative_to(folder)) for path in folder.rglob("_components/**/*.html")
    }
    assert components - drawn[1] == set()


def test_headings_go_down_one_step_at_a_time(drawn):
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", drawn[0])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_no_id_stands_twice(drawn):
    ids = re.findall(r'\sid="([^"]*)"', drawn[0])
    assert sorted(ids) == sorted(set(ids))


def test_every_reference_has_its_target(drawn):
    ids = set(re.findall(r'\sid="([^"]*)"', drawn[0]))
    named = re.findall(r'(?:aria-(?:labelledby|describedby)|for)="([^"]*)"', drawn[0])
    assert {word for names in named for word in names.split()} - ids == set()


def test_nothing_is_left_of_the_template_language(drawn):
    assert re.findall(r"{[{%#]|[%#}]}|None|&lt;", drawn[0]) == []
