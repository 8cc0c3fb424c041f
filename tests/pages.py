"""What two pages have in common, for tests that compare them."""

import re

from django.http import HttpResponse


def words(response: HttpResponse) -> bytes:
    """A page's bytes, without the CSRF token that differs between any two requests."""
    return re.sub(rb"\b[A-Za-z0-9]{64}\b", b"", response.content)
