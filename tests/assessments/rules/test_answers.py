import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.answers import MAX_TEXT, check_answers, check_draft
from assessments.rules.instruments import instrument

MINI_CEX, OVERALL = instrument("mini_cex"), instrument("sammantagen_bedomning")
WORDS = {"keep_doing": "Du frågade rakt och lugnt."}
GROUPS = {item.key: 3 for item in OVERALL.items if item.scale}
WHOLE = {**WORDS, "basis": "Egna observationer och kollegors."}


@pytest.mark.parametrize(
    ("answers", "texts", "codes"),
    [
        pytest.param({"overall": 4}, WORDS, [], id="en nivå och en mening"),
        pytest.param(
            {"overall": 4}, {"work_on": "Sammanfatta högt."}, [], id="den andra rutan"
        ),
        pytest.param(
            {"overall": 4, "history": None}, WORDS, [], id="en del gick inte att bedöma"
        ),
        pytest.param({}, WORDS, ["answers.no_level"], id="ingen nivå"),
        pytest.param(
            {"overall": None}, WORDS, ["answers.no_level"], id="inget gick att bedöma"
        ),
        pytest.param({"overall": 4}, {}, ["assess.no_words"], id="ingen text"),
        pytest.param(
            {"overall": 4},
            {"keep_doing": " \n", "agreed": "Ny tid."},
            ["assess.no_words"],
            id="bara blanksteg",
        ),
        pytest.param({"overall": 6}, WORDS, ["answers.level"], id="nivå 6 av 5"),
        pytest.param({"overall": 0}, WORDS, ["answers.level"], id="nivå 0"),
        pytest.param(
            {"overall": True}, WORDS, ["answers.level"], id="sant är ingen nivå"
        ),
        pytest.param({"overall": "4"}, WORDS, ["answers.level"], id="nivå som text"),
        pytest.param(
            {"overall": 4, "betyg": 5}, WORDS, ["answers.unknown"], id="okänd del"
        ),
        pytest.param(
            {"overall": 4},
            {**WORDS, "hemligt": "x"},
            ["answers.unknown"],
            id="okänd ruta",
        ),
        pytest.param(
            {"overall": 4},
            {"keep_doing": "x" * (MAX_TEXT + 1)},
            ["answers.too_long"],
            id="för lång text",
        ),
        pytest.param(
            {"overall": 4}, {"keep_doing": "x" * MAX_TEXT}, [], id="precis så lång text"
        ),
    ],
)
def test_mini_cex(answers, texts, codes):
    assert check_answers(MINI_CEX, answers, texts).codes == codes


@pytest.mark.parametrize(
    ("answers", "texts", "codes"),
    [
        pytest.param({**GROUPS, "phase": 1}, WHOLE, [], id="i fas"),
        pytest.param(GROUPS, WHOLE, ["answers.no_choice"], id="fas inte vald"),
        pytest.param(
            {**GROUPS, "phase": None}, WHOLE, ["answers.no_choice"], id="fas tom"
        ),
        pytest.param(
            {**GROUPS, "phase": 4},
            WHOLE,
            ["answers.level"],
            id="ett val som inte finns",
        ),
        pytest.param(
            {**GROUPS, "phase": 3},
            WHOLE,
            ["assess.risk_without_plan"],
            id="risk utan vad som ska göras",
        ),
        pytest.param(
            {**GROUPS, "phase": 3},
            {**WHOLE, "work_on": "Två jourer med medsittning."},
            [],
            id="risk med vad som ska göras",
        ),
        pytest.param(
            {**GROUPS, "phase": 1},
            WORDS,
            ["assess.box_empty"],
            id="vad den bygger på saknas",
        ),
    ],
)
def test_overall_assessment(answers, texts, codes):
    assert check_answers(OVERALL, answers, texts).codes == codes


def test_each_reason_stands_at_its_field():
    verdict = check_answers(MINI_CEX, {"history": 9}, {})
    assert [reason.field for reason in verdict] == [
        "item_history",
        "text_keep_doing",
    ]


def test_a_draft_may_be_empty_but_never_foreign():
    assert check_draft(MINI_CEX, {}, {}).codes == []
    assert check_draft(MINI_CEX, {"overall": 9}, {}).codes == ["answers.level"]


JSON = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)


@given(st.dictionaries(st.sampled_from(["overall", "history", "x"]), JSON))
def test_whatever_is_sent_is_answered(answers):
    assert check_answers(MINI_CEX, answers, WORDS).codes is not None
