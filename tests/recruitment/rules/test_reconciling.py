"""Points side by side, once all have sent theirs."""

from bt_admin.lib.people import Person
from recruitment.queries.methods import library
from recruitment.rules.methods import read_method
from recruitment.rules.reconciling import Expected, Sent, groups_of, may_see_group

KARIN, MATS, EVA = (Person(name, name) for name in ("Karin", "Mats", "Eva"))
ONE, TWO = Person(1, "Sökande 1"), Person(2, "Sökande 2")
SCHEME = read_method(library()["kronoberg"]).scheme


def expected(*candidates):
    return [
        Expected("grupp", "interview", one, judge)
        for one in candidates
        for judge in (KARIN, MATS)
    ]


def sent(judge, candidate, safety, **more):
    scores = {"cooperation": 4, "safety": safety, "communication": 4}
    return Sent("interview", candidate, judge, scores, **more)


def test_nothing_is_shown_while_anything_is_missing():
    rows = [sent(KARIN, ONE, 2), sent(MATS, ONE, 5), sent(KARIN, TWO, 3)]
    [group] = groups_of(SCHEME, expected(ONE, TWO), rows)
    assert (group.is_ready, group.spreads) == (False, ())
    assert group.missing_text == "Poäng saknas från Mats för Sökande 2."
    for viewer in (KARIN, MATS):
        verdict = may_see_group(group, viewer, leads=True)
        assert verdict.codes == ["reconcile.own_first"]


def test_the_spread_is_told_and_a_wide_one_marked():
    [group] = groups_of(
        SCHEME, expected(ONE), [sent(KARIN, ONE, 2), sent(MATS, ONE, 5)]
    )
    told = {one.label: (one.words, one.is_wide) for one in group.spreads}
    assert told["Säkerhet för patienten"] == ("2–5, i snitt 3,5", True)
    assert told["Samarbete"] == ("4, alla lika", False)


def test_who_is_not_in_the_group_sees_it_only_when_leading():
    [group] = groups_of(
        SCHEME, expected(ONE), [sent(KARIN, ONE, 2), sent(MATS, ONE, 5)]
    )
    assert may_see_group(group, EVA, leads=True)
    assert may_see_group(group, EVA, leads=False).codes == ["reconcile.not_yours"]


def test_a_change_is_told_with_its_reason():
    rows = [sent(KARIN, ONE, 4, reason="Hörde fel."), sent(MATS, ONE, 5)]
    [group] = groups_of(SCHEME, expected(ONE), rows)
    assert [one.reason for one in group.changes] == ["Hörde fel."]
