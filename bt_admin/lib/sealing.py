"""Text that the database holds but cannot read: sealed with the server's own key.

Padded, so that the length of what somebody wrote says nothing either.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

PURPOSE = b"bt-admin sealed text"
BLOCK = 4096  # characters; most of what people write fits in one or two


def seal(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=True)
    padded = text.ljust(-(-len(text) // BLOCK) * BLOCK)
    # Without the time, which would tell whose answer it was.
    return _keys().encrypt_at_time(padded.encode(), 0).decode()


def unseal(sealed: str) -> dict[str, Any] | None:
    """What was sealed; None when it was done with a key that we no longer have."""
    try:
        return json.loads(_keys().decrypt(sealed.encode()))
    except InvalidToken:
        return None


def _keys() -> MultiFernet:
    """The key of now seals; those before it still open."""
    every = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(secret))) for secret in every])


def _key(secret: str) -> bytes:
    digest = hashlib.blake2b(secret.encode(), key=PURPOSE, digest_size=32).digest()
    return base64.urlsafe_b64encode(digest)
