"""Is it surely the person themselves who signs now?"""

from datetime import datetime, timedelta

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no

FRESH = timedelta(minutes=5)
CLOCKS_DIFFER = timedelta(minutes=1)  # between the web host and the database


def identified_lately(identified_at: datetime | None, at: datetime) -> Verdict:
    """Did whoever signs `at` identify themselves within the last five minutes?

    Five minutes to the second still count. A moment that is unknown, or ahead of the
    signature by more than two clocks may differ, counts as long ago. HOUSE.
    """
    if identified_at is not None and -CLOCKS_DIFFER <= at - identified_at <= FRESH:
        return YES
    return no(
        "sign.identify_again",
        "Bekräfta att det är du innan du signerar. Det är mer än fem minuter sedan du "
        "identifierade dig, och en signering ska säkert vara din. Det du har skrivit "
        "finns kvar.",
        HOUSE,
    )
