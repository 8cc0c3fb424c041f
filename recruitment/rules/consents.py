"""What an applicant agrees to besides being considered, and may take back at any time.

None of it decides how the application is judged. A consent is as easy to take back as
to give (HOUSE).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.enums import ApplicationState

OTHER_ROUNDS, ELSEWHERE, OBSERVER = "other_rounds", "elsewhere", "observer"


@dataclass(frozen=True)
class Consent:
    """`words`: what the applicant agrees to; `label`: to those who work with it."""

    key: str
    words: str
    label: str


CONSENTS = (
    Consent(
        OTHER_ROUNDS,
        "Ni får berätta för mig om kommande omgångar.",
        "Besked om kommande omgångar",
    ),
    Consent(
        ELSEWHERE,
        "Andra regioner där jag söker får veta om jag tackar ja här, så att platsen hos "
        "dem går vidare.",
        "Andra regioner får veta om ett ja",
    ),
    Consent(
        OBSERVER,
        "En facklig observatör får vara med vid min intervju.",
        "Facklig observatör vid intervjun",
    ),
)


def may_change_consents(state: ApplicationState | str) -> Verdict:
    """May consents be changed here? From the moment the application is sent, always.

    A draft has them in its form. What is over is no hindrance: a consent to be told of
    other rounds outlives the application.
    """
    if state != ApplicationState.DRAFT:
        return YES
    return no(
        "consents.draft",
        "Samtyckena kan inte ändras här än. Ansökan är inte skickad. Kryssa i dem i "
        "formuläret.",
        HOUSE,
    )


def changed_consents(
    before: Mapping[str, bool], after: Mapping[str, bool]
) -> dict[str, bool]:
    """Which of those that were asked are not as they were? What was never said is a no."""
    return {
        one.key: after[one.key]
        for one in CONSENTS
        if one.key in after and bool(before.get(one.key)) != after[one.key]
    }
