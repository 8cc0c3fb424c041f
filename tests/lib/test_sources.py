from datetime import date

import pytest

from bt_admin.lib import sources
from bt_admin.lib.sources import Dated, Source

LAW_READ = Source("a", "lagen 1 §", "T")
LAW_TOLD = Source("b", "föreskriften", "S")
REGION_TOLD = Source("c", "regionens modell", "S", law=False)
REGION_SEEN = Source("d", "regionens sida", "W", law=False)


@pytest.mark.parametrize(
    ("source", "verified", "label"),
    [
        pytest.param(LAW_READ, True, "lagen 1 §", id="läst lag"),
        pytest.param(
            LAW_TOLD,
            False,
            "föreskriften (källa ej verifierad)",
            id="lag i andra hand",
        ),
        pytest.param(REGION_TOLD, True, "regionens modell", id="regionen själv"),
        pytest.param(
            REGION_SEEN,
            False,
            "regionens sida (källa ej verifierad)",
            id="utdrag av regionens sida",
        ),
        pytest.param(sources.HOUSE, True, "bt-admins egen regel", id="vår egen regel"),
    ],
)
def test_what_has_been_read_is_verified(source, verified, label):
    assert (source.verified, source.label) == (verified, label)


def test_every_source_has_a_key_of_its_own():
    keys = [source.key for source in sources.ALL]
    assert sorted(set(keys)) == sorted(keys)
    assert sources.BILAGA_4 in sources.ALL


def test_a_figure_is_the_one_that_held_on_the_day():
    figure = Dated(((date(2030, 1, 1), 7), (date(2021, 7, 1), 6)), LAW_READ)
    assert [figure.on(date(2021, 7, 1)), figure.on(date(2029, 12, 31))] == [6, 6]
    assert figure.on(date(2030, 1, 1)) == 7


def test_before_the_first_value_nothing_held():
    figure = Dated(((date(2021, 7, 1), 6),), LAW_READ)
    with pytest.raises(LookupError):
        figure.on(date(2021, 6, 30))
