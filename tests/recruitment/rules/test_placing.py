from recruitment.rules.placing import Seat, may_overbook, seating_of
from recruitment.rules.reserves import Reserve


def order(*wishes: tuple[str, ...]) -> list[Reserve]:
    return [
        Reserve(str(number), f"Sökande {number}", number, wishes=wished)
        for number, wished in enumerate(wishes, start=1)
    ]


def test_each_gets_the_town_wished_most_that_is_left():
    found = seating_of(order(("A", "B"), ("A", "B"), ("B",), ()), {"A": 1, "B": 1})
    assert found.seats == {"1": Seat("A"), "2": Seat("B")}
    assert found.passed_over == {}


def test_who_wishes_only_what_is_gone_is_passed_over_with_the_reason():
    found = seating_of(order(("A",), ("A",), ("B",)), {"A": 1, "B": 1})
    assert found.seats == {"1": Seat("A"), "3": Seat("B")}
    assert found.passed_over == {
        "2": "Önskar A, där platserna gick till dem som står före"
    }


def test_the_overbooked_are_the_next_in_the_order_by_their_wish():
    found = seating_of(order(("A",), ("A",), ("C",), ()), {"A": 1, "B": 2}, 2)
    assert found.seats == {
        "1": Seat("A"),
        "2": Seat("A", overbooked=True),
        "4": Seat("B"),
    }


def test_a_round_without_towns():
    assert seating_of(order((), ("A",)), {"": 1}).seats == {"1": Seat("")}


def test_overbooking():
    assert may_overbook(0, 4, "")
    assert may_overbook(2, 4, "Avhopp i fjol")
    assert may_overbook(2, 4, " ").codes == ["release.overbooking_reason"]
    assert may_overbook(3, 4, "Avhopp").codes == ["release.overbooking"]
    assert may_overbook(-1, 4, "Avhopp").codes == ["release.overbooking"]
