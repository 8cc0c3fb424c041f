"""Do the numbers of the attachments agree with the papers that lie in the envelope?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bt_admin.lib.dates import list_text, number_word
from bt_admin.lib.sources import BILAGA_1, HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no, warning
from certificates.rules.application import number_ranges

# The lines of the list on page 2 of bilaga 1, in their order.
DELMAL, COMPLETED, COMPETENCE = "delmal", "completed", "competence"
BEFORE_LICENCE, ABROAD = "before_licence", "abroad"
LABELS = {
    DELMAL: "Delmål i bastjänstgöringen",
    COMPLETED: "Fullgjord bastjänstgöring",
    COMPETENCE: "Uppnådd baskompetens",
    BEFORE_LICENCE: "Tjänstgöring före legitimation",
    ABROAD: "Utländsk tjänstgöring",
}
ONE_ONLY = {
    COMPLETED: "intyg om fullgjord bastjänstgöring",
    COMPETENCE: "intyg om uppnådd baskompetens",
}
COPIES = (BEFORE_LICENCE, ABROAD)
CREDITED = {
    BEFORE_LICENCE: "Tjänstgöring före legitimation",
    ABROAD: "Utländsk tjänstgöring",
}

Numbers = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class AnnexFacts:
    """Line by line: the numbers of the papers there are, and those that are listed.

    `listed` is empty while no application is completed. `name` is the doctor's
    now; `other_number` and `other_names` tell the certificates that say
    something else, by their forms; `printed_name` is the name on a completed
    application that is not the doctor's any more. `credited`: lines with credited service.
    """

    papers: Numbers
    listed: Numbers = field(default_factory=dict)
    name: str = ""
    other_number: str = ""
    other_names: tuple[tuple[str, str], ...] = ()
    printed_name: str = ""
    credited: frozenset[str] = frozenset()


# ------------------------------------------------------------------- the attachments
def check_annexes(facts: AnnexFacts) -> Verdict:
    """Does the list on bilaga 1 agree with the papers, and are they all one doctor's?

    One certificate on a line that has room for one (BILAGA_1), and one personnummer on
    all. What can be sent as it is, but should be known, is a warning.
    """
    return all_of(
        _one_on_a_line(facts),
        _same_number(facts),
        _same_name(facts),
        _printed_name(facts),
        _listed(facts),
        _gaps(facts),
        _credited(facts),
    )


def annex_rows(papers: Numbers) -> tuple[tuple[str, str], ...]:
    """What does the list on bilaga 1 say, line by line, and how many papers is that?"""
    return tuple((label, _row(line, papers)) for line, label in LABELS.items())


def gaps_in(papers: Numbers) -> tuple[int, ...]:
    """Which numbers, from one to the highest, are on no paper?"""
    used = {number for line in papers.values() for number in line}
    return tuple(n for n in range(1, max(used, default=0)) if n not in used)


def gap_text(papers: Numbers) -> str:
    """What is said of the numbers that are left out? Nothing when there are none."""
    missing = gaps_in(papers)
    if not missing:
        return ""
    return (
        f"Nummer {list_text([str(number) for number in missing])} används inte. "
        "Ingen bilaga saknas."
    )


def _row(line: str, papers: Numbers) -> str:
    numbers = papers.get(line, ())
    if not numbers:
        return "Ingen bilaga"
    one, many = ("kopia", "kopior") if line in COPIES else ("intyg", "intyg")
    count = f"{len(numbers)} {one if len(numbers) == 1 else many}"
    return f"Nr {number_ranges(numbers)} ({count})"


def _one_on_a_line(facts: AnnexFacts) -> Verdict:
    return all_of(
        *(
            no(
                "annexes.more_than_one",
                "Ansökan kan inte skrivas ut än. Blanketten har plats för ett "
                f"{what}, och det finns {number_word(len(facts.papers[line]))}. Be "
                "den som utfärdade att återkalla det som inte ska gälla.",
                BILAGA_1,
            )
            for line, what in ONE_ONLY.items()
            if len(facts.papers.get(line, ())) > 1
        )
    )


def _same_number(facts: AnnexFacts) -> Verdict:
    if not facts.other_number:
        return YES
    return no(
        "annexes.other_number",
        "Ansökan kan inte skrivas ut än. Personnumret saknas eller är ett annat på "
        f"{facts.other_number}. Be den som signerade att återkalla och signera på nytt.",
        BILAGA_1,
    )


def _same_name(facts: AnnexFacts) -> Verdict:
    if not facts.other_names:
        return YES
    papers = [f"{paper} (”{name}”)" for paper, name in facts.other_names]
    return warning(
        "annexes.renamed",
        f"Du heter nu ”{facts.name}”, och ett annat namn står på {list_text(papers)}. "
        "Personnumret är detsamma, så intygen kan skickas som de är. Vill du ha dem i "
        "ditt nya namn återkallar och signerar de som har utfärdat dem på nytt.",
        HOUSE,
    )


def _printed_name(facts: AnnexFacts) -> Verdict:
    if not facts.printed_name:
        return YES
    return warning(
        "annexes.application_renamed",
        f"Bilaga 1 gjordes klar för ”{facts.printed_name}”, och dina uppgifter är nu "
        "andra. Gör klar ansökan igen, så skrivs den om.",
        BILAGA_1,
    )


def _listed(facts: AnnexFacts) -> Verdict:
    if not facts.listed:
        return YES
    wrong = [
        f"{label} ({number_ranges(facts.listed.get(line, ())) or 'ingen'} i ansökan, "
        f"{number_ranges(facts.papers.get(line, ())) or 'ingen'} nu)"
        for line, label in LABELS.items()
        if set(facts.listed.get(line, ())) != set(facts.papers.get(line, ()))
    ]
    if not wrong:
        return YES
    return warning(
        "annexes.differ",
        f"Numren i ansökan stämmer inte med bilagorna: {list_text(wrong)}. Gör klar "
        "ansökan igen innan den skrivs ut.",
        BILAGA_1,
    )


def _gaps(facts: AnnexFacts) -> Verdict:
    if not gaps_in(facts.papers):
        return YES
    return warning(
        "annexes.gap",
        f"{gap_text(facts.papers)} Numret stod på ett original som inte gäller längre, "
        "och original som är underskrivna med penna behåller sina. Följesedeln säger "
        "det också.",
        HOUSE,
    )


def _credited(facts: AnnexFacts) -> Verdict:
    return all_of(
        *(
            warning(
                "annexes.credit_without_paper",
                f"{words} är tillgodoräknad, men inget intyg om den är bilagt. Lägg "
                "till det bland dina uppgifter om det ska skickas med.",
                BILAGA_1,
            )
            for line, words in CREDITED.items()
            if line in facts.credited and not facts.papers.get(line)
        )
    )


def check_room(*, too_long: Sequence[str] = (), strange: str = "") -> Verdict:
    """Can bilaga 1 be printed whole, with name and numbers in their boxes?

    Nothing is clipped and no character left out (HOUSE).
    """
    words = ""
    if strange:
        words = f"Den kan inte skriva tecknet {strange}."
    elif too_long:
        words = f"Det här får inte plats i sin ruta: ”{'”, ”'.join(too_long)}”."
    if not words:
        return YES
    return no(
        "application.no_room",
        f"Blanketten kan inte skrivas ut så här. {words} Inget får falla bort. Korta "
        "texten. Gäller det namnet kontaktar du regionens BT-kansli.",
        HOUSE,
    )
