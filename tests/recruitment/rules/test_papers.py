"""What a round asks for, what is in time, and what may be completed afterwards."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bt_admin.lib.swedish import STOCKHOLM
from recruitment.rules.papers import (
    Deadlines,
    Handed,
    PaperKind,
    counted,
    may_complement,
    may_send_application,
    missing_papers,
    papers_are_there,
)

LICENCE = PaperKind("licence", "kopia av legitimationen")
C1 = PaperKind("c1", "bevis om svenska på C1-nivå", one_of="swedish")
SAS = PaperKind("sas", "betyg i svenska som andraspråk", one_of="swedish")
MERITS = PaperKind("merits", "meriter", required=False)
KINDS = (LICENCE, C1, SAS, MERITS)

CLOSES = datetime(2027, 9, 1, 23, 59, 59, tzinfo=STOCKHOLM)
LAST = CLOSES + timedelta(days=7)
BOTH = Deadlines(CLOSES, LAST)
ONLY = Deadlines(CLOSES)
SECOND = timedelta(seconds=1)
IN_TIME, LATE = CLOSES - SECOND, CLOSES + SECOND


def handed(*kinds: str, at=IN_TIME, usable=True) -> list[Handed]:
    return [Handed(kind, at, usable) for kind in kinds]


@pytest.mark.parametrize(
    ("papers", "deadlines", "missing"),
    [
        ([], BOTH, [LICENCE, C1]),
        (handed("licence"), BOTH, [C1]),
        (handed("licence", "sas"), BOTH, []),
        (handed("licence", "c1"), BOTH, []),
        (handed("licence", "c1", at=CLOSES), ONLY, []),
        (handed("licence", "c1", at=LATE), ONLY, [LICENCE, C1]),
        (handed("licence", "c1", at=LATE), BOTH, []),
        (handed("licence", "c1", at=LAST), BOTH, []),
        (handed("licence", "c1", at=LAST + SECOND), BOTH, [LICENCE, C1]),
        (handed("licence", "c1", usable=False), BOTH, [LICENCE, C1]),
        (handed("licence", "c1", "något annat"), BOTH, []),
    ],
)
def test_what_is_missing(papers, deadlines, missing):
    assert list(missing_papers(KINDS, papers, deadlines)) == missing


def test_what_made_an_application_better_too_late_does_not_count():
    papers = [*handed("licence"), *handed("merits", "c1", at=LATE)]
    kinds = [one.kind for one in counted(KINDS, papers, BOTH)]
    assert kinds == ["licence", "c1"]


def test_a_second_proof_afterwards_does_not_count():
    papers = [*handed("licence", "sas"), *handed("c1", at=LATE)]
    assert [one.kind for one in counted(KINDS, papers, BOTH)] == ["licence", "sas"]


@pytest.mark.parametrize(
    ("kind", "papers", "deadlines", "at", "codes"),
    [
        ("merits", [], BOTH, CLOSES, []),
        ("licence", [], BOTH, LATE, []),
        ("sas", handed("licence"), BOTH, LAST, []),
        ("sas", handed("c1"), BOTH, LATE, ["paper.not_asked_for"]),
        ("licence", handed("licence"), BOTH, LATE, ["paper.not_asked_for"]),
        ("licence", handed("licence", usable=False), BOTH, LATE, []),
        ("merits", [], BOTH, LATE, ["paper.not_asked_for"]),
        ("licence", [], BOTH, LAST + SECOND, ["paper.too_late"]),
        ("licence", [], ONLY, LATE, ["paper.too_late"]),
    ],
)
def test_what_may_be_completed(kind, papers, deadlines, at, codes):
    assert may_complement(kind, KINDS, papers, deadlines, at).codes == codes


@pytest.mark.parametrize(
    ("at", "codes"),
    [(CLOSES, []), (CLOSES + SECOND, ["application.round_closed"])],
)
def test_a_second_late_is_late(at, codes):
    assert may_send_application(at, CLOSES).codes == codes


def test_a_late_application_is_told_when_the_time_was_out():
    [reason] = may_send_application(LATE, CLOSES).reasons
    assert reason.text == (
        "Ansökan kan inte skickas. Ansökningstiden gick ut den 1\u00a0september 2027 "
        "kl.\u00a023.59. Se när nästa omgång öppnar."
    )


def test_what_is_missing_is_named():
    [reason] = papers_are_there((LICENCE, C1)).reasons
    assert reason.text == (
        "Ansökan kan inte skickas än. Vi behöver kopia av legitimationen och bevis om "
        "svenska på C1-nivå för att pröva din behörighet. Ladda upp det som saknas – "
        "resten är sparat."
    )
    assert papers_are_there(()).codes == []


MOMENTS = st.integers(-3, 10).map(lambda days: CLOSES + timedelta(days=days))
PAPERS = st.lists(
    st.builds(
        Handed, st.sampled_from([one.key for one in KINDS]), MOMENTS, st.booleans()
    ),
    max_size=8,
)


@settings(max_examples=50)
@given(papers=PAPERS, more=PAPERS)
def test_handing_in_more_never_makes_more_missing(papers, more):
    before = set(missing_papers(KINDS, papers, BOTH))
    assert len(missing_papers(KINDS, papers + more, BOTH)) <= len(before)


@settings(max_examples=50)
@given(papers=PAPERS)
def test_what_counts_is_what_one_was_allowed_to_hand_in(papers):
    kept = counted(KINDS, papers, BOTH)
    for one in papers:
        allowed = bool(may_complement(one.kind, KINDS, papers, BOTH, one.at))
        assert (one in kept) == (one.usable and allowed)
