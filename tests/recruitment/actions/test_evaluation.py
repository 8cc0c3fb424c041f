"""What a round has taught: by the office, once it has closed, never over each other."""

import pytest
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from recruitment.actions.evaluation import write_evaluation
from regions.models import AuditRow
from tests.objects.recruitment import make_recruitment


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


def write(round, by, text="Annonsera tre veckor tidigare.", version=None):
    return write_evaluation(
        round=round,
        text=text,
        version=round.version if version is None else version,
        by=by,
        at=timezone.now(),
    )


def refused(*args, **kwargs):
    with pytest.raises(Refused) as caught:
        write(*args, **kwargs)
    return caught.value.verdict.codes


def test_it_is_kept_with_a_row_of_who_and_when(here):
    written = write(make_recruitment(here), here.hr)
    assert written.evaluation == "Annonsera tre veckor tidigare."
    row = AuditRow.objects.get(event="round.evaluated")
    assert (row.actor_id, row.about_id) == (here.hr.pk, written.pk)


@pytest.mark.parametrize("who", ["recruiter", "observer", "doctor", "unit_manager"])
def test_only_the_office_writes(here, who):
    with pytest.raises(Refused):
        write(make_recruitment(here), getattr(here, who))


@pytest.mark.parametrize(
    ("state", "text", "version", "codes"),
    [
        ("advertised", "Bra.", 1, ["evaluation.too_early"]),
        ("started", "  ", 1, ["evaluation.empty"]),
        ("started", "x" * 8001, 1, ["evaluation.too_long"]),
        ("started", "Bra.", 2, ["evaluation.changed"]),
    ],
)
def test_what_is_refused(here, state, text, version, codes):
    assert refused(make_recruitment(here, state), here.hr, text, version) == codes


def test_the_second_click_writes_nothing(here):
    round = write(make_recruitment(here), here.hr)
    write(round, here.hr)
    assert AuditRow.objects.filter(event="round.evaluated").count() == 1
