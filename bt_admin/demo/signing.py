"""What every signature at the end of a BT needs: when, how, and the words as read."""

from datetime import datetime, timedelta

from bt_admin.demo.clock import moment
from bt_admin.demo.outline import DAY, Year
from certificates import queries
from certificates.models import Certificate
from regions.enums import LoginMethod
from regions.models import User

DEMO = LoginMethod.DEMO
MANY = timedelta(minutes=20)


def on(year: Year, days: int, hour: int = 10) -> datetime:
    """So many days after the last day of BT; before it when negative."""
    return moment(year.ends + days * DAY, hour)


def now(certificate: Certificate, by: User, at: datetime) -> dict:
    """What stands in the boxes when this person reads it."""
    return queries.content_now(certificate, by, at.date())
