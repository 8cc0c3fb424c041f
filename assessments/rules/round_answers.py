"""How a 360 is answered: by the doctor first, then by those who were asked."""

from collections.abc import Mapping
from datetime import date
from enum import Enum

from assessments.enums import RoundState
from assessments.rules.answers import check_draft
from assessments.rules.instruments import Instrument
from assessments.rules.round_facts import RoundFacts, in_state
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no


# --------------------------------------------------------------------- the doctor first
def may_answer_self(
    facts: RoundFacts,
    instrument: Instrument,
    answers: Mapping[str, int | None],
    texts: Mapping[str, str],
) -> Verdict:
    """May this self-assessment be sent?

    By the doctor, once, before the others are asked: it is not to be coloured by what
    they say (HOUSE). Every statement has an answer.
    """
    return all_of(
        may_begin_self(facts),
        check_draft(instrument, answers, texts),
        _all_answered(instrument, answers),
    )


def may_begin_self(facts: RoundFacts) -> Verdict:
    """May this person write the self-assessment now? The doctor, until it is sent."""
    if not facts.is_doctor:
        return no(
            "round.self_of_other",
            f"Du får inte göra självskattningen. Det gör {facts.doctor}.",
            HOUSE,
        )
    if facts.self_done:
        text = "Självskattningen är redan sparad. Den kan inte ändras efteråt."
        return no("round.self_done", text, HOUSE)
    return in_state(facts, RoundState.OPEN)


# --------------------------------------------------------------------------- the raters
class Opens(Enum):
    """What a personal link leads to."""

    FORM = "form"
    USED = "used"
    OVER = "over"


def what_link_opens(
    state: str, closes_on: date | None, answered: bool, today: date
) -> Opens:
    """What does a personal link lead to? The form, until it is answered or over."""
    if answered:
        return Opens.USED
    open_still = state == RoundState.COLLECTING and (
        closes_on is None or today <= closes_on
    )
    return Opens.FORM if open_still else Opens.OVER


def may_answer_round(
    opens: Opens,
    instrument: Instrument,
    answers: Mapping[str, int | None],
    texts: Mapping[str, str],
) -> Verdict:
    """May this answer be sent? Once, before the round is over, with every statement
    answered, if only by «Det har jag inte sett», and at least one of them seen."""
    if opens is Opens.USED:
        return no("round.answered", "Du har redan svarat. Tack!", HOUSE)
    if opens is Opens.OVER:
        return no("round.over", "Det går inte längre att svara. Tiden är ute.", HOUSE)
    return all_of(
        check_draft(instrument, answers, texts),
        _all_answered(instrument, answers),
        _something_seen(instrument, answers),
    )


def is_small_group(profession: str, professions: tuple[str, ...]) -> bool:
    """Are those of one's own profession so few that a text might be recognised?

    Fewer than three asked (HOUSE); told to the rater before the answer is sent.
    """
    return professions.count(profession) < 3


def _all_answered(instrument: Instrument, answers: Mapping[str, int | None]) -> Verdict:
    verdicts = [
        no("round.unanswered", "Välj ett svar.", HOUSE, field=f"item_{item.key}")
        for item in instrument.items
        if item.key not in answers
    ]
    return all_of(*verdicts)


def _something_seen(
    instrument: Instrument, answers: Mapping[str, int | None]
) -> Verdict:
    complete = all(item.key in answers for item in instrument.items)
    if not complete or any(level is not None for level in answers.values()):
        return YES
    return no(
        "round.nothing_seen",
        "Svaret kan inte skickas. Har du inte sett något av det här behöver du inte "
        "svara. Stäng sidan.",
        HOUSE,
        field=f"item_{instrument.items[0].key}",
    )
