"""The cast, with one region entered, and people who are logged in."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from regions.models import User
from tests.cast import Cast, Company
from tests.logging_in import log_in


@pytest.fixture
def kronoberg(cast: Cast) -> Iterator[Company]:
    """Region Kronoberg, entered."""
    with cast.kronoberg.inside():
        yield cast.kronoberg


@pytest.fixture
def as_user(client: Client) -> Callable[[User], Client]:
    """The client, logged in as somebody in the way that lets one sign."""

    return lambda user: log_in(client, user, login_method="demo")
