"""Log somebody in with what the log-in page would have left in the session."""

from typing import Any

from django.conf import settings
from django.test import Client

from regions.models import User


def log_in(client: Client, user: User, **kept: Any) -> Client:
    client.force_login(user)
    session = client.session
    session.update(kept)
    session.save()
    # Where sessions lie in cookies, the key is all that is in them.
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client
