"""A round looks back on itself: how did it go, and what is changed until the next?"""

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from recruitment.enums import RoundState

NOT_YET = {RoundState.DRAFT, RoundState.ADVERTISED}
LONGEST = 8000  # signs


def may_evaluate(state: RoundState | str, text: str, shown: int, now: int) -> Verdict:
    """May this be written as the round's evaluation?

    From the closing day on: what went wrong is written down while it is remembered.
    `shown` and `now`: the version that the writer saw, and the one there is.
    """
    return all_of(_has_closed(state), _is_words(text), _same(shown, now))


def _has_closed(state: RoundState | str) -> Verdict:
    if state not in NOT_YET:
        return YES
    return no(
        "evaluation.too_early",
        "Omgången kan inte utvärderas än. Vänta tills ansökningstiden är slut.",
        HOUSE,
    )


def _is_words(text: str) -> Verdict:
    if not text.strip():
        return no(
            "evaluation.empty", "Skriv hur omgången gick.", HOUSE, field="evaluation"
        )
    if len(text) <= LONGEST:
        return YES
    return no(
        "evaluation.too_long",
        f"Texten är för lång. Korta den till {LONGEST} tecken.",
        HOUSE,
        field="evaluation",
    )


def _same(shown: int, now: int) -> Verdict:
    if shown == now:
        return YES
    return no(
        "evaluation.changed",
        "Omgången har ändrats medan du skrev. Din text finns kvar här; läs det som är "
        "sparat nu, och spara igen.",
        HOUSE,
        field="evaluation",
    )
