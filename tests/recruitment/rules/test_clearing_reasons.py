import pytest
from hypothesis import given, settings

from recruitment.rules.clearing_facts import Applicant, Clearing, Post
from recruitment.rules.clearing_pairs import match_with_pairs
from recruitment.rules.clearing_reasons import explanations_of
from tests.recruitment.rules.clearings import WITH_PAIRS, clearing

NAMES = {"P": "Umeå", "Q": "Växjö", "R": "Luleå"}
NOWHERE = "Du har inte fått någon plats."


def told(facts, name):
    found = explanations_of(facts, match_with_pairs(facts), NAMES)[name]
    return [found.outcome, *(answer.text for answer in found.answers)]


def test_all_six_went_to_others_and_the_last_had_rank_41():
    before = [f"s{number}" for number in range(42)]
    people = (*before, "me")
    wanting = {*before[:5], before[40], "me"}
    facts = Clearing(
        posts=(
            Post("P", 6, tuple((name,) for name in people)),
            Post("Q", 1, (("me",),)),
        ),
        applicants=tuple(
            Applicant(name, n, ("P", "Q") if name in wanting else ())
            for n, name in enumerate(people)
        ),
    )
    assert told(facts, "me") == [
        "Du har fått plats i Växjö, ditt andra val.",
        "Umeå: alla sex platser gick till sökande som rangordnats före dig. Den sista "
        "hade rang 41, och du hade rang 43. Du står på plats 1 på reservlistan.",
    ]


@pytest.mark.parametrize(
    ("facts", "texts"),
    [
        pytest.param(
            clearing({"P": (1, "x")}, {"x": "P"}),
            ["Du har fått plats i Umeå, ditt första val."],
            id="första valet",
        ),
        pytest.param(
            clearing({"P": (1, "a x")}, {"x": "P", "a": "P"}),
            [
                NOWHERE,
                "Umeå: den enda platsen gick till en sökande som rangordnats före dig. "
                "Den sista hade rang 1, och du hade rang 2. "
                "Du står på plats 1 på reservlistan.",
            ],
            id="en plats",
        ),
        pytest.param(
            clearing({"P": (2, "a bx")}, {"a": "P", "b": "P", "x": "P"}),
            [
                NOWHERE,
                "Umeå: båda platserna gick till sökande som rangordnats före dig. "
                "Den sista hade rang 2, och du hade rang 3. Poängen var lika, och "
                "lotten avgjorde: nummer 2 gick före nummer 3. "
                "Du står på plats 1 på reservlistan.",
            ],
            id="lotten avgjorde",
        ),
        pytest.param(
            clearing({"P": (1, "a")}, {"x": "P", "a": ""}),
            [NOWHERE, "Umeå: du är inte rangordnad där."],
            id="inte rangordnad",
        ),
        pytest.param(
            clearing({"P": (0, "x")}, {"x": "P"}),
            [
                NOWHERE,
                "Umeå: det fanns ingen plats att fördela. "
                "Du står på plats 1 på reservlistan.",
            ],
            id="inga platser",
        ),
        pytest.param(
            clearing({"P": (1, "x")}, {"x": "P", "a": ""}, specials={"a": "P"}),
            [
                NOWHERE,
                "Umeå: den enda platsen gavs genom beslut om särskilda omständigheter. "
                "Du står på plats 1 på reservlistan.",
            ],
            id="bara beslut",
        ),
        pytest.param(
            clearing(
                {"P": (3, "b c x")},
                {"x": "P", "a": "", "b": "P", "c": "P"},
                specials={"a": "P"},
            ),
            [
                NOWHERE,
                "Umeå: en av tre platser gavs genom beslut om särskilda omständigheter. "
                "De återstående två platserna gick till sökande som rangordnats före "
                "dig. Den sista hade rang 2, och du hade rang 3. "
                "Du står på plats 1 på reservlistan.",
            ],
            id="beslut och andra",
        ),
        pytest.param(
            clearing({"P": (1, "")}, {"x": "", "a": "P"}, specials={"x": "P"}),
            ["Du har fått plats i Umeå genom beslut om särskilda omständigheter."],
            id="genom beslut",
        ),
        pytest.param(
            clearing({}, {"x": ""}),
            ["Du har inte fått någon plats. Du har inte önskat någon tjänst."],
            id="inget önskat",
        ),
        pytest.param(
            clearing(
                {"P": (1, "x"), "Q": (2, "a y x"), "R": (1, "a y")},
                {"x": "", "y": "", "a": "R"},
                pairs={"xy": "PR QQ"},
            ),
            [
                "Du har fått plats i Växjö och den du söker med i Växjö, ditt andra val.",
                "Umeå och Luleå: den enda platsen i Luleå gick till en sökande som "
                "rangordnats före den du söker med. Den sista hade rang 1, och den du "
                "söker med hade rang 2.",
            ],
            id="den andra i paret",
        ),
        pytest.param(
            clearing(
                {"P": (2, "y a x")},
                {"x": "", "y": "", "a": "P"},
                pairs={"xy": "PP"},
            ),
            [
                NOWHERE,
                "Umeå: två platser behövdes. Färre återstod efter dem som rangordnats "
                "före dig, med rang 3.",
            ],
            id="två platser på samma ställe",
        ),
    ],
)
def test_what_is_told(facts, texts):
    assert told(facts, "x") == texts


@given(WITH_PAIRS)
@settings(max_examples=40)
def test_everybody_is_told_why_and_the_fault_is_only_told_when_it_is_there(facts):
    match = match_with_pairs(facts)
    names = {post.id: post.id for post in facts.posts}
    found = explanations_of(facts, match, names)
    linked = {
        name: (p.first, p.second) for p in facts.pairs for name in (p.first, p.second)
    }
    blocked = {
        (linked.get(name, (name,)), frozenset(answer.posts))
        for name, one in found.items()
        for answer in one.answers
        if answer.code == "blocking"
    }
    assert blocked == {(one.members, frozenset(one.posts)) for one in match.blocking}
