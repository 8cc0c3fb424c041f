"""Which licences stand on the three rows of bilaga 1, and which are left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bt_admin.lib.dates import date_text, list_text, number_word
from bt_admin.lib.sources import BILAGA_1, HSF_5_2
from bt_admin.lib.verdicts import YES, Verdict, no, warning

LICENCE_ROWS = 3
SWEDISH = ("sverige", "sweden")


@dataclass(frozen=True)
class Licence:
    """A licence: its country, as it was written, and its day."""

    country: str
    on: date | None

    @property
    def is_swedish(self) -> bool:
        return self.country.strip().casefold() in SWEDISH

    def __str__(self) -> str:
        return f"{self.country} ({date_text(self.on)})" if self.on else self.country


def licences_for_rows(known: Sequence[Licence]) -> tuple[Licence, ...]:
    """Which licences are proposed for the three rows of bilaga 1, in order of time?

    All, when there is room. Else the Swedish one, which BT rests on (HSF_5_2), and the
    latest of the others; nobody has said which Socialstyrelsen prefers.
    """
    wanted = sorted(
        enumerate(known), key=lambda pair: (not pair[1].is_swedish, -_day(pair[1]))
    )[:LICENCE_ROWS]
    return tuple(sorted((one for _, one in wanted), key=_day))


def check_licences(known: Sequence[Licence], on_form: Sequence[Licence]) -> Verdict:
    """Do the three rows hold what they must, and what did they leave out?

    The Swedish licence is among them when it is known (HSF_5_2). More than three
    licences is a warning that names those left out: nothing falls away unseen.
    """
    filled = [one for one in on_form if one.country]
    swedish = next((one for one in known if one.is_swedish), None)
    if swedish and filled and not any(one.is_swedish for one in filled):
        return no(
            "application.swedish_licence",
            f"Legitimationen från {swedish} behöver stå på en av raderna. BT "
            "görs efter svensk läkarlegitimation.",
            HSF_5_2,
            field="licence_1_country",
        )
    left_out = [one for one in known if one not in filled]
    if len(known) <= LICENCE_ROWS or not left_out:
        return YES
    return warning(
        "application.licence_left_out",
        f"Blanketten har {number_word(LICENCE_ROWS)} rader för legitimation, och du "
        f"har {number_word(len(known))} registrerade. Utan rad blir "
        f"{list_text([str(one) for one in left_out])}. Först föreslås den svenska "
        "och de senaste; byt rad om en annan hellre ska stå där. Blanketten säger inte "
        "hur fler redovisas: fråga Socialstyrelsen om den som är utan rad behövs.",
        BILAGA_1,
    )


def _day(licence: Licence) -> int:
    return licence.on.toordinal() if licence.on else 0
