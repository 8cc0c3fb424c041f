"""What may be recorded after the outcome of a final judgement."""

from datetime import date

import pytest

from certificates.enums import ExternalOutcome as Outcome
from certificates.enums import FinalDecision
from certificates.rules.final_outcome import (
    AnswerFacts,
    CloseFacts,
    has_own_verdict,
    is_another,
    may_answer,
    may_close,
    may_give_reasons,
    may_refuse_extension,
)
from tests.certificates.rules.people import BEDOMARE, HUVUDHANDLEDARE

TODAY = date(2027, 12, 30)


@pytest.mark.parametrize(
    ("verdict", "reasons", "codes"),
    [
        (Outcome.NOT_APPROVED, "", []),
        (Outcome.APPROVED, "Jag har sett allt.", []),
        (Outcome.APPROVED, " ", ["final.no_text"]),
        (Outcome.DISAGREEMENT, "Ja.", ["final.no_verdict"]),
        ("", "Ja.", ["final.no_verdict"]),
    ],
)
def test_may_answer(verdict: str, reasons: str, codes: list[str]) -> None:
    facts = AnswerFacts(verdict, Outcome.NOT_APPROVED, reasons)
    assert may_answer(facts).codes == codes


@pytest.mark.parametrize(
    ("outcome", "own", "codes"),
    [
        (Outcome.NOT_APPROVED, "", []),
        (Outcome.DISAGREEMENT, Outcome.NOT_APPROVED, []),
        (Outcome.DISAGREEMENT, "", ["final.own_verdict"]),
        (Outcome.DISAGREEMENT, Outcome.DISAGREEMENT, ["final.own_verdict"]),
    ],
)
def test_has_own_verdict(outcome: str, own: str, codes: list[str]) -> None:
    assert has_own_verdict(outcome, own).codes == codes


@pytest.mark.parametrize(
    ("decision", "text", "ends_on", "codes"),
    [
        (FinalDecision.NEW_JUDGEMENT, "Synnerliga skäl.", None, []),
        (FinalDecision.BT_ENDS, "Efter samråd.", TODAY, []),
        (FinalDecision.BT_ENDS, "Efter samråd.", None, ["final.no_last_day"]),
        (FinalDecision.BT_ENDS, "Så.", date(2027, 12, 31), ["final.ahead"]),
        (FinalDecision.BT_ENDS, " ", TODAY, ["final.no_text"]),
        ("", "Så.", TODAY, ["final.no_decision"]),
    ],
)
def test_may_close(decision, text, ends_on, codes) -> None:
    assert may_close(CloseFacts(decision, text, ends_on, TODAY)).codes == codes


def test_reasons_are_written_after_a_talk() -> None:
    assert may_give_reasons("BT10 saknas.", TODAY, TODAY)
    assert may_give_reasons("", TODAY, TODAY).codes == ["final.no_text"]
    ahead = may_give_reasons("BT10 saknas.", date(2027, 12, 31), TODAY)
    assert ahead.codes == ["final.ahead"]
    assert may_refuse_extension(" ").codes == ["final.no_text"]
    assert may_refuse_extension("Målen nås inte på två månader.")


@pytest.mark.parametrize(
    ("proposed", "sees", "codes"),
    [
        (BEDOMARE, False, ["appoint_external.judged_before"]),
        (HUVUDHANDLEDARE, True, ["appoint_external.sees_first"]),
        (HUVUDHANDLEDARE, False, []),
    ],
)
def test_the_second_knows_nothing_of_the_first(proposed, sees, codes) -> None:
    assert is_another(proposed, BEDOMARE, sees).codes == codes
