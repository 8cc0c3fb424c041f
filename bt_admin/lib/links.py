"""Addresses that open by themselves: a long random secret, of which we keep a hash.

Whoever has such a link opens it, so it is made for one thing, and can be ended. The
secret is known only when it is made; neither we nor a backup can write the link again.
"""

import hashlib
import secrets

SECRET_BYTES = 32


def new_token() -> str:
    """A secret that nobody can guess, of letters and signs that an address may hold."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of(token: str) -> str:
    """What is kept of a secret. It is long and random: no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
