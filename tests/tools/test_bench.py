"""What `./bt bench` finds to measure."""

import pytest

from tools.bench import FOLDER, bench, measurements
from tools.steps import Problem


def test_a_subject_is_measured_by_the_files_that_begin_with_it():
    found = measurements("recruitment", FOLDER)
    assert found == [
        "recruitment_interviews",
        "recruitment_lists",
        "recruitment_matching",
        "recruitment_offers",
        "recruitment_rush",
    ]


@pytest.mark.parametrize("words", [[], ["nothing"], ["*"], ["recruit"]])
def test_what_is_not_there_is_said_with_what_is(words):
    with pytest.raises(Problem, match=r"Ämnen: certificates, recruitment\."):
        bench(words)
