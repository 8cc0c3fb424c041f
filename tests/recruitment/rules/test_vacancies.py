from datetime import date

from recruitment.rules.reserves import Reserve
from recruitment.rules.vacancies import (
    is_free,
    may_take_post,
    may_withdraw_offer,
    vacancies_of,
)

DAY = date(2027, 3, 1)
WAITING = [Reserve("a", "Eva Lind", 1, wishes=("Växjö",))]


def why(town, waiting=WAITING, stopped=None, until=DAY):
    free = {town: 1, "Full": 0}
    [found] = vacancies_of(free, waiting, stopped or {}, lives_until=until, today=DAY)
    return found.why


def test_why_a_place_is_empty():
    assert why("Växjö") == "Eva Lind står på tur och tillfrågas inom några minuter."
    assert why("Ljungby") == "Ingen reserv som önskar platsen är kvar."
    stopped = {"a": "utdraget är inte uppvisat."}
    assert why("Växjö", stopped=stopped) == (
        "Eva Lind står på tur: utdraget är inte uppvisat."
    )
    assert why("Växjö", until=date(2027, 2, 28)).startswith("Reservlistan gällde till")


def test_a_yes_without_a_place_is_told_until_when_it_may_be_tried_again():
    verdict = may_take_post(0, "3 mars 2027")
    assert verdict.codes == ["offer.all_taken"]
    assert "3 mars 2027" in verdict.reasons[0].text
    assert may_take_post(1, "")


def test_a_town_without_places_is_told_at_the_field():
    assert is_free("Växjö", {"Växjö": 1})
    assert is_free("Växjö", {"Växjö": 0}).reasons[0].field == "town"
    assert is_free("Kiruna", {}).codes == ["reserve.no_place"]


def test_taking_back_one_offer():
    assert may_withdraw_offer(is_live=True, is_hired=False, reason="Fel")
    said = [
        may_withdraw_offer(is_live=live, is_hired=hired, reason=reason).codes
        for live, hired, reason in [
            (True, True, "Fel"),
            (False, False, "Fel"),
            (True, False, " "),
        ]
    ]
    assert said == [["offer.hired"], ["offer.not_live"], ["offer.no_reason"]]
