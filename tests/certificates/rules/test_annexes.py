"""The numbers of the attachments, whose papers they are, and three rows of licences."""

from datetime import date

import pytest

from certificates.rules.annexes import (
    AnnexFacts,
    annex_rows,
    check_annexes,
    check_room,
    gap_text,
    gaps_in,
)
from certificates.rules.licences import Licence, check_licences, licences_for_rows

PAPERS = {"delmal": (1, 2), "completed": (3,), "competence": (4,)}
OWN = {**PAPERS, "before_licence": (5, 7), "abroad": (6,)}


def facts(papers=PAPERS, **more):
    return AnnexFacts(papers=papers, name="Åsa Öberg", **more)


@pytest.mark.parametrize(
    ("given", "codes", "warnings"),
    [
        pytest.param(facts(), [], [], id="fyra intyg"),
        pytest.param(facts(OWN, listed=OWN), [], [], id="ansökan säger detsamma"),
        pytest.param(
            facts({**PAPERS, "competence": (4, 5)}),
            ["annexes.more_than_one"],
            [],
            id="två bilaga 4",
        ),
        pytest.param(
            facts(other_number="bilaga 3"),
            ["annexes.other_number"],
            [],
            id="ett annat personnummer",
        ),
        pytest.param(
            facts(other_names=(("bilaga 2", "Åsa Ŋalla"),)),
            [],
            ["annexes.renamed"],
            id="nytt namn sedan intyget signerades",
        ),
        pytest.param(
            facts(printed_name="Åsa Ŋalla"),
            [],
            ["annexes.application_renamed"],
            id="nytt namn sedan ansökan gjordes klar",
        ),
        pytest.param(
            facts(listed={**PAPERS, "delmal": (1,)}),
            [],
            ["annexes.differ"],
            id="ett intyg till sedan ansökan gjordes klar",
        ),
        pytest.param(
            facts({**PAPERS, "delmal": (1, 5)}), [], ["annexes.gap"], id="hopp i numren"
        ),
        pytest.param(
            facts(credited=frozenset({"abroad"})),
            [],
            ["annexes.credit_without_paper"],
            id="tillgodoräknad utan intyg",
        ),
        pytest.param(
            facts(OWN, credited=frozenset({"abroad"})), [], [], id="med intyg"
        ),
    ],
)
def test_the_list_and_the_papers(given, codes, warnings):
    verdict = check_annexes(given)
    assert (verdict.codes, verdict.warning_codes) == (codes, warnings)


def test_each_line_in_words():
    assert annex_rows(OWN) == (
        ("Delmål i bastjänstgöringen", "Nr 1-2 (2 intyg)"),
        ("Fullgjord bastjänstgöring", "Nr 3 (1 intyg)"),
        ("Uppnådd baskompetens", "Nr 4 (1 intyg)"),
        ("Tjänstgöring före legitimation", "Nr 5, 7 (2 kopior)"),
        ("Utländsk tjänstgöring", "Nr 6 (1 kopia)"),
    )
    assert annex_rows({})[0] == ("Delmål i bastjänstgöringen", "Ingen bilaga")


def test_numbers_that_are_left_out_are_said():
    assert (gaps_in(OWN), gap_text(OWN)) == ((), "")
    papers = {"delmal": (2,), "completed": (5,)}
    assert gaps_in(papers) == (1, 3, 4)
    assert gap_text(papers) == "Nummer 1, 3 och 4 används inte. Ingen bilaga saknas."


def test_what_differs_is_told_line_by_line():
    verdict = check_annexes(facts(listed={**PAPERS, "delmal": (1,), "completed": (2,)}))
    assert verdict.warnings[0].text.startswith(
        "Numren i ansökan stämmer inte med bilagorna: Delmål i bastjänstgöringen (1 i "
        "ansökan, 1-2 nu) och Fullgjord bastjänstgöring (2 i ansökan, 3 nu)."
    )


def test_room():
    assert check_room().codes == []
    assert check_room(too_long=("Wwwww",)).codes == ["application.no_room"]
    assert "tecknet 漢" in check_room(strange="漢").reasons[0].text


# ----------------------------------------------------------------------- the licences
POLAND = Licence("Polen", date(2012, 3, 1))
NORWAY = Licence("Norge", date(2015, 2, 1))
SWEDEN = Licence("Sverige", date(2014, 6, 1))
DENMARK = Licence("Danmark", date(2018, 9, 1))


@pytest.mark.parametrize(
    ("known", "rows"),
    [
        ([], ()),
        ([NORWAY, POLAND, SWEDEN], (POLAND, SWEDEN, NORWAY)),
        ([POLAND, SWEDEN, NORWAY, DENMARK], (SWEDEN, NORWAY, DENMARK)),
        (
            [POLAND, NORWAY, DENMARK, Licence("Finland", None)],
            (POLAND, NORWAY, DENMARK),
        ),
    ],
)
def test_three_rows_of_licences(known, rows):
    assert licences_for_rows(known) == rows


@pytest.mark.parametrize(
    ("known", "on_form", "codes", "warnings"),
    [
        ([SWEDEN], [SWEDEN], [], []),
        ([SWEDEN], [], [], []),
        ([], [NORWAY], [], []),
        ([SWEDEN, NORWAY], [NORWAY], ["application.swedish_licence"], []),
        ([SWEDEN], [Licence(" sverige ", date(2014, 6, 2))], [], []),
        (
            [POLAND, SWEDEN, NORWAY, DENMARK],
            [SWEDEN, NORWAY, DENMARK],
            [],
            ["application.licence_left_out"],
        ),
    ],
)
def test_what_the_rows_hold(known, on_form, codes, warnings):
    verdict = check_licences(known, on_form)
    assert (verdict.codes, verdict.warning_codes) == (codes, warnings)


def test_the_one_left_out_is_named():
    known = [POLAND, SWEDEN, NORWAY, DENMARK]
    text = check_licences(known, licences_for_rows(known)).warnings[0].text
    assert "du har fyra registrerade. Utan rad blir Polen (1\u00a0mars 2012)." in text
