"""The criteria of these tables, and the rows that judges wrote."""

from decimal import Decimal

from recruitment.rules.criteria import Anchor, Criterion, Phase, Scheme
from recruitment.rules.scoring import ScoreRow

SCALE = tuple(Anchor(value, f"steg {value}") for value in range(1, 6))
KLINIK = Criterion("klinik", "Klinisk erfarenhet", SCALE, weight=Decimal("1.5"))
SAMARBETE = Criterion("samarbete", "Samarbete", SCALE, threshold=Decimal(2))
MOTIV = Criterion("motiv", "Motiv", SCALE)
REVIEW = Phase("review", "Granskning", (KLINIK, MOTIV), judges=3)
INTERVIEW = Phase("interview", "Intervju", (SAMARBETE,), judges=2, weight=Decimal(2))
SCHEME = Scheme((REVIEW, INTERVIEW), threshold=Decimal(10))


def rows(application, klinik, motiv, samarbete) -> list[ScoreRow]:
    """One row for each value; the judges are numbered by their turn."""
    given = (
        ("review", "klinik", klinik),
        ("review", "motiv", motiv),
        ("interview", "samarbete", samarbete),
    )
    return [
        ScoreRow(application, phase, f"{phase} {turn}", criterion, value)
        for phase, criterion, values in given
        for turn, value in enumerate(values, start=1)
    ]
