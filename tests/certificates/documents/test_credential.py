"""The credential has what Open Badges 3.0 demands, and of the person only what is chosen."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import jsonschema
import jwt
import pytest

from bt_admin.lib.credential_proof import proved
from certificates.documents.credential import (
    CredentialFacts,
    credential,
    revocation_list,
)
from tests.objects.seals import key

CODE = "7F3A-C2D9-A1B2-C3D4-E5F6-0718-293A-4B5C"
FACTS = CredentialFacts(
    control_code=CODE,
    annex=2,
    title="Intyg om delmål i bastjänstgöringen",
    codes=("BT1", "BT4"),
    region="Region Kronoberg",
    issued_at=datetime(2027, 3, 3, 10, 42, tzinfo=UTC),
    verify_address="https://bt.example.org/verifiera/",
)
URI = {"type": "string", "pattern": "^(https?:|urn:uuid:)"}


def having(*required, **properties):
    return {"type": "object", "required": list(required), "properties": properties}


def types(*needed):
    return {"type": "array", "allOf": [{"contains": {"const": one}} for one in needed]}


# What the specification's tables say is required of each class that we use, in our
# words: its own schema lies on a web server.
ACHIEVEMENT_CREDENTIAL = having(
    "@context", "id", "type", "issuer", "validFrom", "credentialSubject",
    **{"@context": {"type": "array", "prefixItems": [
        {"const": "https://www.w3.org/ns/credentials/v2"},
        {"pattern": r"^https://purl\.imsglobal\.org/spec/ob/v3p0/context-3\.0\.\d\.json$"},
    ]}},
    id=URI,
    type=types("VerifiableCredential", "OpenBadgeCredential"),
    name={"type": "string"},
    issuer=having("id", "type", id=URI, type=types("Profile")),
    validFrom={"pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
    credentialSubject=having(
        "type", "achievement",
        id=URI,
        type=types("AchievementSubject"),
        identifier={"type": "array", "items": having(
            "type", "identityHash", "identityType", "hashed",
            type={"const": "IdentityObject"}, hashed={"type": "boolean"},
        )},
        achievement=having(
            "id", "type", "criteria", "description", "name",
            id=URI, type=types("Achievement"),
            criteria=having("narrative"),
            achievementType={"const": "Certificate"},
        ),
    ),
    credentialStatus=having("id", "type", id=URI),
)  # fmt: skip


@pytest.mark.parametrize(
    "facts",
    [FACTS, replace(FACTS, holder="Märta Åkesson"), replace(FACTS, codes=(), annex=4)],
)
def test_all_that_is_required_is_there(facts):
    jsonschema.validate(
        credential(facts),
        ACHIEVEMENT_CREDENTIAL,
        cls=jsonschema.Draft202012Validator,
    )


def test_the_name_is_there_only_when_chosen():
    assert "Märta" not in json.dumps(credential(FACTS))
    [chosen] = credential(replace(FACTS, holder="Märta"))["credentialSubject"]["identifier"]  # fmt: skip
    assert (chosen["identityType"], chosen["identityHash"]) == ("name", "Märta")


def test_the_proof_is_the_regions_and_breaks_when_a_word_is_changed():
    token = proved(credential(FACTS), key())
    header = jwt.get_unverified_header(token)
    assert (header["alg"], len(header["x5c"]), header["jwk"]["crv"]) == ("ES256", 1, "P-256")  # fmt: skip
    told = jwt.decode(token, key().key.public_key(), algorithms=["ES256"], options={"verify_nbf": False})  # fmt: skip
    assert told["jti"] == told["id"] == f"urn:uuid:{CODE.replace('-', '').lower()[:8]}-a1b2-c3d4-e5f6-0718293a4b5c"  # fmt: skip
    assert {name: told[name] for name in credential(FACTS)} == credential(FACTS)
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, key(500).key.public_key(), algorithms=["ES256"])


def test_the_status_is_about_this_one_alone():
    at = credential(FACTS)["credentialStatus"]["id"]
    for revoked, gone in ((False, []), (True, [{"id": credential(FACTS)["id"], "revoked": True}])):  # fmt: skip
        assert revocation_list(FACTS.verify_address, CODE, revoked=revoked) == {
            "id": at,
            "issuer": credential(FACTS)["issuer"]["id"],
            "revokedCredentials": gone,
        }
