"""A certificate as an Open Badges 3.0 credential, which is a W3C Verifiable Credential.

Pure: facts in, JSON out. It says what was certified, by which region and when, and where
to ask whether it still counts. Of the doctor it holds the name if they chose so, and
nothing else: no personnummer, no words about them.

Data model: W3C Verifiable Credentials 2.0; 1EdTech Open Badges 3.0, class
AchievementCredential; status by 1EdTech's revocation list.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
]
REGULATION = "HSLF-FS 2021:8"


@dataclass(frozen=True)
class CredentialFacts:
    """`verify_address` is where codes are asked for; `holder` the name, or empty."""

    control_code: str
    annex: int
    title: str
    codes: tuple[str, ...]
    region: str
    issued_at: datetime
    verify_address: str
    holder: str = ""


def credential_id(control_code: str) -> str:
    """The 128 bits of the control code, as a URN."""
    return UUID(hex=control_code.replace("-", "")).urn


def status_address(verify_address: str, control_code: str) -> str:
    return f"{verify_address}status/{control_code}/"


def credential(facts: CredentialFacts) -> dict[str, Any]:
    """The credential without its proof."""
    own = credential_id(facts.control_code)
    return {
        "@context": CONTEXT,
        "id": own,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.title,
        "issuer": {
            "id": facts.verify_address,
            "type": ["Profile"],
            "name": facts.region,
        },
        "validFrom": _moment(facts.issued_at),
        "credentialSubject": _subject(facts, own),
        "credentialStatus": {
            "id": status_address(facts.verify_address, facts.control_code),
            "type": "1EdTechRevocationList",
        },
    }


def _subject(facts: CredentialFacts, own: str) -> dict[str, Any]:
    # Not the person's number: a name for this subject in this credential alone.
    subject: dict[str, Any] = {
        "id": uuid5(NAMESPACE_URL, f"{own}#subject").urn,
        "type": ["AchievementSubject"],
        "achievement": _achievement(facts),
    }
    if facts.holder:
        subject["identifier"] = [
            {
                "type": "IdentityObject",
                "identityType": "name",
                "hashed": False,
                "identityHash": facts.holder,
            }
        ]
    return subject


def _achievement(facts: CredentialFacts) -> dict[str, Any]:
    codes = f" Delmål: {', '.join(facts.codes)}." if facts.codes else ""
    return {
        "id": uuid5(NAMESPACE_URL, f"{REGULATION}#bilaga-{facts.annex}").urn,
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": facts.title,
        "inLanguage": "sv",
        "description": f"{facts.title} ({REGULATION}, bilaga {facts.annex}).{codes}",
        "criteria": {
            "narrative": f"Socialstyrelsens föreskrifter {REGULATION}, bilaga "
            f"{facts.annex}. Originalet är på papper, underskrivet med penna."
        },
    }


def revocation_list(
    verify_address: str, control_code: str, *, revoked: bool
) -> dict[str, Any]:
    """What the status address answers: a list of this one credential, or of none."""
    gone = [{"id": credential_id(control_code), "revoked": True}] if revoked else []
    return {
        "id": status_address(verify_address, control_code),
        "issuer": verify_address,
        "revokedCredentials": gone,
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
