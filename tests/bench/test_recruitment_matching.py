from bench.clearing import regions
from bench.recruitment_matching import first_choices_first
from recruitment.rules.clearing_faults import may_be_matched
from recruitment.rules.clearing_market import market_of
from tests.recruitment.rules.clearings import clearing


def test_first_choices_come_before_everybodys_second():
    facts = clearing(
        {"P": (1, "a b c"), "Q": (1, "a b c")}, {"a": "P", "b": "PQ", "c": "Q"}
    )
    assert first_choices_first(market_of(facts)) == {"a": 0, "c": 0}


def test_the_lists_are_whole_and_the_same_each_time():
    facts = regions(1, pairs=20)
    assert bool(may_be_matched(facts))
    assert facts == regions(1, pairs=20)
    assert (len(facts.posts), len(facts.applicants), len(facts.pairs)) == (90, 800, 20)
    assert sum(post.capacity for post in facts.posts) == 760
