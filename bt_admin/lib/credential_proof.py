"""The region's proof of a credential: a compact JWS (ES256), as Open Badges 3.0 has it."""

import base64
from datetime import datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import Encoding

from bt_admin.lib.seal_keys import SealKey


def proved(credential: dict[str, Any], key: SealKey) -> str:
    """The credential signed; the header carries the key's certificate and its chain."""
    payload = credential | {
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "sub": credential["credentialSubject"]["id"],
        "nbf": _seconds(credential["validFrom"]),
    }
    public = jwt.algorithms.ECAlgorithm.to_jwk(key.key.public_key(), as_dict=True)
    chain = [
        base64.b64encode(one.public_bytes(Encoding.DER)).decode()
        for one in key.certificates
    ]
    headers = {"jwk": public, "x5c": chain, "typ": "vc+jwt"}
    return jwt.encode(payload, key.key, algorithm="ES256", headers=headers)


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())
