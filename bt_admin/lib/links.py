"""Addresses that open by themselves: a long random secret, of which we keep a hash.

Whoever has such a link opens it, so it is made for one thing, and can be ended. The
secret is known only when it is made; neither we nor a backup can write the link again.
"""

import base64
import hashlib
import secrets

from django.utils.crypto import salted_hmac

SECRET_BYTES = 32


def new_token() -> str:
    """A secret that nobody can guess, of letters and signs that an address may hold."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of(token: str) -> str:
    """What is kept of a secret. It is long and random: no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def derived_token(purpose: str, key: object) -> str:
    """A secret that can be written again by whoever holds the system's own key.

    For a case that somebody follows for months with one and the same link: no letter
    ends the link of the letter before it. A backup without the key cannot write it.
    """
    digest = salted_hmac(f"bt_admin.links.{purpose}", str(key), algorithm="sha256")
    return base64.urlsafe_b64encode(digest.digest()).decode().rstrip("=")
