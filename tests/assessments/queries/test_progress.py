"""What there is to show for each delmål, and who has had a part in it."""

from datetime import timedelta

from assessments import actions, queries
from assessments.rules.progress import Evidence
from tests.assessments import acts


def test_evidence_is_what_is_signed(kronoberg):
    acts.ask(kronoberg)
    acts.start(kronoberg)
    row = acts.signed(kronoberg, delmal=("BT9",))
    place, assessor = kronoberg.placements[1].pk, kronoberg.supervisor.pk
    assert queries.evidence(kronoberg.programme) == [
        Evidence("BT9", place, "mini_cex", 4, assessor, row.performed_on)
    ]


def test_the_overall_judges_group_by_group(kronoberg):
    acts.overall_signed(kronoberg)
    found = {row.code: (row.level, row.scale) for row in queries.evidence(
        kronoberg.programme)}  # fmt: skip
    assert (found["BT1"], found["BT5"], found["BT8"]) == (
        (3, "laget_4"), (2, "laget_4"), (4, "laget_4"),
    )  # fmt: skip
    assert "BT3" not in found


def test_what_has_been_read_still_counts(kronoberg):
    row = acts.overall_signed(kronoberg)
    before = queries.evidence(kronoberg.programme)
    actions.acknowledge(assessment=row, by=kronoberg.doctor, at=acts.at())
    assert queries.evidence(kronoberg.programme) == before


def test_each_delmal_has_its_assessments_beside_it(kronoberg):
    row = acts.signed(kronoberg, delmal=("BT9",))
    found = queries.evidence_by_delmal(kronoberg.programme)
    assert list(found) == [f"BT{n}" for n in range(1, 19)]
    [line] = found["BT9"]
    assert (line.name, line.assessor, line.level, line.words, line.url) == (
        "Mini-CEX", "Supervisor Kronoberg", 4, "Självständigt", row.get_absolute_url(),
    )  # fmt: skip
    assert found["BT1"] == []


def test_the_matrix_has_a_cell_for_each_placement(kronoberg):
    acts.signed(kronoberg, delmal=("BT9",))
    goals = queries.delmal_matrix(kronoberg.programme, frozenset({"BT3"}), acts.today())
    assert goals.columns == ["Primärvård", "Internmedicin", "Kirurgi", "Psykiatri"]
    rows = {row.code: row for row in goals.rows}
    assert [cell.count for cell in rows["BT9"].cells] == [0, 1, 0, 0]
    assert rows["BT9"].cells[1].strength == "thin"
    assert rows["BT9"].state.word == "Underlag finns"
    assert rows["BT3"].state.word == "Intygat"
    assert rows["BT1"].state.word == "Inget underlag"
    # Psychiatry lies ahead, and usually shows BT2; medicine is over.
    assert [cell.planned for cell in rows["BT2"].cells] == [True, False, True, True]


def test_the_matrix_costs_the_same_with_one_and_three(
    kronoberg, django_assert_num_queries
):
    acts.signed(kronoberg)
    with django_assert_num_queries(4):
        queries.delmal_matrix(kronoberg.programme)
    acts.signed(kronoberg, kronoberg.main_supervisor)
    acts.overall_signed(kronoberg)
    with django_assert_num_queries(4):
        queries.delmal_matrix(kronoberg.programme)
    with django_assert_num_queries(2):
        queries.evidence_by_delmal(kronoberg.programme)


def test_everybody_with_a_part_is_told(kronoberg):
    acts.signed(kronoberg)
    acts.feed_back(kronoberg, acts.kollegium(kronoberg))
    start = kronoberg.programme.starts_on
    days = [acts.today() - timedelta(days=n) for n in (0, 1, 2)]
    found = [(one.user, one.role, one.on) for one in queries.took_part(
        kronoberg.programme)]  # fmt: skip
    assert sorted(found, key=str) == sorted(
        [
            (kronoberg.doctor, "BT-läkare", start),
            (kronoberg.main_supervisor, "huvudansvarig handledare", start),
            (kronoberg.main_supervisor, "handledare", start),
            (kronoberg.supervisor, "handledare", start),
            (kronoberg.supervisor, "bedömare (Mini-CEX)", days[1]),
            (kronoberg.studierektor, "dokumenterade kollegiet", days[2]),
            (kronoberg.main_supervisor, "återkopplade kollegiet", days[0]),
        ],
        key=str,
    )


def test_the_kollegium_sees_levels_words_and_gaps(kronoberg):
    acts.signed(kronoberg, delmal=("BT9",))
    known = queries.background(kronoberg.programme, acts.today())
    assert dict(known.levels)["Anamnes"] == ["4"]
    assert [quote.text for quote in known.quotes] == [
        "Du lyssnade färdigt.", "Sammanfatta högt.",
    ]  # fmt: skip
    assert [code for code, *_rest in known.open_delmal] == ["BT9"]
    assert len(known.without_evidence) == 17
    assert (known.count, known.assessors, known.asked_for) == (1, 1, 1)
