from datetime import UTC, datetime, timedelta

import pytest

from certificates.rules.identifying import identified_lately

AT = datetime(2027, 3, 3, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "codes"),
    [
        (timedelta(0), []),
        (timedelta(minutes=5), []),
        (timedelta(minutes=5, microseconds=1), ["sign.identify_again"]),
        (timedelta(hours=11), ["sign.identify_again"]),
        (timedelta(minutes=-1), []),  # the web host's clock is ahead
        (timedelta(minutes=-1, seconds=-1), ["sign.identify_again"]),
        (None, ["sign.identify_again"]),
    ],
)
def test_five_minutes(before: timedelta | None, codes: list[str]) -> None:
    moment = None if before is None else AT - before
    assert identified_lately(moment, AT).codes == codes
