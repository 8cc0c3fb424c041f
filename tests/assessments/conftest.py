"""The cast, with one region entered, and people who are logged in."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from regions.models import User
from tests.cast import Cast, Company


@pytest.fixture
def kronoberg(cast: Cast) -> Iterator[Company]:
    """Region Kronoberg, entered."""
    with cast.kronoberg.inside():
        yield cast.kronoberg


@pytest.fixture
def as_user(client: Client) -> Callable[[User], Client]:
    """The client, logged in as somebody in the way that lets one sign."""

    def log_in(user: User) -> Client:
        client.force_login(user)
        session = client.session
        session["login_method"] = "demo"
        session.save()
        return client

    return log_in
